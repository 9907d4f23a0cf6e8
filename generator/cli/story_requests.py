"""The commands `ci issue`, `ci request` and `ci answer`, for a workflow that turns issues into requests.

Each reads the event's file, decides, and writes what is to be sent to GitHub's interface. The workflow
does nothing but send it: no text of an issue is in any of its commands.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from generator.cli.import_run import read_given
from generator.cli.library import find_story, load_library
from generator.cli.new import create_story, load_drafts
from generator.cli.options import InputError, PathType, Root, Today, today_option
from generator.cli.speech import group, said, words
from generator.consent import requests
from generator.consent.fingerprint import fingerprint
from generator.consent.record import with_answer
from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake import github_event as github
from generator.intake.fields import fields
from generator.intake.github_issue import IssueFormError, read_issue
from generator.intake.request_words import (
    asking,
    explained,
    mending_comment,
    names_comment,
    request_body,
)
from generator.intake.values import draft_values, unknown_names, without_names
from generator.intake.writing import story_text
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model import Consent, Story
from generator.model.roles import required_fields
from generator.source.editor import EditError
from generator.source.files import STORY_BYTES
from generator.source.lookup import lookup_of
from generator.system.atomic import overwrite, path_inside, write
from generator.system.inside import read_bytes

_EVENT_BYTES = 8 * 1024 * 1024
_event_argument = click.argument("event", type=PathType(path_type=Path))
_output_option = click.option(
    "--output",
    type=PathType(file_okay=False, path_type=Path),
    required=True,
    help="The folder for the files to send.",
)


@group(name="ci", short_help="In a GitHub workflow, decide what an event asks for.")
def ci() -> None:
    """In a GitHub workflow, decide what an event asks for.

    EVENT is the file named by GITHUB_EVENT_PATH. The decision is printed, and written to the file named
    by GITHUB_OUTPUT, as `outcome` and what goes with it. An event that asks for nothing is not an error.
    `docs/how-to/without-git.md` has the workflow.
    """


@ci.command(short_help="Turn an issue into a story and a pull request for it.")
@_event_argument
@_output_option
@click.option("--commit", default="", help="The commit that the branch starts from.")
@today_option
@click.pass_obj
def issue(root: Root, event: Path, output: Path, commit: str, today: Today) -> None:
    """Turn an issue into a story and a pull request for it.

    The outcome is `story` (with `branch`, `path` and `number`; the folder has branch.json, contents.json and
    request.json), `mend` (with `number`; the folder has comment.json), or `nothing`.
    """
    try:
        asked = github.story_issue(_read_event(event))
    except github.Ignored as ignored:
        _nothing(ignored.reason)
        return
    drafts = load_drafts(root, today)
    try:
        values = draft_values(read_issue(asked.body, words()), drafts.settings)
    except IssueFormError as error:
        _mend(output, asked.number, said(error.reason))
        return
    draft = drafts.draft(values, "md")
    if draft.errors:
        known = fields()
        head = said(_("The questions of the form:"))
        questions = [
            f"{name}: {words().text('', known[name].title)}" for name in required_fields(Story)
        ]
        problems = explained((_in_words(problem), said(problem.hint)) for problem in draft.errors)
        names = unknown_names(draft.values, drafts.settings)
        if names and not drafts.draft(without_names(draft.values, names), "md").errors:
            _send(output, "comment", {"body": names_comment(names, problems, words())})
            _decide("mend", number=str(asked.number))
            return
        _mend(output, asked.number, "\n".join((problems, "", head, *questions)))
        return
    path = drafts.path(draft.values, "md")
    create_story(root, path, story_text(drafts.dated(draft.values), "md"))
    raw = read_bytes(root / path)
    library, story, scan = find_story(root, path, today)
    remarks = explained(
        (f"{problem.location.line}: {_in_words(problem)}", said(problem.hint))
        for problem in load_library(root, today)[1]
        if problem.location.path == path
    )
    letters = list(requests.messages(story, scan, library))
    code = fingerprint(path, raw)
    body = request_body(asked, path, code, remarks, letters, library.settings, words())
    title = said(_("A story from issue %(number)s", number=str(asked.number)))
    _send(output, "branch", {"ref": f"refs/heads/{asked.branch}", "sha": commit})
    _send(output, "contents", _contents(asked.branch, title, raw))
    _send(
        output, "request", {"title": title, "head": asked.branch, "base": asked.base, "body": body}
    )
    _decide("story", branch=asked.branch, path=path, number=str(asked.number))


@ci.command(short_help="Find the story that an answer in a comment is about.")
@_event_argument
def request(event: Path) -> None:
    """Find the branch and the story of the pull request that a comment is on, if the comment is an
    answer.

    The outcome is `answer` (with `branch`, `path` and `number`) or `nothing`.
    """
    try:
        given = github.answer(_read_event(event))
    except github.Ignored as ignored:
        _nothing(ignored.reason)
        return
    where = given.request
    _decide("answer", branch=where.branch, path=where.path, number=str(where.number))


@ci.command(short_help="Record someone's own answer to a story.")
@_event_argument
@_output_option
@click.option(
    "--from",
    "branch",
    type=PathType(exists=True, file_okay=False, path_type=Path),
    required=True,
    help="The folder with the pull request's branch. Only the story is read there.",
)
@today_option
@click.pass_obj
def answer(root: Root, event: Path, output: Path, branch: Path, today: Today) -> None:
    """Record someone's own answer to a story, if it is about the text as it is now.

    The outcome is `recorded` (the folder has contents.json), `changed` (the story has changed since; the
    folder has comment.json, which asks again), or `nothing`.
    """
    try:
        given = github.answer(_read_event(event))
    except github.Ignored as ignored:
        _nothing(ignored.reason)
        return
    path, where = given.request.path, given.request
    try:
        raw = read_bytes(path_inside(branch, path), STORY_BYTES)
        code = fingerprint(path, raw)
    except (OSError, EditError, UnicodeDecodeError):
        _nothing(_("the story cannot be read"))
        return
    write(path_inside(root, path), raw.decode("utf-8"))
    library, story, scan = find_story(root, path, today)
    person = lookup_of(library.settings).find_handle(given.account)
    if person is None or person not in scan.people | scan.spelled:
        _nothing(_("the account does not belong to anyone in the story"))
        return
    if given.code != code:
        letters = [m for m in requests.messages(story, scan, library) if m.person == person]
        parts = [said(_("The story has changed since then, so this answer is not recorded."))]
        for letter in letters:
            parts += asking(letter, code, library.settings, words())
        _send(output, "comment", {"body": "\n\n".join(parts)})
        _decide("changed", number=str(where.number))
        return
    recorded = Consent(person=person, on=given.day, how=said(given.how))
    try:
        made = with_answer(path, raw, recorded, agrees=given.agrees)
    except EditError:
        _nothing(_("the story is written in a way that cannot be changed safely"))
        return
    overwrite(path_inside(root, path), made)
    title = said(_("An answer in pull request %(number)s", number=str(where.number)))
    blob = hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()
    _send(output, "contents", _contents(where.branch, title, made) | {"sha": blob})
    _decide("recorded", path=path, number=str(where.number))


def _read_event(event: Path) -> Any:
    try:
        return json.loads(read_given(event, _EVENT_BYTES))
    except (ValueError, RecursionError):
        raise InputError(
            _("%(path)s is not a GitHub event.", path=report.safe(str(event)))
        ) from None


def _in_words(problem: Diagnostic) -> str:
    return f"{said(problem.severity.label)} {problem.code}: {said(problem.message)}"


def _mend(output: Path, number: int, problems: str) -> None:
    _send(output, "comment", {"body": mending_comment(problems, words())})
    _decide("mend", number=str(number))


def _contents(branch: str, title: str, raw: bytes) -> dict[str, str]:
    """What GitHub wants in order to write a file."""
    return {"branch": branch, "message": title, "content": base64.b64encode(raw).decode("ascii")}


def _send(folder: Path, name: str, content: Mapping[str, str]) -> None:
    """Write what is to be sent."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / f"{name}.json", json.dumps(content, ensure_ascii=True, indent=1) + "\n")


def _nothing(reason: Message) -> None:
    click.echo(report.safe(said(_("Nothing to do: %(reason)s.", reason=reason))))
    _decide("nothing")


def _decide(outcome: str, **more: str) -> None:
    """Print what was decided, and hand it to the steps that follow."""
    lines = [f"{name}={value}" for name, value in {"outcome": outcome, **more}.items()]
    assert all(line.isprintable() for line in lines)
    for line in lines:
        click.echo(line)
    if target := os.environ.get("GITHUB_OUTPUT"):
        with open(target, "a", encoding="utf-8") as opened:
            opened.write("".join(f"{line}\n" for line in lines))
