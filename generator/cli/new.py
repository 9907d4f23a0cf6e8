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
from generator.diagnostics import report
from generator.intake import resolve
from generator.intake.drafts import Drafts
from generator.intake.fields import Field, fields, form_fields
from generator.intake.starters import Starter, starters
from generator.intake.values import set_value
from generator.intake.writing import Format, Value, story_text
from generator.model import Settings, Story
from generator.model.roles import NotAsked, notes_of
from generator.source.settings import read_settings
from generator.system import clock
from generator.system.atomic import create

INTERVIEW = ("date", "givers", "receivers", "body", "ask", "outcome", "themes", "title")
"""The fields that `new` asks about. The others are flags, or are added to the file later."""
_FLAGS = {"body": "text", "not_names": "not-name", "quote.text": "quote", "image.file": "image"}


def flags() -> Iterator[tuple[str, str, Field]]:
    """Each flag with the path of its field: `--giver` for `givers`, `--quote-by` for `quote.by`."""
    paths = [path for path, _ in form_fields()]
    paths += [name for name, note in notes_of(Story, NotAsked).items() if note.has_flag]
    for path in paths:
        name, _, part = path.partition(".")
        field = fields()[name]
        for inner in field.parts:
            if part in ("", inner.name):
                yield _flag(f"{name}.{inner.name}"), f"{name}.{inner.name}", inner
        if not field.parts:
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
            help=f"{field.description}{' May be repeated.' if field.many else ''}",
        )(command)
    return command


@click.command(short_help="Write a new story by answering a few questions.")
@click.option("--starter", metavar="NAME", help="Ask the questions of a starter; see --starters.")
@click.option("--starters", "list_starters", is_flag=True, help="Say which starters there are.")
@click.option("--blank", is_flag=True, help="Print the starter, to be filled in by hand.")
@_options
@format_option
@click.option("--stdout", is_flag=True, help="Print the story instead of writing a file.")
@click.option("--no-input", is_flag=True, help="Ask nothing: what is missing is an error.")
@today_option
@click.pass_obj
def new(
    root: Root,
    /,
    starter: str | None,
    list_starters: bool,
    blank: bool,
    file_format: Format,
    stdout: bool,
    no_input: bool,
    today: Today,
    **flag_values: Any,
) -> None:
    """Write a new story: answer a few questions, or give everything as flags.

    Parts of names are enough for people and themes. Each answer is checked at once, and nothing
    that is there is written over.
    """
    known = starters(root)
    if list_starters:
        for name, known_starter in known.items():
            click.echo(f"{name:20} {known_starter.purpose}")
        return
    chosen = _choose(known, starter or ("three-lines" if blank else None))
    if blank and chosen:
        click.echo(chosen.blank(file_format), nl=False)
        return
    drafts = load_drafts(root, today)
    values = _from_flags(flag_values, drafts.settings)
    if chosen:
        values = {**chosen.values, **values}
    _complete(drafts, values, chosen, no_input=no_input)
    path, text = drafts.path(values, file_format), story_text(values, file_format)
    problems = [d for d in drafts.problems(path, text) if d.severity != "advice"]
    prompts.show_problems(problems)
    if any(d.is_error for d in problems):
        if not no_input:  # the answers must not be lost
            click.echo(f"\n{text}")
        raise CommandError("Nothing was written.")
    if stdout:
        click.echo(text, nl=False)
        return
    create_story(root, path, text)
    verdict = (
        "; look at what stands above" if problems else ", and the checker has nothing against it"
    )
    click.echo(f"{path} is written{verdict}.\n")
    _next_steps(root, drafts.settings, path)


def load_drafts(root: Root, today: Today = clock.today) -> Drafts:
    """The settings and stories to check drafts against; ends the command if they cannot be used."""
    settings, problems = read_settings(root)
    errors = [p for p in problems if p.is_error]
    if settings is None or errors:
        show_problems(root, errors)
        sys.exit(1)
    return Drafts(root, settings, today(settings))


def create_story(root: Root, path: str, text: str) -> None:
    """Write a new file; end the command if the path exists or cannot be written."""
    try:
        if create(root, path, text):
            return
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
    raise CommandError(f"{path} is there already. Nothing was written.")


def _choose(known: dict[str, Starter], name: str | None) -> Starter | None:
    if name is None:
        return None
    if name not in known:
        raise click.BadParameter(
            f"there is no starter {name!r}; there are {', '.join(known)}", param_hint="--starter"
        )
    return known[name]


def _from_flags(flag_values: dict[str, Any], settings: Settings) -> dict[str, Value]:
    """The values of the flags, with ids in place of names where it is clear who is meant."""
    values: dict[str, Value] = {}
    for _, path, field in flags():
        given = flag_values[path.replace(".", "__")]
        if not given:
            continue
        if field.holds_people:
            ids = [resolve.person_id(name, settings) for name in (given if field.many else [given])]
            given = ids if field.many else ids[0]
        set_value(values, path, list(given) if field.many else given)
    return values


def _complete(
    drafts: Drafts, values: dict[str, Value], starter: Starter | None, *, no_input: bool
) -> None:
    """Ask for missing values; with `no_input`, end the command if a required one is missing."""
    known = fields()
    needed = [name for name, field in known.items() if field.required and not values.get(name)]
    if not values.get("body") and not values.get("summary"):
        needed.append("body")
    if no_input:
        if needed:
            missing = ", ".join(_flag(name) for name in needed)
            raise click.UsageError(f"Without asking, these are needed too: {missing}")
        return
    if not needed:
        return
    if starter:
        click.echo(f"{starter.purpose}\n")
    click.echo("What you leave empty is left out. Parts of names are enough.\n")
    for name in INTERVIEW:
        if values.get(name):
            continue
        field = known[name]
        if name == "body":
            if name in needed:
                values[name] = prompts.paragraphs(
                    drafts, field, starter.questions if starter else ()
                )
        else:
            hint = starter.hints.get(name, "") if starter else ""
            values[name] = prompts.ask(drafts, field, hint=hint, required=name in needed)
    click.echo("")


def _next_steps(root: Path, settings: Settings, path: str) -> None:
    id_ = Path(path).stem
    click.echo("Show it to the people in it; this writes the messages that ask them:")
    click.echo(f"  reciprocity consent {id_}\n")
    if (root / ".git").exists():
        click.echo("Then hand it in:")
        click.echo(f"  git switch -c story-{id_}")
        click.echo(f"  git add {path} && git commit -m 'A story: {id_}'")
        click.echo("  git push -u origin HEAD\n")
    contact = settings.site.contact
    send = f"send the file to {report.safe(contact)}" if contact else "send the file to the editors"
    click.echo(f"Without git, {send}: they do the rest.")
