"""The contents of a report in any format."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.languages.messages import ENGLISH, Messages
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
    words: Messages = ENGLISH
    """The language of the report."""

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


def as_sentence(text: str) -> str:
    """A message as it begins and ends in running text."""
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "?", "!", "؟", "。")) else f"{text}."


def sentences(problem: Diagnostic, words: Messages) -> str:
    """The message and the hint of a problem as running text."""
    said = (as_sentence(words.say(text)) for text in (problem.message, problem.hint))
    return " ".join(filter(None, said))
