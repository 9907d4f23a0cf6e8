"""The command `pairs`, which proposes mentoring pairs and prints the papers of a confirmed round."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.digest import not_a_period
from generator.cli.library import load_library
from generator.cli.options import CommandError, Day, Root, Today, today_option
from generator.cli.speech import UsageError, command, said, say, words
from generator.consent.gate import edition_of
from generator.diagnostics import report
from generator.languages.message import any_of, listed, ngettext
from generator.languages.message import gettext as _
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


@command(short_help="Propose mentoring pairs for a round.")
@click.option("--round", "name", required=True, metavar="PERIOD", help="For example 2026-Q4.")
@click.option(
    "--starts",
    type=Day(),
    help="The first day. Default: the first Monday of the period with no other round.",
)
@click.option(
    "--weeks", type=click.IntRange(1, 52), default=_WEEKS, show_default=True, help="How many weeks."
)
@click.option(
    "--newcomer-weeks",
    type=click.IntRange(0, 520),
    default=matching.NEWCOMER_WEEKS,
    show_default=True,
    help="For how many weeks a colleague counts as new.",
)
@click.option("--force", is_flag=True, help="Replace a proposal that is not confirmed.")
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
    """Propose mentoring pairs for a round, or write the notes for a confirmed one.

    The proposal goes to site_config/practices/pairs/ for someone to edit and confirm. The notes and
    calendars for a confirmed round go to build/pairs/. Nothing about it goes to the site. Newcomers
    are paired first. Repeat pairs are avoided unless someone would be left out. Then shared topics,
    different teams and an even load decide.
    """
    period = Period.parse(name)
    if period is None:
        raise UsageError(not_a_period(name))
    library, _problems = load_library(root, today, [_SITE])
    path = f"{letters.FOLDER}/{name}.yml"
    existing = next((round_ for round_ in library.settings.rounds if round_.name == name), None)
    if existing and existing.confirmed:
        if force:
            raise CommandError(
                _(
                    "%(path)s is confirmed, and people have been told, so it was not changed. To "
                    'start again, write "confirmed: no" in it.',
                    path=path,
                )
            )
        _write_letters(root, library, existing)
        return
    if existing and not force:
        say(
            _(
                '%(path)s already exists, and was not changed. Write "confirmed: yes" in it for the '
                "notes, or use --force for a new proposal.",
                path=path,
            )
        )
        return
    if not matching.available():
        raise CommandError(
            _(
                "SciPy is not installed. To install it: python3 -m pip install '%(package)s'",
                package="reciprocity[pairs]",
            )
        )
    first = starts or _first_free_monday(period, library.settings.rounds, name)
    last = first + dt.timedelta(weeks=weeks, days=-3)  # a Friday, if it starts on a Monday
    season = matching.Season(name, first, last, newcomer_weeks)
    proposal = matching.propose(library.settings, season)
    write(path_inside(root, path), letters.proposal_file(proposal, season, words()))
    _show(proposal, path)


def _show(proposal: matching.Proposal, path: str) -> None:
    """Print a proposal for the organiser, with the reasons that no other file holds."""
    for pair in proposal.pairs:
        line = _(
            "%(learner)s with %(mentor)s: %(reason)s",
            learner=pair.learner,
            mentor=pair.mentor,
            reason=pair.why,
        )
        click.echo(report.safe(said(line)))
    if proposal.alone:
        click.echo()
        say(_("Without a pair in this round:"))
    for id_, reason in proposal.alone:
        click.echo(report.safe(f"  {id_}: {said(reason)}"))
    if proposal.unmet:
        click.echo()
        say(_("Wanted, but nobody who knows it has room:"))
    for wish in proposal.unmet:
        line = _("%(topic)s: %(people)s", topic=wish.topic, people=listed(wish.wanted_by))
        if wish.known_to:
            line = _(
                "%(topic)s: %(people)s (ask %(others)s)",
                topic=wish.topic,
                people=listed(wish.wanted_by),
                others=any_of(wish.known_to),
            )
        click.echo(report.safe(f"  {said(line)}"))
    click.echo()
    say(
        ngettext(
            "Proposed %(num)s pair in %(path)s. Edit it and ask everyone. Then write "
            '"confirmed: yes" in it, and run this again.',
            "Proposed %(num)s pairs in %(path)s. Edit it and ask everyone. Then write "
            '"confirmed: yes" in it, and run this again.',
            len(proposal.pairs),
            path=path,
        )
    )


def _write_letters(root: Path, library: Library, round_: Round) -> None:
    folder = path_inside(root, f"build/pairs/{round_.name}")
    render = Renderer(root, edition_of(library, _SITE))
    files = list(letters.letters(round_, library.settings, render, render.words, library.today))
    if folder.is_dir():
        shutil.rmtree(folder)  # it may hold letters for pairs that have changed
    write_files(files, folder)
    place = f"build/pairs/{round_.name}/"
    if calendar.available():
        message = ngettext(
            "Wrote a note and a calendar for %(num)s pair to %(folder)s",
            "Wrote a note and a calendar for each of %(num)s pairs to %(folder)s",
            len(round_.pairs),
            folder=place,
        )
    else:
        message = ngettext(
            "Wrote a note for %(num)s pair to %(folder)s",
            "Wrote a note for each of %(num)s pairs to %(folder)s",
            len(round_.pairs),
            folder=place,
        )
    say(message)
    if not calendar.available():
        say(_("To get a calendar too, install %(package)s.", package="reciprocity[calendar]"))


def _first_free_monday(period: Period, rounds: Iterable[Round], name: str) -> dt.date:
    """The first Monday of a period on which no other round is running, or else the first Monday."""
    first = day = _monday(period.start)
    others = [round_ for round_ in rounds if round_.confirmed and round_.name != name]
    while running := [other.ends for other in others if other.starts <= day <= other.ends]:
        day = _monday(max(running) + dt.timedelta(days=1))
    return day if day <= period.end else first


def _monday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=-day.weekday() % 7)
