"""The command `scenario`, for the editors of the onboarding pages."""

from __future__ import annotations

import click

from generator.cli.library import find_story
from generator.cli.options import CommandError, Root, Today, today_option
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
@today_option
@click.pass_obj
def from_story(root: Root, story: str, stdout: bool, today: Today) -> None:
    """Draft a scenario from STORY (an id or a file), with everybody in it unnamed."""
    library, found, scan = find_story(root, story, today)
    channels = (Channel.SITE, Channel.ONBOARDING)
    permissions = Permissions.of(library.settings, channels, library.today)
    decision = decide_unnamed(found.meta, scan, permissions)
    reasons = {reason for reason, _ in decision.why}
    if reasons:
        is_withheld = reasons & {Reason.WITHDRAWN, Reason.RESTRICTED, Reason.OPTED_OUT}
        raise CommandError(
            f'"{found.id}" is not for everybody to read, and nothing is made of it.'
            if is_withheld
            else f'"{found.id}" spells somebody\'s name, so it cannot be told without names. '
            f"Write @id there instead: reciprocity check {found.origin.path} says where."
        )
    text = scenario_from(
        redact(found, scan, frozenset(), Directory(library.settings, library.today))
    )
    if stdout:
        click.echo(text, nl=False)
        return
    path = f"site_config/scenarios/{found.id}.yml"
    try:
        is_new = create(root, path, text)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    if not is_new:
        raise CommandError(f"{path} is there already; it was not changed.")
    click.echo(f"Drafted {path}. Write each …, and see what is left: reciprocity check {path}")
