"""What a report is about, whatever it is written as."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.text.terminal import Lines

_LINE = re.compile(r"\bline [0-9]+")
_ORDER = tuple(Severity)


class Report(NamedTuple):
    """The problems that are shown, out of how many files, and the files that a change is about."""

    problems: Sequence[Diagnostic]
    files: int
    lines: Lines
    changed: frozenset[str] = frozenset()
    reference: str | None = None
    """Where the pages of the codes are on the web, with {} for the code."""

    @property
    def by_weight(self) -> list[Diagnostic]:
        """Errors first; among equals, those in files of the change first."""
        return sorted(
            self.problems,
            key=lambda d: (_ORDER.index(d.severity), d.location.path not in self.changed),
        )

    @property
    def fingerprints(self) -> Iterator[tuple[Diagnostic, str]]:
        """Each problem with what tells it apart, the same when lines above it come and go."""
        seen: Counter[tuple[str, str, str]] = Counter()
        for problem in self.problems:
            what = (problem.code, problem.location.path, _LINE.sub("line", problem.message))
            seen[what] += 1
            parts = "\0".join((*what, str(seen[what])))
            yield problem, hashlib.sha256(parts.encode("utf-8", "backslashreplace")).hexdigest()


def sentence(problem: Diagnostic) -> str:
    """What is wrong and what to type, for readers of one text."""
    message = problem.message[:1].upper() + problem.message[1:]
    if not problem.hint:
        return f"{message}."
    hint = problem.hint[:1].upper() + problem.hint[1:]
    return f"{message}. {hint}{'' if hint.endswith(('.', '?', '!')) else '.'}"
