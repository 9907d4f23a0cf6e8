"""Stories that continue one another form chains with a beginning.

S113 (error): continues a story that does not exist

    The field "continues" names a story that does not exist.

    Why: The site links stories that continue each other. This link would lead nowhere.

    Remedy: Write the id of the earlier story: its file name without folder and extension. If it has
    not been told yet, delete the field.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        continues: the-frist-belt
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-first-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-09-14
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        continues: the-first-belt
        ---
        @maria stayed an hour, and @sam went home.

S114 (error): stories that continue each other in a circle

    Stories continue each other in a circle, or one continues itself.

    Why: Help that is passed on begins somewhere.

    Remedy: Delete "continues" from the story that came first.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        continues: the-belt
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

S135 (warning): continues a story dated later

    The story continues one that happened later.

    Why: Help is passed on after it was received: one of the dates, or the direction, is wrong.

    Remedy: Move "continues" to the other story, or correct a date.

    Bad: stories/2026/the-first-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-11-01
        ---
        @maria stayed an hour, and @sam went home.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        continues: the-first-belt
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-first-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2026-09-14
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        continues: the-first-belt
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import NO_DAY
from generator.record import Library, Record
from generator.rules.story_ids import unknown_story_hint

CODES = codes(__doc__)
NO_SUCH_STORY = CODES["S113"]
CIRCLE = CODES["S114"]
CONTINUES_A_LATER_STORY = CODES["S135"]


def check(library: Library) -> Iterator[Diagnostic]:
    records = library.by_id
    for record in library.records:
        story = record.meta
        if story.continues is None or story.continues == story.id:
            continue
        before = records.get(story.continues)
        if before is None:
            yield NO_SUCH_STORY(
                _place(record),
                _('there is no story "%(id)s"', id=story.continues),
                _("rename %(path)s, whose name cannot be used", path=misnamed)
                if (misnamed := library.misnamed.get(story.continues))
                else unknown_story_hint(story.continues, records),
            )
        elif before.meta.date > story.date != NO_DAY:
            yield CONTINUES_A_LATER_STORY(
                _place(record),
                _(
                    '"%(id)s" happened on %(later)s, after this story on %(day)s',
                    id=before.id,
                    later=before.meta.date,
                    day=story.date,
                ),
                _('move "continues" to the other story, or correct a date'),
            )
    for circle in _circles(records):
        shown = circle if len(circle) <= 8 else [*circle[:4], "…", *circle[-3:]]
        way = " → ".join([*shown, circle[0]])
        for id_ in circle:
            yield CIRCLE(
                _place(records[id_]),
                _("the stories continue each other in a circle: %(stories)s", stories=way)
                if len(circle) > 1
                else _("the story continues itself"),
                _('delete "continues" from the story that came first'),
            )


def _place(record: Record) -> Location:
    return record.continues_at or Location(record.meta.path)


def _circles(records: Mapping[str, Record]) -> Iterator[list[str]]:
    """Each circle once, from its smallest id; every story is visited once."""
    done: set[str] = set()
    for start in records:
        path: dict[str, int] = {}
        id_: str | None = start
        while id_ is not None and id_ in records and id_ not in done and id_ not in path:
            path[id_] = len(path)
            id_ = records[id_].meta.continues
        if id_ is not None and id_ in path:
            circle = list(path)[path[id_] :]
            first = circle.index(min(circle))
            yield circle[first:] + circle[:first]
        done.update(path)
