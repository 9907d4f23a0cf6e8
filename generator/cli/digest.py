"""The command `digest`, which an editor runs before an issue goes out."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from functools import partial
from typing import Literal

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
from generator.cli.speech import UsageError, command, said, say
from generator.diagnostics import report
from generator.diagnostics.diagnostic import did_you_mean, in_order
from generator.edition import ShownStory
from generator.languages.message import Message, all_of, any_of, sentences
from generator.languages.message import gettext as _
from generator.languages.messages import Messages
from generator.model import Channel
from generator.model.periods import Period
from generator.newsletter.issue import Reason
from generator.newsletter.record import path_of, record
from generator.outputs import DIGEST_EDITIONS, ISSUE
from generator.outputs.context import OutputContext
from generator.outputs.newsletter import FORMATS, LETTERS, PRESENTATION, SLIDES, speaking_time
from generator.outputs.pulse.card_words import card_text
from generator.pipeline import Publication, group_and_select, load, print_issue, view_issue
from generator.pulse.cards import cards
from generator.pulse.measures import pulse_of
from generator.rules.context import Extent
from generator.rules.issue import hints, overlong, oversized, preflight
from generator.system.atomic import path_inside, write
from generator.system.pool import background

_PARTS = {
    "hero": _("Lead story"),
    "ask": _("Well asked"),
    "theme": _("In their themes"),
    "line": _("In one line each"),
    "left": _("Left out, with a link"),
}
_NOT_WRITTEN = _("No digest was written.")


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
            raise UsageError(
                sentences(
                    _('There is no format "%(name)s".', name=unknown or value),
                    did_you_mean(unknown or "", FORMATS),
                    _("The formats are %(names)s.", names=all_of(FORMATS)),
                ),
                ctx,
            )
        return wanted


@command(short_help="Write an issue of the newsletter.")
@click.argument("period", required=False)
@click.option("--since", type=Day(), help="Instead of PERIOD: the first day.")
@click.option("--until", type=Day(), help="The last day. Default: today.")
@click.option("--why", is_flag=True, help="Explain why each story is where it is, or left out.")
@click.option(
    "--only",
    "formats",
    type=Formats(),
    default=FORMATS,
    help=f"Write these formats only: {', '.join(FORMATS)}.",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the result in the browser.")
@click.option("--sent", is_flag=True, help="Record that it was sent, so that no story runs twice.")
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
    """Write the newsletter for PERIOD, for example 2026-10, 2026-Q4 or 2026-W42.

    Without PERIOD, write the latest issue with stories that have not run yet, if there is one.
    Anything the editor should know is reported first; with --strict, warnings stop the command.
    """
    if until and not since:
        raise UsageError(_("--until only works with --since."))
    if period and since:
        raise UsageError(_("Give either PERIOD, or --since and --until."))
    wanted = Period.parse(period) if period else None
    if period and wanted is None:
        raise UsageError(not_a_period(period))
    library, problems = load(root, today, DIGEST_EDITIONS, extent=Extent.LIBRARY)
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
        if period or since:
            raise CommandError(_why_no_issue(newsletter, wanted))
        say(sentences(_why_no_issue(newsletter, wanted), _NOT_WRITTEN))
        return  # a job that runs each week has nothing to do in some
    with build_errors_reported(root):
        *quick, slow = ISSUE
        presentation = partial(print_issue, publication, wanted, [slow], formats)
        stories = len(newsletter.edition.stories) if PRESENTATION.name in formats else 0
        with background(presentation, stories) as print_presentation:
            files = print_issue(publication, wanted, quick, formats)
            plans, pages = publication.plans, publication.pages_with(wanted)
            notes = in_order(preflight(library, plans, issue, pages, problems))
            notes += oversized(wanted, files)
            if issue.draft and library.settings.site.pulse.page:
                notes += hints(wanted, _cards(publication))
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
        _explain(newsletter.issues.reasons(wanted))
    for format_ in (*LETTERS, *SLIDES):
        if format_.name in formats and not format_.available:
            say(
                _(
                    "%(file)s was not written. To install what it needs: python3 -m pip install "
                    "'%(package)s'",
                    file=format_.paths[0],
                    package=f"reciprocity[{format_.extra}]",
                ),
                err=True,
            )
    if not files:
        sys.exit(1)
    folder = digest_folder(root, wanted)
    first = folder / ("index.html" if "index" in formats else files[0].path)
    path = display_path(first)
    say(_("Digest for %(period)s: open %(path)s", period=wanted.name, path=path))
    if issue.sent and not (period or since or sent):
        say(
            _(
                "It was sent on %(day)s, and no new stories have come in since.",
                day=issue.sent,
            )
        )
    if open_browser:
        import webbrowser  # noqa: PLC0415  # importing it takes longer than most formats

        webbrowser.open(first.as_uri())
    if sent:
        _record(root, publication, wanted)


def _cards(publication: Publication) -> list[tuple[str, str]]:
    """What nobody has told yet, in English, as the command speaks it."""
    record = publication.pulse_record(Channel.NEWSLETTER)
    texts = (card_text(card, Messages()) for card in cards(record, pulse_of(record)))
    return [(text.sentence, text.command) for text in texts]


def _range(since: dt.date, until: dt.date) -> Period:
    try:
        return Period.range(since, until)
    except ValueError:
        raise UsageError(
            _("--until (%(until)s) is before --since (%(since)s).", until=until, since=since)
        ) from None


def not_a_period(text: str) -> Message:
    """The message about a period of the wrong form."""
    examples = any_of(("2026-10", "2026-Q4", "2026-W42"))
    return _(
        '"%(text)s" is not a period. Write for example %(examples)s.', text=text, examples=examples
    )


def _why_no_issue(newsletter: OutputContext, wanted: Period | None) -> Message:
    newest = next(iter(newsletter.issues.periods), None)
    suggestion: Message | Literal[""] = (
        _("The latest period with stories is %(period)s.", period=newest.name) if newest else ""
    )
    if wanted is None:
        return _("There are no stories.")
    edition = newsletter.edition
    stories = {story.id for story in edition.stories if story.date in wanted}
    if not stories:
        return sentences(_("There are no stories in %(period)s.", period=wanted.name), suggestion)
    choices = edition.choices.get(wanted.name)
    message = _("Every story of %(period)s has run in another issue.", period=wanted.name)
    if choices and not stories.isdisjoint(choices.skip):
        message = _(
            "Every story of %(period)s has run in another issue, or is skipped in %(file)s.",
            period=wanted.name,
            file=f"site_config/newsletters/{wanted.name}.yml",
        )
    return sentences(message, suggestion)


def _explain(reasons: Sequence[Reason[ShownStory]]) -> None:
    """Print why each story is where it is; ✎ marks the editor's own choices."""
    for part, title in _PARTS.items():
        of_part = [reason for reason in reasons if reason.part == part]
        if of_part:
            click.echo(f"{said(title)}:")
        for reason in of_part:
            story, mark = reason.story, "✎" if reason.by_editor else "·"
            click.echo(f"  {mark} {story.id}, “{report.safe(story.title)}”: {said(reason.text)}")


def _record(root: Root, publication: Publication, period: Period) -> None:
    """Record in site_config/ what went out."""
    path = path_of(period)
    library = publication.library
    known = library.settings.sent.get(period.name)
    text = record(publication.plans.of(period), library.today, known)
    if text is None:
        day = known.sent if known else ""
        say(_("%(path)s already records this (sent on %(day)s).", path=path, day=day))
        return
    write(path_inside(root, path), text)
    say(_("Recorded in %(path)s. Commit it, so that these stories do not run again.", path=path))
