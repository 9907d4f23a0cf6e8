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
from generator.rules.story_ids import why_not_shown
from generator.source.parser import document, locate
from generator.text import markdown

CODES = codes(__doc__)
NORM_WITHOUT_STORY = CODES["L111"]
NO_FRESH_STORY = CODES["L112"]
STALE_STORY = CODES["L113"]
NO_LONGER_DRAWN = CODES["L114"]

_MOST_STORIES, _RECENTLY = 3, dt.timedelta(days=92)
"""For each page, how many stories that have become stale are reported, and for how long."""
_STORY_MARKER = re.compile(r"^<!--\s*story:\s*([a-z0-9-]+)\s*-->[ \t]*$", re.MULTILINE)


def check(library: Library) -> Iterator[Diagnostic]:
    if not library.records:
        return  # L102 reports it
    stories = _OnboardingStories.of(library)
    for norm in library.settings.norms.values():
        if not stories.has_fresh(set(norm.themes), (norm,)):
            yield NORM_WITHOUT_STORY(
                locate(norm),
                f'no story shows the norm "{norm.title}"',
                "ask for one; until then the norm stands alone on its page",
            )
    for guide in library.settings.guides:
        yield from _check_guide(guide, stories)


class _OnboardingStories(NamedTuple):
    """The stories that onboarding pages may show, newest first, each with its themes."""

    library: Library
    with_themes: tuple[tuple[Record, tuple[str, ...]], ...]
    by_id: Mapping[str, Record]

    @classmethod
    def of(cls, library: Library) -> _OnboardingStories:
        default = library.settings.default_theme
        default_themes = (default,) if default else ()
        with_themes = tuple(
            (record, record.meta.themes or default_themes)
            for record in reversed(library.records)
            if why_not_shown(record.id, library.by_id, library.today) is None
        )
        return cls(library, with_themes, {story.id: story for story, _ in with_themes})

    def of_themes(self, themes: AbstractSet[str]) -> Iterator[Record]:
        return (story for story, own in self.with_themes if not themes.isdisjoint(own))

    def has_fresh(self, themes: AbstractSet[str], norms: tuple[Norm, ...]) -> bool:
        """Whether any story of some themes may still be drawn."""
        return any(self.why_stale(story, norms) is None for story in self.of_themes(themes))

    def recently_stale(
        self, themes: AbstractSet[str], norms: tuple[Norm, ...], named: AbstractSet[str]
    ) -> Iterator[tuple[Record, str]]:
        """The stories of some themes that have lately become stale, and why.

        Those that the page names (`named`) are left out.
        """
        last = self.library.today - _RECENTLY - self.library.settings.site.onboarding.age
        for story in self.of_themes(themes):
            if story.meta.date < last:
                return
            if story.id not in named and (why := self.why_stale(story, norms)):
                yield story, why

    def why_stale(self, story: Record, norms: tuple[Norm, ...]) -> str | None:
        settings, today = self.library.settings, self.library.today
        left = (p.left for id_ in story.scan.people if (p := settings.people.get(id_)))
        has_left = any(day and day <= today for day in left)
        return settings.site.onboarding.stale(story.meta.date, has_left, today, norms)


def _check_guide(guide: Guide, stories: _OnboardingStories) -> Iterator[Diagnostic]:
    known = stories.library.settings.norms
    norms = tuple(known[slug] for slug in guide.norms if slug in known)
    themes = {*guide.themes, *(theme for norm in norms for theme in norm.themes)}
    named = set()
    for match in markdown.outside_code(_STORY_MARKER, guide.body):
        named.add(match[1])
        story = stories.by_id.get(match[1])
        if story and (why := stories.why_stale(story, norms)):
            yield STALE_STORY(
                document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                f'the guide tells the story "{story.id}", and {why}',
                "keep it if it still says how it is here, or name another",
            )
    place = locate(guide, "themes" if guide.themes else "norms")
    if themes and not stories.has_fresh(themes, norms):
        all_stale = any(True for _ in stories.of_themes(themes))
        yield NO_FRESH_STORY(
            place,
            "this page wants stories of its themes and norms, and "
            + ("they have all gone stale" if all_stale else "there is none"),
            "ask for a new one, or give the page another theme",
        )
    elif stale := list(islice(stories.recently_stale(themes, norms, named), _MOST_STORIES)):
        yield NO_LONGER_DRAWN(
            place,
            "not drawn for this page any more: "
            + "; ".join(f'"{story.id}", since {why}' for story, why in stale),
            "name one in the page if it still says how it is here: <!-- story: ID -->",
        )
