"""Turn answers that were typed elsewhere into the values of a story."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from generator.consent.single_names import may_mean_people
from generator.intake import resolve
from generator.intake.fields import fields, form_fields
from generator.intake.writing import Value, sanitized
from generator.model import ANONYMOUS, ID, Settings, Story
from generator.model.roles import Holds, dotted, paths_of
from generator.text.dates import Order, find_day
from generator.text.locales import tags_by_name
from generator.text.names import names_of
from generator.text.unspaced import has_unspaced

_PROSE = {dotted(path) for path in paths_of(Story, Holds.PROSE)}
_PEOPLE = tuple(dotted(path) for path in paths_of(Story, Holds.PARTICIPANTS))
_NAME_AFTER_AT = re.compile(r"(?<![\w@\\])@([^\W\d_](?:[\w.'’-]{0,60}\w)?)")
_STORY = re.compile(
    rf"(?:\S*/)?stories/(?:[0-9]{{4}}/)?({ID})(?:/(?:index\.html)?|\.md|\.yml)?(?:[?#]\S*)?"
)
_APART = re.compile(r"(?<![\w@\\/.:=#-])")
_ALONE = re.compile(r"(?![-/@_=]|\.\w| [^\W\d_a-z])")
"""After a first name: neither the rest of an address nor a surname."""
_IN_A_WORD = re.compile(r"[A-Za-z0-9_@\\-]")
"""What is next to a mention that is none."""
_IN_BRACKETS = re.compile(r"\(([a-z0-9-]+)\)")


def draft_values(
    answers: Mapping[str, str], settings: Settings, order: Order | None = None
) -> dict[str, Value]:
    """The values of a draft, from answers by the paths of their fields.

    Names become ids where it is clear who is meant. What cannot be understood stays as it was
    typed, and the checker says why. Nothing that is imported is a consent.
    """
    values: dict[str, Value] = {}
    typed_people = [sanitized(answers.get(path, "")) for path in _PEOPLE]
    people = {id_ for each in typed_people for id_ in resolve.people_ids(each, settings)}
    for path, field in form_fields():
        typed = answers.get(path)
        if not typed or not (text := sanitized(typed)):
            continue
        value: Value = text
        if field.shape == "day":
            day = find_day(text, order)
            value = day.isoformat() if day else text
        elif path == "themes":
            value = _themes(text, settings)
        elif path in _PEOPLE:
            find = resolve.people_ids if field.many else resolve.person_id
            value = find(text, settings)
        elif path == "continues":
            value = story_id(text)
        elif path == "lang":
            value = tags_by_name().get(text.casefold(), text)
        elif field.choices:
            plain = text.casefold()
            value = list(dict.fromkeys(resolve.split_list(plain))) if field.many else plain
        elif path in _PROSE:
            text = " ".join(text.split()) if field.one_line else text
            value = with_mentions(text, settings, people)
        if value:
            set_value(values, path, value)
    for name, field in fields().items():  # a quote without its words is left out
        group = values.get(name)
        if field.parts and isinstance(group, Mapping) and "text" not in group:
            del values[name]
    return values


def story_id(text: str) -> str:
    """The id of a story whose page's address or whose file's path a text is; else the text itself."""
    found = _STORY.fullmatch(text)
    return found[1] if found else text


def set_value(values: dict[str, Value], path: str, value: Value) -> None:
    """Set the value of a field, or of a part of a group such as `quote.by`."""
    name, _, part = path.partition(".")
    if part:
        group = values.get(name)
        value = {**(group if isinstance(group, Mapping) else {}), part: str(value)}
    values[name] = value


def unknown_names(values: Mapping[str, Value], settings: Settings) -> list[str]:
    """The names of those in a story of whom people.yml does not clearly have one."""
    found = [name for path in _PEOPLE for name in _at(values, path)]
    return list(dict.fromkeys(name for name in found if resolve.is_unknown(name, settings)))


def without_names(values: Mapping[str, Value], names: Collection[str]) -> dict[str, Value]:
    """The values with nobody in place of some names, to see what else is wrong."""
    made = dict(values)
    for path in _PEOPLE:
        kept = [ANONYMOUS if name in names else name for name in _at(values, path)]
        if kept:
            set_value(made, path, kept[0] if "." in path else kept)
    return made


def _at(values: Mapping[str, Value], path: str) -> list[str]:
    """The names at the path of a field, one or several."""
    name, _, part = path.partition(".")
    value = values.get(name, ())
    if part:
        value = value.get(part, ()) if isinstance(value, Mapping) else ()
    return [value] if isinstance(value, str) else list(value)


def with_mentions(text: str, settings: Settings, people: Collection[str] = ()) -> str:
    """A text with full names as mentions, so that each is printed as its owner wishes.

    So are `@Maria` and `@maria.okafor`, as chats write them, where it is clear who is meant, and
    the first names of `people`, those whom the story is about, that nobody else has.
    """
    text = _with_unspaced_names(text, settings) if has_unspaced(text) else text
    for id_ in sorted(names_of(settings).spelled(text)):
        words = r"\s+".join(map(re.escape, settings.people[id_].name.split()))
        text = re.sub(rf"(?<![\w@-])@?{words}(?![\w-])", f"@{id_}", text, flags=re.IGNORECASE)

    def as_id(match: re.Match[str]) -> str:
        found = resolve.person_id(match[1], settings)
        return f"@{found}" if found in settings.people else match[0]

    return _with_first_names(_NAME_AFTER_AT.sub(as_id, text), settings, people)


def _with_unspaced_names(text: str, settings: Settings) -> str:
    """A text with mentions for full names in scripts that do not set words apart."""
    last = len(text)
    for name in sorted(names_of(settings).find(text).full, reverse=True):
        start = name.start - text[: name.start].endswith("@")
        if (
            len(name.people) == 1
            and name.end <= last
            and has_unspaced(text[name.start : name.start + 1])
            and not _IN_A_WORD.search(f"{text[:start][-1:]}|{text[name.end :][:1]}")
        ):
            text = f"{text[:start]}@{min(name.people)}{text[name.end :]}"
            last = start
    return text


def _with_first_names(text: str, settings: Settings, people: Collection[str]) -> str:
    names = names_of(settings)
    for part in sorted(names.find(text).parts, reverse=True):
        of = names.given.get(part.key, frozenset()) | names.family.get(part.key, frozenset())
        if (
            len(of) == 1
            and not of.isdisjoint(people)
            and part.word == names.first[min(of)]
            and may_mean_people(text, part, "body")
            and _APART.match(text, part.start)
            and _ALONE.match(text, part.end)
        ):
            text = f"{text[: part.start]}@{min(of)}{text[part.end :]}"
    return text


def _themes(text: str, settings: Settings) -> list[str]:
    """Ids from the options of a form, where they are in brackets, or from parts of titles."""
    found = [slug for slug in _IN_BRACKETS.findall(text) if slug in settings.themes]
    for part in [] if found else resolve.split_list(text):
        matches = resolve.matching_themes(part, settings.themes)
        found.append(matches[0] if len(matches) == 1 else part)
    return list(dict.fromkeys(found))
