"""The command `preview`, which shows what a change would publish before it is merged."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from generator.cli.ci import append_to_job_summary
from generator.cli.git import changed_files
from generator.cli.left_behind import PREVIEW
from generator.cli.options import (
    PathType,
    Root,
    Today,
    paths_argument,
    show_problems,
    today_option,
    within,
)
from generator.cli.speech import UsageError, command, said, say, words
from generator.consent import requests
from generator.consent.gate import edition_of, preview_disclosures
from generator.diagnostics import report
from generator.diagnostics.report.report import as_sentence
from generator.edition import ShownStory
from generator.languages.message import gettext as _
from generator.model import Channel
from generator.outputs import preview as page
from generator.outputs.preview import ChannelView, PreviewedFile
from generator.pipeline import is_fatal, load, reread
from generator.record import Library, Record
from generator.rendering.templates import Renderer
from generator.source.files import read_lines
from generator.system.atomic import path_inside
from generator.system.staging import list_shown


@command(short_help="Show changed stories as they appear on each channel.")
@paths_argument
@click.option(
    "--changed-from",
    "ref",
    metavar="REF",
    help="The stories that changed since REF (in git).",
)
@click.option(
    "--output",
    type=PathType(dir_okay=False, path_type=Path),
    help="Where to write the page. Default: build/preview.html.",
)
@today_option
@click.pass_obj
def preview(
    root: Root, paths: tuple[Path, ...], ref: str | None, output: Path | None, today: Today
) -> None:
    """Show changed stories as they appear on each channel, in one self-contained page.

    Name PATHS, or use --changed-from. The organisation's own templates are not used, so that a change
    from anyone can be looked at safely. Problems are shown, but the command does not fail because of
    them; use check for that. In a GitHub job, a short version goes to the job summary.
    """
    if not paths and ref is None:
        raise UsageError(_("Name the files to show, or use --changed-from REF."))
    changed = changed_files(root, ref) if ref is not None else None
    is_selected = within(root, paths)
    target = output or path_inside(root, PREVIEW)
    target.unlink(missing_ok=True)
    editions = [frozenset({channel}) for channel in Channel]
    library, problems = load(root, today, editions)
    if library is None:
        show_problems(root, list(filter(is_fatal, problems)))
        say(_("There is no preview until these errors are fixed."))
        return

    def is_shown(path: str) -> bool:
        return is_selected(path) and (changed is None or path in changed)

    records = {record.meta.path: record for record in library.records}
    stories = {
        channel: {story.id: story for story in edition_of(library, frozenset({channel})).stories}
        for channel in Channel
    }
    shown_problems = [d for d in problems if is_shown(d.location.path)]
    deleted = {
        p
        for p in changed or ()
        if _is_story(p) and is_selected(p) and not os.path.lexists(root / p)
    }
    paths_shown = {path for path in records if is_shown(path)} | deleted
    paths_shown |= {d.location.path for d in shown_problems}
    files = []
    for path in sorted(paths_shown):
        record = records.get(path)
        views = _views(root, library, record, stories) if record else ()
        own = [d for d in shown_problems if d.location.path == path]
        text = report.text(own, partial(read_lines, root), words())
        files.append(PreviewedFile(path, views, text, path in deleted))
    summary = report.summary(shown_problems, len(paths_shown))
    render = Renderer(None, edition_of(library, frozenset({Channel.SITE})))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(page.make(render, files, summary).content)
    if output is None:
        previewed = [records[path] for path in sorted(paths_shown) if path in records]
        list_shown(target, preview_disclosures(library, previewed))
    append_to_job_summary(page.markdown_summary(files, library.settings.site.language, words()))
    for file in files:
        click.echo(f"{report.safe(file.path)}: {said(file.outcome)}")
    say(
        _(
            "%(summary)s See %(path)s",
            summary=as_sentence(said(summary)),
            path=str(target) if output else PREVIEW,
        )
    )


def _is_story(path: str) -> bool:
    return path.startswith("stories/") and path.endswith((".md", ".yml"))


def _views(
    root: Path,
    library: Library,
    record: Record,
    stories: Mapping[Channel, Mapping[str, ShownStory]],
) -> tuple[ChannelView, ...]:
    """A story as each channel shows it."""
    story, scan = reread(root, library, record)
    return tuple(
        ChannelView(
            channel,
            shown.get(record.id),
            tuple(requests.shown_on(story, scan, library, channel)[1]),
        )
        for channel, shown in stories.items()
    )
