"""What somebody typed elsewhere, by the paths of the fields → the values of a story."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.intake import resolve
from generator.intake.fields import asked, fields
from generator.intake.writing import Value, clean
from generator.model import Settings
from generator.text.dates import Order, find_day
from generator.text.names import NameIndex

_PROSE = ("body", "ask", "outcome", "summary", "title", "quote.text")
_IN_BRACKETS = re.compile(r"\(([a-z0-9-]+)\)")


def valued(
    said: Mapping[str, str], settings: Settings, names: NameIndex, order: Order | None = None
) -> dict[str, Value]:
    """Values for a draft. What cannot be understood stays as it was typed: the checker says why.

    Names become ids where it is clear who is meant. Nothing that is imported is a consent.
    """
    values: dict[str, Value] = {}
    for path, field in asked():
        text = clean(said.get(path, ""))
        if not text:
            continue
        value: Value = text
        if field.shape == "day":
            found = find_day(text, order)
            value = found.isoformat() if found else text
        elif path == "themes":
            value = _themes(text, settings)
        elif path in ("givers", "receivers"):
            value = list(dict.fromkeys(resolve.exactly(p, settings) for p in resolve.parts(text)))
        elif path == "quote.by":
            value = resolve.exactly(text, settings)
        elif field.choices:
            value = text.casefold()
        elif path in _PROSE:
            text = text if not field.one_line else " ".join(text.split())
            value = mentioned(text, settings, names)
        name, _, part = path.partition(".")
        if part:
            group = values.get(name)
            values[name] = {**(group if isinstance(group, Mapping) else {}), part: str(value)}
        elif value:
            values[name] = value
    _whole_groups(values)
    return values


def mentioned(text: str, settings: Settings, names: NameIndex) -> str:
    """A text with full names as mentions, so that each is printed as its owner wishes."""
    for id_ in sorted(names.spelled(text)):
        words = r"\s+".join(map(re.escape, settings.people[id_].name.split()))
        text = re.sub(rf"(?<![\w@-])@?{words}(?![\w-])", f"@{id_}", text, flags=re.IGNORECASE)
    return text


def _themes(text: str, settings: Settings) -> list[str]:
    """Ids from a form's options, where they stand in brackets, or parts of titles."""
    known = [slug for slug in _IN_BRACKETS.findall(text) if slug in settings.themes]
    if known:
        return list(dict.fromkeys(known))
    found = []
    for part in resolve.parts(text):
        matches = resolve.themes(part, settings.themes)
        found.append(matches[0] if len(matches) == 1 else part)
    return list(dict.fromkeys(found))


def _whole_groups(values: dict[str, Value]) -> None:
    """A quote without its words is none: who said nothing need not be told."""
    for name, field in fields().items():
        group = values.get(name)
        if field.parts and isinstance(group, Mapping) and "text" not in group:
            del values[name]
