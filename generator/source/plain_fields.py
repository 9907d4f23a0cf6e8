"""Reads the fields of a story that are written in the plainest way, in a fifth of a parser's time.

Nearly all are: each field on a line of its own, with a word, words in quotes, or a short list. What is
read here is what `parser.py` would read. Of everything else this module only says that it cannot tell.
"""

from __future__ import annotations

import re
from typing import Any

from generator.diagnostics.diagnostic import Location
from generator.model import Story, fields_of

_UNPRINTABLE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
"""What YAML does not call printable, and all that ends a line."""


def _all_but(signs: str) -> str:
    """The class of all printable characters but some, as an expression."""
    return f"[^{_UNPRINTABLE}{re.escape(signs)}]"


_FIELDS = "|".join(name for name in fields_of(Story) if name != "body")
_ITEM = r"[A-Za-z0-9](?:[\w.-]|:(?=\w))*+"
_IN_QUOTES = _all_but('"\\')
_LINE = re.compile(
    rf"({_FIELDS}): (?:"
    rf"(?P<plain>(?=[^\W_])(?:{_all_but(':#')}++|:(?=\S)|(?<=\S)#)++(?<! ))"
    rf'|"(?P<double>{_IN_QUOTES}*+)"'
    rf"|'(?P<single>{_all_but(chr(39))}*+)'"
    rf"|\[(?P<list>{_ITEM}(?:, {_ITEM})*+)\]"
    rf'|\{{text: (?:"(?P<said>{_IN_QUOTES}*+)"'
    rf"|(?P<words>(?=[^\W_]){_all_but(':#,?[]{}')}++(?<! ))), by: (?P<by>{_ITEM})\}}"
    r")\n"
)
_BLOCK = re.compile(rf"(?=  [^ \n])(?:  (?= *+[^ \n]){_all_but('')}++\n++)++(?<!\n\n)")
"""Lines that are indented by two spaces, or empty; neither the first nor the last is empty."""
_FENCE = "---\n"
_BODY = "body: |\n"
_MOST_ITEMS = 50


def plain_fields(path: str, text: str) -> dict[str, Any] | None:
    """The fields of a story and its body, as text, lists and dicts; None if they are not all plain."""
    return (_of_markdown if path.casefold().endswith(".md") else _of_yaml)(text)


def plain_place(path: str, text: str, field: str) -> Location:
    """The place of a field of a file whose fields are all plain; the file, if it has no such field."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(f"{field}: "):
            return Location(path, number, len(field) + 3, number, len(line) + 1)
    return Location(path)


def _of_markdown(text: str) -> dict[str, Any] | None:
    """The fields between two fences, and everything below as the body."""
    end = text.find(f"\n{_FENCE}") + 1
    if not end or not text.startswith(_FENCE) or "\n---" in text[end + 1 :]:
        return None  # with more fences, the fields may be closed too early, or another story follow
    values = _fields(text, len(_FENCE), end)
    return None if values is None else {**values, "body": text[end + len(_FENCE) :]}


def _of_yaml(text: str) -> dict[str, Any] | None:
    """The fields, and the body as the last of them in a block of indented lines."""
    end = text.find(f"\n{_BODY}") + 1
    if not end:
        return _fields(text, 0, len(text))
    block = text[end + len(_BODY) :]
    if not _BLOCK.fullmatch(block):
        return None
    values = _fields(text, 0, end)
    return None if values is None else {**values, "body": block[2:].replace("\n  ", "\n")}


def _fields(text: str, start: int, end: int) -> dict[str, Any] | None:
    """The fields on the lines from `start` to `end`."""
    values: dict[str, Any] = {}
    while start < end:
        line = _LINE.match(text, start, end)
        if line is None or line[1] in values:
            return None
        kind = str(line.lastgroup)
        value: Any = line[kind]
        if kind == "list":
            value = value.split(", ")
            if len(value) > _MOST_ITEMS or "null" in value:
                return None
        elif kind == "by":
            said, words = line["said"], line["words"]
            if "null" in (words, value):
                return None
            value = {"text": words if said is None else said, "by": value}
        elif kind == "plain" and value == "null":
            return None
        values[line[1]] = value
        start = line.end()
    return values
