"""Pairs: a season of mentoring, proposed, confirmed by a person, and on paper."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.options import Day, Root, clock_of, on_day, show_problems
from generator.consent.gate import edition_of
from generator.diagnostics import report
from generator.media import calendar
from generator.mentoring import letters, matching
from generator.model import Channel, Round
from generator.model.periods import Period
from generator.pipeline import load
from generator.record import Library
from generator.rendering.printer import write_files
from generator.rendering.templates import Renderer
from generator.system.atomic import inside, write

_WEEKS = 12
_SITE = frozenset({Channel.SITE})


@click.command(short_help="Propose mentoring pairs for a round.")
@click.option("--round", "name", required=True, metavar="PERIOD", help="Such as 2026-Q4.")
@click.option(
    "--starts",
    type=Day(),
    help="The first day. Default: the period's first Monday on which no round is running.",
)
@click.option(
    "--weeks", type=click.IntRange(1, 52), default=_WEEKS, show_default=True, help="How long."
)
@click.option(
    "--newcomer-weeks",
    type=click.IntRange(0, 520),
    default=matching.NEWCOMER_WEEKS,
    show_default=True,
    help="How long somebody is new.",
)
@click.option("--force", is_flag=True, help="Propose anew, over a round that nobody confirmed.")
@on_day
@click.pass_obj
def pairs(
    root: Root,
    name: str,
    starts: str | None,
    weeks: int,
    newcomer_weeks: int,
    force: bool,
    day: str | None,
) -> None:
    """Propose mentoring pairs for a round, or write the papers of one that is confirmed.

    The proposal goes to site_config/practices/pairs/, for a person to edit and confirm. The notes
    and calendars of a confirmed round go to build/pairs/, and nothing about it to the site.
    """
    period = Period.parse(name)
    if period is None:
        raise click.BadParameter(
            f"{name!r} is not a period; write 2026-Q4, 2026-10 or 2026-W42", param_hint="--round"
        )
    library, problems = load(root, clock_of(day), [_SITE])
    if library is None:
        show_problems(root, [p for p in problems if p.is_error])
        sys.exit(1)
    path = f"{letters.FOLDER}/{name}.yml"
    there = next((each for each in library.settings.rounds if each.name == name), None)
    if there and there.confirmed:
        if force:
            click.echo(
                f"{path} is confirmed, and people were told: it stays as it is. To begin anew, "
                'write "confirmed: no" into it.',
                err=True,
            )
            sys.exit(1)
        _write_letters(root, library, there)
        return
    if there and not force:
        click.echo(
            f'{path} is there already, and stays as it is. Edit it and write "confirmed: yes" '
            "into it for the notes, or propose anew with --force."
        )
        return
    if not matching.available():
        click.echo("Pairs need SciPy: python3 -m pip install 'reciprocity[pairs]'", err=True)
        sys.exit(1)
    first = (
        dt.date.fromisoformat(starts) if starts else _first(period, library.settings.rounds, name)
    )
    last = first + dt.timedelta(weeks=weeks, days=-3)  # a Friday, where it began on a Monday
    season = matching.Season(name, first, last, newcomer_weeks)
    proposed = matching.propose(library.settings, season)
    write(inside(root, path), letters.proposal_file(proposed, season))
    _tell(proposed, path)


def _tell(proposed: matching.Proposal, path: str) -> None:
    """What was proposed, and what only the organiser should know."""
    for pair in proposed.pairs:
        click.echo(report.safe(f"{pair.learner} with {pair.mentor}: {pair.why}"))
    if proposed.alone:
        click.echo("\nWithout a pair in this round:")
    for id_, reason in proposed.alone:
        click.echo(report.safe(f"  {id_}: {reason}"))
    if proposed.unmet:
        click.echo("\nWanted, and shown by nobody who has room:")
    for each in proposed.unmet:
        known = f" ({', '.join(each.known_to)} can be asked)" if each.known_to else ""
        click.echo(report.safe(f"  {each.topic}: {', '.join(each.wanted_by)}{known}"))
    count = len(proposed.pairs)
    click.echo(
        f"\n{count} {'pair' if count == 1 else 'pairs'} proposed in {path}. Edit it, ask everybody, "
        'write "confirmed: yes" into it, and run this again.'
    )


def _write_letters(root: Path, library: Library, round_: Round) -> None:
    folder = inside(root, f"build/pairs/{round_.name}")
    render = Renderer(root, edition_of(library, _SITE))
    files = list(letters.letters(round_, library.settings, render, library.today))
    if folder.is_dir():
        shutil.rmtree(folder)  # a pair that was changed leaves no paper behind
    write_files(files, folder)
    what = "a note and a calendar" if calendar.available() else "a note"
    count = len(round_.pairs)
    click.echo(
        f"{count} {'pair' if count == 1 else 'pairs'}: {what} for each in build/pairs/{round_.name}/"
    )
    if not calendar.available():
        click.echo("For a calendar beside each note, install reciprocity[calendar].")


def _first(period: Period, rounds: Iterable[Round], name: str) -> dt.date:
    """The first Monday of a period on which no other round is running; if there is none, the first."""
    first = day = _monday(period.start)
    others = [each for each in rounds if each.confirmed and each.name != name]
    while running := [each.ends for each in others if each.starts <= day <= each.ends]:
        day = _monday(max(running) + dt.timedelta(days=1))
    return day if day <= period.end else first


def _monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=-day.weekday() % 7)
