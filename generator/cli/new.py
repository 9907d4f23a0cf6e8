"""The command `new`, which writes a story from answers or from flags."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from generator.cli import prompts
from generator.cli.options import (
    CommandError,
    Root,
    Today,
    format_option,
    show_problems,
    today_option,
)
from generator.cli.small import write_small_acts
from generator.cli.speech import UsageError, command, say, words
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake import resolve
from generator.intake.drafts import Drafts
from generator.intake.fields import Field, fields, form_fields
from generator.intake.starters import Starter, starters
from generator.intake.values import set_value, without_names
from generator.intake.writing import Format, Value, story_text
from generator.languages.message import all_of, sentences
from generator.languages.message import gettext as _
from generator.model import Settings, Story
from generator.model.roles import NotAsked, notes_of
from generator.rules.editors_note import NOTE_FOR_EDITORS
from generator.source.files import reason_of
from generator.source.settings import read_settings
from generator.system import clock
from generator.system.atomic import create

INTERVIEW = ("date", "givers", "receivers", "body", "ask", "outcome", "changed", "themes", "title")
"""The fields that `new` asks about. The others are flags, or are added to the file later."""
_FLAGS = {"body": "text", "not_names": "not-name", "quote.text": "quote", "image.file": "image"}


def flags() -> Iterator[tuple[str, str, Field]]:
    """Each flag with the path of its field: `--giver` for `givers`, `--quote-by` for `quote.by`."""
    paths = [path for path, _ in form_fields()]
    paths += [name for name, note in notes_of(Story, NotAsked).items() if note.has_flag]
    for path in paths:
        name, _, part = path.partition(".")
        field = fields()[name]
        for inner in () if field.alone else field.parts:
            if part in ("", inner.name):
                yield _flag(f"{name}.{inner.name}"), f"{name}.{inner.name}", inner
        if field.alone or not field.parts:
            yield _flag(path), path, field


def _flag(path: str) -> str:
    plain = path.replace(".", "-").replace("_", "-")
    field = fields().get(path)
    return f"--{_FLAGS.get(path) or (plain.removesuffix('s') if field and field.many else plain)}"


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add a flag for each field."""
    for flag, path, field in reversed(list(flags())):
        command = click.option(
            flag,
            path.replace(".", "__"),
            multiple=field.many,
            type=click.Choice(field.choices) if field.choices else str,
            help=f"{field.description}{' Can be repeated.' if field.many else ''}",
        )(command)
    return command


@command(short_help="Write a new story by answering a few questions.")
@click.option(
    "--starter", metavar="NAME", help="Use the questions of this starter; see --starters."
)
@click.option("--starters", "list_starters", is_flag=True, help="List the starters.")
@click.option("--small", is_flag=True, help="Write several small acts, one per line.")
@click.option("--blank", is_flag=True, help="Print the starter to fill in by hand.")
@_options
@format_option
@click.option("--stdout", is_flag=True, help="Print the story instead of writing a file.")
@click.option("--no-input", is_flag=True, help="Ask no questions; missing answers are errors.")
@today_option
@click.pass_obj
def new(
    root: Root,
    /,
    starter: str | None,
    list_starters: bool,
    small: bool,
    blank: bool,
    file_format: Format,
    stdout: bool,
    no_input: bool,
    today: Today,
    **flag_values: Any,
) -> None:
    """Write a new story by answering a few questions, or with options only.

    For people and themes, part of the name is enough. Each answer is checked at once, and no
    existing file is overwritten. With --small, each line that
    you type or pipe in is a story: maria > sam: read my draft before noon
    """
    unread: list[Diagnostic] = []
    known = starters(root, unread, words().lang)
    show_problems(root, unread)
    if list_starters:
        for name, known_starter in known.items():
            click.echo(f"{report.safe(name):20} {report.safe(known_starter.purpose)}")
        return
    chosen = _choose(known, starter or ("three-lines" if blank else None))
    if blank and chosen:
        click.echo(chosen.blank(file_format), nl=False)
        return
    drafts = load_drafts(root, today)
    values = _from_flags(flag_values, drafts.settings)
    if chosen:
        values = {**chosen.values, **values}
    if small:
        if stdout or values.keys() & {"givers", "receivers", "body"}:
            raise UsageError(
                _(
                    "--small takes who helped, who was helped and what happened from its lines, and writes files"
                )
            )
        write_small_acts(root, drafts, values, file_format)
        return
    kept: set[str] = set()
    _complete(drafts, values, chosen, kept, no_input=no_input)
    path, text = drafts.path(values, file_format), story_text(drafts.dated(values), file_format)
    found = drafts.problems(
        path, story_text(drafts.dated(without_names(values, kept)), file_format)
    )
    problems = [d for d in found if d.severity != "advice" and d.code != NOTE_FOR_EDITORS.name]
    prompts.show_problems(problems)
    if any(d.is_error for d in problems):
        if not no_input:  # the answers must not be lost
            click.echo(f"\n{text}")
        raise CommandError(_("Nothing was written."))
    if stdout:
        click.echo(text, nl=False)
        prompts.show_thought(found, err=True)
        return
    create_story(root, path, text)
    if problems:
        say(_("Wrote %(path)s. Please look at the warnings above.", path=path))
    elif kept:
        say(_("Wrote %(path)s.", path=path))
    else:
        say(_("Wrote %(path)s. The checker found no problems.", path=path))
    if kept:
        say(
            _(
                "The editors will look up who this is: %(names)s. Until then the site leaves the story out.",
                names=all_of(sorted(kept)),
            )
        )
    prompts.show_thought(found)
    click.echo()
    _next_steps(root, drafts.settings, path, can_ask=not kept)


