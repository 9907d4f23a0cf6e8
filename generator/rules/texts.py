"""Every text of the organisation that pages show beside the stories."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Entry, Norm, Person, Practice, Settings, Theme

Text = tuple[Entry, tuple[str | int, ...], str]
"""An entry, the keys that lead to a text in it (none: its file name), and the text."""


def is_markdown(keys: tuple[str | int, ...]) -> bool:
    """Whether a text is printed as Markdown; any other is printed as it is."""
    return keys in {("body",), ("note",), ("debrief",)}


def texts_of_organisation(settings: Settings) -> Iterator[Text]:
    site, letter = settings.site, settings.newsletter
    for key in ("name", "organisation", "description", "contact", "logo"):
        if value := getattr(site, key):
            yield site, (key,), value
    yield letter, ("title",), letter.title
    if letter.from_:
        yield letter, ("from",), letter.from_
    for team in settings.teams.values():
        yield team, ("name",), team.name
        if team.department:
            yield team, ("department",), team.department
    for theme in settings.themes.values():
        yield from _theme(theme)
    for norm in settings.norms.values():
        yield from _theme(norm)
    for guide in settings.guides:
        yield guide, (), guide.id
        yield guide, ("title",), guide.title
        if guide.description:
            yield guide, ("description",), guide.description
        yield guide, ("body",), guide.body
        if guide.why:
            yield guide, ("why",), guide.why
        yield from ((guide, ("checklist", n), text) for n, text in enumerate(guide.checklist))
    for slug, scenario in settings.scenarios.items():
        yield scenario, (), slug
        yield from ((scenario, path, text) for path, text in scenario.texts())
    for word, term in settings.glossary.items():
        yield term, (), word
        yield term, ("meaning",), term.meaning
        yield from ((term, ("also", n), text) for n, text in enumerate(term.also))
    for phrase in settings.phrases.values():
        yield phrase, ("title",), phrase.title
        yield phrase, ("text",), phrase.text
        if phrase.when:
            yield phrase, ("when",), phrase.when
    for practice in settings.practices:
        yield from _practice(practice)
    for person in settings.people.values():
        yield from _person(person)
    for made in settings.choices.values():
        if made.note:
            yield made, ("note",), made.note
        if made.call_to_action:
            yield made, ("call_to_action",), made.call_to_action


def _theme(about: Theme | Norm) -> Iterator[Text]:
    yield about, ("title",), about.title
    yield about, ("text",), about.text
    if isinstance(about, Theme) and about.why:
        yield about, ("why",), about.why
    yield from ((about, ("looks_like", n), text) for n, text in enumerate(about.looks_like))
    yield from ((about, ("not", n), text) for n, text in enumerate(about.not_))


def _practice(practice: Practice) -> Iterator[Text]:
    yield practice, (), practice.id
    for key in ("title", "what", "for", "cadence", "join", "where"):
        if text := getattr(practice, "for_" if key == "for" else key):
            yield practice, (key,), text
    for number, meeting in enumerate(practice.dates):
        if meeting.where:
            yield practice, ("dates", number, "where"), meeting.where
    for number, session in enumerate(practice.sessions):
        at = ("sessions", number)
        yield practice, (*at, "challenge"), session.challenge
        yield from ((practice, (*at, "ideas", n), idea) for n, idea in enumerate(session.ideas))
        if session.outcome:
            yield practice, (*at, "outcome"), session.outcome
        for index, follow_up in enumerate(session.follow_ups):
            yield practice, (*at, "follow_ups", index, "text"), follow_up.text


def _person(person: Person) -> Iterator[Text]:
    """What a page says of somebody who can be asked."""
    for key in ("offers", "boundaries"):
        yield from ((person, (key, n), text) for n, text in enumerate(getattr(person, key)))
    for key in ("response_time", "hours"):
        if text := getattr(person, key):
            yield person, (key,), text
