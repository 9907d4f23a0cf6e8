"""Manuals → text for a terminal, and pages in Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection

from generator.diagnostics.manual import Files, Link, Manual
from generator.languages.message import gettext as _
from generator.languages.messages import ENGLISH, Messages
from generator.text.terminal import safe_text

FAMILIES = {
    "P": _("The file as text"),
    "S": _("Stories"),
    "C": _("Configuration"),
    "G": _("Guides"),
    "L": _("The library as a whole"),
    "N": _("Newsletter"),
    "T": _("Templates and the engine"),
    "Q": _("Coaching"),
    "O": _("For the owner, by `reciprocity doctor`"),
}
"""The meaning of a code's first letter."""
_WHY, _REMEDY = _("Why it matters"), _("How to fix it")
_BAD, _GOOD = _("Reported"), _("Not reported")
_TYPED = re.compile(r"\[[^\]]+\]\(@[^)]+\)|<!--.*?-->")
"""What authors type as it is, and what would be a link or a comment in Markdown."""
_MOST_CHARACTERS = 700
_WIDTH = 80


def as_text(manual: Manual, words: Messages = ENGLISH, *, colour: bool = False) -> str:
    """A manual as text for a terminal."""
    code = manual.code
    what, why, remedy = (words.text("", text) for text in (manual.what, manual.why, manual.remedy))

    def strong(text: str) -> str:
        return f"\x1b[1m{text}\x1b[0m" if colour else text

    parts = [strong(f"{words.say(code.severity.label)} {code.name}: {words.text('', code.title)}")]
    parts += [_filled(what)]
    parts += [f"{strong(words.say(_WHY))}\n{_filled(why)}"]
    parts += [f"{strong(words.say(_REMEDY))}\n{_filled(remedy)}"]
    for title, files in ((_BAD, manual.bad), (_GOOD, manual.good)):
        parts += [strong(words.say(title))] if files else []
        for path, text in example_files(files):
            parts.append(f"  {path}\n{textwrap.indent(text, '    ', lambda _: True)}".rstrip())
    return "\n\n".join(parts)


def as_markdown(manual: Manual, words: Messages = ENGLISH) -> str:
    """A manual as a page in Markdown."""
    code = manual.code
    texts = (words.text("", text) for text in (manual.what, manual.why, manual.remedy))
    what, why, remedy = (_TYPED.sub(r"`\g<0>`", text) for text in texts)
    severity = words.say(_("Severity: %(severity)s.", severity=code.severity.label))
    parts = [f"# {code.name}: {words.text('', code.title)}", f"*{severity}* {what}"]
    parts += [f"## {words.say(_WHY)}\n\n{why}", f"## {words.say(_REMEDY)}\n\n{remedy}"]
    for title, files in ((_BAD, manual.bad), (_GOOD, manual.good)):
        parts += [f"## {words.say(title)}"] if files else []
        for path, text in example_files(files):
            kind = "yaml" if path.endswith(".yml") else "text"
            parts.append(f"`{path}`\n\n````{kind}\n{text}\n````")
    return "\n\n".join(parts) + "\n"


def pages(manuals: Collection[Manual]) -> dict[str, str]:
    """A page for each code, and README.md, which lists them, by file name."""
    code_pages = {f"{manual.code.name}.md": as_markdown(manual) for manual in manuals}
    rows = []
    for family, title in FAMILIES.items():
        rows.append(f"\n## {title}\n\n| code | severity | what it says |\n|---|---|---|\n")
        rows += [
            f"| [{code.name}]({code.name}.md) | {code.severity} | {code.title} |\n"
            for code in (manual.code for manual in manuals)
            if code.name[0] == family
        ]
    index = (
        "# What the checker reports\n\nEach code is permanent. `reciprocity explain S104` prints the "
        "same page on the terminal. `make reference` writes these pages from the docstrings of the "
        f"modules that report the codes.\n{''.join(rows)}"
    )
    return {"README.md": index} | code_pages


def overview(manuals: Collection[Manual], words: Messages = ENGLISH) -> str:
    """All codes, one line each."""
    blocks = []
    for family, title in FAMILIES.items():
        codes = [manual.code for manual in manuals if manual.code.name[0] == family]
        lines = [
            f"  {code.name}  {words.say(code.severity.label):7}  {words.text('', code.title)}"
            for code in codes
        ]
        blocks.append("\n".join([words.say(title), *lines]))
    blocks.append(words.say(_("Run `reciprocity explain S104` to see what a code means.")))
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
