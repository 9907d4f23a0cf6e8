"""The contents of a report in any format."""

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
    """The problems to show, the number of files checked, and the files that a change is about."""

    problems: Sequence[Diagnostic]
    files: int
    lines: Lines
    changed: frozenset[str] = frozenset()
    reference: str | None = None
    """The web address of a code's page, with {} for the code."""

    @property
    def by_severity(self) -> list[Diagnostic]:
        """The problems, errors first; for each severity, those in files of the change first."""
        return sorted(
            self.problems,
            key=lambda d: (_ORDER.index(d.severity), d.location.path not in self.changed),
        )

    @property
    def fingerprints(self) -> Iterator[tuple[Diagnostic, str]]:
        """Each problem with its fingerprint, which stays the same when lines above it are added."""
        seen: Counter[tuple[str, str, str]] = Counter()
        for problem in self.problems:
            key = (problem.code, problem.location.path, _LINE.sub("line", problem.message))
            seen[key] += 1
            parts = "\0".join((*key, str(seen[key])))
            yield problem, hashlib.sha256(parts.encode("utf-8", "backslashreplace")).hexdigest()


def sentence(problem: Diagnostic) -> str:
    """The message and the hint as one text."""
    message = problem.message[:1].upper() + problem.message[1:]
    if not problem.hint:
        return f"{message}."
    hint = problem.hint[:1].upper() + problem.hint[1:]
    return f"{message}. {hint}{'' if hint.endswith(('.', '?', '!')) else '.'}"
