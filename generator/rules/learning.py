"""Onboarding keeps its word: norms are shown by stories, and nothing has gone stale."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import NamedTuple

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Guide, Norm
from generator.record import Library, Record
from generator.rules.named import missing
from generator.source.parser import document, locate
from generator.text import markdown

_NEWS, _LATELY = 3, dt.timedelta(days=92)
"""So many stories that went stale are told of a page, and for so long."""
_TOLD = re.compile(r"^<!--\s*story:\s*([a-z0-9-]+)\s*-->[ \t]*$", re.MULTILINE)


def check(library: Library) -> Iterator[Diagnostic]:
    """L111 for a norm that no story shows, L112 for a step without a fresh story, L113 for a guide
    that tells a stale one, L114 for what has gone stale of late.
    """
    if not library.records:
        return  # there is one thing to say of that, and L102 says it
    shelf = _Shelf.of(library)
    for norm in library.settings.norms.values():
        if not any(shelf.fresh(set(norm.themes), (norm,))):
            yield code("L111")(
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
            yield code("L113")(
                document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                f'the guide tells the story "{story.id}", and {why}',
                "keep it if it still says how it is here, or name another",
            )
    place = locate(guide, "themes" if guide.themes else "norms")
    if themes and not any(shelf.fresh(themes, norms)):
        gone = any(True for _ in shelf.of_themes(themes))
        yield code("L112")(
            place,
            "this page wants stories of its themes and norms, and "
            + ("they have all gone stale" if gone else "there is none"),
            "ask for a new one, or give the page another theme",
        )
    elif dropped := list(islice(shelf.dropped(themes, norms, named), _NEWS)):
        yield code("L114")(
            place,
            "not drawn for this page any more: "
            + "; ".join(f'"{story.id}", since {why}' for story, why in dropped),
            "name one in the page if it still says how it is here: <!-- story: ID -->",
        )
