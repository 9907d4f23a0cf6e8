"""The fields of a story and of other entries, as forms, flags, schemas and reference pages need them."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le
from pydantic import BaseModel, BeforeValidator, StringConstraints
from pydantic.fields import FieldInfo

from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model import WORDING, Story
from generator.model.fields import Alone, Ref, Slug, one_or_more, trimmed
from generator.model.roles import Asked, Help, Holds, NotAsked, Since, notes_of

Shape = Literal[
    "day", "moment", "id", "choice", "line", "text", "number", "flag", "group", "entries"
]
"""What a value is. `entries` are groups by their ids."""

FORM_FIELDS = tuple(
    sorted(notes_of(Story, Asked), key=lambda name: notes_of(Story, Asked)[name].order)
)
"""What forms ask for, in this order."""
LEFT_OUT = {name: note.why for name, note in notes_of(Story, NotAsked).items()}
"""What forms leave out, and why."""
CONFIRM = _("I will show the story to everyone in it before it is published")
"""The checkbox of a form. It is a reminder, not a consent."""


class Field(NamedTuple):
    """One field, or with `parts` a group of fields.

    `name` is what people type in a file, `title` the question that a form asks.
    """

    name: str
    title: str
    description: str
    example: str
    shape: Shape
    required: bool = False
    many: bool = False
    most: int | None = None
    longest: int | None = None
    shortest: int = 0
    trimmed: bool = False
    one_line: bool = False
    pattern: str | None = None
    choices: tuple[str, ...] = ()
    parts: tuple[Field, ...] = ()
    alone: str = ""
    """The part of a group that a text alone stands for."""
    holds: Holds | None = None
    default: str = ""
    """What holds without it, as it is typed; empty if that is nothing, or a group's own defaults."""
    least: int | None = None
    greatest: int | None = None
    since: str = ""
    """The version that brought it; empty for the first one."""
    help: str = ""
    """What a form says below the question; empty if the question says enough."""
    form_example: str = ""
    """An answer as people type it into a form."""

    @property
    def holds_people(self) -> bool:
        """Whether its values are ids of people."""
        return self.holds in (Holds.PARTICIPANTS, Holds.PERSONS)

    @property
    def hint(self) -> Message | Literal[""]:
        """What to type instead of a value that does not fit its pattern."""
        return WORDING[self.pattern][1] if self.pattern in WORDING else ""


@cache
def fields(model: type[BaseModel] = Story) -> dict[str, Field]:
    """Every field of a story, or of another entry, by its name, in the order of the declaration."""
    return {field.name: field for field in _of(model)}


def field(path: str) -> Field:
    """A field by its path, such as `quote.by`."""
    name, _, part = path.partition(".")
    found = fields()[name]
    return next(p for p in found.parts if p.name == part) if part else found


def form_fields() -> Iterator[tuple[str, Field]]:
    """The path and field of each value that forms ask for; a group is asked for part by part."""
    for name in FORM_FIELDS:
        found = fields()[name]
        if found.parts:
            yield from ((f"{name}.{part.name}", part) for part in found.parts)
        else:
            yield name, found


def _of(model: type[BaseModel]) -> Iterator[Field]:
    hints = get_type_hints(model, include_extras=True)
    for name, info in model.model_fields.items():
        yield _field(info.alias or name, info, hints[name])


def _field(name: str, info: FieldInfo, hint: Any) -> Field:
    bare, notes = _unwrapped(hint)
    many = get_origin(bare) is tuple
    keyed = get_origin(bare) is dict
    if many or keyed:
        around = notes
        bare, notes = _unwrapped(get_args(bare)[1 if keyed else 0])
        around = [*around, *notes]
        is_group = keyed or (isinstance(bare, type) and issubclass(bare, BaseModel))
        assert is_group or any(_before(note) is one_or_more for note in around), name
        notes = around
    limits = [note for note in notes if isinstance(note, StringConstraints)]
    pattern = next((limit.pattern for limit in limits if limit.pattern), None)
    assert pattern is None or isinstance(pattern, str)
    cut = any(_before(note) is trimmed for note in notes)
    one_line = cut and pattern is not None
    return Field(
        name,
        info.title or name.capitalize(),
        info.description or "",
        _typed((info.examples or [""])[0]),
        "entries" if keyed else _shape(bare, pattern),
        info.is_required(),
        many,
        next((m.max_length for m in info.metadata if many and hasattr(m, "max_length")), None),
        next((limit.max_length for limit in limits if limit.max_length), None),
        next((limit.min_length for limit in limits if limit.min_length), 0),
        cut,
        one_line,
        None if one_line else pattern,
        _choices(bare),
        tuple(_of(bare)) if isinstance(bare, type) and issubclass(bare, BaseModel) else (),
        next((how.field for how in map(_before, notes) if isinstance(how, Alone)), ""),
        next((note for note in info.metadata if isinstance(note, Holds)), None),
        "" if info.is_required() else _typed(info.default),
        _bound(m.ge for m in info.metadata if isinstance(m, Ge)),
        _bound(m.le for m in info.metadata if isinstance(m, Le)),
        next((note.version for note in info.metadata if isinstance(note, Since)), ""),
        *next(((note.text, note.example) for note in info.metadata if isinstance(note, Help)), ()),
    )


def _typed(value: Any) -> str:
    """A default or an example as it is typed; empty for nothing and for a group."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int) else ""


def _bound(bounds: Iterator[Any]) -> int | None:
    found = next(bounds, None)
    return found if isinstance(found, int) else None


def _choices(bare: Any) -> tuple[str, ...]:
    if get_origin(bare) is Literal:
        return get_args(bare)
    if isinstance(bare, type) and issubclass(bare, StrEnum):
        return tuple(choice.value for choice in bare)
    return ()


_SHAPES: tuple[tuple[type, Shape], ...] = (
    (dt.datetime, "moment"),  # before dt.date, which it is too
    (dt.date, "day"),
    (bool, "flag"),
    (int, "number"),
    (StrEnum, "choice"),
    (BaseModel, "group"),
)


def _shape(bare: Any, pattern: str | None) -> Shape:
    if get_origin(bare) is Literal:
        return "choice"
    for kind, shape in _SHAPES:
        if issubclass(bare, kind):
            return shape
    if pattern in (_pattern(Ref), _pattern(Slug)):
        return "id"
    return "line" if pattern else "text"


def _pattern(hint: Any) -> str:
    (limit,) = (note for note in get_args(hint) if isinstance(note, StringConstraints))
    return str(limit.pattern)


def _unwrapped(hint: Any) -> tuple[Any, list[Any]]:
    """A type without `| None` and annotations, and the annotations."""
    notes: list[Any] = []
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            notes += more
        elif get_origin(hint) in (Union, types.UnionType):
            (hint,) = (part for part in get_args(hint) if part is not type(None))
        else:
            return hint, notes


def _before(note: Any) -> object:
    return note.func if isinstance(note, BeforeValidator) else None
