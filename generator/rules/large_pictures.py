r"""A picture is no larger than what is printed of it.

S139 (warning): a picture that is too large

    The picture is larger than 1 MB without need: it is wider than any page shows, or would be less than
    half the size without its metadata.

    Why: It stays in the repository forever, and people who read the story on the way home have to wait
    for it.

    Remedy: Save it again, at most 2240 pixels wide; a photograph as JPEG.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        image: {file: belt.gif, alt: A belt on a bench}
        ---
        @maria stayed an hour, and @sam went home.

    Bad: stories/2026/belt.gif (… is "." 1200000 times, \xNN are bytes)

        GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;…

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        image: {file: belt.gif, alt: A belt on a bench}
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/belt.gif (\xNN are bytes)

        GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.media.images import Picture, reencoded
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate
from generator.system.inside import as_on_disk

CODES = codes(__doc__)
LARGE_PICTURE = CODES["S139"]

MEGABYTE = 1024 * 1024
WIDEST = 2240
"""The width of a page on a high-resolution screen."""


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if story.image is None:
        return
    name = story.image.file
    path = f"{story.origin.path.rpartition('/')[0]}/{name}"
    if not context.has_picture(path):
        return  # pictures.check reports it
    try:
        size = os.stat(as_on_disk(context.root / path)).st_size
    except OSError:
        return
    if size <= MEGABYTE:
        return
    picture = reencoded(context.root / path)
    if not isinstance(picture, Picture):
        return
    megabytes = f"{size / MEGABYTE:.1f}"
    if picture.width > WIDEST:
        message = _(
            "%(file)s is %(size)s MB and %(width)s pixels wide, but pages show at most %(most)s",
            file=name,
            size=megabytes,
            width=picture.width,
            most=WIDEST,
        )
    elif len(picture.content) < size / 2:
        message = _(
            "%(file)s is %(size)s MB, but %(needed)s MB is enough",
            file=name,
            size=megabytes,
            needed=f"{len(picture.content) / MEGABYTE:.1f}",
        )
    else:
        return
    yield LARGE_PICTURE(
        locate(story, "image", "file"),
        message,
        _("save it again, at most %(most)s pixels wide, photographs as JPEG", most=WIDEST),
    )
