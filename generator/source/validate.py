"""Nodes → frozen types, with every pydantic complaint turned into a diagnostic at its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from generator.diagnostics.diagnostic import Diagnostic
from generator.languages.message import gettext as _
from generator.model import Entry, Origin
from generator.source.field_codes import FieldCodes
from generator.source.lookup import PeopleLookup
from generator.source.messages import FieldProblems
from generator.source.nodes import Document, Path, empty_paths, to_data
from generator.source.nodes import Mapping as MappingNode

E = TypeVar("E", bound=Entry)
_NO_DEFAULT = "default_factory_not_called"
"""Pydantic's error for a default that follows from a field that is wrong."""


def validate(
    model: type[E],
    document: Document,
    family: FieldCodes,
    keys: tuple[str, ...] = (),
    *,
    extra: Mapping[str, Any] | None = None,
    instead: Mapping[str, Any] | None = None,
    lookup: PeopleLookup | None = None,
) -> tuple[E | None, list[Diagnostic]]:
    """The entry at `keys` of a document as `model`, and what is wrong with it.

    `extra` adds values that do not come from the YAML (a Markdown body). An entry with problems
    is no entry; only with `instead` it comes along for further checks, without what is wrong,
    and with these values for required fields. `lookup` knows who is meant by a name.
    """
    node = document.node(*keys)
    messages = FieldProblems(model, document, family, keys, lookup or PeopleLookup())
    problems: list[Diagnostic] = []
    if not isinstance(node, MappingNode):
        message = _("there are no fields here")
        if keys:
            message = _('"%(name)s" has no fields', name=keys[-1])
        hint = _("write them below it as name: value, each indented by two spaces")
        problems.append(family.malformed(document.locate(*keys), message, hint))
        values: dict[str, Any] = {}
    else:
        values = to_data(node)
        wrong = set()
        for path in [p for p in empty_paths(values) if messages.is_field(p)]:
            problems.append(messages.empty(path, values))
            wrong.add(path[0])
            _drop(values, path)
        if extra:
            values.update(extra)
        try:
            return _whole(model, document, keys, values, problems, instead)
        except ValidationError as error:
            problems.extend(_explain(messages, error, wrong))
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
    entry = entry_of(model, values, Origin(document.path, document.text, keys))
    return (None if problems and instead is None else entry), problems


def entry_of(model: type[E], values: Mapping[str, Any], origin: Origin) -> E:
    """Values as an entry that knows where it was read. Raises ValidationError."""
    entry = model.model_validate(values)
    private = entry.__pydantic_private__
    assert private is not None
    private["_origin"] = origin
    return entry


def _drop(values: Any, path: Path) -> None:
    """Remove an empty value, so that it is reported once, as empty."""
    for step in path[:-1]:
        values = values[step]
    if isinstance(values, dict):
        del values[path[-1]]
    else:
        values[path[-1]] = "empty"


def _explain(
    messages: FieldProblems, error: ValidationError, empty: set[str | int]
) -> Iterator[Diagnostic]:
    problems = [p for p in error.errors(include_url=False) if p["type"] != _NO_DEFAULT]
    seen: set[Path] = set()
    inner = {problem["loc"][:-1] for problem in problems}
    meant = {
        (*problem["loc"][:-1], messages.meant(tuple(problem["loc"])))
        for problem in problems
        if problem["type"] == "extra_forbidden"
    }
    for problem in problems:
        path = tuple(problem["loc"])
        if problem["type"] != "missing":  # one answer may stand for several: name what was typed
            path = messages.typed_path(path)
        known = (problem["type"] == "missing" and (path[0] in empty or path in meant)) or (
            problem["type"] == "too_short"
            and tuple(problem["loc"]) in inner  # what is in it is wrong, not missing
        )
        if path not in seen and not known and not messages.belongs_to_empty(path, empty):
            seen.add(path)
            yield messages.diagnostic(path, problem)
