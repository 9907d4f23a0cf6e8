"""Preview: what a change would show, before it is merged."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from generator.cli.ci import changed_from, summarise
from generator.cli.options import Root, clock_of, on_day, show_problems, within
from generator.consent import requests
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Channel, Story
from generator.outputs import review as printing
from generator.outputs.review import Place, Proof
from generator.pipeline import Build, build
from generator.rendering.templates import Renderer
from generator.source.files import lines
from generator.system.atomic import inside


@click.command(short_help="Show changed stories as each channel would.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
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
@on_day
@click.pass_obj
def preview(
    root: Root, paths: tuple[Path, ...], ref: str | None, output: Path | None, day: str | None
) -> None:
    """Show changed stories as each channel would, in one page that needs nothing else.

    Name PATHS, or what git knows with --changed-from. Templates of the organisation are not
    used, so that a change from anywhere can be looked at. What is wrong is told and stops nothing:
    that is for check. In a job of GitHub, the same is told in short in its summary.
    """
    if not paths and ref is None:
        raise click.UsageError("name the files to show, or a commit with --changed-from REF")
    changed = changed_from(root, ref) if ref is not None else None
    chosen = within(root, paths)
    target = output or inside(root, "build/preview.html")
    target.unlink(missing_ok=True)
    made, problems = build(root, clock_of(day))
    if made is None:
        broken = [p for p in problems if p.is_error and p.location.path.startswith("site_config/")]
        show_problems(root, broken)
        click.echo("There is no preview while the configuration has errors.")
        return

    def wanted(path: str) -> bool:
        return chosen(path) and (changed is None or path in changed)

    stories = {story.origin.path: story for story in made.checked.library.whole}
    about = [d for d in problems if wanted(d.location.path)]
    gone = {p for p in changed or () if _is_story(p) and chosen(p) and not (root / p).exists()}
    found = {path for path in stories if wanted(path)} | {d.location.path for d in about} | gone
    proofs = [_proof(made, path, stories.get(path), about, path in gone) for path in sorted(found)]
    said = report.summary(about, len(found))
    render = Renderer(None, made.context(Channel.SITE).edition)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(printing.make(render, proofs, said).content)
    summarise(printing.in_short(proofs))
    for proof in proofs:
        click.echo(f"{report.safe(proof.path)}: {proof.outcome}")
    click.echo(f"{said.rstrip('.')}. See {target if output else 'build/preview.html'}")


def _is_story(path: str) -> bool:
    return path.startswith("stories/") and path.endswith((".md", ".yml"))


def _proof(
    made: Build, path: str, story: Story | None, problems: list[Diagnostic], gone: bool
) -> Proof:
    own = [d for d in problems if d.location.path == path]
    places = tuple(_place(made, story, channel) for channel in Channel) if story else ()
    return Proof(path, places, report.text(own, partial(lines, made.root)), gone)


def _place(made: Build, story: Story, channel: Channel) -> Place:
    stories = made.context(channel).edition.stories
    shown = next((told for told in stories if told.id == story.id), None)
    _, notes = requests.shown_on(story, made.gate, channel)
    return Place(channel, shown, tuple(notes))
