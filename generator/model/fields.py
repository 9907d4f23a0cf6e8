"""What the fields of every entry are made of: types with their limits, and what to say when one is not met."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, PrivateAttr, StringConstraints
from pydantic_core import PydanticCustomError

from generator.languages.message import Message, sentences
from generator.languages.message import gettext as _
from generator.languages.messages import noted

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ANONYMOUS = "anonymous"
TEAM = "team:"
SLUG = f"^{ID}$"
REF = f"^(?:{TEAM})?{ID}$"
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
NO_DAY = dt.date.min
"""A placeholder for a date that could not be read, so that the rest of a story can be checked."""


def _day(value: object) -> object:
    """A date in the one form we read; pydantic alone would take 20261014 for seconds."""
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("day_form", "not a date")
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day_impossible", "no such day") from None
    if day.year < 1900:
        raise PydanticCustomError("day_too_long_ago", "too long ago")
    return day


def _flag(value: object) -> object:
    if value in ("true", "yes", "on"):
        return True
    if value in ("false", "no", "off"):
        return False
    return value


def one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def one_or_more_groups(value: object) -> object:
    """A group alone is a list of one."""
    return (value,) if isinstance(value, str | dict) else value


class Alone(NamedTuple):
    """A validator: a text alone is a group with only this field, as `sam` is `{person: sam}`."""

    field: str

    def __call__(self, value: object) -> object:
        return {self.field: value} if isinstance(value, str) else value


def trimmed(value: object) -> object:
    """Remove surrounding space, which is never meant."""
    return value.strip() if isinstance(value, str) else value


CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+"
)
"""C0 but tab and newline, DEL, C1 with NEL, line and paragraph separators, bidirectional
embeddings, overrides and isolates, a BOM inside the text, non-characters. Joiners and plain
direction marks, which scripts need, are none."""

WORDING: dict[str, tuple[str, Message]] = {}
"""Of each pattern: a sentence about a value that does not fit, to be completed by `wrong_form`, and
what to type.
"""


def text_limits(
    pattern: str, wrong: str, remedy: Message, *, shortest: int = 0, longest: int | None = None
) -> StringConstraints:
    WORDING[pattern] = (wrong, remedy)
    return StringConstraints(pattern=pattern, min_length=shortest, max_length=longest)


def wrong_form(pattern: str, value: str) -> Message:
    """A sentence about a value that does not fit a pattern."""
    return _(WORDING[pattern][0], value=value)


_NO_ID = noted('"%(value)s" is not a valid id')
_IDS = _("Use lower-case letters, digits and single hyphens, for example on-call.")
Day = Annotated[dt.date, BeforeValidator(_day)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Slug = Annotated[str, text_limits(SLUG, _NO_ID, _IDS, longest=64)]
Ref = Annotated[
    str,
    text_limits(
        REF,
        noted('"%(value)s" is not the id of a person or a team'),
        sentences(
            _IDS, _("People are listed in site_config/people.yml; a team is written team:ID.")
        ),
        longest=80,
    ),
]
Refs = Annotated[tuple[Ref, ...], BeforeValidator(one_or_more)]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(one_or_more)]
Text = Annotated[str, BeforeValidator(trimmed), StringConstraints(min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(one_or_more)]
Line = Annotated[
    str,
    BeforeValidator(trimmed),
    text_limits(
        r"^[^\n]*$",
        noted('"%(value)s" has more than one line'),
        _("put it on one line"),
        shortest=1,
        longest=160,
    ),
]
Colour = Annotated[
    str,
    text_limits(
        r"^#[0-9a-fA-F]{6}$",
        noted('"%(value)s" is not a colour'),
        _('write it like "#1f5a4c", with the quotation marks'),
    ),
]
Address = Annotated[
    str,
    text_limits(
        r"^https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~%/-]*)?$",
        noted('"%(value)s" is not a plain web address'),
        _("write it like https://stories.example.com/, without ? or #"),
    ),
]
Language = Annotated[
    str,
    text_limits(
        LANGUAGE,
        noted('"%(value)s" is not a language code'),
        _("write for example en, es or pt-BR"),
    ),
]


def without_repeats(refs: tuple[str, ...]) -> tuple[str, ...]:
    """Each person and each team once; two who are anonymous are two people."""
    return tuple([ref for at, ref in enumerate(refs) if ref == ANONYMOUS or ref not in refs[:at]])


class Channel(StrEnum):
    """Where something may be read."""

    SITE = "site"
    NEWSLETTER = "newsletter"
    TOWNHALL = "townhall"
    ONBOARDING = "onboarding"


class Origin(NamedTuple):
    """Where an entry was written: a file, its text, and the keys that lead to the entry."""

    path: str
    text: str
    keys: tuple[str, ...] = ()


_NOWHERE = Origin("", "")  # one for all: pydantic copies a default, which shows among thousands


class Entry(BaseModel):
    """Something an organisation wrote. It remembers its origin, so that checks can point at it."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    _origin: Origin = PrivateAttr(default_factory=lambda: _NOWHERE)

    @property
    def origin(self) -> Origin:
        private = self.__pydantic_private__  # as self._origin, without pydantic's detour
        return private["_origin"] if private else _NOWHERE


def fields_of(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a model by the name that people type, in their order."""
    return {info.alias or name: info for name, info in model.model_fields.items()}
