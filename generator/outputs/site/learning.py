"""The norms with the stories that prove them, the glossary, and words to borrow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from generator.model import Occasion, Term
from generator.model.ids import id_like
from generator.outputs.context import OutputContext
from generator.outputs.selection import for_guide
from generator.rendering.artifacts import Page

PROOFS = 2
"""How many stories stand with a norm."""
OCCASIONS = {
    Occasion.ASKING: "To ask",
    Occasion.OFFERING: "To offer",
    Occasion.DECLINING: "To decline",
    Occasion.THANKING: "To thank",
}


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `norms/index.md`, `glossary/index.md` and `words/index.md`, where there are any."""
    edition = context.edition
    if edition.norms:
        norms = [
            (slug, norm, for_guide(edition, norm.themes, slug, PROOFS, norms=(norm,)))
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
            for occasion, title in OCCASIONS.items()
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
    return Page(f"{name}/index.md", title, "insertall", {"insertall": html}, lede, hide=("toc",))


def _alphabetical(entry: tuple[str, Term]) -> str:
    return unicodedata.normalize("NFKD", entry[0].casefold())
