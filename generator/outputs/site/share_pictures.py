"""The pictures that chats and feeds show beside a link: one of the site, and one of each newer story.

They need Pillow (extra `images`); without it, the site's picture is its icon.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from generator.edition import ShownStory
from generator.media import icon, poster
from generator.media.palette import Tokens
from generator.media.poster import Poster
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import SITE_PICTURE, Drawing, File
from generator.rendering.templates import template_folders

MOST = 200
"""The number of stories that have a picture of their own."""
_DAYS = 365
"""How old they are at most."""


def make(context: OutputContext) -> Iterator[File]:
    """The file `assets/share.png`."""
    site = context.edition.site
    shown = Poster(site.name, site.description, site=site.organisation or "")
    scheme = Tokens.of(site.palette).light
    if poster.can_draw(shown, _fonts()):
        picture = poster.draw(shown, scheme, _fonts())
    else:
        picture = icon.drawing(scheme)
    yield File(SITE_PICTURE, picture)


def stories_with_pictures(context: OutputContext) -> frozenset[str]:
    """The ids of the stories that have a picture of their own."""
    return frozenset(story.id for story, _ in _posters(context))


def story_pictures(context: OutputContext) -> Iterator[Drawing]:
    """The files `assets/stories/<id>.png`."""
    scheme = Tokens.of(context.edition.site.palette).light
    for story, shown in _posters(context):
        yield Drawing(picture_of(story.id), partial(poster.draw, shown, scheme, _fonts()))


def picture_of(story: str) -> str:
    """The path of a story's picture."""
    return f"assets/stories/{story}.png"


def is_large() -> bool:
    """Whether the pictures are wide ones, and not icons."""
    return poster.can_draw(Poster(""), _fonts())


def _posters(context: OutputContext) -> Iterator[tuple[ShownStory, Poster]]:
    edition = context.edition
    comma = context.words.separators.comma
    since = edition.today - dt.timedelta(days=_DAYS)
    for story in [story for story in edition.stories if story.date > since][:MOST]:
        givers, receivers = (
            comma.join(who.text for who in people) for people in (story.givers, story.receivers)
        )
        shown = Poster(
            story.summary if story.is_line else story.title,
            story.summary if story.has_own_summary else "",
            givers,
            receivers,
            edition.site.name,
            context.render.kinds[story.kind].mark,
        )
        if poster.can_draw(shown, _fonts()):
            yield story, shown


def _fonts() -> str:
    return str(template_folders(None)[0] / "theme" / "assets" / "fonts")
