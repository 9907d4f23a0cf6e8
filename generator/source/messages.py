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

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location, did_you_mean
from generator.model import ANONYMOUS, TEAM, WORDING, fields_of
from generator.model.ids import id_like, is_id
from generator.source.lookup import PeopleLookup
from generator.source.nodes import Document, Path
from generator.text import dates
from generator.text.clean import bare
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
"""What other generators want to know, and we do not."""
GROUP = ("has no fields", "write them below it, each indented by two spaces, as name: value")
_FLAG = ("is neither yes nor no", "write yes or no")
_NUMBER = ("is not a whole number", "write digits only")
_SHAPES = {  # pydantic's error type → (what is wrong, what to type)
    "moment_form": ("is not a day and a time", "write for example 2026-12-03 16:00"),
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
}


@dataclass(frozen=True)
class FieldMessages:
    """What to say of the values of one entry, which stands at `keys` of a document."""

    model: type[BaseModel]
    document: Document
    family: str
    keys: tuple[str, ...]
    lookup: PeopleLookup

    def is_field(self, path: Path) -> bool:
        """Whether a field, an entry of a list or of a map may stand at a path."""
        if isinstance(path[-1], int) or path[-1] in self._fields(path[:-1]):
            return True
        owner = self._field(path[:-1])
        return owner is not None and bool(re.search(r"\b(?:dict|Mapping)\[", str(owner.annotation)))

    def reached(self, path: Path) -> Path:
        """As much of a path as was typed."""
        return self.document.existing_path(*self.keys, *path)[len(self.keys) :] or path[:1]

    def belongs_to_empty(self, path: Path, empty: set[str | int]) -> bool:
        """Whether a field that is unknown here belongs into a group above it, which is empty."""
        key = _UNSEEN.sub("", str(path[-1]))
        return any(key in self._fields((name,), own=True) for name in empty) and (
            key not in self._fields(path[:-1])
        )

    def _inner(self, path: Path, values: Mapping[str, Any]) -> list[str]:
        """The keys beside a group that belong into it."""
        own, around = self._fields(path, own=True), self._fields(path[:-1])
        return [k for k in values if (bare := _UNSEEN.sub("", k)) in own and bare not in around]

    def _outside(self, group: str, inner: list[str]) -> Diagnostic:
        """What to say of fields that belong into a group, and stand beside it."""
        first = inner[0]
        if unseen := _UNSEEN.match(first):
            what = f'the space before "{_UNSEEN.sub("", first)}" is none (U+{ord(unseen[0]):04X})'
            hint = "delete it and type spaces"
        else:
            what = f'"{first}" belongs to "{group}", and is not indented'
            hint = "begin this line with two spaces"
        if len(inner) > 1:
            hint += ", and so in the next"
        return code(self.family, "03")(self.document.locate_key(*self.keys, first), what, hint)

    def empty(self, path: Path, values: Mapping[str, Any]) -> Diagnostic:
        """What to say of a value that was left empty."""
        name = path[-1]
        if isinstance(name, int):
            return code(self.family, "07")(
                self.document.locate(*self.keys, *path),
                f'an entry of "{_name(path)}" is empty',
                "write something, or delete the entry",
            )
        if len(path) == 1 and (inner := self._inner(path, values)):
            return self._outside(str(name), inner)
        place = self.document.locate_key(*self.keys, *path)
        line = self.document.lines[place.line - 1] if place.line else ""
        if comment := re.match(r"[^#]*?([\w-]+: +)(#.*\S)", line):
            value = "'" + comment[2].replace("'", "''") + "'"
            if self._takes_list(path):
                value = f"[{', '.join(_TAG.findall(comment[2]) or ['…'])}]"
            return code(self.family, "07")(
                place,
                f'"{name}" is empty, since YAML takes what follows a # for a note',
                f"write {comment[1]}{value}",
            )
        field = self._field(path)
        hint = "write something after the colon, or delete the line"
        if field and field.is_required():
            hint = f"write for example {name}: {_example(field)}"
        return code(self.family, "07")(place, f'"{name}" is empty', hint)

    def meant(self, path: Path) -> str:
        """The field that an unknown one probably is, or an empty string."""
        names, name = self._names(path), str(path[-1])
        near = _elsewhere(name, names) or did_you_mean(name, names)
        return near.removeprefix('did you mean "').removesuffix('"? ')

    def diagnostic(self, path: Path, problem: ErrorDetails) -> Diagnostic:
        """What to say of one complaint about the value at a path."""
        kind, value, context = problem["type"], problem["input"], problem.get("ctx", {})
        family, name, place = self.family, _name(path), (*self.keys, *path)
        at = self.document.locate(*place)
        is_text = isinstance(value, str)
        shown = f'"{value}"' if is_text and len(value) <= 60 and "\n" not in value else f'"{name}"'
        if kind == "extra_forbidden":
            return self._unknown(path, value)
        if kind == "missing":
            return self._missing(path)
        if kind in ("enum", "literal_error"):
            return self._choice(path, value, shown, str(context["expected"]))
        if kind in ("day_form", "day_impossible"):
            return self._day(
                path, value, shown, impossible=kind == "day_impossible", said=problem["msg"]
            )
        if kind == "string_too_long" or (kind == "too_long" and is_text):
            limit, length = int(context["max_length"]), len(str(value).strip())
            over = length - limit
            return code(family, "10")(
                _beyond(self.document, place, value.strip(), limit),
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
            return code(family, "07")(
                at, f'"{name}" is empty', "write something, or delete the line"
            )
        if kind in ("greater_than_equal", "less_than_equal"):
            bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
            return code(family, "03")(at, f'{shown} is not possible for "{name}"', f"write {bound}")
        if kind == "string_pattern_mismatch":
            return self._form(path, str(value), shown, str(context["pattern"]))
        if kind in ("model_type", "model_attributes_type"):
            return self._group(path, value)
        if kind == "string_type":
            return code(family, "03")(at, f'"{name}" is not one text', self._as_text(path, value))
        if kind == "tuple_type":
            return code(family, "03")(
                at, f'"{name}" is neither one value nor a list', self._as_list(path, value)
            )
        what, hint = _SHAPES.get(kind, (f"cannot be used: {problem['msg']}", "correct it"))
        return code(family, "03")(at, f"{shown} {what}", hint)

    def _unknown(self, path: Path, value: object) -> Diagnostic:
        name, names = str(path[-1]), self._names(path)
        if (unseen := _UNSEEN.search(name)) and _UNSEEN.sub("", name) in names:
            return code(self.family, "01")(
                self.document.locate_key(*self.keys, *path),
                f'a character that nobody sees (U+{ord(unseen[0]):04X}) stands at "{_UNSEEN.sub("", name)}"',
                "type the line again",
            )
        guess = self.meant(path)
        hint = f'did you mean "{guess}"?' if guess else f"the fields are {', '.join(names)}"
        if name.startswith(("<!--", "//", "--")):
            hint = "a note begins with a #; put one before it, or delete the line"
        elif len(path) > 1 and value is None:
            hint = f'a comma parts the fields of "{_name(path[:-1])}": put the text before it and this into single quotes'
        elif len(path) == 1 and name.casefold() in _NEEDLESS and not guess.startswith(name[:2]):
            hint = "delete the line: nothing here needs it"
        elif len(path) == 1 and "body" not in names and _elsewhere(name, ["body"]):
            hint = 'write the story below the second "---"'
        return code(self.family, "01")(
            self.document.locate_key(*self.keys, *path), f'unknown field "{name}"', hint
        )

    def _missing(self, path: Path) -> Diagnostic:
        owner = f' in "{_name(path[:-1])}"' if len(path) > 1 else ""
        return code(self.family, "02")(
            self.document.locate(*self.keys, *path[:-1]),
            f'"{path[-1]}" is missing{owner}',
            f'add "{path[-1]}: {_example(self._field(path))}" or the like',
        )

    def _choice(self, path: Path, value: object, shown: str, expected: str) -> Diagnostic:
        words = expected.replace("'", "").replace(" or ", ", ").split(", ")
        at, name = self.document.locate(*self.keys, *path), _name(path)
        if not isinstance(value, str):
            return code(self.family, "03")(
                at, f'"{name}" is not one value', f"write one of these: {', '.join(words)}"
            )
        return code(self.family, "06")(
            at,
            f'{shown} is not a possible value of "{name}"',
            did_you_mean(value, words) + f"Possible: {', '.join(words)}.",
        )

    def _day(
        self, path: Path, value: object, shown: str, *, impossible: bool, said: str
    ) -> Diagnostic:
        at, text = self.document.locate(*self.keys, *path), str(value)
        hint = dates.remedy(text)
        if not impossible:
            required = (field := self._field(path)) is not None and field.is_required()
            if text.casefold() in ("no", "false", "none", "never") and not required:
                hint = "delete the line"
            return code(self.family, "03")(at, f"{shown} is not a date", hint)
        year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
        last = monthrange(year, month)[1] if 1 <= month <= 12 and year >= 1900 else 0
        if day > last > 0:
            hint = f"{dates.MONTHS[month - 1]} {year} has {last} days: correct the day or the month"
        elif last and len(text) > 10:
            hint = "look at the hour and the minute"
        elif not hint.startswith("write 2") or year < 1900:
            hint = "look at the year, the month and the day"
        return code(self.family, "08")(at, f"{shown} {said}", hint)

    def _form(self, path: Path, value: str, shown: str, pattern: str) -> Diagnostic:
        """What to say of an id, a line, an address… that does not look like one."""
        what, hint = WORDING[pattern]
        several = [part for part in _SEVERAL.split(value.strip()) if part]
        listed = self._takes_list(path)
        if what == "is not the id of a person or a team":
            hint = self._person(value, listed=listed)
        elif unseen := _UNSEEN.search(value):
            hint = _seen(unseen[0])
        elif listed and len(several) > 1 and all(id_like(one) for one in several):
            hint = f"several go into brackets: [{', '.join(map(id_like, several))}]"
        elif what == "is not an id" and (near := id_like(_stem(value))):
            hint = f'did you mean "{near}"? {hint}'
        elif what == "is not a language tag" and (tag := _languages().get(value.casefold())):
            hint = f"write {tag}"
        return code(self.family, "03")(
            self.document.locate(*self.keys, *path), f"{shown} {what}", hint
        )

    def _person(self, value: str, *, listed: bool) -> str:
        """What to type for somebody who was named, and not by an id."""
        text = value.strip()
        if (unseen := _UNSEEN.search(value)) and is_id(_UNSEEN.sub("", value)):
            return _seen(unseen[0])
        if (one := self.lookup.who(text)) in self.lookup.people:
            return f"write {one}, as in site_config/people.yml"
        if found := self.lookup.remedy(text, listed=listed):
            return found
        several = [part for part in _SEVERAL.split(text) if part]
        if listed and len(several) > 1 and all(map(is_id, several)):
            return f"several go into brackets: [{', '.join(several)}]"
        if near := self.lookup.near(text):
            return f"{near}Ids are listed in site_config/people.yml."
        if line := self.lookup.newcomer(text):
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

    def _group(self, path: Path, value: object) -> Diagnostic:
        fields, name = self._fields(path), _name(path)
        needed = {key: field for key, field in fields.items() if field.is_required()} or fields
        parts = [f'"{key}: {_example(field)}"' for key, field in needed.items()]
        hint = f"write below it, each indented by two spaces, {' and '.join(parts)}"
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            hint = "only one fits here: write its fields without the hyphen"
        return code(self.family, "03")(
            self.document.locate(*self.keys, *path),
            f'"{name}" has parts, {" and ".join(fields)}, and here is something else',
            hint,
        )

    def _as_text(self, path: Path, value: object) -> str:
        """How to write as a text what YAML took for a list or a group."""
        name = next((str(s) for s in reversed(path) if isinstance(s, str)), "")
        before = f"{name}: " if isinstance(path[-1], str) else "- "
        if isinstance(value, dict) and len(value) == 1:
            key, inner = next(iter(value.items()))
            if key in ("id", "name") and isinstance(inner, str):
                return f"write {before}{inner}"
            if isinstance(inner, str):
                return "put it in single quotes, since a colon and a space stand in it: " + (
                    f"{before}'{_twice(f'{key}: {inner}')}'"
                )
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            if isinstance(path[-1], int):
                return f"one pair of brackets is enough: {name}: [{', '.join(value)}]"
            return f"write it without brackets or hyphens: {before}'{_twice(', '.join(value))}'"
        return "write one value, without brackets or indented lines"

    def _as_list(self, path: Path, value: object) -> str:
        """How to write as a list what YAML took for a group."""
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
        """The fields that can be written where an unknown one stands."""
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


def _elsewhere(name: str, names: Iterable[str]) -> str:
    """The field that is called so in other programs or languages, or an empty string."""
    return next((ours for ours in names if bare(name) in _CALLED.get(ours, "").split()), "")


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


def _seen(char: str) -> str:
    return f"a character that nobody sees (U+{ord(char):04X}) stands in it: type it again"


def _stem(value: str) -> str:
    """The name of a file, where a path was given for an id."""
    return re.sub(r".*/|\.(?:md|yml)$", "", value) if value.endswith((".md", ".yml")) else value


def _twice(text: str) -> str:
    """A text as it stands between single quotes."""
    return text.replace("'", "''")


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
