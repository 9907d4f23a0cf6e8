"""Fix what has one right answer: a story's text goes in, its fixed text comes out.

A fix is a function that finds places to change, listed in FIXES. A change is kept only if the story
is better for it: a problem is gone, every field that could be read has the same value, and none of
these fields has a new error.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from generator.diagnostics.diagnostic import Diagnostic
from generator.fixes import characters, dates, fences, keys, people, quotes, slugs, syntax
from generator.fixes.candidate import Fix, FixCandidate, References
from generator.fixes.result import FixResult
from generator.languages.message import gettext as _
from generator.model import Settings
from generator.record import Record
from generator.rules.context import RuleContext
from generator.rules.runner import check_text
from generator.rules.threads import NO_SUCH_STORY
from generator.source.editor import Change, normalized_text
from generator.source.files import STORY_BYTES, decode

FIXES: tuple[Fix, ...] = (
    characters.control,
    fences.fix,
    characters.spaces,
    syntax.missing_spaces,
    quotes.curly_quotes,
    syntax.fix,
    quotes.indicators,
    quotes.hashes,
    keys.fix,
    dates.fix,
    slugs.fix,
    people.fix,
)
_ROUNDS = 8
"""One fix makes way for the next. A story that needs more rounds is left to its author."""
_PIECES = 40
"""How many changes are tried one by one if they fail together."""


@dataclass(frozen=True)
class Fixer:
    """Fixes the stories of one organisation."""

    context: RuleContext
    references: References

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
        return cls(RuleContext(settings, today), References(settings, {**ids, **continued}))

    def fix(self, path: str, raw: bytes) -> FixResult:
        """Fix what can be fixed in one story. What cannot be decoded stays as it is."""
        unchanged = FixResult(path, raw, raw)
        if decode(path, raw, STORY_BYTES)[0] is None or b"\0" in raw:
            return unchanged
        text = normalized_text(raw).lstrip("\ufeff")
        first = candidate = FixCandidate(path, text, self.references, self.problems)
        for _round in range(_ROUNDS):
            before = candidate
            for fix in FIXES:
                if candidate.problems:
                    candidate = _improve(candidate, sorted(set(fix(candidate))))
            if candidate is before:
                break
        else:
            return unchanged
        if candidate is not first and not candidate.is_better_than(first):
            return unchanged
        after = candidate.text.encode()
        left = {(d.code, d.message) for d in candidate.problems}
        fixed = tuple(d for d in first.problems if (d.code, d.message) not in left)
        return FixResult(path, raw, after, fixed) if len(after) <= STORY_BYTES else unchanged

    def problems(self, path: str, text: str) -> list[Diagnostic]:
        """What is wrong with a story, as far as it can be known without reading the others."""
        file = check_text(path, text, self.context)
        continued = file.story.continues if file.story else None
        if continued and continued not in self.references.stories:
            message = _('there is no story "%(id)s"', id=continued)
            file.problems.append(NO_SUCH_STORY(file.locate("continues"), message))
        return file.problems


def _improve(candidate: FixCandidate, changes: list[Change]) -> FixCandidate:
    """The candidate with all changes that make it better, together or one by one."""
    changes = [c for c in changes if candidate.text[c.start : c.end] != c.text]
    if not changes:
        return candidate
    if all(a.end <= b.start for a, b in pairwise(changes)):
        together = candidate.changed(changes)
        if together.is_better_than(candidate):
            return together
    one_by_one = changes[:_PIECES] if len(changes) > 1 else []
    for change in reversed(one_by_one):  # from the end, so that offsets stay right
        alone = candidate.changed([change])
        if alone.is_better_than(candidate):
            candidate = alone
    return candidate
