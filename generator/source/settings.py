"""Read site_config/ into Settings, and report what is wrong with it.

C104, G104 (error): not defined in the configuration

    The value names a theme, a team or a norm that the configuration does not have.

    Why: Pages are made from what is defined. This would appear nowhere.

    Remedy: Use the name that is suggested. If it is new, add it to its file in site_config/ first.

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

C112 (error): not exactly one default theme

    No theme is the default, or more than one is.

    Why: A story that names no theme belongs to the default theme, so there must be exactly one.

    Remedy: Add the line "default: true" to one theme, and remove it from the others.

    Bad: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed., default: true}

    Good: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}

C115 (error): a file in site_config/ that is not read

    A file in a folder of site_config/ has an extension that is not read there.

    Why: Someone probably thinks that it is read.

    Remedy: Rename it, move it or delete it.

    Bad: site_config/onboarding/day-1.txt

        Find the kettle.

    Good: site_config/onboarding/day-1.md

        ---
        title: Day 1
        step: day-1
        ---
        Find the kettle.

N101 (error): an editor's file whose name is not a period

    The name of a file with an editor's choices is not a period.

    Why: There is no telling which newsletter the choices are for.

    Remedy: Name it after a month (2026-10.yml), a quarter (2026-Q4.yml) or a week (2026-W42.yml).

    Bad: site_config/newsletters/october.yml

        note: It rained.

    Good: site_config/newsletters/2026-10.yml

        note: It rained.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.diagnostics.diagnostic import Code, Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages import has_locale, main_code
from generator.languages.language import Catalog
from generator.languages.message import Message, any_of, ngettext
from generator.languages.message import gettext as _
from generator.model import (
    Cadence,
    EditorChoices,
    Entry,
    Guide,
    Newsletter,
    Norm,
    Person,
    Phrase,
    Practice,
    Redirect,
    Review,
    Round,
    Scenario,
    Sent,
    Settings,
    Site,
    Team,
    Term,
    Theme,
)
from generator.model.ids import is_id
from generator.model.organisation import ADDRESS, PATHS, REFERENCE, STEPS
from generator.model.periods import Period
from generator.source.code_folders import (
    STATIC,
    TEMPLATES,
    code_folder_problems,
    not_a_folder,
)
from generator.source.field_codes import CONFIGURATION, GUIDES, FieldCodes
from generator.source.files import CONFIG_BYTES, STORY_BYTES, read_file
from generator.source.messages import undefined_messages
from generator.source.nodes import Document
from generator.source.parser import locate, parse_source
from generator.source.validate import validate
from generator.system.inside import has_link
from generator.text.glossary import anchor_of

CODES = codes(__doc__)
UNDEFINED = CODES["C104"]
UNDEFINED_IN_GUIDE = CODES["G104"]
DEFAULT_THEME = CODES["C112"]
UNREAD_FILE = CODES["C115"]
NO_PERIOD = CODES["N101"]

E = TypeVar("E", bound=Entry)
FOLDER = "site_config"
_TERM = re.compile(r"[^\s<>\[\](){}#*_`|@&][^\n<>\[\](){}#*_`|@&]{0,59}")
_NO_PLACE = re.compile(r"Factory|localtime|posixrules|(?:posix|right)/.*")
"""Files among the time zones that are none, or stand for whatever the machine is set to."""
_RESERVED = re.compile("index|(?:checklist|path)-(?:everyone|managers)")
"""Addresses below onboarding/ that guides cannot have."""
_ISSUES = ("2026-10.yml", "2026-Q4.yml", "2026-W42.yml", "2026-09-01--2026-10-15.yml")
_ROUNDS = ("2026-Q4.yml", "2026-10.yml", "2026-W42.yml")
_FIRST = {Cadence.MONTHLY: "2026-10", Cadence.QUARTERLY: "2026-Q4", Cadence.WEEKLY: "2026-W42"}

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
    if reader.problems:  # the folder itself is a link, or none
        return None, reader.problems
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
        reader.wording(),
        dict(reader.reviews()),
        reader.many(Redirect, "redirects.yml", keys=_is_no_address),
    )
    problems = reader.problems
    for folder in (STATIC, TEMPLATES):
        problems.extend(code_folder_problems(root, folder))
    if not any(d.is_error for d in problems):
        problems.extend(_references(settings))
    return (None if reader.blind else settings), problems


def _is_no_id(key: str) -> tuple[Message, Message] | None:
    if is_id(key):
        return None
    return (
        _('"%(value)s" is not a valid id', value=key),
        _("Use lower-case letters, digits and single hyphens, for example on-call."),
    )


def _is_no_address(key: str) -> tuple[Message, Message] | None:
    if re.fullmatch(ADDRESS, key):
        return None
    return (
        _('"%(key)s" is not the address of a story, a theme or a team', key=key),
        _("write for example stories/the-hour"),
    )


def _is_term(key: str) -> tuple[Message, Message] | None:
    """What is wrong with a term, which must be plain words and make an address."""
    if _TERM.fullmatch(key) and anchor_of(key):
        return None
    return (
        _('"%(word)s" is not a term', word=key),
        _("write the term as people say it, without markup, for example Long Band"),
    )


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
        keys: Callable[[str], tuple[Message, Message] | None] = _is_no_id,
    ) -> dict[str, E]:
        """The entries of a file by their ids. `keys` says what is wrong with a key."""
        file = self._open(f"{FOLDER}/{name}", required=required)
        entries: dict[str, E] = {}
        if file is None or file.root is None:
            self.blind |= required
            return entries
        for key in file.root.entries:
            if wrong := keys(key):
                self.problems.append(family.malformed(file.locate_key(key), *wrong))
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
            if not self._check_period(path, name, NO_PERIOD, _ISSUES):
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

    def reviews(self) -> Iterator[tuple[str, Review]]:
        """The meetings of the quarters, by the names of these, oldest first."""
        for path in self._files("reviews", ".yml"):
            name = PurePosixPath(path).stem
            period = Period.parse(name)
            if period is None or period.cadence is not Cadence.QUARTERLY:
                message = _('"%(name)s" is not a quarter', name=name)
                hint = _(
                    "name the file after the quarter that the meeting was about, for example "
                    "2026-Q3.yml"
                )
                self.problems.append(CONFIGURATION.malformed(Location(path), message, hint))
                continue
            file = self._open(path, required=True)
            if file and (review := self._typed(Review, file)):
                yield name, review

    def wording(self) -> dict[str, Catalog]:
        """The organisation's own words in place of ours, by language."""
        found: dict[str, Catalog] = {}
        for path in self._files("locale", ".po"):
            text = read_file(self._root, path, CONFIG_BYTES, self.problems)
            if text is not None:
                from generator.source.wording import read_wording  # noqa: PLC0415  # few have any

                code, catalog = read_wording(path, text, self.problems)
                if catalog:
                    found[code] = catalog
        return found

    def scenarios(self) -> Iterator[tuple[str, Scenario]]:
        """The scenarios, by their ids."""
        for path, scenario in self._entries(Scenario, "scenarios", ".yml"):
            name = PurePosixPath(path).stem
            if wrong := _is_no_id(name):
                self.problems.append(GUIDES.malformed(Location(path), *wrong))
            elif name == "index":
                hint = _("choose another name; this is the address of the list of scenarios")
                self._no_address(path, hint)
            if scenario:
                yield name, scenario

    def guides(self) -> Iterator[Guide]:
        """The onboarding pages, by their file names."""
        for path, guide in self._entries(Guide, "onboarding", ".md"):
            if guide:
                if not is_id(guide.id):
                    self._refuse_name(path, "day-1.md")
                elif _RESERVED.fullmatch(guide.id):
                    hint = _("choose another name; this is the address of a page about all guides")
                    self._no_address(path, hint)
                yield guide

    def practices(self) -> Iterator[Practice]:
        """The practices, by their file names."""
        for path, practice in self._entries(Practice, "practices", ".yml", besides=("pairs",)):
            if practice:
                if not is_id(practice.id):
                    self._refuse_name(path, "tea-at-four.yml")
                elif practice.id in ("calendar", "index"):
                    hint = _(
                        "choose another name; this is the address of a page about all practices"
                    )
                    self._no_address(path, hint)
                yield practice

    def rounds(self) -> list[Round]:
        """The seasons of mentoring pairs, oldest first."""
        found = [(path, x) for path, x in self._entries(Round, "practices/pairs", ".yml") if x]
        for path, season in found:
            self._check_period(path, season.name, GUIDES.malformed, _ROUNDS)
        return sorted((season for _, season in found), key=lambda x: (x.starts, x.name))

    def _check_period(self, path: str, name: str, kind: Code, examples: Iterable[str]) -> bool:
        """Whether a file name is a period. Reports a problem if it is not."""
        if Period.parse(name) is not None:
            return True
        message = _('"%(name)s" is not a period', name=name)
        hint = _("name the file for example %(names)s", names=any_of(examples))
        self.problems.append(kind(Location(path), message, hint))
        return False

    def _refuse_name(self, path: str, example: str) -> None:
        hint = _(
            "use lower-case letters, digits and hyphens in the file name, for example %(name)s",
            name=example,
        )
        self._no_address(path, hint)

    def _no_address(self, path: str, hint: Message) -> None:
        message = _("%(name)s cannot be a web address", name=PurePosixPath(path).name)
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
                        _(
                            "only files that end in %(ending)s are read from %(folder)s",
                            ending=suffix,
                            folder=f"{folder}/",
                        ),
                        _("rename, move or delete this one"),
                    )
                )
        return found

    def _is_folder(self, folder: str) -> bool:
        path = self._root / folder
        if has_link(self._root, folder) or (path.exists() and not path.is_dir()):
            self.problems.append(not_a_folder(folder))
            return False
        return path.is_dir()


