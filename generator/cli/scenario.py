"""The command `scenario`, for the editors of the onboarding pages."""

from __future__ import annotations

import click

from generator.cli.library import find_story
from generator.cli.options import CommandError, Root, Today, today_option
from generator.cli.speech import group, say, words
from generator.consent.decision import Reason, decide_unnamed
from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.redact import naming_of, redact
from generator.intake.scenario import scenario_from
from generator.languages.message import gettext as _
from generator.model import Channel
from generator.source.files import reason_of
from generator.system.atomic import create


@group()
def scenario() -> None:
    """Draft scenarios."""


@scenario.command("from-story")
@click.argument("story")
@click.option("--stdout", is_flag=True, help="Print the draft instead of writing a file.")
@today_option
@click.pass_obj
def from_story(root: Root, story: str, stdout: bool, today: Today) -> None:
    """Draft a scenario from STORY (an id or a file), with nobody named."""
    library, found, scan = find_story(root, story, today)
    channels = (Channel.SITE, Channel.ONBOARDING)
    permissions = Permissions.of(library.settings, channels, library.today)
    decision = decide_unnamed(found.meta, scan, permissions)
    reasons = {reason for reason, _ in decision.why}
    if reasons:
        gone = {Reason.WITHDRAWN, Reason.EXPIRED}
        is_withheld = reasons & {*gone, Reason.RESTRICTED, Reason.OPTED_OUT}
        raise CommandError(
            _('"%(id)s" may not be shown to everyone, so no draft was made.', id=found.id)
            if is_withheld
            else _(
                '"%(id)s" spells out a name, so it cannot be told without names. Write @id instead; '
                "to see where: reciprocity check %(path)s",
                id=found.id,
                path=found.origin.path,
            )
        )
    directory = Directory(library.settings, library.today)
    naming = naming_of(found, scan, frozenset(), permissions, directory)
    text = scenario_from(redact(found, scan, naming, directory), words())
    if stdout:
        click.echo(text, nl=False)
        return
    path = f"site_config/scenarios/{found.id}.yml"
    try:
        is_new = create(root, path, text)
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be written: %(reason)s", path=path, reason=reason_of(error))
        ) from None
    if not is_new:
        raise CommandError(_("%(path)s already exists. Nothing was written.", path=path))
    say(
        _(
            "Wrote a draft to %(path)s. Replace each … in it; to see what is left: reciprocity check "
            "%(path)s",
            path=path,
        )
    )
