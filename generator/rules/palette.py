"""The organisation's colours can be read by everybody.

C126 (warning): a colour that is hard to read

    A colour of the palette is hard to read on its background.

    Why: Many people see less contrast than the person who chose the colour.

    Remedy: Use the colour that the report suggests; it is used until you choose another.

    Bad: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        palette: {primary: '#ffee88'}

    Good: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        palette: {primary: '#1f5a4c'}
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.media.palette import Tokens
from generator.record import Library
from generator.source.parser import locate

CODES = codes(__doc__)
HARD_TO_READ = CODES["C126"]


def check(library: Library) -> Iterator[Diagnostic]:
    site = library.settings.site
    for colour in Tokens.of(site.palette).moved:
        yield HARD_TO_READ(
            locate(site, "palette", colour.name),
            _(
                'the contrast of %(field)s "%(colour)s" with "%(ground)s" is %(ratio)s; it must be '
                "at least %(needed)s",
                field=colour.name,
                colour=colour.given,
                ground=colour.ground,
                ratio=_ratio(colour.ratio),
                needed=_ratio(colour.needed),
            ),
            _(
                '"%(colour)s" is the closest that passes; it is used until you choose another',
                colour=colour.passing,
            ),
        )


def _ratio(value: float) -> str:
    """A ratio, rounded down so that a contrast that is too low never looks sufficient."""
    return f"{int(value * 10) / 10:g}:1"
