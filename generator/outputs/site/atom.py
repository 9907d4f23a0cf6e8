"""The Atom feed of the newest stories (RFC 4287)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from generator.edition import ShownStory
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import File
from generator.text import locales, markdown

NEWEST = 30


def make(context: OutputContext) -> Iterator[File]:
    """The file `feed.xml`. Each entry has the days when its story was told and last corrected, at
    midnight UTC; nothing else about a story changes them.
    """
    stories = newest(context.edition.stories)
    entries = [(story, content(context, story)) for story in stories]
    updated = max((story.updated for story in stories), default=context.edition.today)
    text = context.render("site/feed.xml", base=context.base, entries=entries, updated=updated)
    yield File("feed.xml", text.encode())


def newest(stories: Iterable[ShownStory]) -> list[ShownStory]:
    """The stories of a feed: those told last come first, whenever they happened."""
    return sorted(stories, key=lambda story: story.published, reverse=True)[:NEWEST]


def content(context: OutputContext, story: ShownStory) -> str:
    """A story as HTML that is read outside its page, with what was corrected since."""
    lang, words = story.lang or context.edition.site.language, context.words
    html = markdown.html(story.body, lang).html
    page = f"{context.base}stories/{story.id}/"
    text = markdown.standalone(html or markdown.paragraphs(story.summary), page)
    return turned(text, lang) + turned(
        "".join(
            Markup("\n<p>{} {}</p>").format(
                words.gettext("Corrected on %(day)s:", day=locales.date(each.date, words.lang)),
                each.note,
            )
            for each in story.corrections
        ),
        words.lang,
    )


def turned(html: str, lang: str) -> str:
    """HTML for programs that read from left to right unless they are told otherwise."""
    return f'<div dir="rtl">{html}</div>' if html and locales.direction(lang) == "rtl" else html
