"""The digest: what an editor runs on the eve of the town hall."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial

import click

from generator.cli.build import folder_of, stopping, typed, write_digests
from generator.cli.options import (
    Day,
    Root,
    clock_of,
    number_of_files,
    on_day,
    show_problems,
    strictly,
)
from generator.diagnostics import report
from generator.diagnostics.diagnostic import did_you_mean, in_order
from generator.model import Channel
from generator.model.periods import Period
from generator.newsletter.issue import Issue
from generator.newsletter.record import path_of, record
from generator.outputs import ISSUE, ISSUE_EDITIONS
from generator.outputs.context import OutputContext
from generator.outputs.newsletter import FORMATS, LETTERS, PRESENTATION, SLIDES, speaking_time
from generator.pipeline import Publication, load, print_issue, publish, view_issue
from generator.rules.issue import overlong, preflight, weigh
from generator.system.atomic import inside, write
from generator.system.pool import background

_PARTS = {
    "hero": "Leads the issue",
    "ask": "The ask worth reading",
    "theme": "Told in its theme",
    "line": "Told in a line",
    "left": "Left out, with a link to it",
}


class Formats(click.ParamType[tuple[str, ...]]):
    """Names of formats, with commas between them."""

    name = "FORMAT,…"

    def convert(
        self,
        value: str | tuple[str, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        wanted = tuple(filter(None, (name.strip() for name in value.split(","))))
        unknown = next((name for name in wanted if name not in FORMATS), None)
        if unknown is not None or not wanted:
            self.fail(
                f"{unknown or value!r} is no format; {did_you_mean(unknown or '', FORMATS)}"
                f"there are {', '.join(FORMATS)}",
                param,
                ctx,
            )
        return wanted


@click.command(short_help="Write an issue of the newsletter.")
@click.argument("period", required=False)
@click.option("--since", type=Day(), help="An issue of other days: from this one on.")
@click.option("--until", type=Day(), help="To this day, included. Default: today.")
@click.option("--why", is_flag=True, help="Say why each story is where it is, or is left out.")
@click.option(
    "--only",
    "formats",
    type=Formats(),
    default=FORMATS,
    help=f"Write these formats and no others: {', '.join(FORMATS)}.",
)
@click.option("--open", "show", is_flag=True, help="Show what was written in the browser.")
@click.option("--sent", is_flag=True, help="Record that it went out, so that nothing runs twice.")
@strictly
@on_day
@click.pass_obj
def digest(
    root: Root,
    period: str | None,
    since: str | None,
    until: str | None,
    why: bool,
    formats: tuple[str, ...],
    show: bool,
    sent: bool,
    strict: bool,
    day: str | None,
) -> None:
    """Write the newsletter of PERIOD, such as 2026-10, 2026-Q4 or 2026-W42.

    Without PERIOD: the newest that has stories which have not run. What its editor should know
    is reported first; with --strict nothing is written while a warning is among it.
    """
    if until and not since:
        raise click.UsageError("--until goes with --since")
    if period and since:
        raise click.UsageError("give PERIOD, or --since and --until")
    wanted = Period.parse(period) if period else None
    if period and wanted is None:
        raise click.BadParameter(
            f"{period!r} is not a period; write 2026-10, 2026-Q4 or 2026-W42", param_hint="PERIOD"
        )
    library, problems = load(root, clock_of(day), ISSUE_EDITIONS)
    errors = [p for p in problems if p.is_error]
    if library is None or (strict and errors):
        show_problems(root, errors)
        click.echo(f"{report.summary(errors, number_of_files(root))}. No digest was written.")
        sys.exit(1)
    publication = publish(root, library)
    newsletter = publication.newsletter
    if since:
        wanted = _range(since, until or library.today.isoformat())
    wanted = wanted or publication.plans.due
    issue = newsletter.issues.issue(wanted) if wanted else None
    if wanted is None or issue is None or not issue.total:
        show_problems(root, errors)
        click.echo(_nothing(newsletter, wanted), err=True)
        sys.exit(1)
    with stopping(root):
        *quick, slow = ISSUE
        presentation = partial(print_issue, publication, wanted, [slow], formats)
        told = len(newsletter.edition.stories) if PRESENTATION.name in formats else 0
        with background(presentation, told) as presented:
            files = print_issue(publication, wanted, quick, formats)
            plans, pages = publication.plans, publication.pages
            notes = in_order(preflight(library, plans, issue, pages, problems))
            notes += weigh(wanted, files)
            if not {format_.name for format_ in SLIDES}.isdisjoint(formats):
                slides = view_issue(publication, wanted, Channel.TOWNHALL)
                budget = library.settings.newsletter.limits.minutes * 60
                notes += overlong(wanted, speaking_time(slides), budget)
            files += presented()
        show_problems(root, [*errors, *(note for note in notes if not note.is_error)])
        if strict and any(note.severity == "warning" for note in notes):
            click.echo(f"{report.summary(notes, number_of_files(root))}. No digest was written.")
            sys.exit(1)
        write_digests(root, {wanted: files})
    if errors:
        left = len({p.location.path for p in errors})
        click.echo(f"{left} {'file was' if left == 1 else 'files were'} left out, see above.")
    if why:
        _explain(issue)
    for lacking in (f for f in (*LETTERS, *SLIDES) if f.name in formats and not f.available):
        click.echo(
            f"{lacking.paths[0]} was not written; it needs: "
            f"python3 -m pip install 'reciprocity[{lacking.extra}]'",
            err=True,
        )
    if not files:
        sys.exit(1)
    folder = folder_of(root, wanted)
    first = folder / ("index.html" if "index" in formats else files[0].path)
    click.echo(f"The digest of {wanted.name} in {typed(folder)}/ — open {typed(first)}")
    if issue.sent and not (period or since or sent):
        click.echo(f"It went out on {issue.sent}; nothing has come in since that has not run.")
    if show:
        import webbrowser  # noqa: PLC0415  # what it imports takes longer than most formats

        webbrowser.open(first.as_uri())
    if sent:
        _record(root, publication, wanted)


def _range(since: str, until: str) -> Period:
    try:
        return Period.range(dt.date.fromisoformat(since), dt.date.fromisoformat(until))
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--until") from None


def _nothing(newsletter: OutputContext, wanted: Period | None) -> str:
    """Why there is no issue, in one sentence."""
    newest = next(iter(newsletter.issues.periods), None)
    then = f"; the newest with stories is {newest.name}" if newest else ""
    if wanted is None:
        return "There are no stories."
    edition = newsletter.edition
    there = {story.id for story in edition.stories if story.date in wanted}
    if wanted.name in edition.choices and not there.isdisjoint(edition.choices[wanted.name].skip):
        file = f"site_config/newsletters/{wanted.name}.yml"
        return (
            f"Every story of {wanted.name} has run in another issue or is skipped in {file}{then}."
        )
    if there:
        return f"Every story of {wanted.name} has run in another issue{then}."
    return f"There are no stories in {wanted.name}{then}."


def _explain(issue: Issue) -> None:
    """Print the reasons, the editor's own choices marked as such."""
    for part, title in _PARTS.items():
        reasons = [reason for reason in issue.reasons if reason.part == part]
        if reasons:
            click.echo(f"{title}:")
        for reason in reasons:
            story, mark = reason.story, "✎" if reason.by_editor else "·"
            click.echo(f"  {mark} {story.id}, “{report.safe(story.title)}”: {reason.text}")


def _record(root: Root, publication: Publication, period: Period) -> None:
    """Write down what went out. The one thing that any command of ours adds to site_config/."""
    path = path_of(period)
    library = publication.library
    known = library.settings.sent.get(period.name)
    text = record(publication.plans.of(period), library.today, known)
    if text is None:
        click.echo(f"{path} has it already, since {known.sent if known else ''}.")
        return
    write(inside(root, path), text)
    click.echo(f"Recorded in {path}; commit it, so that none of its stories runs again.")
