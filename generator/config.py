"""site_config → Settings, with diagnostics."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from generator.codes import code
from generator.diagnostics import Diagnostic, Location, did_you_mean
from generator.model import (
    Choices,
    Entry,
    Guide,
    Newsletter,
    Norm,
    Person,
    Settings,
    Site,
    Team,
    Theme,
)
from generator.periods import Period
from generator.source import CONFIG_BYTES, STORY_BYTES, Document, locate, parse, read_text, split
from generator.typed import typed

E = TypeVar("E", bound=Entry)
FOLDER = "site_config"


def read_settings(root: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """All of site_config/ below `root`; None when something in it cannot be used."""
    problems: list[Diagnostic] = []

    def one(model: type[E], name: str, *, required: bool = False) -> E | None:
        document = _open(root, f"{FOLDER}/{name}", problems, required=required)
        if document is None:
            return None
        entry, found = typed(model, document, "C")
        problems.extend(found)
        return entry

    def many(model: type[E], name: str, *, required: bool = False) -> dict[str, E]:
        document = _open(root, f"{FOLDER}/{name}", problems, required=required)
        entries: dict[str, E] = {}
        for key in document.root.entries if document and document.root else ():
            assert document is not None
            problems.extend(_bad_id(document, key))
            entry, found = typed(model, document, "C", (key,))
            problems.extend(found)
            if entry is not None:
                entries[key] = entry
        return entries

    site = one(Site, "site.yml", required=True)
    settings = Settings(
        site or Site(name="?", url="https://example.org/"),
        many(Person, "people.yml", required=True),
        many(Team, "teams.yml", required=True),
        many(Theme, "themes.yml", required=True),
        many(Norm, "norms.yml"),
        one(Newsletter, "newsletter.yml") or Newsletter(),
        _choices(root, problems),
        tuple(_guides(root, problems)),
    )
    if not any(d.is_error for d in problems):
        problems.extend(_references(settings))
    return (None if any(d.is_error for d in problems) else settings), problems


def _open(root: Path, path: str, problems: list[Diagnostic], *, required: bool) -> Document | None:
    text = read_file(root, path, CONFIG_BYTES, problems, required=required)
    if text is None:
        return None
    document, found = parse(path, text)
    problems.extend(found)
    return document if document.root is not None else None


def read_file(
    root: Path, path: str, limit: int, problems: list[Diagnostic], *, required: bool
) -> str | None:
    """The text of an ordinary file; None, with the reason in `problems`, when there is none."""
    try:
        status = (root / path).lstat()
        if not stat.S_ISREG(status.st_mode):
            problems.append(
                code("P113")(
                    Location(path),
                    "this is not an ordinary file",
                    "put the file itself here, not a link",
                )
            )
            return None
        raw = (root / path).read_bytes()
    except FileNotFoundError:
        if required:
            problems.append(
                code("C111")(
                    Location(path),
                    "the file is missing",
                    "create it, or run the command in the folder that holds site_config/",
                )
            )
        return None
    except OSError as error:
        problems.append(
            code("P113")(
                Location(path),
                f"the file cannot be read: {error.strerror}",
                "look at its permissions",
            )
        )
        return None
    text, found = read_text(path, raw, limit)
    problems.extend(found)
    return None if found else text


def _bad_id(document: Document, key: str) -> Iterator[Diagnostic]:
    if (
        not key
        or len(key) > 64
        or not all(
            part.isascii() and part.isalnum() and part == part.lower() for part in key.split("-")
        )
    ):
        yield code("C", "03")(
            document.locate_key(key),
            f'"{key}" is not an id',
            "ids are small letters, digits and single hyphens, such as on-call",
        )


def _entries(root: Path, folder: str, suffix: str) -> list[str]:
    try:
        names = os.listdir(root / FOLDER / folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [f"{FOLDER}/{folder}/{n}" for n in sorted(names) if n.endswith(suffix) and n[0] != "."]


def _choices(root: Path, problems: list[Diagnostic]) -> dict[str, Choices]:
    found: dict[str, Choices] = {}
    for path in _entries(root, "newsletters", ".yml"):
        name = path.rpartition("/")[2].removesuffix(".yml")
        if name.endswith(".sent"):
            continue
        if Period.parse(name) is None:
            problems.append(
                code("N101")(
                    Location(path),
                    f'"{name}" is not a period',
                    "name the file 2026-10.yml, 2026-Q4.yml or 2026-W42.yml",
                )
            )
            continue
        document = _open(root, path, problems, required=True)
        if document is not None:
            entry, more = typed(Choices, document, "C")
            problems.extend(more)
            if entry is not None:
                found[name] = entry
    return found


def _guides(root: Path, problems: list[Diagnostic]) -> Iterator[Guide]:
    for path in _entries(root, "onboarding", ".md"):
        text = read_file(root, path, STORY_BYTES, problems, required=True)
        if text is None:
            continue
        document, found = split(path, text)
        problems.extend(found)
        if document.root is not None:
            guide, found = typed(Guide, document, "G", extra={"body": document.body or ""})
            problems.extend(found)
            if guide is not None:
                problems.extend(_bad_name(guide))
                yield guide


def _bad_name(guide: Guide) -> Iterator[Diagnostic]:
    if guide.id == "index" or not all(
        p.isascii() and p.isalnum() and p == p.lower() for p in guide.id.split("-")
    ):
        yield code("G", "03")(
            Location(guide.origin.path),
            f'"{guide.id}" cannot be an address',
            "name the file with small letters, digits and hyphens, such as day-1.md",
        )


def _references(settings: Settings) -> Iterator[Diagnostic]:
    """Names in the configuration that point at nothing."""
    themes, teams = settings.themes, settings.teams
    for person in settings.people.values():
        if person.team not in teams:
            yield code("C", "04")(
                locate(person, "team"),
                f'team "{person.team}" is not defined',
                did_you_mean(person.team, teams) + f"Teams are listed in {FOLDER}/teams.yml.",
            )
    defaults = [slug for slug, theme in themes.items() if theme.default]
    if themes and len(defaults) != 1:
        extra = (
            locate(themes[defaults[1]], "default") if defaults else Location(f"{FOLDER}/themes.yml")
        )
        yield code("C112")(
            extra,
            f"{len(defaults) or 'no'} theme{'s are' if defaults else ' is'} marked as the default",
            'give exactly one theme the line "default: true"',
        )
    owners: list[tuple[str, Norm | Guide]] = [("C", norm) for norm in settings.norms.values()]
    owners += [("G", guide) for guide in settings.guides]
    for family, owner in owners:
        for index, slug in enumerate(owner.themes):
            if slug not in themes:
                yield code(family, "04")(
                    locate(owner, "themes", index),
                    f'theme "{slug}" is not defined',
                    did_you_mean(slug, themes) + f"Themes are listed in {FOLDER}/themes.yml.",
                )
    for guide in settings.guides:
        for index, slug in enumerate(guide.norms):
            if slug not in settings.norms:
                yield code("G", "04")(
                    locate(guide, "norms", index),
                    f'norm "{slug}" is not defined',
                    did_you_mean(slug, settings.norms) + f"Norms are listed in {FOLDER}/norms.yml.",
                )
    first = settings.newsletter.first
    if first is not None:
        period = Period.parse(first)
        if period is None or period.cadence is not settings.newsletter.cadence:
            yield code("C", "03")(
                locate(settings.newsletter, "first"),
                f'"{first}" is not a {settings.newsletter.cadence} period',
                "write for example 2026-10 (monthly), 2026-Q4 (quarterly) or 2026-W42 (weekly)",
            )
