"""The commands `import git` and `import all-contributors`: drafts from where code is written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from generator.cli import git
from generator.cli.import_run import ImportRun, cannot_import, read_utf_8, say_note
from generator.cli.options import PathType, Root, Today, format_option, today_option
from generator.cli.speech import UsageError, command, said, words
from generator.intake.all_contributors import MARK, ContributorsError, read_contributors
from generator.intake.commits import KINDS, Findings, find_drafts, told_of
from generator.intake.fields import fields
from generator.intake.writing import Format
from generator.languages.message import Listed, all_of, listed, ngettext, sentences
from generator.languages.message import gettext as _

_RECENT = dt.timedelta(days=92)
"""How far back commits are read without a range: about a quarter."""
_MOST_LISTED = 10
_dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Show what would be written, without writing it."
)


@command(name="git", short_help="Propose stories from the trailers of commits.")
@click.argument("revisions", metavar="[RANGE]", required=False)
@click.option(
    "--repository",
    type=PathType(exists=True, file_okay=False, path_type=Path),
    help="The repository with the commits. Default: that of the stories.",
)
@click.option(
    "--trailer",
    "own_trailers",
    multiple=True,
    metavar="NAME=KIND",
    help="Another trailer that tells of help, for example Debugged-with=help. Leave KIND empty to "
    "ignore a trailer.",
)
@format_option
@_dry_run_option
@today_option
@click.pass_obj
def import_git(
    root: Root,
    revisions: str | None,
    repository: Path | None,
    own_trailers: tuple[str, ...],
    file_format: Format,
    dry_run: bool,
    today: Today,
) -> None:
    """Propose stories from trailers of commits such as Helped-by and Reviewed-by.

    Writes one draft for each pair of people and period of the newsletter, with the commits' own words.
    Until someone has written a sentence in it, the checker reports a draft and no page shows it. People
    are found by `emails` and full names in people.yml, after the repository's .mailmap. RANGE is a
    branch or a range such as v1.0..main; without it, the last three months are read.
    """
    run = ImportRun(root, today, file_format, dry_run, may_ask=False, are_drafts=True)
    since = "" if revisions else (run.drafts.today - _RECENT).isoformat()
    commits = git.commits(repository or root, revisions or "HEAD", since)
    found = find_drafts(
        commits,
        run.drafts.settings,
        kinds=_kinds(own_trailers),
        told=told_of(run.texts()),
        until=run.drafts.today,
        words=words(),
    )
    if since:
        say_note(_("Commits since %(day)s are read. Use RANGE for others.", day=since))
    _tell(found)
    for draft in found.drafts:
        source = ngettext("%(num)s commit", "%(num)s commits", draft.commits)
        run.propose(source, draft.values, draft.title)
    run.finish()


@command(name="all-contributors", short_help="Propose stories from .all-contributorsrc.")
@click.argument("file", type=PathType(path_type=Path, allow_dash=True))
@format_option
@_dry_run_option
@today_option
@click.pass_obj
def import_all_contributors(
    root: Root, file: Path, file_format: Format, dry_run: bool, today: Today
) -> None:
    """Propose a story for each contributor in FILE (.all-contributorsrc) who helped others.

    Mentoring, reviews, ideas, answers and the like become drafts; what someone made, such as code, does
    not say whom it helped. The file does not say when it happened or who was helped: drafts lack both,
    and a sentence about it.
    """
    run = ImportRun(root, today, file_format, dry_run, may_ask=False, are_drafts=True)
    try:
        found = read_contributors(read_utf_8(file), run.drafts.settings, words())
    except ContributorsError as error:
        raise cannot_import(file, error.reason) from None
    say_note(ngettext("%(num)s contributor read", "%(num)s contributors read", found.total))
    if found.others:
        say_note(
            _(
                "Not used, since they say what someone made: %(kinds)s",
                kinds=_with_numbers(found.others),
            )
        )
    _tell_unknown(found.unknown)
    texts = "\n".join(run.texts())
    for draft in found.drafts:
        person = draft.person
        if f"{MARK}: {person}:" in texts:
            run.skip(person)
        else:
            run.propose(person, draft.values, draft.title)
    run.finish()


def _kinds(own_trailers: Sequence[str]) -> Mapping[str, str]:
    """The trailers that count, with the kind of their stories."""
    kinds = dict(KINDS)
    choices = fields()["kind"].choices
    for assignment in own_trailers:
        name, sign, kind = assignment.rpartition("=")
        key = name.strip().lower()
        if not sign or not key or (kind and kind not in choices):
            raise UsageError(
                sentences(
                    _('--trailer "%(value)s" is not NAME=KIND.', value=assignment),
                    _("The kinds are %(kinds)s.", kinds=all_of(choices)),
                )
            )
        kinds.pop(key, None)
        if kind:
            kinds[key] = kind
    return kinds


def _tell(found: Findings) -> None:
    """Print the figures of a range."""
    say_note(ngettext("%(num)s commit read", "%(num)s commits read", found.commits))
    if found.trailers:
        trailers = _with_numbers(found.trailers)
        say_note(_("Trailers that may tell of help: %(trailers)s", trailers=trailers))
    if found.known:
        say_note(
            ngettext(
                "%(num)s commit is already in a story",
                "%(num)s commits are already in a story",
                found.known,
            )
        )
    if found.own:
        say_note(
            ngettext(
                "%(num)s trailer names the author of the commit, so it tells of no help",
                "%(num)s trailers name the author of the commit, so they tell of no help",
                found.own,
            )
        )
    _tell_unknown([who for who, _ in found.unknown.most_common()])


def _tell_unknown(unknown: Sequence[str]) -> None:
    """Say who could be added to people.yml."""
    if unknown:
        names = list(unknown[:_MOST_LISTED])
        if more := len(unknown) - len(names):
            names.append(ngettext("%(num)s more", "%(num)s more", more))
        say_note(_("Not in people.yml: %(names)s", names=listed(names)))
        hint = _("if they are colleagues, add them, or add their addresses as emails")
        click.echo(f"  = {said(hint)}")


def _with_numbers(counts: Counter[str]) -> Listed:
    """Names with how often they are there, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return listed(_("%(name)s (%(number)s)", name=name, number=each) for name, each in ordered)
