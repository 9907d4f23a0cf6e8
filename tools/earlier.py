"""Note the digests of what versions without a record wrote: `python -m tools.earlier`.

Reads the history of this repository: its own workflows, which organisations that began as a copy of it have,
and the templates of `init` before it kept a record (`generator/adopt/written.py`).
"""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.adopt.forges import ACTIONS, DEPENDENCIES, TEMPLATES
from generator.adopt.written import EARLIER, digest_of
from generator.rendering.plain import filled_in

ROOT = Path(__file__).parent.parent
PATH = ROOT / "templates" / TEMPLATES / EARLIER
OWN = {
    **{
        path: path
        for path in (
            ".github/workflows/check.yml",
            ".github/workflows/digest.yml",
            ".github/workflows/pages.yml",
            ".github/workflows/stories.yml",
            ".github/dependabot.yml",
            ".github/pull_request_template.md",
            ".gitlab-ci.yml",
            ".gitlab/merge_request_templates/Default.md",
            ".vscode/settings.json",
        )
    },
    "requirements/site.txt": DEPENDENCIES,
}
"""Files of this repository, and the paths that organisations have them at."""
_INIT = {
    "github/check.yml": ".github/workflows/check.yml",
    "github/digest.yml": ".github/workflows/digest.yml",
    "github/pages.yml": ".github/workflows/pages.yml",
    "github/dependabot.yml": ".github/dependabot.yml",
    "github/CODEOWNERS": ".github/CODEOWNERS",
    "gitlab/gitlab-ci.yml": ".gitlab-ci.yml",
    "mkdocs.yml": "mkdocs.yml",
    "gitignore": ".gitignore",
    "editorconfig": ".editorconfig",
    "vscode.json": ".vscode/settings.json",
}
_HEADER = """\
# What versions of the program without a record wrote, or had in their repository: the digest and the path of
# each text. `python -m tools.earlier` writes this file.
"""


def earlier() -> str:
    """The digests of every version of every file, up to the working tree."""
    found = {(path, digest_of(text)) for own, path in OWN.items() for text in _versions(own)} | set(
        _of_init()
    )
    return _HEADER + "".join(f"{digest}  {path}\n" for path, digest in sorted(found))


def _versions(path: str) -> Iterator[str]:
    """The texts that a file of this repository has had."""
    if (ROOT / path).is_file():
        yield (ROOT / path).read_text("utf-8")
    for commit in _git("log", "--full-history", "--format=%H", "--", path).decode().split():
        done = subprocess.run(
            ["git", "show", f"{commit}:{path}"], cwd=ROOT, check=False, capture_output=True
        )
        if done.returncode == 0:  # else the commit deleted it
            yield done.stdout.decode()


def _of_init() -> Iterator[tuple[str, str]]:
    """The paths and digests of what `init` wrote before it kept a record."""
    for commit in _git("log", "--format=%H", "--", f"templates/{TEMPLATES}").decode().split():
        with TemporaryDirectory() as folder:
            raw = _git("archive", commit, f"templates/{TEMPLATES}")
            with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
                archive.extractall(folder, filter="data")
            templates = Path(folder, "templates", TEMPLATES)
            for template, path in _INIT.items():
                if (templates / template).is_file():
                    text = filled_in(templates, template, branch="main", **ACTIONS)
                    yield path, digest_of(text)


def _git(*words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True).stdout


if __name__ == "__main__":
    PATH.write_text(earlier(), "utf-8")
    print(f"wrote {PATH.relative_to(ROOT)}")
