"""Redaction: a story as an edition may show it, with some people named and the others not."""

from __future__ import annotations

from collections.abc import Iterable

from generator.consent.decision import decide
from generator.consent.display import Directory, DisplayNames, Naming
from generator.consent.permissions import Permissions
from generator.consent.scan import filled
from generator.edition import (
    Redacted,
    ShownCorrection,
    ShownImage,
    ShownPerson,
    ShownQuote,
    ShownStory,
    Withheld,
)
from generator.model import ShowAs, Story, without_repeats
from generator.record import Scan
from generator.text import markdown

_TITLE_LENGTH = 80
_LINE_LENGTH = 180
"""Of a story without a title that is all there is to tell: such a line is shown whole, as a poster."""
_SUMMARY_LENGTH = 280
_STORIES = "stories/"
"""Part of every story's address."""


def redact_story(
    story: Story, scan: Scan, editions: Iterable[Permissions], directory: Directory
) -> tuple[Redacted, ...]:
    """The story as each edition may show it. Editions with the same naming share one object."""
    by_naming: dict[Naming, ShownStory] = {}
    redacted: list[Redacted] = []
    for permissions in editions:
        decision = decide(story.meta, scan, permissions)
        if not decision.shown:
            redacted.append(decision.tombstone or Withheld.HIDDEN)
            continue
        naming = naming_of(story, scan, decision.named, permissions, directory)
        shown = by_naming.get(naming)
        if shown is None:
            shown = by_naming[naming] = redact(story, scan, naming, directory)
        redacted.append(shown)
    return tuple(redacted)


def naming_of(
    story: Story,
    scan: Scan,
    named: frozenset[str],
    permissions: Permissions,
    directory: Directory,
) -> Naming:
    """How people appear in a story in which exactly `named` may be named."""
    spelled = scan.spelled | scan.literal
    return directory.naming(scan.people, named, story.date, permissions, spelled)


def redact(story: Story, scan: Scan, naming: Naming, directory: Directory) -> ShownStory:
    """The story as it reads where people appear like this."""
    return _redact(story, scan, DisplayNames.of(directory, story.lang, naming))


def shown_as(
    id_: str, story: Story, scan: Scan, naming: Naming, directory: Directory
) -> ShownPerson:
    """How someone in a story reads where people appear like this."""
    names = DisplayNames.of(directory, story.lang, naming)
    _redact(story, scan, names)  # unnamed people are numbered in the order of its texts
    return names.shown(id_)


def _redact(story: Story, scan: Scan, names: DisplayNames) -> ShownStory:
    directory, named, marks = names.directory, names.named, scan.marks
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
    corrections = tuple(
        sorted(
            ShownCorrection(each.date, plain(f"corrections.{at}.note", each.note) or "")
            for at, each in enumerate(story.corrections)
        )
    )
    lead = ""  # shortened as it was typed, and then typeset
    if not (title and summary):
        if scan.lead:
            lead = names.words(scan.lead, marks.get("lead", ()))
        elif story.summary:
            lead = names.words(story.summary, marks.get("summary", ()))
    default = directory.settings.default_theme
    themes = story.themes or ((default,) if default else ())
    is_line = len(lead) <= _LINE_LENGTH and _is_one_line(story, scan)
    title = title or names.set(
        lead.removesuffix(".").removesuffix("。")
        if is_line
        else markdown.shorten(markdown.first_sentence(lead) or story.id, _TITLE_LENGTH)
    )
    summary = summary or names.set(markdown.shorten(lead, _SUMMARY_LENGTH))
    image = _image(story, scan, names, givers + receivers)
    texts = (title, summary, body, ask, outcome, quote and quote.text, image and image.alt)
    people = (*givers, *receivers, *((quote.by,) if quote else ()))
    printed = "\n".join(
        [
            *filter(None, texts),
            *(correction.note for correction in corrections),
            *(person.text for person in people),
        ]
    )
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
        story.origin.path
        if all(who.named for who in (*givers, *receivers, *((quote.by,) if quote else ())))
        and names_everyone(story, scan, named, directory, printed)
        else None,
        names.name_any_of(directory.gone),
        _STORIES in printed,
        story.told,
        corrections,
        tuple(dict.fromkeys(story.changed)),
        is_line,
    )


def _is_one_line(story: Story, scan: Scan) -> bool:
    """Whether a story is one paragraph without markup, and nothing else."""
    if story.title or story.ask or story.outcome or story.quote or story.image:
        return False
    if not story.markdown:
        return story.summary is not None
    text = filled(story.markdown, scan.marks.get("body", ()), lambda _: "")
    return story.summary is None and text.split() == scan.lead.split()


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


def names_everyone(
    story: Story, scan: Scan, named: frozenset[str], directory: Directory, printed: str
) -> bool:
    """Whether the page shows everyone whom the story's file names by their full name.

    `printed` is everything that the page shows. It has no name for a label such as
    `[my mentor](@maria)`, nor for a field that is printed nowhere, and the file would tell who is meant.
    """
    people = directory.settings.people

    def is_shown(id_: str) -> bool:
        if id_ not in named or id_ not in people or people[id_].show_as is not ShowAs.FULL:
            return False
        name = directory.named(id_, story.lang).text
        return name in printed or markdown.literal(name) in printed

    meta = story.meta
    answered = {*meta.consent, *meta.declined}
    everyone = {*scan.people, *scan.spelled, *scan.literal, *scan.source, *answered}
    return all(map(is_shown, everyone))
