"""What lies in stories/: stories, pictures, and what is neither. Nothing is skipped in silence."""

from __future__ import annotations

import os
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.model.ids import id_like, is_id
from generator.source.files import unreadable
from generator.system.atomic import LEFTOVER

FOLDER = "stories"
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_LEFT_BEHIND = {"thumbs.db", "desktop.ini", ".ds_store"}
"""What systems put into folders that somebody looked at."""
_DOCUMENTS = {"doc", "docx", "odt", "rtf", "pdf", "pages", "html", "htm", "eml", "msg"}
_IGNORED = {".gitkeep", ".gitignore", ".gitattributes", ".DS_Store"}
_NEARLY = {
    **dict.fromkeys(("markdown", "mdown", "mkd", "mdx", "txt", "text"), "md"),
    **dict.fromkeys(("yaml", "json"), "yml"),
}


@dataclass(slots=True)
class StoryFiles:
    """Paths of stories and of pictures, and what is wrong with how files are named and placed."""

    stories: list[str] = field(default_factory=list)
    pictures: set[str] = field(default_factory=set)
    others: int = 0
    problems: list[Diagnostic] = field(default_factory=list)


def discover(root: Path) -> StoryFiles:
    """Walk stories/ of `root`, without following links. Badly named stories are stories too."""
    found = StoryFiles()
    _walk(str(root), FOLDER, found)
    found.stories.sort()
    _one_id_each(found)
    _one_spelling_each(found)
    if not found.stories and not found.problems:
        found.problems.append(
            code("L102")(
                Location(FOLDER),
                "there are no stories yet",
                "add the first, as stories/YYYY/a-few-words.md",
            )
        )
    return found


def _walk(root: str, folder: str, found: StoryFiles) -> None:
    try:
        if not stat.S_ISDIR(os.lstat(f"{root}/{folder}").st_mode):
            _refuse(found, folder, "this is not a folder", "make it a folder, not a link to one")
            return
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                _look(root, folder, entry, found)
    except FileNotFoundError:
        return
    except OSError as error:
        found.problems.append(unreadable(Location(folder), error))


def _look(root: str, folder: str, entry: os.DirEntry[str], found: StoryFiles) -> None:
    name, path = entry.name, f"{folder}/{entry.name}"
    if not name.isprintable():
        found.others += 1
        found.problems.append(
            code("S120")(
                Location(path.encode("utf-8", "backslashreplace").decode()),
                "the file name has characters that cannot be printed",
                "rename the file",
            )
        )
    elif entry.is_symlink():
        _refuse(found, path, "this is a link, not a file", "put the file itself here")
    elif entry.is_dir(follow_symlinks=False):
        _folder(root, folder, name, found)
    elif not entry.is_file(follow_symlinks=False):
        _refuse(found, path, "this is not an ordinary file", "delete it")
    elif name.endswith(LEFTOVER):
        _refuse(found, path, "a command that was interrupted left this behind", "delete it")
    elif name not in _IGNORED:
        _file(folder, name, found)


def _folder(root: str, folder: str, name: str, found: StoryFiles) -> None:
    path = f"{folder}/{name}"
    year = name.isascii() and name.isdigit() and len(name) == 4
    if folder == FOLDER and year:
        _walk(root, path, found)
    elif name.casefold().endswith((".md", ".yml")):
        _refuse(
            found,
            path,
            "this is a folder with the name of a story",
            "move what is in it, as a file",
        )
    elif folder == FOLDER:
        _refuse(
            found,
            path,
            "this folder is not a year, and what is in it is not read",
            "put stories into stories/YYYY/, such as stories/2026/",
        )
    else:
        _refuse(
            found,
            path,
            "a year's folder has no folders in it, and what is in this one is not read",
            f"move what is in it into {folder}/",
        )


def _file(folder: str, name: str, found: StoryFiles) -> None:
    path = f"{folder}/{name}"
    stem, dot, ending = name.rpartition(".")
    kind = ending.casefold() if dot else ""
    if stem.casefold() == "readme" or name == "TEMPLATE.md":
        _refuse(
            found,
            path,
            f'"{name}" lies among the stories, where each file is one',
            f"move it out of {FOLDER}/, or delete it",
        )
    elif kind in ("md", "yml"):
        found.stories.append(path)
        if folder == FOLDER:
            found.problems.append(
                code("S121")(
                    Location(path),
                    "the story lies outside a year's folder",
                    "move it into the folder of its year, such as stories/2026/",
                )
            )
        elif not is_id(stem) or stem.isdigit() or ending != kind:
            found.problems.append(
                code("S120")(
                    Location(path),
                    f'the file name "{name}" cannot become a web address',
                    f'rename the file, for example to "{_rename(stem, kind)}"',
                )
            )
    elif f".{kind}" in PICTURES:
        found.pictures.add(path)
        if folder == FOLDER:
            _refuse(
                found,
                path,
                "the picture lies outside a year's folder",
                "move it into the folder of the story that shows it, such as stories/2026/",
            )
    elif name.casefold() in _LEFT_BEHIND or name.endswith(("~", ".swp", ".bak", ".tmp", ".orig")):
        _refuse(found, path, "a program left this file behind", "delete it")
    elif kind in _DOCUMENTS:
        _refuse(
            found,
            path,
            "this is a document, and a story is plain text",
            f'copy its words into a file "{_rename(stem, "md")}", and delete this one',
        )
    elif not dot and name.casefold() not in ("readme", "license", "makefile"):
        _refuse(
            found,
            path,
            "the file has no ending, so it is not read as a story",
            f'rename it to "{_rename(name, "md")}"',
        )
    elif kind in _NEARLY:
        _refuse(
            found,
            path,
            f"the file ends in .{ending}, so it is not read as a story",
            f'rename it to "{_rename(stem, _NEARLY[kind])}"',
        )
    else:
        _refuse(
            found,
            path,
            "this file is neither a story nor a picture",
            f"stories end in .md or .yml, pictures in {', '.join(PICTURES)}; move or delete it",
        )


def _refuse(found: StoryFiles, path: str, message: str, hint: str) -> None:
    found.others += 1
    found.problems.append(code("S121")(Location(path), message, hint))


def _rename(stem: str, ending: str) -> str:
    """A good file name near a bad one."""
    while stem.casefold().endswith((".md", ".yml", ".txt", ".yaml")):
        stem = stem.rpartition(".")[0]
    near = id_like(stem)
    if not near or near.isdigit():
        near = "-".join(filter(None, ("the", near or "story")))
    return f"{near}.{ending}"


def _one_id_each(found: StoryFiles) -> None:
    """Two files with one stem would be one page: the first in path order is the story."""
    first: dict[str, str] = {}
    for path in found.stories:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if (earlier := first.setdefault(stem, path)) != path:
            found.problems.append(
                code("S111")(
                    Location(path),
                    f'the id "{stem}" is already taken by {earlier}',
                    "rename one of the two files: its name is the story's id",
                )
            )


def _one_spelling_each(found: StoryFiles) -> None:
    """Names that differ in case or Unicode form alone are one file on some computers."""
    first: dict[str, str] = {}
    for path in [*found.stories, *sorted(found.pictures)]:
        key = path if path.isascii() and path.islower() else _spelling(path)
        if (earlier := first.setdefault(key, path)) != path:
            found.problems.append(
                code("S120")(
                    Location(path),
                    f'on many computers this is the same file as "{earlier}"',
                    "rename one of the two, by more than capital letters or accents",
                )
            )


def _spelling(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
