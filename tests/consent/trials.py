"""A writing in a place of a story: what must become of it, and what does. Prints the table of docs/explanation/promises.md."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from functools import cache
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote

from generator.consent.decision import Reason, decide
from generator.consent.permissions import Permissions
from generator.consent.scan import scan_story
from generator.model import Channel, Origin, Person, Settings, Site, Story
from generator.text.names import NameIndex, names_of
from tests.consent.writings import CASED, PEOPLE, Part, Someone, Where, Writing, combined, writings

TODAY = dt.date(2026, 11, 20)
SITE = Site(name="Told at the bench", url="https://stories.bench.example/")
NAMES = {Reason.SPELLED, Reason.LITERAL, Reason.FIRST_NAME, Reason.FAMILY_NAME}


def _person(someone: Someone) -> Person:
    declared = {"emails": someone.emails, "also_written": someone.also_written}
    return Person.model_validate(
        {"name": someone.name, "first_name": someone.given, "team": "bench", "named": "no"}
        | declared
    )


@cache
def settings() -> Settings:
    neutral = Person.model_validate({"name": "Quux Zyzzyva", "team": "bench", "named": "yes"})
    return Settings(SITE, {id_: _person(p) for id_, p in PEOPLE.items()} | {"quux": neutral})


# Where a name may be written.

Fields = Mapping[str, Any]
_SUMMARY = "An hour at the bench, and the lamp was mended."


def _image(file: str, alt: str) -> Fields:
    return {"image": {"file": file, "alt": alt}}


def _body(frame: str) -> Callable[[str], Fields]:
    return lambda text: {"body": frame.replace("{}", text)}


PLAIN: Mapping[str, Callable[[str], Fields]] = {
    "title": lambda text: {"title": f"What {text} knew"},
    "summary": lambda text: {"summary": f"Then {text} stayed an hour."},
    "ask": lambda text: {"ask": f"Could {text} look at it?"},
    "outcome": lambda text: {"outcome": f"Since then {text} has a key."},
    "quote.text": lambda text: {"quote": {"text": f"Ask {text} at four.", "by": "quux"}},
    "image.alt": lambda text: _image("lamp.jpg", f"At the bench {text} with a lamp"),
    "image.file": lambda text: _image(f"{text}.jpg", "A lamp at the bench"),
    "body, middle": _body("The lamp was out. Then {} stayed until six."),
    "body, beginning": _body("{} stayed until six. Then the lamp was on."),
    "body, end": _body("The lamp was out, and then came {}"),
    "body, heading": _body("The lamp was out.\n\n## What {} knew\n\nIt was the fuse."),
    "body, list": _body("We had:\n\n- a lamp\n- {} until six\n- tea"),
    "body, table": _body("| who | what |\n|---|---|\n| {} | the fuse |"),
    "body, quotation": _body("> Then {} stayed.\n\nIt was late."),
    "body, footnote": _body("It was late.[^9]\n\n[^9]: And {} stayed until six."),
    "body, code": _body("It says `for {} only` on the box."),
    "body, block of code": _body("It said:\n\n```\nlamp = {} + 1\n```\n"),
    "body, emphasis": _body("Then *the fuse was {} again*, we thought."),
    "body, link's label": _body("Read [what {} wrote](https://x.example/fuse)."),
}  # fmt: skip
"""Places in which a text is read as it is typed; those of the body in Markdown that cuts no name."""


def _link(text: str) -> Fields:
    return {"body": f"Read [this](https://x.example/who/{quote(text.replace(' ', '-'))}/fuse)."}


RENDERED = ("body, middle", "body, list", "body, quotation", "body, footnote", "body, beginning")
BROKEN_BY_NEWLINES = {
    "title",
    "image.file",
    "body, heading",
    "body, table",
    "body, link's label",
    "image.alt",
}
SPREAD: Mapping[str, Callable[[str, str], Fields]] = {
    "summary and body": lambda a, b: {"summary": f"It was {a}", "body": f"{b} stayed until six."},
    "title and summary": lambda a, b: {"title": f"What she told {a}", "summary": f"{b} and the lamp."},
    "ask and outcome": lambda a, b: {"ask": f"Could you ask {a}", "outcome": f"{b} knew."},
    "body and quote.text": lambda a, b: {"body": f"In the end came {a}", "quote": {"text": f"{b} it was", "by": "quux"}},
    "body and title": lambda a, b: {"body": f"In the end came {a}", "title": f"{b} and the lamp"},
}  # fmt: skip
"""Places that are two: one word of a name ends a text, the other begins another one."""


def places(writing: Writing) -> list[str]:
    """The places that a writing makes sense in."""
    text = writing.text
    if writing.where is Where.SPREAD:
        return list(SPREAD)
    if writing.where is Where.SLUG:
        return ["id", "image.file", "body, link's address"]
    if writing.where is Where.BLOCK:
        return ["body, alone"]
    if writing.where is Where.MARKDOWN:
        return [p for p in RENDERED if not ("\n" in text and p in BROKEN_BY_NEWLINES)]
    fitting = [
        place
        for place in PLAIN
        if not (
            (place in BROKEN_BY_NEWLINES and re.search(r"[\n\u2028]", text))
            or (place == "image.file" and re.search(r"[/\\\t]", text))
            or (place == "body, table" and "|" in text)
            or (place == "body, code" and re.search(r"[`|]", text))
            or (place == "body, link's label" and re.search(r"[\[\]<>]|://", text))
            or (place == "title" and len(text) > 140)
            or (place == "summary" and len(text) > 240)
            or (place == "body, emphasis" and re.search(r"[*<\[]", text))
        )
    ]
    if not re.search(r"[\s/:<>@\[\]#%?]", text.replace(" ", "")) and writing.part is Part.WHOLE:
        fitting.append("body, link's address")
    return fitting


def fields_of(writing: Writing, place: str) -> Fields:
    """The fields of a story that hold a writing in a place. An id is none."""
    if place == "id":
        return {}
    if place in SPREAD:
        return SPREAD[place](*writing.text.split("\n"))
    if place == "body, alone":
        return {"body": writing.text}
    fields = _link(writing.text) if place == "body, link's address" else PLAIN[place](writing.text)
    return {**fields, "body": f"{fields['body']}\n\n{writing.below}"} if writing.below else fields


def story_with(writing: Writing, place: str, *, giver: str) -> Story:
    """A story with a writing in one place."""
    return _story(fields_of(writing, place), writing.text if place == "id" else "the-fuse", giver)


def _story(fields: Fields, id_: str, giver: str) -> Story:
    story = Story.model_validate(
        {
            "date": "2026-10-14",
            "givers": giver,
            "receivers": "quux",
            "title": "The lamp at the bench",
            "summary": _SUMMARY,
            "body": "It was the fuse, and not the bulb.",
        }
        | dict(fields)
    )
    story._origin = Origin(f"stories/2026/{id_}.md", "")
    return story


class Outcome(IntEnum):
    """What the program makes of a name in a story, from nothing to everything."""

    MISSED = 0
    WARNED = 1
    FOUND = 2


@cache
def permissions() -> Permissions:
    return Permissions.of(settings(), [Channel.SITE], TODAY)


def outcome(story: Story, person: str, names: NameIndex) -> tuple[Outcome, frozenset[str]]:
    """What became of one person, and who else is found."""
    scan = scan_story(story, names)
    found = {id_ for why, id_ in decide(story.meta, scan, permissions()).why if why in NAMES}
    others = frozenset(found - {person})
    if person in found:
        return Outcome.FOUND, others
    told = scan.spelled | scan.literal | scan.given | scan.family
    told = told.union(*(names.given.get(w, told) | names.family.get(w, told) for w in scan.others))
    return (Outcome.WARNED if person in told else Outcome.MISSED), others


class Case(NamedTuple):
    """A writing in a place, of somebody who has a part in the story, or has not."""

    person: str
    writing: Writing
    place: str
    takes_part: bool

    @property
    def kind(self) -> str:
        """The row of the table that the case is counted in."""
        is_bystander = self.writing.part is Part.WORD and not self.takes_part
        return "one word, of who has no part in the story" if is_bystander else self.writing.kind

    @property
    def wanted(self) -> Outcome:
        """The least that must become of it: what the grammar knows of what it made."""
        part = self.writing.part
        if part is Part.WHOLE or (part is Part.WORD and self.takes_part):
            return Outcome.FOUND
        is_plain = (
            self.writing.kind == "one word of the name" and PEOPLE[self.person].script in CASED
        )
        if part is Part.WORD and is_plain and self.place in RENDERED:
            return Outcome.WARNED
        return Outcome.MISSED

    @property
    def most(self) -> Outcome:
        """The most that may become of it: one word withholds no story of others, unless it is an
        address: `steffenss` is short for Steffens, S.
        """
        is_a_word = (
            self.writing.part is Part.WORD
            and self.writing.detail != "two middle names"  # they may be found as initials
            and self.place not in ("id", "image.file")
        )
        return Outcome.WARNED if is_a_word and not self.takes_part else Outcome.FOUND

    def story(self) -> Story:
        return story_with(
            self.writing, self.place, giver=self.person if self.takes_part else "quux"
        )


class Trial(NamedTuple):
    """A case, and what became of it."""

    case: Case
    outcome: Outcome
    others: frozenset[str]
    """Other people for whose names the story is withheld."""

    @property
    def is_missed(self) -> bool:
        return self.outcome < self.case.wanted

    @property
    def is_too_much(self) -> bool:
        return self.outcome > self.case.most or bool(self.others)


def every_writing() -> list[tuple[str, Writing]]:
    """Each writing of each person, with the person's id."""
    return [(id_, writing) for id_, someone in PEOPLE.items() for writing in writings(someone)]


