"""Nodes → frozen types, with every pydantic complaint turned into a diagnostic at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.codes import code
from generator.diagnostics import Diagnostic, did_you_mean
from generator.model import Entry, Kind, Origin, fields_of
from generator.source import Document, Node, data, empties
from generator.source import Mapping as MappingNode

E = TypeVar("E", bound=Entry)

_SHAPES = {  # pydantic's error type → (what is wrong, what to type)
    "day_form": ("is not a date", "write it as year-month-day, for example 2026-10-14"),
    "int_parsing": ("is not a whole number", "write digits only"),
    "bool_parsing": ("is neither yes nor no", "write yes or no"),
    "bool_type": ("is neither yes nor no", "write yes or no"),
    "string_type": ("is not a piece of text", "write one value, without brackets or indentation"),
    "tuple_type": ("is not a list", "write one value, or several in brackets: [a, b]"),
    "model_type": ("is not a group of fields", "indent its fields below it"),
    "model_attributes_type": ("is not a group of fields", "indent its fields below it"),
}


def typed(
    model: type[E],
    document: Document,
    family: str,
    keys: tuple[str, ...] = (),
    extra: Mapping[str, Any] | None = None,
) -> tuple[E | None, list[Diagnostic]]:
    """The entry at `keys` of a document as `model`, or None and what is wrong with it.

    `extra` adds values that do not come from the YAML (a Markdown body).
    """
    node: Node | None = document.root
    for key in keys:
        if not isinstance(node, MappingNode) or key not in node.entries:
            return None, []
        node = node.entries[key][1]
    if not isinstance(node, MappingNode):
        place = document.locate(*keys)
        return None, [
            code(family, "03")(
                place,
                f'"{keys[-1] if keys else "this"}" is not a group of fields',
                "indent its fields below it",
            )
        ]
    values = data(node)
    problems: list[Diagnostic] = []
    for path in empties(node):
        problems.append(_empty(document, family, keys, path))
        _drop(values, path)
    if extra:
        values.update(extra)
    try:
        entry = model.model_validate(values)
    except ValidationError as error:
        problems.extend(_explain(model, document, family, keys, error, problems))
        return None, problems
    object.__setattr__(
        entry,
        "__pydantic_private__",
        {
            **(entry.__pydantic_private__ or {}),
            "_origin": Origin(document.path, document.text, keys),
        },
    )
    return (None if problems else entry), problems


def _drop(values: Any, path: tuple[str | int, ...]) -> None:
    """Remove an empty value, so that it is reported once, as empty. List items stay as text."""
    for step in path[:-1]:
        values = values[step]
    if isinstance(values, dict):
        del values[path[-1]]
    else:
        values[path[-1]] = "empty"


def _empty(
    document: Document, family: str, keys: tuple[str, ...], path: tuple[str | int, ...]
) -> Diagnostic:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "this")
    return code(family, "07")(
        document.locate_key(*keys, *path),
        f'"{name}" is empty',
        "write something after the colon, or delete the line",
    )


def _explain(
    model: type[BaseModel],
    document: Document,
    family: str,
    keys: tuple[str, ...],
    error: ValidationError,
    known: list[Diagnostic],
) -> Iterator[Diagnostic]:
    empty = {d.location for d in known}
    seen: set[tuple[str | int, ...]] = set()
    for problem in error.errors(include_url=False):
        path = tuple(problem["loc"])
        if path in seen:
            continue
        seen.add(path)
        if problem["type"] == "missing" and document.locate_key(*keys, *path) in empty:
            continue
        yield _diagnostic(model, document, family, (*keys, *path), path, problem)


def _diagnostic(
    model: type[BaseModel],
    document: Document,
    family: str,
    place: tuple[str | int, ...],
    path: tuple[str | int, ...],
    problem: ErrorDetails,
) -> Diagnostic:
    kind = problem["type"]
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "this")
    value = problem["input"]
    shown = f'"{value}"' if isinstance(value, str) and len(value) <= 60 else f'"{name}"'
    at = document.locate(*place)
    if kind == "extra_forbidden":
        names = list(fields_of(_model_at(model, path[:-1])))
        hint = did_you_mean(name, names) + f"The fields are {', '.join(names)}."
        return code(family, "01")(document.locate_key(*place), f'unknown field "{name}"', hint)
    if kind == "missing":
        field = fields_of(_model_at(model, path[:-1])).get(name)
        example = (field.examples or [None])[0] if field else None
        hint = f'add a line such as "{name}: {example}"' if example else f'add a line "{name}: …"'
        return code(family, "02")(document.locate(*place[:-1]), f'"{name}" is missing', hint)
    if kind in ("enum", "literal_error"):
        possible = str(problem.get("ctx", {}).get("expected", "")).replace("'", "")
        words = possible.replace(" or ", ", ").split(", ")
        return code(family, "06")(
            at,
            f'{shown} is not a possible value of "{name}"',
            did_you_mean(str(value), words) + f"Possible: {', '.join(words)}.",
        )
    if kind == "day_impossible":
        return code(family, "08")(at, f"{shown} is not a day of the calendar", "correct the date")
    if kind == "string_too_short":
        return code(family, "07")(at, f'"{name}" is empty', "write something, or delete the line")
    if kind == "string_too_long":
        limit = int(problem["ctx"]["max_length"])
        over = len(str(value)) - limit
        return code(family, "10")(
            at,
            f'"{name}" is {over} character{"s" if over > 1 else ""} too long ({len(str(value))} of {limit})',
            "shorten it; the story itself has room for more",
        )
    if kind == "too_long":
        ctx = problem["ctx"]
        return code(family, "10")(
            at,
            f'"{name}" has {ctx["actual_length"]} entries, at most {ctx["max_length"]} fit',
            "keep those that matter most",
        )
    if kind == "too_short":
        return code(family, "07")(at, f'"{name}" is empty', "name at least one")
    if kind == "string_pattern_mismatch":
        return _pattern(family, document, at, name, shown, str(problem["ctx"]["pattern"]))
    what, hint = _SHAPES.get(kind, ("cannot be used: " + problem["msg"], "correct it"))
    if name == "kind" and not isinstance(value, str):
        hint = f"write one of {', '.join(Kind)}"
    return code(family, "03")(at, f"{shown} {what}", hint)


def _pattern(
    family: str, document: Document, at: Any, name: str, shown: str, pattern: str
) -> Diagnostic:
    if "|" in pattern and pattern.startswith("^(") and pattern.endswith(")$"):
        words = pattern[2:-2].split("|")
        if all(word.replace("-", "").isalnum() for word in words):
            return code(family, "06")(
                at,
                f'{shown} is not a possible value of "{name}"',
                did_you_mean(shown.strip('"'), words) + f"Possible: {', '.join(words)}.",
            )
    if "[^\\n]" in pattern:
        return code(family, "03")(
            at, f'"{name}" goes over more than one line', "keep it to one line"
        )
    if "[0-9a-fA-F]{6}" in pattern:
        return code(family, "03")(
            at, f"{shown} is not a colour", 'write it as "#1f5a4c", in quotes'
        )
    if "https?" in pattern:
        return code(family, "03")(at, f"{shown} is not a web address", "begin it with https://")
    if "[a-z]{2" in pattern:
        return code(family, "03")(
            at, f"{shown} is not a language tag", "write for example en, es or pt-BR"
        )
    return code(family, "03")(
        at,
        f"{shown} is not an id",
        "ids are small letters, digits and single hyphens, such as on-call",
    )


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel]:
    """The model of a nested group of fields."""
    for step in path:
        if isinstance(step, int) or step not in (fields := fields_of(model)):
            continue
        found = _models_in(fields[step].annotation)
        model = found or model
    return model


def _models_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _models_in(argument):
            return found
    return None
