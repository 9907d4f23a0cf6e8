"""Redaction: a story as an edition may show it, with some people named and the others not."""

from __future__ import annotations

from collections.abc import Iterable

from generator.consent.decision import decide
from generator.consent.display import Directory, DisplayNames
from generator.consent.permissions import Permissions
from generator.edition import Redacted, ShownImage, ShownPerson, ShownQuote, ShownStory, Withheld
from generator.model import ShowAs, Story, without_repeats
from generator.record import Scan
from generator.text import markdown

_TITLE_LENGTH = 80
_SUMMARY_LENGTH = 280
_STORIES = "stories/"
"""Part of every story's address."""


def redact_story(
    story: Story, scan: Scan, editions: Iterable[Permissions], directory: Directory
) -> tuple[Redacted, ...]:
    """The story as each edition may show it. Editions that name the same people share one object."""
    by_named: dict[frozenset[str], ShownStory] = {}
    redacted: list[Redacted] = []
    for permissions in editions:
        decision = decide(story.meta, scan, permissions)
        if not decision.shown:
            tombstone = decision.leaves_tombstone
            redacted.append(Withheld.TOMBSTONE if tombstone else Withheld.HIDDEN)
            continue
        shown = by_named.get(decision.named)
        if shown is None:
            shown = by_named[decision.named] = redact(story, scan, decision.named, directory)
        redacted.append(shown)
    return tuple(redacted)


def redact(story: Story, scan: Scan, named: frozenset[str], directory: Directory) -> ShownStory:
    """The story as it reads where exactly `named` may be named."""
    marks = scan.marks
    names = DisplayNames.of(directory, story.id, story.lang, named, story.date)
    givers = tuple([names.shown(ref) for ref in without_repeats(story.givers)])
    receivers = tuple([names.shown(ref) for ref in without_repeats(story.receivers)])

    def plain(name: str, text: str | None) -> str | None:
        return names.plain(text, marks.get(name, ())) if text else None

    title, summary = plain("title", story.title), plain("summary", story.summary)
    ask, outcome = plain("ask", story.ask), plain("outcome", story.outcome)
    body = names.markdown(story.markdown, marks.get("body", ()))
    quote = None
    if story.quote is not None:
        words = names.plain(story.quote.text, marks.get("quote.text", ()))
        quote = ShownQuote(words, names.shown(story.quote.by))
    lead = ""  # shortened as it was typed, and then typeset
    if not (title and summary):
        if scan.lead:
            lead = names.words(scan.lead, marks.get("lead", ()))
        elif story.summary:
            lead = names.words(story.summary, marks.get("summary", ()))
    default = directory.settings.default_theme
    themes = story.themes or ((default,) if default else ())
    title = title or names.set(
        markdown.shorten(markdown.first_sentence(lead) or story.id, _TITLE_LENGTH)
    )
    summary = summary or names.set(markdown.shorten(lead, _SUMMARY_LENGTH))
    image = _image(story, scan, names, givers + receivers)
    texts = (title, summary, body, ask, outcome, quote and quote.text, image and image.alt)
    return ShownStory(
        story.id,
        story.date,
        story.kind,
        title,
        summary,
        givers,
        receivers,
        tuple(dict.fromkeys(themes)),
        body,
        ask,
        outcome,
        quote,
        story.continues,
        story.lang,
        image,
        story.origin.path if names_everyone(story, scan, named, directory) else None,
        not directory.gone.isdisjoint(scan.people),
        _STORIES in "\n".join(filter(None, texts)),
    )


def _image(
    story: Story, scan: Scan, names: DisplayNames, people: tuple[ShownPerson, ...]
) -> ShownImage | None:
    """The picture, if everyone who gave, received or is mentioned is named: it shows faces."""
    image, path = story.image, story.meta.image
    if image is None or path is None or not may_show_picture(scan, names.named, people):
        return None
    return ShownImage(image.file, path, names.plain(image.alt, scan.marks.get("image.alt", ())))


def may_show_picture(scan: Scan, named: frozenset[str], people: tuple[ShownPerson, ...]) -> bool:
    """Whether everyone in the story is named, so that its picture may be shown."""
    return all(person.named for person in people) and scan.people <= named


def names_everyone(story: Story, scan: Scan, named: frozenset[str], directory: Directory) -> bool:
    """Whether everyone whom the story's file names is shown by their full name."""
    everyone = {*scan.people, *scan.spelled, *scan.literal, *scan.source, *story.consent}
    people = directory.settings.people
    return all(
        id_ in named and id_ in people and people[id_].show_as is ShowAs.FULL for id_ in everyone
    )
