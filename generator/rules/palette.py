"""The organisation's colours can be read by everybody."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic
from generator.media.palette import Tokens
from generator.record import Library
from generator.source.parser import locate


def check(library: Library) -> Iterator[Diagnostic]:
    """C126 for a colour that had to be moved to be read on what it stands on."""
    site = library.settings.site
    for colour in Tokens.of(site.palette).moved:
        yield code("C126")(
            locate(site, "palette", colour.name),
            f'{colour.name} "{colour.given}" has a contrast of {_ratio(colour.ratio)} with '
            f'"{colour.ground}", and needs {_ratio(colour.needed)}',
            f'"{colour.passing}" is the nearest that passes, and is printed until you choose another',
        )


def _ratio(value: float) -> str:
    """Rounded down, so that what fails never looks as if it passed."""
    return f"{int(value * 10) / 10:g}:1"
