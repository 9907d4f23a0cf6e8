"""The onboarding pages, with stories inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generator.edition import ShownGuide
from generator.languages.messages import noted
from generator.model.organisation import REFERENCE
from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories, by_id
from generator.outputs.selection import guide_stories
from generator.outputs.site.story import edit_url
from generator.rendering.artifacts import Page, SearchEntry
from generator.text import markdown

STEPS = {
    "before": noted("Before day 1"),
    "day-1": noted("Day 1"),
    "week-1": noted("Week 1"),
    "day-30": noted("Day 30"),
    "day-60": noted("Day 60"),
    "day-90": noted("Day 90"),
    "reference": noted("For reference"),
}
PATHS = {"everyone": noted("For everyone"), "managers": noted("For new managers")}
TEMPLATE = "onboarding.html"
"""The theme's template of pages with checklists or paths: their style and their script."""
_MARKER = re.compile(r"^<!--\s*(?:stories|story:\s*([a-z0-9-]+))\s*-->[ \t]*$", re.MULTILINE)

_SECTION = re.compile(r"^#{1,6} ", re.MULTILINE)


class GuideContent(NamedTuple):
    """A guide's Markdown, and the finished HTML to insert into it (see `Page.inserts`)."""

    markdown: str
    inserts: dict[str, str]


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `onboarding/<slug>.md`."""
    guides = sorted_guides(context)
    for guide in guides:
        path = [g for g in guides if g.path == guide.path and g.step != REFERENCE]
        yield _page(context, guide, path if guide in path else [])


def sorted_guides(context: OutputContext) -> tuple[ShownGuide, ...]:
    """Guides by path, then step, then the order within it."""
    paths, steps = list(paths_of(context)), list(steps_of(context))
    return tuple(
        sorted(
            context.edition.guides,
            key=lambda g: (paths.index(g.path), steps.index(g.step), g.order, g.id),
        )
    )


def paths_of(context: OutputContext) -> dict[str, str]:
    """The titles of the paths by their ids: the organisation's own, or ours in its language."""
    own = context.edition.site.onboarding.paths
    return dict(own) or {id_: context.words.gettext(title) for id_, title in PATHS.items()}


def steps_of(context: OutputContext) -> dict[str, str]:
    """The titles of the steps by their ids, in their order. What belongs to no step comes last."""
    own = context.edition.site.onboarding.steps
    titles = {id_: context.words.gettext(title) for id_, title in STEPS.items()}
    return {**own, REFERENCE: own.get(REFERENCE, titles[REFERENCE])} if own else titles


def guide_content(
    context: OutputContext, guide: ShownGuide, prefix: str = "insert", level: int = 2
) -> GuideContent:
    """A guide with its reason, its norms, its stories and its checklist.

    `prefix` begins the key of each insert, and `level` is that of the headings in it.
    """
    inserts: dict[str, str] = {}

    def insert(name: str, template: str, **values: object) -> str:
        inserts[f"{prefix}{name}"] = context.render(template, root="../../", **values)
        return f"{prefix}{name}"

    body = guide.body
    markers = [match[1] for match in markdown.outside_code(_MARKER, body)]
    if None not in markers:
        body = f"{body.rstrip()}\n\n<!-- stories -->\n"
    norms = {s: context.edition.norms[s] for s in guide.norms if s in context.edition.norms}
    told = by_id(context.edition.stories, filter(None, markers))
    drawn = guide_stories(
        context.edition,
        [*guide.themes, *(theme for norm in norms.values() for theme in norm.themes)],
        guide.id,
        context.edition.site.onboarding.stories,
        [id_ for id_ in markers if id_ in told],
        tuple(norms.values()),
    )

    def insert_stories(match: re.Match[str]) -> str:
        nonlocal drawn
        stories: Stories = ()
        if match[1] in told:
            stories = (told[match[1]],)
        elif match[1] is None:  # only the first marker without an id shows what was drawn
            stories, drawn = drawn, ()
        if not stories:
            return ""
        below = level + bool(_SECTION.search(body, 0, match.start()))
        key = insert(f"stories{len(inserts)}", "site/cards.html", stories=stories, level=below)
        return f"\n{key}\n"

    _ = context.words.gettext
    text = markdown.replace_outside_code(_MARKER, insert_stories, body).strip()
    pieces = [
        insert("why", "site/why.html", why=guide.why) if guide.why else "",
        insert("norms", "site/guide_norms.html", guide=guide, norms=list(norms.items()))
        if norms
        else "",
        text,
        insert(
            "checklist",
            "site/checklist.html",
            id=guide.id,
            heading=_("Checklist") if level == 2 else _("%(title)s: checklist", title=guide.title),
            items=guide.checklist,
            level=level,
            hub=level == 2,
        )
        if guide.checklist
        else "",
    ]
    return GuideContent("\n\n".join(filter(None, pieces)) + "\n", inserts)


def guide_html(context: OutputContext, html: str) -> str:
    """A guide's rendered HTML, cleaned and with its glossary terms explained."""
    return context.glossary.link(
        markdown.clean_guide(html, context.edition.site.language), page="../../glossary/"
    )


def _text(guide: ShownGuide, language: str) -> str:
    """What a guide says, as plain text, without the norms and stories that it shows."""
    body = markdown.plain(guide.body, language)
    return "\n\n".join(filter(None, (guide.why, body, *guide.checklist)))


def _page(context: OutputContext, guide: ShownGuide, path: list[ShownGuide]) -> Page:
    text, inserts = guide_content(context, guide)
    if path:
        index = path.index(guide)
        inserts["insertturn"] = context.render(
            "site/step.html",
            title=paths_of(context)[guide.path],
            number=index + 1,
            count=len(path),
            before=path[index - 1] if index else None,
            after=path[index + 1] if index + 1 < len(path) else None,
        )
        text = f"{text}\ninsertturn\n"
    return Page(
        f"onboarding/{guide.id}.md",
        guide.title,
        text,
        inserts,
        guide.description,
        TEMPLATE,
        source=edit_url(context, guide.source),
        search=SearchEntry(
            guide.title,
            guide.description or "",
            kicker=context.words.gettext("Onboarding"),
            more=partial(_text, guide, context.edition.site.language),
        ),
        finish=partial(guide_html, context),
    )
