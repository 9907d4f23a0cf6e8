"""Check stories that are not in a file yet, and choose their file names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.intake.fields import Field
from generator.intake.writing import Format, Value, Values, sanitized, story_text
from generator.model import Settings
from generator.model.ids import id_like
from generator.record import Library, Record, Scan
from generator.rules import threads
from generator.rules.context import RuleContext
from generator.rules.runner import check_text
from generator.source.discover import StoryFiles, discover
from generator.source.stories import StoryFile, read_stories
from generator.text.markdown import mentions
from generator.text.names import fold

_WORDS = 6
_OF = re.compile(r"^['’]s?\b")
"""The possessive after a mention."""
_ANYONE = "anonymous"


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
        return [d for d in found if d.code != "S122"]  # the folder follows from the date

    def path(self, values: Values, form: Format, *, also: Mapping[str, str] | None = None) -> str:
        """A path for a story with these values, whose file and id are free.

        `also` holds the ids that were used since the folder was read.
        """
        taken = self.taken.keys() | (also or {}).keys()
        slug, number = self.slug(values), 1
        id_ = slug
        while id_ in taken:
            number += 1
            id_ = f"{slug[:60].rstrip('-')}-{number}"
        return f"stories/{self.year(values)}/{id_}.{form}"

    def year(self, values: Values) -> str:
        date = str(values.get("date", ""))
        return date[:4] if date[:4].isdigit() and len(date) == 10 else str(self.today.year)

    def slug(self, values: Values) -> str:
        """An id from the title or the first words, without anybody's name."""
        for field in ("title", "body", "summary"):
            text = sanitized(str(values.get(field, ""))).partition("\n")[0]
            for mention in reversed(mentions(text, markdown=False)):
                text = f"{text[: mention.start]} {_OF.sub('', text[mention.end :])}"
            text = text.replace("'", "").replace("’", "")
            words = "".join(char if char.isalnum() else " " for char in text).split()
            names = self.context.names.words
            kept = [word for word in words if fold(word) not in names and id_like(word)][:_WORDS]
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