def load_drafts(root: Root, today: Today = clock.today) -> Drafts:
    """The settings and stories to check drafts against; ends the command if they cannot be used."""
    settings, problems = read_settings(root)
    errors = [p for p in problems if p.is_error]
    if settings is None or errors:
        show_problems(root, errors)
        sys.exit(1)
    return Drafts(root, settings, today(settings))


def create_story(root: Root, path: str, text: str, *, lasting: bool = True) -> None:
    """Write a new file; end the command if the path exists or cannot be written."""
    try:
        if create(root, path, text, lasting=lasting):
            return
    except OSError as error:
        raise CommandError(
            _("%(path)s cannot be written: %(reason)s", path=path, reason=reason_of(error))
        ) from None
    raise CommandError(_("%(path)s already exists. Nothing was written.", path=path))


def _choose(known: dict[str, Starter], name: str | None) -> Starter | None:
    if name is None:
        return None
    if name not in known:
        raise UsageError(
            sentences(
                _('There is no starter "%(name)s".', name=name),
                _("The starters are %(names)s.", names=all_of(known)),
            )
        )
    return known[name]


def _from_flags(flag_values: dict[str, Any], settings: Settings) -> dict[str, Value]:
    """The values of the flags, with ids in place of names where it is clear who is meant."""
    values: dict[str, Value] = {}
    for _flag_name, path, field in flags():
        given = flag_values[path.replace(".", "__")]
        if not given:
            continue
        if field.holds_people:
            ids = [resolve.person_id(name, settings) for name in (given if field.many else [given])]
            given = ids if field.many else ids[0]
        set_value(values, path, list(given) if field.many else given)
    return values


def _complete(
    drafts: Drafts,
    values: dict[str, Value],
    starter: Starter | None,
    kept: set[str],
    *,
    no_input: bool,
) -> None:
    """Ask for missing values; with `no_input`, end the command if a required one is missing.

    Names that are left to the editors go into `kept`.
    """
    known = fields()
    needed = [name for name, field in known.items() if field.required and not values.get(name)]
    if not values.get("body") and not values.get("summary"):
        needed.append("body")
    if no_input:
        if needed:
            missing = all_of(_flag(name) for name in needed)
            raise UsageError(_("With --no-input, please also give %(options)s.", options=missing))
        return
    if not needed:
        return
    if starter:
        click.echo(f"{starter.purpose}\n")
    say(_("Leave an answer empty to skip it. Part of a name is enough."))
    click.echo()
    for name in INTERVIEW:
        if values.get(name) or (name == "changed" and not values.get("outcome")):
            continue
        field = known[name]
        if name == "body":
            if name in needed:
                values[name] = prompts.paragraphs(
                    drafts, field, starter.questions if starter else ()
                )
        else:
            hint = starter.hints.get(name, "") if starter else ""
            values[name] = prompts.ask(drafts, field, hint=hint, required=name in needed, kept=kept)
    if kept and not values.get("for_editors"):
        values["for_editors"] = prompts.ask(drafts, known["for_editors"])
    click.echo("")


def _next_steps(root: Path, settings: Settings, path: str, *, can_ask: bool) -> None:
    id_ = Path(path).stem
    if can_ask:
        say(_("Next, show it to the people in it. To write the messages that ask them:"))
        click.echo(f"  reciprocity consent {id_}\n")
    if (root / ".git").exists():
        say(_("Then send it in:"))
        click.echo(f"  git switch -c story-{id_}")
        click.echo(f"  git add {path} && git commit -m '{id_}'")
        click.echo("  git push -u origin HEAD\n")
    contact = settings.site.contact
    if contact:
        contact = report.safe(contact)
        say(_("You can also send the file to %(contact)s, who will do the rest.", contact=contact))
    else:
        say(_("You can also send the file to the editors, who will do the rest."))
