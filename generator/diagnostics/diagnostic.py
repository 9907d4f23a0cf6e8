"""A diagnostic is a problem with content: what is wrong, where, and what to type instead."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum
from typing import Literal, NamedTuple

from generator.languages.message import Message
from generator.languages.message import gettext as _

_MOST_DIFFERENCE = 5
"""Words whose lengths differ by more are never suggested for each other."""


class Severity(StrEnum):
    """An error makes a file unusable, a warning deserves a look, advice suggests an improvement."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def label(self) -> Message:
        """The word for it in a report."""
        return {"error": _("error"), "warning": _("warning"), "advice": _("advice")}[self]


class Location(NamedTuple):
    """A span of a file, lines and columns counted from 1; line 0 means the file as a whole."""

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


class Code(NamedTuple):
    """A kind of problem. Its name is permanent: a code may be retired, but is never reused.

    Call it to make a diagnostic of that kind.
    """

    name: str
    severity: Severity
    title: str

    def __call__(self, location: Location, message: str, hint: str = "") -> Diagnostic:
        return Diagnostic(self, location, message, hint)


class Diagnostic(NamedTuple):
    """One problem: its kind, its place, one sentence and a remedy.

    Message and hint are texts of `generator.languages.message`, which a report says in its language.
    """

    kind: Code
    location: Location
    message: str
    hint: str = ""

    @property
    def code(self) -> str:
        return self.kind.name

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by place and code, so that a report does not depend on the order of the checks."""
    return sorted(set(diagnostics), key=lambda d: (d.location, d.code, d.message))


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, or an empty string."""
    near = [other for other in known if abs(len(other) - len(word)) <= _MOST_DIFFERENCE]
    return next(iter(get_close_matches(word.casefold(), near, n=1, cutoff=0.6)), "")


def did_you_mean(word: str, known: Iterable[str]) -> Message | Literal[""]:
    """A sentence with the known word that was probably meant, or an empty string."""
    near = closest(word, known)
    return _('Did you mean "%(word)s"?', word=near) if near else ""
