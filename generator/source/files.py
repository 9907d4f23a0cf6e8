r"""Files → text. Everything that can be wrong with bytes ends here, as a diagnostic.

P101 (error): the file is not UTF-8 text

    The file is not text in the encoding UTF-8.

    Why: In another encoding, letters such as é or ü are other letters, or none. We would print a
    name wrongly, and never know.

    Remedy: Save the file again and choose "UTF-8" as the encoding. In Notepad it is in the "Save
    as" window; most other editors save nothing else.

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

    A story may have 64 KiB, a file of the configuration 4 MiB, and this file has more.

    Why: A story that long is no longer one that somebody reads over coffee; usually something was
    pasted that was not meant to be.

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

    A character stands in the file that nobody sees: a bell, an escape, a sign that turns the
    direction of the text around.

    Why: On a terminal such characters can hide what is written, or show something else. They come
    along when text is copied from other programs.

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

    This is not an ordinary file that we may read: it is a link, a folder, a device, or its
    permissions keep us out.

    Why: A link could lead out of the repository, to files that are nobody's to print.

    Remedy: Put the file itself where the link is, or change its permissions.

    Bad: site_config/norms.yml (a link to /etc/hostname)

    Good: site_config/norms.yml

        {}

C111 (error): a configuration file is missing

    A file that every organisation needs is not there: site.yml, people.yml, teams.yml or themes.yml
    in site_config/.

    Why: Without it no story can be checked. Most often the command runs in the wrong folder.

    Remedy: Go to the folder that holds site_config/, or create the file.

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
from generator.model import CONTROL
from generator.source.nodes import location_in_text
from generator.text.clean import unix_lines

CODES = codes(__doc__)
NOT_UTF8 = CODES["P101"]
TOO_LARGE = CODES["P102"]
CONTROL_CHARACTER = CODES["P110"]
UNREADABLE = CODES["P113"]
MISSING_FILE = CODES["C111"]

STORY_BYTES = 64 * 1024
CONFIG_BYTES = 4 * 1024 * 1024
_SHOWN = 5
_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
"""Binary mode, no symbolic links, and no waiting for pipes, where a system has these flags."""

_PLAIN = bytes([*b"\t\n", *range(32, 127)])
"""The ASCII characters that any text may have."""

_KINDS = {
    stat.S_IFLNK: "this is a link, not a file",
    stat.S_IFDIR: "this is a folder, not a file",
}
_NOT_A_FILE = "put the file itself here"


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
            kind = _KINDS.get(stat.S_IFMT(status.st_mode), "this is not an ordinary file")
            problems.append(UNREADABLE(here, kind, _NOT_A_FILE))
            return None
        if status.st_size > limit:
            problems.append(_too_large(here, status.st_size, limit))
            return None
        raw = _read(full, limit + 1)
    except FileNotFoundError:
        if required:
            problems.append(
                MISSING_FILE(
                    here,
                    "the file is missing",
                    "create it, or run the command in the folder that holds site_config/",
                )
            )
        return None
    except OSError as error:
        problems.append(unreadable_problem(here, error))
        return None
    text, found = decode(path, raw, limit)
    problems.extend(found)
    return text


def _read(path: str, limit: int) -> bytes:
    """The first bytes of a file. Refuses a symbolic link, which it may have become meanwhile."""
    file = os.open(path, os.O_RDONLY | _FLAGS)
    try:
        return os.read(file, limit)
    finally:
        os.close(file)


def unreadable_problem(place: Location, error: OSError) -> Diagnostic:
    """A file or folder that the operating system cannot read."""
    reason = (error.strerror or "unknown reason").lower()
    return UNREADABLE(place, f"this cannot be read: {reason}", "look at its permissions")


def _too_large(here: Location, size: int, limit: int) -> Diagnostic:
    return TOO_LARGE(
        here,
        f"the file has {size:,} bytes, the limit is {limit:,}",
        "shorten it, or keep the long version elsewhere and link to it",
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
        last = problems[-1]
        problems[-1] = last._replace(hint=f"{last.hint}; {more:,} more places follow in this file")
    return CONTROL.sub(lambda match: " " * len(match[0]), text), problems


def _not_utf8(path: str, raw: bytes, at: int) -> Diagnostic:
    """A file that is not UTF-8 text, from the byte at an offset."""
    place, hint = Location(path), 'save the file again with the encoding "UTF-8"'
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return NOT_UTF8(place, "the file is UTF-16 text, not UTF-8", hint)
    if b"\0" in raw:
        return NOT_UTF8(place, "this is not a text file", "write the story as plain text")
    *above, line = unix_lines(raw[:at].decode("utf-8")).split("\n")
    number, column = len(above) + 1, len(line) + 1
    return NOT_UTF8(
        Location(path, number, column, number, column + 1),
        f"the file is not UTF-8 text: the byte 0x{raw[at]:02X} here means nothing",
        hint,
    )


def _control(path: str, text: str, match: re.Match[str]) -> Diagnostic:
    count = len(match[0])
    many = f"{count} invisible control characters stand"
    what = "an invisible control character stands" if count == 1 else many
    return CONTROL_CHARACTER(
        location_in_text(path, text, 1, match.start(), count),
        f"{what} here (U+{ord(match[0][0]):04X})",
        "delete this, or type the line again",
    )


def read_lines(root: Path, path: str) -> list[str]:
    """The lines of a file as diagnostics count them; none if it cannot be read.

    Bytes that are not UTF-8 become replacement characters.
    """
    try:
        raw = _read(os.path.join(root, path), CONFIG_BYTES)
    except OSError:
        return []
    return unix_lines(raw.decode("utf-8-sig", "replace")).split("\n")
