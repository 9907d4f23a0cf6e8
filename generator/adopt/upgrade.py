"""Bring what the program wrote into a folder to what this version writes. Changes no file by itself.

What somebody has changed stays as it is; the new text is put beside it. Nothing else is touched, least of
all stories/ and site_config/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator import __version__
from generator.adopt.forges import FORMS, PROGRAM, Forge, Program, forge_files, form_text
from generator.adopt.organisation import common_files
from generator.adopt.written import (
    RECORD,
    Written,
    read_record,
    record_of,
    version_key,
    with_newer_pins,
)
from generator.fixes.result import FixResult
from generator.languages.message import Message, all_of
from generator.languages.message import gettext as _
from generator.languages.messages import Messages
from generator.model import Settings
from generator.system.inside import read_bytes

_MAIN_FILES: Mapping[Forge, str] = {
    "github": ".github/workflows/check.yml",
    "gitlab": ".gitlab-ci.yml",
}
"""The file by which a folder shows that it is checked on a forge."""
_OWN = ("mkdocs.yml", ".gitignore", ".editorconfig", ".github/CODEOWNERS")
"""Files that everybody changes. Without a record, such a file says nothing about an upgrade."""
_GENERATED = "`reciprocity generate`"
"""What a form says of itself. Where somebody took that out, the form is theirs."""
_PROGRAM_LINE = re.compile(r"reciprocity==(?P<version>[0-9][\w.+!-]*)(?P<rest>\s.*)?")
_OF_THE_PROGRAM = (
    "generator", "templates", "tests", "benchmarks", "tools", "docs", ".ci", "pyproject.toml", "Makefile", "babel.cfg", "ARCHITECTURE.md", "requirements/site.txt", "requirements/dev.txt", ".github/workflows/code.yml",
    ".github/workflows/release.yml", ".github/workflows/systems.yml",
)  # fmt: skip
"""What a copy of the program's repository has, and an organisation needs no more."""
BESIDE = ".new"
"""The ending of a new text beside a file. It is no workflow for a forge, and no setting for an editor."""


