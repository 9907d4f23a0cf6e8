"""A hook of MkDocs that completes the documentation's site: `mkdocs build -f docs/mkdocs.yml`.

It adds every page and picture below `docs/`, at its own path, so that a link between two of them leads to the same
place in the repository and on the site. It adds the reference of the commands, made from their help. Fonts and
colours are those of the product.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.cli import COMMANDS, main
from generator.cli.speech import unwrapped
from generator.media.palette import Tokens
from generator.model import Palette

DOCS = Path(__file__).parents[1] / "docs"
ASSETS = DOCS.parent / "templates/theme/assets"
_FRAME = "/* --- the frame --- */"
"""Up to this line, the style sheet of the product is about fonts and colours."""
_SUFFIXES = {".md", ".png", ".svg", ".json"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages, the reference of the commands, and the product's fonts and colours."""
    for file in _files(config):
        files.append(file)
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the dialog of the search a name, which the site theme leaves out."""
    return output.replace(' role="dialog"', ' role="dialog" aria-label="Search"', 1)


def _files(config: MkDocsConfig) -> Iterator[File]:
    look = Path(config.docs_dir)
    for path in sorted(DOCS.rglob("*")):
        if path.suffix in _SUFFIXES and look not in path.parents:
            name = path.relative_to(DOCS).as_posix()
            yield File.generated(config, name, abs_src_path=str(path))
    for path in sorted((ASSETS / "fonts").iterdir()):
        yield File.generated(config, f"assets/fonts/{path.name}", abs_src_path=str(path))
    fonts, mark, _ = (ASSETS / "reciprocity.css").read_text("utf-8").partition(_FRAME)
    if not mark:
        raise RuntimeError(f"{ASSETS / 'reciprocity.css'} has no line {_FRAME!r}")
    yield File.generated(config, "assets/type.css", content=fonts)
    yield File.generated(config, "assets/identity.css", content=Tokens.of(Palette()).css())
    yield File.generated(config, "reference/commands.md", content=commands_text())


def commands_text() -> str:
    """The page of all commands with their arguments and options, in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    context = click.Context(main, info_name="reciprocity")
    yield "# Commands"
    yield ""
    yield "What `--help` says of each, in English; on the terminal it is in the language of the organisation."
    yield "`reciprocity --root FOLDER COMMAND` works in another folder than this one."
    for name in COMMANDS:
        command = main.get_command(context, name)
        if command is None:
            raise RuntimeError(f"there is no command {name}")
        yield from _described(command, click.Context(command, info_name=name, parent=context), 2)


def _described(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    yield f"\n{'#' * level} {context.command_path.removeprefix('reciprocity ')}\n"
    pieces = " ".join(command.collect_usage_pieces(context))
    yield f"```text\n{context.command_path} {pieces}\n```\n"
    yield _escaped(unwrapped(command.help or ""))
    options = [param for param in command.params if isinstance(param, click.Option)]
    if options:
        yield "\n| option | what it does |\n|---|---|"
    for option in options:
        record = option.get_help_record(context)
        if record:
            name, text = record
            yield f"| `{name}` | {_escaped(' '.join(text.split()))} |".replace("\n", " ")
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _described(inner, click.Context(inner, info_name=name, parent=context), level + 1)  # fmt: skip


def _escaped(text: str) -> str:
    """A text of the help as Markdown: nothing in it is markup but code, and no cell ends early."""
    return text.replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*").replace("[", "\\[")
