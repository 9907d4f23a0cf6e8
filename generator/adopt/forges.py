"""The files by which a forge checks requests, publishes the site and writes the digest.

They install the program that requirements/ of the branch names, in the version and with the digests that
stand there: a request can change what is checked, and not what checks it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from generator.intake import gitlab_template, issue_form
from generator.languages.messages import Messages
from generator.model import Settings
from generator.rendering.plain import filled, folder
from generator.system.inside import read_bytes

Forge = Literal["github", "gitlab", "none"]

ACTIONS = {
    "checkout": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "python": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "upload": "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
    "configure": "actions/configure-pages@983d7736d9b0ae728b81ab479565c72886d7745b # v5.0.0",
    "upload_pages": "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "deploy": "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
}
"""The actions of GitHub's workflows, by digest. Those of this repository are the same."""
_GITHUB = {
    ".github/workflows/check.yml": "github/check.yml",
    ".github/workflows/pages.yml": "github/pages.yml",
    ".github/workflows/digest.yml": "github/digest.yml",
    ".github/workflows/stories.yml": "github/stories.yml",
    ".github/dependabot.yml": "github/dependabot.yml",
    ".github/CODEOWNERS": "github/CODEOWNERS",
    ".github/pull_request_template.md": "request.md",
}
_GITLAB = {
    ".gitlab-ci.yml": "gitlab/gitlab-ci.yml",
    ".gitlab/merge_request_templates/Default.md": "request.md",
}
_FILES: dict[str, dict[str, str]] = {"github": _GITHUB, "gitlab": _GITLAB, "none": {}}
FORMS: dict[Forge, str] = {
    "github": ".github/ISSUE_TEMPLATE/story.yml",
    "gitlab": gitlab_template.PATH,
}
"""Where a forge looks for the form by which a story is told in an issue."""
PROGRAM = "requirements/program.txt"
DEPENDENCIES = "requirements/dependencies.txt"
TEMPLATES = "init"
"""The folder of the templates."""


class Program(NamedTuple):
    """The program as pip finds it, such as `reciprocity==0.3.0`, and the digest of its wheel if it is known."""

    requirement: str
    sha256: str = ""

    @property
    def line(self) -> str:
        return self.requirement + (f" --hash=sha256:{self.sha256}" if self.sha256 else "")


def forge_files(forge: Forge, program: Program, branch: str) -> Iterator[tuple[str, str]]:
    """The paths and texts of a forge's files, and of requirements/ that they install.

    What the program needs is locked with digests, in requirements/dependencies.txt.
    """
    for path, template in _FILES[forge].items():
        yield path, filled(TEMPLATES, template, branch=branch, **ACTIONS)
    if forge != "none":
        yield (
            PROGRAM,
            filled(TEMPLATES, "program.txt", program=program.line),
        )
        yield DEPENDENCIES, locked_dependencies()


def form_text(forge: Forge, settings: Settings, words: Messages) -> str:
    """The form of a forge with the fields of a story, in a language."""
    make = gitlab_template.template_text if forge == "gitlab" else issue_form.form_text
    return make(settings, words)


def locked_dependencies() -> str:
    """What the program needs, with digests, as it was locked when this version was made."""
    packaged = folder(TEMPLATES) / "dependencies.txt"
    checkout = folder("..") / "requirements" / "site.txt"
    return read_bytes(packaged if packaged.is_file() else checkout).decode()
