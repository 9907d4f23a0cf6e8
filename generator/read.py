"""Files → stories + diagnostics. One broken file never hides the problems of another."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator import prose
from generator.codes import code
from generator.config import read_file
from generator.diagnostics import Diagnostic, Location
from generator.model import Facts, Story
from generator.names import NameIndex
from generator.source import STORY_BYTES, STORY_EVENTS, parse, split
from generator.typed import typed

FOLDER = "stories"
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_IGNORED = {".gitkeep", ".gitignore", ".gitattributes", ".DS_Store"}
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    "page",
    "index",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}


@dataclass(slots=True)
class Found:
    """What lies in stories/: paths of stories and of pictures, and what is neither."""

    stories: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    problems: list[Diagnostic] = field(default_factory=list)


def find(root: Path) -> Found:
    """Walk stories/ of `root`, without following links."""
    found = Found()
    for path in sorted(_walk(root, FOLDER, found.problems)):
        folder, _, name = path.rpartition("/")
        stem, dot, ending = name.rpartition(".")
        if name in _IGNORED:
            continue
        if ending.casefold() in ("md", "yml") and dot:
            if problem := _bad_place(path, folder, stem, ending):
                found.problems.append(problem)
            else:
                found.stories.append(path)
        elif f".{ending.casefold()}" in PICTURES and dot:
            found.pictures.add(path)
        else:
            found.problems.append(
                code("S121")(
                    Location(path),
                    "this file is neither a story nor a picture",
                    "stories end in .md or .yml, pictures in .png, .jpg, .webp or .gif; move or delete it",
                )
            )
    _twice(found)
    return found


def _walk(root: Path, folder: str, problems: list[Diagnostic]) -> Iterator[str]:
    try:
        entries = list(os.scandir(root / folder))
    except FileNotFoundError:
        return
    except OSError as error:
        problems.append(
            code("P113")(
                Location(folder),
                f"the folder cannot be read: {error.strerror}",
                "look at its permissions",
            )
        )
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if not _printable(entry.name):
            problems.append(
                code("S120")(
                    Location(path.encode("ascii", "backslashreplace").decode()),
                    "the file name has characters that cannot be printed",
                    "rename the file",
                )
            )
        elif entry.is_dir(follow_symlinks=False):
            if folder != FOLDER or not (
                entry.name.isascii() and entry.name.isdigit() and len(entry.name) == 4
            ):
                problems.append(
                    code("S121")(
                        Location(path),
                        "this folder is not a year",
                        "put stories into stories/YYYY/, such as stories/2026/",
                    )
                )
            else:
                yield from _walk(root, path, problems)
        elif entry.is_symlink() or not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            problems.append(
                code("S121")(
                    Location(path),
                    "this is a link or a special file, not a story",
                    "put the file itself here",
                )
            )
        else:
            yield path


def _printable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return name.isprintable()


def _bad_place(path: str, folder: str, stem: str, ending: str) -> Diagnostic | None:
    if folder == FOLDER:
        return code("S121")(
            Location(path),
            "the story lies outside a year's folder",
            "move it into the folder of its year, such as stories/2026/",
        )
    good = (
        all(p.isascii() and p.isalnum() and p == p.lower() for p in stem.split("-"))
        and len(stem) <= 64
    )
    if good and ending in ("md", "yml") and stem not in _RESERVED and not stem.isdigit():
        return None
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = "-".join(filter(None, "".join(c if c.isalnum() else "-" for c in plain).split("-")))[
        :64
    ].strip("-")
    if slug in _RESERVED or slug.isdigit() or not slug:
        slug = f"the-{slug or 'story'}"
    return code("S120")(
        Location(path),
        f'"{stem}.{ending}" cannot be an address',
        f'rename the file, for example to "{slug}.{ending.lower()}"',
    )


def _twice(found: Found) -> None:
    """Two files with one stem would be one page: the first in path order is the story."""
    first: dict[str, str] = {}
    for path in list(found.stories):
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if stem in first:
            found.stories.remove(path)
            found.problems.append(
                code("S111")(
                    Location(path, 1, 1, 1, 1),
                    f'the id "{stem}" is taken by {first[stem]}',
                    "rename one of the two files: its name is the story's id",
                )
            )
        else:
            first[stem] = path


def read_story(root: Path, path: str, names: NameIndex) -> tuple[Story | None, list[Diagnostic]]:
    """One file → the story, or None and everything that is wrong with its form."""
    problems: list[Diagnostic] = []
    text = read_file(root, path, STORY_BYTES, problems, required=True)
    if text is None:
        return None, problems
    if path.endswith(".md"):
        document, found = split(path, text)
        extra = {"body": document.body or ""}
    else:
        document, found = parse(path, text, STORY_EVENTS)
        extra = {}
    problems.extend(found)
    if document.root is None:
        return None, problems
    if path.endswith(".md") and "body" in document.root.entries:
        problems.append(
            code("S", "01")(
                document.locate_key("body"),
                'unknown field "body"',
                'write the story below the closing "---"',
            )
        )
        del document.root.entries["body"]
    story, found = typed(Story, document, "S", extra=extra)
    problems.extend(found)
    if story is None or problems:
        return None, problems
    _gather(story, names)
    return story, problems


def _gather(story: Story, names: NameIndex) -> None:
    fields = story.prose()
    found = {m.person for m in prose.mentions(story.body, markdown=True)}
    for text in fields.values():
        if "@" in text:
            found.update(m.person for m in prose.mentions(text, markdown=False))
    everything = "\n\n".join([story.id, *fields.values(), story.body])
    assert story.__pydantic_private__ is not None
    story.__pydantic_private__["_facts"] = Facts(frozenset(found), names.spelled(everything))
