"""The commands `show`, `consent` and `forget`, for people in stories."""

from __future__ import annotations

import datetime as dt

import click
from pydantic import ValidationError

from generator.cli.generate import write_schema
from generator.cli.library import find_story, load_library, person_of
from generator.cli.options import CommandError, Day, InputError, Root, Today, today_option
from generator.cli.speech import UsageError, command, said, say
from generator.consent import requests
from generator.consent.erase import plan_erasure
from generator.consent.record import with_answer, yaml_of
from generator.diagnostics import report
from generator.intake.schema import SCHEMA
from generator.languages.message import Message, all_of, ngettext, sentences
from generator.languages.message import gettext as _
from generator.model import Channel, Consent, Story
from generator.source.editor import EditError
from generator.source.settings import read_settings
from generator.system.atomic import overwrite
from generator.system.inside import entries_below, read_bytes


@command(short_help="Show a story as it appears on one channel.")
@click.argument("story")
@click.option(
    "--channel",
    type=click.Choice([channel.value for channel in Channel]),
    default=Channel.SITE.value,
    show_default=True,
    help="Where it would appear.",
)
@today_option
@click.pass_obj
def show(root: Root, story: str, channel: str, today: Today) -> None:
    """Show STORY (an id or a file) as it appears on one channel, or why it does not."""
    library, found, scan = find_story(root, story, today)
    text, notes = requests.shown_on(found, scan, library, Channel(channel))
    if text is not None:
        click.echo(report.safe_text(text), nl=False)
    else:
        say(_('"%(id)s" is not shown on the channel %(channel)s:', id=found.id, channel=channel))
    for note in notes:
        click.echo(f"  = {report.safe(said(note))}")


@command(short_help="Ask everyone in a story for their consent.")
@click.argument("story")
@click.option(
    "--yes", "agreed", multiple=True, metavar="PERSON", help="Record that PERSON said yes."
)
@click.option(
    "--no", "refused", multiple=True, metavar="PERSON", help="Record that PERSON said no."
)
@click.option("--on", type=Day(), help="With --yes or --no: the day on which they said it.")
@click.option("--how", help="With --yes or --no: how they said it, for example 'by e-mail'.")
@today_option
@click.pass_obj
def consent(
    root: Root,
    story: str,
    agreed: tuple[str, ...],
    refused: tuple[str, ...],
    on: dt.date | None,
    how: str | None,
    today: Today,
) -> None:
    """Write the messages that ask the people in STORY for their consent, or record an answer.

    A yes is recorded in the field "consent" of the story, a no in "declined"; nothing else in the file
    changes. Anyone who said no is not named in the story, whatever people.yml says.
    """
    library, found, scan = find_story(root, story, today)
    answers = dict.fromkeys(agreed, True) | dict.fromkeys(refused, False)
    if len(answers) < len({*agreed}) + len({*refused}):
        raise UsageError(_("Nobody can say yes and no at the same time."))
    if answers:
        for id_ in answers:
            if id_ not in scan.people | scan.spelled:
                nobody = _('"%(id)s" is not in the story.', id=id_)
                others = _("The people in it are %(ids)s.", ids=all_of(sorted(scan.people)))
                raise InputError(sentences(nobody, others if scan.people else ""))
        path = found.origin.path
        raw = read_bytes(root / path)
        for id_, agrees in answers.items():
            answer = _consent(id_, on, how)
            try:
                raw = with_answer(path, raw, answer, agrees=agrees)
            except EditError:
                raise CommandError(_by_hand(found, answer, agrees=agrees)) from None
        overwrite(root / path, raw)
        if agreed:
            ids = all_of(dict.fromkeys(agreed))
            say(_("Recorded in %(path)s: yes from %(ids)s", path=path, ids=ids))
        if refused:
            ids = all_of(dict.fromkeys(refused))
            say(_("Recorded in %(path)s: no from %(ids)s", path=path, ids=ids))
        return
    if on or how:
        raise UsageError(_("--on and --how only work with --yes or --no."))
    letters = list(requests.messages(found, scan, library))
    if not letters:
        say(_("There is nobody left to ask in this story."))
    for letter in letters:
        title = said(_("To %(person)s", person=letter.person))
        click.echo(f"── {title} ──\n\n{report.safe_text(letter.text)}")
        command = f"reciprocity consent {found.id}"
        say(_("When they agree: %(command)s", command=f"{command} --yes {letter.person}"))
        say(_("When they do not: %(command)s", command=f"{command} --no {letter.person}"))
        click.echo()


def _by_hand(story: Story, answer: Consent, *, agrees: bool) -> Message:
    """What to write where a file cannot be changed safely."""
    field, others = ("consent", story.consent) if agrees else ("declined", story.declined)
    opposite, theirs = ("declined", story.declined) if agrees else ("consent", story.consent)
    before = (each for each in others if each.person != answer.person)
    line = ", ".join(map(yaml_of, [*before, answer]))
    return sentences(
        _(
            "Please add this line to %(path)s: %(line)s",
            path=story.origin.path,
            line=f"{field}: [{line}]",
        ),
        _("Then remove %(id)s from %(field)s.", id=answer.person, field=opposite)
        if any(each.person == answer.person for each in theirs)
        else "",
    )


def _consent(person: str, on: dt.date | None, how: str | None) -> Consent:
    """A yes with what is known about it; ends the command if `how` is no single line."""
    try:
        return Consent(person=person, on=on, how=how)
    except ValidationError:
        raise UsageError(_("--how must be one short line.")) from None


@command(short_help="Remove a person from all stories and texts.")
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@today_option
@click.pass_obj
def forget(root: Root, person: str, yes: bool, today: Today) -> None:
    """Remove PERSON (an id) from all stories and texts, and list what this cannot reach."""
    library, _problems = load_library(root, today)
    person = person_of(library, person)
    files = {
        path: read_bytes(root / path)
        for folder in ("stories", "site_config")
        for path, entry in entries_below(root, folder)
        if entry.is_file(follow_symlinks=False)
    }
    plan = plan_erasure(person, library, files)
    for file in plan.files:
        click.echo(f"{file.path}: {', '.join(map(said, file.changes))}")
    click.echo()
    say(_("What this cannot reach:"))
    for place, remedy in plan.unreached:
        click.echo(f"  {report.safe(said(place))}: {report.safe(said(remedy))}")
    question = ngettext("Rewrite %(num)s file?", "Rewrite %(num)s files?", len(plan.files))
    if plan.files and (yes or click.confirm(f"\n{said(question)}")):
        for file in plan.files:
            overwrite(root / file.path, file.content)
        if (root / SCHEMA).is_file() and (settings := read_settings(root)[0]):
            write_schema(root, settings)
        say(
            ngettext(
                "Rewrote %(num)s file. Review it with git diff, then commit.",
                "Rewrote %(num)s files. Review them with git diff, then commit.",
                len(plan.files),
            )
        )
    else:
        say(_("Nothing was changed."))
