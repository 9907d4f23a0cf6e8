"""The site's fonts within a page that is a single file."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

from generator.outputs.csp import inline_policy
from generator.rendering.templates import Renderer, template_folders
from generator.system.inside import read_bytes

_FACE = re.compile(r'@font-face \{[^}]*url\("(fonts/[\w-]+\.woff2)"\)[^}]*unicode-range: ([^;}]*);[^}]*\}')  # fmt: skip
_RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")


def page_with_fonts(render: Renderer, template: str, style: str, script: str, **values: Any) -> str:
    """A page that is a single file: with its style, its script, the fonts of its letters, and its policy."""
    # The page is filled in twice, since its letters say which fonts it needs.
    letters = render(template, **values, script=script, style="", policy="")
    style = _font_faces(letters) + style
    policy = inline_policy(style, script)
    return render(template, **values, script=script, style=style, policy=policy)


def _font_faces(text: str) -> str:
    """The rules of the upright fonts that have letters of a text, each with its file as a `data:` URL."""
    letters = frozenset(map(ord, text))
    return "".join(rule for rule, letters_of in _faces() if not letters.isdisjoint(letters_of))


@cache
def _faces() -> tuple[tuple[str, frozenset[int]], ...]:
    """The rules of the site's style sheet, and the letters that each of its fonts is for."""
    folder = template_folders(None)[0] / "theme" / "assets"
    style = read_bytes(folder / "reciprocity.css").decode()
    found = (match for match in _FACE.finditer(style) if "font-style: italic" not in match[0])
    return tuple(
        (match[0].replace(match[1], _data(folder / match[1])), _letters(match[2]))
        for match in found
    )


def _letters(ranges: str) -> frozenset[int]:
    found = ((int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(ranges))
    return frozenset(letter for first, last in found for letter in range(first, last + 1))


def _data(path: Path) -> str:
    return f"data:font/woff2;base64,{base64.b64encode(read_bytes(path)).decode()}"
