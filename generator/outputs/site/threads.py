"""Chains of help: stories that continue one another, each chain on pages of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories
from generator.outputs.site.listing import PAGE_SIZE, ListingPage, page_address, paginate
from generator.rendering.artifacts import Body, Page, PrintedPage, SearchEntry


def make(context: OutputContext) -> Iterator[Page | PrintedPage]:
    """The page `threads/index.md`, its older pages, and pages `threads/<id of the first story>/`."""
    threads = sorted_threads(context)
    newest, *older = paginate("threads/", threads)
    yield Page.from_html(
        "threads/index.md",
        "Chains of help",
        context.render("site/threads.html", root="../", page=newest),
        "Help that was paid forward, from the first story on.",
        hide=("navigation", "toc"),
    )
    for page in older:
        yield PrintedPage(
            page_address("threads/", page.number),
            "threads",
            f"Chains of help, page {page.number}",
            partial(_list_body, context, page),
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
    title = f"From “{thread[0].title}” on"
    for index, start in enumerate(range(0, len(thread), PAGE_SIZE)):
        yield PrintedPage(
            _thread_address(thread, index),
            "thread",
            f"{title}, page {index + 1}" if index else title,
            partial(_thread_body, context, thread, index, start),
            f"{len(thread)} stories, each of which led to the next.",
            search=None if index else SearchEntry(title, "", kicker="A chain of help"),
        )


def _thread_address(thread: Stories, index: int) -> str:
    return page_address(f"threads/{thread[0].id}/", index + 1 if index else 0)


def _thread_body(context: OutputContext, thread: Stories, index: int, start: int) -> Body:
    end = start + PAGE_SIZE
    return Body(
        context.render(
            "site/thread.html",
            root="../" * _thread_address(thread, index).count("/"),
            thread=thread,
            stories=thread[start:end],
            start=start + 1,
            before=_thread_address(thread, index - 1) if index else None,
            after=_thread_address(thread, index + 1) if end < len(thread) else None,
        )
    )
