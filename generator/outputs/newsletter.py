"""The newsletter on the site: its archive and a page for each issue."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.artifacts import Body, Page, SearchEntry, Sheet
from generator.outputs.desk import Desk
from generator.periods import Period


def make(desk: Desk) -> Iterator[Page | Sheet]:
    """The page `newsletter/index.md` and sheets `newsletter/<period>/`."""
    title = desk.edition.newsletter.title
    issues = desk.issues.periods
    yield Page(
        "newsletter/index.md",
        title,
        "insertissues",
        {
            "insertissues": desk.render(
                "site/newsletter.html",
                root="../",
                issues=[desk.issues.digest(period) for period in issues],
            )
        },
        f"{title}: every issue.",
        hide=("navigation", "toc"),
    )
    for at, period in enumerate(issues):
        older = issues[at + 1] if at + 1 < len(issues) else None
        newer = issues[at - 1] if at else None
        yield Sheet(
            f"newsletter/{period.name}/",
            "issue",
            f"{title}, {period.name}",
            partial(_body, desk, period, older, newer),
            f"{title}, {period.name}",
            search=SearchEntry(f"{title}, {period.name}", ""),
        )


def _body(desk: Desk, period: Period, older: Period | None, newer: Period | None) -> Body:
    return Body(
        desk.render(
            "site/issue.html",
            root="../../",
            digest=desk.issues.digest(period),
            older=older,
            newer=newer,
        )
    )
