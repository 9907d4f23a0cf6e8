r"""A picture is no larger than what is printed of it.

S139 (warning): a picture that is larger than it has to be

    The picture has more than 1 MB, and need not: it is wider than any page shows it, or less
    than half of it is left when it is printed without its metadata.

    Why: It stays in the repository for ever, and whoever reads the story on the way home waits
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

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.media.images import Picture, reencoded
from generator.model import Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate

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
    if path not in context.pictures:
        return  # pictures.check reports it
    try:
        size = (context.root / path).stat().st_size
    except OSError:
        return
    if size <= MEGABYTE:
        return
    picture = reencoded(context.root / path)
    if not isinstance(picture, Picture):
        return
    if picture.width > WIDEST:
        why = f"is {picture.width:,} pixels wide: no page shows more than {WIDEST:,}"
    elif len(picture.content) < size / 2:
        why = f"needs {len(picture.content) / MEGABYTE:.1f} MB as it is printed"
    else:
        return
    yield LARGE_PICTURE(
        locate(story, "image", "file"),
        f'"{name}" has {size / MEGABYTE:.1f} MB, and {why}',
        f"save it again, at most {WIDEST:,} pixels wide; a photograph as JPEG",
    )
