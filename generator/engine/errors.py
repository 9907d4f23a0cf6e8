"""Errors of the engine. Importing them does not import MkDocs, which takes 0.1 s.

T103 (error): mkdocs.yml cannot be used

    mkdocs.yml cannot be used.

    Why: It sets the theme and the plugins of the site.

    Remedy: Compare it with one that `reciprocity init` writes into an empty folder. The line
    "plugins: [reciprocity]" is enough for `reciprocity build` and `serve`.

    Bad: mkdocs.yml

        site_name: The Belt Press
        theme: material
        plugins: [search]

    Good: mkdocs.yml

        site_name: The Belt Press
        theme: material
        plugins: [search, reciprocity]
"""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.text.clean import one_line

CODES = codes(__doc__)
UNUSABLE_CONFIGURATION = CODES["T103"]


class EngineProblem(Exception):
    """The engine could not render the site."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


COMPARE = _("compare it with one that `reciprocity init` writes")
SWITCH_ON = _('the plugin "reciprocity" is not enabled'), _('add "- reciprocity" under "plugins:"')


def unusable(message: Message, hint: Message) -> EngineProblem:
    """The problem of an mkdocs.yml that cannot be used."""
    return EngineProblem(UNUSABLE_CONFIGURATION(Location("mkdocs.yml"), message, hint))


def of_engine(text: str) -> Message:
    """What the engine or one of its parts says, which is in English."""
    return _("the engine reports: %(message)s", message=one_line(text))


def configuration_file(root: Path) -> Path:
    """The path of mkdocs.yml.

    Raises:
        EngineProblem: It is missing, a link, or no file.
    """
    path = root / "mkdocs.yml"
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise unusable(_("this is not an ordinary file"), _("put the file itself here"))
    if not path.exists():
        raise unusable(
            _("the file is missing"),
            _("`reciprocity init` writes one; the line `plugins: [reciprocity]` is enough"),
        )
    return path
