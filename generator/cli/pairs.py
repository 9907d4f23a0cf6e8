"""The command `pairs`, which proposes mentoring pairs and prints the papers of a confirmed round."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.library import load_library
from generator.cli.options import CommandError, Day, Root, Today, today_option
from generator.consent.gate import edition_of
from generator.diagnostics import report
from generator.media import calendar
from generator.mentoring import letters, matching
from generator.model import Channel, Round
from generator.model.periods import Period
from generator.record import Library
from generator.rendering.printer import write_files
from generator.rendering.templates import Renderer
from generator.system.atomic import path_inside, write

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
@today_option
@click.pass_obj
def pairs(
    root: Root,
    name: str,
    starts: dt.date | None,
    weeks: int,
    newcomer_weeks: int,
    force: bool,
    today: Today,
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
    library, _ = load_library(root, today, [_SITE])
    path = f"{letters.FOLDER}/{name}.yml"
    existing = next((round_ for round_ in library.settings.rounds if round_.name == name), None)
    if existing and existing.confirmed:
        if force:
            raise CommandError(
                f"{path} is confirmed, and people were told: it stays as it is. To begin anew, "
                'write "confirmed: no" into it.'
            )
        _write_letters(root, library, existing)
        return
    if existing and not force:
        click.echo(
            f'{path} is there already, and stays as it is. Edit it and write "confirmed: yes" '
            "into it for the notes, or propose anew with --force."
        )
        return
    if not matching.available():
        raise CommandError("Pairs need SciPy: python3 -m pip install 'reciprocity[pairs]'")
    first = starts or _first_free_monday(period, library.settings.rounds, name)
    last = first + dt.timedelta(weeks=weeks, days=-3)  # a Friday, if it starts on a Monday
    season = matching.Season(name, first, last, newcomer_weeks)
    proposal = matching.propose(library.settings, season)
    write(path_inside(root, path), letters.proposal_file(proposal, season))
    _show(proposal, path)


def _show(proposal: matching.Proposal, path: str) -> None:
    """Print a proposal for the organiser, with the reasons that no other file holds."""
    for pair in proposal.pairs:
        click.echo(report.safe(f"{pair.learner} with {pair.mentor}: {pair.why}"))
    if proposal.alone:
        click.echo("\nWithout a pair in this round:")
    for id_, reason in proposal.alone:
        click.echo(report.safe(f"  {id_}: {reason}"))
    if proposal.unmet:
        click.echo("\nWanted, and shown by nobody who has room:")
    for wish in proposal.unmet:
        known = f" ({', '.join(wish.known_to)} can be asked)" if wish.known_to else ""
        click.echo(report.safe(f"  {wish.topic}: {', '.join(wish.wanted_by)}{known}"))
    click.echo(
        f"\n{report.count(len(proposal.pairs), 'pair')} proposed in {path}. Edit it, ask everybody, "
        'write "confirmed: yes" into it, and run this again.'
    )


def _write_letters(root: Path, library: Library, round_: Round) -> None:
    folder = path_inside(root, f"build/pairs/{round_.name}")
    render = Renderer(root, edition_of(library, _SITE))
    files = list(letters.letters(round_, library.settings, render, library.today))
    if folder.is_dir():
        shutil.rmtree(folder)  # it may hold letters for pairs that have changed
    write_files(files, folder)
    papers = "a note and a calendar" if calendar.available() else "a note"
    pairs = report.count(len(round_.pairs), "pair")
    click.echo(f"{pairs}: {papers} for each in build/pairs/{round_.name}/")
    if not calendar.available():
        click.echo("For a calendar beside each note, install reciprocity[calendar].")


def _first_free_monday(period: Period, rounds: Iterable[Round], name: str) -> dt.date:
    """The first Monday of a period on which no other round is running, or else the first Monday."""
    first = day = _monday(period.start)
    others = [round_ for round_ in rounds if round_.confirmed and round_.name != name]
    while running := [other.ends for other in others if other.starts <= day <= other.ends]:
        day = _monday(max(running) + dt.timedelta(days=1))
    return day if day <= period.end else first


def _monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=-day.weekday() % 7)
