"""Every code and its manual: the modules that declare one, in the order of a story's way."""

from __future__ import annotations

from functools import cache

from generator.diagnostics.docs import FAMILIES
from generator.diagnostics.manual import Manual, manuals
from generator.engine import errors
from generator.rendering import printer, templates
from generator.rules import (
    choices,
    consent,
    dates,
    hashes,
    issue,
    learning,
    mentions,
    never,
    palette,
    pictures,
    practices,
    prose,
    references,
    roles,
    scenarios,
    sensitive,
    terms,
    texts,
    themes,
    threads,
    twice,
    unused,
    wishes,
    words,
)
from generator.source import (
    discover,
    field_codes,
    files,
    front_matter,
    parser,
    settings,
    stories,
    syntax_errors,
)

MODULES = (
    discover,
    files,
    front_matter,
    syntax_errors,
    parser,
    field_codes,
    settings,
    stories,
    references,
    dates,
    roles,
    words,
    prose,
    pictures,
    never,
    threads,
    texts,
    choices,
    practices,
    scenarios,
    terms,
    mentions,
    hashes,
    twice,
    sensitive,
    consent,
    themes,
    wishes,
    learning,
    unused,
    palette,
    issue,
    templates,
    printer,
    errors,
)
"""Every module whose docstring declares a code. A test looks for others."""


@cache
def all_manuals() -> dict[str, Manual]:
    """The manual of each code by its name, family by family."""
    found = [manual for module in MODULES for manual in manuals(module.__doc__)]
    found.sort(key=lambda manual: (list(FAMILIES).index(manual.code.name[0]), manual.code.name))
    return {manual.code.name: manual for manual in found}
