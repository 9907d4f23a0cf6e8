"""The onboarding pages, with stories woven in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from generator import prose
from generator.artifacts import Page, SearchEntry
from generator.edition import ShownGuide
from generator.outputs.desk import Desk
from generator.outputs.story import edit_url
from generator.select import for_guide

STEPS = {
    "before": "Before day 1",
    "day-1": "Day 1",
    "week-1": "Week 1",
    "day-30": "Day 30",
    "day-60": "Day 60",
    "day-90": "Day 90",
    "reference": "To look things up",
}
REFERENCE = "reference"
PATHS = {"everyone": "For everyone", "managers": "For new managers"}
_MARKER = re.compile(r"^<!--\s*(?:stories|story:\s*([a-z0-9-]+))\s*-->[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Way:
    """A path through the guides, from before the first day on. `checklist` is the address of its
    checklists on one page, if its guides have any.
    """

    slug: str
    title: str
    steps: tuple[tuple[str, tuple[ShownGuide, ...]], ...]

    @property
    def guides(self) -> tuple[ShownGuide, ...]:
        return tuple(guide for _, guides in self.steps for guide in guides)

    @property
    def checklist(self) -> str | None:
        return f"checklist-{self.slug}" if any(g.checklist for g in self.guides) else None


def make(desk: Desk) -> Iterator[Page]:
    """The pages `onboarding/index.md`, `onboarding/<slug>.md`, and for each path its checklists."""
    edition = desk.edition
    guides = in_order(edition.guides)
    if not guides:
        return
    ways = [way for slug in PATHS if (way := _way(slug, guides)).steps]
    html = desk.render(
        "site/onboarding.html",
        root="../",
        paths=ways,
        reference=[guide for guide in guides if guide.step == REFERENCE],
        norms=edition.norms,
        scenarios=edition.scenarios,
        phrases=edition.phrases,
        glossary=edition.glossary,
        helpers=edition.helpers,
    )
    yield Page(
        "onboarding/index.md",
        "Onboarding",
        "insertpath",
        {"insertpath": html},
        "Your first three months, shown by people who had them.",
        hide=("toc",),
    )
    for guide in guides:
        yield _guide(desk, guide)
    for way in ways:
        if way.checklist:
            lists = [(g.id, g.title, g.checklist) for g in way.guides if g.checklist]
            html = desk.render(
                "site/checklists.html", root="../../", title=f"Checklist: {way.title}", lists=lists
            )
            yield Page(
                f"onboarding/{way.checklist}.md",
                f"Checklist: {way.title}",
                "insertlists",
                {"insertlists": html},
                hide=("toc",),
            )


def _way(slug: str, guides: tuple[ShownGuide, ...]) -> Way:
    steps = (
        (title, tuple(g for g in guides if g.path == slug and g.step == step))
        for step, title in STEPS.items()
        if step != REFERENCE
    )
    return Way(slug, PATHS[slug], tuple((title, some) for title, some in steps if some))


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
    slugs = [slug for slug in guide.norms if slug in desk.edition.norms]
    norms = tuple(desk.edition.norms[slug] for slug in slugs)
    themes = [*guide.themes, *(theme for norm in norms for theme in norm.themes)]
    count = desk.edition.site.onboarding.stories
    drawn = for_guide(desk.edition, themes, guide.id, count, [s.id for s in told], norms)
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
    if norms:
        inserts["insertnorms"] = desk.render(
            "site/guide_norms.html", root="../../", norms=list(zip(slugs, norms, strict=True))
        )
        markdown = f"insertnorms\n\n{markdown}"
    if guide.why:
        inserts["insertwhy"] = desk.render("site/why.html", why=guide.why)
        markdown = f"insertwhy\n\n{markdown}"
    if guide.checklist:
        inserts["insertchecklist"] = desk.render(
            "site/checklist.html",
            id=guide.id,
            heading="To tick off",
            items=guide.checklist,
            level=2,
        )
        markdown = f"{markdown.rstrip()}\n\ninsertchecklist\n"
    return Page(
        f"onboarding/{guide.id}.md",
        guide.title,
        markdown,
        inserts,
        guide.description,
        source=edit_url(desk, guide.source),
        search=SearchEntry(
            guide.title, guide.description or "", kicker="Onboarding", more=prose.plain(guide.body)
        ),
        finish=partial(_finished, desk),
    )


def _finished(desk: Desk, html: str) -> str:
    """A guide's HTML, clean, and with the words of the glossary explained."""
    return desk.glossary.link(prose.guide(html, desk.edition.site.language), page="../../glossary/")
