"""Nodes → frozen types, with every pydantic complaint turned into a diagnostic at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.codes import code
from generator.diagnostics import Diagnostic, Location, did_you_mean
from generator.ids import id_like
from generator.model import WORDING, Entry, Origin, fields_of
from generator.reading.nodes import Document, Node, Path, data, empties
from generator.reading.nodes import Mapping as MappingNode

E = TypeVar("E", bound=Entry)

Whose = Callable[[str], Collection[str]]

_UNSEEN = re.compile("[\u00a0\u00ad\u2000-\u200f\u202f\u2060\u3000\ufeff]")
_ELSEWHERE = {  # what other programs call it
    **dict.fromkeys(("author", "authors", "from", "giver", "who"), "givers"),
    **dict.fromkeys(("to", "receiver", "recipient", "recipients"), "receivers"),
    **dict.fromkeys(("tag", "tags", "category", "categories", "topic", "topics"), "themes"),
    **dict.fromkeys(("description", "excerpt"), "summary"),
    **dict.fromkeys(("name", "headline"), "title"),
    **dict.fromkeys(("language", "locale"), "lang"),
    **dict.fromkeys(("picture", "photo", "cover"), "image"),
}
_GROUP = ("is not a group of fields", "indent its fields below it")
_LIST = ("is not a list", "write one value, or several in brackets: [a, b]")
_FLAG = ("is neither yes nor no", "write yes or no")
_NUMBER = ("is not a whole number", "write digits only")
_TEXT = ("is not a piece of text", "write one value, without brackets or indented lines")
_SHAPES = {  # pydantic's error type → (what is wrong, what to type)
    "day_form": ("is not a date", "write it as year-month-day, for example 2026-10-14"),
    "moment_form": ("is not a day and a time", "write for example 2026-12-03 16:00"),
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "string_type": _TEXT,
    "enum": _TEXT,
    "literal_error": _TEXT,
    "tuple_type": _LIST,
}


def typed(
    model: type[E],
    document: Document,
    family: str,
    keys: tuple[str, ...] = (),
    *,
    extra: Mapping[str, Any] | None = None,
    instead: Mapping[str, Any] | None = None,
    whose: Whose = lambda _: (),
) -> tuple[E | None, list[Diagnostic]]:
    """The entry at `keys` of a document as `model`, and what is wrong with it.

    `extra` adds values that do not come from the YAML (a Markdown body). An entry with problems
    is no entry; only with `instead` it comes along for further checks, without what is wrong,
    and with these values for required fields. `whose` knows the ids of a name.
    """
    node: Node | None = document.root
    for key in keys:
        node = node.entries[key][1] if isinstance(node, MappingNode) else None
    problems: list[Diagnostic] = []
    if not isinstance(node, MappingNode):
        what = f'"{keys[-1]}"' if keys else "this"
        problems.append(
            code(family, "03")(document.locate(*keys), f"{what} {_GROUP[0]}", _GROUP[1])
        )
        values: dict[str, Any] = {}
    else:
        values = data(node)
        wrong = set()
        for path in list(empties(values)):
            problems.append(_empty(model, document, family, keys, path))
            wrong.add(path[0])
            _drop(values, path)
        if extra:
            values.update(extra)
        try:
            return _whole(model, document, keys, values, problems, instead)
        except ValidationError as error:
            explained = list(_explain(model, document, family, keys, error, wrong, whose))
            problems.extend(explained)
            wrong.update(problem["loc"][0] for problem in error.errors(include_url=False))
        values = {name: value for name, value in values.items() if name not in wrong}
    if instead is None:
        return None, problems
    try:
        return _whole(model, document, keys, {**instead, **values}, problems, instead)
    except ValidationError:
        return None, problems


def _whole(
    model: type[E],
    document: Document,
    keys: tuple[str, ...],
    values: Mapping[str, Any],
    problems: list[Diagnostic],
    instead: Mapping[str, Any] | None,
) -> tuple[E | None, list[Diagnostic]]:
    entry = model.model_validate(values)
    private = entry.__pydantic_private__
    assert private is not None
    private["_origin"] = Origin(document.path, document.text, keys)
    return (None if problems and instead is None else entry), problems


def _drop(values: Any, path: Path) -> None:
    """Remove an empty value, so that it is reported once, as empty."""
    for step in path[:-1]:
        values = values[step]
    if isinstance(values, dict):
        del values[path[-1]]
    else:
        values[path[-1]] = "empty"


def _empty(
    model: type[BaseModel], document: Document, family: str, keys: tuple[str, ...], path: Path
) -> Diagnostic:
    if isinstance(path[-1], int):
        return code(family, "07")(
            document.locate(*keys, *path),
            f'an entry of "{_name(path)}" is empty',
            "write something, or delete the entry",
        )
    place = document.locate_key(*keys, *path)
    line = document.lines[place.line - 1] if place.line else ""
    if comment := re.match(r"[^#]*?([\w-]+: +)(#.*\S)", line):
        value = comment[2].replace("'", "''")
        return code(family, "07")(
            place,
            f'"{path[-1]}" is empty, since YAML takes what follows a # for a note',
            f"write {comment[1]}'{value}'",
        )
    field = fields_of(_model_at(model, path[:-1])).get(str(path[-1]))
    hint = "write something after the colon, or delete the line"
    if field and field.is_required():
        hint = f"write for example {path[-1]}: {(field.examples or ['…'])[0]}"
    return code(family, "07")(place, f'"{path[-1]}" is empty', hint)


def _names(model: type[BaseModel], document: Document, path: Path) -> list[str]:
    """The fields that can be written where an unknown one stands."""
    names = list(fields_of(_model_at(model, path[:-1])))
    return [name for name in names if name != "body" or document.body is None]


def _meant(name: str, model: type[BaseModel], document: Document, path: Path) -> str:
    """The field that an unknown one probably is, or an empty string."""
    names = _names(model, document, path)
    other = _ELSEWHERE.get(name.casefold(), "")
    near = other if other in names else did_you_mean(name, names)
    return near.removeprefix('did you mean "').removesuffix('"? ')


def _stem(value: str) -> str:
    """The name of a file, where a path was given for an id."""
    return re.sub(r".*/|\.(?:md|yml)$", "", value) if value.endswith((".md", ".yml")) else value


def _beyond(document: Document, place: Path, text: str, limit: int) -> Location:
    """The part of a text that is too much; of several lines, what is too much of the first."""
    tail = text[limit:].lstrip()
    offset = len(text) - len(tail)
    word = re.split(r"\s", tail, maxsplit=1)[0]
    whole = document.locate(*place)
    at = document.locate_in(*place, offset=offset, length=len(word))
    if (at.line, at.column) == (whole.line, whole.column):
        return whole
    line = document.lines[at.line - 1]
    end = line.find(tail, at.column - 1) + len(tail) if tail in line else len(line.rstrip())
    return replace(at, end_column=max(at.end_column, end + 1))


def _name(path: Path) -> str:
    """The field that a path is about."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "this")


