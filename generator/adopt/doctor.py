"""What an owner should look at, from the files of the folder alone: nothing is asked of a network.

O101 (advice): a folder of an earlier version

    The program is newer than what it wrote into this folder.

    Why: Workflows install the version that the folder names. Fields that a later version brought do not
    work there.

    Remedy: Run `reciprocity upgrade`, which shows the difference first.

O102 (advice): a file that an upgrade would update

    This version of the program would write this file differently, or the file is missing.

    Why: Workflows and editor settings of an earlier version lack what has been fixed since.

    Remedy: Run `reciprocity upgrade`. Files that you have changed stay as they are.

O103 (advice): no contact address

    `contact` in site.yml is missing.

    Why: Anyone in a story needs an address to write to when they want something changed.

    Remedy: Add an address that someone reads, for example stories@example.com.

O104 (advice): no owners

    CODEOWNERS is missing, or still names the teams that it came with, which do not exist.

    Why: Until it names your own people, the forge asks no one to review a change to people.yml or to a
    workflow.

    Remedy: Name teams or people who can write to the repository, and require their review in the branch
    rules.

O105 (advice): no schedule

    The site is not built, or the digest is not written, at regular times.

    Why: Someone may withdraw their consent from a certain day on, and the site follows only when it is
    built. GitHub also turns schedules off in a public repository where nothing has happened for 60 days;
    GitLab keeps them outside the repository.

    Remedy: Add a schedule to the workflow; on GitLab, under Build, Pipeline schedules.

O106 (advice): not the address of the forge's pages

    `url` in site.yml is an address of the forge's pages, but not the one of this repository.

    Why: Links in the newsletter, feeds and calendars begin with this address.

    Remedy: Use the address that the forge shows in its Pages settings.

O107 (advice): another repository

    `repository` in site.yml is missing, or is not the one that this folder was cloned from.

    Why: The links for editing a page lead there.

    Remedy: Give the address of the repository.

O108 (advice): a site that anyone may be able to read

    A workflow publishes the site on the pages of a forge.

    Why: The site of a private repository can be public. On GitHub it is, unless the organisation has
    GitHub Enterprise Cloud and chose "Private" under Settings, Pages. On GitLab, Pages has a setting of its
    own under Settings, General, Visibility: "Only project members".

    Remedy: Open the address in a browser where you are not signed in. If you can read it, so can anyone.

O109 (advice): robots are asked to stay away

    `noindex` is on, or there is a robots.txt of your own.

    Why: Both are requests to search engines. They keep no one out, and a robots.txt counts only at the top
    of a host, not in a folder on it.

    Remedy: If people from outside must not read the site, put access control in front of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from generator import __version__
from generator.adopt.forges import PROGRAM, Forge, Program
from generator.adopt.upgrade import UpgradeRefused, forges_of, plan_upgrade, readable, version_in
from generator.adopt.written import RECORD, version_key
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.intake.configuration import FILES
from generator.intake.fields import Field
from generator.languages.message import Message, all_of
from generator.languages.message import gettext as _
from generator.languages.messages import Messages
from generator.model import Settings
from generator.source.parser import locate

CODES = codes(__doc__)
EARLIER_VERSION = CODES["O101"]
OTHER_TEXT = CODES["O102"]
NO_CONTACT = CODES["O103"]
NO_OWNERS = CODES["O104"]
NO_SCHEDULE = CODES["O105"]
OTHER_ADDRESS = CODES["O106"]
OTHER_REPOSITORY = CODES["O107"]
PUBLIC_PAGES = CODES["O108"]
ROBOTS = CODES["O109"]

_SITE = Location("site_config/site.yml")
_OWNERS: Mapping[Forge, tuple[str, ...]] = {
    "github": (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
    "gitlab": (".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"),
}
"""Where a forge looks for owners; the first is the usual place."""
_NOBODY = "@your-organisation/"
_PAGES = ".github/workflows/pages.yml"
_DIGEST = ".github/workflows/digest.yml"
_GITLAB = ".gitlab-ci.yml"
_ROBOTS = "site_config/static/robots.txt"
_ORIGIN = re.compile(r'^\[remote "origin"\][^\[]*?^\s*url\s*=\s*(\S+)', re.MULTILINE)
_PAGES_HOSTS = {"github.com": "github.io", "gitlab.com": "gitlab.io"}
"""Forges, and the hosts that their pages are on."""


def examine(
    root: Path, settings: Settings, program: Program, words: Messages
) -> Iterator[Diagnostic]:
    """Everything that an owner should look at. Only files of the folder are read."""
    yield from _version(root, settings, program, words)
    if not settings.site.contact:
        yield NO_CONTACT(
            locate(settings.site, "contact"),
            _("people in stories have no one to write to"),
            _("add contact, for example contact: stories@example.com"),
        )
    yield from _owners(root)
    yield from _schedules(root)
    yield from _repository(root, settings)
    yield from _pages(root)
    yield from _robots(root, settings)


def _version(
    root: Path, settings: Settings, program: Program, words: Messages
) -> Iterator[Diagnostic]:
    known = version_in(root)
    place = Location(RECORD if (root / RECORD).is_file() else PROGRAM)
    if known and version_key(known) < version_key(__version__):
        yield EARLIER_VERSION(place, _brings(known), _("run `reciprocity upgrade`"))
    try:
        plan = plan_upgrade(root, settings, program, words)
    except UpgradeRefused as error:
        yield EARLIER_VERSION(place, error.reason, _("install the later version"))
        return
    for result in plan.results:
        is_new = not result.before
        yield OTHER_TEXT(
            Location(result.path),
            _("this version of the program writes this file, but it is missing")
            if is_new
            else _("this version of the program writes it differently"),
            _("run `reciprocity upgrade`, which shows the changes first"),
        )
    for result in plan.beside:
        yield OTHER_TEXT(
            Location(result.path.removesuffix(".new")),
            _("this version of the program writes it differently, and you have changed yours"),
            _("run `reciprocity upgrade`, which puts the new text next to it"),
        )


def _brings(known: str) -> Message:
    """The sentence about an earlier version, with the fields that are newer."""
    newer = [
        f"{file.path}: {name}"
        for file in FILES
        for name, field in _all_fields(file.fields)
        if field.since and version_key(field.since) > version_key(known)
        if version_key(field.since) <= version_key(__version__)
    ]
    if not newer:
        return _(
            "this folder was written by version %(known)s, but the program is version %(version)s",
            known=known,
            version=__version__,
        )
    return _(
        "this folder was written by version %(known)s, but the program is version %(version)s, which brings new fields (%(fields)s)",
        known=known,
        version=__version__,
        fields=all_of(newer),
    )


def _all_fields(fields: tuple[Field, ...], above: str = "") -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield f"{above}{field.name}", field
        yield from _all_fields(field.parts, f"{above}{field.name}.")


def _owners(root: Path) -> Iterator[Diagnostic]:
    remedy = _("name your own teams or people, and require their review in the branch rules")
    for forge in forges_of(root):
        found = next((path for path in _OWNERS[forge] if (root / path).is_file()), None)
        if found is None:
            place = Location(_OWNERS[forge][0])
            yield NO_OWNERS(place, _("no one is asked to review changes"), remedy)
            continue
        for number, line in enumerate(readable(root, found).splitlines(), 1):
            if _NOBODY in line and not line.startswith("#"):
                message = _("the owners are still %(name)s…, which do not exist", name=_NOBODY)
                yield NO_OWNERS(Location(found, number, 1, number, len(line) + 1), message, remedy)
                break


def _schedules(root: Path) -> Iterator[Diagnostic]:
    for path, message in (
        (_PAGES, _("the site is built only when something is merged")),
        (_DIGEST, _("the digest is written only when someone starts the workflow")),
    ):
        if (root / path).is_file() and not re.search(
            r"^ +- cron:", readable(root, path), re.MULTILINE
        ):
            remedy = _("add a schedule with a cron line")
            yield NO_SCHEDULE(Location(path), message, remedy)
    if (root / _GITLAB).is_file():
        yield NO_SCHEDULE(
            Location(_GITLAB),
            _("no file says whether GitLab builds the site every night and writes the digest"),
            _("look under Build, Pipeline schedules"),
        )


def _repository(root: Path, settings: Settings) -> Iterator[Diagnostic]:
    site = settings.site
    origin = _ORIGIN.search(readable(root, ".git/config"))
    cloned = _place(origin[1]) if origin else ""
    if site.repository is None:
        if cloned:
            yield OTHER_REPOSITORY(
                _SITE,
                _("no page has a link for editing, because repository is missing"),
                _("add repository, with url: https://%(place)s", place=cloned),
            )
        return
    named = _place(site.repository.url)
    if cloned and cloned != named:
        yield OTHER_REPOSITORY(
            locate(site, "repository", "url"),
            _(
                "the folder was cloned from %(cloned)s, not from %(named)s",
                cloned=cloned,
                named=named,
            ),
            _("write url: https://%(place)s", place=cloned),
        )
    forge, __, path = named.partition("/")
    owner, __, name = path.partition("/")
    host = _PAGES_HOSTS.get(forge)
    own = urlsplit(site.url)
    if not host or not own.netloc.endswith(f".{host}"):
        return
    wanted = f"{owner}.{host}"
    right = {f"{wanted}/{name}", wanted} if name == wanted else {f"{wanted}/{name}"}
    if f"{own.netloc}{own.path}".rstrip("/").lower() not in right:
        yield OTHER_ADDRESS(
            locate(site, "url"),
            _("the pages of %(named)s have another address", named=named),
            _("write url: https://%(place)s/ or the address in the forge's Pages settings", place=min(right)),
        )  # fmt: skip


def _place(address: str) -> str:
    """The host and the path of a repository, however its address is written: git@host:path, https://host/path.git."""
    bare = re.sub(r"^(?:[a-z+]+://)?(?:[^@/]*@)?", "", address)
    host, path = re.match(r"([^/:]*)(?::[0-9]+(?=/))?[:/]*(.*)", bare, re.DOTALL).groups()  # type: ignore[union-attr]  # matches any text
    return f"{host}/{path.strip('/').removesuffix('.git')}".lower()


def _pages(root: Path) -> Iterator[Diagnostic]:
    if "deploy-pages" in readable(root, _PAGES):
        yield PUBLIC_PAGES(
            Location(_PAGES),
            _("the site may be public even if the repository is private: on GitHub it always is without Enterprise Cloud"),
            _("open its address in a browser where you are not signed in; the setting is under Settings, Pages"),
        )  # fmt: skip
    if re.search(r"^pages:", readable(root, _GITLAB), re.MULTILINE):
        yield PUBLIC_PAGES(
            Location(_GITLAB),
            _("the site may be public even if the repository is private: on GitLab, Pages has a setting of its own"),
            _("open its address in a browser where you are not signed in; the setting is under Settings, General, Visibility"),
        )  # fmt: skip


def _robots(root: Path, settings: Settings) -> Iterator[Diagnostic]:
    remedy = _("if people from outside must not read the site, put access control in front of it")
    if settings.site.noindex:
        message = _("noindex asks search engines to stay away, but keeps no one out")
        yield ROBOTS(locate(settings.site, "noindex"), message, remedy)
    elif (root / _ROBOTS).is_file():
        message = _("a robots.txt asks robots to stay away, but keeps no one out")
        yield ROBOTS(Location(_ROBOTS), message, remedy)
