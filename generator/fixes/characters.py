"""Remove invisible characters where they do harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from generator.fixes.candidate import FixCandidate
from generator.model import CONTROL, Story, fields_of
from generator.model.roles import Holds, groups_of, paths_of
from generator.source.editor import Change

_MANY = 20
"""A file with more control characters is not a text with a slip."""
_SPACES = "\u00a0\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = "\u200b-\u200d\u2060\ufeff\u00ad"
_LEADING = " \t\u00a0\u202f\u205f\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_UNSEEN = re.compile(f"[{_SPACES}{_NOTHING}]")
_KEY = re.compile(r"(?P<indent>[ \t]*)(?P<dash>- +)?(?P<key>\w+) *")
_WORDS = {*fields_of(Story), *chain(*map(fields_of, groups_of(Story).values()))}
_PROSE = {path[-1] for path in paths_of(Story, Holds.PROSE)} | {"not_names"}


def control(candidate: FixCandidate) -> Iterator[Change]:
    """P110: a line separator becomes a space, anything else goes."""
    found = list(CONTROL.finditer(candidate.text))
    if sum(len(match[0]) for match in found) > _MANY:
        return
    for match in found:
        space = any(char in "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" for char in match[0])
        yield Change(*match.span(), " " if space else "", "P110")


def spaces(candidate: FixCandidate) -> Iterator[Change]:
    """P103, S101 and S103: no-break spaces and zero-width characters around field names, in
    indentation and in ids.
    """
    for at, line in candidate.yaml_lines() if candidate.problems else ():
        if (_UNSEEN.search(line) or "：" in line) and (mended := _line(line)) != line:
            yield Change(at, at + len(line), mended, "P103")


def _line(line: str) -> str:
    """A line of YAML without them; prose keeps its own."""
    head, colon, value = line.partition(next((c for c in line if c in ":："), ":"))
    field = _KEY.fullmatch(_plain(head)) if colon else None
    if field and field["key"] in _WORDS:
        key = field["key"]
        value = value.lstrip(_LEADING) if key in _PROSE else _plain(value).strip()
        dash = "- " if field["dash"] else ""
        return f"{field['indent']}{dash}{key}:{' ' if value else ''}{value}"
    item = line.lstrip(_LEADING)
    if item[:1] == "-" and item[1:2] and item[1] in _LEADING:
        indent = _plain(line[: len(line) - len(item)])
        return f"{indent}- {item[1:].lstrip(_LEADING)}"
    return line


def _plain(text: str) -> str:
    return re.sub(f"[{_SPACES}]", " ", re.sub(f"[{_NOTHING}]", "", text))
