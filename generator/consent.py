"""THE gate: Library + channels → Edition. Nothing passes that somebody did not agree to.

A person is named where they said yes, or where they are to be asked and the story lists their
consent. Elsewhere they are a colleague. A story that cannot be told like that is not there at
all. When in doubt the gate closes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from generator import prose
from generator.edition import (
    Edition,
    Shown,
    ShownChoices,
    ShownGuide,
    ShownImage,
    ShownQuote,
    ShownStory,
    ShownTeam,
)
from generator.forms import Forms, forms
from generator.model import (
    ANONYMOUS,
    TEAM,
    Channel,
    Choices,
    Guide,
    Library,
    Named,
    Person,
    Settings,
    ShowAs,
    Story,
)
from generator.names import NameIndex

_TITLE_LENGTH = 110
_SUMMARY_LENGTH = 280
_MARKERS = re.compile(r"[ \t>#*+_\"'“”‘’«(\[-]*(?:[0-9]+[.)][ \t]+)?[\"'“‘«(*_]*\Z")
_ENDS = re.compile(r"[.!?…؟][\"'”’»)\]*_]*\s+[\"'“‘«(*_]*\Z")


class Reason(StrEnum):
    """Why a story is not shown on a channel."""

    WITHDRAWN = "withdrawn"
    RESTRICTED = "restricted"
    UNWELCOME = "unwelcome"
    SPELLED = "spelled"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate decides about one story on some channels.

    `why` is empty when the story may be shown; else each reason stands with the person it is
    about, if it is about one. `named` are the people who may be named.
    """

    named: frozenset[str]
    why: tuple[tuple[Reason, str], ...] = ()

    @property
    def shown(self) -> bool:
        return not self.why


def may_be_named(
    person: Person, id_: str, story: Story | None, channels: Iterable[Channel], today: dt.date
) -> bool:
    """Whether a person may be named in a story (None: in a text that has no consents)."""
    if person.withdrawn and person.withdrawn <= today:
        return False
    asked = story is not None and id_ in story.consent
    return all(
        (wish := person.named.on(channel)) is Named.YES or (wish is Named.ASK and asked)
        for channel in channels
    )


def judge(
    story: Story, settings: Settings, channels: frozenset[Channel], today: dt.date
) -> Verdict:
    """Whether a story may be shown on all of `channels`, and who may be named in it."""
    why: list[tuple[Reason, str]] = []
    if story.withdrawn and story.withdrawn <= today:
        why.append((Reason.WITHDRAWN, ""))
    if story.channels is not None and not channels <= set(story.channels):
        why.append((Reason.RESTRICTED, ""))
    people = settings.people
    named = set()
    for id_ in story.people:
        person = people[id_]
        if person.channels is not None and not channels <= set(person.channels):
            why.append((Reason.UNWELCOME, id_))
        if may_be_named(person, id_, story, channels, today):
            named.add(id_)
    for id_ in story.facts.spelled:
        person = people[id_]
        if not (
            may_be_named(person, id_, story, channels, today) and person.show_as is ShowAs.FULL
        ):
            why.append((Reason.SPELLED, id_))
    return Verdict(frozenset(named), tuple(sorted(why)))


@dataclass
class Gate:
    """The gate of one library. Editions that show a story alike share it."""

    library: Library
    _told: dict[tuple[str, frozenset[str]], ShownStory] = field(default_factory=dict)
    _tokens: dict[str, int] = field(default_factory=dict)

    def edition(self, *channels: Channel) -> Edition:
        """What may be shown on every one of `channels`."""
        library, wanted = self.library, frozenset(channels)
        stories: list[ShownStory] = []
        tombstones: list[str] = []
        for story in library.stories:
            verdict = judge(story, library.settings, wanted, library.today)
            if verdict.shown:
                stories.append(self._tell(story, verdict.named))
            elif {reason for reason, _ in verdict.why} == {Reason.WITHDRAWN}:
                tombstones.append(story.id)
        stories.sort(key=lambda s: s.id)
        stories.sort(key=lambda s: s.date, reverse=True)
        settings = library.settings
        texts = _Texts(self, wanted)
        return Edition(
            wanted,
            library.today,
            settings.site,
            settings.newsletter,
            settings.themes,
            settings.norms,
            {
                slug: ShownTeam(slug, team.name, team.department)
                for slug, team in settings.teams.items()
            },
            _without_gaps(tuple(stories)),
            tuple(shown for guide in settings.guides if (shown := texts.guide(guide))),
            {name: texts.choices(choices) for name, choices in settings.choices.items()},
            tuple(tombstones),
        )

    def _tell(self, story: Story, named: frozenset[str]) -> ShownStory:
        key = story.id, named
        told = self._told.get(key)
        if told is None:
            told = self._told[key] = _Telling(self, story, named).story()
        return told

    def token(self, who: str) -> int:
        """A number for a person that says nothing about them."""
        return self._tokens.setdefault(who, len(self._tokens))


