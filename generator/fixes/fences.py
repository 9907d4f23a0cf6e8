"""Fix the `---` lines around the front matter of a Markdown story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.fixes.candidate import FixCandidate
from generator.model import Story, fields_of
from generator.source.editor import Change

_INVISIBLE = "\u00a0\u200b-\u200d\u2060\ufeff"
_HYPHENS = re.compile(
    rf"[\s{_INVISIBLE}]*\\?(?:[-‐‑‒–—−_=*~]{{1,8}}|(?:[-_*][ \t]){{2,8}}[-_*]?|\+\+\+|---[ \t]*ya?ml)[\s{_INVISIBLE}]*"
)
_FIELD = re.compile(r"[A-Za-z_]+[ \t]*:")
_NAMES = {*fields_of(Story)} - {"body"}


def fix(candidate: FixCandidate) -> Iterator[Change]:
    """P104 and P105: blank lines before the front matter, spaces before the hyphens, a dash
    instead of hyphens, and a missing closing line.
    """
    if not candidate.is_markdown:
        return
    if any(d.code == "P104" for d in candidate.problems):
        yield from _opening(candidate.text)
    for problem in candidate.problems:
        if problem.code == "P105":
            yield from _closing(candidate.text, problem.location.line)


def _opening(text: str) -> Iterator[Change]:
    lines = text.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return
    start = sum(len(line) + 1 for line in lines[:first])
    after = next((w for w in lines[first + 1 :] if w.strip() and w.lstrip()[0] != "#"), "")
    if _HYPHENS.fullmatch(lines[first]) and _FIELD.match(after):
        yield Change(0, start + len(lines[first]), "---", "P104")
    elif lines[first].partition(":")[0] in _NAMES and after.partition(":")[0] in _NAMES:
        yield Change(0, start, "---\n", "P104")


def _closing(text: str, number: int) -> Iterator[Change]:
    lines = text.split("\n")
    start = sum(len(line) + 1 for line in lines[: number - 1])
    line = lines[number - 1]
    if line.endswith(" ---"):
        yield Change(start + len(line[:-3].rstrip()), start + len(line), "\n---", "P105")
    elif (
        _HYPHENS.fullmatch(line)
        or line.strip() == "..."
        or (not line.strip() and any(words.strip() for words in lines[number:]))
    ):
        yield Change(start, start + len(line), "---", "P105")
    elif line.strip() and not line[0].isspace():
        yield Change(start, start, "---\n", "P105")
