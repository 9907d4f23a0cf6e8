"""Guides name stories that are there.

G111 (warning): a guide names a missing story

    A guide names a story that does not exist or may not be shown.

    Why: A new colleague would find a gap, or a link that leads nowhere.

    Remedy: Write the story's id: its file name without folder and extension.

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

G112 (warning): not a placeholder for stories

    A comment in a guide, or a placeholder of another program, looks like a placeholder for stories, but
    is not one.

    Why: The stories appear at the end of the page instead.

    Remedy: Write <!-- stories --> for those of the page's themes, or <!-- story: ID --> for one,
    alone on a line.

    Bad: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Read this:

        <!-- storys -->

        {{ stories }}

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
from generator.languages.message import gettext as _
from generator.record import Library
from generator.rules.story_ids import why_not_shown
from generator.source.parser import locate_in
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
_OTHER_MARKER = re.compile(
    r"\{\{\s*stor[^}\n]*\}\}|\{%\s*stor[^%\n]*%\}|\[\[\s*stor[^\]\n]*\]\]", re.IGNORECASE
)
"""How other programs write a marker: `{{ stories }}`."""
_MARKER = re.compile(r"<!--\s*(?:stories|story:\s*[a-z0-9-]+)\s*-->")
"""A line with a comment that was probably meant as a marker, and a correct marker."""


def _is_list(name: str, library: Library) -> bool:
    """Whether a page of stories/ lists stories: all of them, or those of a year that has any."""
    return name == "index" or any(
        str(record.meta.date.year) == name and why_not_shown(record.id, library) is None
        for record in library.records
    )


def check(library: Library) -> Iterator[Diagnostic]:
    for guide in library.settings.guides:
        for match in markdown.outside_code(_COMMENT, guide.body):
            if not _MARKER.fullmatch(match[0].strip()):
                yield NOT_A_MARKER(
                    locate_in(
                        guide, "body", offset=match.start(1), length=match.end(1) - match.start(1)
                    ),
                    _(
                        '"%(text)s" is not a placeholder for stories, so none appear here',
                        text=match[1],
                    ),
                    _(
                        "write <!-- stories --> or <!-- story: ID --> on a line of its own, not "
                        "indented"
                    ),
                )
        for match in markdown.outside_code(_OTHER_MARKER, guide.body):
            yield NOT_A_MARKER(
                locate_in(guide, "body", offset=match.start(), length=len(match[0])),
                _(
                    '"%(marker)s" is not a placeholder here, and is printed as it is',
                    marker=match[0],
                ),
                _(
                    "write <!-- stories --> or <!-- story: ID -->, alone on a line that is not indented"
                ),
            )
        for match in markdown.outside_code(_STORY, guide.body):
            if match[2] and _is_list(match[2], library):
                continue
            if why := why_not_shown(match[1] or match[2], library):
                yield NO_SUCH_STORY(
                    locate_in(guide, "body", offset=match.start(), length=len(match[0])),
                    *why,
                )
