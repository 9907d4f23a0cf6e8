"""The onboarding pages, with stories woven in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generator.edition import ShownGuide
from generator.outputs.context import OutputContext
from generator.outputs.selection import for_guide
from generator.outputs.site.story import edit_url
from generator.rendering.artifacts import Page, SearchEntry
from generator.text import markdown

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

_SECTION = re.compile(r"^#{1,6} ", re.MULTILINE)


class Woven(NamedTuple):
    """A guide's Markdown, and the finished HTML that stands in it."""

    text: str
    inserts: dict[str, str]


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `onboarding/<slug>.md`."""
    guides = in_order(context.edition.guides)
    for guide in guides:
        path = [g for g in guides if g.path == guide.path and g.step != REFERENCE]
        yield _page(context, guide, path if guide in path else [])


def in_order(guides: tuple[ShownGuide, ...]) -> tuple[ShownGuide, ...]:
    """By path, then step, then the order within it."""
    paths, steps = list(PATHS), list(STEPS)
    return tuple(
        sorted(guides, key=lambda g: (paths.index(g.path), steps.index(g.step), g.order, g.id))
    )


def woven(
    context: OutputContext, guide: ShownGuide, prefix: str = "insert", level: int = 2
) -> Woven:
    """A guide with its reason, its norms, its stories and its checklist. What is inserted begins
    with `prefix`, and its headings with `level`.
    """
    body = guide.body
    inserts: dict[str, str] = {}
    named = [m[1] for m in markdown.outside_code(_MARKER, body) if m[1]]
    told = [s for id_ in named if (s := context.groups.by_id.get(id_))]
    slugs = [slug for slug in guide.norms if slug in context.edition.norms]
    norms = tuple(context.edition.norms[slug] for slug in slugs)
    themes = [*guide.themes, *(theme for norm in norms for theme in norm.themes)]
    count = context.edition.site.onboarding.stories
    drawn = for_guide(context.edition, themes, guide.id, count, [s.id for s in told], norms)
    if not any(match[1] is None for match in markdown.outside_code(_MARKER, body)):
        body = f"{body.rstrip()}\n\n<!-- stories -->\n"
    waiting = [drawn]

    def insert(match: re.Match[str]) -> str:
        if match[1]:
            stories = tuple(s for s in told if s.id == match[1])
        else:
            stories = waiting.pop() if waiting else ()
        if not stories:
            return ""
        key = f"{prefix}stories{len(inserts)}"
        below = level + bool(_SECTION.search(body, 0, match.start()))
        inserts[key] = context.render(
            "site/cards.html", stories=stories, root="../../", level=below
        )
        return f"\n{key}\n"

    pieces = [markdown.replaced(_MARKER, insert, body).strip()]
    if norms:
        inserts[f"{prefix}norms"] = context.render(
            "site/guide_norms.html",
            root="../../",
            guide=guide,
            norms=list(zip(slugs, norms, strict=True)),
        )
        pieces.insert(0, f"{prefix}norms")
    if guide.why:
        inserts[f"{prefix}why"] = context.render("site/why.html", why=guide.why)
        pieces.insert(0, f"{prefix}why")
    if guide.checklist:
        inserts[f"{prefix}checklist"] = context.render(
            "site/checklist.html",
            id=guide.id,
            heading="To tick off" if level == 2 else f"{guide.title}: to tick off",
            items=guide.checklist,
            level=level,
        )
        pieces.append(f"{prefix}checklist")
    return Woven("\n\n".join(pieces) + "\n", inserts)


def finished(context: OutputContext, html: str) -> str:
    """A guide's HTML, clean, and with the words of the glossary explained."""
    return context.glossary.link(
        markdown.guide(html, context.edition.site.language), page="../../glossary/"
    )


def _page(context: OutputContext, guide: ShownGuide, path: list[ShownGuide]) -> Page:
    made = woven(context, guide)
    text, inserts = made.text, made.inserts
    if path:
        at = path.index(guide)
        inserts["insertturn"] = context.render(
            "site/step.html",
            title=PATHS[guide.path],
            number=at + 1,
            count=len(path),
            before=path[at - 1] if at else None,
            after=path[at + 1] if at + 1 < len(path) else None,
        )
        text = f"{text}\ninsertturn\n"
    return Page(
        f"onboarding/{guide.id}.md",
        guide.title,
        text,
        inserts,
        guide.description,
        source=edit_url(context, guide.source),
        search=SearchEntry(
            guide.title,
            guide.description or "",
            kicker="Onboarding",
            more=markdown.plain(guide.body),
        ),
        finish=partial(finished, context),
    )
