"""Make the JSON Schemas (2020-12) of a story in YAML and of the files of site_config/, for editors.

Editors complete and check by them. They offer the organisation's people, teams and themes by their names. Since
they name everybody, they are written into a folder of their own that git ignores, and are never published.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from generator.intake.configuration import FILES, ConfigurationFile
from generator.intake.fields import Field, fields
from generator.languages.messages import ENGLISH, Messages
from generator.model import ANONYMOUS, TEAM, Settings
from generator.model.roles import Holds

FOLDER = ".reciprocity"
SCHEMA = f"{FOLDER}/story.json"
"""Where editors find the schema of this organisation. The folder has a `.gitignore` of its own."""
REVIEW_SCHEMA = f"{FOLDER}/reviews.json"
_DAY = r"^(?:19|[2-9][0-9])[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
YES_NO = {"yes": True, "no": False}
"""Answers, and how editors read them that know YAML 1.1."""
_LOOSE = {"not": {"type": ["array", "object", "null"]}}
"""Editors read `title: 1984` as a number, the parser as text. Said so, editors offer no `true` and `false`."""


def schema_text(settings: Settings, words: Messages = ENGLISH) -> str:
    return json.dumps(schema(settings, words), indent=2, ensure_ascii=False) + "\n"


def configuration_schemas(settings: Settings, words: Messages = ENGLISH) -> dict[str, str]:
    """The schemas of the files of site_config/ in YAML, by their paths."""
    return {
        f"{FOLDER}/{file.name}.json": json.dumps(
            _configuration_schema(file, settings, words), indent=2, ensure_ascii=False
        )
        + "\n"
        for file in FILES
        if file.path.endswith(".yml")
    }


def _configuration_schema(
    file: ConfigurationFile, settings: Settings, words: Messages
) -> dict[str, Any]:
    entry = _group(file.fields, settings, words)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"site_config/{file.path}",
        "description": words.text("", file.about),
    }
    return head | ({"type": "object", "additionalProperties": entry} if file.by else entry)


def schema(settings: Settings, words: Messages = ENGLISH) -> dict[str, Any]:
    """The schema of one organisation's stories, with what editors show in a language."""
    known = fields()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": words.gettext("A story"),
        "description": words.gettext(
            "When it happened, who helped, who was helped, and what happened."
        ),
        "type": "object",
        "properties": {name: _property(field, settings, words) for name, field in known.items()},
        "required": [name for name, field in known.items() if field.required],
        "anyOf": [{"required": ["body"]}, {"required": ["summary"]}],
        "additionalProperties": False,
    }


def _property(field: Field, settings: Settings, words: Messages) -> dict[str, Any]:
    title, description = (words.text("", text) for text in (field.title, field.description))
    about: dict[str, Any] = {"title": title, "description": description}
    # Editors offer examples as values: of ids and mentions, they would be of nobody who exists.
    if field.shape in ("day", "line", "text") and field.example and "@" not in field.example:
        about["examples"] = [field.example]
    if field.shape == "entries":
        inner = _one(field._replace(shape="group"), settings, words) if field.parts else _LOOSE
        return about | {"type": "object", "additionalProperties": inner}
    one = _one(field, settings, words)
    if not field.many:
        return about | one
    several: dict[str, Any] = {"type": "array", "items": one}
    if field.required:
        several["minItems"] = 1
    if field.most:
        several["maxItems"] = field.most
    return about | {"anyOf": [*one.get("anyOf", [one]), several]}


def _one(field: Field, settings: Settings, words: Messages) -> dict[str, Any]:
    """The schema of one value."""
    if field.holds_people and not field.parts:
        known = _known(settings, words, with_teams=field.holds is Holds.PARTICIPANTS)
        offered = {"enum": list(known), "markdownEnumDescriptions": list(known.values())}
        return {"anyOf": [offered, _matching(field, words)]}  # whoever came since is no mistake
    if field.name == "themes" and field.shape == "id":
        themes = settings.themes
        return {
            "enum": list(themes),
            "markdownEnumDescriptions": [f"**{t.title}.** {t.text}" for t in themes.values()],
        }
    if field.choices:
        answers = [YES_NO[choice] for choice in field.choices if choice in YES_NO]
        return {"enum": [*field.choices, *answers]}
    if field.shape == "flag":
        return {"enum": [*YES_NO, "on", "off", True, False]}
    if field.shape == "number":
        limits = {"minimum": field.least, "maximum": field.greatest}
        return {"type": "integer"} | {name: n for name, n in limits.items() if n is not None}
    if field.parts:
        parts = [
            part._replace(holds=field.holds) if part.name == field.alone else part
            for part in field.parts
        ]
        group = _group(parts, settings, words)
        alone = next((part for part in parts if part.name == field.alone), None)
        return {"anyOf": [_one(alone, settings, words), group]} if alone else group
    if field.shape == "day":
        hint = words.gettext("write it as year-month-day, for example 2026-10-14")
        return {"type": "string", "format": "date", "pattern": _DAY, "patternErrorMessage": hint}
    if field.trimmed:
        return _trimmed(field, words)
    return _matching(field, words) if field.pattern else _LOOSE


def _group(parts: Iterable[Field], settings: Settings, words: Messages) -> dict[str, Any]:
    """The schema of a group of fields."""
    parts = tuple(parts)
    return {
        "type": "object",
        "properties": {part.name: _property(part, settings, words) for part in parts},
        "required": [part.name for part in parts if part.required],
        "additionalProperties": False,
    }


def _known(settings: Settings, words: Messages, *, with_teams: bool) -> dict[str, str]:
    """The ids that a field of people takes, each with what it stands for."""
    known = {id_: person.name for id_, person in settings.people.items() if not person.withdrawn}
    if with_teams:
        known |= {f"{TEAM}{id_}": team.name for id_, team in settings.teams.items()}
        known[ANONYMOUS] = words.gettext("someone who is not to be named")
    return known


def _matching(field: Field, words: Messages) -> dict[str, Any]:
    """The schema of a value that has to match the field's pattern."""
    assert field.pattern is not None
    limit = {"maxLength": field.longest} if field.longest else {}
    hint = words.say(field.hint)
    return {**_LOOSE, "pattern": field.pattern, **limit, "patternErrorMessage": hint}


def _trimmed(field: Field, words: Messages) -> dict[str, Any]:
    """Text whose surrounding space is ignored."""
    inside = r"[^\n]" if field.one_line else r"[\s\S]"
    between = f"{{0,{field.longest - 2}}}" if field.longest else "*"
    rule = f"^\\s*\\S(?:{inside}{between}\\S)?\\s*$"
    if field.one_line and field.longest:
        hint = words.gettext(
            "write one line, of at most %(most)s characters", most=str(field.longest)
        )
    elif field.longest:
        hint = words.gettext("write at most %(most)s characters", most=str(field.longest))
    else:
        hint = words.gettext("write something")
    return {**_LOOSE, "pattern": rule, "patternErrorMessage": hint}