class UpgradeRefused(Exception):
    """It cannot be done: one sentence, without a full stop."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class UpgradePlan:
    """What an upgrade writes, and what it says."""

    results: list[FixResult] = field(default_factory=list)
    """Files that are replaced or new."""
    beside: list[FixResult] = field(default_factory=list)
    """New texts beside files that somebody has changed, compared with these."""
    notes: list[Message] = field(default_factory=list)
    record: str = ""

    @property
    def has_changes(self) -> bool:
        return bool(self.results or self.beside)


def forges_of(root: Path) -> tuple[Forge, ...]:
    """The forges whose files are in a folder."""
    return tuple(forge for forge, path in _MAIN_FILES.items() if (root / path).is_file())


def written_in(root: Path) -> Written:
    """The record of a folder; without one, nothing is known to be written."""
    return read_record(readable(root, RECORD))


def version_in(root: Path) -> str | None:
    """The version that a folder is of: that of its record, else that which its workflows install."""
    return written_in(root).version or _installed(readable(root, PROGRAM))


def current_files(
    settings: Settings, forges: tuple[Forge, ...], program: Program, branch: str, words: Messages
) -> dict[str, str]:
    """The texts that this version writes into a folder, by path."""
    texts = common_files()
    for forge in forges:
        texts |= dict(forge_files(forge, program, branch))
        texts[FORMS[forge]] = form_text(forge, settings, words)
    return texts


def plan_upgrade(root: Path, settings: Settings, program: Program, words: Messages) -> UpgradePlan:
    """Work out what this version would write, and what it leaves alone.

    Raises:
        UpgradeRefused: A newer version has written into the folder.
    """
    known = version_in(root)
    if known and version_key(known) > version_key(__version__):
        raise UpgradeRefused(
            _(
                "this folder was written by version %(known)s, but the program is version "
                "%(version)s: install %(known)s or a newer one first",
                known=known,
                version=__version__,
            )
        )
    forges = forges_of(root)
    texts = current_files(settings, forges, program, _branch(root, settings), words)
    upgrade = _Upgrade(root, written_in(root))
    for path, text in texts.items():
        upgrade.file(path, text)
    upgrade.plan.notes += _program_left(root, forges)
    upgrade.plan.record = record_of(upgrade.offered)
    return upgrade.plan


@dataclass
class _Upgrade:
    root: Path
    written: Written
    plan: UpgradePlan = field(default_factory=UpgradePlan)
    offered: dict[str, str] = field(default_factory=dict)
    """The texts that somebody has, or can compare with theirs: the next upgrade need not offer these again."""

    def file(self, path: str, text: str) -> None:
        """Decide about one file."""
        try:
            current = _text(self.root, path)
        except (OSError, UnicodeDecodeError):
            self.plan.notes.append(
                _("%(path)s is not an ordinary text file, and was left as it is", path=path)
            )
            return
        self.offered[path] = text
        if current is None:
            self._missing(path, text)
        elif path == PROGRAM:
            self._program(current, text)
        elif with_newer_pins(text, current) == current:
            return
        elif self._is_ours(path, current):
            self._replace(path, current, with_newer_pins(text, current))
        elif not self._is_known(path, text):
            self._beside(path, current, with_newer_pins(text, current))

    def _missing(self, path: str, text: str) -> None:
        """A file that is new in this version, or that somebody deleted."""
        has_record = self.written.is_there
        if path not in self.written.digests if has_record else path not in common_files():
            self._replace(path, "", text)

    def _is_ours(self, path: str, current: str) -> bool:
        """Whether nobody has changed a file since the program wrote it."""
        is_generated = path in FORMS.values() and _GENERATED in current.partition("\n\n")[0]
        return is_generated or self.written.wrote(path, current)

    def _is_known(self, path: str, text: str) -> bool:
        """Whether somebody who has changed a file need not hear of its new text."""
        return self.written.wrote(path, text) if self.written.is_there else path in _OWN

    def _replace(self, path: str, before: str, after: str) -> None:
        self.plan.results.append(FixResult(path, before.encode(), after.encode()))

    def _beside(self, path: str, current: str, text: str) -> None:
        new = f"{path}{BESIDE}"
        there = _text(self.root, new)
        if there is not None:
            if there != text:
                del self.offered[path]
                self.plan.notes.append(
                    _(
                        "%(new)s is from an earlier upgrade and was left as it is: delete it to get the current text",
                        new=new,
                    )
                )
            return
        self.plan.beside.append(FixResult(new, current.encode(), text.encode()))
        self.plan.notes.append(
            _(
                "you have changed %(path)s, so it stays as it is: copy what you need from %(new)s, then "
                "delete that file",
                path=path,
                new=new,
            )
        )

    def _program(self, current: str, text: str) -> None:
        """The line that says which program the workflows install."""
        version = _installed(current)
        if version is None:
            self.plan.notes.append(
                _(
                    "%(path)s does not name a version such as reciprocity==1.0.0: change it yourself",
                    path=PROGRAM,
                )
            )
        elif version != _installed(text):
            self._replace(PROGRAM, current, text)
            if "--hash=" in current and "--hash=" not in text:
                self.plan.notes.append(
                    _(
                        "%(path)s has no hash for the new version, because this program was not installed "
                        "from a file: add --hash=sha256: and the hash of its wheel",
                        path=PROGRAM,
                    )
                )


def _installed(text: str) -> str | None:
    """The version that requirements/program.txt installs, if it names one and nothing else."""
    lines = [line for line in map(str.strip, text.splitlines()) if line and line[0] != "#"]
    found = _PROGRAM_LINE.fullmatch(lines[0]) if len(lines) == 1 else None
    return found["version"] if found else None


def _branch(root: Path, settings: Settings) -> str:
    """The branch that is published: what the workflow says, else what site.yml says."""
    found = re.search(
        r"branches: \[\"?([\w./-]+)\"?\]", readable(root, ".github/workflows/pages.yml")
    )
    if found:
        return found[1]
    return settings.site.repository.branch if settings.site.repository else "main"


def _program_left(root: Path, forges: tuple[Forge, ...]) -> Iterator[Message]:
    """A sentence about the program's own files in a copy of its repository."""
    if not forges or not (root / "generator/__init__.py").is_file():
        return
    paths = [path for path in _OF_THE_PROGRAM if (root / path).exists()]
    yield _(
        "this folder still contains the program itself, which the workflows now install: once they work, "
        "delete %(paths)s",
        paths=all_of(paths),
    )


def _text(root: Path, path: str) -> str | None:
    """The text of a file, or None if it is not there.

    Raises:
        OSError: It is a link or a folder, or cannot be read.
        UnicodeDecodeError: It is not text.
    """
    try:
        return read_bytes(root / path).decode()
    except (FileNotFoundError, NotADirectoryError):
        return None


def readable(root: Path, path: str) -> str:
    """As much of a file as can be read as text; empty if it cannot be read."""
    try:
        return read_bytes(root / path).decode(errors="replace")
    except OSError:
        return ""