def gate(library: Library, *channels: Channel) -> Edition:
    """The edition of a library for one channel, or for what several channels all may show."""
    return Gate(library).edition(*channels)


def _without_gaps(stories: tuple[ShownStory, ...]) -> tuple[ShownStory, ...]:
    """A thread never points at a story that is not there."""
    there = {story.id for story in stories}
    return tuple(
        replace(s, continues=None) if s.continues and s.continues not in there else s
        for s in stories
    )


@dataclass
class _Cast:
    """Who is who in one text: each person gets one display form, in order of appearance."""

    gate: Gate
    owner: str
    forms: Forms
    named: frozenset[str]
    day: dt.date
    _shown: dict[str, Shown] = field(default_factory=dict)
    _ordinals: dict[str | None, int] = field(default_factory=dict)
    _anonymous: int = 0

    def shown(self, ref: str) -> Shown:
        """The display form of a person, a team or somebody anonymous."""
        if ref == ANONYMOUS:
            self._anonymous += 1
            return self._unnamed(f"{ANONYMOUS} {self.owner} {self._anonymous}", None)
        known = self._shown.get(ref)
        if known is None:
            known = self._shown[ref] = self._form(ref)
        return known

    def _form(self, ref: str) -> Shown:
        settings = self.gate.library.settings
        if ref.startswith(TEAM):
            slug = ref.removeprefix(TEAM)
            return Shown(self.gate.token(ref), settings.teams[slug].name, True, slug, True)
        person = settings.people[ref]
        if ref not in self.named:
            return self._unnamed(ref, self._team(person))
        if person.show_as is ShowAs.ROLE:
            if person.role is None:
                return self._unnamed(ref, self._team(person))
            return Shown(
                self.gate.token(ref),
                self.forms.role.format(role=person.role),
                False,
                self._team(person),
            )
        name = person.name if person.show_as is ShowAs.FULL else person.first
        return Shown(self.gate.token(ref), name, True, person.team)

    def _team(self, person: Person) -> str | None:
        """The team, if it had enough members on the day of the story and has them today."""
        settings, today = self.gate.library.settings, self.gate.library.today
        team = settings.teams[person.team]
        enough = min(team.size(self.day), team.size(today)) >= settings.site.privacy.k
        return person.team if enough else None

    def _unnamed(self, who: str, team: str | None) -> Shown:
        ordinal = self._ordinals.get(team, 0)
        self._ordinals[team] = ordinal + 1
        name = self.gate.library.settings.teams[team].name if team else None
        return Shown(self.gate.token(who), self.forms.of_colleague(ordinal, name), False, team)

    def resolve(self, text: str, *, markdown: bool) -> str:
        """A text with every mention replaced by what may be shown."""
        if "@" not in text:
            return text
        pieces: list[str] = []
        at = 0
        for mention in prose.mentions(text, markdown=markdown):
            pieces.append(text[at : mention.start])
            at = mention.end
            if mention.label is not None:
                pieces.append(mention.label)
                continue
            shown = self.shown(mention.person)
            form = shown.text
            if not shown.named and self.forms.capitals and starts_sentence(text[: mention.start]):
                form = form[0].upper() + form[1:]
            pieces.append(prose.literal(form) if markdown else form)
        pieces.append(text[at:])
        return "".join(pieces)


