"""The record of what the program wrote into an organisation's folder, and which of it is as it was.

`.reciprocity.written` has the program's version and a digest of each file. Folders that are older than the
record are known by the digests of everything that earlier versions wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

from generator import __version__
from generator.adopt.forges import TEMPLATES
from generator.rendering.plain import folder
from generator.system.inside import read_bytes
from generator.text.clean import unix_lines

RECORD = ".reciprocity.written"
EARLIER = "earlier.txt"
"""Among the templates: what versions without a record wrote, as lines of a record."""
_HEADER = """\
# What `reciprocity` wrote here, so that `reciprocity upgrade` knows what you have changed since.
# Commit this file, and leave it as it is.
"""
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64})  (?P<path>\S+)")
_VERSION = re.compile(r"version (?P<version>[0-9][\w.+-]{0,40})")
_PIN = re.compile(r"(?P<action>uses: [\w./-]+)@(?P<pin>[0-9a-f]{40} # v(?P<version>[0-9.]+))")
_BRANCHES = re.compile(r"^( +branches: )\[[^\]\n]*\]$", re.MULTILINE)


class Written(NamedTuple):
    """A record: the version that wrote it, and the digests by path."""

    version: str | None
    digests: Mapping[str, str]

    @property
    def is_there(self) -> bool:
        return self.version is not None

    def wrote(self, path: str, text: str) -> bool:
        """Whether the program wrote this text to this path."""
        digest = digest_of(text)
        if self.is_there:
            return self.digests.get(path) == digest
        return (digest, path) in earlier()


def digest_of(text: str) -> str:
    """The digest of a file's text, whatever its line ends, its branch and the versions of its actions.

    The branch is a choice of `init`, and Dependabot changes the versions.
    """
    plain = _BRANCHES.sub(r"\1[]", _PIN.sub(r"\g<action>", unix_lines(text)))
    return sha256(plain.encode()).hexdigest()


def record_of(texts: Mapping[str, str]) -> str:
    """The record of some texts by their paths, written by this version."""
    lines = (f"{digest_of(text)}  {path}\n" for path, text in sorted(texts.items()))
    return f"{_HEADER}version {__version__}\n{''.join(lines)}"


def read_record(text: str) -> Written:
    """A record as it is in a folder. Lines of another form count as if they were not there."""
    versions = [
        found["version"] for line in text.splitlines() if (found := _VERSION.fullmatch(line))
    ]
    digests = [found for line in text.splitlines() if (found := _LINE.fullmatch(line))]
    version = versions[0] if len(versions) == 1 else None
    return Written(version, {found["path"]: found["digest"] for found in digests})


def earlier() -> frozenset[tuple[str, str]]:
    """Digests and paths of everything that versions without a record wrote."""
    text = read_bytes(folder(TEMPLATES) / EARLIER).decode()
    return frozenset(
        (found["digest"], found["path"])
        for line in text.splitlines()
        if (found := _LINE.fullmatch(line))
    )


def with_newer_pins(text: str, current: str) -> str:
    """A workflow with the actions in the versions that it has now, where these are newer."""
    now = {found["action"]: found for found in _PIN.finditer(current)}

    def newest(found: re.Match[str]) -> str:
        other = now.get(found["action"])
        if other is None or version_key(other["version"]) <= version_key(found["version"]):
            return found[0]
        return other[0]

    return _PIN.sub(newest, text)


def version_key(version: str) -> tuple[int, ...]:
    """A version such as 0.10.0 as numbers that can be compared; what follows them does not count."""
    found = re.match(r"[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}", version)
    return tuple(map(int, found[0].split("."))) if found else ()
