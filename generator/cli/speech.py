"""What commands say, and their help: in the language of the organisation that they work for."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from copy import copy
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from generator.cli.root import find_root
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.languages.messages import ENGLISH, Messages, noted
from generator.source.words import words_of

_WORDS = "generator.words"
"""Where click's context keeps our words."""
_OF_CLICK = (noted("Show this message and exit."), noted("Show the version and exit."))
"""Help that click adds."""
T = TypeVar("T", click.Command, click.Parameter)


def words() -> Messages:
    """Our words in the language of the organisation below the root folder of the running command."""
    context = click.get_current_context(silent=True)
    if context is None:
        return ENGLISH
    root = context.find_root().obj
    if not isinstance(root, Path):  # the help of the whole program: no option was read
        return words_of(find_root(Path.cwd()))
    found: Messages | None = context.meta.get(_WORDS)
    if found is None:
        found = context.meta[_WORDS] = words_of(root)
    return found


def said(text: str) -> str:
    """A message in the organisation's language, and any other text as it is."""
    return words().say(text)


def say(text: str, *, err: bool = False) -> None:
    """Print a message."""
    click.echo(said(text), err=err)


class UsageError(click.UsageError):
    """Ends a command that was called wrongly. The exit status is 2."""

    def __init__(self, message: Message, ctx: click.Context | None = None) -> None:
        super().__init__(message, ctx)
        self._text = message
        self._words = words()  # when it is shown, click has left the command already

    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            with self.ctx.scope(cleanup=False):
                click.echo(self.ctx.get_usage(), err=True)
            hint = _("Try '%(command)s' for help.", command=f"{self.ctx.command_path} --help")
            click.echo(f"{self._words.say(hint)}\n", err=True)
        error = _("Error: %(message)s", message=self._text)
        click.echo(self._words.say(error), err=True)


class _Speaking(click.Command):
    """A command whose help is in the organisation's language."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super(_Speaking, _translated(self)).format_help(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        return super(_Speaking, _translated(self)).get_short_help_str(limit)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        usage = words().gettext("Usage:")
        formatter.write_usage(ctx.command_path, pieces, f"{usage} ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own = words()
        options = [_with_help(p, own) for p in self.get_params(ctx) if isinstance(p, click.Option)]
        records = [record for p in options if (record := p.get_help_record(ctx)) is not None]
        with formatter.section(own.gettext("Options")):
            formatter.write_dl(records)


class Command(_Speaking):
    """One command."""


class Group(_Speaking, click.Group):
    """A command that has others."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        commands = {name: self.get_command(ctx, name) for name in names}
        limit = formatter.width - 6 - max(map(len, names))
        records = [(name, c.get_short_help_str(limit)) for name, c in commands.items() if c]
        with formatter.section(words().gettext("Commands")):
            formatter.write_dl(records)


def command(name: str | None = None, **settings: Any) -> Callable[[Any], Command]:
    """A decorator that makes a command of a function, as click's."""
    return click.command(name, cls=Command, **settings)


def group(name: str | None = None, **settings: Any) -> Callable[[Any], Group]:
    """A decorator that makes a group of a function, as click's."""
    return click.group(name, cls=Group, **settings)


def help_texts(of: click.Command) -> list[str]:
    """Every text of the help of a command, as it is looked up; `make messages` collects them."""
    texts = [of.short_help, of.help, *(getattr(param, "help", None) for param in of.params)]
    return [unwrapped(text) for text in texts if text]


def unwrapped(text: str) -> str:
    """A text of the help with each paragraph on one line."""
    paragraphs = inspect.cleandoc(text).split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _translated(command: click.Command) -> Any:
    """A copy of a command with its own help in the organisation's language."""
    own = words()
    copied = _with_help(command, own)
    if copied.short_help:
        copied.short_help = own.text("", unwrapped(copied.short_help))
    return copied


def _with_help(thing: T, own: Messages) -> T:
    copied = copy(thing)
    if text := getattr(thing, "help", None):
        setattr(copied, "help", own.text("", unwrapped(text)))  # noqa: B010  # parameters without help have no such attribute
    return copied
