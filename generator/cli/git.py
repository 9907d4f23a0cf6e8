"""Asks git which files a change is about, and for the commits of a range."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Literal

from generator.cli.options import InputError
from generator.diagnostics import report
from generator.intake.commits import FORMAT, Account, Commit, account_of, read_log
from generator.languages.message import Message, sentences
from generator.languages.message import gettext as _


def changed_files(root: Path, ref: str) -> frozenset[str]:
    """Paths below `root` that changed since the work on them left `ref`, new files included.

    Raises:
        InputError: Git cannot tell; the message says why.
    """
    _git(root, "rev-parse", "--git-dir")
    if ref.startswith("-") or not ref:
        raise InputError(
            _('"%(ref)s" is not the name of a commit. Write for example origin/main.', ref=ref)
        )
    try:
        commit = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
    except InputError:
        problem = _(
            'Git does not know the commit "%(ref)s". Fetch it first, or check its name.', ref=ref
        )
        raise InputError(sentences(problem, _if_shallow(root))) from None
    try:
        base = _git(root, "merge-base", commit.strip(), "HEAD").strip()
    except InputError:
        problem = _('Git finds no common history of "%(ref)s" and this checkout.', ref=ref)
        raise InputError(sentences(problem, _if_shallow(root))) from None
    changed = _git(root, "diff", "--name-only", "--relative", "--no-renames", "-z", base, "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)


def _if_shallow(root: Path) -> Message | Literal[""]:
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    if not shallow:
        return ""
    return _("This clone is shallow: run git fetch --unshallow, or set fetch-depth: 0 in CI.")


def commits(repository: Path, revisions: str, since: str = "") -> list[Commit]:
    """The commits of a repository, oldest last, with accounts as its `.mailmap` has them.

    Args:
        repository: A folder in it.
        revisions: A branch or a range such as `v1.0..main`, as git takes them.
        since: The first day, if not all of them are wanted.

    Raises:
        InputError: Git cannot tell; the message says why.
    """
    if revisions.startswith("-") or not revisions or "\0" in revisions:
        raise InputError(
            _(
                '"%(range)s" is not a range of commits. Write for example v1.0..main.',
                range=report.safe(revisions),
            )
        )
    # `log.showSignature` and the like would run other programs: nothing of the repository is run.
    options = ["--no-show-signature", "--no-ext-diff", "--no-color", "--no-notes", "--no-patch"]
    if since:
        options.append(f"--since={since}T00:00:00")
    log = _git(
        repository, "log", "-z", f"--format={FORMAT}", *options, "--end-of-options", revisions, "--"
    )
    found = list(read_log(log.encode("utf-8", "surrogateescape").decode("utf-8", "replace")))
    accounts = {t.account for commit in found for t in commit.trailers if t.account.email}
    mapped = dict(zip(accounts, _mapped(repository, list(accounts)), strict=True))
    return [
        commit._replace(
            trailers=tuple(
                t._replace(account=mapped.get(t.account, t.account)) for t in commit.trailers
            )
        )
        for commit in found
    ]


def _mapped(repository: Path, accounts: list[Account]) -> list[Account]:
    """The accounts as `.mailmap` has them."""
    if not accounts:
        return []
    asked = "".join(f"{account}\n" for account in accounts)
    said = _git(repository, "check-mailmap", "--stdin", typed=asked).split("\n")[: len(accounts)]
    assert len(said) == len(accounts)
    return [account_of(line) for line in said]


def _git(root: Path, *arguments: str, typed: str = "") -> str:
    try:
        done = subprocess.run(  # noqa: S603  # our own arguments; a ref cannot be an option
            ["git", *arguments],  # noqa: S607  # the user's own git
            cwd=root,
            capture_output=True,
            input=typed.encode("utf-8", "surrogateescape"),
            check=False,
        )
    except FileNotFoundError:
        raise InputError(_("This needs git, which is not installed.")) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in reason:
            raise InputError(_("This needs a git repository, but this folder is not in one."))
        raise InputError(
            _(
                "Git cannot tell: %(reason)s",
                reason=report.safe(reason) or f"exit status {done.returncode}",
            )
        )
    return done.stdout.decode("utf-8", "surrogateescape")
