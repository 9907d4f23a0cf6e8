"""Show, consent and forget: what people in stories may ask for."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.options import Root, clock_of, on_day, show_problems
from generator.consent import requests
from generator.consent.erase import plan_erasure
from generator.consent.record import with_consent
from generator.diagnostics import report
from generator.diagnostics.diagnostic import did_you_mean
from generator.model import Channel, Story
from generator.pipeline import load, reread
from generator.record import Library, Scan
from generator.source.editor import EditError
from generator.system.atomic import overwrite


@click.command(short_help="Show a story as one channel would.")
@click.argument("story")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    default=Channel.SITE.value,
    show_default=True,
    help="Where it would be read.",
)
@on_day
@click.pass_obj
def show(root: Root, story: str, channel: str, day: str | None) -> None:
    """Show STORY (an id or a file) as one channel would, or say why it would not."""
    library, found, scan = story_of(root, story, day)
    text, notes = requests.shown_on(found, scan, library, Channel(channel))
    if text is not None:
        click.echo(report.safe_text(text), nl=False)
    else:
        click.echo(f'"{found.id}" is not shown on the channel {channel}:')
    for note in notes:
        click.echo(f"  = {report.safe(note)}")


@click.command(short_help="Ask everybody in a story for their yes.")
@click.argument("story")
@click.option("--yes", "said_yes", multiple=True, metavar="PERSON", help="Record this yes.")
@on_day
@click.pass_obj
def consent(root: Root, story: str, said_yes: tuple[str, ...], day: str | None) -> None:
    """Write the message that asks each person in STORY for their yes, or record one.

    A yes is recorded in the story's field "consent"; everything else in the file stays as it is.
    """
    library, found, scan = story_of(root, story, day)
    if said_yes:
        people = ", ".join(sorted(scan.people)) or "none"
        for id_ in said_yes:
            if id_ not in scan.people | scan.spelled:
                click.echo(f'"{id_}" is not in the story; its people are {people}.', err=True)
                sys.exit(2)
        path = root / found.origin.path
        try:
            overwrite(path, with_consent(found.origin.path, path.read_bytes(), said_yes))
        except EditError:
            line = ", ".join(dict.fromkeys([*found.consent, *said_yes]))
            click.echo(f"Write this line into {found.origin.path}: consent: [{line}]", err=True)
            sys.exit(1)
        click.echo(f"{', '.join(said_yes)} said yes: recorded in {found.origin.path}")
        return
    letters = list(requests.messages(found, scan, library))
    if not letters:
        click.echo("Nobody in this story is still to be asked.")
    for letter in letters:
        click.echo(f"── to {letter.person} ──\n\n{report.safe_text(letter.text)}")
        click.echo(f"When they agree: reciprocity consent {found.id} --yes {letter.person}\n")


@click.command(short_help="Take a person out of every story and text.")
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@on_day
@click.pass_obj
def forget(root: Root, person: str, yes: bool, day: str | None) -> None:
    """Take PERSON (an id) out of every story and text, and list what this cannot reach."""
    library, problems = load(root, clock_of(day))
    if library is None:
        show_problems(root, [p for p in problems if p.is_error])
        sys.exit(1)
    if person not in library.settings.people:
        hint = did_you_mean(person, library.settings.people)
        click.echo(f'There is no person "{person}". {hint}'.strip(), err=True)
        sys.exit(2)
    files = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("stories", "site_config")
        for path in sorted((root / folder).rglob("*"))
        if path.suffix in (".md", ".yml") and path.is_file() and not path.is_symlink()
    }
    plan = plan_erasure(person, library, files)
    for file in plan.files:
        click.echo(f"{file.path}: {', '.join(file.changes)}")
    click.echo("\nWhat this cannot reach:")
    for place, remedy in plan.unreached:
        click.echo(f"  {report.safe(place)}: {report.safe(remedy)}")
    count = f"{len(plan.files)} {'file' if len(plan.files) == 1 else 'files'}"
    if plan.files and (yes or click.confirm(f"\nRewrite {count}?")):
        for file in plan.files:
            overwrite(root / file.path, file.content)
        click.echo(f"{count} rewritten. Look at them with git diff, then commit.")
    else:
        click.echo("Nothing was changed.")


def story_of(root: Path, wanted: str, day: str | None) -> tuple[Library, Story, Scan]:
    """A story by its id or its file. Says so and exits if there is none that can be used."""
    library, problems = load(root, clock_of(day))
    if library is None:
        show_problems(root, [p for p in problems if p.is_error])
        sys.exit(1)
    id_ = Path(wanted).stem if wanted.endswith((".md", ".yml")) else wanted
    record = library.by_id.get(id_)
    if record is None:
        broken = [p for p in problems if p.is_error and Path(p.location.path).stem == id_]
        show_problems(root, broken)
        hint = "" if broken else did_you_mean(id_, library.by_id)
        click.echo(f'There is no story "{id_}" that can be used. {hint}'.strip(), err=True)
        sys.exit(1 if broken else 2)
    return library, *reread(root, library, record)
