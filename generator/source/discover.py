"""Find the files in stories/: stories, pictures, and the rest. Nothing is skipped in silence.

S111 (error): two stories with the same id

    Two files have the same name, apart from folder or extension. A story's id is its file name, so
    both would be the same page.

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

    The file name cannot be a web address: it has capital letters, spaces, accents or other special
    characters, or differs from another name only in these.

    Why: Computers write such names in different ways, so links to them break.

    Remedy: Use lower-case letters, digits and hyphens in the file name, as the report suggests.

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

S121 (error): a file in stories/ that is not a story

    A file or folder in stories/ is not a story: it has another extension, or is in the wrong place.

    Why: It is not read, though someone probably thought it would be.

    Remedy: Stories are stories/YYYY/a-few-words.md (or .yml), with pictures in the same folder.
    Rename or move the file, or delete it.

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

    There are no stories yet.

    Why: The site is built anyway, and says so.

    Remedy: Add the first one as stories/YYYY/a-few-words.md. Three fields and a sentence are
    enough.

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
from generator.languages.message import Message, any_of
from generator.languages.message import gettext as _
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
                _("there are no stories yet"),
                _("add the first one as stories/YYYY/a-few-words.md"),
            )
        )
    return found


def _walk(root: str, folder: str, found: StoryFiles) -> None:
    try:
        if not stat.S_ISDIR(os.lstat(f"{root}/{folder}").st_mode):
            message = _("this is not a folder")
            hint = _("replace it with a folder, not with a link to one")
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
        message = _("the file name has unprintable characters")
        _refuse(found, BAD_FILE_NAME(place, message, _("rename the file")))
        return
    refusal: tuple[Message, Message] | None
    if entry.is_symlink():
        refusal = _("this is a link, not a file"), _("put the file itself here")
    elif entry.is_dir(follow_symlinks=False):
        refusal = _folder_refusal(folder, name)
        if refusal is None:
            _walk(root, path, found)
    elif not entry.is_file(follow_symlinks=False):
        refusal = _("this is not an ordinary file"), _("delete it")
    elif name.endswith(LEFTOVER):
        refusal = _("an interrupted command left this file behind"), _("delete it")
    elif name in _IGNORED:
        return
    else:
        refusal = _take_file(folder, name, found)
    if refusal:
        _refuse(found, NOT_A_STORY(Location(path), *refusal))


def _folder_refusal(folder: str, name: str) -> tuple[Message, Message] | None:
    """Why a folder is not read, and what to do about it; None for the folder of a year."""
    if folder == FOLDER and name.isascii() and name.isdigit() and len(name) == 4:
        return None
    if name.casefold().endswith((".md", ".yml")):
        message = _("this is a folder, but has the name of a story")
        return message, _("move the story in it up, as a file")
    if folder == FOLDER:
        message = _("this folder is not a year, so nothing in it is read")
        return message, _("put stories in a year's folder, for example stories/2026/")
    message = _("nothing is read from folders inside a year's folder")
    return message, _("move the stories in it to %(folder)s", folder=f"{folder}/")


def _take_file(folder: str, name: str, found: StoryFiles) -> tuple[Message, Message] | None:
    """Add a story or a picture to what was found; else why it is neither, and what to do."""
    path = f"{folder}/{name}"
    stem, dot, ending = name.rpartition(".")
    kind = ending.casefold() if dot else ""
    if stem.casefold() == "readme" or name == "TEMPLATE.md":
        message = _("%(name)s is among the stories, but is not a story", name=name)
        return message, _("move it out of stories/, or delete it")
    if kind in ("md", "yml"):
        found.stories.append(path)
        _check_story_path(folder, name, found)
        return None
    if f".{kind}" in PICTURES:
        found.pictures.add(path)
        if folder != FOLDER:
            return None
        return (
            _("the picture is not in a year's folder"),
            _("move it to the folder of the story that shows it, for example stories/2026/"),
        )
    if name.casefold() in _LEFT_BEHIND or name.endswith(("~", ".swp", ".bak", ".tmp", ".orig")):
        return _("another program left this file behind"), _("delete it")
    if kind in _DOCUMENTS:
        hint = _(
            'copy its text into a file "%(name)s", and delete this one', name=_rename(stem, "md")
        )
        return _("this is a document, but a story must be plain text"), hint
    if not dot and name.casefold() not in ("readme", "license", "makefile"):
        message = _("the file name has no extension, so it is not read as a story")
        return message, _('rename it to "%(name)s"', name=_rename(name, "md"))
    if kind in _NEARLY:
        message = _(
            "the file name ends in %(ending)s, so it is not read as a story", ending=f".{ending}"
        )
        return message, _('rename it to "%(name)s"', name=_rename(stem, _NEARLY[kind]))
    hint = _(
        "Story files end in .md or .yml, picture files in %(endings)s. Move this file, or delete it.",
        endings=any_of(PICTURES),
    )
    return _("this file is neither a story nor a picture"), hint


def _check_story_path(folder: str, name: str, found: StoryFiles) -> None:
    """Report a story outside a year's folder, or with a name that cannot be an address."""
    stem, _dot, ending = name.rpartition(".")
    place = Location(f"{folder}/{name}")
    if folder == FOLDER:
        message = _("the story is not in a year's folder")
        hint = _("move it to the folder of its year, for example stories/2026/")
        found.problems.append(NOT_A_STORY(place, message, hint))
    elif not is_id(stem) or stem.isdigit() or ending != ending.casefold():
        message = _("%(name)s cannot be a web address", name=name)
        hint = _(
            'rename the file, for example to "%(name)s"', name=_rename(stem, ending.casefold())
        )
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
        message = _('%(path)s already has the id "%(id)s"', path=earlier, id=stem)
        hint = _("rename one of the two files; a story's id is its file name")
        found.problems.append(DUPLICATE_ID(Location(path), message, hint))


def _one_spelling_each(found: StoryFiles) -> None:
    """Report names that differ only in case or Unicode form: some computers take them for one."""
    paths = [*found.stories, *sorted(found.pictures)]
    spellings = [
        (path if path.isascii() and path.islower() else _spelling(path), path) for path in paths
    ]
    for _spelled, earlier, path in _repeated(spellings):
        message = _("on many computers this is the same file as %(path)s", path=earlier)
        hint = _("rename one of the two; capital letters and accents make no difference")
        found.problems.append(BAD_FILE_NAME(Location(path), message, hint))


def _repeated(paths: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Each key that returns, with the first path that has it and the later one."""
    first: dict[str, str] = {}
    for key, path in paths:
        if (earlier := first.setdefault(key, path)) != path:
            yield key, earlier, path


def _spelling(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
