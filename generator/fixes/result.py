"""A story's file before and after fixing."""

from __future__ import annotations

from dataclasses import dataclass

from generator.diagnostics.diagnostic import Diagnostic


@dataclass(frozen=True)
class FixResult:
    """The bytes before and after, and the problems that are gone."""

    path: str
    before: bytes
    after: bytes
    fixed: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        return self.before != self.after
