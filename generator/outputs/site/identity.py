"""The organisation's look: custom properties for the site's style sheet, an icon, and a web manifest."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.languages.messages import noted
from generator.media import icon
from generator.media.palette import Tokens
from generator.outputs import logo
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File

ICON = "assets/icon.png"
SWITCHES = (noted("Switch to dark"), noted("Switch to light"))
"""What the mkdocs.yml that `init` writes says on the buttons between light and dark."""


def make(context: OutputContext) -> Iterator[File]:
    """The files `assets/identity.css`, `assets/icon.png` and `manifest.webmanifest`, and `robots.txt` of a
    site that robots are asked to leave alone.

    The icon shows the logo, if it is a picture or has one beside it and Pillow is installed; else a
    drawing of ours.
    """
    site = context.edition.site
    tokens = Tokens.of(site.palette)
    yield File("assets/identity.css", tokens.css().encode())
    found = logo.picture(context)
    yield File(ICON, icon.of_logo(found, tokens.light) if found else icon.drawing(tokens.light))
    manifest = {
        "name": site.name,
        "description": site.description,
        "lang": site.language,
        "start_url": ".",
        "scope": ".",
        "display": "minimal-ui",
        "background_color": tokens.light.paper,
        "theme_color": tokens.light.paper,
        "icons": [{"src": ICON, "sizes": f"{icon.SIZE}x{icon.SIZE}", "type": "image/png"}],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    yield File("manifest.webmanifest", f"{text}\n".encode())
    if site.noindex:
        yield File("robots.txt", b"User-agent: *\nDisallow: /\n")
