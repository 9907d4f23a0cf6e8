"""A story's picture lies beside the story."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location, did_you_mean
from generator.media.images import available, printed
from generator.model import Story
from generator.record import Library, Scan
from generator.rules.context import RuleContext
from generator.source.discover import PICTURES
from generator.source.parser import locate

_PLAIN = re.compile(r"[\w.-]+")
"""A name that YAML takes as it stands."""


def unshown(
    library: Library, pictures: Collection[str], broken: Collection[str]
) -> Iterator[Diagnostic]:
    """S129 for pictures that no story shows; a story that is broken may yet want those beside it."""
    used = {record.meta.image for record in library.records}
    unclear = {path.rpartition("/")[0] for path in broken}
    for path in sorted(pictures):
        folder, _, name = path.rpartition("/")
        if path not in used and folder not in unclear:
            typed = name if _PLAIN.fullmatch(name) else "'" + name.replace("'", "''") + "'"
            yield code("S129")(
                Location(path),
                "no story shows this picture",
                f"name it in a story beside it, image: {{file: {typed}, alt: what it shows}}, or delete it",
            )


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """S115 for a path that leaves the folder, S116 for a picture that is not there, S126 for one
    that cannot be printed, S127 when no picture can.
    """
    if story.image is None:
        return
    name = story.image.file
    folder = story.origin.path.rpartition("/")[0]
    place = locate(story, "image", "file")
    if "/" in name or "\\" in name or name.startswith(".") or ":" in name:
        yield code("S115")(
            place,
            f'"{name}" is not the name of a file beside the story',
            f"put the picture into {folder}/ and write its name alone, without a folder",
        )
    elif not name.casefold().endswith(PICTURES):
        guess = _guess(name, folder, context)
        yield code("S115")(
            place,
            f'"{name}" is not a picture that we can print',
            f"{guess}{'S' if guess else 's'}ave it as one of these: {', '.join(PICTURES)}",
        )
    elif f"{folder}/{name}" not in context.pictures:
        yield code("S116")(
            place,
            f'there is no picture "{name}" in {folder}/',
            _guess(name, folder, context) + f"Put it into {folder}/ in the same change.",
        )
    elif not available():
        yield code("S127")(
            place,
            "the picture is not printed, since Pillow is not installed",
            "install reciprocity[images]",
        )
    elif isinstance(wrong := printed(context.root / folder / name), str):
        yield code("S126")(
            place,
            f"the picture cannot be printed: {wrong}",
            "save it anew, at most 4000 pixels wide",
        )


def _guess(name: str, folder: str, context: RuleContext) -> str:
    """The picture in a folder that was probably meant, as the start of a hint."""
    places = (path.rpartition("/") for path in context.pictures)
    return did_you_mean(name, sorted(file for where, _, file in places if where == folder))
