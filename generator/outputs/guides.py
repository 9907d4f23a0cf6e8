"""The onboarding pages, with stories woven in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.artifacts import Page
from generator.edition import ShownGuide
from generator.outputs.desk import Desk
from generator.outputs.story import edit_url
from generator.select import for_guide

STORIES = 3
"""Cards at the marker `<!-- stories -->` of a guide, or at its end."""
STEPS = {
    "before": "Before day 1",
    "day-1": "Day 1",
    "week-1": "Week 1",
    "day-30": "Day 30",
    "day-60": "Day 60",
    "day-90": "Day 90",
    "reference": "To look things up",
}
PATHS = {"everyone": "For everyone", "managers": "For new managers"}
_MARKER = re.compile(r"^<!--\s*(?:stories|story:\s*([a-z0-9-]+))\s*-->[ \t]*$", re.MULTILINE)


def make(desk: Desk) -> Iterator[Page]:
    """The pages `onboarding/index.md` and `onboarding/<slug>.md`."""
    guides = in_order(desk.edition.guides)
    if not guides:
        return
    paths = [
        (
            title,
            [
                (STEPS[step], [g for g in guides if g.path == path and g.step == step])
                for step in STEPS
                if any(g.path == path and g.step == step for g in guides)
            ],
        )
        for path, title in PATHS.items()
        if any(g.path == path for g in guides)
    ]
    yield Page(
        "onboarding/index.md",
        "Onboarding",
        "insertpath",
        {
            "insertpath": desk.render(
                "site/onboarding.html", root="../", paths=paths, helpers=desk.edition.helpers
            )
        },
        "Your first three months, shown by people who had them.",
        hide=("toc",),
    )
    for guide in guides:
        yield _guide(desk, guide)


def in_order(guides: tuple[ShownGuide, ...]) -> tuple[ShownGuide, ...]:
    """By path, then step, then the order within it."""
    paths, steps = list(PATHS), list(STEPS)
    return tuple(
        sorted(guides, key=lambda g: (paths.index(g.path), steps.index(g.step), g.order, g.id))
    )


def _guide(desk: Desk, guide: ShownGuide) -> Page:
    body = guide.body
    inserts: dict[str, str] = {}
    named = [m[1] for m in _MARKER.finditer(body) if m[1]]
    told = [s for id_ in named if (s := desk.groups.by_id.get(id_))]
    themes = [
        *guide.themes,
        *(t for n in guide.norms if n in desk.edition.norms for t in desk.edition.norms[n].themes),
    ]
    drawn = for_guide(desk.edition, themes, guide.id, STORIES, [s.id for s in told])
    if not any(match[1] is None for match in _MARKER.finditer(body)):
        body = f"{body.rstrip()}\n\n<!-- stories -->\n"
    waiting = [drawn]

    def insert(match: re.Match[str]) -> str:
        if match[1]:
            stories = tuple(s for s in told if s.id == match[1])
        else:
            stories = waiting.pop() if waiting else ()
        if not stories:
            return ""
        key = f"insertstories{len(inserts)}"
        inserts[key] = desk.render("site/cards.html", stories=stories, root="../../")
        return f"\n{key}\n"

    markdown = _MARKER.sub(insert, body)
    norms = [desk.edition.norms[slug] for slug in guide.norms if slug in desk.edition.norms]
    if norms:
        inserts["insertnorms"] = desk.render("site/norms.html", norms=norms)
        markdown = f"insertnorms\n\n{markdown}"
    return Page(
        f"onboarding/{guide.id}.md",
        guide.title,
        markdown,
        inserts,
        guide.description,
        source=edit_url(desk, guide.source),
    )
