"""All texts of the organisation that pages show beside the stories."""

from __future__ import annotations

from collections.abc import Iterator
from keyword import iskeyword

from generator.diagnostics.diagnostic import Location
from generator.model import Entry, Practice, Settings
from generator.source.parser import locate

Keys = tuple[str | int, ...]
Text = tuple[Entry, Keys, str]
"""An entry, the keys of a text in it (none for its file name), and the text."""


def is_markdown(keys: Keys) -> bool:
    """Whether a text is printed as Markdown; all others are printed as they are."""
    return keys in {("body",), ("note",), ("debrief",)}


def locate_text(entry: Entry, keys: Keys) -> Location:
    """The place of a text; the whole file for a file name."""
    return locate(entry, *keys) if keys else Location(entry.origin.path)


def texts_of_organisation(settings: Settings) -> Iterator[Text]:
    site = settings.site
    yield from _fields(site, "name", "organisation", "description", "contact", "logo")
    if site.repository:
        yield site, ("repository", "url"), site.repository.url
        yield site, ("repository", "branch"), site.repository.branch
    for field in ("paths", "steps"):
        titles = getattr(site.onboarding, field)
        for id_, title in titles.items():
            yield from ((site, ("onboarding", field, id_), text) for text in (id_, title))
    yield from _fields(settings.newsletter, "title", "from", "to", "list_unsubscribe")
    for team in settings.teams.values():
        yield from _fields(team, "name", "department", "about", "place")
    for theme in settings.themes.values():
        yield from _fields(theme, "title", "text", "why", "looks_like", "not")
    for norm in settings.norms.values():
        yield from _fields(norm, "title", "text", "looks_like", "not")
    for guide in settings.guides:
        yield guide, (), guide.id
        yield from _fields(guide, "title", "description", "body", "why", "checklist")
    for slug, scenario in settings.scenarios.items():
        yield scenario, (), slug
        yield from ((scenario, path, text) for path, text in scenario.texts())
    for word, term in settings.glossary.items():
        yield term, (), word
        yield from _fields(term, "meaning", "also")
    for phrase in settings.phrases.values():
        yield from _fields(phrase, "title", "text", "when")
    for practice in settings.practices:
        yield from _practice(practice)
    for person in settings.people.values():
        yield from _fields(person, "offers", "boundaries", "response_time", "hours")
        if person.reach and person.reach.in_person:
            yield person, ("reach", "in_person"), person.reach.in_person
    for choices in settings.choices.values():
        yield from _fields(choices, "note", "call_to_action")


def _fields(entry: Entry, *names: str) -> Iterator[Text]:
    """The texts in some fields of an entry: each may be a text, a list of texts, or empty."""
    for name in names:
        value = getattr(entry, f"{name}_" if iskeyword(name) else name)
        if isinstance(value, str):
            yield entry, (name,), value
        else:
            yield from ((entry, (name, index), text) for index, text in enumerate(value or ()))


def _practice(practice: Practice) -> Iterator[Text]:
    yield practice, (), practice.id
    yield from _fields(practice, "title", "what", "for", "cadence", "join", "where")
    for number, meeting in enumerate(practice.dates):
        if meeting.where:
            yield practice, ("dates", number, "where"), meeting.where
    for number, session in enumerate(practice.sessions):
        keys = ("sessions", number)
        yield practice, (*keys, "challenge"), session.challenge
        yield from ((practice, (*keys, "ideas", n), idea) for n, idea in enumerate(session.ideas))
        if session.outcome:
            yield practice, (*keys, "outcome"), session.outcome
        for index, follow_up in enumerate(session.follow_ups):
            yield practice, (*keys, "follow_ups", index, "text"), follow_up.text
