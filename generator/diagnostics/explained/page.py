"""Explanations → text for a terminal, and pages in Markdown."""

from __future__ import annotations

import re
import textwrap

from generator.diagnostics.codes import CODES
from generator.diagnostics.explained import EXPLAINED
from generator.diagnostics.explained.explanation import Files, Link
from generator.text.terminal import safe_text

_FAMILIES = {
    "P": "The file as text",
    "S": "Stories",
    "C": "Configuration",
    "G": "Guides",
    "L": "The library as a whole",
    "N": "Newsletter",
    "T": "Templates and the engine",
}
_LONGEST = 700
_WIDTH = 80


def words(name: str, *, colour: bool = False) -> str:
    """What there is to say of a code, as plain text."""
    code, explained = CODES[name], EXPLAINED[name]

    def strong(text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if colour else text

    parts = [strong(f"{code.severity} {name}: {code.title}"), _filled(explained.what)]
    parts += [f"{strong('Why it matters')}\n{_filled(explained.why)}"]
    parts += [f"{strong('How to mend it')}\n{_filled(explained.mend)}"]
    for title, files in (("Reported", explained.bad), ("Not reported", explained.good)):
        parts += [strong(title)] if files else []
        for path, text in _shown(files):
            parts.append(f"  {path}\n{textwrap.indent(text, '    ', lambda _: True)}".rstrip())
    return "\n\n".join(parts)


def markdown(name: str) -> str:
    """The same as a page."""
    code, explained = CODES[name], EXPLAINED[name]
    parts = [f"# {name}: {code.title}", f"*Severity: {code.severity}.* {explained.what}"]
    parts += [f"## Why it matters\n\n{explained.why}", f"## How to mend it\n\n{explained.mend}"]
    for title, files in (("Reported", explained.bad), ("Not reported", explained.good)):
        parts += [f"## {title}"] if files else []
        for path, text in _shown(files):
            kind = "yaml" if path.endswith(".yml") else "text"
            parts.append(f"`{path}`\n\n````{kind}\n{text}\n````")
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """A page for each code and one that lists them, by file name."""
    rows = []
    for family, title in _FAMILIES.items():
        rows.append(f"\n## {title}\n\n| code | | what it says |\n|---|---|---|\n")
        rows += [
            f"| [{name}]({name}.md) | {code.severity} | {code.title} |\n"
            for name, code in CODES.items()
            if name[0] == family
        ]
    index = (
        "# What the checker says\n\nEach code is permanent. `reciprocity explain S104` says the same "
        "on the terminal. These pages are written by `make reference`; their words are in "
        f"`generator/explained/`.\n{''.join(rows)}"
    )
    return {"README.md": index} | {f"{name}.md": markdown(name) for name in CODES}


def overview() -> str:
    """All codes, a line each."""
    blocks = []
    for family, title in _FAMILIES.items():
        lines = [f"  {n}  {c.severity:7}  {c.title}" for n, c in CODES.items() if n[0] == family]
        blocks.append("\n".join([title, *lines]))
    blocks.append("reciprocity explain S104 says more.")
    return "\n\n".join(blocks)


def _filled(text: str) -> str:
    return textwrap.fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _shown(files: Files) -> list[tuple[str, str]]:
    """The files of an example with their texts, or what stands for them."""
    shown = []
    for path, given in files.items():
        if given is None:
            text = "(there is no such file)"
        elif isinstance(given, Link):
            text = f"(a link to {given.target})"
        elif isinstance(given, bytes):
            text = re.sub(r"[\x80-\xff]", "\ufffd", given.decode("latin-1"))
        else:
            text = given
        if len(text) > _LONGEST:
            text = f"{text[:200]}… ({len(text):,} characters)"
        shown.append((path, safe_text(text.rstrip("\n"))))
    return shown
