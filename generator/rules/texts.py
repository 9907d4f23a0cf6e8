r"""Texts of the organisation that name somebody: guides, themes, norms, the editor's notes.

C105, G105 (error): nobody by that id

    Nobody has this id: it is in no entry of site_config/people.yml.

    Why: Only people.yml knows whether somebody wants to be named, so only who is there can be in a
    text.

    Remedy: Take the id that is suggested, or add the colleague: the report has the line. An @ that
    is no mention is written \@.

    Bad C105: site_config/newsletters/2026-10.yml

        note: Thank you, @marai.

    Good C105: site_config/newsletters/2026-10.yml

        note: Thank you, @maria.

    Bad G105: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        ---
        Find @marai.

    Good G105: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        ---
        Find @maria.

C122 (warning): a text of the organisation spells the name of somebody unnamed

    A text of the organisation spells the name of somebody who does not want to be named everywhere.

    Why: A wish holds for these texts too: the text is left out where the name may not stand.

    Remedy: Write it without the name. In guides and in editors' notes, write @id.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: Noor Haddad asks first., themes: [asking-early]}

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: no}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask first., themes: [asking-early]}

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: no}

C124 (warning): a first name stands alone in a text of the organisation

    A word that is somebody's first or family name stands alone in a guide or an editor's note.

    Why: It may be them, and they may not want to be named.

    Remedy: Write @id, or say it without the name.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Find Noor, then the kettle.

    Bad: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Find @maria, then the kettle.

    Good: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench, named: ask}

C125 (warning): a mention in a text that is printed as it is

    A mention such as @maria stands in a text of the organisation that is printed as it is: a theme,
    a norm, the name of the site.

    Why: Only in stories, guides and editors' notes does a mention become what may be shown. Here it
    would be printed with its @, and an id is often a name.

    Remedy: Leave the person out of this text.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask @maria first., themes: [asking-early]}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask somebody first., themes: [asking-early]}

C127 (warning): Markdown in a text that is printed as it is

    Emphasis, a link or code in Markdown stands in a text that is printed as it is.

    Why: Readers would see the asterisks. Markdown is for stories, guides, debriefs and editors'
    notes.

    Remedy: Write it plainly, or in quotation marks.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: We *always* ask., themes: [asking-early]}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We always ask., themes: [asking-early]}

G111 (warning): a guide names a story that is not there

    A guide names a story that is not there.

    Why: A new colleague would find a gap, or a link that leads nowhere.

    Remedy: Write the story's id: its file name without folder and ending.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- story: the-blet -->

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- story: the-belt -->

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

G112 (warning): a marker for stories that is none

    A comment in a guide looks like a marker for stories, and is none.

    Why: It is left out of the page, and the stories stand at its end.

    Remedy: Write <!-- stories --> for those of the page's themes, or <!-- story: ID --> for one,
    alone on a line.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- storys -->

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- stories -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.consent.permissions import Permissions
from generator.consent.scan import marks_of, scan_texts
from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.model import (
    Channel,
    EditorChoices,
    Entry,
    Guide,
    Norm,
    Person,
    Practice,
    Settings,
    Theme,
)
from generator.record import Library
from generator.rules.named import missing
from generator.rules.references import unknown
from generator.source.parser import document, locate
from generator.text import markdown
from generator.text.names import names_of

Text = tuple[Entry, tuple[str | int, ...], str]
"""An entry, the keys that lead to a text in it (none: its file name), and the text."""


_STORY = re.compile(
    r"<!--\s*story:\s*([a-z0-9-]+)\s*-->|(?<=\]\(\.\./stories/)([a-z0-9-]+)(?=\.md[)#])"
)
"""How a guide names a story: by a marker for its card, or by a link."""
_COMMENT = re.compile(
    r"^.*?(<!--\s*stor(?:y|ie?s?|ys)\b[^>\n]*-->).*$", re.MULTILINE | re.IGNORECASE
)
_MARKER = re.compile(r"<!--\s*(?:stories|story:\s*[a-z0-9-]+)\s*-->")
"""A comment that was probably meant as a marker, with its line, and what a marker is."""
_MARKUP = re.compile(
    r"(?<![\w*])(\*{1,2})(?=[^\s*])[^*\n]*[^\s*]\1(?![\w*])|\[[^\]\n]+\]\([^)\s]+\)|`[^`\n]+`"
)
"""Emphasis, a link, or code, as Markdown writes them."""


def check(library: Library) -> Iterator[Diagnostic]:
    """C122 for a text that is left out somewhere, because it spells the name of somebody who is
    not named there; C124 for a first name alone; G105 and C105 for mentions of nobody, C125 for a
    mention where none is replaced; C127 for Markdown where it is none; G111 for a guide that names a story which is not
    there, G112 for a marker that is none.
    """
    settings = library.settings
    names = names_of(settings)
    everywhere = Permissions.of(settings, Channel, library.today)
    free = everywhere.named_anywhere
    for entry, keys, text in texts_of_organisation(settings):
        mentions = isinstance(entry, Guide | EditorChoices | Practice) and bool(keys)
        is_markdown = keys in {("body",), ("note",), ("debrief",)}
        texts = {"body" if is_markdown else "text": text}
        marks = marks_of(texts) if mentions else {}
        told = scan_texts(texts, marks, names)
        hidden = sorted(
            told.spelled - (free & everywhere.by_full_name)
            | told.literal - (free & everywhere.by_first_name)
        )
        place = locate(entry, *keys) if keys else Location(entry.origin.path)
        for id_ in hidden:
            yield code("C122")(
                place,
                f"this is left out where {id_} is not named, since it spells their name",
                f"write @{id_}, or leave the name out"
                if mentions
                else "leave the name out: this text is shown to everybody",
            )
        if mentions and (alone := sorted(told.given - free)):
            yield code("C124")(
                place,
                f"a first name stands alone: if it is {alone[0]}, they may not want to be named",
                f"write @{alone[0]}, or say it without the name",
            )
        if not is_markdown and keys and (mark := _MARKUP.search(text)):
            yield code("C127")(
                place,
                f'"{markdown.shorten(mark[0], 40)}" is printed with its signs: this text is no Markdown',
                "write it plainly, or in quotation marks",
            )
        if mentions:
            yield from _unknown(entry, keys, text, settings)
        elif "@" in text and any(
            m.person in settings.people for m in markdown.mentions(text, markdown=False)
        ):
            yield code("C125")(
                place,
                "a mention stands in a text that is printed as it is, with its @",
                "leave the person out; mentions are for stories, guides, practices and the editor's notes",
            )
    for guide in settings.guides:
        for match in markdown.outside_code(_COMMENT, guide.body):
            if not _MARKER.fullmatch(match[0].strip()):
                yield code("G112")(
                    document(guide).locate_in(
                        "body", offset=match.start(1), length=match.end(1) - match.start(1)
                    ),
                    f'"{match[1]}" is no marker for stories, so nothing stands there',
                    "write <!-- stories --> or <!-- story: ID -->, alone on a line that is not indented",
                )
        for match in markdown.outside_code(_STORY, guide.body):
            if why := missing(match[1] or match[2], library.by_id, library.today):
                yield code("G111")(
                    document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                    *why,
                )


def texts_of_organisation(settings: Settings) -> Iterator[Text]:
    """Every text that pages show beside the stories."""
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


def _unknown(
    entry: Entry, keys: tuple[str | int, ...], text: str, settings: Settings
) -> Iterator[Diagnostic]:
    family = "G" if isinstance(entry, Guide | Practice) else "C"
    for mention in markdown.mentions(text, markdown=keys in {("body",), ("note",)}):
        if mention.person not in settings.people:
            message, hint = unknown(mention.person, settings)
            length = mention.end - mention.start
            place = document(entry).locate_in(
                *entry.origin.keys, *keys, offset=mention.start, length=length
            )
            yield code(family, "05")(
                place, message, rf"{hint}. If it is no mention, write \@{mention.person}"
            )
