r"""Files → text. Everything that can be wrong with bytes ends here, as a diagnostic.

P101 (error): the file is not UTF-8 text

    The file is not UTF-8 text.

    Why: In another encoding, letters such as é or ü turn into other characters. Names would be
    printed wrongly, and nobody would notice.

    Remedy: Save the file again with the encoding "UTF-8". In Notepad, choose it in the "Save as"
    window; most other editors always use it.

    Bad: stories/2026/the-belt.md (\xNN are bytes)

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria drew it at the caf\xe9.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria drew it at the café.

P102 (error): the file is too large

    A story can be up to 64 KiB in size, a configuration file up to 4 MiB. This file is larger.

    Why: Nobody reads a story that long over coffee. Usually something was pasted by mistake.

    Remedy: Shorten it, or keep the long version elsewhere and link to it.

    Bad: stories/2026/the-belt.md (… is "And then the belt slipped again. " 2500 times)

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        …

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        And then the belt slipped again, eleven times in all.

P110 (error): an invisible control character

    The file contains a character that nobody can see: a bell, an escape, or a sign that reverses
    the direction of the text.

    Why: On a terminal, such characters can hide text or show something else. They often come with text
    that was copied from another program.

    Remedy: Delete what is marked, or type the line again.

    Bad: stories/2026/the-belt.md (\xNN are bytes)

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed \x07an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.

P113 (error): the file cannot be read

    This is not an ordinary, readable file: it is a link, a folder or a device, or its permissions
    do not allow reading.

    Why: A link could lead out of the repository, to files that must not be published.

    Remedy: Put the file itself where the link is, or change its permissions.

    Bad: site_config/norms.yml (a link to /etc/hostname)

    Good: site_config/norms.yml

        {}

C111 (error): a configuration file is missing

    A file that every organisation needs is missing: site.yml, people.yml, teams.yml or themes.yml
    in site_config/.

    Why: No story can be checked without it. Most often the command was run in the wrong folder.

    Remedy: Go to the folder that contains site_config/, or create the file. `reciprocity init` writes
    everything into an empty folder.

    Bad: site_config/teams.yml (absent)

    Good: site_config/teams.yml

        bench: {name: Bench, headcount: 9}
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.languages.message import ngettext
from generator.model import CONTROL
from generator.source.nodes import location_in_text
from generator.system.inside import read_bytes
from generator.text.clean import unix_lines
from generator.text.terminal import code_point

CODES = codes(__doc__)
NOT_UTF8 = CODES["P101"]
TOO_LARGE = CODES["P102"]
CONTROL_CHARACTER = CODES["P110"]
UNREADABLE = CODES["P113"]
MISSING_FILE = CODES["C111"]

STORY_BYTES = 64 * 1024
CONFIG_BYTES = 4 * 1024 * 1024
_SHOWN = 5

_PLAIN = bytes([*b"\t\n", *range(32, 127)])
"""The ASCII characters that any text may have."""

_KINDS = {
    stat.S_IFLNK: _("this is a link, not a file"),
    stat.S_IFDIR: _("this is a folder, not a file"),
}


def read_file(
    root: Path, path: str, limit: int, problems: list[Diagnostic], *, required: bool = True
) -> str | None:
    """The text of an ordinary file with Unix line ends, or None. Appends to `problems`.

    Control characters become spaces, so that other problems of the text can be found too.
    """
    here = Location(path)
    full = os.path.join(root, path)  # ten thousand files: a Path each is too slow
    try:
        status = os.lstat(full)
        if not stat.S_ISREG(status.st_mode):
            kind = _KINDS.get(stat.S_IFMT(status.st_mode), _("this is not an ordinary file"))
            problems.append(UNREADABLE(here, kind, _("put the file itself here")))
            return None
        if status.st_size > limit:
            problems.append(_too_large(here, status.st_size, limit))
            return None
        raw = read_bytes(full, limit + 1)
    except FileNotFoundError:
        if required:
            problems.append(
                MISSING_FILE(
                    here,
                    _("the file is missing"),
                    _(
                        "create it, or run the command in the folder that contains site_config/; "
                        "`reciprocity init` writes everything into an empty folder"
                    ),
                )
            )
        return None
    except OSError as error:
        problems.append(unreadable_problem(here, error))
        return None
    text, found = decode(path, raw, limit)
    problems.extend(found)
    return text


def reason_of(error: OSError) -> str:
    """What the operating system says about an error."""
    return (error.strerror or str(error)).lower()


def unreadable_problem(place: Location, error: OSError) -> Diagnostic:
    """A file or folder that the operating system cannot read."""
    return UNREADABLE(
        place,
        _("this cannot be read: %(reason)s", reason=reason_of(error)),
        _("check its permissions"),
    )


def _too_large(here: Location, size: int, limit: int) -> Diagnostic:
    return TOO_LARGE(
        here,
        ngettext(
            "the file has %(size)s bytes, but the limit is %(num)s byte",
            "the file has %(size)s bytes, but the limit is %(num)s bytes",
            limit,
            size=size,
        ),
        _("shorten it, or keep the long version elsewhere and link to it"),
    )


def decode(path: str, raw: bytes, limit: int = CONFIG_BYTES) -> tuple[str | None, list[Diagnostic]]:
    """Decode bytes as UTF-8 text; None if they are no text. Returns what is wrong with them too."""
    if len(raw) > limit:
        return None, [_too_large(Location(path), len(raw), limit)]
    try:
        text = unix_lines(raw.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, raw, error.start)]
    rest = raw.translate(None, _PLAIN)  # empty for most files, which need no further look
    if not rest or text.replace("\n", "").replace("\t", "").isprintable():
        return text, []
    found = list(CONTROL.finditer(text))
    problems = [_control(path, text, match) for match in found[:_SHOWN]]
    if (more := len(found) - _SHOWN) > 0:
        problems[-1] = problems[-1]._replace(
            hint=ngettext(
                "Delete this, or type the line again. There is %(num)s more in this file.",
                "Delete this, or type the line again. There are %(num)s more in this file.",
                more,
            )
        )
    return CONTROL.sub(lambda match: " " * len(match[0]), text), problems


def _not_utf8(path: str, raw: bytes, at: int) -> Diagnostic:
    """A file that is not UTF-8 text, from the byte at an offset."""
    place, hint = Location(path), _("save the file again with the encoding UTF-8")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return NOT_UTF8(place, _("the file is encoded as UTF-16, not UTF-8"), hint)
    if b"\0" in raw:
        return NOT_UTF8(place, _("this is not a text file"), _("write the story as plain text"))
    *above, line = unix_lines(raw[:at].decode("utf-8")).split("\n")
    number, column = len(above) + 1, len(line) + 1
    return NOT_UTF8(
        Location(path, number, column, number, column + 1),
        _("the file is not UTF-8 text (invalid byte %(byte)s)", byte=f"0x{raw[at]:02X}"),
        hint,
    )


def _control(path: str, text: str, match: re.Match[str]) -> Diagnostic:
    count = len(match[0])
    return CONTROL_CHARACTER(
        location_in_text(path, text, 1, match.start(), count),
        ngettext(
            "there is %(num)s invisible control character here (%(character)s)",
            "there are %(num)s invisible control characters here (%(character)s)",
            count,
            character=code_point(match[0][0]),
        ),
        _("delete this, or type the line again"),
    )


def read_lines(root: Path, path: str) -> list[str]:
    """The lines of a file as diagnostics count them; none if it cannot be read.

    Bytes that are not UTF-8 become replacement characters.
    """
    try:
        raw = read_bytes(os.path.join(root, path), CONFIG_BYTES)
    except OSError:
        return []
    return unix_lines(raw.decode("utf-8-sig", "replace")).split("\n")