def cases(turn: Random, most: int) -> Iterator[Case]:
    """A sample of all writings, places and parts, with something of each kind.

    A tenth are writings of several changes at once.
    """
    every = every_writing()
    turn.shuffle(every)
    one_of_each = {writing.kind: (id_, writing) for id_, writing in every}
    row = [*one_of_each.values(), *every]
    for number in range(most):
        id_, writing = row[number % len(row)]
        if number >= len(one_of_each) and number % 10 == 0:
            id_ = turn.choice(list(PEOPLE))
            writing = combined(PEOPLE[id_], turn)
        takes_part = turn.random() < (0.9 if writing.part is Part.WORD else 0.5)
        yield Case(id_, writing, turn.choice(places(writing)), takes_part)


def tried(some: Iterable[Case], names: NameIndex | None = None) -> list[Trial]:
    """What becomes of each case, with the names of everybody or with others."""
    index = names_of(settings()) if names is None else names
    return [Trial(case, *outcome(case.story(), case.person, index)) for case in some]


def table(trials: Iterable[Trial]) -> str:
    """How many writings of each kind were tried, found, warned of, and missed by design or not."""
    rows: dict[str, list[int]] = {}
    for trial in trials:
        row = rows.setdefault(trial.case.kind, [0] * 5)
        column = (
            4
            if trial.is_missed
            else {Outcome.FOUND: 1, Outcome.WARNED: 2, Outcome.MISSED: 3}[trial.outcome]
        )
        row[0] += 1
        row[column] += 1
    lines = [
        "| kind of writing | tried | found | warned of | missed by design | missed |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    lines += [f"| {kind} | {' | '.join(map(str, row))} |" for kind, row in sorted(rows.items())]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table(tried(cases(Random(7), int(sys.argv[1])))) + "\n")
