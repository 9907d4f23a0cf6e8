"""Errors of the engine. Importing them does not import MkDocs, which takes 0.1 s.

T103 (error): mkdocs.yml cannot be used

    mkdocs.yml cannot be used.

    Why: It says which theme and which plugins make the site.

    Remedy: Compare it with the one that comes with reciprocity.

    Bad: mkdocs.yml

        site_name: The Belt Press
        theme: material
        plugins: [search]

    Good: mkdocs.yml

        site_name: The Belt Press
        theme: material
        plugins: [search, reciprocity]
"""

from __future__ import annotations

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes

CODES = codes(__doc__)
UNUSABLE_CONFIGURATION = CODES["T103"]


class EngineProblem(Exception):
    """The engine could not render the site."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic
