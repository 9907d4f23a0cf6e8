"""A page for each story."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from generator import languages
from generator.edition import ShownDetails, ShownPerson, ShownStory
from generator.media.images import Picture
from generator.outputs.context import OutputContext
from generator.outputs.grouping import neighbours, teams_of
from generator.outputs.selection import RelatedStories
from generator.outputs.site.pictures import picture_of
from generator.outputs.site.share_pictures import picture_of as picture_of_link
from generator.outputs.site.share_pictures import stories_with_pictures
from generator.outputs.site.story_letters import letters
from generator.rendering.artifacts import SITE_PICTURE, Body, Facet, PrintedPage, SearchEntry
from generator.text import locales, markdown, typography
from generator.text.markdown import Heading
from generator.text.reading import count_words

ROOT = "../../"
RELATED = 3
_WORDS_A_MINUTE = 238
_LONG = 2
"""The minutes from which on a story says how long it is."""
_SHORT = 2 * _WORDS_A_MINUTE - 1
"""Texts of up to this many characters are always below 1.5 minutes: a character counts as at most 0.75 words."""


class StoryFacts(NamedTuple):
    """What the pages of stories know of one another."""

    related: RelatedStories
    told_again: frozenset[int]
    """The keys of people who are in more than one story."""
    helpers: Mapping[int | None, int]
    """The numbers of people on the page that says whom to ask, by their keys."""
    details: Mapping[int | None, ShownDetails]
    """What is said of people beside their names, by their keys."""


class StoryPage(NamedTuple):
    """What one story's page is made of."""

    context: OutputContext
    facts: StoryFacts
    story: ShownStory

    def body(self) -> Body:
        return _body(*self)

    def entry(self) -> SearchEntry:
        return _entry(self.context, self.story)


class StoryText(NamedTuple):
    """What a story's page says of it, beside its fields."""

    body: str
    """The prose as HTML."""
    headings: tuple[Heading, ...]
    picture: Picture | None
    standfirst: str
    minutes: int
    """How long it takes to read; 0 for a short story."""


class ShownRole(NamedTuple):
    """Somebody in a story: what they did in it, and where else they can be found."""

    who: ShownPerson
    is_giver: bool
    stories: str | None
    """What the search finds their stories by."""
    number: int | None
    """Their number on the page that says whom to ask."""
    details: ShownDetails
    """What they let be said of them."""


def make(context: OutputContext) -> Iterator[PrintedPage]:
    """Pages `stories/<id>/`, newest first. Their prose is rendered when they are printed."""
    edition = context.edition
    related = RelatedStories(edition.stories)
    counts = Counter(who.person_key for s in edition.stories for who in set(_named(s)))
    facts = StoryFacts(
        related,
        frozenset(key for key, count in counts.items() if key is not None and count > 1),
        {each.who.person_key: n for n, each in enumerate(edition.helpers, 1) if each.who.named},
        dict(edition.details.items()),
    )
    with_pictures = stories_with_pictures(context)
    for story in context.edition.stories:
        page = StoryPage(context, facts, story)
        yield PrintedPage(
            f"stories/{story.id}/",
            "story",
            story.title,
            page.body,
            story.summary,
            search=page.entry,
            picture=picture_of_link(story.id) if story.id in with_pictures else SITE_PICTURE,
        )


def _entry(context: OutputContext, story: ShownStory) -> SearchEntry:
    """A story in the search index, with the facets that lists can be filtered by."""
    words = context.words
    givers, receivers = (
        words.separators.comma.join(person.text for person in who)
        for who in (story.givers, story.receivers)
    )
    facets: list[tuple[Facet, str]] = [("kind", story.kind), ("year", str(story.date.year))]
    facets.append(("month", f"{story.date:%Y-%m}"))
    facets += (("theme", slug) for slug in story.themes)
    facets += (("team", slug) for slug in teams_of(story))
    return SearchEntry(
        story.title,
        story.summary if story.has_own_summary else "",
        tuple(context.edition.themes[slug].title for slug in story.themes),
        locales.who_helped_whom(givers, receivers, words),
        context.render.kinds[story.kind].title,
        str(story.date),
        more=partial(_text, story, story.lang or context.edition.site.language),
        facets=tuple(facets),
        lang=story.lang,
    )


