"""What a page of the documentation shows: files to write, and commands to run with what they print.

A block of code with `title="PATH"` is a file, one with `title="at the end of PATH"` is added to it. In a block of
kind `console`, a line that begins with `$ ` is a command; the other lines are in what it prints, in this order,
where `…` stands for anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests import ROOT

DOCS = ROOT / "docs"
_BLOCK = re.compile(r"^```(\w*)(?: title=\"(.+?)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CONTINUED = re.compile(r"(?<!\\)\n")
"""The end of a line that ends a command: not one after a backslash."""
_AT_THE_END = "at the end of "


class Shown(NamedTuple):
    """A file, written or added to."""

    path: str
    text: str
    is_added: bool


class Command(NamedTuple):
    """A command, and the lines that the page shows of its output."""

    words: str
    lines: tuple[str, ...]

    def is_printed_in(self, output: str) -> bool:
        """Whether the lines are in `output`, in this order."""
        pattern = r".*?\n".join(
            r".*?".join(re.escape(part.strip()) for part in line.split("…")) for line in self.lines
        )
        return re.search(pattern, output, re.DOTALL) is not None


def pages() -> list[Path]:
    """All pages but those of the codes, whose examples are tests of their own."""
    return sorted(p for p in DOCS.rglob("*.md") if p.parent.name != "codes")


def blocks(page: Path) -> Iterator[tuple[str, str, str]]:
    """The kind, title and text of each block of code."""
    yield from _BLOCK.findall(page.read_text("utf-8"))


def steps(page: Path) -> Iterator[Shown | Command]:
    """The files and commands of a page, from its top."""
    for kind, title, text in blocks(page):
        if title:
            yield Shown(title.removeprefix(_AT_THE_END), text, title.startswith(_AT_THE_END))
        elif kind == "console":
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                words, lines = _CONTINUED.split(part, maxsplit=1)
                yield Command(words, tuple(lines.splitlines()))
