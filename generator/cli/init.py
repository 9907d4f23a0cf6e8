"""The command `init`, which writes a new organisation."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import get_args

import click
from pydantic import ValidationError

from generator import __version__
from generator.adopt.forges import FORMS, Forge, Program
from generator.adopt.organisation import (
    STORY,
    THEME_SETS,
    NewOrganisation,
    NewTeam,
    answer_problems,
    example_files,
    organisation_files,
    parse_teams,
)
from generator.adopt.upgrade import current_files
from generator.adopt.written import RECORD, record_of
from generator.cli import prompts
from generator.cli.generate import write_schema
from generator.cli.options import CommandError, Day, PathType
from generator.cli.speech import UsageError, command, said, say
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.languages.message import Message, ngettext
from generator.languages.message import gettext as _
from generator.model import Repository, Settings, Site
from generator.source.files import reason_of
from generator.source.settings import read_settings
from generator.source.words import words_of
from generator.system import clock
from generator.system.atomic import create
from generator.system.inside import read_bytes, real

_MAY_BE_THERE = {
    ".git", ".venv", "venv", ".idea", ".python-version", ".DS_Store", "README.md", "LICENSE"
}  # fmt: skip
"""What a new repository or environment brings, and `init` neither reads nor writes."""
program_option = click.option(
    "--program",
    metavar="REQUIREMENT",
    help="What workflows install, as pip takes it. Default: this version.",
)


@command("init", short_help="Set up a new organisation in an empty folder.")
@click.argument(
    "folder", type=PathType(file_okay=False, path_type=Path), default=".", metavar="[FOLDER]"
)
@click.option("--name", help="What the site is called.")
@click.option("--url", help="The address at which it will be read.")
@click.option("--language", help="The language of its pages, such as en, es or pt-BR.")
@click.option(
    "--team", "teams", multiple=True, help="A team, as in 'Workshop: 9'. Can be repeated."
)
@click.option("--themes", type=click.Choice(list(THEME_SETS)), help="Which themes to begin with.")
@click.option(
    "--forge",
    type=click.Choice(get_args(Forge)),
    default="github",
    show_default=True,
    help="The forge to write workflows for.",
)
@click.option("--repository", default="", help="The address of the repository on the forge.")
@click.option("--branch", default="main", show_default=True, help="The branch that is published.")
@click.option("--time-zone", default="", help="The time zone, such as Europe/Madrid. Default: UTC.")
@click.option("--contact", default="", help="An address that people in stories can write to.")
@program_option
@click.option("--example", is_flag=True, help="Write the sample: Dunn & Marrow, who build ovens.")
@click.option("--no-input", is_flag=True, help="Ask no questions; missing answers are errors.")
@click.option("--today", type=Day(), help="The date of the first story.")
def init(
    folder: Path,
    name: str | None,
    url: str | None,
    language: str | None,
    teams: tuple[str, ...],
    themes: str | None,
    forge: Forge,
    repository: str,
    branch: str,
    time_zone: str,
    contact: str,
    program: str | None,
    example: bool,
    no_input: bool,
    today: dt.date | None,
) -> None:
    """Set up a small organisation in FOLDER, which must be empty; its site can be built at once.

    Asks for a name, the address, the language, the teams and the first themes; each can also be given
    as an option.
    """
    root = real(folder)
    _refuse_what_is_there(root)
    _refuse_wrong({"time_zone": time_zone, "contact": contact})
    _refuse_wrong_repository(repository, branch)
    requirement = chosen_program(program)
    if example:
        files = example_files(forge, requirement, branch)
    else:
        given = {"--name": name, "--url": url, "--team": teams}
        if no_input and (missing := [flag for flag, value in given.items() if not value]):
            raise UsageError(_("--no-input also needs: %(flags)s", flags=", ".join(missing)))
        new = NewOrganisation(
            _ask_site("name", _("What is the site called?"), name),
            _ask_site("url", _("What will its web address be?"), url and _with_scheme(url)),
            _ask_site(
                "language", _("Which language is it in?"), language or (no_input and "en"), "en"
            ),
            _ask_teams(", ".join(teams)),
            themes or ("everyday" if no_input else _ask_themes()),
            today or _today(time_zone),
            requirement,
            forge,
            repository=repository,
            branch=branch,
            time_zone=time_zone,
            contact=contact,
        )
        files = {path: text.encode() for path, text in organisation_files(new).items()}
    _write(root, files, forge, requirement, branch)
    say(ngettext("Wrote %(num)s file.", "Wrote %(num)s files.", len(files)))
    click.echo()
    _next_steps(folder, forge, example=example)


def _refuse_what_is_there(root: Path) -> None:
    """End the command if the folder holds anything of its own."""
    there = sorted(set(os.listdir(root)) - _MAY_BE_THERE) if root.is_dir() else []
    if there:
        raise CommandError(
            _(
                "%(folder)s is not empty: it contains %(name)s. Nothing was written; name a new "
                "folder, as in `reciprocity init our-stories`.",
                folder=report.safe(str(root)),
                name=report.safe(there[0]),
            )
        )


def _refuse_wrong(flags: Mapping[str, str]) -> None:
    """End the command if a field of site.yml cannot have the value of its flag."""
    for field, value in flags.items():
        if value and (problems := answer_problems("site", field, value)):
            flag = f"--{field.replace('_', '-')}"
            raise UsageError(_wrong(flag, problems[0]))


def _refuse_wrong_repository(address: str, branch: str) -> None:
    try:
        Repository(url=address or "https://example.org/", branch=branch)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        flag = {"url": "--repository"}.get(field, f"--{field}")
        hints = {
            "url": _("write https://, the host and the path"),
            "branch": _("write for example main"),
        }
        raise UsageError(_("%(flag)s: %(reason)s", flag=flag, reason=hints[field])) from None


def _wrong(flag: str, problem: Diagnostic) -> Message:
    """What is wrong with the value of a flag."""
    if problem.hint:
        return _(
            "%(flag)s: %(message)s; %(hint)s", flag=flag, message=problem.message, hint=problem.hint
        )
    return _("%(flag)s: %(message)s", flag=flag, message=problem.message)


def _ask_site(field: str, question: str, given: str | bool | None, default: str = "") -> str:
    """The value of a field of site.yml, by its flag or by asking until it has no problems."""
    if given:
        _refuse_wrong({field: str(given)})
        return str(given)
    while True:
        answer = prompts.line(said(question), default)
        if field == "url":
            answer = _with_scheme(answer)
        problems = answer_problems("site", field, answer)
        if answer and not problems:
            return answer
        prompts.show_problems(problems)


def _with_scheme(address: str) -> str:
    """An address with https:// where somebody left that out."""
    return address if "://" in address or not address else f"https://{address}"


