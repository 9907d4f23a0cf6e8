"""Which program is the engine: MkDocs, or ProperDocs, which continues it under the same interface."""

from __future__ import annotations

from importlib import import_module

PROGRAMS = ("mkdocs", "properdocs")


def choose(program: str) -> None:
    """Make one of `PROGRAMS` the engine of this process.

    Other modules of this package import `mkdocs`. ProperDocs answers to that name once it is told to,
    for plugins and themes too; so this comes before the first of those imports.

    Raises:
        ImportError: The program is not installed.

    """
    import_module("properdocs.replacement" if program == "properdocs" else program)
