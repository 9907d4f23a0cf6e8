"""Mends what has one right answer, and shows what it did. Pure: a text goes in, a text comes out.

A mend is one module that finds its places, and one line below. Whatever it proposes is kept only
when the story then reads better: a problem is gone, every field that could be read says the same,
and none of these has a new error.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic
from generator.fixes import characters, dates, fences, keys, people, quotes, slugs, syntax
from generator.fixes.candidate import Fix, FixCandidate, Known, Problems
from generator.fixes.result import FixResult
from generator.model import Settings
from generator.record import Record
from generator.rules.context import RuleContext
from generator.rules.runner import check_text
from generator.source.editor import Change, plain
from generator.source.files import STORY_BYTES, decode

FIXES: tuple[Fix, ...] = (
    characters.control,
    fences.fix,
    characters.spaces,
    syntax.missing_spaces,
    quotes.curly_quotes,
    syntax.fix,
    quotes.marks,
    quotes.hashes,
    keys.fix,
    dates.fix,
    slugs.fix,
    people.fix,
)
_ROUNDS = 8
"""One mend makes way for the next. What needs more rounds than this is left to its author."""
_PIECES = 40
"""So many proposals are tried one by one when they do not hold together."""


@dataclass(frozen=True)
class Fixer:
    """Mends stories of one organisation."""

    context: RuleContext
    known: Known

    @classmethod
    def of(
        cls,
        settings: Settings,
        today: dt.date,
        paths: Iterable[str],
        usable: Iterable[Record],
    ) -> Fixer:
        """`paths` are those of all stories, `usable` the records of those without errors."""
        ids = dict.fromkeys(path.rpartition("/")[2].rpartition(".")[0] for path in paths)
        continued = {record.id: record.meta.continues for record in usable}
        return cls(RuleContext(settings, today), Known(settings, {**ids, **continued}))

    def fix(self, path: str, raw: bytes) -> FixResult:
        return fix(path, raw, self.known, self.problems)

    def problems(self, path: str, text: str) -> list[Diagnostic]:
        """What is wrong with a story, as far as it can be known without reading the others."""
        file = check_text(path, text, self.context)
        continued = file.story.continues if file.story else None
        if continued and continued not in self.known.stories:
            message = f'there is no story "{continued}"'
            file.problems.append(code("S113")(file.locate("continues"), message))
        return file.problems


def fix(path: str, raw: bytes, known: Known, problems: Problems) -> FixResult:
    """Mend what can be mended in one story. What cannot be decoded stays as it is."""
    nothing = FixResult(path, raw, raw)
    if decode(path, raw, STORY_BYTES)[0] is None or b"\0" in raw:
        return nothing
    first = candidate = FixCandidate.of(path, plain(raw).lstrip("\ufeff"), known, problems)
    for _ in range(_ROUNDS):
        before = candidate
        for mend in FIXES:
            if not candidate.problems:
                break
            candidate = _better(candidate, sorted(set(mend(candidate))), problems)
        if candidate is before:
            break
    else:
        return nothing
    if candidate is not first and not candidate.is_better_than(first):
        return nothing
    after = candidate.text.encode()
    left = {(d.code, d.message) for d in candidate.problems}
    mended = tuple(d for d in first.problems if (d.code, d.message) not in left)
    return FixResult(path, raw, after, mended) if len(after) <= STORY_BYTES else nothing


def _better(candidate: FixCandidate, changes: list[Change], problems: Problems) -> FixCandidate:
    """The candidate with all changes that make it better, together or one by one."""
    changes = [c for c in changes if candidate.text[c.start : c.end] != c.text]
    if not changes:
        return candidate
    if _apart(changes):
        together = candidate.with_(changes, problems)
        if together.is_better_than(candidate):
            return together
    at_end = list(reversed(changes[:_PIECES]))  # from the end: what stands before keeps its place
    for change in at_end if len(changes) > 1 else ():
        alone = candidate.with_([change], problems)
        if alone.is_better_than(candidate):
            candidate = alone
    return candidate


def _apart(changes: list[Change]) -> bool:
    return all(a.end <= b.start for a, b in pairwise(changes))
