"""Show what a fix changes, as a unified diff that is safe to print on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from generator.diagnostics.report import safe
from generator.fixes.result import FixResult
from generator.languages.messages import ENGLISH, Messages
from generator.text.clean import unix_lines

_COLOURS = {"+": "32", "-": "31", "@": "36"}
_UNSEEN = {0xA0, 0xAD, 0xFEFF, 0x202F, 0x2060, 0x3000, *range(0x2000, 0x2010)}


def diff(fixed: FixResult, words: Messages = ENGLISH, *, colour: bool = False) -> str:
    """The changed lines in their context. Changed line ends and a byte order mark get a sentence."""
    return "\n".join(_lines(fixed, words, colour))


def _lines(fixed: FixResult, words: Messages, colour: bool) -> Iterator[str]:
    before, after = fixed.before.decode(), fixed.after.decode()
    path = safe(fixed.path)
    if before.startswith("\ufeff"):
        yield words.gettext("%(path)s: the byte order mark at the beginning is removed", path=path)
        before = before[1:]
    if "\r" in before:
        yield words.gettext("%(path)s: line endings become those of Unix", path=path)
        before = unix_lines(before)
    lines = unified_diff(
        before.split("\n"), after.split("\n"), f"a/{path}", f"b/{path}", n=1, lineterm=""
    )
    for number, line in enumerate(lines):
        shown = safe(_visible(line) if line[0] in "+-" and number > 1 else line)
        style = "1" if number < 2 else _COLOURS.get(line[0], "")
        yield f"\x1b[{style}m{shown}\x1b[0m" if colour and style else shown


def _visible(line: str) -> str:
    """A line with its unusual spaces, leading tabs and zero-width characters made visible."""
    body = line[1:]
    indent = body[: len(body) - len(body.lstrip("\t "))]
    body = indent.replace("\t", "→   ") + body[len(indent) :]
    return line[0] + "".join(
        f"\\u{ord(char):04x}" if ord(char) in _UNSEEN else char for char in body
    )
