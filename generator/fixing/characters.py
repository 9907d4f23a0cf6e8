"""Characters that nobody sees, where they do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.fixing.case import Case
from generator.model import CONTROL, Story, fields_of
from generator.reading.edit import Change
from generator.reading.source import yaml_span

_MANY = 20
"""A file with more control characters than this is no text that slipped."""
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = "\u200b-\u200d\u2060\ufeff\u00ad"
_UNSEEN = re.compile(f"[{_SPACES}{_NOTHING}]")
_KEY = re.compile(
    rf"(?P<indent>[ \t{_SPACES}{_NOTHING}]*)(?P<dash>-[ {_SPACES}{_NOTHING}]+)?"
    rf"(?P<key>[\w{_NOTHING}]+)(?P<gap>[ {_SPACES}{_NOTHING}]*)[:：]"
    rf"(?P<space>[ \t{_SPACES}{_NOTHING}]*)(?P<value>.*)"
)
_ITEM = re.compile(
    rf"(?P<indent>[ {_SPACES}{_NOTHING}]*)-(?P<space>[ {_SPACES}{_NOTHING}]+)(?P<value>.*)"
)
_WORDS = {*fields_of(Story), "text", "by", "file", "alt"}
_PROSE = {"title", "summary", "ask", "outcome", "text", "alt", "not_names", "body"}


def control(case: Case) -> Iterator[Change]:
    """P110: a line separator becomes a space, anything else goes."""
    found = list(CONTROL.finditer(case.text))
    if sum(len(match[0]) for match in found) > _MANY:
        return
    for match in found:
        space = any(char in "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" for char in match[0])
        yield Change(*match.span(), " " if space else "", "P110")


def spaces(case: Case) -> Iterator[Change]:
    """P103, S101 and S103: spaces that do not break, and characters without width, around names
    of fields, in indentation and in ids.
    """
    span = yaml_span(case.path, case.text)
    if span is None or not case.problems:
        return
    at = span[0]
    for line in case.text[slice(*span)].split("\n"):
        mended = _line(line) if _UNSEEN.search(line) or "：" in line else line
        if mended != line:
            yield Change(at, at + len(line), mended, "P103")
        at += len(line) + 1


def _line(line: str) -> str:
    if field := _KEY.fullmatch(line):
        key = _plain(field["key"])
        if key not in _WORDS:
            return line
        value = field["value"] if key in _PROSE else _plain(field["value"]).rstrip()
        dash = "- " if field["dash"] else ""
        return f"{_plain(field['indent'])}{dash}{key}:{' ' if value else ''}{value}"
    if item := _ITEM.fullmatch(line):
        return f"{_plain(item['indent'])}- {item['value']}"
    return line


def _plain(text: str) -> str:
    return re.sub(f"[{_SPACES}]", " ", re.sub(f"[{_NOTHING}]", "", text))
