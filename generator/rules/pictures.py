"""A story's picture lies beside the story.

S115 (error): a picture outside the story's folder

    The picture is named with a folder or an address, or is no picture that we print.

    Why: Pictures lie beside their stories, so that both are reviewed, moved and deleted together. A
    picture from elsewhere could change, or vanish, without anybody here knowing.

    Remedy: Put the picture into the folder of the story and write its name alone.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        image: {file: ../pictures/belt.jpg, alt: A belt on a bench}
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

S116 (error): the picture is missing

    There is no picture of that name beside the story.

    Why: The page would show a gap. Often the picture was not added to the same change, or the name
    differs by a capital letter.

    Remedy: Add the picture to the same folder, in the same change, with exactly this name.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        image: {file: belt.jpg, alt: A belt on a bench}
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

S126 (error): a picture that cannot be printed

    The file is not a picture that can be opened, or it is too large.

    Why: Pictures are decoded and saved anew, so that nothing but what one sees is published: no
    place, no date, no camera.

    Remedy: Save it anew as JPEG or PNG, at most 4000 pixels wide.

    Bad: stories/2026/belt.jpg

        This is only called a picture.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        image: {file: belt.jpg, alt: A belt on a bench}
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

S127 (warning): pictures need Pillow

    The story has a picture, and the library that prints pictures is not installed.

    Why: The story is printed without its picture.

    Remedy: Install the extra: pip install "reciprocity[images]".

    Bad: stories/2026/belt.jpg

        A picture, where there is no Pillow.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        image: {file: belt.jpg, alt: A belt on a bench}
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

S129 (warning): a picture that no story shows

    A picture lies in stories/, and no story shows it.

    Why: What no story names is printed nowhere, and nobody would notice.

    Remedy: Name it in a story of the same folder, with a text for people who do not see it, or
    delete it.

    Bad: stories/2026/belt.jpg

        A picture that nobody named.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.diagnostics.diagnostic import Diagnostic, Location, did_you_mean
from generator.diagnostics.manual import codes
from generator.media.images import available, reencoded
from generator.model import Story
from generator.record import Library, Scan
from generator.rules.context import RuleContext
from generator.source.discover import PICTURES
from generator.source.parser import locate
from generator.source.yaml_text import single_quoted

CODES = codes(__doc__)
OUTSIDE_THE_FOLDER = CODES["S115"]
MISSING_PICTURE = CODES["S116"]
UNUSABLE_PICTURE = CODES["S126"]
NO_PILLOW = CODES["S127"]
UNUSED_PICTURE = CODES["S129"]

_PLAIN = re.compile(r"[\w.-]+")
"""A file name that needs no quotes in YAML."""


def unused_pictures(
    library: Library, pictures: Collection[str], broken: Collection[str]
) -> Iterator[Diagnostic]:
    """Report pictures that no story shows, but not those beside a broken story, which may show them."""
    used = {record.meta.image for record in library.records}
    broken_folders = {path.rpartition("/")[0] for path in broken}
    for path in sorted(pictures):
        folder, _, name = path.rpartition("/")
        if path not in used and folder not in broken_folders:
            value = name if _PLAIN.fullmatch(name) else single_quoted(name)
            yield UNUSED_PICTURE(
                Location(path),
                "no story shows this picture",
                f"name it in a story beside it, image: {{file: {value}, alt: what it shows}}, or delete it",
            )


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    if story.image is None:
        return
    name = story.image.file
    folder = story.origin.path.rpartition("/")[0]
    place = locate(story, "image", "file")
    if "/" in name or "\\" in name or name.startswith(".") or ":" in name:
        yield OUTSIDE_THE_FOLDER(
            place,
            f'"{name}" is not the name of a file beside the story',
            f"put the picture into {folder}/ and write its name alone, without a folder",
        )
    elif not name.casefold().endswith(PICTURES):
        guess = _guess(name, folder, context)
        yield OUTSIDE_THE_FOLDER(
            place,
            f'"{name}" is not a picture that we can print',
            f"{guess}{'S' if guess else 's'}ave it as one of these: {', '.join(PICTURES)}",
        )
    elif f"{folder}/{name}" not in context.pictures:
        yield MISSING_PICTURE(
            place,
            f'there is no picture "{name}" in {folder}/',
            _guess(name, folder, context) + f"Put it into {folder}/ in the same change.",
        )
    elif not available():
        yield NO_PILLOW(
            place,
            "the picture is not printed, since Pillow is not installed",
            "install reciprocity[images]",
        )
    elif isinstance(reason := reencoded(context.root / folder / name), str):
        yield UNUSABLE_PICTURE(
            place,
            f"the picture cannot be printed: {reason}",
            "save it anew, at most 4000 pixels wide",
        )


def _guess(name: str, folder: str, context: RuleContext) -> str:
    """The start of a hint with the picture in a folder that was probably meant."""
    paths = (path.rpartition("/") for path in context.pictures)
    return did_you_mean(name, sorted(file for parent, _, file in paths if parent == folder))