def _ask_teams(given: str) -> tuple[NewTeam, ...]:
    """The teams, by their flags or by asking."""
    question = _("Which teams are there, and how many people are in each? (Workshop: 9, Office: 7)")
    while True:
        teams = parse_teams(given or prompts.line(said(question)))
        problems = [d for team in teams for d in answer_problems("teams", "name", team.name)]
        if teams and not problems:
            return teams
        if given:
            raise UsageError(
                _wrong("--team", problems[0]) if problems else _("--team names no team.")
            )
        prompts.show_problems(problems)


def _ask_themes() -> str:
    say(_("Which themes will you start with?"))
    for name, ids in THEME_SETS.items():
        click.echo(f"    {name}  {', '.join(ids)}")
    answer: str = click.prompt(
        said(_("Type a name")), type=click.Choice(list(THEME_SETS)), default="everyday"
    )
    return answer


def _today(time_zone: str) -> dt.date:
    site = Site(name="-", url="https://example.org/", time_zone=time_zone or "UTC")
    try:
        return clock.today(Settings(site))
    except (ValueError, OverflowError, OSError):
        raise UsageError(_("SOURCE_DATE_EPOCH is not a number of seconds.")) from None


def chosen_program(requirement: str | None) -> Program:
    """What workflows install, as pip takes it; without it, the version that runs.

    Raises:
        UsageError: It has more than one line.
    """
    if requirement and not requirement.strip().isprintable():
        raise UsageError(_("--program must be one line."))
    return Program(requirement) if requirement else installed_program()


def installed_program() -> Program:
    """The version that runs, with the digest of its wheel if pip noted one."""
    requirement = f"reciprocity=={__version__}"
    try:
        noted = [
            file
            for file in distribution("reciprocity").files or ()
            if file.name == "direct_url.json"
        ]
        source = json.loads(read_bytes(Path(str(noted[0].locate())))) if noted else {}
    except (PackageNotFoundError, OSError, ValueError):
        return Program(requirement)
    return Program(requirement, source.get("archive_info", {}).get("hashes", {}).get("sha256", ""))


def _write(
    root: Path, files: Mapping[str, bytes], forge: Forge, program: Program, branch: str
) -> None:
    """Write new files, and take them away again if one cannot be written."""
    written: list[Path] = []
    root.mkdir(parents=True, exist_ok=True)
    try:
        for path, raw in files.items():
            if not create(root, path, raw, lasting=False):
                raise FileExistsError(errno.EEXIST, _("a file of this name exists"), path)
            written.append(root / path)
        settings, problems = read_settings(root)
        assert settings, problems
        write_schema(root, settings)
        forges: tuple[Forge, ...] = (forge,) if forge in FORMS else ()
        texts = current_files(settings, forges, program, branch, words_of(root))
        for each in forges:
            create(root, FORMS[each], texts[FORMS[each]], lasting=False)
        create(root, RECORD, record_of(texts), lasting=False)
    except OSError as error:
        for file in written:
            with suppress(OSError):
                file.unlink()
        raise CommandError(
            _(
                "Nothing was written: %(reason)s (%(path)s).",
                reason=reason_of(error),
                path=report.safe(str(error.filename)),
            )
        ) from None


def _next_steps(folder: Path, forge: str, *, example: bool) -> None:
    where = report.safe(str(folder))
    if where != ".":
        click.echo(f"  cd {where}")
    for typed, why in (
        ("reciprocity serve", _("to see the site, and again after every change")),
        ("reciprocity new", _("to tell a story")),
        ("reciprocity check", _("to see what the checker finds")),
    ):
        click.echo(f"  {typed:20} {said(why)}")
    click.echo()
    if not example:
        say(
            _(
                "Start with site_config/people.yml: two people there are invented, and so is their "
                "story, %(file)s. Every file in site_config/ explains its fields.",
                file=f"{STORY}.md",
            )
        )
    if forge == "github":
        say(
            _(
                "Put your own teams in .github/CODEOWNERS, and choose GitHub Actions as the source in the Pages settings."
            )
        )
