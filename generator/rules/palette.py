"""The organisation's colours can be read by everybody.

C126 (warning): a colour that is hard to read

    A colour of the palette is hard to read on what it stands on.

    Why: Many people see less contrast than whoever chose the colour.

    Remedy: Take the colour that the report names; until then it is printed in its place.

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
            f'{colour.name} "{colour.given}" has a contrast of {_ratio(colour.ratio)} with '
            f'"{colour.ground}", and needs {_ratio(colour.needed)}',
            f'"{colour.passing}" is the nearest that passes, and is printed until you choose another',
        )


def _ratio(value: float) -> str:
    """A ratio, rounded down so that a contrast that is too low never looks sufficient."""
    return f"{int(value * 10) / 10:g}:1"
