"""The norms with stories that show them, the glossary, and phrases to borrow."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import partial

from generator.languages.messages import noted
from generator.mentoring.milestones import milestones
from generator.model import Occasion, PracticeKind, Term
from generator.outputs.context import OutputContext
from generator.outputs.selection import guide_stories
from generator.rendering.artifacts import Page, SearchEntry
from generator.text.glossary import anchor_of

STORIES_PER_NORM = 2
OCCASION_TITLES = {
    Occasion.ASKING: noted("Asking"),
    Occasion.OFFERING: noted("Offering"),
    Occasion.DECLINING: noted("Declining"),
    Occasion.THANKING: noted("Thanking"),
}


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `norms/index.md`, `glossary/index.md` and `words/index.md`, unless they are empty."""
    edition, _ = context.edition, context.words.gettext
    if edition.norms:
        norms = [
            (slug, norm, guide_stories(edition, norm.themes, slug, STORIES_PER_NORM, norms=(norm,)))
            for slug, norm in edition.norms.items()
        ]
        yield _page(
            context,
            "norms",
            _("How we work"),
            _("What we expect of each other, with stories that show it."),
            {
                slug: SearchEntry(
                    norm.title,
                    norm.text,
                    kicker=_("How we work"),
                    more=partial("\n\n".join, (*norm.looks_like, *norm.not_)),
                )
                for slug, norm in edition.norms.items()
            },
            norms=norms,
        )
    if terms := glossary_terms(context):
        yield _page(
            context,
            "glossary",
            _("Glossary"),
            _("What we mean by the words we use."),
            {
                anchor_of(word): SearchEntry(word, term.meaning, kicker=_("Glossary"))
                for word, term in terms.items()
            },
            terms=sorted(terms.items(), key=_alphabetical),
            anchor=anchor_of,
        )
    if edition.phrases:
        groups = [
            (_(title), [p for p in edition.phrases.items() if p[1].occasion is occasion])
            for occasion, title in OCCASION_TITLES.items()
        ]
        yield _page(
            context,
            "words",
            _("Phrases you can use"),
            _("For asking, offering, declining and thanking. Take them and make them your own."),
            {
                slug: SearchEntry(
                    phrase.title,
                    phrase.text,
                    kicker=_("Phrases you can use"),
                    more=partial(str, phrase.when or ""),
                )
                for slug, phrase in edition.phrases.items()
            },
            groups=[(title, phrases) for title, phrases in groups if phrases],
        )


def glossary_terms(context: OutputContext) -> Mapping[str, Term]:
    """The organisation's terms, and where there are mentoring pairs the milestones of a season.

    The organisation's own explanation of a milestone takes the place of ours.
    """
    edition, own = context.edition, context.edition.glossary
    if not any(each.kind == PracticeKind.MENTORING_PAIRS for each in edition.practices):
        return own
    known = {word.casefold() for term, entry in own.items() for word in (term, *entry.also)}
    added = {each.title: Term(meaning=each.meaning) for each in milestones(context.words)}
    return {w: term for w, term in added.items() if w.casefold() not in known} | dict(own)


def _page(
    context: OutputContext,
    name: str,
    title: str,
    lede: str,
    places: Mapping[str, SearchEntry],
    **values: object,
) -> Page:
    html = context.render(f"site/{name}.html", title=title, lede=lede, root="../", **values)
    return Page.from_html(f"{name}/index.md", title, html, lede, places=places)


def _alphabetical(entry: tuple[str, Term]) -> str:
    return unicodedata.normalize("NFKD", entry[0].casefold())
