"""The newsletter on the site: its archive and a page for each issue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from generator.model.periods import Period
from generator.newsletter.issue import Issue
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Body, File, Page, PrintedPage, SearchEntry
from generator.text import locales

NEWEST = 12
"""Issues in the feed."""


def make(context: OutputContext) -> Iterator[Page | PrintedPage | File]:
    """The page `newsletter/index.md`, sheets `newsletter/<period>/`, and the feed of the issues.

    The feed is one of its own: the feeds of stories hold what the site may show, an issue what
    the newsletter may show as well. What has not gone out yet is not in it.
    """
    title = context.edition.newsletter.title
    issues = context.issues.periods
    digests = [context.issues.digest(period) for period in issues]
    yield Page(
        "newsletter/index.md",
        title,
        "insertissues",
        {
            "insertissues": context.render(
                "site/newsletter.html",
                root="../",
                issues=digests,
            )
        },
        f"{title}: every issue.",
        search=SearchEntry("Newsletter", "Every issue.", kicker=title, more=title),
        hide=("navigation", "toc"),
    )
    out = [digest for digest in digests if not digest.draft]
    entries = [(digest, _day(digest)) for digest in out[:NEWEST]]
    updated = max((day for _, day in entries), default=context.edition.today)
    feed = context.render("site/issues.xml", base=context.base, entries=entries, updated=updated)
    yield File("newsletter/feed.xml", feed.encode())
    for at, (period, digest) in enumerate(zip(issues, digests, strict=True)):
        when = locales.period(period, context.edition.site.language)
        older = issues[at + 1] if at + 1 < len(issues) else None
        newer = issues[at - 1] if at else None
        yield PrintedPage(
            f"newsletter/{period.name}/",
            "issue",
            f"{title}, {when}",
            partial(_body, context, digest, older, newer),
            f"{title}, {when}",
            search=SearchEntry(when, "", kicker=title, more=title),
        )


def _day(digest: Issue) -> dt.date:
    """The day of an issue: when it was sent, else that of its newest story."""
    days = (story.date for story in digest.stories)
    return digest.sent or max(days, default=digest.period.start)


def _body(
    context: OutputContext, digest: Issue, older: Period | None, newer: Period | None
) -> Body:
    return Body(
        context.render(
            "site/issue.html",
            root="../../",
            digest=digest,
            older=older,
            newer=newer,
        )
    )
