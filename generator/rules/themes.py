"""Each theme has stories to show."""

from __future__ import annotations

from collections.abc import Iterator

from generator.codes import code
from generator.diagnostics import Diagnostic, Location
from generator.model import Library
from generator.source import locate


def check(library: Library) -> Iterator[Diagnostic]:
    """L101 for a theme that no story names, L102 when there is no story at all."""
    settings = library.settings
    if not library.stories:
        yield code("L102")(
            Location("stories"),
            "there are no stories yet",
            "add the first as stories/YYYY/a-few-words.md",
        )
        return
    told = {slug for story in library.stories for slug in story.themes}
    if any(not story.themes for story in library.stories):
        told.add(settings.default_theme or "")
    for slug, theme in settings.themes.items():
        if slug not in told:
            yield code("L101")(
                locate(theme, "title"),
                f'theme "{slug}" has no stories',
                "tell one, or take the theme out until there is one",
            )
