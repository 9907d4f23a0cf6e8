"""Turn answers that were typed elsewhere into the values of a story."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.intake import resolve
from generator.intake.fields import fields, form_fields
from generator.intake.writing import Value, sanitized
from generator.model import Settings, Story
from generator.model.roles import Holds, dotted, paths_of
from generator.text.dates import Order, find_day
from generator.text.names import names_of

_PROSE = {dotted(path) for path in paths_of(Story, Holds.PROSE)}
_PEOPLE = {dotted(path) for path in paths_of(Story, Holds.PARTICIPANTS)}
_IN_BRACKETS = re.compile(r"\(([a-z0-9-]+)\)")


def draft_values(
    answers: Mapping[str, str], settings: Settings, order: Order | None = None
) -> dict[str, Value]:
    """The values of a draft, from answers by the paths of their fields.

    Names become ids where it is clear who is meant. What cannot be understood stays as it was
    typed, and the checker says why. Nothing that is imported is a consent.
    """
    values: dict[str, Value] = {}
    for path, field in form_fields():
        text = sanitized(answers.get(path, ""))
        if not text:
            continue
        value: Value = text
        if field.shape == "day":
            day = find_day(text, order)
            value = day.isoformat() if day else text
        elif path == "themes":
            value = _themes(text, settings)
        elif path in _PEOPLE:
            find = resolve.people_ids if field.many else resolve.person_id
            value = find(text, settings)
        elif field.choices:
            value = text.casefold()
        elif path in _PROSE:
            value = with_mentions(" ".join(text.split()) if field.one_line else text, settings)
        if value:
            set_value(values, path, value)
    for name, field in fields().items():  # a quote without its words is left out
        group = values.get(name)
        if field.parts and isinstance(group, Mapping) and "text" not in group:
            del values[name]
    return values


def set_value(values: dict[str, Value], path: str, value: Value) -> None:
    """Set the value of a field, or of a part of a group such as `quote.by`."""
    name, _, part = path.partition(".")
    if part:
        group = values.get(name)
        value = {**(group if isinstance(group, Mapping) else {}), part: str(value)}
    values[name] = value


def with_mentions(text: str, settings: Settings) -> str:
    """A text with full names as mentions, so that each is printed as its owner wishes."""
    for id_ in sorted(names_of(settings).spelled(text)):
        words = r"\s+".join(map(re.escape, settings.people[id_].name.split()))
        text = re.sub(rf"(?<![\w@-])@?{words}(?![\w-])", f"@{id_}", text, flags=re.IGNORECASE)
    return text


def _themes(text: str, settings: Settings) -> list[str]:
    """Ids from the options of a form, where they are in brackets, or from parts of titles."""
    found = [slug for slug in _IN_BRACKETS.findall(text) if slug in settings.themes]
    for part in [] if found else resolve.split_list(text):
        matches = resolve.matching_themes(part, settings.themes)
        found.append(matches[0] if len(matches) == 1 else part)
    return list(dict.fromkeys(found))
