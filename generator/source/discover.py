"""Find the files in stories/: stories, pictures, and the rest. Nothing is skipped in silence.

S111 (error): two stories with the same id

    Two files have the same name but for folder or ending. A story's id is its file name, so both
    would be the same page.

    Why: One would replace the other on the site.

    Remedy: Rename one of the two.

    Bad: stories/2025/the-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2025-10-14
        ---
        @maria stayed an hour, and @sam went home.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2025/the-first-belt.md

        ---
        givers: maria
        receivers: sam
        date: 2025-10-14
        ---
        @maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

S120 (error): a file name that cannot be an address

    The file's name cannot become a web address: it has capital letters, spaces, accents or other
    signs, or differs from another name by those alone.

    Why: Such names are written differently by different computers, and links to them break.

    Remedy: Rename the file with small letters, digits and hyphens, as the report suggests.

    Bad: stories/2026/The Belt.md

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

S121 (error): a file in stories/ that is no story

    A file or a folder in stories/ that is no story: it has another ending, or lies in the wrong
    place.

    Why: It would not be read. We say so, since somebody probably thought it would.

    Remedy: Stories are stories/YYYY/a-few-words.md (or .yml), and pictures lie beside them. Rename
    or move the file, or delete it.

    Bad: stories/2026/the-belt.txt

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

L102 (warning): no stories yet

    There is no story yet.

    Why: The site is built, and says the same.

    Remedy: Add the first as stories/YYYY/a-few-words.md. Three fields and a sentence are a whole
    story.

    Bad: stories/2026/the-hour.md (absent)

    Good: stories/2026/the-hour.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        themes: [asking-early, mentoring]
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.model.ids import id_like, is_id
from generator.source.files import unreadable_problem
from generator.system.atomic import LEFTOVER

CODES = codes(__doc__)
DUPLICATE_ID = CODES["S111"]
BAD_FILE_NAME = CODES["S120"]
NOT_A_STORY = CODES["S121"]
NO_STORIES = CODES["L102"]

FOLDER = "stories"
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_LEFT_BEHIND = {"thumbs.db", "desktop.ini", ".ds_store"}
"""Files that operating systems put into folders."""
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
            NO_STORIES(
                Location(FOLDER),
                "there are no stories yet",
                "add the first, as stories/YYYY/a-few-words.md",
            )
        )
    return found


def _walk(root: str, folder: str, found: StoryFiles) -> None:
    try:
        if not stat.S_ISDIR(os.lstat(f"{root}/{folder}").st_mode):
            message, hint = "this is not a folder", "make it a folder, not a link to one"
            _refuse(found, NOT_A_STORY(Location(folder), message, hint))
            return
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                _sort(root, folder, entry, found)
    except FileNotFoundError:
        return
    except OSError as error:
        found.problems.append(unreadable_problem(Location(folder), error))


def _sort(root: str, folder: str, entry: os.DirEntry[str], found: StoryFiles) -> None:
    """Decide what an entry of a folder is."""
    name, path = entry.name, f"{folder}/{entry.name}"
    if not name.isprintable():
        place = Location(path.encode("utf-8", "backslashreplace").decode())
        message = "the file name has characters that cannot be printed"
        _refuse(found, BAD_FILE_NAME(place, message, "rename the file"))
        return
    refusal: tuple[str, str] | None
    if entry.is_symlink():
        refusal = "this is a link, not a file", "put the file itself here"
    elif entry.is_dir(follow_symlinks=False):
        refusal = _folder_refusal(folder, name)
        if refusal is None:
            _walk(root, path, found)
    elif not entry.is_file(follow_symlinks=False):
        refusal = "this is not an ordinary file", "delete it"
    elif name.endswith(LEFTOVER):
        refusal = "a command that was interrupted left this behind", "delete it"
    elif name in _IGNORED:
        return
    else:
        refusal = _take_file(folder, name, found)
    if refusal:
        _refuse(found, NOT_A_STORY(Location(path), *refusal))


def _folder_refusal(folder: str, name: str) -> tuple[str, str] | None:
    """Why a folder is not read, and what to do about it; None for the folder of a year."""
    if folder == FOLDER and name.isascii() and name.isdigit() and len(name) == 4:
        return None
    if name.casefold().endswith((".md", ".yml")):
        message = "this is a folder with the name of a story"
        return message, "move what is in it, as a file"
    if folder == FOLDER:
        message = "this folder is not a year, and what is in it is not read"
        return message, "put stories into stories/YYYY/, such as stories/2026/"
    message = "a year's folder has no folders in it, and what is in this one is not read"
    return message, f"move what is in it into {folder}/"


def _take_file(folder: str, name: str, found: StoryFiles) -> tuple[str, str] | None:
    """Add a story or a picture to what was found; else why it is neither, and what to do."""
    path = f"{folder}/{name}"
    stem, dot, ending = name.rpartition(".")
    kind = ending.casefold() if dot else ""
    if stem.casefold() == "readme" or name == "TEMPLATE.md":
        message = f'"{name}" lies among the stories, where each file is one'
        return message, f"move it out of {FOLDER}/, or delete it"
    if kind in ("md", "yml"):
        found.stories.append(path)
        _check_story_path(folder, name, found)
        return None
    if f".{kind}" in PICTURES:
        found.pictures.add(path)
        if folder != FOLDER:
            return None
        return (
            "the picture lies outside a year's folder",
            "move it into the folder of the story that shows it, such as stories/2026/",
        )
    if name.casefold() in _LEFT_BEHIND or name.endswith(("~", ".swp", ".bak", ".tmp", ".orig")):
        return "a program left this file behind", "delete it"
    if kind in _DOCUMENTS:
        hint = f'copy its words into a file "{_rename(stem, "md")}", and delete this one'
        return "this is a document, and a story is plain text", hint
    if not dot and name.casefold() not in ("readme", "license", "makefile"):
        message = "the file has no ending, so it is not read as a story"
        return message, f'rename it to "{_rename(name, "md")}"'
    if kind in _NEARLY:
        message = f"the file ends in .{ending}, so it is not read as a story"
        return message, f'rename it to "{_rename(stem, _NEARLY[kind])}"'
    hint = f"stories end in .md or .yml, pictures in {', '.join(PICTURES)}; move or delete it"
    return "this file is neither a story nor a picture", hint


def _check_story_path(folder: str, name: str, found: StoryFiles) -> None:
    """Report a story outside a year's folder, or with a name that cannot be an address."""
    stem, _, ending = name.rpartition(".")
    place = Location(f"{folder}/{name}")
    if folder == FOLDER:
        message = "the story lies outside a year's folder"
        hint = "move it into the folder of its year, such as stories/2026/"
        found.problems.append(NOT_A_STORY(place, message, hint))
    elif not is_id(stem) or stem.isdigit() or ending != ending.casefold():
        message = f'the file name "{name}" cannot become a web address'
        hint = f'rename the file, for example to "{_rename(stem, ending.casefold())}"'
        found.problems.append(BAD_FILE_NAME(place, message, hint))


