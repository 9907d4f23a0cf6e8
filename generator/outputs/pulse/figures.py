"""The numbers of the pulse as a person reads them, by measure: "29 of 42 (69%)", and what chance gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generator.languages.messages import Messages
from generator.outputs.pulse.measure_words import MeasureText, measure_texts
from generator.pulse.measures import Pulse, Share
from generator.text import locales


class Figure(NamedTuple):
    """A number with its label. `part` and `whole` are those of a share; a count has no whole."""

    label: str
    text: str
    part: int
    whole: int | None = None
    note: str = ""
    """What chance gives, or what else belongs to the number."""
    by_chance: float | None = None
    """How many of the whole there would be by chance."""


class Measure(NamedTuple):
    """A measure: its words and its numbers. One without anything to count has no numbers."""

    id: str
    text: MeasureText
    figures: tuple[Figure, ...]


def measures(pulse: Pulse, words: Messages) -> tuple[Measure, ...]:
    """The fifteen measures, with their numbers if enough was told."""
    builder = _Figures(pulse, words)
    made: Mapping[str, Iterator[Figure]] = {
        "told": builder.told(),
        "breadth": builder.breadth(),
        "both-ways": builder.both_ways(),
        "across": builder.across(),
        "heard-from": builder.heard_from(),
        "both-hands": builder.both_hands(),
        "asks": builder.asks(),
        "outcomes": builder.outcomes(),
        "passed-on": builder.passed_on(),
        "themes": builder.themes(),
        "norms": builder.norms(),
        "rhythm": builder.rhythm(),
        "kept": builder.kept(),
        "mentoring": builder.mentoring(),
        "reach": builder.reach(),
    }
    return tuple(
        Measure(id_, text, tuple(made[id_]) if pulse.has_figures else ())
        for id_, text in measure_texts(words).items()
    )


def share_text(share: Share, words: Messages) -> str:
    """A share as "33 of 40 (83%)"; without the percentage if it is of less than ten."""
    if share.percent is None:
        return words.gettext("%(part)s of %(whole)s", part=share.part, whole=share.whole)
    return words.gettext(
        "%(part)s of %(whole)s (%(percent)s)",
        part=share.part,
        whole=share.whole,
        percent=locales.percent(share.percent, words.lang),
    )


class _Figures:
    """The numbers of each measure, as they are printed."""

    def __init__(self, pulse: Pulse, words: Messages) -> None:
        self.pulse, self.words, self._ = pulse, words, words.gettext

    def _share(
        self, label: str, share: Share, note: str = "", by_chance: float | None = None
    ) -> Iterator[Figure]:
        if share.whole:
            text = share_text(share, self.words)
            yield Figure(label, text, share.part, share.whole, note, by_chance)

    def _chance(self, expected: float, whole: int) -> str:
        return self._(
            "by chance: about %(share)s",
            share=share_text(Share(round(expected), whole), self.words),
        )

    def told(self) -> Iterator[Figure]:
        told = self.pulse.told
        yield Figure(self._("Stories in twelve months"), self.words.number(told), told)

    def breadth(self) -> Iterator[Figure]:
        flows = self.pulse.flows
        if self.pulse.has_units:
            expected = flows.breadth_by_chance
            yield from self._share(
                self._("Pairs of teams, in each direction, with a story"),
                flows.breadth,
                self._chance(expected, flows.breadth.whole),
                expected,
            )

    def both_ways(self) -> Iterator[Figure]:
        flows = self.pulse.flows
        if self.pulse.has_units:
            yield from self._share(
                self._("Pairs of teams with help in both directions"),
                flows.mutual,
                self._chance(flows.mutual_by_chance, flows.mutual.whole),
                flows.mutual_by_chance,
            )

    def across(self) -> Iterator[Figure]:
        flows = self.pulse.flows
        if self.pulse.has_units and flows.across_by_chance is not None:
            expected = flows.across_by_chance * flows.across.whole
            yield from self._share(
                self._("Help that went to another team"),
                flows.across,
                self._chance(expected, flows.across.whole),
                expected,
            )

    def heard_from(self) -> Iterator[Figure]:
        if self.pulse.has_units:
            yield from self._share(self._("Teams that helped in a story"), self.pulse.giving)
            yield from self._share(
                self._("Teams that were helped in a story"), self.pulse.receiving
            )

    def both_hands(self) -> Iterator[Figure]:
        if self.pulse.has_units:
            yield from self._share(self._("Teams that did both"), self.pulse.both_hands)

    def asks(self) -> Iterator[Figure]:
        yield from self._share(self._("Stories that show what was asked for"), self.pulse.asks)

    def outcomes(self) -> Iterator[Figure]:
        yield from self._share(self._("Stories that say what changed"), self.pulse.outcomes)

    def passed_on(self) -> Iterator[Figure]:
        days = self.pulse.days_between
        note = (
            self.words.ngettext("after %(num)s day (median)", "after %(num)s days (median)", days)
            if days is not None
            else ""
        )
        yield from self._share(
            self._("Stories that pass on earlier help"), self.pulse.passed_on, note
        )

    def themes(self) -> Iterator[Figure]:
        full = len(self.pulse.window.months)
        shown = sum(any(months[:full]) for months in self.pulse.themes.values())
        yield from self._share(self._("Themes with a story"), Share(shown, len(self.pulse.themes)))

    def norms(self) -> Iterator[Figure]:
        norms = self.pulse.norms
        shown = sum(norm.story is not None for norm in norms)
        yield from self._share(self._("Norms shown by a story"), Share(shown, len(norms)))

    def rhythm(self) -> Iterator[Figure]:
        pulse, note = self.pulse, ""
        if pulse.came is not None:
            note = self.words.ngettext(
                "%(num)s person came, all sessions added up",
                "%(num)s people came, all sessions added up",
                pulse.came,
            )
        yield from self._share(self._("Dates with a session written down"), pulse.written, note)

    def kept(self) -> Iterator[Figure]:
        yield from self._share(self._("Tasks from sessions that are done"), self.pulse.kept)

    def mentoring(self) -> Iterator[Figure]:
        for season in self.pulse.seasons[-4:]:
            label = self._(
                "Taking part in the season from %(month)s",
                month=locales.month(season.starts, self.words.lang),
            )
            yield from self._share(label, season.share)

    def reach(self) -> Iterator[Figure]:
        yield from self._share(self._("Issues sent"), self.pulse.issues)
        if self.pulse.issues.whole:
            yield from self._share(self._("Stories that ran in an issue"), self.pulse.retold)
