"""Collects the manuals of all codes from the modules that declare them."""

from __future__ import annotations

import sys
from functools import cache

from generator.adopt import doctor
from generator.coach.coach import MODULES as COACH
from generator.diagnostics.docs import FAMILIES
from generator.diagnostics.manual import Manual, manuals
from generator.engine import errors
from generator.rendering import printer, templates
from generator.rules import LIBRARY_RULES, STORY_RULES, coaching, issue, old_day
from generator.source import (
    discover,
    field_codes,
    files,
    front_matter,
    parser,
    settings,
    stories,
    syntax_errors,
    wording,
)

_RULES = dict.fromkeys(
    rule.__module__ for rule in (*STORY_RULES, *LIBRARY_RULES) if rule is not coaching.check
)
MODULES = (
    *(
        discover,
        files,
        front_matter,
        syntax_errors,
        parser,
        field_codes,
        settings,
        stories,
        wording,
    ),
    *(sys.modules[name] for name in _RULES),
    *COACH,
    *(issue, old_day, templates, printer, errors, doctor),
)
"""Every module whose docstring declares codes. A test finds those that are missing."""


@cache
def all_manuals() -> dict[str, Manual]:
    """The manuals by the names of their codes, in the order of the families."""
    found = [manual for module in MODULES for manual in manuals(module.__doc__)]
    found.sort(key=lambda manual: (list(FAMILIES).index(manual.code.name[0]), manual.code.name))
    return {manual.code.name: manual for manual in found}
