"""What every engine is told about our pages: metadata, navigation, look and scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import escape

from generator.languages import SOURCE, main_code
from generator.languages.messages import Messages
from generator.media.palette import Tokens
from generator.model import Site
from generator.outputs.site import script_words, share_pictures
from generator.outputs.site.identity import ICON, SWITCHES
from generator.rendering.artifacts import SITE_PICTURE, File, Page
from generator.text import locales

STYLES = ("assets/identity.css", "assets/reciprocity.css", "assets/finding.css")
_SCRIPTS = ("assets/finding.js", "assets/learning.js", "assets/sharing.js")
_HUBS = {
    "kinds": "stories/",
    "random": "stories/",
    "scenarios": "onboarding/",
    "teams": "stories/",
    "threads": "stories/",
    "wish": "share/",
}
"""The page of the navigation to which a family of pages belongs that has none of its own, by its folder."""


def meta(page: Page) -> dict[str, Any]:
    """A page's metadata for the site theme, escaped, since the theme prints it as it is."""
    return {
        "title": escape(page.title),
        **({"description": escape(page.description)} if page.description else {}),
        **({"template": page.template} if page.template else {}),
        **({"hide": list(page.hide)} if page.hide else {}),
        **({"edit_url": escape(page.source)} if page.source else {}),
        **_hub(page.address),
    }


def _hub(address: str) -> dict[str, str]:
    """The address of the page of the navigation that is shown as the reader's place."""
    folder = address.partition("/")[0]
    return {"hub": _HUBS[folder]} if folder in _HUBS else {}


class Look(NamedTuple):
    """What a site theme is told of the organisation: its own settings, and the engine's `extra`."""

    theme: dict[str, Any]
    extra: dict[str, Any]


def look(
    site: Site, words: Messages, is_known: Callable[[str], bool], palette: object = None
) -> Look:
    """The language, logo and colours of a site, for its theme.

    Args:
        site: The organisation.
        words: Our own words.
        is_known: Whether the theme speaks a language, given by its code.
        palette: The colour schemes as mkdocs.yml has them.
    """
    tokens = Tokens.of(site.palette)
    code = main_code(words.lang)
    theme: dict[str, Any] = {
        "language": code if is_known(code) else SOURCE,
        "favicon": site.logo or ICON,
    }
    # Zensical gives templates no settings of a theme that it does not know, but all of `extra`.
    extra: dict[str, Any] = {
        "browser_colours": {"light": tokens.light.paper, "dark": tokens.dark.paper},
        "share_picture": SITE_PICTURE,
        "share_card": "summary_large_image" if share_pictures.is_large() else "summary",
    }
    if site.noindex:
        extra["noindex"] = True
    if site.logo:
        theme["logo"] = site.logo
    if isinstance(palette, list):
        theme["palette"] = [_scheme(each, words) for each in palette]
    if theme["language"] == main_code(site.language):
        return Look(theme, extra)
    # What people wrote is still in their language.
    theme["direction"] = locales.direction(site.language)
    return Look(theme, {**extra, "language": site.language})


def _scheme(scheme: Any, words: Messages) -> Any:
    """A colour scheme whose button says our words in the site's language, and any others as they are."""
    toggle = scheme.get("toggle") if isinstance(scheme, dict) else None
    if not isinstance(toggle, dict) or toggle.get("name") not in SWITCHES:
        return scheme
    return {**scheme, "toggle": {**toggle, "name": words.gettext(toggle["name"])}}


def scripts(files: Iterable[File]) -> tuple[str, ...]:
    """The scripts of every page: what they say in the site's language comes first, if there is a file of it."""
    has_words = any(file.path == script_words.PATH for file in files)
    return (script_words.PATH, *_SCRIPTS) if has_words else _SCRIPTS


def printed_meta(
    address: str, title: str, description: str, shape: str, picture: str
) -> dict[str, Any]:
    """The metadata of a page that our printer makes; all texts are escaped."""
    return {
        "title": title,
        "description": description,
        "template": "sheet.html",
        "hide": ["navigation", "toc"],
        "search": {"exclude": True},
        "shape": shape,
        "picture": picture,
        "noindex": shape == "tombstone",
        **_hub(address),
    }


def navigation(pages: Mapping[str, Page], words: Messages) -> list[Any]:
    """The navigation: hubs and guides. Stories would make it quadratic: every page lists them all."""
    guides = [
        {escape(page.title): path}
        for path, page in pages.items()
        if path.startswith("onboarding/") and path != "onboarding/index.md"
    ]
    guides += [
        {escape(pages[path].title): path}
        for path in ("norms/index.md", "scenarios/index.md", "words/index.md", "glossary/index.md")
        if path in pages
    ]
    _ = words.gettext
    nav: list[Any] = [
        {_("Home"): "index.md"},
        {_("Stories"): "stories/index.md"},
        {_("Themes"): "themes/index.md"},
    ]
    if "onboarding/index.md" in pages:
        nav.append({_("Onboarding"): ["onboarding/index.md", *guides]})
    else:
        nav += guides
    together = [
        {escape(page.title): path}
        for path, page in pages.items()
        if path == "ask.md" or (path.startswith("practices/") and path != "practices/index.md")
    ]
    if "practices/index.md" in pages:
        nav.append({_("Practices"): ["practices/index.md", *together]})
    else:
        nav += together
    if "pulse/index.md" in pages:
        nav.append({escape(pages["pulse/index.md"].title): "pulse/index.md"})
    nav.append({escape(pages["newsletter/index.md"].title): "newsletter/index.md"})
    nav.append({escape(pages["share/index.md"].title): "share/index.md"})
    return nav
