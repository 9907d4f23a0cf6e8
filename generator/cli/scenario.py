"""What editors of the onboarding pages may ask for."""

from __future__ import annotations

import sys

import click

from generator.cli.options import Root, on_day
from generator.cli.people import story_of
from generator.consent.decision import Reason, decide_unnamed
from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.redact import redact
from generator.intake.scenario import scenario_from
from generator.model import Channel
from generator.system.atomic import create


@click.group()
def scenario() -> None:
    """Draft scenarios."""


@scenario.command("from-story")
@click.argument("story")
@click.option("--stdout", is_flag=True, help="Print the draft instead of writing it.")
@on_day
@click.pass_obj
def from_story(root: Root, story: str, stdout: bool, day: str | None) -> None:
    """Draft a scenario from STORY (an id or a file), with everybody in it unnamed."""
    library, found, scan = story_of(root, story, day)
    channels = (Channel.SITE, Channel.ONBOARDING)
    permissions = Permissions.of(library.settings, channels, library.today)
    decision = decide_unnamed(found.meta, scan, permissions)
    reasons = {reason for reason, _ in decision.why}
    if reasons:
        kept = reasons & {Reason.WITHDRAWN, Reason.RESTRICTED, Reason.OPTED_OUT}
        click.echo(
            f'"{found.id}" is not for everybody to read, and nothing is made of it.'
            if kept
            else f'"{found.id}" spells somebody\'s name, so it cannot be told without names. '
            f"Write @id there instead: reciprocity check {found.origin.path} says where.",
            err=True,
        )
        sys.exit(1)
    text = scenario_from(
        redact(found, scan, frozenset(), Directory(library.settings, library.today))
    )
    if stdout:
        click.echo(text, nl=False)
        return
    path = f"site_config/scenarios/{found.id}.yml"
    try:
        there = not create(root, path, text)
    except OSError as error:
        click.echo(f"{path} cannot be written: {error.strerror}.", err=True)
        sys.exit(1)
    if there:
        click.echo(f"{path} is there already; it was not changed.", err=True)
        sys.exit(1)
    click.echo(f"Drafted {path}. Write each …, and see what is left: reciprocity check {path}")
