"""Chains of help: stories that continue one another, each chain whole on a page of its own.

The stories are told as on their own pages, one below the other. A page whose text is longer than `ROOM` shows
the rest of its stories as cards: the page stays light, and all of the chain stays on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.edition import ShownStory
from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories
from generator.outputs.site.listing import (
    ListingPage,
    page_address,
    page_title,
    paginate,
)
from generator.outputs.site.story import StoryText, story_text
from generator.rendering.artifacts import Body, Page, PrintedPage, SearchEntry
from generator.text import locales

CHAIN_SIZE = 120
"""How many stories of a chain are on one page: nearly every chain is read without turning a page."""
ROOM = 100_000
"""About how many characters of prose a page tells: some 45 kB, compressed."""


def make(context: OutputContext) -> Iterator[Page | PrintedPage]:
    """The page `threads/index.md`, its older pages, and pages `threads/<id of the first story>/`."""
    _ = context.words.gettext
    threads = sorted_threads(context)
    newest, *older = paginate("threads/", threads)
    description = _("Help that was passed on, from the first story to the latest.")
    yield Page.from_html(
        "threads/index.md",
        _("Passed on"),
        context.render("site/threads.html", root="../", page=newest),
        description,
        hide=("navigation", "toc"),
    )
    for page in older:
        yield PrintedPage(
            page_address("threads/", page.number),
            "threads",
            page_title(context.words, _("Passed on"), page.number),
            partial(_list_body, context, page),
            description,
        )
    for thread in threads:
        yield from _thread_pages(context, thread)


def sorted_threads(context: OutputContext) -> tuple[Stories, ...]:
    """Every thread, the one with the newest story first."""
    threads = [p.thread for p in context.groups.threads.values() if p.offset == 0]
    return tuple(sorted(threads, key=lambda t: (max(s.date for s in t), t[0].id), reverse=True))


def _list_body(context: OutputContext, page: ListingPage[Stories]) -> Body:
    return Body(context.render("site/threads.html", root="../../../", page=page))


def _thread_pages(context: OutputContext, thread: Stories) -> Iterator[PrintedPage]:
    """A thread's pages from its first story on, so that a new story changes only the last page."""
    words = context.words
    title = words.gettext("Passed on: %(title)s", title=thread[0].title)
    for index, start in enumerate(range(0, len(thread), CHAIN_SIZE)):
        yield PrintedPage(
            _thread_address(thread, index),
            "thread",
            page_title(words, title, index + 1 if index else 0),
            partial(_thread_body, context, thread, index, start),
            words.ngettext(
                "%(num)s story.", "%(num)s stories, each leading to the next.", len(thread)
            ),
            search=None
            if index
            else partial(SearchEntry, title, "", kicker=words.gettext("Passed on")),
        )


def _thread_address(thread: Stories, index: int) -> str:
    return page_address(f"threads/{thread[0].id}/", index + 1 if index else 0)


def _gap(context: OutputContext, before: ShownStory | None, story: ShownStory) -> str:
    """How long after the story before a story happened, and where: the place or the team of who helped."""
    words = context.words
    if before is None or before.date > story.date:
        return ""
    where = _where(context, story)
    if before.date == story.date:
        if where is None:
            return words.gettext("The same day")
        return words.gettext("The same day, %(place)s", place=where)
    time = locales.days((story.date - before.date).days, words.lang)
    if where is None:
        return words.gettext("%(time)s later", time=time)
    return words.gettext("%(time)s later, %(place)s", time=time, place=where)


def _where(context: OutputContext, story: ShownStory) -> str | None:
    """The place of the first who helped and lets it be said, or else the first team that may be told."""
    edition = context.edition
    keys = (who.person_key for who in story.givers)
    details = (edition.details[key] for key in keys if key is not None and key in edition.details)
    place = next((each.place for each in details if each.place), None)
    team = next((who.team for who in story.givers if who.team), None)
    return place or (edition.teams[team].name if team else None)


def _steps(
    context: OutputContext, thread: Stories, start: int, root: str
) -> Iterator[tuple[ShownStory, str, StoryText | None]]:
    """The stories of a page, each with the gap before it, and with its text while there is room."""
    room = ROOM
    linked: set[str] = set()
    before = thread[start - 1] if start else None
    for number, story in enumerate(thread[start : start + CHAIN_SIZE], start + 1):
        room -= len(story.body)
        text = (
            story_text(context, story, root, title=2, number=number, linked=linked)
            if room >= 0
            else None
        )
        yield story, _gap(context, before, story), text
        before = story


def _thread_body(context: OutputContext, thread: Stories, index: int, start: int) -> Body:
    end = start + CHAIN_SIZE
    root = "../" * _thread_address(thread, index).count("/")
    return Body(
        context.render(
            "site/thread.html",
            root=root,
            thread=thread,
            steps=_steps(context, thread, start, root),
            start=start + 1,
            last=thread[-1] if end >= len(thread) else None,
            before=_thread_address(thread, index - 1) if index else None,
            after=_thread_address(thread, index + 1) if end < len(thread) else None,
        )
    )
