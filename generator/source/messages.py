"""Pydantic's errors → sentences: what is wrong with a value, and what to type instead."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.diagnostics.diagnostic import Code, Diagnostic, Location, closest, did_you_mean
from generator.languages.message import (
    Message,
    all_of,
    any_of,
    listed,
    sentences,
)
from generator.languages.message import gettext as _
from generator.languages.messages import noted
from generator.model import TEAM, WORDING, fields_of
from generator.model.fields import LANGUAGE, REF, SLUG, wrong_form
from generator.model.ids import id_like, is_id
from generator.source.field_codes import FieldCodes
from generator.source.lookup import PeopleLookup, in_brackets
from generator.source.nodes import Document, Path
from generator.source.typed_words import ARTICLES, BOTH, FIELDS
from generator.source.yaml_text import single_quoted
from generator.text import dates
from generator.text.clean import letters_and_digits
from generator.text.folding import fold
from generator.text.locales import tags_by_name
from generator.text.terminal import code_point

_UNSEEN = re.compile("[\u00a0\u00ad\u2000-\u200f\u202f\u2060\u3000\ufeff]")
_TAG = re.compile(r"#([\w-]+)")
_MOST_MEANT = 6
"""How many people a hint lists of whom a name may mean."""
_SEVERAL = re.compile(rf"\s*[,;&]\s*|\s+(?:{'|'.join(BOTH)})\s+")
_NEEDLESS = {"draft", "published", "layout", "permalink", "slug", "id", "status"}
"""Fields of other site generators that are not needed here."""
_EMPTY = noted('"%(name)s" is empty')
_NUMBER = "malformed", noted('"%(shown)s" is not a whole number'), noted("write digits only")
_FLAG = "malformed", noted('"%(shown)s" is neither yes nor no'), noted("write yes or no")
_NO_TEXT = "empty", _EMPTY, noted("write something, or delete the line")
_OUT_OF_RANGE = noted('"%(name)s" cannot be "%(shown)s"')
_MESSAGES = {  # pydantic's error type: field of FieldCodes, message, hint
    "moment_form": (
        "malformed",
        noted('"%(shown)s" is not a day and a time'),
        noted("write for example 2026-12-03 16:00"),
    ),
    "mail_address": (
        "malformed",
        noted('"%(shown)s" is not an e-mail address'),
        noted("write for example stories@example.com, or The bench <stories@example.com>"),
    ),
    "unsubscribe_address": (
        "malformed",
        noted('"%(shown)s" is not an address to unsubscribe at'),
        noted("write for example https://example.com/leave, or mailto:leave@example.com"),
    ),
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "greater_than_equal": ("malformed", _OUT_OF_RANGE, noted("write %(ge)s or more")),
    "less_than_equal": ("malformed", _OUT_OF_RANGE, noted("write %(le)s or less")),
    "dict_type": (
        "malformed",
        noted('"%(name)s" must be a group of names, each with a value'),
        noted('write it as "%(name)s: {name: value}"'),
    ),
    "string_too_short": _NO_TEXT,
    "too_short": ("empty", _EMPTY, noted("name at least one")),
    "too_long": (
        "too_long",
        noted('"%(name)s" has %(actual_length)s entries; there is room for %(max_length)s'),
        noted("keep the ones that matter most"),
    ),
}
_OTHER = "malformed", noted('"%(shown)s" cannot be used: %(reason)s'), noted("correct it")


@dataclass(frozen=True)
class FieldProblems:
    """Reports what is wrong with the values of one entry, at `keys` of a document."""

    model: type[BaseModel]
    document: Document
    family: FieldCodes
    keys: tuple[str, ...]
    lookup: PeopleLookup

    def is_field(self, path: Path) -> bool:
        """Whether a path leads to a field, or to an entry of a list or map."""
        if isinstance(path[-1], int) or path[-1] in self._fields(path[:-1]):
            return True
        owner = self._field(path[:-1])
        return owner is not None and bool(re.search(r"\b(?:dict|Mapping)\[", str(owner.annotation)))

    def typed_path(self, path: Path) -> Path:
        """The part of a path that was typed."""
        return self.document.existing_path(*self.keys, *path)[len(self.keys) :] or path[:1]

    def belongs_to_empty(self, path: Path, empty: set[str | int]) -> bool:
        """Whether an unknown field belongs to a group above it that was left empty."""
        key = _UNSEEN.sub("", str(path[-1]))
        return any(key in self._fields((name,), own=True) for name in empty) and (
            key not in self._fields(path[:-1])
        )

    def empty(self, path: Path, values: Mapping[str, Any]) -> Diagnostic:
        """Report a value that was left empty."""
        name, field = path[-1], self._field(path)
        if isinstance(name, int):
            message = _('an entry of "%(name)s" is empty', name=_name(path))
            hint = _("write something, or delete the entry")
            return self._report(self.family.empty, path, message, hint)
        if len(path) == 1 and (inner := self._fields_beside(path, values)):
            return self._not_indented(str(name), inner)
        place = self.document.locate_key(*self.keys, *path)
        line = self.document.lines[place.line - 1] if place.line else ""
        message = _(_EMPTY, name=name)
        hint = _("write something after the colon, or delete the line")
        if comment := re.match(r"[^#]*?([\w-]+: +)(#.*\S)", line):
            value = single_quoted(comment[2])
            if self._takes_list(path):
                value = f"[{', '.join(_TAG.findall(comment[2]) or ['…'])}]"
            message = _('"%(name)s" is empty, because a # starts a comment in YAML', name=name)
            hint = _("write %(text)s", text=f"{comment[1]}{value}")
        elif field and field.is_required():
            hint = _("write for example %(text)s", text=f"{name}: {_example(field)}")
        return self._report_key(self.family.empty, path, message, hint)

    def _fields_beside(self, path: Path, values: Mapping[str, Any]) -> list[str]:
        """The keys beside an empty group that belong into it."""
        own, around = self._fields(path, own=True), self._fields(path[:-1])
        return [k for k in values if (bare := _UNSEEN.sub("", k)) in own and bare not in around]

    def _not_indented(self, group: str, inner: list[str]) -> Diagnostic:
        """Report fields that belong into a group, and are beside it."""
        first = inner[0]
        if unseen := _UNSEEN.match(first):
            message = _(
                'the space before "%(name)s" is not an ordinary space (%(character)s)',
                name=_UNSEEN.sub("", first),
                character=code_point(unseen[0]),
            )
            hint = _("delete it and type two spaces")
            if len(inner) > 1:
                hint = _("delete it and type two spaces, here and on the next lines")
        else:
            message = _(
                '"%(name)s" belongs to "%(group)s" and must be indented', name=first, group=group
            )
            hint = _("begin this line with two spaces")
            if len(inner) > 1:
                hint = _("begin this line and the next ones with two spaces")
        return self._report_key(self.family.malformed, (first,), message, hint)

    def meant(self, path: Path) -> str:
        """The field that an unknown one probably is, or an empty string."""
        names, name = self._names(path), str(path[-1])
        return _synonym(name, names) or closest(name, names)

    def diagnostic(self, path: Path, problem: ErrorDetails) -> Diagnostic:
        """Report one pydantic error about the value at a path."""
        kind, value, context = problem["type"], problem["input"], problem.get("ctx", {})
        name = shown = _name(path)
        if isinstance(value, str):
            if kind in ("too_long", "too_short"):
                kind = f"string_{kind}"
            shown = value if len(value) <= 60 and "\n" not in value else name
        match kind:
            case "extra_forbidden":
                return self._unknown(path, value)
            case "missing":
                return self._missing(path)
            case "enum" | "literal_error":
                return self._choice(path, value, shown, str(context["expected"]))
            case "day_form":
                return self._no_day(path, str(value), shown)
            case "day_impossible":
                return self._impossible_day(path, str(value), shown)
            case "day_too_long_ago":
                return self._report(
                    self.family.impossible_date,
                    path,
                    _('"%(day)s" is too long ago', day=shown),
                    _("check the year, the month and the day"),
                )
            case "string_too_long":
                return self._too_long(path, str(value).strip(), int(context["max_length"]))
            case "string_pattern_mismatch":
                return self._pattern(path, str(value), shown, str(context["pattern"]))
            case "model_type" | "model_attributes_type":
                return self._no_group(path, value)
            case "string_type":
                message = _('"%(name)s" must be text', name=name)
                return self._report(
                    self.family.malformed, path, message, self._as_text(path, value)
                )
            case "tuple_type":
                message = _('"%(name)s" must be one value or a list', name=name)
                return self._report(
                    self.family.malformed, path, message, self._as_list(path, value)
                )
        code, message_text, hint_text = _MESSAGES.get(kind, _OTHER)
        words = {"name": name, "shown": shown, "reason": problem["msg"], **context}
        return self._report(
            getattr(self.family, code), path, _(message_text, **words), _(hint_text, **words)
        )

    def _report(self, code: Code, path: Path, message: Message, hint: Message) -> Diagnostic:
        """A problem with the value at a path."""
        place = self.document.locate(*self.keys, *path)
        return code(place, message, hint)

    def _report_key(self, code: Code, path: Path, message: Message, hint: Message) -> Diagnostic:
        """A problem with the key at a path."""
        place = self.document.locate_key(*self.keys, *path)
        return code(place, message, hint)

    def _unknown(self, path: Path, value: object) -> Diagnostic:
        name, names = str(path[-1]), self._names(path)
        if (unseen := _UNSEEN.search(name)) and (seen := _UNSEEN.sub("", name)) in names:
            message = _(
                'there is an invisible character (%(character)s) in "%(name)s"',
                character=code_point(unseen[0]),
                name=seen,
            )
            return self._report_key(self.family.unknown, path, message, _("type the line again"))
        guess = self.meant(path)
        hint = _("the fields are %(names)s", names=all_of(names))
        if guess:
            hint = _('Did you mean "%(word)s"?', word=guess)
        if name.startswith(("<!--", "//", "--")):
            hint = _("a comment begins with a #; put one before it, or delete the line")
        elif len(path) > 1 and value is None:
            hint = _(
                'a comma separates the fields of "%(name)s"; put the whole text in single quotes',
                name=_name(path[:-1]),
            )
        elif len(path) == 1 and name.casefold() in _NEEDLESS and not guess.startswith(name[:2]):
            hint = _("delete the line; it is not needed here")
        elif len(path) == 1 and "body" not in names and _synonym(name, ["body"]):
            hint = _('write the story below the second "---"')
        message = _('unknown field "%(name)s"', name=name)
        return self._report_key(self.family.unknown, path, message, hint)

    def _missing(self, path: Path) -> Diagnostic:
        name = str(path[-1])
        message = _('"%(name)s" is missing', name=name)
        if len(path) > 1:
            message = _('"%(name)s" is missing from "%(group)s"', name=name, group=_name(path[:-1]))
        hint = _("add it, for example %(text)s", text=f"{name}: {_example(self._field(path))}")
        return self._report(self.family.missing, path[:-1], message, hint)

    def _choice(self, path: Path, value: object, shown: str, expected: str) -> Diagnostic:
        words, name = expected.replace("'", "").replace(" or ", ", ").split(", "), _name(path)
        if not isinstance(value, str):
            message = _('"%(name)s" must be a single value', name=name)
            hint = _("write %(words)s", words=any_of(words))
            return self._report(self.family.malformed, path, message, hint)
        message = _(
            '"%(value)s" is not one of the possible values of "%(name)s"', value=shown, name=name
        )
        hint = sentences(
            did_you_mean(value, words), _("The possible values are %(words)s.", words=all_of(words))
        )
        return self._report(self.family.not_a_choice, path, message, hint)

    def _no_day(self, path: Path, text: str, shown: str) -> Diagnostic:
        hint, field = dates.day_hint(text), self._field(path)
        optional = field is None or not field.is_required()
        if optional and text.casefold() in ("no", "false", "none", "never"):
            hint = _("delete the line")
        message = _('"%(text)s" is not a date', text=shown)
        return self._report(self.family.malformed, path, message, hint)

    def _impossible_day(self, path: Path, text: str, shown: str) -> Diagnostic:
        message, hint = _('"%(day)s" does not exist', day=shown), dates.day_hint(text)
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
        last = monthrange(year, month)[1] if 1 <= month <= 12 and year >= 1900 else 0
        if day > last > 0:
            hint = _("that month has only %(days)s days; correct the day or the month", days=last)
        elif last and len(text) > 10:
            hint = _("check the hour and the minute")
        elif not dates.days_meant(text) or year < 1900:
            hint = _("check the year, the month and the day")
        return self._report(self.family.impossible_date, path, message, hint)

    def _too_long(self, path: Path, text: str, limit: int) -> Diagnostic:
        """Report a text that is too long, at the first part of it that is too much."""
        return self.family.too_long(
            _beyond(self.document, (*self.keys, *path), text, limit),
            _(
                '"%(name)s" is too long (%(length)s characters; the limit is %(limit)s)',
                name=_name(path),
                length=str(len(text)),
                limit=str(limit),
            ),
            _("shorten it; there is more room in the story itself"),
        )

    def _pattern(self, path: Path, value: str, shown: str, pattern: str) -> Diagnostic:
        """Report an id, a line, an address… of the wrong form."""
        hint = WORDING[pattern][1]
        several = [part for part in _SEVERAL.split(value.strip()) if part]
        listed = self._takes_list(path)
        if pattern == REF:
            hint = self._person(value, listed=listed)
        elif unseen := _UNSEEN.search(value):
            hint = _type_again(unseen[0])
        elif listed and len(several) > 1 and all(id_like(one) for one in several):
            hint = in_brackets(map(id_like, several))
        elif pattern == SLUG and (near := id_like(_stem(value))):
            hint = sentences(_('Did you mean "%(word)s"?', word=near), hint)
        elif pattern == LANGUAGE and (tag := tags_by_name().get(value.casefold())):
            hint = _("write %(text)s", text=tag)
        return self._report(self.family.malformed, path, wrong_form(pattern, shown), hint)

    def _person(self, value: str, *, listed: bool) -> Message:
        """What to type in place of a name that is not an id."""
        text = value.strip()
        if (unseen := _UNSEEN.search(value)) and is_id(_UNSEEN.sub("", value)):
            return _type_again(unseen[0])
        if (one := self.lookup.find(text)) in self.lookup.people:
            return _("write %(id)s, the id in site_config/people.yml", id=one)
        if found := self.lookup.hint(text, listed=listed):
            return found
        if ids := self.lookup.may_mean(text):
            people = [f"{id_} ({self.lookup.people[id_].name})" for id_ in ids[:_MOST_MEANT]]
            return _(
                "It may mean %(people)s. Write the id of the right one.", people=any_of(people)
            )
        several = [part for part in _SEVERAL.split(text) if part]
        if listed and len(several) > 1 and all(map(is_id, several)):
            return in_brackets(several)
        if near := self.lookup.suggestion(text):
            return sentences(near, _("Ids are listed in site_config/people.yml."))
        if line := self.lookup.new_person_line(text):
            if fold(text.split()[0]) in ARTICLES:  # "the night shift" is no name
                return _(
                    "For a team, write %(team)s. For someone who is not to be named, write anonymous. "
                    "A new colleague needs a line in site_config/people.yml.",
                    team=f"{TEAM}{next(iter(self.lookup.teams), 'ID')}",
                )
            return _(
                "If this is a new colleague, add this line to site_config/people.yml: %(line)s. "
                "Then write %(id)s here.",
                line=line,
                id=line.partition(":")[0],
            )
        return _("write an id from site_config/people.yml, for example maria")

    def _no_group(self, path: Path, value: object) -> Diagnostic:
        fields, name = self._fields(path), _name(path)
        needed = {key: field for key, field in fields.items() if field.is_required()} or fields
        parts = [f'"{key}: {_example(field)}"' for key, field in needed.items()]
        hint = _(
            "write %(fields)s below it, each on its own line, indented by two spaces",
            fields=all_of(parts),
        )
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            hint = _("there can be only one here; write its fields without the hyphen")
        message = _(
            '"%(name)s" must be a group of fields: %(fields)s', name=name, fields=listed(fields)
        )
        return self._report(self.family.malformed, path, message, hint)

    def _as_text(self, path: Path, value: object) -> Message:
        """How to write a text that YAML took for a list or a group."""
        name = next((str(s) for s in reversed(path) if isinstance(s, str)), "")
        before = f"{name}: " if isinstance(path[-1], str) else "- "
        if isinstance(value, dict) and len(value) == 1:
            key, inner = next(iter(value.items()))
            if key in ("id", "name") and isinstance(inner, str):
                return _("write %(text)s", text=f"{before}{inner}")
            if isinstance(inner, str):
                return _(
                    "put it in single quotes, because of the colon and space in it: %(text)s",
                    text=f"{before}{single_quoted(f'{key}: {inner}')}",
                )
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            if isinstance(path[-1], int):
                text = f"{name}: [{', '.join(value)}]"
                return _("one pair of brackets is enough: %(text)s", text=text)
            return _(
                "write it without brackets or hyphens: %(text)s",
                text=f"{before}{single_quoted(', '.join(value))}",
            )
        return _("write one value, without brackets or indented lines")

    def _as_list(self, path: Path, value: object) -> Message:
        """How to write a list that YAML took for a group."""
        name = _name(path)
        if isinstance(value, dict):
            if isinstance(given := value.get("id", value.get("name")), str):
                return _("write %(text)s", text=f"{name}: {given}")
            if value and all(given in (None, "yes", "true") for given in value.values()):
                return _("write %(text)s", text=f"{name}: [{', '.join(value)}]")
        return _(
            "write one value, or several in brackets: %(text)s",
            text=f"{name}: [{_example(self._field(path))}, …]",
        )

    def _names(self, path: Path) -> list[str]:
        """The possible fields in place of an unknown one."""
        names = list(self._fields(path[:-1]))
        return [name for name in names if name != "body" or self.document.body is None]

    def _takes_list(self, path: Path) -> bool:
        field = self._field(path[:1])
        return field is not None and "tuple" in str(field.annotation)

    def _field(self, path: Path) -> Any | None:
        """The field at a path, if it is one."""
        return self._fields(path[:-1]).get(str(path[-1])) if path else None

    def _fields(self, path: Path, *, own: bool = False) -> dict[str, Any]:
        """The fields of the group at a path, or of the group around it; with `own`, of that alone."""
        model, at = self.model, 0
        for number, step in enumerate(path, 1):
            if step in (fields := fields_of(model)):
                inner = _models_in(fields[str(step)].annotation)
                model, at = inner or model, number if inner else at
        return {} if own and at != len(path) else fields_of(model)


def _synonym(name: str, names: Iterable[str]) -> str:
    """The field that other programs or languages call so, or an empty string."""
    return next((ours for ours in names if letters_and_digits(name) in FIELDS.get(ours, ())), "")


def _example(field: Any | None) -> str:
    return str((field.examples or ["…"])[0]) if field else "…"


def _models_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _models_in(argument):
            return found
    return None


def _name(path: Sequence[str | int]) -> str:
    """The field that a path is about."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "this")


