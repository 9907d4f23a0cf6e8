"""One story, told with some people named and the others not."""

from __future__ import annotations

from generator.consent.display import Directory, DisplayNames
from generator.edition import ShownImage, ShownPerson, ShownQuote, ShownStory
from generator.model import ShowAs, Story, once
from generator.text import markdown

_TITLE_LENGTH = 80
_SUMMARY_LENGTH = 280
_STORIES = "stories/"
"""What every address of a story holds."""


def redact(story: Story, named: frozenset[str], directory: Directory) -> ShownStory:
    """A story as it may be shown where exactly `named` may be named."""
    facts = story.facts
    marks = facts.marks
    cast = DisplayNames.of(directory, story.id, story.lang, named, story.date)
    givers = tuple([cast.shown(ref) for ref in once(story.givers)])
    receivers = tuple([cast.shown(ref) for ref in once(story.receivers)])

    def plain(name: str, text: str | None) -> str | None:
        return cast.plain(text, marks.get(name, ())) if text else None

    title, summary = plain("title", story.title), plain("summary", story.summary)
    ask, outcome = plain("ask", story.ask), plain("outcome", story.outcome)
    body = cast.markdown(story.markdown, marks.get("body", ()))
    quote = None
    if story.quote is not None:
        said = cast.plain(story.quote.text, marks.get("quote", ()))
        quote = ShownQuote(said, cast.shown(story.quote.by))
    lead = ""  # is cut as it was typed, and then set
    if not (title and summary):
        if facts.lead:
            lead = cast.words(facts.lead, marks.get("lead", ()))
        elif story.summary:
            lead = cast.words(story.summary, marks.get("summary", ()))
    default = directory.settings.default_theme
    themes = story.themes or ((default,) if default else ())
    title = title or cast.set(
        markdown.shorten(markdown.first_sentence(lead) or story.id, _TITLE_LENGTH)
    )
    summary = summary or cast.set(markdown.shorten(lead, _SUMMARY_LENGTH))
    image = _image(story, cast, givers + receivers)
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
        story.origin.path if names_everyone(story, named, directory) else None,
        not directory.gone.isdisjoint(facts.people),
        _STORIES in "\n".join(filter(None, texts)),
    )


def _image(story: Story, cast: DisplayNames, people: tuple[ShownPerson, ...]) -> ShownImage | None:
    """The picture, if everybody who gave, received or is mentioned is named: it shows faces."""
    image = story.image
    if image is None or not may_show_picture(story, cast.named, people):
        return None
    folder = story.origin.path.rpartition("/")[0]
    alt = cast.plain(image.alt, story.facts.marks.get("alt", ()))
    return ShownImage(image.file, f"{folder}/{image.file}", alt)


def may_show_picture(story: Story, named: frozenset[str], people: tuple[ShownPerson, ...]) -> bool:
    """Whether a story's picture may be shown."""
    return all(person.named for person in people) and story.facts.people <= named


def names_everyone(story: Story, named: frozenset[str], directory: Directory) -> bool:
    """Whether the story's file tells of nobody who is shown as less than fully named."""
    facts = story.facts
    everybody = {*facts.people, *facts.spelled, *facts.literal, *facts.source, *story.consent}
    people = directory.settings.people
    return all(
        id_ in named and id_ in people and people[id_].show_as is ShowAs.FULL for id_ in everybody
    )
