"""Onboarding keeps its word: norms are shown by stories, and nothing has gone stale.

L111 (warning): a norm that no story shows

    No story shows this norm: none has one of its themes, or only old ones do.

    Why: A norm without a story is a sentence on a wall.

    Remedy: Ask for a story, or give the norm the themes that show it.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask.}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask., themes: [asking-early]}

L112 (warning): an onboarding page without a fresh story

    An onboarding page wants stories of its themes, and there is none, or they are all old.

    Why: New colleagues would read how things are here without seeing it happen.

    Remedy: Ask for a story, or give the page another theme.

    Bad: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}
        patience: {title: Patience, text: Somebody waited.}

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        themes: [patience]
        ---
        Wait.

    Bad: stories/2021/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2021-10-14
        themes: [patience]
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}
        patience: {title: Patience, text: Somebody waited.}

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        themes: [patience]
        ---
        Wait.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [patience]
        ---
        @maria stayed an hour, and @sam went home.

L113 (advice): an onboarding page tells a story that has gone stale

    An onboarding page tells a story that is old, or whose people have left.

    Why: It may no longer be how things are here.

    Remedy: Keep it if it still is, or name another story.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        <!-- story: the-belt -->

    Bad: stories/2021/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2021-10-14
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        <!-- story: the-belt -->

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

L114 (advice): stories that an onboarding page draws no more

    Stories of the page's themes have lately become too old, or somebody in them has left, or a norm
    has changed since. The page draws others.

    Why: Editors should know what newcomers do not meet any more.

    Remedy: Nothing has to be done. A story that still says how it is here can be named in the page.

    Bad: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}
        patience: {title: Patience, text: Somebody waited.}

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        themes: [patience]
        ---
        Wait.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [patience]
        ---
        @maria stayed an hour, and @sam went home.

    Bad: stories/2024/the-lamp.md

        ---
        givers: maria
        receivers: sam
        date: 2024-10-14
        themes: [patience]
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}
        patience: {title: Patience, text: Somebody waited.}

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        themes: [patience]
        ---
        Wait.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [patience]
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.model import Guide, Norm
from generator.record import Library, Record
from generator.rules.named import missing
from generator.source.parser import document, locate
from generator.text import markdown

CODES = codes(__doc__)
NORM_WITHOUT_STORY = CODES["L111"]
NO_FRESH_STORY = CODES["L112"]
STALE_STORY = CODES["L113"]
NO_LONGER_DRAWN = CODES["L114"]

_NEWS, _LATELY = 3, dt.timedelta(days=92)
"""So many stories that went stale are told of a page, and for so long."""
_TOLD = re.compile(r"^<!--\s*story:\s*([a-z0-9-]+)\s*-->[ \t]*$", re.MULTILINE)


def check(library: Library) -> Iterator[Diagnostic]:
    if not library.records:
        return  # there is one thing to say of that, and L102 says it
    shelf = _Shelf.of(library)
    for norm in library.settings.norms.values():
        if not any(shelf.fresh(set(norm.themes), (norm,))):
            yield NORM_WITHOUT_STORY(
                locate(norm),
                f'no story shows the norm "{norm.title}"',
                "ask for one; until then the norm stands alone on its page",
            )
    for guide in library.settings.guides:
        yield from _stories_of(guide, shelf)


class _Shelf(NamedTuple):
    """The stories that onboarding pages may show, newest first, each with its themes."""

    library: Library
    told: tuple[tuple[Record, tuple[str, ...]], ...]
    by_id: Mapping[str, Record]

    @classmethod
    def of(cls, library: Library) -> _Shelf:
        default = library.settings.default_theme
        anyway = (default,) if default else ()
        told = tuple(
            (record, record.meta.themes or anyway)
            for record in reversed(library.records)
            if missing(record.id, library.by_id, library.today) is None
        )
        return cls(library, told, {story.id: story for story, _ in told})

    def of_themes(self, themes: AbstractSet[str]) -> Iterator[Record]:
        return (story for story, its in self.told if not themes.isdisjoint(its))

    def fresh(self, themes: AbstractSet[str], norms: tuple[Norm, ...]) -> Iterator[bool]:
        """Of each story of some themes, whether it may still be drawn."""
        return (self.stale(story, norms) is None for story in self.of_themes(themes))

    def dropped(
        self, themes: AbstractSet[str], norms: tuple[Norm, ...], named: AbstractSet[str]
    ) -> Iterator[tuple[Record, str]]:
        """The stories of some themes that are not drawn any more, and why; not the old ones that
        have not been for long, nor those that are `named` in the page.
        """
        last = self.library.today - _LATELY - self.library.settings.site.onboarding.age
        for story in self.of_themes(themes):
            if story.meta.date < last:
                return
            if story.id not in named and (why := self.stale(story, norms)):
                yield story, why

    def stale(self, story: Record, norms: tuple[Norm, ...]) -> str | None:
        settings, today = self.library.settings, self.library.today
        left = (p.left for id_ in story.scan.people if (p := settings.people.get(id_)))
        has_left = any(day and day <= today for day in left)
        return settings.site.onboarding.stale(story.meta.date, has_left, today, norms)


def _stories_of(guide: Guide, shelf: _Shelf) -> Iterator[Diagnostic]:
    known = shelf.library.settings.norms
    norms = tuple(known[slug] for slug in guide.norms if slug in known)
    themes = {*guide.themes, *(theme for norm in norms for theme in norm.themes)}
    named = set()
    for match in markdown.outside_code(_TOLD, guide.body):
        named.add(match[1])
        story = shelf.by_id.get(match[1])
        if story and (why := shelf.stale(story, norms)):
            yield STALE_STORY(
                document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                f'the guide tells the story "{story.id}", and {why}',
                "keep it if it still says how it is here, or name another",
            )
    place = locate(guide, "themes" if guide.themes else "norms")
    if themes and not any(shelf.fresh(themes, norms)):
        gone = any(True for _ in shelf.of_themes(themes))
        yield NO_FRESH_STORY(
            place,
            "this page wants stories of its themes and norms, and "
            + ("they have all gone stale" if gone else "there is none"),
            "ask for a new one, or give the page another theme",
        )
    elif dropped := list(islice(shelf.dropped(themes, norms, named), _NEWS)):
        yield NO_LONGER_DRAWN(
            place,
            "not drawn for this page any more: "
            + "; ".join(f'"{story.id}", since {why}' for story, why in dropped),
            "name one in the page if it still says how it is here: <!-- story: ID -->",
        )
