"""A story's picture lies beside the story.

S115 (error): a picture outside the story's folder

    The picture is given with a folder or an address, or is not a picture that can be shown.

    Why: Pictures are in the folder of their story, so that both are reviewed, moved and deleted
    together. A picture from elsewhere could change or disappear without anyone noticing.

    Remedy: Put the picture in the folder of the story, and write only its file name.

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

    There is no picture of that name in the folder of the story.

    Why: The page would have a gap. Often the picture was left out of the change, or a capital letter
    differs.

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

S126 (error): a picture that cannot be shown

    The file is not a picture that can be opened, or it is too large.

    Why: Pictures are decoded and saved again, so that only what you see is published: no location, no
    date, no camera.

    Remedy: Save it again as JPEG or PNG, at most 4000 pixels wide. If it is in another format (HEIC
    from a phone, a PNG called .jpg), export it or correct its extension. If it is a Git LFS pointer,
    fetch the file itself.

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

    The story has a picture, but the library for pictures is not installed.

    Why: The story is shown without its picture.

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

    There is a picture in stories/ that no story shows.

    Why: It appears nowhere, and nobody would notice.

    Remedy: Name it in a story in the same folder, with a description for people who cannot see it, or
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
from typing import Literal
from unicodedata import normalize

from generator.diagnostics.diagnostic import Diagnostic, Location, did_you_mean
from generator.diagnostics.manual import codes
from generator.languages.message import Message, any_of, sentences
from generator.languages.message import gettext as _
from generator.media.images import available, reencoded, remedy
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
    used = {normalize("NFC", record.meta.image or "") for record in library.records}
    broken_folders = {path.rpartition("/")[0] for path in broken}
    for path in sorted(pictures):
        folder, _slash, name = path.rpartition("/")
        if normalize("NFC", path) not in used and folder not in broken_folders:
            value = name if _PLAIN.fullmatch(name) else single_quoted(name)
            yield UNUSED_PICTURE(
                Location(path),
                _("no story shows this picture"),
                _(
                    "Delete it, or name it in a story in the same folder: %(text)s",
                    text=f"image: {{file: {value}, alt: …}}",
                ),
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
            _('"%(file)s" is not a file in the same folder as the story', file=name),
            _(
                "put the picture in %(folder)s and write only its file name, without a folder",
                folder=f"{folder}/",
            ),
        )
    elif not name.casefold().endswith(PICTURES):
        yield OUTSIDE_THE_FOLDER(
            place,
            _('"%(file)s" is not a kind of picture that can be shown', file=name),
            sentences(
                _guess(name, folder, context),
                _("Save it as %(endings)s.", endings=any_of(PICTURES)),
            ),
        )
    elif not context.has_picture(f"{folder}/{name}"):
        yield MISSING_PICTURE(
            place,
            _('there is no picture "%(file)s" in %(folder)s', file=name, folder=f"{folder}/"),
            sentences(
                _guess(name, folder, context),
                _("Put it in %(folder)s in the same change.", folder=f"{folder}/"),
            ),
        )
    elif not available():
        yield NO_PILLOW(
            place,
            _("the picture is left out, because Pillow is not installed"),
            _("install %(package)s", package="reciprocity[images]"),
        )
    elif isinstance(reason := reencoded(context.root / folder / name), str):
        yield UNUSABLE_PICTURE(
            place,
            _("the picture cannot be shown: %(reason)s", reason=reason),
            remedy(context.root / folder / name),
        )


def _guess(name: str, folder: str, context: RuleContext) -> Message | Literal[""]:
    """A sentence with the picture in a folder that was probably meant, or an empty string."""
    paths = (path.rpartition("/") for path in context.pictures)
    return did_you_mean(name, sorted(file for parent, _slash, file in paths if parent == folder))
