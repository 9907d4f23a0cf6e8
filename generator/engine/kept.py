"""Records kept in memory, so that a site is loaded again without reading every story again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.model import Channel, Settings
from generator.pipeline import CheckedFile, Today, assemble, read_files
from generator.record import Library
from generator.rules.context import RuleContext
from generator.source.discover import discover
from generator.source.settings import FOLDER, read_settings
from generator.system.changes import Changes
from generator.system.inside import entries_below


class Loaded(NamedTuple):
    """A library and every problem, as `pipeline.load` has them, and what was read for it."""

    library: Library | None
    problems: list[Diagnostic]
    changed: frozenset[str]
    """The stories that were read, and those that are gone."""
    is_anew: bool
    """Whether the configuration or the day changed, so that everything was read."""


class KeptRecords:
    """Loads what is below a folder again and again, and reads only stories whose files changed.

    A record follows from a story's file, its picture, the configuration and the day. When the
    configuration or the day changes, all records are forgotten before anything is read: no record
    outlives a wish.
    """

    def __init__(self, root: Path, today: Today, editions: Iterable[Collection[Channel]]) -> None:
        self._root = root
        self._today = today
        self._editions = tuple(dict.fromkeys(map(frozenset, editions)))
        self._configuration, self._stories, self._pictures = Changes(), Changes(), Changes()
        self._settings: Settings | None = None
        self._problems: list[Diagnostic] = []
        self._rules: RuleContext | None = None
        self._checked: dict[str, CheckedFile] = {}

    def load(self) -> Loaded:
        """Everything below the folder, as it is now."""
        is_anew = self._read_settings()
        settings = self._settings
        if settings is None:
            return Loaded(None, in_order(self._problems), frozenset(), is_anew)
        files = discover(self._root)
        rules = RuleContext(settings, self._today(settings), self._root, frozenset(files.pictures))
        if self._rules is None or rules.today != self._rules.today:
            is_anew = True
            self._checked.clear()
        self._rules = rules
        changed = self._stories.look(self._root, files.stories)
        pictures = self._pictures.look(self._root, files.pictures)
        folders = {path.rpartition("/")[0] for path in pictures}
        for path in [*self._checked]:
            if path in changed or path.rpartition("/")[0] in folders:
                del self._checked[path]
        unread = [path for path in files.stories if path not in self._checked]
        for file in read_files(rules, self._editions, unread):
            self._checked[file.path] = file
        checked = (self._checked[path] for path in files.stories)
        made = assemble(rules, self._editions, files, checked, self._problems)
        return Loaded(*made, changed.union(unread), is_anew)

    def _read_settings(self) -> bool:
        """Read the configuration, if it changed; return whether it did."""
        below = entries_below(self._root, FOLDER)
        # Editors put files of their own beside the one that is open; none of them is read.
        paths = [
            path for path, entry in below if not entry.name.startswith(".") and path[-1] != "~"
        ]
        paths.append(FOLDER)
        if not self._configuration.look(self._root, paths) and self._rules is not None:
            return False
        self._settings = self._rules = None
        self._checked.clear()
        self._settings, self._problems = read_settings(self._root)
        return True