class _Telling:
    """One story, told with some people named and the others not."""

    def __init__(self, gate: Gate, story: Story, named: frozenset[str]) -> None:
        settings = gate.library.settings
        self._story = story
        self._settings = settings
        self._cast = _Cast(
            gate, story.id, forms(story.lang or settings.site.language), named, story.date
        )

    def story(self) -> ShownStory:
        story, cast = self._story, self._cast
        givers = tuple(cast.shown(ref) for ref in story.givers)
        receivers = tuple(cast.shown(ref) for ref in story.receivers)
        title = self._plain(story.title)
        summary = self._plain(story.summary)
        ask, outcome = self._plain(story.ask), self._plain(story.outcome)
        body = cast.resolve(story.body.strip(), markdown=True)
        quote = (
            None
            if story.quote is None
            else ShownQuote(
                cast.resolve(story.quote.text, markdown=False), cast.shown(story.quote.by)
            )
        )
        lead = "" if title and summary else prose.lead(body) if body else summary or ""
        default = self._settings.default_theme
        themes = story.themes or ((default,) if default else ())
        return ShownStory(
            story.id,
            story.date,
            story.kind,
            title
            or prose.shorten(
                prose.first_sentence(lead or prose.plain(body)) or story.id, _TITLE_LENGTH
            ),
            summary or prose.shorten(lead or prose.plain(body), _SUMMARY_LENGTH),
            givers,
            receivers,
            tuple(dict.fromkeys(themes)),
            body,
            ask,
            outcome,
            quote,
            story.continues,
            story.lang,
            self._image(givers + receivers),
            story.origin.path if self._tells_all() else None,
        )

    def _plain(self, text: str | None) -> str | None:
        return self._cast.resolve(text, markdown=False) if text else None

    def _image(self, people: tuple[Shown, ...]) -> ShownImage | None:
        image = self._story.image
        if image is None or not all(person.named for person in people):
            return None
        folder = self._story.origin.path.rpartition("/")[0]
        alt = self._cast.resolve(image.alt, markdown=False)
        return ShownImage(image.file, f"{folder}/{image.file}", alt)

    def _tells_all(self) -> bool:
        """Whether the story's source names nobody who is shown as less than fully named."""
        people = self._settings.people
        everybody = self._story.people | self._story.facts.spelled | set(self._story.consent)
        return all(
            id_ in self._cast.named and people[id_].show_as is ShowAs.FULL for id_ in everybody
        )


class _Texts:
    """Guides and editors' notes: texts without consents of their own."""

    def __init__(self, gate: Gate, channels: frozenset[Channel]) -> None:
        library = gate.library
        self._gate = gate
        self._names = NameIndex.of(library.settings.people)
        self._named = frozenset(
            id_
            for id_, person in library.settings.people.items()
            if may_be_named(person, id_, None, channels, library.today)
        )
        self._full = frozenset(
            id_ for id_ in self._named if library.settings.people[id_].show_as is ShowAs.FULL
        )

    def _cast(self) -> _Cast:
        settings = self._gate.library.settings
        return _Cast(
            self._gate, "", forms(settings.site.language), self._named, self._gate.library.today
        )

    def _unsafe(self, *texts: str | None) -> bool:
        """Whether a text spells a name that may not be shown."""
        return not self._names.spelled("\n\n".join(filter(None, texts))) <= self._full

    def guide(self, guide: Guide) -> ShownGuide | None:
        if self._unsafe(guide.title, guide.description, guide.body):
            return None
        cast = self._cast()
        return ShownGuide(
            guide.id,
            cast.resolve(guide.title, markdown=False),
            cast.resolve(guide.description, markdown=False) if guide.description else None,
            guide.path,
            guide.step,
            guide.order,
            guide.themes,
            guide.norms,
            cast.resolve(guide.body, markdown=True),
            guide.origin.path,
        )

    def choices(self, choices: Choices) -> ShownChoices:
        cast = self._cast()
        note, call = choices.note, choices.call_to_action
        return ShownChoices(
            None if note is None or self._unsafe(note) else cast.resolve(note, markdown=True),
            choices.hero,
            choices.pin,
            choices.skip,
            choices.order,
            None if call is None or self._unsafe(call) else cast.resolve(call, markdown=False),
        )


def starts_sentence(before: str) -> bool:
    """Whether what follows this text begins a sentence, a paragraph or a list item."""
    head, newline, line = before.rpartition("\n")
    if _ENDS.search(before):
        return True
    if not _MARKERS.match(line):
        return False
    marker = line.strip(" \t\"'“‘«(*_")
    return bool(marker) or not newline or not head.rpartition("\n")[2].strip()
