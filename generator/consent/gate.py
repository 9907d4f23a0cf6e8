"""The consent gate: a library and some channels → an edition. It shows only what everyone agreed to.

A person is named where they said yes, or where they are to be asked and the story lists their
consent. Elsewhere they are a colleague. A story that would still reveal a name is left out. When
in doubt, the gate closes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from generator.consent.decision import decide
from generator.consent.display import Directory
from generator.consent.permissions import Permissions
from generator.consent.practices import PracticeRedactor
from generator.consent.redactor import without_addresses
from generator.consent.texts import TextRedactor
from generator.edition import (
    Edition,
    ShownDetails,
    ShownPerson,
    ShownStory,
    Tombstone,
    Withheld,
)
from generator.model import Channel
from generator.record import Channels, Library, Record
from generator.text.folding import words


def edition_of(library: Library, channels: Channels) -> Edition:
    """What may be shown on every one of `channels`, which the library is redacted for."""
    number = library.editions.index(channels)
    redacted = [(record.id, record.redacted[number]) for record in library.newest_first]
    stories = [story for _, story in redacted if isinstance(story, ShownStory)]
    tombstones = {id_: story for id_, story in redacted if isinstance(story, Tombstone)}
    shown = {story.id for story in stories}
    hidden = {id_ for id_, story in redacted if story is Withheld.HIDDEN}
    directory, permissions = _directory_and_permissions(library, channels)
    texts = TextRedactor(directory, permissions, shown, hidden)
    themes = texts.themes
    practices = PracticeRedactor(directory, permissions, shown, hidden, themes)
    stories = without_links(without_gaps(stories, shown), hidden)
    if len(themes) < len(library.settings.themes):
        stories = [s._replace(themes=tuple(t for t in s.themes if t in themes)) for s in stories]
    shown_practices, helpers = practices.practices(), practices.helpers()
    told = frozenset(
        who.person_key for s in stories for who in chain(s.givers, s.receivers) if who.named
    )
    quoted = [story.quote.by for story in stories if story.quote]
    leads = [lead for practice in shown_practices for lead in practice.leads]
    others = (*quoted, *leads, *(helper.who for helper in helpers))
    named = told.union(who.person_key for who in others if who.named)
    people = _named_already(directory, permissions, named)
    return Edition(
        permissions.channels,
        library.today,
        texts.site(),
        texts.newsletter(),
        themes,
        texts.norms(),
        texts.teams(),
        tuple(stories),
        texts.guides(),
        texts.choices(),
        texts.scenarios(),
        texts.glossary(),
        texts.phrases(),
        dict(sorted(tombstones.items())),
        texts.sent(_retracted(library)),
        people=people if library.settings.site.privacy.suggest_people else {},
        details=_details(directory, library.settings.people, told),
        practices=shown_practices,
        seasons=practices.seasons(),
        helpers=helpers,
        wording=directory.wording,
        moves=_moves(library, directory, permissions),
    )


def _moves(library: Library, directory: Directory, permissions: Permissions) -> dict[str, str]:
    """Where pages went. An old address with any part of the name of somebody who may not be named in full, with their
    id, or with a name from before, is left out: it may be why the page has another.
    """
    moves = library.settings.moves()
    if not moves:
        return {}
    names, former = directory.names, directory.names.former
    named = permissions.named_anywhere & permissions.by_full_name
    ids = {word for id_ in library.settings.people if id_ not in named for word in words(id_)}

    def tells(old: str) -> bool:
        slug = old.partition("/")[2]
        pieces = (slug, *slug.split("-"))
        return not ids.isdisjoint(words(slug)) or any(
            names.parts_in(piece, is_address=True) - named
            or (former and former.parts_in(piece, is_address=True))
            for piece in pieces
        )

    return {old: new for old, new in sorted(moves.items()) if not tells(old)}


def _named_already(
    directory: Directory, permissions: Permissions, named: Container[int | None]
) -> dict[str, ShownPerson]:
    """By id, with their full names: people whom everybody can read in an edition anyway.

    They gave, received or are quoted in a story, lead a practice or can be asked: `named` has their
    keys. A yes to one's name in stories is no yes to a list of everybody: who is in none of these is
    left out, and so is who was named in one story after being asked for it.
    """
    return {
        id_: directory.named(id_)
        for id_ in sorted(permissions.named_anywhere & permissions.by_full_name)
        if directory.person_key(id_) in named
    }


def _details(
    directory: Directory, people: Iterable[str], named: Container[int | None]
) -> dict[int, ShownDetails]:
    """What those with the keys `named`, from a story, let it say beside their name, by their keys.

    Of nobody else: an edition holds nothing that its outputs may not print.
    """
    return {
        key: details
        for id_ in people
        if (key := directory.person_key(id_)) in named and (details := directory.details(id_))
    }


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


def disclosures(library: Library, *channels: Channel) -> Iterator[str]:
    """What is shown of whom, as lines that stay the same from build to build.

    There is one for each story that may be shown with each person named in it, and one for each
    person who may be named anywhere. A line that disappears is something that was taken back.
    """
    directory, permissions = _directory_and_permissions(library, channels)
    for id_, line in story_disclosures(library.records, permissions):
        yield f"{id_} {line}"
    for id_ in permissions.named_anywhere:
        yield f"{id_} {permissions.form_of(id_)}"
    for id_ in permissions.always_named | permissions.with_consent:
        details = directory.details(id_) or ShownDetails()
        for field, value in zip(ShownDetails._fields, details, strict=True):
            if value is not None:
                yield f"details/{id_} {field}"
    yield from PracticeRedactor(directory, permissions).disclosures()


def preview_disclosures(library: Library, records: Iterable[Record]) -> set[str]:
    """What a preview of some stories shows of whom, in such lines, for every channel.

    A preview also shows stories that no channel does, to whoever reviews them.
    """
    some = [record for record in records if not _is_taken_back(record, library.today)]
    everything = {f"preview {record.id}" for record in some}
    for channel in Channel:
        permissions = Permissions.of(library.settings, [channel], library.today)
        found = story_disclosures(some, permissions)
        everything |= {f"{channel} {id_} {line}" for id_, line in found}
    return everything


def _is_taken_back(record: Record, today: dt.date) -> bool:
    return record.meta.withdrawn is not None and record.meta.withdrawn <= today


def story_disclosures(
    records: Iterable[Record], permissions: Permissions
) -> Iterator[tuple[str, str]]:
    """The id of each story that may be shown, alone and with each person named in it."""
    for record in records:
        decision = decide(record.meta, record.scan, permissions)
        if decision.shown:
            yield record.id, ""
            yield from ((record.id, f"{who} {permissions.form_of(who)}") for who in decision.named)


def _retracted(library: Library) -> frozenset[str]:
    """The ids of stories that were sent in a newsletter and may not be shown in one any more."""
    visible = visible_stories(library, Channel.NEWSLETTER)
    sent = (id_ for issue in library.settings.sent.values() for id_ in issue.stories)
    return frozenset(id_ for id_ in sent if id_ not in visible)


def without_gaps(stories: Iterable[ShownStory], shown: Container[str]) -> list[ShownStory]:
    """Stories that continue only stories that are shown. A file that says more gets no edit link."""
    return [
        story._replace(continues=None, source=None)
        if story.continues is not None and story.continues not in shown
        else story
        for story in stories
    ]


def without_links(stories: list[ShownStory], hidden: set[str]) -> list[ShownStory]:
    """Stories whose texts hold no address of a hidden story. A file that does gets no edit link."""
    if not hidden:
        return stories
    return [_without_links(story, hidden) if story.addresses else story for story in stories]


def _without_links(story: ShownStory, hidden: set[str]) -> ShownStory:
    unlinked = story._replace(
        body=without_addresses(story.body, hidden),
        title=without_addresses(story.title, hidden),
        summary=without_addresses(story.summary, hidden),
        ask=story.ask and without_addresses(story.ask, hidden),
        outcome=story.outcome and without_addresses(story.outcome, hidden),
        quote=story.quote
        and story.quote._replace(text=without_addresses(story.quote.text, hidden)),
        image=story.image and story.image._replace(alt=without_addresses(story.image.alt, hidden)),
        corrections=tuple(
            each._replace(note=without_addresses(each.note, hidden)) for each in story.corrections
        ),
    )
    return story if unlinked == story else unlinked._replace(source=None)
