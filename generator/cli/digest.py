"""The command `digest`, which an editor runs before an issue goes out."""

from __future__ import annotations

import datetime as dt
import sys
from functools import partial

import click

from generator.cli.build import (
    build_errors_reported,
    digest_folder,
    display_path,
    write_digests,
)
from generator.cli.options import (
    CommandError,
    Day,
    Root,
    Today,
    exit_with_summary,
    show_problems,
    strict_option,
    tell_left_out,
    today_option,
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
from generator.pipeline import Publication, group_and_select, load, print_issue, view_issue
from generator.rules.issue import overlong, oversized, preflight
from generator.system.atomic import path_inside, write
from generator.system.pool import background

_PARTS = {
    "hero": "Leads the issue",
    "ask": "The ask worth reading",
    "theme": "Told in its theme",
    "line": "Told in a line",
    "left": "Left out, with a link to it",
}
_NOT_WRITTEN = "No digest was written."


class Formats(click.ParamType[tuple[str, ...]]):
    """Names of formats, separated by commas."""

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
@click.option("--open", "open_browser", is_flag=True, help="Show what was written in the browser.")
@click.option("--sent", is_flag=True, help="Record that it went out, so that nothing runs twice.")
@strict_option
@today_option
@click.pass_obj
def digest(
    root: Root,
    period: str | None,
    since: dt.date | None,
    until: dt.date | None,
    why: bool,
    formats: tuple[str, ...],
    open_browser: bool,
    sent: bool,
    strict: bool,
    today: Today,
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
    library, problems = load(root, today, ISSUE_EDITIONS)
    errors = [p for p in problems if p.is_error]
    if library is None or (strict and errors):
        show_problems(root, errors)
        exit_with_summary(root, errors, _NOT_WRITTEN)
    publication = group_and_select(root, library)
    newsletter = publication.newsletter
    if since:
        wanted = _range(since, until or library.today)
    wanted = wanted or publication.plans.due
    issue = newsletter.issues.issue(wanted) if wanted else None
    if wanted is None or issue is None or not issue.total:
        show_problems(root, errors)
        raise CommandError(_why_no_issue(newsletter, wanted))
    with build_errors_reported(root):
        *quick, slow = ISSUE
        presentation = partial(print_issue, publication, wanted, [slow], formats)
        stories = len(newsletter.edition.stories) if PRESENTATION.name in formats else 0
        with background(presentation, stories) as print_presentation:
            files = print_issue(publication, wanted, quick, formats)
            plans, pages = publication.plans, publication.pages
            notes = in_order(preflight(library, plans, issue, pages, problems))
            notes += oversized(wanted, files)
            if not {format_.name for format_ in SLIDES}.isdisjoint(formats):
                slides = view_issue(publication, wanted, Channel.TOWNHALL)
                budget = library.settings.newsletter.limits.minutes * 60
                notes += overlong(wanted, speaking_time(slides), budget)
            files += print_presentation()
        show_problems(root, [*errors, *(note for note in notes if not note.is_error)])
        if strict and any(note.severity == "warning" for note in notes):
            exit_with_summary(root, notes, _NOT_WRITTEN)
        write_digests(root, {wanted: files})
    tell_left_out(errors)
    if why:
        _explain(issue)
    for format_ in (*LETTERS, *SLIDES):
        if format_.name in formats and not format_.available:
            click.echo(
                f"{format_.paths[0]} was not written; it needs: "
                f"python3 -m pip install 'reciprocity[{format_.extra}]'",
                err=True,
            )
    if not files:
        sys.exit(1)
    folder = digest_folder(root, wanted)
    first = folder / ("index.html" if "index" in formats else files[0].path)
    click.echo(
        f"The digest of {wanted.name} in {display_path(folder)}/ — open {display_path(first)}"
    )
    if issue.sent and not (period or since or sent):
        click.echo(f"It went out on {issue.sent}; nothing has come in since that has not run.")
    if open_browser:
        import webbrowser  # noqa: PLC0415  # importing it takes longer than most formats

        webbrowser.open(first.as_uri())
    if sent:
        _record(root, publication, wanted)


def _range(since: dt.date, until: dt.date) -> Period:
    try:
        return Period.range(since, until)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--until") from None


def _why_no_issue(newsletter: OutputContext, wanted: Period | None) -> str:
    newest = next(iter(newsletter.issues.periods), None)
    suggestion = f"; the newest with stories is {newest.name}" if newest else ""
    if wanted is None:
        return "There are no stories."
    edition = newsletter.edition
    stories = {story.id for story in edition.stories if story.date in wanted}
    if not stories:
        return f"There are no stories in {wanted.name}{suggestion}."
    choices = edition.choices.get(wanted.name)
    skipped = (
        f" or is skipped in site_config/newsletters/{wanted.name}.yml"
        if choices and not stories.isdisjoint(choices.skip)
        else ""
    )
    return f"Every story of {wanted.name} has run in another issue{skipped}{suggestion}."


def _explain(issue: Issue) -> None:
    """Print why each story is where it is; ✎ marks the editor's own choices."""
    for part, title in _PARTS.items():
        reasons = [reason for reason in issue.reasons if reason.part == part]
        if reasons:
            click.echo(f"{title}:")
        for reason in reasons:
            story, mark = reason.story, "✎" if reason.by_editor else "·"
            click.echo(f"  {mark} {story.id}, “{report.safe(story.title)}”: {reason.text}")


def _record(root: Root, publication: Publication, period: Period) -> None:
    """Record in site_config/ what went out."""
    path = path_of(period)
    library = publication.library
    known = library.settings.sent.get(period.name)
    text = record(publication.plans.of(period), library.today, known)
    if text is None:
        click.echo(f"{path} has it already, since {known.sent if known else ''}.")
        return
    write(path_inside(root, path), text)
    click.echo(f"Recorded in {path}; commit it, so that none of its stories runs again.")
