"""Chains of help: stories that continue one another, each chain on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories
from generator.outputs.site.listing import SIZE, leaves, page_address
from generator.rendering.artifacts import Body, Page, PrintedPage, SearchEntry

Threads = tuple[Stories, ...]


def make(context: OutputContext) -> Iterator[Page | PrintedPage]:
    """The page `threads/index.md`, its older pages, and sheets `threads/<id of the first story>/`."""
    threads = longest_alive(context)
    newest, *older = leaves("threads/", threads)
    yield Page(
        "threads/index.md",
        "Chains of help",
        "insertthreads",
        {"insertthreads": context.render("site/threads.html", root="../", leaf=newest)},
        "Help that was paid forward, from the first story on.",
        hide=("navigation", "toc"),
    )
    for leaf in older:
        address = page_address("threads/", leaf.number)
        yield PrintedPage(
            address,
            "threads",
            f"Chains of help, page {leaf.number}",
            lambda leaf=leaf: Body(
                context.render("site/threads.html", root="../../../", leaf=leaf)
            ),  # type: ignore[misc]  # the default binds the loop's value
        )
    for thread in threads:
        yield from _thread(context, thread)


def longest_alive(context: OutputContext) -> Threads:
    """Every thread, the one continued last first."""
    steps = context.groups.threads.values()
    threads = [step.thread for step in steps if step.at == 0]
    return tuple(sorted(threads, key=lambda t: (max(s.date for s in t), t[0].id), reverse=True))


def _thread(context: OutputContext, thread: Stories) -> Iterator[PrintedPage]:
    """A thread's pages, from its first story on: what follows later changes the last one alone."""
    first = f"threads/{thread[0].id}/"
    pages = [thread[at : at + SIZE] for at in range(0, len(thread), SIZE)]
    for number, stories in enumerate(pages):
        title = f"From “{thread[0].title}” on"
        yield PrintedPage(
            page_address(first, number and number + 1),
            "thread",
            f"{title}, page {number + 1}" if number else title,
            partial(_body, context, thread, number, stories),
            f"{len(thread)} stories, each of which led to the next.",
            search=None if number else SearchEntry(title, "", kicker="A chain of help"),
        )


def _body(context: OutputContext, thread: Stories, number: int, stories: Stories) -> Body:
    first = f"threads/{thread[0].id}/"
    address = page_address(first, number and number + 1)
    before = page_address(first, number if number > 1 else 0) if number else None
    more = (number + 1) * SIZE < len(thread)
    return Body(
        context.render(
            "site/thread.html",
            root="../" * address.count("/"),
            thread=thread,
            stories=stories,
            start=number * SIZE + 1,
            before=before,
            after=page_address(first, number + 2) if more else None,
        )
    )
