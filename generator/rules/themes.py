"""Each theme has stories to show.

L101 (warning): a theme without stories

    No story has this theme.

    Why: Its page on the site would be empty.

    Remedy: Tell a story about it, or remove the theme until there is one.

    Bad: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}
        patience: {title: Patience, text: Somebody waited.}

    Good: site_config/themes.yml

        asking-early: {title: Asking early, text: Somebody asked in time., default: true}
        mentoring: {title: Mentoring, text: Somebody stayed.}
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.record import Library
from generator.source.parser import locate

CODES = codes(__doc__)
THEME_WITHOUT_STORIES = CODES["L101"]


def check(library: Library) -> Iterator[Diagnostic]:
    if not library.records:
        return
    settings = library.settings
    used = {slug for record in library.records for slug in record.meta.themes}
    if any(not record.meta.themes for record in library.records):
        used.add(settings.default_theme or "")
    for slug, theme in settings.themes.items():
        if slug not in used:
            yield THEME_WITHOUT_STORIES(
                locate(theme, "title"),
                _('the theme "%(theme)s" has no stories', theme=slug),
                _("tell one, or remove the theme until there is one"),
            )