def _refuse(found: StoryFiles, problem: Diagnostic) -> None:
    found.others += 1
    found.problems.append(problem)


def _rename(stem: str, ending: str) -> str:
    """A valid file name close to an invalid one."""
    while stem.casefold().endswith((".md", ".yml", ".txt", ".yaml")):
        stem = stem.rpartition(".")[0]
    near = id_like(stem)
    if not near or near.isdigit():
        near = "-".join(filter(None, ("the", near or "story")))
    return f"{near}.{ending}"


def _one_id_each(found: StoryFiles) -> None:
    """Report files with the same stem, whose pages would be one: the first path keeps the id."""
    stems = [(path.rpartition("/")[2].rpartition(".")[0], path) for path in found.stories]
    for stem, earlier, path in _repeated(stems):
        message = f'the id "{stem}" is already taken by {earlier}'
        hint = "rename one of the two files: its name is the story's id"
        found.problems.append(DUPLICATE_ID(Location(path), message, hint))


def _one_spelling_each(found: StoryFiles) -> None:
    """Report names that differ only in case or Unicode form: some computers take them for one."""
    paths = [*found.stories, *sorted(found.pictures)]
    spellings = [
        (path if path.isascii() and path.islower() else _spelling(path), path) for path in paths
    ]
    for _, earlier, path in _repeated(spellings):
        message = f'on many computers this is the same file as "{earlier}"'
        hint = "rename one of the two, by more than capital letters or accents"
        found.problems.append(BAD_FILE_NAME(Location(path), message, hint))


def _repeated(paths: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Each key that returns, with the first path that has it and the later one."""
    first: dict[str, str] = {}
    for key, path in paths:
        if (earlier := first.setdefault(key, path)) != path:
            yield key, earlier, path


def _spelling(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
