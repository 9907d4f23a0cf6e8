"""Chains of help: stories that continue one another, each chain on pages of its own."""

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
from generator.rendering.artifacts import Body, Page, PrintedPage, SearchEntry
from generator.text import locales

CHAIN_SIZE = 120
"""How many stories of a chain are on one page: nearly every chain is read without turning a page."""


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


def _thread_body(context: OutputContext, thread: Stories, index: int, start: int) -> Body:
    end = start + CHAIN_SIZE
    stories = thread[start:end]
    earlier = (thread[start - 1] if start else None, *stories)
    return Body(
        context.render(
            "site/thread.html",
            root="../" * _thread_address(thread, index).count("/"),
            thread=thread,
            steps=[
                (story, _gap(context, before, story))
                for before, story in zip(earlier, stories, strict=False)
            ],
            start=start + 1,
            last=thread[-1] if end >= len(thread) else None,
            before=_thread_address(thread, index - 1) if index else None,
            after=_thread_address(thread, index + 1) if end < len(thread) else None,
        )
    )