def _text(story: ShownStory, lang: str) -> str:
    """What a story's page says, in its order, as plain text, and the names in the script of the site."""
    quote = story.quote and f"{story.quote.text}\n\n{story.quote.by.text}"
    alt = story.image and story.image.alt
    body = markdown.plain(story.body, lang)
    names = " ".join(filter(None, (person.in_site_script for person in story.people)))
    notes = (correction.note for correction in story.corrections)
    return "\n\n".join(filter(None, (story.ask, alt, body, quote, story.outcome, *notes, names)))


def _named(story: ShownStory) -> tuple[ShownPerson, ...]:
    """The people in a story who are named."""
    return tuple(who for who in story.people if who.named and not who.is_team)


def _roles(facts: StoryFacts, story: ShownStory) -> tuple[ShownRole, ...]:
    """The people in a story who are named, each once, as the site's own texts name them."""
    return tuple(
        ShownRole(
            who.on_site,
            who in story.givers,
            who.on_site.text if who.person_key in facts.told_again else None,
            facts.helpers.get(who.person_key),
            facts.details.get(who.person_key, ShownDetails()),
        )
        for who in dict.fromkeys(_named(story))
    )


def reading_minutes(text: str) -> int:
    """How many minutes it takes to read a text silently.

    Adults read 238 English words in a minute (M. Brysbaert, "How many words do we read per minute?",
    Journal of Memory and Language 109, 2019).
    """
    return round(count_words(text) / _WORDS_A_MINUTE)


def _standfirst(story: ShownStory, text: str) -> str:
    """The summary, where the story does not begin with it."""
    if not (story.body and story.has_own_summary):
        return ""
    words = story.summary.removesuffix("…").split()
    start = text.split(None, len(words))[: len(words)]
    return "" if " ".join(start).startswith(" ".join(words)) else story.summary


def story_text(
    context: OutputContext,
    story: ShownStory,
    root: str,
    *,
    title: int = 1,
    number: int | None = None,
    linked: set[str] | None = None,
) -> StoryText:
    """A story's text for its own page, or for a page with several.

    Args:
        context: The edition, laid out.
        story: The story.
        root: Leads from the page to the site's own.
        title: The level of its title.
        number: Its number on a page with several.
        linked: The terms that the page has linked to the glossary so far.

    """
    lang = story.lang or context.edition.site.language
    rendered = markdown.html(story.body, lang, title=title, number=number)
    text = markdown.plain(story.body, lang)
    minutes = reading_minutes(text) if len(text) > _SHORT else 0
    return StoryText(
        context.glossary.link(rendered.html, f"{root}glossary/", linked),
        rendered.headings,
        picture_of(context, story),
        _standfirst(story, text),
        minutes if minutes >= _LONG else 0,
    )


def _body(context: OutputContext, facts: StoryFacts, story: ShownStory) -> Body:
    text = story_text(context, story, ROOT)
    position = context.groups.threads.get(story.id)
    older, newer = neighbours(story, context.edition.stories)
    around = position.around() if position else ()
    linked = [s.id for s in (older, newer, *around) if s]
    address = f"{context.base}stories/{story.id}/"
    begun = letters(story, address, context.edition.site.contact, context.words)
    html = context.render(
        "site/story.html",
        story=story,
        text=text,
        share=_share_text(story, story.lang or context.edition.site.language),
        root=ROOT,
        address=address,
        roles=_roles(facts, story),
        letters=begun[:2],
        change=begun.change,
        older=older,
        newer=newer,
        thread=around,
        chain=position.thread if position else (),
        related=facts.related.of(story, RELATED, linked),
        edit=edit_url(context, story.source),
    )
    return Body(html, text.headings)


def _share_text(story: ShownStory, lang: str) -> str:
    """What somebody shares of a story: its title, with the quotation marks of its language, and its
    summary.
    """
    if not story.has_own_summary or story.title.endswith("…"):
        return story.summary
    return (
        f"{typography.quoted(story.title, lang)}{languages.separators(lang).colon}{story.summary}"
    )


def edit_url(context: OutputContext, source: str | None) -> str | None:
    """The page on the repository's website that edits one of its files."""
    repository = context.edition.site.repository
    if repository is None or source is None:
        return None
    edit = "-/edit" if repository.kind == "gitlab" else "edit"
    return f"{repository.url.rstrip('/')}/{edit}/{repository.branch}/{quote(source)}"
