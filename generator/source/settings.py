"""Read site_config/ into Settings, and report what is wrong with it.

C104, G104 (error): not defined in the configuration

    The value names a theme, a team or a norm that the configuration does not have.

    Why: Pages are made from what is defined: under a name of its own, this would be seen nowhere.

    Remedy: Take the name that is suggested. For something new, add it to its file in site_config/
    first.

    Bad C104: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bnech}

    Good C104: site_config/people.yml

        maria: {name: Maria Okafor, team: bench, named: yes}
        sam: {name: Sam Lee, team: bench, named: yes}
        noor: {name: Noor Haddad, team: bench}

    Bad G104: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        norms: [ask-frist]
        ---
        Find the kettle, then find @maria.

    Bad G104: site_config/norms.yml

        ask-first:
          title: Ask first
          text: We ask.
          themes: [asking-early]

    Good G104: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        order: 1
        norms: [ask-first]
        ---
        Find the kettle, then find @maria.

    Good G104: site_config/norms.yml

        ask-first:
          title: Ask first
          text: We ask.
          themes: [asking-early]

C112 (error): exactly one theme is the default

    No theme is the default, or more than one is.

    Why: A story that names no theme belongs to the default; so there is exactly one.

    Remedy: Give one theme the line "default: true", and take it from any other.

    Bad: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed., default: true}

    Good: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}

C115 (error): a file in site_config/ that is not read

    A file in a folder of site_config/ has an ending that is not read there.

    Why: Somebody probably thinks that it is read.

    Remedy: Rename it, move it or delete it.

    Bad: site_config/onboarding/day-1.txt

        Find the kettle.

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Find the kettle.

N101 (error): an editor's file for no period

    A file of editors' choices has a name that is no period.

    Why: Nobody could tell to which newsletter the choices belong.

    Remedy: Name it for a month (2026-10.yml), a quarter (2026-Q4.yml) or a week (2026-W42.yml).

    Bad: site_config/newsletters/october.yml

        note: It rained.

    Good: site_config/newsletters/2026-10.yml

        note: It rained.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.diagnostics.diagnostic import Code, Diagnostic, Location, did_you_mean
from generator.diagnostics.manual import codes
from generator.model import (
    EditorChoices,
    Entry,
    Guide,
    Newsletter,
    Norm,
    Person,
    Phrase,
    Practice,
    Round,
    Scenario,
    Sent,
    Settings,
    Site,
    Team,
    Term,
    Theme,
)
from generator.model.ids import id_like, is_id
from generator.model.periods import Period
from generator.source.field_codes import CONFIGURATION, GUIDES, FieldCodes
from generator.source.files import CONFIG_BYTES, STORY_BYTES, UNREADABLE, read_file
from generator.source.nodes import Document
from generator.source.parser import locate, parse_source
from generator.source.validate import validate

CODES = codes(__doc__)
UNDEFINED = CODES["C104"]
UNDEFINED_IN_GUIDE = CODES["G104"]
DEFAULT_THEME = CODES["C112"]
UNREAD_FILE = CODES["C115"]
NO_PERIOD = CODES["N101"]

E = TypeVar("E", bound=Entry)
FOLDER = "site_config"
_TERM = re.compile(r"[^\s<>\[\](){}#*_`|@&][^\n<>\[\](){}#*_`|@&]{0,59}")
_RESERVED = re.compile("index|(?:checklist|path)-(?:everyone|managers)")
"""Addresses below onboarding/ that guides cannot have."""

# Values in place of required ones that cannot be used, so that the rest can still be checked.
_INSTEAD: Mapping[type[Entry], Mapping[str, Any]] = {
    Site: {"name": "?", "url": "https://example.org/"},
    Person: {"name": "?", "team": "x"},
    Team: {"name": "?", "headcount": "0"},
    Theme: {"title": "?", "text": "?"},
    Norm: {"title": "?", "text": "?"},
}


def read_settings(root: Path) -> tuple[Settings | None, list[Diagnostic]]:
    """Read all of site_config/ below `root`, and report what is wrong with it.

    Settings with errors hold what could be read, so that the stories can be checked in the same
    run. They are None if people, teams or themes are unknown, since no story can be checked then.
    """
    reader = _Reader(root)
    site = reader.one(Site, "site.yml", required=True)
    choices, sent = reader.newsletters()
    settings = Settings(
        site or Site(name="?", url="https://example.org/"),
        reader.many(Person, "people.yml", required=True),
        reader.many(Team, "teams.yml", required=True),
        reader.many(Theme, "themes.yml", required=True),
        reader.many(Norm, "norms.yml"),
        reader.one(Newsletter, "newsletter.yml") or Newsletter(),
        choices,
        tuple(reader.guides()),
        tuple(reader.practices()),
        tuple(reader.rounds()),
        dict(reader.scenarios()),
        reader.many(Term, "glossary.yml", family=GUIDES, keys=_is_term),
        reader.many(Phrase, "phrases.yml", family=GUIDES),
        sent,
    )
    problems = reader.problems
    if not any(d.is_error for d in problems):
        problems.extend(_references(settings))
    return (None if reader.blind else settings), problems


def _is_no_id(key: str) -> tuple[str, str] | None:
    if is_id(key):
        return None
    return "is not an id", "ids are small letters, digits and single hyphens, such as on-call"


def _is_term(key: str) -> tuple[str, str] | None:
    """What is wrong with a term, which must be plain words and make an address."""
    if _TERM.fullmatch(key) and id_like(key):
        return None
    return "is not a term", "write the word as people say it, without markup: Long Band"


class _Reader:
    """Reads the files of site_config/, and collects what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.problems: list[Diagnostic] = []
        self.blind = False
        """Whether the ids of people, teams or themes are not known."""
        self._unread: dict[str, set[tuple[int, int]]] = {}
        """The places of each file that the parser has reported already."""
        self._is_folder(FOLDER)

    def one(self, model: type[E], name: str, *, required: bool = False) -> E | None:
        """The entry of a file that holds one."""
        file = self._open(f"{FOLDER}/{name}", required=required)
        return self._typed(model, file) if file else None

    def many(
        self,
        model: type[E],
        name: str,
        *,
        required: bool = False,
        family: FieldCodes = CONFIGURATION,
        keys: Callable[[str], tuple[str, str] | None] = _is_no_id,
    ) -> dict[str, E]:
        """The entries of a file by their ids. `keys` says what is wrong with a key."""
        file = self._open(f"{FOLDER}/{name}", required=required)
        entries: dict[str, E] = {}
        if file is None or file.root is None:
            self.blind |= required
            return entries
        for key in file.root.entries:
            if wrong := keys(key):
                what, hint = wrong
                self.problems.append(
                    family.malformed(file.locate_key(key), f'"{key}" {what}', hint)
                )
            if entry := self._typed(model, file, key, family=family):
                entries[key] = entry
        return entries

    def newsletters(self) -> tuple[dict[str, EditorChoices], dict[str, Sent]]:
        """The editor's choices, and what was sent, by the names of their periods."""
        choices: dict[str, EditorChoices] = {}
        sent: dict[str, Sent] = {}
        for path in self._files("newsletters", ".yml"):
            stem = PurePosixPath(path).stem
            name = stem.removesuffix(".sent")
            if not self._check_period(
                path,
                name,
                NO_PERIOD,
                "2026-10.yml, 2026-Q4.yml, 2026-W42.yml or 2026-09-01--2026-10-15.yml",
            ):
                continue
            file = self._open(path, required=True)
            if file is None:
                continue
            if stem != name:
                if record := self._typed(Sent, file):
                    sent[name] = record
            elif made := self._typed(EditorChoices, file):
                choices[name] = made
        return choices, sent

    def scenarios(self) -> Iterator[tuple[str, Scenario]]:
        """The scenarios, by their ids."""
        for path, scenario in self._entries(Scenario, "scenarios", ".yml"):
            name = PurePosixPath(path).stem
            if wrong := _is_no_id(name):
                self.problems.append(
                    GUIDES.malformed(Location(path), f'the file name "{name}" {wrong[0]}', wrong[1])
                )
            elif name == "index":
                self._refuse_address(path, "the list of all scenarios")
            if scenario:
                yield name, scenario

    def guides(self) -> Iterator[Guide]:
        """The onboarding pages, by their file names."""
        for path, guide in self._entries(Guide, "onboarding", ".md"):
            if guide:
                if not is_id(guide.id):
                    self._refuse_name(path, "day-1.md")
                elif _RESERVED.fullmatch(guide.id):
                    self._refuse_address(path, "a page that is made of all guides")
                yield guide

    def practices(self) -> Iterator[Practice]:
        """The practices, by their file names."""
        for path, practice in self._entries(Practice, "practices", ".yml", besides=("pairs",)):
            if practice:
                if not is_id(practice.id):
                    self._refuse_name(path, "tea-at-four.yml")
                elif practice.id in ("calendar", "index"):
                    self._refuse_address(path, "a page about all practices")
                yield practice

    def rounds(self) -> list[Round]:
        """The seasons of mentoring pairs, oldest first."""
        found = [(path, x) for path, x in self._entries(Round, "practices/pairs", ".yml") if x]
        for path, season in found:
            names = "2026-Q4.yml, 2026-10.yml or 2026-W42.yml"
            self._check_period(path, season.name, GUIDES.malformed, names)
        return sorted((season for _, season in found), key=lambda x: (x.starts, x.name))

    def _check_period(self, path: str, name: str, kind: Code, examples: str) -> bool:
        """Whether a file name is a period. Reports a problem if it is not."""
        if Period.parse(name) is not None:
            return True
        message = f'"{name}" is not a period'
        self.problems.append(kind(Location(path), message, f"name the file {examples}"))
        return False

    def _refuse_name(self, path: str, example: str) -> None:
        hint = f"name the file with small letters, digits and hyphens, such as {example}"
        self._no_address(path, hint)

    def _refuse_address(self, path: str, owner: str) -> None:
        self._no_address(path, f"{owner} has this address; choose another name")

    def _no_address(self, path: str, hint: str) -> None:
        message = f'the file name "{PurePosixPath(path).name}" cannot become a web address'
        self.problems.append(GUIDES.malformed(Location(path), message, hint))

    def _entries(
        self, model: type[E], folder: str, suffix: str, besides: tuple[str, ...] = ()
    ) -> Iterator[tuple[str, E | None]]:
        """The path of each file of a folder, with its entry if it can be used."""
        for path in self._files(folder, suffix, besides):
            file = self._open(path, required=True)
            yield path, self._typed(model, file, family=GUIDES) if file else None

    def _typed(
        self, model: type[E], file: Document, *keys: str, family: FieldCodes = CONFIGURATION
    ) -> E | None:
        extra = None if file.body is None else {"body": file.body}
        entry, found = validate(model, file, family, keys, extra=extra, instead=_INSTEAD.get(model))
        known = self._unread.get(file.path, ())
        self.problems.extend(d for d in found if (d.location.line, d.location.column) not in known)
        return entry

    def _open(self, path: str, *, required: bool) -> Document | None:
        limit = STORY_BYTES if path.endswith(".md") else CONFIG_BYTES
        text = read_file(self._root, path, limit, self.problems, required=required)
        if text is None:
            return None
        file, found = parse_source(path, text)
        self.problems.extend(found)
        self._unread[path] = {(d.location.line, d.location.column) for d in found}
        return file if file.root is not None else None

    def _files(self, folder: str, suffix: str, besides: tuple[str, ...] = ()) -> list[str]:
        """The files of a folder with one ending. Any other is a problem, except `besides`."""
        folder = f"{FOLDER}/{folder}"
        if not self._is_folder(folder):
            return []
        found = []
        for name in sorted(os.listdir(self._root / folder)):
            if name.endswith(suffix) and not name.startswith("."):
                found.append(f"{folder}/{name}")
            elif not name.startswith(".") and name not in besides:
                self.problems.append(
                    UNREAD_FILE(
                        Location(f"{folder}/{name.encode('utf-8', 'backslashreplace').decode()}"),
                        f"files in {folder}/ end in {suffix}, and this one is not read",
                        "rename, move or delete it",
                    )
                )
        return found

    def _is_folder(self, folder: str) -> bool:
        try:
            status = os.lstat(self._root / folder)
        except OSError:
            return False
        if not stat.S_ISDIR(status.st_mode):
            self.problems.append(
                UNREADABLE(
                    Location(folder), "this is not a folder", "make it a folder, not a link to one"
                )
            )
            return False
        return True


