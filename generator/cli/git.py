"""Asks git which files a change is about."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.cli.options import InputError


def changed_files(root: Path, ref: str) -> frozenset[str]:
    """Paths below `root` that changed since the work on them left `ref`, new files included.

    Raises:
        InputError: Git cannot tell; the message says why.
    """
    _git(root, "rev-parse", "--git-dir")
    if ref.startswith("-") or not ref:
        raise InputError(f'"{ref}" is no name of a commit: write for example origin/main')
    try:
        commit = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
    except InputError:
        problem = f'git knows no commit "{ref}" here: fetch it first, or look for a slip'
        raise InputError(problem + _if_shallow(root)) from None
    try:
        base = _git(root, "merge-base", commit.strip(), "HEAD").strip()
    except InputError:
        problem = f'git finds no common past of "{ref}" and this checkout'
        raise InputError(problem + _if_shallow(root)) from None
    changed = _git(root, "diff", "--name-only", "--relative", "--no-renames", "-z", base, "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)


def _if_shallow(root: Path) -> str:
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    return " (this clone is shallow: git fetch --unshallow, or fetch-depth: 0)" if shallow else ""


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # our own arguments; a ref cannot be an option
            ["git", *arguments],  # noqa: S607  # the user's own git
            cwd=root,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise InputError("--changed-from asks git, and git is not installed") from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in reason:
            raise InputError("--changed-from asks git, and this folder is in no git repository")
        raise InputError(f"git cannot say what changed: {reason or 'it gave no reason'}")
    return done.stdout.decode("utf-8", "surrogateescape")
