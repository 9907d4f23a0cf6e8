"""The consent gate: a library and some channels → an edition. It shows only what everyone agreed to.

A person is named where they said yes, or where they are to be asked and the story lists their
consent. Elsewhere they are a colleague. A story that would still reveal a name is left out. When
in doubt, the gate closes.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from generator.consent.decision import decide
from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.practices import PracticeRedactor
from generator.consent.redactor import without_addresses
from generator.consent.texts import TextRedactor
from generator.edition import Edition, ShownStory, Withheld
from generator.model import Channel
from generator.record import Channels, Library


def edition_of(library: Library, channels: Channels) -> Edition:
    """What may be shown on every one of `channels`, which the library is redacted for."""
    number = library.editions.index(channels)
    redacted = [(record.id, record.redacted[number]) for record in library.newest_first]
    stories = [story for _, story in redacted if isinstance(story, ShownStory)]
    tombstones = [id_ for id_, story in redacted if story is Withheld.TOMBSTONE]
    shown = {story.id for story in stories}
    hidden = {id_ for id_, story in redacted if story is Withheld.HIDDEN}
    directory, permissions = _directory_and_permissions(library, channels)
    texts = TextRedactor(directory, permissions, shown, hidden)
    themes = texts.themes
    practices = PracticeRedactor(directory, permissions, shown, hidden, themes)
    stories = without_links(without_gaps(stories, shown), hidden)
    if len(themes) < len(library.settings.themes):
        stories = [s._replace(themes=tuple(t for t in s.themes if t in themes)) for s in stories]
    named = permissions.named_anywhere & permissions.by_full_name
    return Edition(
        permissions.channels,
        library.today,
        texts.site(),
        texts.newsletter(),
        themes,
        texts.norms(),
        directory.teams,
        tuple(stories),
        texts.guides(),
        texts.choices(),
        texts.scenarios(),
        texts.glossary(),
        texts.phrases(),
        tuple(sorted(tombstones)),
        texts.sent(_retracted(library)),
        people={id_: p.name for id_, p in library.settings.people.items() if id_ in named},
        practices=practices.practices(),
        seasons=practices.seasons(),
        helpers=practices.helpers(),
    )


def _directory_and_permissions(
    library: Library, channels: Iterable[Channel]
) -> tuple[Directory, Permissions]:
    settings, today = library.settings, library.today
    return Directory(settings, today), Permissions.of(settings, channels, today)


@dataclass(frozen=True, slots=True)
class VisibleStories(Container[str]):
    """The ids of the stories that some permissions let be shown. Each is decided when asked for."""

    library: Library
    permissions: Permissions

    def __contains__(self, id_: object) -> bool:
        record = self.library.by_id.get(str(id_))
        return record is not None and decide(record.meta, record.scan, self.permissions).shown


def visible_stories(library: Library, *channels: Channel) -> VisibleStories:
    """The ids of the stories that may be shown on all of some channels."""
    return VisibleStories(library, Permissions.of(library.settings, channels, library.today))


def visible_themes(library: Library, *channels: Channel) -> frozenset[str]:
    """The slugs of the themes that may be shown on all of some channels."""
    return frozenset(TextRedactor(*_directory_and_permissions(library, channels)).themes)


def disclosures(library: Library, *channels: Channel) -> set[str]:
    """What is shown of whom, as lines that stay the same from build to build.

    There is one for each story that may be shown with each person named in it, and one for each
    person who may be named anywhere. A line that disappears is something that was taken back.
    """
    directory, permissions = _directory_and_permissions(library, channels)
    decisions = (
        (record.id, decide(record.meta, record.scan, permissions)) for record in library.records
    )
    stories = {
        f"{id_} {who}"
        for id_, decision in decisions
        if decision.shown
        for who in ("", *decision.named)
    }
    people = {f"{id_} {id_ in permissions.by_full_name}" for id_ in permissions.named_anywhere}
    return stories | PracticeRedactor(directory, permissions).disclosures() | people


def _retracted(library: Library) -> frozenset[str]:
    """The ids of stories that were sent in a newsletter and may not be shown in one any more."""
    visible = visible_stories(library, Channel.NEWSLETTER)
    sent = (id_ for issue in library.settings.sent.values() for id_ in issue.stories)
    return frozenset(id_ for id_ in sent if id_ not in visible)


def without_gaps(stories: Iterable[ShownStory], shown: Container[str]) -> list[ShownStory]:
    """Stories that continue only stories that are shown."""
    return [
        story._replace(continues=None)
        if story.continues is not None and story.continues not in shown
        else story
        for story in stories
    ]


def without_links(stories: list[ShownStory], hidden: set[str]) -> list[ShownStory]:
    """Stories whose texts hold no address of a hidden story."""
    if not hidden:
        return stories
    return [
        story._replace(
            body=without_addresses(story.body, hidden),
            title=without_addresses(story.title, hidden),
            summary=without_addresses(story.summary, hidden),
            ask=story.ask and without_addresses(story.ask, hidden),
            outcome=story.outcome and without_addresses(story.outcome, hidden),
            quote=story.quote
            and story.quote._replace(text=without_addresses(story.quote.text, hidden)),
            image=story.image
            and story.image._replace(alt=without_addresses(story.image.alt, hidden)),
        )
        if story.addresses
        else story
        for story in stories
    ]
