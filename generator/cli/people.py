"""The commands `show`, `consent` and `forget`, for people in stories."""

from __future__ import annotations

import click

from generator.cli.library import find_story, load_library
from generator.cli.options import CommandError, InputError, Root, Today, today_option
from generator.consent import requests
from generator.consent.erase import plan_erasure
from generator.consent.record import with_consent
from generator.diagnostics import report
from generator.diagnostics.diagnostic import did_you_mean
from generator.model import Channel
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
@today_option
@click.pass_obj
def show(root: Root, story: str, channel: str, today: Today) -> None:
    """Show STORY (an id or a file) as one channel would, or say why it would not."""
    library, found, scan = find_story(root, story, today)
    text, notes = requests.shown_on(found, scan, library, Channel(channel))
    if text is not None:
        click.echo(report.safe_text(text), nl=False)
    else:
        click.echo(f'"{found.id}" is not shown on the channel {channel}:')
    for note in notes:
        click.echo(f"  = {report.safe(note)}")


@click.command(short_help="Ask everybody in a story for their yes.")
@click.argument("story")
@click.option("--yes", "agreed", multiple=True, metavar="PERSON", help="Record this yes.")
@today_option
@click.pass_obj
def consent(root: Root, story: str, agreed: tuple[str, ...], today: Today) -> None:
    """Write the message that asks each person in STORY for their yes, or record one.

    A yes is recorded in the story's field "consent"; everything else in the file stays as it is.
    """
    library, found, scan = find_story(root, story, today)
    if agreed:
        people = ", ".join(sorted(scan.people)) or "none"
        for id_ in agreed:
            if id_ not in scan.people | scan.spelled:
                raise InputError(f'"{id_}" is not in the story; its people are {people}.')
        path = root / found.origin.path
        try:
            overwrite(path, with_consent(found.origin.path, path.read_bytes(), agreed))
        except EditError:
            line = ", ".join(dict.fromkeys([*found.consent, *agreed]))
            message = f"Write this line into {found.origin.path}: consent: [{line}]"
            raise CommandError(message) from None
        click.echo(f"{', '.join(agreed)} said yes: recorded in {found.origin.path}")
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
@today_option
@click.pass_obj
def forget(root: Root, person: str, yes: bool, today: Today) -> None:
    """Take PERSON (an id) out of every story and text, and list what this cannot reach."""
    library, _ = load_library(root, today)
    if person not in library.settings.people:
        hint = did_you_mean(person, library.settings.people)
        raise InputError(f'There is no person "{person}". {hint}'.strip())
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
    rewritten = report.count(len(plan.files), "file")
    if plan.files and (yes or click.confirm(f"\nRewrite {rewritten}?")):
        for file in plan.files:
            overwrite(root / file.path, file.content)
        click.echo(f"{rewritten} rewritten. Look at them with git diff, then commit.")
    else:
        click.echo("Nothing was changed.")
