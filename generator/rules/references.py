"""Themes, people and teams that a story names are defined in site_config/."""

from __future__ import annotations

from collections.abc import Iterator

from generator import prose
from generator.codes import code
from generator.diagnostics import Diagnostic, Location, did_you_mean
from generator.model import ANONYMOUS, TEAM, Story
from generator.names import fold
from generator.rules.context import Context
from generator.source import document, locate


def check(story: Story, context: Context) -> Iterator[Diagnostic]:
    """S104 for themes; S105 for people and teams, in fields and in mentions."""
    settings = context.settings
    for index, slug in enumerate(story.themes):
        if slug not in settings.themes:
            yield code("S", "04")(
                locate(story, "themes", index),
                f'theme "{slug}" is not defined',
                did_you_mean(slug, settings.themes)
                + "Themes are listed in site_config/themes.yml.",
            )
    for field in ("givers", "receivers", "consent"):
        for index, ref in enumerate(getattr(story, field)):
            if not _known(ref, context, teams=field != "consent"):
                yield code("S", "05")(locate(story, field, index), *_unknown(ref, context))
    if story.quote and not _known(story.quote.by, context):
        yield code("S", "05")(locate(story, "quote", "by"), *_unknown(story.quote.by, context))
    if not story.facts.mentions <= settings.people.keys():
        yield from _mentions(story, context)


def _known(ref: str, context: Context, *, teams: bool = True) -> bool:
    if ref in context.settings.people:
        return True
    if ref.startswith(TEAM):
        return teams and ref.removeprefix(TEAM) in context.settings.teams
    return teams and ref == ANONYMOUS


def _unknown(ref: str, context: Context) -> tuple[str, str]:
    settings = context.settings
    if ref.startswith(TEAM):
        team = ref.removeprefix(TEAM)
        return (
            f'team "{team}" is not defined',
            did_you_mean(team, settings.teams) + "Teams are listed in site_config/teams.yml.",
        )
    if ref in settings.teams:
        return f'there is no person "{ref}"', f'for the team, write "{TEAM}{ref}"'
    same = [id_ for id_, person in settings.people.items() if fold(person.first) == fold(ref)]
    guess = f'did you mean "{same[0]}"? ' if len(same) == 1 else did_you_mean(ref, settings.people)
    lines = (
        f'{ref}: {{name: "Full Name", team: {next(iter(settings.teams), "team-id")}, named: ask}}'
    )
    return (
        f'there is no person "{ref}"',
        guess
        + f"People are listed in site_config/people.yml; a new colleague is one line: {lines}",
    )


def _mentions(story: Story, context: Context) -> Iterator[Diagnostic]:
    people = context.settings.people
    for path, text in story.prose().items():
        for mention in prose.mentions(text, markdown=False):
            if mention.person not in people:
                yield code("S", "05")(
                    locate(story, *path), *_unknown_mention(mention.person, context)
                )
    source = document(story.origin.path, story.origin.text)
    for mention in prose.mentions(story.body, markdown=True):
        if mention.person not in people:
            place: Location = source.locate_in_body(mention.start, mention.end - mention.start)
            yield code("S", "05")(place, *_unknown_mention(mention.person, context))


def _unknown_mention(ref: str, context: Context) -> tuple[str, str]:
    message, hint = _unknown(ref, context)
    return message, hint + rf". If it is no mention, write \@{ref}"
