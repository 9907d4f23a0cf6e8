"""What stands beside a list of stories: the months of the archive, and what the list can be filtered by.

All of it is links to other lists, so that nothing needs a script; with one, a filter works in place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Facet
from generator.text import locales

RECENT_YEARS = 4
"""The number of years whose months are on the archive's first page; earlier years are links to their own."""


class FilterChoice(NamedTuple):
    """A value that a list can be filtered by, with the address of all stories that have it."""

    facet: str
    """Such as `theme:on-call`, as in the search index."""
    title: str
    address: str


class FilterGroup(NamedTuple):
    """The values of one facet; `address` is a page about all of them, if there is one."""

    title: str
    address: str | None
    choices: tuple[FilterChoice, ...]


class MonthLink(NamedTuple):
    """A month of the archive, with no address where it has no stories."""

    name: str
    label: str
    """The name with its year."""
    address: str | None


class ArchiveYear(NamedTuple):
    """A year of the archive with its twelve months."""

    year: int
    address: str
    months: tuple[MonthLink, ...]


def filter_groups(context: OutputContext, *without: Facet) -> tuple[FilterGroup, ...]:
    """What a list can be filtered by: values that some story of the site has, in the organisation's order.

    Args:
        context: The edition.
        without: The facets that the list has no use for, since all its stories share their value.
    """
    groups = (group for facet, group in _groups(context) if facet not in without)
    return tuple(group for group in groups if len(group.choices) > 1)


def _groups(context: OutputContext) -> Iterator[tuple[Facet, FilterGroup]]:
    edition, groups, _ = context.edition, context.groups, context.words.gettext
    kinds, themes, teams = context.render.kinds, edition.themes, edition.teams
    yield _group(
        "kind",
        _("Kind"),
        None,
        ((k, about.title, f"kinds/{k}/") for k, about in kinds.items() if groups.by_kind[k]),
    )
    yield _group(
        "theme",
        _("Theme"),
        "themes/",
        ((s, theme.title, f"themes/{s}/") for s, theme in themes.items() if groups.by_theme[s]),
    )
    yield _group(
        "team",
        _("Team"),
        "teams/",
        ((s, team.name, f"teams/{s}/") for s, team in teams.items() if groups.by_team[s]),
    )
    yield _group(
        "year",
        _("Year"),
        "stories/",
        ((str(year), str(year), year_address(year)) for year in groups.by_year),
    )


def _group(
    facet: Facet, title: str, address: str | None, values: Iterable[tuple[str, str, str]]
) -> tuple[Facet, FilterGroup]:
    """The values of a facet, each with its title and its address."""
    choices = (FilterChoice(f"{facet}:{value}", name, of) for value, name, of in values)
    return facet, FilterGroup(title, address, tuple(choices))


def archive_year(context: OutputContext, year: int) -> ArchiveYear:
    """A year of the archive with its twelve months."""
    by_month, lang = context.groups.by_month, context.words.lang
    days = [dt.date(year, month, 1) for month in range(1, 13)]
    return ArchiveYear(
        year,
        year_address(year),
        tuple(
            MonthLink(
                locales.opening(locales.short_month(day, lang), lang),
                locales.opening(locales.short_month_of_year(day, lang), lang),
                month_address(year, day.month) if (year, day.month) in by_month else None,
            )
            for day in days
        ),
    )


def year_address(year: int) -> str:
    """The address of the stories of a year."""
    return f"stories/{year}/"


def month_address(year: int, month: int) -> str:
    """The address of the stories of a month."""
    return f"stories/{year}/{month:02}/"
