r"""A module's docstring → the codes of the problems that it reports, with their manuals.

After its first lines, the docstring of such a module has a section for each code:

    S112 (error): the giver is the only receiver

        What it means, in a sentence or two.

        Why: what would go wrong.

        Remedy: what to do about it.

        Bad: stories/2026/the-belt.md

            The text of a file for which only this code is reported.

        Good: stories/2026/the-belt.md

            The text of one that is not reported.

An example may have several files, each below a line of its own. Brackets after the path say what
the text cannot: `(absent)`, `(a link to /etc/hostname)`, `(\xNN are bytes)`,
`(… is "any text" 2500 times)`, or both of the last, with a comma. A section may be about several
codes, as in `S101, C101 (error): unknown field`; then `Bad S101:` is an example of one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from inspect import cleandoc
from textwrap import dedent
from typing import NamedTuple

from generator.diagnostics.diagnostic import Code, Severity
from generator.text.clean import one_line

_CODE = "[A-Z][0-9]{3}"
_HEADING = re.compile(rf"\n({_CODE}(?:, {_CODE})*) \((error|warning|advice)\): (.+)")
_BLOCK = re.compile(r"\n\n(?=\S)")
_EXAMPLE = re.compile(rf"(Bad|Good)(?: ({_CODE}))?: (.+?)(?: \((.+)\))?")
_NOTE = re.compile(r'(?:… is "(.+)" ([0-9]+) times)?(?:(?:^|, )(\\xNN are bytes))?')
_BYTE = re.compile(r"\\x([0-9a-f]{2})")


class Link(NamedTuple):
    """A symbolic link to another path."""

    target: str


Files = dict[str, str | bytes | Link | None]
"""Paths and their content; None for a file that must not exist."""


class Manual(NamedTuple):
    """The documentation of one code.

    Tests add each example to a small organisation of two colleagues, maria and sam, and one story.
    Both examples are empty if a few files cannot show the problem.
    """

    code: Code
    what: str
    why: str
    remedy: str
    bad: Files
    good: Files


def codes(docstring: str | None) -> dict[str, Code]:
    """The codes that a module declares in its docstring, by name. Only the headings are read."""
    if docstring is None:
        raise RuntimeError("codes are declared in docstrings: run Python without -OO")
    return {
        name: Code(name, Severity(severity), title)
        for names, severity, title in _HEADING.findall(docstring)
        for name in names.split(", ")
    }


def manuals(docstring: str | None) -> Iterator[Manual]:
    """The manual of each code that a module declares.

    Raises:
        ValueError: A section lacks a part, or has one twice.
    """
    declared = codes(docstring)
    parts = _HEADING.split(cleandoc(docstring or ""))
    for names, section in zip(parts[1::4], parts[4::4], strict=True):
        for name in names.split(", "):
            yield _manual(declared[name], section)


def _manual(code: Code, section: str) -> Manual:
    texts: dict[str, str] = {}
    files: dict[str, Files] = {"Bad": {}, "Good": {}}
    for block in _BLOCK.split(dedent(section).strip("\n")):
        first, _, rest = block.partition("\n")
        if example := _EXAMPLE.fullmatch(first):
            kind, only, path, note = example.groups()
            if only in (None, code.name):
                files[kind][path] = _content(dedent(rest).strip("\n") + "\n", note)
            continue
        labelled = block.startswith(("Why: ", "Remedy: "))
        part, _, text = block.partition(": ") if labelled else ("What", "", block)
        if part in texts:
            raise ValueError(f"{code.name}: {part} is said twice: {first}")
        texts[part] = one_line(text)
    if missing := {"What", "Why", "Remedy"} - texts.keys():
        raise ValueError(f"{code.name} lacks {', '.join(sorted(missing))}")
    return Manual(code, texts["What"], texts["Why"], texts["Remedy"], files["Bad"], files["Good"])


def _content(text: str, note: str | None) -> str | bytes | Link | None:
    """The content of a file of an example, from its text and the note in brackets after its path."""
    if note is None:
        return text
    if note == "absent":
        return None
    if note.startswith("a link to "):
        return Link(note.removeprefix("a link to "))
    known = _NOTE.fullmatch(note)
    if known is None:
        raise ValueError(f"not known of a file: ({note})")
    repeated, times, are_bytes = known.groups()
    if are_bytes:
        text = _BYTE.sub(lambda byte: chr(int(byte[1], 16)), text)
    if repeated:
        text = text.replace("…", repeated * int(times))
    return text.encode("latin-1") if are_bytes else text