def _explain(
    model: type[BaseModel],
    document: Document,
    family: str,
    keys: tuple[str, ...],
    error: ValidationError,
    empty: set[str | int],
    whose: Whose,
) -> Iterator[Diagnostic]:
    problems = error.errors(include_url=False)
    seen: set[Path] = set()
    inner = {problem["loc"][:-1] for problem in problems}
    meant = {
        (*problem["loc"][:-1], _meant(str(problem["loc"][-1]), model, document, problem["loc"]))
        for problem in problems
        if problem["type"] == "extra_forbidden"
    }
    for problem in problems:
        path = tuple(problem["loc"])
        if problem["type"] != "missing":  # one answer may stand for several: name what was typed
            path = path[: max(1, document.reach(*keys, *path) - len(keys))]
        known = (problem["type"] == "missing" and (path[0] in empty or path in meant)) or (
            problem["type"] == "too_short"
            and tuple(problem["loc"]) in inner  # what is in it is wrong, not missing
        )
        if path not in seen and not known:
            seen.add(path)
            yield _diagnostic(model, document, family, (*keys, *path), path, problem, whose)


def _diagnostic(
    model: type[BaseModel],
    document: Document,
    family: str,
    place: Path,
    path: Path,
    problem: ErrorDetails,
    whose: Whose,
) -> Diagnostic:
    kind, value, context = problem["type"], problem["input"], problem.get("ctx", {})
    name = _name(path)
    at = document.locate(*place)
    is_text = isinstance(value, str)
    shown = f'"{value}"' if is_text and len(value) <= 60 and "\n" not in value else f'"{name}"'
    if kind == "extra_forbidden":
        names = _names(model, document, path)
        guess = _meant(name, model, document, path)
        return code(family, "01")(
            document.locate_key(*place),
            f'unknown field "{name}"',
            f'did you mean "{guess}"?' if guess else f"the fields are {', '.join(names)}",
        )
    if kind == "missing":
        return _missing(model, document, family, place, path)
    if kind in ("enum", "literal_error") and is_text:
        words = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return code(family, "06")(
            at,
            f'{shown} is not a possible value of "{name}"',
            did_you_mean(value, words) + f"Possible: {', '.join(words)}.",
        )
    if kind == "day_impossible":
        return code(family, "08")(
            at, f"{shown} {problem['msg']}", "look at the year, the month and the day"
        )
    if kind == "string_too_long" or (kind == "too_long" and is_text):
        limit, length = int(context["max_length"]), len(str(value).strip())
        over = length - limit
        return code(family, "10")(
            _beyond(document, place, value.strip(), limit),
            f'"{name}" is {over} character{"s" if over > 1 else ""} too long ({length} of {limit})',
            "shorten it; the story itself has room for more",
        )
    if kind == "too_long":
        return code(family, "10")(
            at,
            f'"{name}" has {context["actual_length"]} entries, at most {context["max_length"]} fit',
            "keep those that matter most",
        )
    if kind == "too_short" and not is_text:
        return code(family, "07")(at, f'"{name}" is empty', "name at least one")
    if kind in ("string_too_short", "too_short"):
        return code(family, "07")(at, f'"{name}" is empty', "write something, or delete the line")
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return code(family, "03")(at, f'{shown} is not possible for "{name}"', f"write {bound}")
    if kind == "string_pattern_mismatch":
        what, hint = WORDING[str(context["pattern"])]
        several = re.split(r"\s*[,;&]\s*|\s+(?:and|y)\s+", str(value).strip())
        if unseen := _UNSEEN.search(value):
            hint = (
                f"a character that nobody sees (U+{ord(unseen[0]):04X}) stands in it: type it again"
            )
        elif len(several) > 1 and _takes_list(model, path):
            each = [next(iter(ids)) if len(ids := whose(one)) == 1 else one for one in several]
            hint = f"several go into brackets: [{', '.join(each)}]"
        elif len(ids := whose(str(value))) == 1:
            hint = f"write {next(iter(ids))}, as in site_config/people.yml"
        elif what == "is not an id" and (near := id_like(_stem(value))):
            hint = f'did you mean "{near}"? {hint}'
        return code(family, "03")(at, f"{shown} {what}", hint)
    if kind in ("model_type", "model_attributes_type"):
        required = [n for n, f in fields_of(_model_at(model, path)).items() if f.is_required()]
        parts = ", ".join(f"{field}: …" for field in required)
        return code(family, "03")(at, f"{shown} {_GROUP[0]}", f"write {name}: {{{parts}}}")
    what, hint = _SHAPES.get(kind, (f"cannot be used: {problem['msg']}", "correct it"))
    return code(family, "03")(at, f"{shown} {what}", hint)


def _missing(
    model: type[BaseModel], document: Document, family: str, place: Path, path: Path
) -> Diagnostic:
    field = fields_of(_model_at(model, path[:-1])).get(str(path[-1]))
    example = (field.examples or [None])[0] if field else None
    owner = f' in "{_name(path[:-1])}"' if len(path) > 1 else ""
    return code(family, "02")(
        document.locate(*place[:-1]),
        f'"{path[-1]}" is missing{owner}',
        f'add "{path[-1]}: {example or "…"}" or the like',
    )


def _takes_list(model: type[BaseModel], path: Path) -> bool:
    field = fields_of(_model_at(model, path[:1])).get(str(path[0])) if path else None
    return field is not None and "tuple" in str(field.annotation)


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The model of a nested group of fields."""
    for step in path:
        if step in (fields := fields_of(model)):
            model = _models_in(fields[str(step)].annotation) or model
    return model


def _models_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _models_in(argument):
            return found
    return None
