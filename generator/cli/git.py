"""Which files a change is about, as git knows it."""

from __future__ import annotations

import subprocess
from pathlib import Path


class Unknown(Exception):
    """Git cannot say; the message tells why, and what to do."""


def files(root: Path, ref: str) -> frozenset[str]:
    """Paths below `root` that differ from where the work on them left `ref`, new files included."""
    _git(root, "rev-parse", "--git-dir")
    if ref.startswith("-") or not ref:
        raise Unknown(f'"{ref}" is no name of a commit: write for example origin/main')
    try:
        commit = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
    except Unknown:
        raise Unknown(
            f'git knows no commit "{ref}" here: fetch it first, or look for a slip'
            + _if_shallow(root)
        ) from None
    try:
        base = _git(root, "merge-base", commit.strip(), "HEAD").strip()
    except Unknown:
        raise Unknown(
            f'git finds no common past of "{ref}" and this checkout' + _if_shallow(root)
        ) from None
    changed = _git(root, "diff", "--name-only", "--relative", "--no-renames", "-z", base, "--")
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)


def _if_shallow(root: Path) -> str:
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    return " (this clone is shallow: git fetch --unshallow, or fetch-depth: 0)" if shallow else ""


def _git(root: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # our own arguments; a ref cannot be an option
            ["git", *arguments],  # noqa: S607  # the git of whoever calls
            cwd=root,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise Unknown("--changed-from asks git, and git is not installed") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in said:
            raise Unknown("--changed-from asks git, and this folder is in no git repository")
        raise Unknown(f"git cannot say what changed: {said or 'it gave no reason'}")
    return done.stdout.decode("utf-8", "surrogateescape")
