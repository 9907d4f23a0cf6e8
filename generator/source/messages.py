"""Pydantic's complaints → sentences: what is wrong with a value, and what to type instead."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.diagnostics.diagnostic import Code, Diagnostic, Location, closest, did_you_mean
from generator.model import ANONYMOUS, TEAM, WORDING, fields_of
from generator.model.ids import id_like, is_id
from generator.source.field_codes import FieldCodes
from generator.source.lookup import PeopleLookup
from generator.source.nodes import Document, Path
from generator.source.yaml_text import single_quoted
from generator.text import dates
from generator.text.clean import letters_and_digits
from generator.text.names import fold

_UNSEEN = re.compile("[\u00a0\u00ad\u2000-\u200f\u202f\u2060\u3000\ufeff]")
_TAG = re.compile(r"#([\w-]+)")
_ARTICLES = frozenset(["the", "a", "an", "our", "my", "el", "los", "las", "un", "una", "unos"])
_SEVERAL = re.compile(r"\s*[,;&]\s*|\s+(?:and|y)\s+")
_CALLED = {  # what other programs call it, and other languages
    "date": "day when fecha datum data jour dia tarih",
    "givers": "author authors from giver who mentor helper quiendio dio donante geber gebende de von",
    "receivers": "to receiver recipient recipients mentee quienrecibio recibio receptor empfanger an pour",
    "title": "name headline subject titulo titel titre betreff",
    "summary": "description excerpt abstract resumen zusammenfassung resume",
    "kind": "type tipo typ",
    "themes": "tag tags category categories topic topics tema temas etiquetas thema themen",
    "ask": "question request peticion pregunta bitte frage",
    "outcome": "result results resultado ergebnis resultat",
    "quote": "quotation cita zitat citation",
    "consent": "permission approved consentimiento einwilligung zustimmung",
    "lang": "language locale idioma sprache langue",
    "image": "picture photo cover imagen foto bild",
    "body": "text story content historia geschichte texto histoire",
    "by": "saidby who author speaker",
}
_NEEDLESS = {"draft", "published", "layout", "permalink", "slug", "id", "status"}
"""Fields of other site generators that are not needed here."""
_NUMBER = "malformed", "{shown} is not a whole number", "write digits only"
_FLAG = "malformed", "{shown} is neither yes nor no", "write yes or no"
_EMPTY = "empty", '"{name}" is empty', "write something, or delete the line"
_IMPOSSIBLE = '{shown} is not possible for "{name}"'
_MESSAGES = {  # pydantic's error type: field of FieldCodes, message, hint
    "moment_form": (
        "malformed",
        "{shown} is not a day and a time",
        "write for example 2026-12-03 16:00",
    ),
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "greater_than_equal": ("malformed", _IMPOSSIBLE, "write at least {ge}"),
    "less_than_equal": ("malformed", _IMPOSSIBLE, "write at most {le}"),
    "string_too_short": _EMPTY,
    "too_short": ("empty", '"{name}" is empty', "name at least one"),
    "too_long": (
        "too_long",
        '"{name}" has {actual_length} entries, at most {max_length} fit',
        "keep those that matter most",
    ),
}
_OTHER = "malformed", "{shown} cannot be used: {reason}", "correct it"


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
            message = f'an entry of "{_name(path)}" is empty'
            return self._report(
                self.family.empty, path, message, "write something, or delete the entry"
            )
        if len(path) == 1 and (inner := self._fields_beside(path, values)):
            return self._not_indented(str(name), inner)
        place = self.document.locate_key(*self.keys, *path)
        line = self.document.lines[place.line - 1] if place.line else ""
        message, hint = f'"{name}" is empty', "write something after the colon, or delete the line"
        if comment := re.match(r"[^#]*?([\w-]+: +)(#.*\S)", line):
            value = single_quoted(comment[2])
            if self._takes_list(path):
                value = f"[{', '.join(_TAG.findall(comment[2]) or ['…'])}]"
            message += ", since YAML takes what follows a # for a note"
            hint = f"write {comment[1]}{value}"
        elif field and field.is_required():
            hint = f"write for example {name}: {_example(field)}"
        return self._report_key(self.family.empty, path, message, hint)

    def _fields_beside(self, path: Path, values: Mapping[str, Any]) -> list[str]:
        """The keys beside an empty group that belong into it."""
        own, around = self._fields(path, own=True), self._fields(path[:-1])
        return [k for k in values if (bare := _UNSEEN.sub("", k)) in own and bare not in around]

    def _not_indented(self, group: str, inner: list[str]) -> Diagnostic:
        """Report fields that belong into a group, and are beside it."""
        first = inner[0]
        if unseen := _UNSEEN.match(first):
            message = (
                f'the space before "{_UNSEEN.sub("", first)}" is none (U+{ord(unseen[0]):04X})'
            )
            hint = "delete it and type spaces"
        else:
            message = f'"{first}" belongs to "{group}", and is not indented'
            hint = "begin this line with two spaces"
        if len(inner) > 1:
            hint += ", and so in the next"
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
        shown = f'"{shown}"'
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
                return self._impossible_day(path, str(value), f"{shown} {problem['msg']}")
            case "string_too_long":
                return self._too_long(path, str(value).strip(), int(context["max_length"]))
            case "string_pattern_mismatch":
                return self._pattern(path, str(value), shown, str(context["pattern"]))
            case "model_type" | "model_attributes_type":
                return self._no_group(path, value)
            case "string_type":
                message = f'"{name}" is not one text'
                return self._report(
                    self.family.malformed, path, message, self._as_text(path, value)
                )
            case "tuple_type":
                message = f'"{name}" is neither one value nor a list'
                return self._report(
                    self.family.malformed, path, message, self._as_list(path, value)
                )
        code, message, hint = _MESSAGES.get(kind, _OTHER)
        words = {"name": name, "shown": shown, "reason": problem["msg"], **context}
        return self._report(
            getattr(self.family, code), path, message.format(**words), hint.format(**words)
        )

    def _report(self, code: Code, path: Path, message: str, hint: str) -> Diagnostic:
        """A problem with the value at a path."""
        place = self.document.locate(*self.keys, *path)
        return code(place, message, hint)

    def _report_key(self, code: Code, path: Path, message: str, hint: str) -> Diagnostic:
        """A problem with the key at a path."""
        place = self.document.locate_key(*self.keys, *path)
        return code(place, message, hint)

    def _unknown(self, path: Path, value: object) -> Diagnostic:
        name, names = str(path[-1]), self._names(path)
        if (unseen := _UNSEEN.search(name)) and (seen := _UNSEEN.sub("", name)) in names:
            message = f'a character that nobody sees (U+{ord(unseen[0]):04X}) stands at "{seen}"'
            return self._report_key(self.family.unknown, path, message, "type the line again")
        guess = self.meant(path)
        hint = f'did you mean "{guess}"?' if guess else f"the fields are {', '.join(names)}"
        if name.startswith(("<!--", "//", "--")):
            hint = "a note begins with a #; put one before it, or delete the line"
        elif len(path) > 1 and value is None:
            hint = f'a comma parts the fields of "{_name(path[:-1])}": put the text before it and this into single quotes'
        elif len(path) == 1 and name.casefold() in _NEEDLESS and not guess.startswith(name[:2]):
            hint = "delete the line: nothing here needs it"
        elif len(path) == 1 and "body" not in names and _synonym(name, ["body"]):
            hint = 'write the story below the second "---"'
        return self._report_key(self.family.unknown, path, f'unknown field "{name}"', hint)

    def _missing(self, path: Path) -> Diagnostic:
        owner = f' in "{_name(path[:-1])}"' if len(path) > 1 else ""
        hint = f'add "{path[-1]}: {_example(self._field(path))}" or the like'
        return self._report(self.family.missing, path[:-1], f'"{path[-1]}" is missing{owner}', hint)

    def _choice(self, path: Path, value: object, shown: str, expected: str) -> Diagnostic:
        words, name = expected.replace("'", "").replace(" or ", ", ").split(", "), _name(path)
        if not isinstance(value, str):
            hint = f"write one of these: {', '.join(words)}"
            return self._report(self.family.malformed, path, f'"{name}" is not one value', hint)
        hint = did_you_mean(value, words) + f"Possible: {', '.join(words)}."
        return self._report(
            self.family.not_a_choice, path, f'{shown} is not a possible value of "{name}"', hint
        )

    def _no_day(self, path: Path, text: str, shown: str) -> Diagnostic:
        hint, field = dates.day_hint(text), self._field(path)
        optional = field is None or not field.is_required()
        if optional and text.casefold() in ("no", "false", "none", "never"):
            hint = "delete the line"
        return self._report(self.family.malformed, path, f"{shown} is not a date", hint)

    def _impossible_day(self, path: Path, text: str, message: str) -> Diagnostic:
        hint = dates.day_hint(text)
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
        last = monthrange(year, month)[1] if 1 <= month <= 12 and year >= 1900 else 0
        if day > last > 0:
            hint = f"{dates.MONTHS[month - 1]} {year} has {last} days: correct the day or the month"
        elif last and len(text) > 10:
            hint = "look at the hour and the minute"
        elif not hint.startswith("write 2") or year < 1900:
            hint = "look at the year, the month and the day"
        return self._report(self.family.impossible_date, path, message, hint)

    def _too_long(self, path: Path, text: str, limit: int) -> Diagnostic:
        """Report a text that is too long, at the first part of it that is too much."""
        over, name = len(text) - limit, _name(path)
        return self.family.too_long(
            _beyond(self.document, (*self.keys, *path), text, limit),
            f'"{name}" is {over} character{"s" if over > 1 else ""} too long ({len(text)} of {limit})',
            "shorten it; the story itself has room for more",
        )

    def _pattern(self, path: Path, value: str, shown: str, pattern: str) -> Diagnostic:
        """Report an id, a line, an address… of the wrong form."""
        what, hint = WORDING[pattern]
        several = [part for part in _SEVERAL.split(value.strip()) if part]
        listed = self._takes_list(path)
        if what == "is not the id of a person or a team":
            hint = self._person(value, listed=listed)
        elif unseen := _UNSEEN.search(value):
            hint = _type_again(unseen[0])
        elif listed and len(several) > 1 and all(id_like(one) for one in several):
            hint = f"several go into brackets: [{', '.join(map(id_like, several))}]"
        elif what == "is not an id" and (near := id_like(_stem(value))):
            hint = f'did you mean "{near}"? {hint}'
        elif what == "is not a language tag" and (tag := _languages().get(value.casefold())):
            hint = f"write {tag}"
        return self._report(self.family.malformed, path, f"{shown} {what}", hint)

    def _person(self, value: str, *, listed: bool) -> str:
        """What to type in place of a name that is not an id."""
        text = value.strip()
        if (unseen := _UNSEEN.search(value)) and is_id(_UNSEEN.sub("", value)):
            return _type_again(unseen[0])
        if (one := self.lookup.find(text)) in self.lookup.people:
            return f"write {one}, as in site_config/people.yml"
        if found := self.lookup.hint(text, listed=listed):
            return found
        several = [part for part in _SEVERAL.split(text) if part]
        if listed and len(several) > 1 and all(map(is_id, several)):
            return f"several go into brackets: [{', '.join(several)}]"
        if near := self.lookup.suggestion(text):
            return f"{near}Ids are listed in site_config/people.yml."
        if line := self.lookup.new_person_line(text):
            if fold(text.split()[0]) in _ARTICLES:  # "the night shift" is no name
                team = next(iter(self.lookup.teams), "ID")
                return (
                    f"a team is written {TEAM}{team}, and who is not to be named {ANONYMOUS}; a new "
                    "colleague gets a line in site_config/people.yml"
                )
            return (
                f"if it is a new colleague, add this line to site_config/people.yml: {line}; "
                f"then write {line.partition(':')[0]} here"
            )
        return "write an id from site_config/people.yml, such as maria"

    def _no_group(self, path: Path, value: object) -> Diagnostic:
        fields, name = self._fields(path), _name(path)
        needed = {key: field for key, field in fields.items() if field.is_required()} or fields
        parts = [f'"{key}: {_example(field)}"' for key, field in needed.items()]
        hint = f"write below it, each indented by two spaces, {' and '.join(parts)}"
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            hint = "only one fits here: write its fields without the hyphen"
        message = f'"{name}" has parts, {" and ".join(fields)}, and here is something else'
        return self._report(self.family.malformed, path, message, hint)

    def _as_text(self, path: Path, value: object) -> str:
        """How to write a text that YAML took for a list or a group."""
        name = next((str(s) for s in reversed(path) if isinstance(s, str)), "")
        before = f"{name}: " if isinstance(path[-1], str) else "- "
        if isinstance(value, dict) and len(value) == 1:
            key, inner = next(iter(value.items()))
            if key in ("id", "name") and isinstance(inner, str):
                return f"write {before}{inner}"
            if isinstance(inner, str):
                return "put it in single quotes, since a colon and a space stand in it: " + (
                    f"{before}{single_quoted(f'{key}: {inner}')}"
                )
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            if isinstance(path[-1], int):
                return f"one pair of brackets is enough: {name}: [{', '.join(value)}]"
            return (
                f"write it without brackets or hyphens: {before}{single_quoted(', '.join(value))}"
            )
        return "write one value, without brackets or indented lines"

    def _as_list(self, path: Path, value: object) -> str:
        """How to write a list that YAML took for a group."""
        name = _name(path)
        if isinstance(value, dict):
            if isinstance(given := value.get("id", value.get("name")), str):
                return f"write {name}: {given}"
            if value and all(given in (None, "yes", "true") for given in value.values()):
                return f"write {name}: [{', '.join(value)}]"
        return (
            f"write one value, or several in brackets: {name}: [{_example(self._field(path))}, …]"
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
    return next(
        (ours for ours in names if letters_and_digits(name) in _CALLED.get(ours, "").split()), ""
    )


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


def _type_again(char: str) -> str:
    return f"a character that nobody sees (U+{ord(char):04X}) stands in it: type it again"


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


@lru_cache(maxsize=1)
def _languages() -> Mapping[str, str]:
    """Languages by their English name and by their own."""
    from babel import Locale  # noqa: PLC0415  # only for a language that is written out

    english = Locale("en").languages
    names = {name.casefold(): tag for tag, name in english.items() if 2 <= len(tag) <= 3}
    own = {
        Locale(tag).languages[tag].casefold(): tag for tag in ("ar", "de", "es", "fr", "it", "pt")
    }
    return names | own
