r"""Themes, people and teams that a story names are defined in site_config/.

S104 (error): not defined in the configuration

    The story names a theme that is not in site_config/themes.yml.

    Why: Stories are grouped by their themes. Under a theme that does not exist, nobody finds yours.

    Remedy: Take the theme that is suggested, or look into site_config/themes.yml. A new theme is
    added there first: it wants a title and a sentence.

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

S105, C105, G105 (error): nobody by that id

    Nobody has this id: it is in no entry of site_config/people.yml.

    Why: Only people.yml knows whether somebody wants to be named, so only who is there can be in a
    text.

    Remedy: Take the id that is suggested, or add the colleague: the report has the line. An @ that
    is no mention is written \@.

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
from generator.model import ANONYMOUS, TEAM, Mark, Settings, Story
from generator.model.roles import Holds, Path, values_of
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.lookup import pronoun_hint
from generator.source.parser import document, locate
from generator.text import markdown
from generator.text.names import fold, words

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
                f'theme "{slug}" is not defined',
                did_you_mean(slug, settings.themes)
                + "Themes are listed in site_config/themes.yml.",
            )
    for holds in (Holds.PARTICIPANTS, Holds.PERSONS):
        for path, value in values_of(story, holds).items():
            yield from _people(story, path, value, settings, only_people=holds is Holds.PERSONS)
    if not scan.mentions <= settings.people.keys():
        yield from _mentions(story, settings)


def _people(
    story: Story, path: Path, value: str | tuple[str, ...], settings: Settings, *, only_people: bool
) -> Iterator[Diagnostic]:
    """The unknown ids in one field, which holds one or several."""
    refs = {path: value} if isinstance(value, str) else {(*path, n): r for n, r in enumerate(value)}
    wrong = [one for one in refs.items() if not _known(one[1], settings, teams=not only_people)]
    yield from first_problems(
        wrong,
        lambda one: NOBODY_IN_STORY(
            locate(story, *one[0]), *unknown(one[1], settings, only_people=only_people)
        ),
    )


def _known(ref: str, settings: Settings, *, teams: bool = True) -> bool:
    if ref in settings.people:
        return True
    if ref.startswith(TEAM):
        return teams and ref.removeprefix(TEAM) in settings.teams
    return teams and ref == ANONYMOUS


def unknown(ref: str, settings: Settings, *, only_people: bool = False) -> tuple[str, str]:
    """The message and the hint for an id that no person or team has."""
    if only_people and (ref == ANONYMOUS or ref.startswith(TEAM)):
        return f'"{ref}" is no person, and only a person can say yes', "list ids of people here"
    if only_people and (ref in ("yes", "no", "true", "false", "both") or pronoun_hint(ref, ())):
        return (
            f'"{ref}" is no id of a person',
            "write the ids of those who said yes, such as [maria]",
        )
    if ref.startswith(TEAM):
        team = ref.removeprefix(TEAM)
        return (
            f'team "{team}" is not defined',
            did_you_mean(team, settings.teams) + "Teams are listed in site_config/teams.yml.",
        )
    if said := pronoun_hint(ref, settings.teams):
        return f'there is no person "{ref}"', said
    if ref in settings.teams:
        return f'there is no person "{ref}"', f'for the team, write "{TEAM}{ref}"'
    people = settings.people.items()
    same = [id_ for id_, person in people if fold(person.first) == ref]
    same = same or [id_ for id_, person in people if words(person.name)[-1:] == [ref]]
    guess = f'did you mean "{same[0]}"? ' if len(same) == 1 else did_you_mean(ref, settings.people)
    team = next(iter(settings.teams), "team-id")
    if ref.isdigit():
        return f'there is no person "{ref}"', "write an id from site_config/people.yml"
    return (
        f'there is no person "{ref}"',
        f"{guess}People are listed in site_config/people.yml; a new colleague is one line: "
        f'{ref}: {{name: "Full Name", team: {team}, named: ask}}',
    )


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
            rf"{hint}. If it is no mention, write \@{mention.person}",
        )

    yield from first_problems(wrong, describe)
