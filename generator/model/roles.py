"""What fields hold and what may happen to them: declared once, beside the field itself.

    ask: Annotated[Text | None, Use.PRINTED, Holds.PROSE, Asked(5)] = Field(None, …)

Other modules ask for the paths or the values of the fields that hold something, and list none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from generator.model.fields import one_or_more

Path = tuple[str | int, ...]
"""The way to a value: names of fields, and numbers of the entries of lists."""


class Use(Enum):
    """What may happen to the value of a field."""

    PRINTED = "printed"
    RECOGNISE = "recognise"
    """It helps to find a name in a text, and is printed nowhere."""
    PRIVATE = "private"
    """It decides about something, and is printed nowhere."""


class Holds(Enum):
    """What a field holds, where more than one module has to know."""

    PARTICIPANTS = "participants"
    """Ids of people or teams who take part, or `anonymous`."""
    PERSONS = "persons"
    """Ids of people."""
    PROSE = "prose"
    """A text that readers see, in which people may be mentioned."""


class Asked(NamedTuple):
    """Forms ask for the field, in the order of these numbers."""

    order: int


class Help(NamedTuple):
    """What a form says below the question of a field, for somebody who knows no file of ours."""

    text: str
    example: str = ""
    """An answer as such a person writes it, where a file has an id or a sign of ours."""


class NotAsked(NamedTuple):
    """Forms leave the field out."""

    why: str
    has_flag: bool = True
    """Whether `reciprocity new` takes it all the same."""


class Since(NamedTuple):
    """The version that brought a field. Without it, the field has been there from the first one on."""

    version: str


def dotted(path: Path) -> str:
    """A path as one word, such as `quote.text`."""
    return ".".join(map(str, path))


def undotted(name: str) -> Path:
    """The path of a word such as `quote.text`."""
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))


def groups_of(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """The fields of a model that are groups of fields, or lists of groups, by name."""
    found: dict[str, type[BaseModel]] = {}
    for name, info in model.model_fields.items():
        for inner in _types_in(info.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found[name] = inner
    return found


def _types_in(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation):
        yield from _types_in(inner)


def list_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields that take one value or a list, as they are typed."""
    return tuple(
        info.alias or name
        for name, info in model.model_fields.items()
        if any(
            getattr(note, "func", None) is one_or_more
            for note in (*info.metadata, *_types_in(info.annotation))
        )
    )


def required_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """The names of the fields that an entry must have."""
    return tuple(name for name, info in model.model_fields.items() if info.is_required())


@cache
def paths_of(model: type[BaseModel], *wanted: Use | Holds) -> tuple[tuple[str, ...], ...]:
    """The fields that hold one of `wanted`, groups included, in the order of the declaration."""
    groups = groups_of(model)
    found: list[tuple[str, ...]] = []
    for name, info in model.model_fields.items():
        if any(each in info.metadata for each in wanted):
            found.append((name,))
        elif name in groups:
            found += ((name, *path) for path in paths_of(groups[name], *wanted))
    return tuple(found)


def values_of(entry: BaseModel, *wanted: Use | Holds) -> dict[Path, Any]:
    """The values of the fields that hold one of `wanted`, by their paths; empty ones are left out."""
    return dict(_values(entry, paths_of(type(entry), *wanted)))


def _values(entry: BaseModel, paths: tuple[tuple[str, ...], ...]) -> Iterator[tuple[Path, Any]]:
    for name, *inner in paths:
        value = getattr(entry, name)
        if not value:
            continue
        if not inner:
            yield (name,), value
            continue
        rest = (tuple(inner),)
        if isinstance(value, tuple):
            for number, each in enumerate(value):
                yield from (((name, number, *path), text) for path, text in _values(each, rest))
        else:
            yield from (((name, *path), text) for path, text in _values(value, rest))


def notes_of(model: type[BaseModel], kind: type[NamedTuple]) -> Mapping[str, Any]:
    """The notes of one kind, such as `Asked`, by the names of the fields that have one."""
    return {
        name: note
        for name, info in model.model_fields.items()
        for note in info.metadata
        if isinstance(note, kind)
    }
