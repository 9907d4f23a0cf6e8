"""What the engine may come to. Whoever only asks for it does not import MkDocs, which takes 0.1 s."""

from __future__ import annotations

from generator.diagnostics.diagnostic import Diagnostic


class EngineProblem(Exception):
    """The engine could not render the site."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
