"""Manuals → text for a terminal, and pages in Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection

from generator.diagnostics.manual import Files, Link, Manual
from generator.text.terminal import safe_text

FAMILIES = {
    "P": "The file as text",
    "S": "Stories",
    "C": "Configuration",
    "G": "Guides",
    "L": "The library as a whole",
    "N": "Newsletter",
    "T": "Templates and the engine",
}
"""The meaning of a code's first letter."""
_MOST_CHARACTERS = 700
_WIDTH = 80


def as_text(manual: Manual, *, colour: bool = False) -> str:
    """A manual as text for a terminal."""
    code = manual.code

    def strong(text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if colour else text

    parts = [strong(f"{code.severity} {code.name}: {code.title}"), _filled(manual.what)]
    parts += [f"{strong('Why it matters')}\n{_filled(manual.why)}"]
    parts += [f"{strong('How to mend it')}\n{_filled(manual.remedy)}"]
    for title, files in (("Reported", manual.bad), ("Not reported", manual.good)):
        parts += [strong(title)] if files else []
        for path, text in example_files(files):
            parts.append(f"  {path}\n{textwrap.indent(text, '    ', lambda _: True)}".rstrip())
    return "\n\n".join(parts)


def as_markdown(manual: Manual) -> str:
    """A manual as a page in Markdown."""
    code = manual.code
    parts = [f"# {code.name}: {code.title}", f"*Severity: {code.severity}.* {manual.what}"]
    parts += [f"## Why it matters\n\n{manual.why}", f"## How to mend it\n\n{manual.remedy}"]
    for title, files in (("Reported", manual.bad), ("Not reported", manual.good)):
        parts += [f"## {title}"] if files else []
        for path, text in example_files(files):
            kind = "yaml" if path.endswith(".yml") else "text"
            parts.append(f"`{path}`\n\n````{kind}\n{text}\n````")
    return "\n\n".join(parts) + "\n"


def pages(manuals: Collection[Manual]) -> dict[str, str]:
    """A page for each code, and README.md, which lists them, by file name."""
    code_pages = {f"{manual.code.name}.md": as_markdown(manual) for manual in manuals}
    rows = []
    for family, title in FAMILIES.items():
        rows.append(f"\n## {title}\n\n| code | | what it says |\n|---|---|---|\n")
        rows += [
            f"| [{code.name}]({code.name}.md) | {code.severity} | {code.title} |\n"
            for code, *_ in manuals
            if code.name[0] == family
        ]
    index = (
        "# What the checker says\n\nEach code is permanent. `reciprocity explain S104` says the same "
        "on the terminal. These pages are written by `make reference`; their words are in the "
        f"docstring of the module that reports the code.\n{''.join(rows)}"
    )
    return {"README.md": index} | code_pages


def overview(manuals: Collection[Manual]) -> str:
    """All codes, one line each."""
    blocks = []
    for family, title in FAMILIES.items():
        codes = [code for code, *_ in manuals if code.name[0] == family]
        lines = [f"  {code.name}  {code.severity:7}  {code.title}" for code in codes]
        blocks.append("\n".join([title, *lines]))
    blocks.append("reciprocity explain S104 says more.")
    return "\n\n".join(blocks)


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def example_files(files: Files) -> list[tuple[str, str]]:
    """The files of an example with their contents, or with a note that describes them."""
    shown = []
    for path, content in files.items():
        if content is None:
            text = "(there is no such file)"
        elif isinstance(content, Link):
            text = f"(a link to {content.target})"
        elif isinstance(content, bytes):
            text = re.sub(r"[\x80-\xff]", "\ufffd", content.decode("latin-1"))
        else:
            text = content
        if len(text) > _MOST_CHARACTERS:
            text = f"{text[:200]}… ({len(text):,} characters)"
        shown.append((path, safe_text(text.rstrip("\n"))))
    return shown
