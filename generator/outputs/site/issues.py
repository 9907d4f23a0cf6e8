"""The newsletter on the site: its archive and a page for each issue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from generator.model.periods import Period
from generator.newsletter.issue import Issue
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.phrases import acts_heading
from generator.rendering.artifacts import Body, File, Page, PrintedPage, SearchEntry
from generator.text import locales

NEWEST = 12
"""The number of issues in the feed."""


def make(context: OutputContext) -> Iterator[Page | PrintedPage | File]:
    """The page `newsletter/index.md`, pages `newsletter/<period>/`, and the feed of the issues.

    The issues have a feed of their own: the feeds of stories contain what the site may show, an
    issue also what the newsletter may show. Issues that have not been sent have no page, unless the
    organisation shows its drafts, and are never in the feed.
    """
    _, lang = context.words.gettext, context.words.lang
    title = context.edition.newsletter.title
    periods = context.issues.public_periods
    issues = [context.issues.issue(period) for period in periods]
    # A tab with the site's own name would look like a way home.
    tab = _("Newsletter") if title == context.edition.site.name else title
    yield Page.from_html(
        "newsletter/index.md",
        tab,
        context.render("site/newsletter.html", root="../", issues=issues, title=tab),
        _("%(title)s: all issues.", title=title),
        search=SearchEntry(_("Newsletter"), _("All issues."), kicker=title, more=lambda: title),
        hide=("navigation", "toc"),
    )
    comma = context.words.separators.comma
    sent = [issue for issue in issues if not issue.draft]
    entries = [(issue, _day(issue)) for issue in sent[:NEWEST]]
    updated = max((day for _, day in entries), default=context.edition.today)
    feed = context.render("site/issues.xml", base=context.base, entries=entries, updated=updated)
    yield File("newsletter/feed.xml", feed.encode())
    for issue, newer, older in zip(issues, [None, *periods], [*periods[1:], None], strict=False):
        period = locales.period(issue.period, lang)
        yield PrintedPage(
            f"newsletter/{issue.period.name}/",
            "issue",
            f"{title}{comma}{period}",
            partial(_body, context, issue, older, newer),
            f"{title}{comma}{period}",
            search=partial(SearchEntry, locales.opening(period, lang), "", kicker=title),
        )


def _day(issue: Issue) -> dt.date:
    """The day of an issue: when it was sent, else that of its newest story."""
    days = (story.date for story in issue.stories)
    return issue.sent or max(days, default=issue.period.start)


def _body(context: OutputContext, issue: Issue, older: Period | None, newer: Period | None) -> Body:
    return Body(
        context.render(
            "site/issue.html",
            root="../../",
            issue=issue,
            older=older,
            newer=newer,
            acts_heading=acts_heading(context.words, issue.period),
        )
    )
