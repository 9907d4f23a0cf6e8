"""The paths through onboarding: one page that shows them, and each whole, to print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.edition import ShownGuide
from generator.model.organisation import REFERENCE
from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories
from generator.outputs.selection import first_reads
from generator.outputs.site.guides import (
    TEMPLATE,
    guide_content,
    guide_html,
    paths_of,
    sorted_guides,
    steps_of,
)
from generator.outputs.site.learning import glossary_terms
from generator.rendering.artifacts import Page

FIRST_READS = 3
"""How many stories a newcomer is offered to start with."""
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
    edition, _ = context.edition, context.words.gettext
    guides = sorted_guides(context)
    if not guides:
        return
    paths = [path for slug in paths_of(context) if (path := _path(context, slug, guides)).steps]
    first = first_reads(edition, FIRST_READS)
    html = context.render(
        "site/onboarding.html",
        root="../",
        paths=paths,
        has_checklists=any(path.checklist for path in paths),
        first_reads=first,
        why_these=_why_these(context, first),
        reference=[guide for guide in guides if guide.step == REFERENCE],
        norms=edition.norms,
        scenarios=edition.scenarios,
        phrases=edition.phrases,
        glossary=glossary_terms(context),
        helpers=edition.helpers,
    )
    yield Page.from_html(
        "onboarding/index.md",
        _("Onboarding"),
        html,
        _("Your first three months, told by people who have been through them."),
        TEMPLATE,
    )
    for path in paths:
        yield _whole_path(context, path)
        if path.checklist:
            title = _("Checklist: %(path)s", path=path.title)
            html = context.render(
                "site/checklists.html", root="../../", title=title, lists=path.checklists
            )
            yield Page.from_html(f"onboarding/{path.checklist}.md", title, html, template=TEMPLATE)


def _why_these(context: OutputContext, stories: Stories) -> str:
    """How the stories to start with were chosen. Of one story, nothing is said."""
    _ = context.words.gettext
    if len(stories) < 2:
        return ""
    if any(story.ask for story in stories):
        return _(
            "The program chose these, and chooses again each month: recent, short, from different teams and "
            "about different themes where it can. In at least one of them, someone asks."
        )
    return _(
        "The program chose these, and chooses again each month: recent, short, from different teams and "
        "about different themes where it can."
    )


def _path(context: OutputContext, slug: str, guides: tuple[ShownGuide, ...]) -> OnboardingPath:
    steps = (
        (title, tuple(g for g in guides if g.path == slug and g.step == step))
        for step, title in steps_of(context).items()
        if step != REFERENCE
    )
    return OnboardingPath(slug, paths_of(context)[slug], tuple(step for step in steps if step[1]))


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
        context.words.gettext("%(path)s: the whole path", path=path.title),
        "\n\n".join(pieces),
        inserts,
        context.words.gettext("Every step on one page, to print or to read offline."),
        TEMPLATE,
        hide=("toc",),
        finish=lambda html: guide_html(context, _lower_headings(html)),
    )


def _lower_headings(html: str) -> str:
    """HTML with every heading one level lower."""
    return _HEADING.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", html)
