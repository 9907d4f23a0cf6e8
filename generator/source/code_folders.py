"""Static files and templates: folders that other programs read, and follow links in.

What is in them is the organisation's own code, and not ours to judge. But all of it must be in the
folder: a link could lead to anybody's files, and two links to each other never end.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.source.files import UNREADABLE
from generator.system.inside import entries_below, has_link, is_inside

STATIC = "site_config/static"
TEMPLATES = "site_config/templates"


def code_folder_problems(root: Path, folder: str) -> Iterator[Diagnostic]:
    """What in a folder below `root` is neither a file nor a link to a file in the same folder."""
    if has_link(root, folder) or os.path.isfile(root / folder):
        yield not_a_folder(folder)
    for path, entry in entries_below(root, folder):
        if refusal := _refusal(entry, root / folder):
            place = Location(path.encode("utf-8", "backslashreplace").decode())
            yield UNREADABLE(place, *refusal)


def not_a_folder(folder: str) -> Diagnostic:
    """The problem of a folder of ours that is a link, lies behind one, or is something else."""
    hint = _("replace it with a folder, not with a link to one")
    return UNREADABLE(Location(folder), _("this is not a folder"), hint)


def _refusal(entry: os.DirEntry[str], folder: Path) -> tuple[Message, Message] | None:
    """Why an entry of a folder must not be read, and what to do about it; None if it may be."""
    if not entry.name.isprintable():
        return _("the file name has unprintable characters"), _("rename the file")
    if not entry.is_symlink():
        return None if entry.is_file() else (_("this is not an ordinary file"), _("delete it"))
    if not is_inside(Path(entry.path), folder):
        message = _("this link leads out of %(folder)s", folder=f"{folder.name}/")
    elif os.path.isdir(entry.path):
        message = _("this is a link to a folder")
    elif os.path.isfile(entry.path):
        return None
    else:
        message = _("this link leads to a file that does not exist")
    return message, _("put the file itself here, or delete the link")
