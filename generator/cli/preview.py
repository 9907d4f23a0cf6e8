"""The command `preview`, which shows what a change would publish before it is merged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from generator.cli.ci import append_to_job_summary
from generator.cli.git import changed_files
from generator.cli.options import (
    Root,
    Today,
    paths_argument,
    show_problems,
    today_option,
    within,
)
from generator.consent import requests
from generator.consent.gate import edition_of
from generator.diagnostics import report
from generator.edition import ShownStory
from generator.model import Channel
from generator.outputs import review
from generator.outputs.review import ChannelView, ReviewedFile
from generator.pipeline import load, reread
from generator.record import Library, Record
from generator.rendering.templates import Renderer
from generator.source.files import read_lines
from generator.system.atomic import path_inside


@click.command(short_help="Show changed stories as each channel would.")
@paths_argument
@click.option(
    "--changed-from",
    "ref",
    metavar="REF",
    help="The stories that git says changed since REF.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write the page. Default: build/preview.html",
)
@today_option
@click.pass_obj
def preview(
    root: Root, paths: tuple[Path, ...], ref: str | None, output: Path | None, today: Today
) -> None:
    """Show changed stories as each channel would, in one page that needs nothing else.

    Name PATHS, or what git knows with --changed-from. Templates of the organisation are not
    used, so that a change from anywhere can be looked at. What is wrong is told and stops nothing:
    that is for check. In a job of GitHub, the same is told in short in its summary.
    """
    if not paths and ref is None:
        raise click.UsageError("name the files to show, or a commit with --changed-from REF")
    changed = changed_files(root, ref) if ref is not None else None
    is_selected = within(root, paths)
    target = output or path_inside(root, "build/preview.html")
    target.unlink(missing_ok=True)
    editions = [frozenset({channel}) for channel in Channel]
    library, problems = load(root, today, editions)
    if library is None:
        errors = [p for p in problems if p.is_error and p.location.path.startswith("site_config/")]
        show_problems(root, errors)
        click.echo("There is no preview while the configuration has errors.")
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
        p for p in changed or () if _is_story(p) and is_selected(p) and not (root / p).exists()
    }
    paths_shown = {path for path in records if is_shown(path)} | deleted
    paths_shown |= {d.location.path for d in shown_problems}
    files = []
    for path in sorted(paths_shown):
        record = records.get(path)
        views = _views(root, library, record, stories) if record else ()
        own = [d for d in shown_problems if d.location.path == path]
        text = report.text(own, partial(read_lines, root))
        files.append(ReviewedFile(path, views, text, path in deleted))
    summary = report.summary(shown_problems, len(paths_shown))
    render = Renderer(None, edition_of(library, frozenset({Channel.SITE})))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(review.make(render, files, summary).content)
    append_to_job_summary(review.markdown_summary(files))
    for file in files:
        click.echo(f"{report.safe(file.path)}: {file.outcome}")
    click.echo(f"{summary.rstrip('.')}. See {target if output else 'build/preview.html'}")


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