def _type_again(char: str) -> Message:
    character = code_point(char)
    return _(
        "type it again; there is an invisible character in it (%(character)s)", character=character
    )


def _stem(value: str) -> str:
    """The name of a file, where a path was given for an id."""
    return re.sub(r".*/|\.(?:md|yml)$", "", value) if value.endswith((".md", ".yml")) else value


def _beyond(document: Document, place: Path, text: str, limit: int) -> Location:
    """The place of the part of a text beyond a limit; of several lines, its part of the first."""
    tail = text[limit:].lstrip()
    offset = len(text) - len(tail)
    word = re.split(r"\s", tail, maxsplit=1)[0]
    whole = document.locate(*place)
    at = document.locate_in(*place, offset=offset, length=len(word))
    if (at.line, at.column) == (whole.line, whole.column):
        return whole
    line = document.lines[at.line - 1]
    end = line.find(tail, at.column - 1) + len(tail) if tail in line else len(line.rstrip())
    return at._replace(end_column=max(at.end_column, end + 1))


def undefined_messages(kind: str, id_: str, known: Iterable[str]) -> tuple[Message, Message]:
    """The message and the hint for the id of a team, theme or norm that is not defined."""
    message, where = {
        "team": (
            _('there is no team "%(id)s"', id=id_),
            _("Teams are listed in site_config/teams.yml."),
        ),
        "theme": (
            _('there is no theme "%(id)s"', id=id_),
            _("Themes are listed in site_config/themes.yml."),
        ),
        "norm": (
            _('there is no norm "%(id)s"', id=id_),
            _("Norms are listed in site_config/norms.yml."),
        ),
    }[kind]
    return message, sentences(did_you_mean(id_, known), where)
