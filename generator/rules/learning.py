"""Onboarding keeps its word: norms are shown by stories, terms are used, nothing has gone stale."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.codes import code
from generator.diagnostics import Diagnostic, did_you_mean
from generator.fresh import stale
from generator.glossary import Glossary
from generator.ids import id_like
from generator.model import Channel, Guide, Library, Norm, Story
from generator.reading.source import document, locate

_TO_TERM = re.compile(r"glossary/(?:index\.md)?#([\w-]+)")
_TOLD = re.compile(r"^<!--\s*story:\s*([a-z0-9-]+)\s*-->[ \t]*$", re.MULTILINE)


def check(library: Library) -> Iterator[Diagnostic]:
    """L111 for a norm that no story shows, L112 for a step without a fresh story, L113 for a guide
    that tells a stale one; G131 for a term that is not defined, G132 for one that is never used.
    """
    if not library.stories:
        return  # there is one thing to say of that, and L102 says it
    told = [story for story in library.stories if _may_stand(story, library)]
    for norm in library.settings.norms.values():
        if not any(_proves(story, norm, library) for story in told):
            yield code("L111")(
                locate(norm),
                f'no story shows the norm "{norm.title}"',
                "ask for one; until then the norm stands alone on its page",
            )
    for guide in library.settings.guides:
        yield from _stories_of(guide, told, library)
    yield from _terms(library)


def _may_stand(story: Story, library: Library) -> bool:
    """Whether a story is meant for onboarding pages on the site."""
    here = story.channels is None or {Channel.SITE, Channel.ONBOARDING} <= set(story.channels)
    return here and not (story.withdrawn and story.withdrawn <= library.today)


def _stale(story: Story, library: Library, norms: Iterable[Norm]) -> str | None:
    people = library.settings.people
    left = (people[id_].left for id_ in story.people if id_ in people)
    farewell = any(day and day <= library.today for day in left)
    rules = library.settings.site.onboarding
    return stale(story.date, farewell, library.today, rules, tuple(norms))


def _proves(story: Story, norm: Norm, library: Library) -> bool:
    return bool(_themes(story, library) & set(norm.themes)) and not _stale(story, library, [norm])


def _themes(story: Story, library: Library) -> set[str]:
    default = library.settings.default_theme
    return set(story.themes) or ({default} if default else set())


def _stories_of(guide: Guide, told: list[Story], library: Library) -> Iterator[Diagnostic]:
    known = library.settings.norms
    norms = [known[slug] for slug in guide.norms if slug in known]
    themes = {*guide.themes, *(theme for norm in norms for theme in norm.themes)}
    by_id = {story.id: story for story in told}
    named = list(_TOLD.finditer(guide.body))
    for match in named:
        story = by_id.get(match[1])
        if story and (why := _stale(story, library, norms)):
            yield code("L113")(
                document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                f'the guide tells the story "{story.id}", and {why}',
                "keep it if it still says how it is here, or name another",
            )
    fits = [story for story in told if _themes(story, library) & themes]
    if themes and not any(not _stale(story, library, norms) for story in fits):
        found = "they have all gone stale" if fits else "there is none"
        yield code("L112")(
            locate(guide, "themes" if guide.themes else "norms"),
            f"this page wants stories of its themes and norms, and {found}",
            "ask for a new one, or give the page another theme",
        )


def _terms(library: Library) -> Iterator[Diagnostic]:
    terms = library.settings.glossary
    if not terms:
        return
    glossary = Glossary(terms)
    anchors = {id_like(word): word for word in terms}
    for term in terms.values():
        for at, other in enumerate(term.see):
            if other not in terms:
                yield code("G131")(
                    locate(term, "see", at),
                    f'the term "{other}" is not defined',
                    did_you_mean(other, terms) + "Terms are listed in site_config/glossary.yml.",
                )
    for guide in library.settings.guides:
        for match in _TO_TERM.finditer(guide.body):
            if match[1] not in anchors:
                yield code("G131")(
                    document(guide).locate_in("body", offset=match.start(), length=len(match[0])),
                    f'there is no term at "#{match[1]}"',
                    did_you_mean(match[1], anchors)
                    + "Terms are listed in site_config/glossary.yml.",
                )
    texts = ("\n".join((s.body, *s.prose().values())) for s in library.stories)
    unused = dict(terms)
    for text in (*(guide.body for guide in library.settings.guides), *texts):
        if used := glossary.used(text):
            unused = {word: term for word, term in unused.items() if word not in used}
            glossary = Glossary(unused)
    referred = {other for term in terms.values() for other in term.see}
    for word in unused:
        if word not in referred:
            yield code("G132")(
                locate(terms[word]),
                f'no story and no guide uses the term "{word}"',
                "add the form in which it is used under also, or delete it",
            )