def place_problems(site: Site) -> Iterator[Diagnostic]:
    """An unknown language or time zone."""
    if not has_locale(main_code(site.language)):
        yield CONFIGURATION.malformed(
            locate(site, "language"),
            _('dates cannot be written in the language "%(language)s"', language=site.language),
            _("write for example en, es, ar or pt-BR"),
        )
    yield from _time_zone(CONFIGURATION, site, site.time_zone)


def _time_zone(family: FieldCodes, owner: Entry, name: str) -> Iterator[Diagnostic]:
    try:
        ZoneInfo(name)
        is_place = not _NO_PLACE.fullmatch(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        is_place = False
    if not is_place:
        yield family.malformed(
            locate(owner, "time_zone"),
            _('there is no time zone "%(name)s"', name=name),
            _("write for example %(text)s", text="Europe/Madrid"),
        )


def _references(settings: Settings) -> Iterator[Diagnostic]:
    """References in the configuration to what is not defined."""
    yield from place_problems(settings.site)
    themes, norms = settings.themes, settings.norms
    for code, owners, field, known in (
        (UNDEFINED, settings.people.values(), "team", settings.teams),
        (UNDEFINED, norms.values(), "themes", themes),
        (UNDEFINED_IN_GUIDE, settings.scenarios.values(), "norms", norms),
        (UNDEFINED_IN_GUIDE, settings.guides, "themes", themes),
        (UNDEFINED_IN_GUIDE, settings.guides, "norms", norms),
        (UNDEFINED_IN_GUIDE, settings.practices, "themes", themes),
    ):
        for owner in owners:
            yield from _undefined(code, owner, field, known)
    yield from _steps(settings)
    for practice in settings.practices:
        if practice.time_zone:
            yield from _time_zone(GUIDES, practice, practice.time_zone)
    defaults = [theme for theme in themes.values() if theme.default]
    if len(defaults) > 1:
        yield DEFAULT_THEME(
            locate(defaults[1], "default"),
            ngettext(
                "%(num)s theme is the default",
                "%(num)s themes are the default",
                len(defaults),
            ),
            _('keep the line "default: true" in one of them only'),
        )
    elif not defaults:
        yield DEFAULT_THEME(
            Location(f"{FOLDER}/themes.yml"),
            _("no theme is the default"),
            _('add "default: true" to the theme for stories that name none'),
        )
    first = settings.newsletter.first
    if first is not None:
        period = Period.parse(first)
        if period is None or period.cadence is not settings.newsletter.cadence:
            yield CONFIGURATION.malformed(
                locate(settings.newsletter, "first"),
                _('"%(period)s" does not fit the cadence of the newsletter', period=first),
                _(
                    "write for example %(period)s, or change the cadence",
                    period=_FIRST[settings.newsletter.cadence],
                ),
            )


def _steps(settings: Settings) -> Iterator[Diagnostic]:
    """Guides in a path or a step that there is not, and guides at the address of a path's own pages."""
    own = settings.site.onboarding
    paths, steps = own.paths or PATHS, {*(own.steps or STEPS), REFERENCE}
    reserved = {f"{page}-{path}" for page in ("checklist", "path") for path in own.paths}
    for guide in settings.guides:
        for field, named, known in (("path", guide.path, paths), ("step", guide.step, steps)):
            if named not in known:
                yield GUIDES.not_a_choice(
                    locate(guide, field),
                    _('"%(id)s" is not defined', id=named),
                    _(
                        "write %(ids)s, or add it to `onboarding` in %(file)s",
                        ids=any_of(sorted(known)),
                        file=f"{FOLDER}/site.yml",
                    ),
                )
        if guide.id in reserved:
            yield GUIDES.malformed(
                Location(guide.origin.path),
                _('the file name "%(name)s" cannot become a web address', name=f"{guide.id}.md"),
                _("a page that is made from all guides has this address; choose another name"),
            )


def _undefined(
    undefined: Code, owner: Entry, field: str, known: Mapping[str, Entry]
) -> Iterator[Diagnostic]:
    """The ids in a field that are not in the configuration."""
    named: str | tuple[str, ...] = getattr(owner, field)
    single = isinstance(named, str)
    for index, slug in enumerate([named] if isinstance(named, str) else named):
        if slug not in known:
            yield undefined(
                locate(owner, field) if single else locate(owner, field, index),
                *undefined_messages(field.removesuffix("s"), slug, known),
            )
