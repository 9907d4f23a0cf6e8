"""Check stories that are not in a file yet, and choose their file names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.intake.fields import Field
from generator.intake.writing import Format, Value, Values, sanitized, story_text
from generator.model import Settings
from generator.model.ids import id_like
from generator.record import Library, Record, Scan
from generator.rules import threads
from generator.rules.context import RuleContext
from generator.rules.editors_note import NOTE_FOR_EDITORS
from generator.rules.runner import check_text
from generator.source.discover import StoryFiles, discover
from generator.source.stories import StoryFile, read_stories
from generator.text.markdown import mentions

_WORDS = 6
_NUMBER = re.compile(r"-[0-9]+\Z")
_OF = re.compile(r"^['’]s?\b")
"""The possessive after a mention."""
_ANYONE = "anonymous"


class Draft(NamedTuple):
    """The values of a story, its text, an id for it that may not be free, and its errors."""

    values: dict[str, Value]
    text: str
    slug: str
    errors: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class Drafts:
    """Drafts of stories for one organisation on one day."""

    root: Path
    settings: Settings
    today: dt.date

    @cached_property
    def _found(self) -> StoryFiles:
        return discover(self.root)

    @cached_property
    def context(self) -> RuleContext:
        return RuleContext(self.settings, self.today, self.root, frozenset(self._found.pictures))

    @cached_property
    def taken(self) -> dict[str, str]:
        """The file of each story by its id in lower case."""
        return {Path(path).stem.casefold(): path for path in self._found.stories}

    def draft(self, values: dict[str, Value], form: Format) -> Draft:
        """A draft with these values. It is the same whichever others there are."""
        text, slug = story_text(values, form), self.slug(values)
        found = self.problems(f"stories/{self.year(values)}/{slug}.{form}", text)
        return Draft(values, text, slug, tuple(d for d in found if d.is_error))

    def stories_like(self, slug: str) -> Sequence[str]:
        """The paths of the stories with an id, or with the same id and a number."""
        return self._by_slug.get(slug, ()) or self._by_slug.get(slug[:60].rstrip("-"), ())

    @cached_property
    def _by_slug(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, path in self.taken.items():
            for slug in {id_, _NUMBER.sub("", id_)}:
                found.setdefault(slug, []).append(path)
        return found

    def problems(self, path: str, text: str) -> list[Diagnostic]:
        """Everything that `check` would report if a text were the file at a path."""
        file = check_text(path, text, self.context)
        return in_order([*file.problems, *self._threads(file)])

    def answer_problems(self, field: Field, value: Value, part: str = "") -> list[Diagnostic]:
        """What is wrong with one answer, whatever the others are."""
        sound: dict[str, Value] = {
            "date": self.today.isoformat(),
            "givers": _ANYONE,
            "receivers": _ANYONE,
            "body": "x",
        }
        tried = dict(sound)
        if part:
            tried[field.name] = {p.name: _ANYONE for p in field.parts} | {part: str(value)}
        else:
            tried[field.name] = value
        path = f"stories/{self.today.year}/x.md"
        before = {(d.code, d.message) for d in self.problems(path, story_text(sound))}
        found = [
            d for d in self.problems(path, story_text(tried)) if (d.code, d.message) not in before
        ]
        # The folder follows from the date, and a note for the editors is what was asked for.
        return [d for d in found if d.code not in ("S122", NOTE_FOR_EDITORS.name)]

    def path(self, values: Values, form: Format, *, also: Mapping[str, str] | None = None) -> str:
        """A path for a story with these values, whose file and id are free.

        `also` holds the ids that were used since the folder was read.
        """
        return self.free_path(self.slug(values), self.year(values), form, also=also)

    def free_path(
        self, slug: str, year: str, form: Format, *, also: Mapping[str, str] | None = None
    ) -> str:
        """A path for a story with an id, or with the id and a number if it is taken."""
        id_, number = slug, self._numbers.get(slug, 1)
        while id_ in self.taken or id_ in (also or {}):
            number += 1
            id_ = f"{slug[:60].rstrip('-')}-{number}"
        self._numbers[slug] = max(1, number - 1)
        return f"stories/{year}/{id_}.{form}"

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """The number before the one that was free last, for each id without one."""
        return {}

    def year(self, values: Values) -> str:
        date = str(values.get("date", ""))
        return date[:4] if date[:4].isdigit() and len(date) == 10 else str(self.today.year)

    def dated(self, values: Values) -> Values:
        """The values with the day on which the story is told, unless it happened today."""
        today = self.today.isoformat()
        return (
            values
            if values.get("told") or values.get("date") == today
            else {**values, "told": today}
        )

    def slug(self, values: Values) -> str:
        """An id from the title or the first words, without anybody's name."""
        for field in ("title", "body", "summary"):
            text = sanitized(str(values.get(field, ""))).partition("\n")[0]
            for mention in reversed(mentions(text, markdown=False)):
                text = f"{text[: mention.start]} {_OF.sub('', text[mention.end :])}"
            text = text.replace("'", "").replace("’", "")
            words = "".join(char if char.isalnum() else " " for char in text).split()
            is_name = self.context.names.is_name
            usable = (word for word in words if not is_name(word) and id_like(word))
            kept = list(islice(usable, _WORDS))
            if near := id_like(" ".join(kept)):
                return near
        return f"story-of-{values.get('date') or self.today}"

    def _threads(self, file: StoryFile) -> list[Diagnostic]:
        """What is wrong with the story that a story continues; only that one is read."""
        story = file.story
        if story is None or story.continues is None:
            return []
        path = self.taken.get(story.continues)
        earlier = read_stories(self.root, [path])[0].story if path else None
        records = [Record(story.meta, Scan(), file.locate("continues"))]
        if earlier:
            records.append(Record(earlier.meta, Scan()))
        library = Library(self.settings, self.today, tuple(records))
        return [d for d in threads.check(library) if d.location.path == file.path]
