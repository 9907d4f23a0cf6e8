r"""Themes, people and teams that a story names are defined in site_config/.

S104 (error): not defined in the configuration

    The story names a theme that site_config/themes.yml does not have.

    Why: Stories are grouped by theme. Nobody would find this one under a theme that does not exist.

    Remedy: Use the theme that is suggested, or look in site_config/themes.yml. Add a new theme
    there first, with a title and a sentence.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [asking-erly]
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [asking-early]
        ---
        @maria stayed an hour, and @sam went home.

S105, C105, G105 (error): nobody has this id

    Nobody in site_config/people.yml has this id.

    Why: Only people.yml says whether someone wants to be named, so only people listed there can be
    mentioned.

    Remedy: Use the id that is suggested, or add the colleague; the report has the line. Write an @
    that is not a mention as \@.

    Bad S105: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: samuel
        ---
        @maria stayed an hour, and @sam went home.

    Good S105: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

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
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.diagnostics.manual import codes
from generator.languages.message import Message, followed_by, sentences
from generator.languages.message import gettext as _
from generator.model import ANONYMOUS, TEAM, Consent, Mark, Settings, Story
from generator.model.roles import Holds, Path, values_of
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.lookup import pronoun_hint
from generator.source.messages import undefined_messages
from generator.source.parser import document, locate
from generator.text import markdown
from generator.text.folding import fold, words

CODES = codes(__doc__)
UNDEFINED_THEME = CODES["S104"]
NOBODY_IN_STORY = CODES["S105"]
NOBODY = CODES["C105"]
NOBODY_IN_GUIDE = CODES["G105"]


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    settings = context.settings
    for index, slug in enumerate(story.themes):
        if slug not in settings.themes:
            yield UNDEFINED_THEME(
                locate(story, "themes", index),
                *undefined_messages("theme", slug, settings.themes),
            )
    for holds in (Holds.PARTICIPANTS, Holds.PERSONS):
        for path, value in values_of(story, holds).items():
            yield from _people(story, path, value, settings, only_people=holds is Holds.PERSONS)
    if not scan.mentions <= settings.people.keys():
        yield from _mentions(story, settings)


def _people(
    story: Story,
    path: Path,
    value: str | tuple[str | Consent, ...],
    settings: Settings,
    *,
    only_people: bool,
) -> Iterator[Diagnostic]:
    """The unknown ids in one field, which holds one or several."""
    refs = {path: value} if isinstance(value, str) else _entries(path, value)
    wrong = [one for one in refs.items() if not _known(one[1], settings, teams=not only_people)]
    yield from first_problems(
        wrong,
        lambda one: NOBODY_IN_STORY(
            locate(story, *one[0]), *unknown(one[1], settings, only_people=only_people)
        ),
    )


def _entries(path: Path, entries: tuple[str | Consent, ...]) -> dict[Path, str]:
    """The ids in a list, by their paths. An entry of `consent` may be a group with an id in it."""
    return {
        (*path, n) if isinstance(each, str) else (*path, n, "person"): _id(each)
        for n, each in enumerate(entries)
    }


def _id(entry: str | Consent) -> str:
    return entry if isinstance(entry, str) else entry.person


def _known(ref: str, settings: Settings, *, teams: bool = True) -> bool:
    if ref in settings.people:
        return True
    if ref.startswith(TEAM):
        return teams and ref.removeprefix(TEAM) in settings.teams
    return teams and ref == ANONYMOUS


def unknown(ref: str, settings: Settings, *, only_people: bool = False) -> tuple[Message, Message]:
    """The message and the hint for an id that no person or team has."""
    if only_people and (ref == ANONYMOUS or ref.startswith(TEAM)):
        return (
            _('"%(ref)s" is not a person, and only a person can consent', ref=ref),
            _("list the ids of people here"),
        )
    if only_people and (ref in ("yes", "no", "true", "false", "both") or pronoun_hint(ref, ())):
        return (
            _('"%(ref)s" is not the id of a person', ref=ref),
            _("list the ids of those who said yes, for example [maria]"),
        )
    if ref.startswith(TEAM):
        return undefined_messages("team", ref.removeprefix(TEAM), settings.teams)
    nobody = _('there is no person "%(id)s"', id=ref)
    if hint := pronoun_hint(ref, settings.teams):
        return nobody, hint
    if ref in settings.teams:
        return nobody, _("if you mean the team, write %(team)s", team=f"{TEAM}{ref}")
    people = settings.people.items()
    same = [id_ for id_, person in people if fold(person.first) == ref]
    same = same or [id_ for id_, person in people if words(person.name)[-1:] == [ref]]
    guess = did_you_mean(ref, settings.people)
    if len(same) == 1:
        guess = _('Did you mean "%(word)s"?', word=same[0])
    if ref.isdigit():
        return nobody, _("write an id from site_config/people.yml")
    team = next(iter(settings.teams), "ID")
    return nobody, sentences(
        guess,
        _(
            "People are listed in site_config/people.yml; add a new colleague there, for example "
            "%(line)s",
            line=f"{ref}: {{name: …, team: {team}, named: ask}}",
        ),
    )


def unless_mention(hint: Message, ref: str) -> Message:
    """A hint about a mention that may be none."""
    plain = _(r"If this is not a mention, write \@%(text)s.", text=ref)
    return followed_by(hint, plain)


def _mentions(story: Story, settings: Settings) -> Iterator[Diagnostic]:
    source = document(story)
    wrong = [
        (mention, path)
        for path, text in story.prose.items()
        for mention in markdown.mentions(text, markdown=path == ("body",))
        if mention.person not in settings.people
    ]

    def describe(one: tuple[Mark, Path]) -> Diagnostic:
        mention, path = one
        message, hint = unknown(mention.person, settings)
        return NOBODY_IN_STORY(
            source.locate_in(*path, offset=mention.start, length=mention.end - mention.start),
            message,
            unless_mention(hint, mention.person),
        )

    yield from first_problems(wrong, describe)
