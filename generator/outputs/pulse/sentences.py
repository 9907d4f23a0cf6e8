"""The three sentences that the pulse begins with: what the last full quarter told, beside those before."""

from __future__ import annotations

from generator.languages.messages import Messages
from generator.outputs.pulse.unit_names import unit_name
from generator.pulse.measures import Pulse, Quarter
from generator.text import locales


def sentences(pulse: Pulse, words: Messages) -> tuple[str, ...]:
    """Up to three sentences in plain words; none if there are too few stories, or all are new."""
    *earlier, last, _running = pulse.quarters
    if not pulse.has_figures or not any(quarter.stories for quarter in (*earlier, last)):
        return ()
    said = [_told(last, earlier[-1] if earlier else None, words)]
    if last.stories:
        said += [_outcomes(last, words), _pairs(pulse, last, earlier, words)]
    return tuple(filter(None, said))


def _told(last: Quarter, before: Quarter | None, words: Messages) -> str:
    quarter = locales.period(last.period, words.lang)
    if not last.stories:
        return words.gettext("%(quarter)s: nobody told a story.", quarter=quarter)
    if before is None or not before.stories:
        return words.ngettext(
            "%(quarter)s: %(num)s story was told.",
            "%(quarter)s: %(num)s stories were told.",
            last.stories,
            quarter=quarter,
        )
    if last.stories == before.stories:
        return words.ngettext(
            "%(quarter)s: %(num)s story was told, as in the quarter before.",
            "%(quarter)s: %(num)s stories were told, as many as in the quarter before.",
            last.stories,
            quarter=quarter,
        )
    return words.ngettext(
        "%(quarter)s: %(num)s story was told, after %(before)s in the quarter before.",
        "%(quarter)s: %(num)s stories were told, after %(before)s in the quarter before.",
        last.stories,
        quarter=quarter,
        before=before.stories,
    )


def _pairs(pulse: Pulse, last: Quarter, earlier: list[Quarter], words: Messages) -> str:
    """Of the first help between two units in a year; else of how many units helped each other."""
    units = pulse.units.units
    if not pulse.has_units:
        return ""
    apart = sorted(
        (giver, receiver)
        for giver, receiver in last.pairs
        if giver != receiver and not (units[giver].is_elsewhere or units[receiver].is_elsewhere)
    )
    known = frozenset().union(*(quarter.pairs for quarter in earlier))
    if new := [pair for pair in apart if pair not in known]:
        giver, receiver = (unit_name(units[number], words) for number in new[0])
        return words.ngettext(
            "For the first time in a year, a story tells how %(giver)s helped %(receiver)s.",
            "For the first time in a year, stories tell of help in %(num)s directions between "
            "teams: for example, %(giver)s helped %(receiver)s.",
            len(new),
            giver=giver,
            receiver=receiver,
        )
    if not apart:
        return ""
    return words.ngettext(
        "Stories tell of help in %(num)s direction between teams.",
        "Stories tell of help in %(num)s directions between teams.",
        len(apart),
    )


def _outcomes(last: Quarter, words: Messages) -> str:
    if last.passed_on:
        return words.ngettext(
            "In %(num)s of them, someone who had been helped earlier passed that help on.",
            "In %(num)s of them, people who had been helped earlier passed that help on.",
            last.passed_on,
        )
    return words.ngettext(
        "%(num)s of them says what changed.", "%(num)s of them say what changed.", last.outcomes
    )
