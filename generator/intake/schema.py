"""Make the JSON Schema (2020-12) of a story in YAML, for completion and checks in editors.

It has the organisation's themes and teams but no ids of people: someone who is erased must not stay
in a generated file, and every new colleague would make the schema outdated.
"""

from __future__ import annotations

import json
from typing import Any

from generator.intake.fields import Field, fields
from generator.model import ANONYMOUS, TEAM, WORDING, Settings, Story
from generator.model.roles import Holds, dotted, paths_of

_PEOPLE = {dotted(path) for path in paths_of(Story, Holds.PARTICIPANTS)}
_DAY = r"^(?:19|[2-9][0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
_LOOSE = ["string", "number", "boolean"]
"""Editors read `title: 1984` as a number, the parser as text."""


def schema_text(settings: Settings) -> str:
    return json.dumps(schema(settings), indent=2, ensure_ascii=False) + "\n"


def schema(settings: Settings) -> dict[str, Any]:
    """The schema of one organisation's stories."""
    known = fields()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{settings.site.url.rstrip('/')}/schema/story.json",
        "title": "A story",
        "description": "One act of reciprocity: when, who gave, who received, and what happened.",
        "type": "object",
        "properties": {name: _property(field, settings) for name, field in known.items()},
        "required": [name for name, field in known.items() if field.required],
        "anyOf": [{"required": ["body"]}, {"required": ["summary"]}],
        "additionalProperties": False,
    }


def _property(field: Field, settings: Settings) -> dict[str, Any]:
    about: dict[str, Any] = {"title": field.title, "description": field.description}
    if field.example:
        about["examples"] = [field.example]
    if field.name in _PEOPLE:
        about["examples"] = [field.example, ANONYMOUS, *(f"{TEAM}{id_}" for id_ in settings.teams)]
    if field.name == "themes":
        about["examples"] = list(settings.themes)
    one = _one(field, settings)
    if not field.many:
        return about | one
    several: dict[str, Any] = {"type": "array", "items": one}
    if field.required:
        several["minItems"] = 1
    if field.most:
        several["maxItems"] = field.most
    return about | {"anyOf": [one, several]}


def _one(field: Field, settings: Settings) -> dict[str, Any]:
    """The schema of one value."""
    if field.name == "themes":
        themes = settings.themes
        return {
            "enum": list(themes),
            "markdownEnumDescriptions": [f"**{t.title}.** {t.text}" for t in themes.values()],
        }
    if field.choices:
        return {"enum": list(field.choices)}
    if field.parts:
        return {
            "type": "object",
            "properties": {part.name: _property(part, settings) for part in field.parts},
            "required": [part.name for part in field.parts if part.required],
            "additionalProperties": False,
        }
    if field.shape == "day":
        hint = "a day is written as year-month-day, for example 2026-10-14"
        return {"type": "string", "format": "date", "pattern": _DAY, "patternErrorMessage": hint}
    if field.trimmed:
        return _trimmed(field)
    if field.pattern:
        hint = field.hint
        limit = {"maxLength": field.longest} if field.longest else {}
        return {
            "type": _LOOSE,
            "pattern": field.pattern,
            **limit,
            "patternErrorMessage": f"{WORDING[field.pattern][0]}: {hint}",
        }
    return {"type": _LOOSE}


def _trimmed(field: Field) -> dict[str, Any]:
    """Text whose surrounding space is ignored."""
    inside = r"[^\n]" if field.one_line else r"[\s\S]"
    between = f"{{0,{field.longest - 2}}}" if field.longest else "*"
    rule = f"^\\s*\\S(?:{inside}{between}\\S)?\\s*$"
    limit = f" of at most {field.longest} characters" if field.longest else ""
    what = f"{'one line' if field.one_line else 'text'}{limit}, and not empty"
    return {"type": _LOOSE, "pattern": rule, "patternErrorMessage": what}
