"""Onboarding keeps its word: norms are shown by stories, and nothing has gone stale.

L111 (warning): a norm that no story shows

    No story shows this norm: none has one of its themes, or all that do are out of date.

    Why: A norm without a story is just a poster on a wall.

    Remedy: Ask for a story, or give the norm the themes that show it.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask.}

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: We ask., themes: [asking-early]}

L112 (warning): an onboarding page without a recent story

    There are no stories for the themes of an onboarding page, or all of them are out of date.

    Why: New colleagues would read how things work here without seeing an example.

    Remedy: Ask for a story, or choose another theme for the page.

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

L113 (advice): an onboarding page shows a story that may be out of date

    An onboarding page shows a story that is old, or that names someone who has left.

    Why: It may no longer be true.

    Remedy: Keep it if it is still true, or name another story.

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

L114 (advice): stories that an onboarding page no longer shows

    Stories for the page's themes have recently become too old, name someone who has left, or are
    older than a norm. The page shows others instead.

    Why: Editors should know what newcomers no longer see.

    Remedy: There is nothing to do. A story that is still true can be named on the page.

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

from generator.consent.decision import nameable
from generator.consent.permissions import Permissions
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import Message, all_of
from generator.languages.message import gettext as _
from generator.model import Guide, Norm
from generator.record import Library, Record
from generator.rules.story_ids import ONBOARDING_PAGES, why_not_shown
from generator.source.parser import locate, locate_in
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
                _('no recent story shows the norm "%(norm)s"', norm=norm.title),
                _("ask for one; until then the norm has no story beside it"),
            )
    for guide in library.settings.guides:
        yield from _check_guide(guide, stories)


class _OnboardingStories(NamedTuple):
    """The stories that onboarding pages may show, newest first, each with its themes."""

    library: Library
    with_themes: tuple[tuple[Record, tuple[str, ...]], ...]
    by_id: Mapping[str, Record]
    permissions: Permissions

    @classmethod
    def of(cls, library: Library) -> _OnboardingStories:
        default = library.settings.default_theme
        default_themes = (default,) if default else ()
        with_themes = tuple(
            (record, record.meta.themes or default_themes)
            for record in reversed(library.records)
            if why_not_shown(record.id, library) is None
        )
        by_id = {story.id: story for story, _ in with_themes}
        permissions = Permissions.of(library.settings, ONBOARDING_PAGES, library.today)
        return cls(library, with_themes, by_id, permissions)

    def of_themes(self, themes: AbstractSet[str]) -> Iterator[Record]:
        return (story for story, own in self.with_themes if not themes.isdisjoint(own))

    def has_fresh(self, themes: AbstractSet[str], norms: tuple[Norm, ...]) -> bool:
        """Whether any story of some themes may still be drawn."""
        return any(self.why_stale(story, norms) is None for story in self.of_themes(themes))

    def recently_stale(
        self, themes: AbstractSet[str], norms: tuple[Norm, ...], named: AbstractSet[str]
    ) -> Iterator[tuple[Record, Message]]:
        """The stories of some themes that have lately become stale, and why.

        Those that the page names (`named`) are left out.
        """
        last = self.library.today - _RECENTLY - self.library.settings.site.onboarding.age
        for story in self.of_themes(themes):
            if story.meta.date < last:
                return
            if story.id not in named and (why := self.why_stale(story, norms)):
                yield story, why

    def why_stale(self, story: Record, norms: tuple[Norm, ...]) -> Message | None:
        settings, today = self.library.settings, self.library.today
        named = nameable(story.scan.people, story.meta, self.permissions)
        left = (settings.people[id_].left for id_ in named & self.permissions.by_first_name)
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
                locate_in(guide, "body", offset=match.start(), length=len(match[0])),
                _(
                    'the guide shows the story "%(id)s", which may be out of date: %(reason)s',
                    id=story.id,
                    reason=why,
                ),
                _("keep it if it is still true, or name another"),
            )
    place = locate(guide, "themes" if guide.themes else "norms")
    if themes and not stories.has_fresh(themes, norms):
        all_stale = any(True for _ in stories.of_themes(themes))
        yield NO_FRESH_STORY(
            place,
            _("all stories for the themes and norms of this page are out of date")
            if all_stale
            else _("there are no stories for the themes and norms of this page"),
            _("ask for a new one, or choose another theme"),
        )
    elif stale := list(islice(stories.recently_stale(themes, norms, named), _MOST_STORIES)):
        yield NO_LONGER_DRAWN(
            place,
            _(
                "this page no longer shows %(stories)s",
                stories=all_of(
                    _('"%(id)s" (%(reason)s)', id=story.id, reason=why) for story, why in stale
                ),
            ),
            _("if one is still true, name it on the page: <!-- story: ID -->"),
        )
