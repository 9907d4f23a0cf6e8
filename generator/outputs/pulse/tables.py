"""The pulse in tables: the same for the page, for JSON and for spreadsheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.languages.messages import Messages
from generator.model import Kind, Theme
from generator.outputs.pulse.unit_names import unit_name
from generator.pulse.measures import Heard, Pulse
from generator.rendering.changes import changes
from generator.text import locales

Row = tuple[str | int, ...]


class Table(NamedTuple):
    """A table. The first column of each row names it; the other cells are numbers or texts."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def tables(
    pulse: Pulse, words: Messages, kinds: Mapping[Kind, Theme], themes: Mapping[str, str]
) -> dict[str, Table]:
    """The tables that have rows, by their ids.

    Args:
        pulse: What is counted.
        words: Our own words.
        kinds: What the kinds of story are called.
        themes: The titles of the themes.
    """
    if not pulse.has_figures:
        return {}
    made = _Tables(pulse, words, kinds, themes)
    every = (
        made.months(),
        *(made.of_units() if pulse.has_units else ()),
        made.changed(),
        made.chains(),
        made.themes_table(),
        made.norms(),
        made.rhythm(),
        made.seasons(),
    )
    return {table.id: table for table in every if table.rows}


class _Tables:
    def __init__(
        self, pulse: Pulse, words: Messages, kinds: Mapping[Kind, Theme], themes: Mapping[str, str]
    ) -> None:
        self.pulse, self.words, self.kinds, self.titles = pulse, words, kinds, themes
        self._ = words.gettext
        months = (self._month(each.start) for each in pulse.window.months)
        running = locales.month(pulse.window.running.start, words.lang)
        so_far = locales.opening(self._("%(month)s so far", month=running), words.lang)
        self.columns = (*months, so_far)

    def _month(self, day: dt.date) -> str:
        """A day's month, alone in a cell."""
        return locales.opening(locales.month(day, self.words.lang), self.words.lang)

    def months(self) -> Table:
        kinds = list(Kind)
        rows: tuple[Row, ...] = tuple(
            (name, *(month.get(kind, 0) for kind in kinds), sum(month.values()))
            for name, month in zip(self.columns, self.pulse.by_month, strict=True)
        )
        titles = tuple(self.kinds[kind].title for kind in kinds)
        return Table(
            "months", self._("Stories by month"), (self._("Month"), *titles, self._("All")), rows
        )

    def of_units(self) -> Iterator[Table]:
        units = self.pulse.units.units
        names = tuple(unit_name(unit, self.words) for unit in units)
        yield Table(
            "units",
            self._("The teams, and how many people they have"),
            (self._("Team"), self._("People")),
            tuple((name, unit.people) for name, unit in zip(names, units, strict=True)),
        )
        yield Table(
            "flows",
            self._("Who helped whom: each row helped, each column was helped"),
            (self._("Team"), *names),
            tuple((name, *row) for name, row in zip(names, self.pulse.flows.counts, strict=True)),
        )
        quarters = tuple(
            locales.short_quarter(q.start, self.words.lang) for q in self.pulse.window.quarters
        )
        yield Table(
            "heard",
            self._("Who was in a story"),
            (self._("Team"), *quarters[:-1], self._("%(quarter)s so far", quarter=quarters[-1])),
            tuple(
                (name, *map(self._heard, row))
                for name, row in zip(names, self.pulse.heard, strict=True)
            ),
        )

    def _heard(self, heard: Heard) -> str:
        if heard.gave and heard.received:
            return self._("helped and was helped")
        if heard.gave:
            return self._("helped")
        return self._("was helped") if heard.received else self._("nothing told yet")

    def changed(self) -> Table:
        rows = tuple(
            (about.title, self.pulse.changed[change])
            for change, about in changes(self.words).items()
            if any(self.pulse.changed.values())
        )
        return Table("changed", self._("What changed"), (self._("Change"), self._("Stories")), rows)

    def chains(self) -> Table:
        rows = tuple(
            (
                chain.first.title,
                len(chain.stories),
                self._month(chain.stories[-1].date),
            )
            for chain in self.pulse.chains
        )
        columns = (self._("First story"), self._("Stories"), self._("Newest"))
        return Table("chains", self._("Passed on"), columns, rows)

    def themes_table(self) -> Table:
        rows: tuple[Row, ...] = tuple(
            (self.titles[slug], *months) for slug, months in self.pulse.themes.items()
        )
        return Table(
            "themes", self._("Stories by theme and month"), (self._("Theme"), *self.columns), rows
        )

    def norms(self) -> Table:
        rows = tuple(
            (norm.title, norm.story.title if norm.story else self._("nothing told yet"))
            for norm in self.pulse.norms
        )
        columns = (self._("Norm"), self._("Newest story"))
        return Table("norms", self._("Norms and their stories"), columns, rows)

    def rhythm(self) -> Table:
        rows = tuple(
            (
                each.title,
                *(
                    self._("%(part)s of %(whole)s", part=written, whole=due) if due else ""
                    for due, written in each.months
                ),
            )
            for each in self.pulse.rhythm
        )
        columns = (self._("Practice"), *self.columns)
        return Table("rhythm", self._("Dates with a session written down"), columns, rows)

    def seasons(self) -> Table:
        rows = tuple(
            (self._month(season.starts), season.share.part, season.share.whole)
            for season in self.pulse.seasons
        )
        columns = (self._("Season from"), self._("Taking part"), self._("People"))
        return Table("seasons", self._("Taking part in mentoring"), columns, rows)
