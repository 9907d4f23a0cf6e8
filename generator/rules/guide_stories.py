"""Guides name stories that are there.

G111 (warning): a guide names a story that is not there

    A guide names a story that is not there.

    Why: A new colleague would find a gap, or a link that leads nowhere.

    Remedy: Write the story's id: its file name without folder and ending.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- story: the-blet -->

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- story: the-belt -->

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

G112 (warning): a marker for stories that is none

    A comment in a guide looks like a marker for stories, and is none.

    Why: It is left out of the page, and the stories stand at its end.

    Remedy: Write <!-- stories --> for those of the page's themes, or <!-- story: ID --> for one,
    alone on a line.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- storys -->

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- stories -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.record import Library
from generator.rules.story_ids import why_not_shown
from generator.source.parser import document
from generator.text import markdown

CODES = codes(__doc__)
NO_SUCH_STORY = CODES["G111"]
NOT_A_MARKER = CODES["G112"]

_STORY = re.compile(
    r"<!--\s*story:\s*([a-z0-9-]+)\s*-->|(?<=\]\(\.\./stories/)([a-z0-9-]+)(?=\.md[)#])"
)
"""A story in a guide: the marker for its card, or a link to it."""
_COMMENT = re.compile(
    r"^.*?(<!--\s*stor(?:y|ie?s?|ys)\b[^>\n]*-->).*$", re.MULTILINE | re.IGNORECASE
)
_MARKER = re.compile(r"<!--\s*(?:stories|story:\s*[a-z0-9-]+)\s*-->")
"""A line with a comment that was probably meant as a marker, and a correct marker."""


def check(library: Library) -> Iterator[Diagnostic]:
    for guide in library.settings.guides:
        for match in markdown.outside_code(_COMMENT, guide.body):
            if not _MARKER.fullmatch(match[0].strip()):
                yield NOT_A_MARKER(
                    document(guide).locate_in(
                        "body", offset=match.start(1), length=match.end(1) - match.start(1)
                    ),
                    f'"{match[1]}" is no marker for stories, so nothing stands there',
                    "write <!-- stories --> or <!-- story: ID -->, alone on a line that is not indented",
                )
        for match in markdown.outside_code(_STORY, guide.body):
            if why := why_not_shown(match[1] or match[2], library.by_id, library.today):
                yield NO_SUCH_STORY(
                    document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                    *why,
                )
