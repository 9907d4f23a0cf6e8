"""What earlier commands left behind: a build deletes it where it shows what was taken back since."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from generator.cli.options import Root
from generator.consent.gate import preview_disclosures
from generator.consent.permissions import is_withdrawn
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.record import Library
from generator.system.atomic import OutsideFolder, path_inside
from generator.system.inside import entries_below
from generator.system.staging import (
    Leftover,
    discard_outdated,
    discard_outdated_file,
    is_outdated,
)

SITE = "site"
OFFLINE = "site-offline"
PREVIEW = "build/preview.html"
PORTFOLIO = "build/portfolio"


def clear_up(root: Root, library: Library, shown: AbstractSet[str]) -> Iterator[Message]:
    """Delete what shows what was taken back, and say so in a sentence each.

    Only what is just as we made it is deleted, and never the live site: that waits for its next build.
    `shown` is what a site may show now (see `gate.disclosures`).
    """
    if (site := _own(root, SITE)) and is_outdated(site, shown):
        yield _(
            "%(folder)s still shows something that may no longer be shown. Run `reciprocity build` "
            "to replace it.",
            folder=f"{SITE}/",
        )
    if offline := _own(root, OFFLINE):
        fate = discard_outdated(offline, shown)
        yield from _sentence(f"{OFFLINE}/", fate, "reciprocity build --offline")
    if preview := _own(root, PREVIEW):
        fate = discard_outdated_file(preview, lambda: preview_disclosures(library, library.records))
        yield from _sentence(PREVIEW, fate, "reciprocity preview")
    for path, entry in entries_below(root, PORTFOLIO):
        id_, _dot, ending = entry.name.rpartition(".")
        if ending in ("md", "html") and id_ and (portfolio := _own(root, path)):
            fate = discard_outdated_file(portfolio, partial(_portfolio_disclosures, id_, library))
            yield from _sentence(path, fate, f"reciprocity portfolio {id_}")


def _portfolio_disclosures(id_: str, library: Library) -> set[str]:
    """What a portfolio of somebody may show now: nothing if they withdrew, or are gone."""
    from generator.private.portfolio import portfolio_disclosures  # noqa: PLC0415  # few have any

    person = library.settings.people.get(id_)
    if person is None or is_withdrawn(person, library.today):
        return set()
    return portfolio_disclosures(id_, library)


def _own(root: Root, path: str) -> Path | None:
    """The full path of something of ours, or None if a link leads elsewhere."""
    try:
        return path_inside(root, path)
    except OutsideFolder:
        return None


def _sentence(what: str, fate: Leftover, command: str) -> Iterator[Message]:
    if fate is Leftover.DELETED:
        yield _(
            "Deleted %(path)s, which showed something that may no longer be shown. To make it again: "
            "`%(command)s`.",
            path=what,
            command=command,
        )
    elif fate is Leftover.DOUBTFUL:
        yield _(
            "%(path)s may show something that was withdrawn. Delete it, or make it again with "
            "`%(command)s`.",
            path=what,
            command=command,
        )
