"""The paths through onboarding: one page that shows them, and each whole, to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.edition import ShownGuide
from generator.outputs.context import OutputContext
from generator.outputs.site.guides import PATHS, REFERENCE, STEPS, finished, in_order, woven
from generator.rendering.artifacts import Page

_HEADING = re.compile(r"(?<=<)(/?h)([2-5])(?=[\s>])")


class Way(NamedTuple):
    """A path through the guides, from before the first day on."""

    slug: str
    title: str
    steps: tuple[tuple[str, tuple[ShownGuide, ...]], ...]

    @property
    def guides(self) -> tuple[ShownGuide, ...]:
        return tuple(guide for _, guides in self.steps for guide in guides)

    @property
    def whole(self) -> str:
        """The address of the page that holds all of it."""
        return f"path-{self.slug}"

    @property
    def checklist(self) -> str | None:
        """The address of its checklists on one page, if its guides have any."""
        return f"checklist-{self.slug}" if any(g.checklist for g in self.guides) else None


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `onboarding/index.md`, and for each path `path-<slug>.md` and
    `checklist-<slug>.md`.
    """
    edition = context.edition
    guides = in_order(edition.guides)
    if not guides:
        return
    ways = [way for slug in PATHS if (way := _way(slug, guides)).steps]
    html = context.render(
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
    for way in ways:
        yield _whole(context, way)
        if way.checklist:
            lists = [(g.id, g.title, g.checklist) for g in way.guides if g.checklist]
            title = f"Checklist: {way.title}"
            html = context.render("site/checklists.html", root="../../", title=title, lists=lists)
            yield Page(
                f"onboarding/{way.checklist}.md",
                title,
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


def _whole(context: OutputContext, way: Way) -> Page:
    """Every step of a path on one page, for paper and for an evening without a connection."""
    pieces: list[str] = []
    inserts: dict[str, str] = {}
    for number, (step, guide) in enumerate((s, g) for s, guides in way.steps for g in guides):
        prefix = f"insert{number}x"
        made = woven(context, guide, prefix, level=3)
        inserts |= made.inserts
        inserts[f"{prefix}head"] = context.render("site/leg.html", step=step, guide=guide)
        pieces += [f"{prefix}head", made.text]
    return Page(
        f"onboarding/{way.whole}.md",
        f"{way.title}: the whole path",
        "\n\n".join(pieces),
        inserts,
        "Every step on one page, to print or to read through.",
        hide=("toc",),
        finish=lambda html: finished(context, _lower(html)),
    )


def _lower(html: str) -> str:
    """HTML whose headings stand one level below where they stood."""
    return _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", html)
