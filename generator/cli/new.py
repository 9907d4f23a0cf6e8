"""The command `new`: a story from answers, or from flags."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from generator.cli import prompts
from generator.cli.options import Root, clock_of, on_day, show_problems
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
from generator.system.atomic import create

INTERVIEW = ("date", "givers", "receivers", "body", "ask", "outcome", "themes", "title")
"""What `new` asks about. The rest are flags, or are written into the file later."""
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
    """A flag for each field, from its declaration."""
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
@click.option("--starters", "list_them", is_flag=True, help="Say which starters there are.")
@click.option("--blank", is_flag=True, help="Print the starter, to be filled in by hand.")
@_options
@click.option("--format", "form", type=click.Choice(["md", "yml"]), default="md", show_default=True)
@click.option("--stdout", is_flag=True, help="Print the story instead of writing a file.")
@click.option("--no-input", is_flag=True, help="Ask nothing: what is missing is an error.")
@on_day
@click.pass_obj
def new(
    root: Root,
    /,
    starter: str | None,
    list_them: bool,
    blank: bool,
    form: Format,
    stdout: bool,
    no_input: bool,
    day: str | None,
    **typed: Any,
) -> None:
    """Write a new story: answer a few questions, or give everything as flags.

    Parts of names are enough for people and themes. Each answer is checked at once, and nothing
    that is there is written over.
    """
    known = starters(root)
    if list_them:
        for name, one in known.items():
            click.echo(f"{name:20} {one.purpose}")
        return
    chosen = _chosen(known, starter or ("three-lines" if blank else None))
    if blank and chosen:
        click.echo(chosen.blank(form), nl=False)
        return
    drafts = drafts_of(root, day)
    values = _from_flags(typed, drafts.settings)
    if chosen:
        values = {**chosen.values, **values}
    _complete(drafts, values, chosen, no_input=no_input)
    path, text = drafts.path(values, form), story_text(values, form)
    problems = [d for d in drafts.problems(path, text) if d.severity != "advice"]
    prompts.tell(problems)
    if any(d.is_error for d in problems):
        if not no_input:  # what was typed is not lost
            click.echo(f"\n{text}")
        click.echo("Nothing was written.", err=True)
        sys.exit(1)
    if stdout:
        click.echo(text, nl=False)
        return
    written(root, path, text)
    judged = (
        "; look at what stands above" if problems else ", and the checker has nothing against it"
    )
    click.echo(f"{path} is written{judged}.\n")
    _next_steps(root, drafts.settings, path)


def drafts_of(root: Path, day: str | None) -> Drafts:
    """What a story is checked against; ends the command when the configuration cannot be used."""
    settings, problems = read_settings(root)
    errors = [p for p in problems if p.is_error]
    if settings is None or errors:
        show_problems(root, errors)
        sys.exit(1)
    return Drafts(root, settings, clock_of(day)(settings))


def written(root: Path, path: str, text: str) -> None:
    try:
        if create(root, path, text):
            return
        click.echo(f"{path} is there already. Nothing was written.", err=True)
    except OSError as error:
        click.echo(f"{path} cannot be written: {error.strerror}.", err=True)
    sys.exit(1)


def _chosen(known: dict[str, Starter], name: str | None) -> Starter | None:
    if name is None:
        return None
    if name not in known:
        raise click.BadParameter(
            f"there is no starter {name!r}; there are {', '.join(known)}", param_hint="--starter"
        )
    return known[name]


def _from_flags(typed: dict[str, Any], settings: Settings) -> dict[str, Value]:
    """What was given as flags, with names as ids where it is clear who is meant."""
    values: dict[str, Value] = {}
    for _, path, field in flags():
        given = typed[path.replace(".", "__")]
        if not given:
            continue
        if field.holds_people:
            some = [resolve.person_id(one, settings) for one in (given if field.many else [given])]
            given = some if field.many else some[0]
        set_value(values, path, list(given) if field.many else given)
    return values


def _complete(
    drafts: Drafts, values: dict[str, Value], starter: Starter | None, *, no_input: bool
) -> None:
    """Ask for what is missing; without asking, say what is."""
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
