"""A page for a screen in the hallway: quotes and short stories of all time, one after another.

It shows what both the site and the town hall may show. A page that hangs somewhere is not taken back
when a story is, so it stops by itself some days after the day it was built.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from generator.edition import ShownStory
from generator.media import qr_code
from generator.media.palette import Tokens
from generator.outputs import logo
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView, story_view
from generator.outputs.own_fonts import page_with_fonts
from generator.rendering.artifacts import File
from generator.text import locales
from generator.text.width import width

DAYS = 35
"""The days for which it shows stories: a month, and a few to build it again."""
_MOST = 400
"""The number of stories: half of them the newest, half of them from all others."""
_LONGEST = 240
"""The longest story that is short enough to be read in passing, in the width of a Latin letter: kanji count twice."""


class WallText(NamedTuple):
    """A quote, or a short story. A story of one line has no title."""

    text: str
    who: str
    title: str
    is_quote: bool
    lang: str
    direction: str


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `wall.html`."""
    today = context.edition.today
    html = page_with_fonts(
        context.render,
        "digest/wall.html",
        context.render("digest/colours.css") + context.render("digest/wall.css"),
        context.render("digest/screen.js") + context.render("digest/wall.js"),
        issue=issue,
        texts=_texts(context),
        first=_day_before(today),
        last=_after(today, DAYS),
        days=DAYS,
        built=locales.date(today, context.words.lang),
        logo=logo.inline(context),
        code=qr_code.drawing(issue.home, Tokens.of(context.edition.site.palette).light.ink),
    )
    yield File("wall.html", html.encode())


def _texts(context: OutputContext) -> tuple[WallText, ...]:
    """What the wall shows, in an order that mixes the years and stays the same from build to build."""
    stories = context.edition.stories
    newest = dict(islice(_told(context, stories), _MOST // 2))
    rest = (story for story in stories if story.id not in newest)
    others = sorted(rest, key=lambda story: _hash(story.id))
    chosen = newest | dict(islice(_told(context, others), _MOST // 2))
    return tuple(chosen[id_] for id_ in sorted(chosen, key=_hash))


def _told(context: OutputContext, stories: Iterable[ShownStory]) -> Iterator[tuple[str, WallText]]:
    """The ids and texts of those that are short enough."""
    for story in stories:
        if text := _text(context, story):
            yield story.id, text


def _text(context: OutputContext, story: ShownStory) -> WallText | None:
    if not (story.quote or story.is_line or len(story.body) <= 2 * _LONGEST):
        return None  # markup takes less than half, and most stories need not be read for it
    view = story_view(context, story)
    language = (view.lang, view.direction)
    if view.quote and width(view.quote) <= _LONGEST:
        title = "" if view.is_line else view.title
        return WallText(view.quote, view.quoted, title, True, *language)
    if view.is_line:
        return WallText(view.title, view.who, "", False, *language)
    if width(view.body) <= _LONGEST:
        return WallText(view.body, view.who, view.title, False, *language)
    return None


def _hash(id_: str) -> bytes:
    """What shuffles stories: it has nothing to do with who is in them."""
    return hashlib.blake2b(id_.encode(), digest_size=8).digest()


def _day_before(day: dt.date) -> str:
    """A screen may be where it is still yesterday."""
    return (day if day == dt.date.min else day - dt.timedelta(1)).isoformat()


def _after(day: dt.date, days: int) -> str:
    return (day + dt.timedelta(min(days, (dt.date.max - day).days))).isoformat()
