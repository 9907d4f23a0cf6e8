"""The paths through onboarding: one page that shows them, and each whole, to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.edition import ShownGuide
from generator.outputs.context import OutputContext
from generator.outputs.site.guides import (
    PATHS,
    REFERENCE,
    STEPS,
    guide_content,
    guide_html,
    sorted_guides,
)
from generator.rendering.artifacts import Page

_HEADING = re.compile(r"(?<=<)(/?h)([2-5])(?=[\s>])")


class OnboardingPath(NamedTuple):
    """A path through the guides: the title and the guides of each step."""

    slug: str
    title: str
    steps: tuple[tuple[str, tuple[ShownGuide, ...]], ...]

    @property
    def whole(self) -> str:
        """The name of the page that holds the whole path."""
        return f"path-{self.slug}"

    @property
    def checklists(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """The checklists of its guides, each with the guide's id and title."""
        guides = (guide for _, guides in self.steps for guide in guides)
        return [(guide.id, guide.title, guide.checklist) for guide in guides if guide.checklist]

    @property
    def checklist(self) -> str | None:
        """The name of the page with all checklists. None if there are none."""
        return f"checklist-{self.slug}" if self.checklists else None


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `onboarding/index.md`, and for each path `path-<slug>.md` and
    `checklist-<slug>.md`.
    """
    edition = context.edition
    guides = sorted_guides(edition.guides)
    if not guides:
        return
    paths = [path for slug in PATHS if (path := _path(slug, guides)).steps]
    html = context.render(
        "site/onboarding.html",
        root="../",
        paths=paths,
        reference=[guide for guide in guides if guide.step == REFERENCE],
        norms=edition.norms,
        scenarios=edition.scenarios,
        phrases=edition.phrases,
        glossary=edition.glossary,
        helpers=edition.helpers,
    )
    yield Page.from_html(
        "onboarding/index.md",
        "Onboarding",
        html,
        "Your first three months, shown by people who had them.",
    )
    for path in paths:
        yield _whole_path(context, path)
        if path.checklist:
            title = f"Checklist: {path.title}"
            html = context.render(
                "site/checklists.html", root="../../", title=title, lists=path.checklists
            )
            yield Page.from_html(f"onboarding/{path.checklist}.md", title, html)


def _path(slug: str, guides: tuple[ShownGuide, ...]) -> OnboardingPath:
    steps = (
        (title, tuple(g for g in guides if g.path == slug and g.step == step))
        for step, title in STEPS.items()
        if step != REFERENCE
    )
    return OnboardingPath(slug, PATHS[slug], tuple(step for step in steps if step[1]))


def _whole_path(context: OutputContext, path: OnboardingPath) -> Page:
    """Every step of a path on one page, to print or to read offline."""
    pieces: list[str] = []
    inserts: dict[str, str] = {}
    for number, (step, guide) in enumerate((s, g) for s, guides in path.steps for g in guides):
        prefix = f"insert{number}x"
        content = guide_content(context, guide, prefix, level=3)
        inserts |= content.inserts
        inserts[f"{prefix}head"] = context.render("site/leg.html", step=step, guide=guide)
        pieces += [f"{prefix}head", content.markdown]
    return Page(
        f"onboarding/{path.whole}.md",
        f"{path.title}: the whole path",
        "\n\n".join(pieces),
        inserts,
        "Every step on one page, to print or to read through.",
        hide=("toc",),
        finish=lambda html: guide_html(context, _lower_headings(html)),
    )


def _lower_headings(html: str) -> str:
    """HTML with every heading one level lower."""
    return _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", html)