def _places(site: Site) -> Iterator[Diagnostic]:
    """An unknown language or time zone."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  # only when the stories are read too

    try:
        Locale.parse(site.language, sep="-")
    except (UnknownLocaleError, ValueError):
        yield CONFIGURATION.malformed(
            locate(site, "language"),
            f'"{site.language}" is no language that we have dates for',
            "write for example en, es, ar or pt-BR",
        )
    yield from _time_zone(CONFIGURATION, site, site.time_zone)


def _time_zone(family: FieldCodes, owner: Entry, name: str) -> Iterator[Diagnostic]:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield family.malformed(
            locate(owner, "time_zone"),
            f'there is no time zone "{name}"',
            "write for example Europe/Madrid",
        )


def _references(settings: Settings) -> Iterator[Diagnostic]:
    """References in the configuration to what is not defined."""
    yield from _places(settings.site)
    themes, norms = settings.themes, settings.norms
    for code, owners, field, known, noun in (
        (UNDEFINED, settings.people.values(), "team", settings.teams, "team"),
        (UNDEFINED, norms.values(), "themes", themes, "theme"),
        (UNDEFINED_IN_GUIDE, settings.scenarios.values(), "norms", norms, "norm"),
        (UNDEFINED_IN_GUIDE, settings.guides, "themes", themes, "theme"),
        (UNDEFINED_IN_GUIDE, settings.guides, "norms", norms, "norm"),
        (UNDEFINED_IN_GUIDE, settings.practices, "themes", themes, "theme"),
    ):
        for owner in owners:
            yield from _undefined(code, owner, field, known, noun)
    for practice in settings.practices:
        if practice.time_zone:
            yield from _time_zone(GUIDES, practice, practice.time_zone)
    defaults = [theme for theme in themes.values() if theme.default]
    if len(defaults) > 1:
        yield DEFAULT_THEME(
            locate(defaults[1], "default"),
            f"{len(defaults)} themes are marked as the default",
            'only one keeps the line "default: true"',
        )
    elif not defaults:
        yield DEFAULT_THEME(
            Location(f"{FOLDER}/themes.yml"),
            "no theme is marked as the default",
            'give the theme of stories that name none the line "default: true"',
        )
    first = settings.newsletter.first
    if first is not None:
        period = Period.parse(first)
        if period is None or period.cadence is not settings.newsletter.cadence:
            yield CONFIGURATION.malformed(
                locate(settings.newsletter, "first"),
                f'"{first}" is not a {settings.newsletter.cadence} period',
                "write for example 2026-10 (monthly), 2026-Q4 (quarterly) or 2026-W42 (weekly)",
            )


def _undefined(
    undefined: Code, owner: Entry, field: str, known: Mapping[str, Entry], noun: str
) -> Iterator[Diagnostic]:
    """The ids in a field that are not in the configuration."""
    named: str | tuple[str, ...] = getattr(owner, field)
    single = isinstance(named, str)
    for index, slug in enumerate([named] if isinstance(named, str) else named):
        if slug not in known:
            yield undefined(
                locate(owner, field) if single else locate(owner, field, index),
                f'{noun} "{slug}" is not defined',
                f"{did_you_mean(slug, known)}{noun.capitalize()}s are listed in {FOLDER}/{noun}s.yml.",
            )
