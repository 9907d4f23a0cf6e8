"""The norms with stories that show them, the glossary, and phrases to borrow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.model import Occasion, Term
from generator.model.ids import id_like
from generator.outputs.context import OutputContext
from generator.outputs.selection import guide_stories
from generator.rendering.artifacts import Page

STORIES_PER_NORM = 2
OCCASION_TITLES = {
    Occasion.ASKING: "To ask",
    Occasion.OFFERING: "To offer",
    Occasion.DECLINING: "To decline",
    Occasion.THANKING: "To thank",
}


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `norms/index.md`, `glossary/index.md` and `words/index.md`, unless they are empty."""
    edition = context.edition
    if edition.norms:
        norms = [
            (slug, norm, guide_stories(edition, norm.themes, slug, STORIES_PER_NORM, norms=(norm,)))
            for slug, norm in edition.norms.items()
        ]
        yield _page(
            context, "norms", "How we go about it", "What we hold each other to.", norms=norms
        )
    if edition.glossary:
        yield _page(
            context,
            "glossary",
            "Words of ours",
            "What we mean when we say it.",
            terms=sorted(edition.glossary.items(), key=_alphabetical),
            anchor=id_like,
        )
    if edition.phrases:
        groups = [
            (title, [p for p in edition.phrases.items() if p[1].occasion is occasion])
            for occasion, title in OCCASION_TITLES.items()
        ]
        yield _page(
            context,
            "words",
            "Words to borrow",
            "For asking, offering, declining and thanking: take them and change them.",
            groups=[(title, phrases) for title, phrases in groups if phrases],
        )


def _page(context: OutputContext, name: str, title: str, lede: str, **values: object) -> Page:
    html = context.render(f"site/{name}.html", title=title, lede=lede, root="../", **values)
    return Page.from_html(f"{name}/index.md", title, html, lede)


def _alphabetical(entry: tuple[str, Term]) -> str:
    return unicodedata.normalize("NFKD", entry[0].casefold())
