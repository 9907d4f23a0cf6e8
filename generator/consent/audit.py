"""Where one person is shown, how, and why: by which wish, and by which yes.

Everything that is said of the wishes of other people is that they are other people's: who asks
where they are shown does not learn what their colleagues answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.consent.decision import Decision, Reason, decide
from generator.consent.display import Directory, DisplayNames
from generator.consent.permissions import Permissions, has_left_unnamed, is_withdrawn
from generator.consent.practices import PracticeRedactor, people_of, texts_of, texts_of_session
from generator.consent.redact import naming_of, redact_story, shown_as
from generator.consent.redactor import mentioned_in
from generator.consent.scan import NameScan, marks_of, scan_texts
from generator.edition import Edition, Redacted, ShownHelper, ShownPerson, ShownStory
from generator.languages.message import Message, ngettext
from generator.languages.message import gettext as _
from generator.model import (
    AlsoShow,
    Channel,
    Consent,
    EditorChoices,
    Entry,
    Guide,
    Named,
    NamingWishes,
    Newsletter,
    Norm,
    Pair,
    Person,
    Phrase,
    Practice,
    Scenario,
    ShowAs,
    Site,
    Story,
    Team,
    Term,
    Theme,
    fields_of,
)
from generator.model.roles import Use
from generator.record import Channels, Library, Record, Scan
from generator.text.folding import words
from generator.text.names import NameIndex, names_of


class Form(StrEnum):
    """How somebody is shown."""

    FULL = "full"
    FIRST = "first"
    ROLE = "role"
    UNNAMED = "unnamed"
    OTHER_WORDS = "other-words"
    """In the author's words, without a name."""
    PERHAPS = "perhaps"
    """By a word of the name, which may mean somebody else."""
    WITHHELD = "withheld"


class Kind(StrEnum):
    """What shows somebody."""

    STORY = "story"
    PRACTICE = "practice"
    SESSION = "session"
    HELPERS = "helpers"
    FORMS = "forms"
    TEXT = "text"


class Part(StrEnum):
    """What somebody has to do with a text."""

    GIVER = "giver"
    RECEIVER = "receiver"
    QUOTED = "quoted"
    LEAD = "lead"
    TASK = "task"
    OFFERS = "offers"
    MENTIONED = "mentioned"
    SPELLED = "spelled"
    FORMER = "former"
    ID = "id"
    WORD = "word"


class Showing(NamedTuple):
    """How the editions of some channels show somebody in one text, and why.

    `why` are the reasons, in our words or as people.yml has them. `words` is what the editions
    print; empty where nothing particular is known of it.
    """

    editions: tuple[Channels, ...]
    form: Form
    why: tuple[str, ...]
    words: str = ""
    picture: bool = False
    """Whether the story's picture is shown, which may show the person."""
    edit_link: bool = False
    """Whether a link leads to the source, which has everybody's name."""


class Sent(NamedTuple):
    """An issue of the newsletter that was sent: its period, such as 2026-10, and the day."""

    period: str
    day: dt.date


class Finding(NamedTuple):
    """One text that has to do with the person, with everything that shows it."""

    kind: Kind
    path: str
    title: str
    date: dt.date | None
    parts: tuple[Part, ...]
    showings: tuple[Showing, ...]
    consent: Consent | None = None
    issues: tuple[Sent, ...] = ()
    """The issues of the newsletter that told it or led to it."""


class Kept(NamedTuple):
    """Something that files hold about the person."""

    path: str
    what: str
    """In our words, or as people.yml has it."""
    printed: bool = False
    """Whether it may be printed; everything else decides about something, and is not."""


class Audit(NamedTuple):
    """Everything that is shown of one person, or kept about them."""

    person: str
    name: str
    today: dt.date
    namesakes: int
    """How many others have the same full name, so that a page may mean one of them."""
    findings: tuple[Finding, ...]
    kept: tuple[Kept, ...]


class EditedText(NamedTuple):
    """A text of the organisation: its entry, the keys that lead to it, and the text."""

    entry: Entry
    keys: tuple[str | int, ...]
    text: str


_PEOPLE = "site_config/people.yml"
_ALSO_SHOWN = {"role": AlsoShow.ROLE, "place": AlsoShow.PLACE, "joined": AlsoShow.SINCE}
"""The fields that stories say beside the name, with the wish that lets them."""
_SITE = frozenset({Channel.SITE})
_ONBOARDING = frozenset({Channel.SITE, Channel.ONBOARDING})
_WHY_WITHHELD = {
    Reason.WITHDRAWN: _("the story has been withdrawn"),
    Reason.EXPIRED: _("it is older than privacy.keep_years allows"),
    Reason.RESTRICTED: _('"channels" in the story does not list this channel'),
    Reason.OPTED_OUT: _('"channels" in people.yml does not list this channel'),
    Reason.FORMER_NAME: _("the text has a name from before, which is shown nowhere"),
    Reason.SPELLED: _("the text has the full name, which may not be shown here"),
    Reason.LITERAL: _("the text has the id without an @, and the name may not be shown here"),
    Reason.FIRST_NAME: _("the text has the first name, which may not be shown here"),
    Reason.FAMILY_NAME: _("the text has the family name, which may not be shown here"),
}
_SOMEBODY_ELSE = _("because of someone else in it")


def audit(
    id_: str,
    library: Library,
    editions: Mapping[Channels, Edition],
    stories: Iterable[tuple[Story, Scan]],
    texts: Iterable[EditedText],
) -> Audit:
    """Find everything that has to do with a person of people.yml.

    Args:
        id_: The person's id.
        library: The library, redacted for all editions that are printed.
        editions: These editions.
        stories: The stories that have to do with the person; see `concerns`.
        texts: All texts of the organisation.
    """
    auditor = _Auditor(id_, library, editions)
    stories = sorted(stories, key=lambda story: (-story[0].date.toordinal(), story[0].id))
    findings = [
        *(found for story, scan in stories if (found := auditor.story(story, scan))),
        *auditor.practices(),
        *auditor.helpers(),
        *auditor.forms(),
        *auditor.texts(texts),
    ]
    name = auditor.person.name
    same = [p for p in library.settings.people.values() if words(p.name) == words(name)]
    kept = [*auditor.entry(), *auditor.kept(story for story, _ in stories)]
    return Audit(id_, name, library.today, len(same) - 1, tuple(findings), tuple(kept))


def concerns(id_: str, library: Library, record: Record) -> bool:
    """Whether a story has to do with a person, whether or not it has them in it."""
    scan = record.scan
    return (
        id_ in record.meta.consent + record.meta.declined
        or id_ in scan.people | scan.spelled | scan.literal | scan.source
        or has_word_of(id_, names_of(library.settings), scan)
    )


def has_word_of(id_: str, names: NameIndex, scan: Scan | NameScan) -> bool:
    """Whether texts have a word of somebody's name alone, which may mean them or somebody else."""
    return id_ in scan.given | scan.family or any(
        id_ in names.given.get(word, ()) or id_ in names.family.get(word, ())
        for word in scan.others
    )


def with_first_name(
    first: str, id_: str, library: Library, stories: Iterable[tuple[Story, Scan]]
) -> Library:
    """The library with another first name for a person, and everything else decided as before.

    `stories` are those that have to do with the person.
    """
    people = library.settings.people
    others = {
        lang: name.model_copy(update={"first_name": first})
        for lang, name in people[id_].name_in.items()
    }
    person = people[id_].model_copy(update={"first_name": first, "name_in": others})
    settings = replace(library.settings, people={**people, id_: person})
    directory = Directory(settings, library.today)
    permissions = [Permissions.of(settings, c, library.today) for c in library.editions]
    redacted = {
        story.id: redact_story(story, scan, permissions, directory) for story, scan in stories
    }
    records = [r._replace(redacted=redacted.get(r.id, r.redacted)) for r in library.records]
    return replace(library, settings=settings, records=tuple(records))


def holds_name(name: str, text: str) -> bool:
    """Whether a text has a name in it, word by word; case and accents do not count.

    A name in a script without case may be anywhere: some of these do not set words apart.
    """
    if name.upper() == name.lower():
        return "".join(words(name)) in "".join(words(text))
    return f" {' '.join(words(name))} " in f" {' '.join(words(text))} "


@dataclass(frozen=True)
class _Auditor:
    """Looks for one person in the library and its editions."""

    id: str
    library: Library
    editions: Mapping[Channels, Edition]

    @cached_property
    def person(self) -> Person:
        return self.library.settings.people[self.id]

    @cached_property
    def directory(self) -> Directory:
        return Directory(self.library.settings, self.library.today)

    @cached_property
    def permissions(self) -> dict[Channels, Permissions]:
        settings, today = self.library.settings, self.library.today
        return {channels: Permissions.of(settings, channels, today) for channels in self.editions}

    def story(self, story: Story, scan: Scan) -> Finding | None:
        """Where a story shows the person; None if nothing in it may be them."""
        parts = tuple(self._parts_in(story, scan))
        if not parts:
            return None
        redacted = dict(zip(self.library.editions, self._redacted(story), strict=True))
        shown = {c: r for c, r in redacted.items() if isinstance(r, ShownStory)}
        showings = (
            self._story_in(channels, story, scan, shown.get(channels)) for channels in self.editions
        )
        sent = self.library.settings.sent.items()
        return Finding(
            Kind.STORY,
            story.origin.path,
            next((each.title for each in shown.values()), ""),
            story.date,
            parts,
            _merged(showings),
            self._own(story.consent),
            tuple(
                Sent(period, issue.sent)
                for period, issue in sorted(sent)
                if story.id in issue.stories + issue.more + issue.dropped
            ),
        )

    def _redacted(self, story: Story) -> tuple[Redacted, ...]:
        return self.library.by_id[story.id].redacted

    def _parts_in(self, story: Story, scan: Scan) -> Iterator[Part]:
        quoted = story.quote is not None and story.quote.by == self.id
        is_part = {
            Part.GIVER: self.id in story.givers,
            Part.RECEIVER: self.id in story.receivers,
            Part.QUOTED: quoted,
            Part.MENTIONED: self.id in scan.mentions,
            **self._names_in(scan),
        }
        yield from (part for part, is_so in is_part.items() if is_so)

    def _names_in(self, scan: Scan | NameScan) -> dict[Part, bool]:
        """In which ways texts have the person's name. A name from before is not one of today's."""
        is_former = self.id in scan.former
        is_spelled = self.id in scan.spelled and not is_former
        has_word = has_word_of(self.id, self.directory.names, scan)
        return {
            Part.SPELLED: is_spelled,
            Part.FORMER: is_former,
            Part.ID: self.id in scan.literal,
            Part.WORD: has_word and not is_spelled and not is_former,
        }

    def _own_reason(
        self, parts: Collection[Part], named: frozenset[str], permissions: Permissions
    ) -> Message | None:
        """Why the person's own name hides a text of the organisation, if it does."""
        if Part.FORMER in parts:
            return _WHY_WITHHELD[Reason.FORMER_NAME]
        is_hidden = Part.SPELLED in parts and self.id not in named & permissions.by_full_name
        return _WHY_WITHHELD[Reason.SPELLED] if is_hidden else None

    def _story_in(
        self, channels: Channels, story: Story, scan: Scan, shown: ShownStory | None
    ) -> Showing:
        """How one edition shows the person in a story."""
        decision = decide(story.meta, scan, self.permissions[channels])
        if shown is None:
            return Showing((channels,), Form.WITHHELD, self._why_withheld(decision))
        takes_part = self.id in scan.people
        if not takes_part and self.id not in scan.spelled:
            form = Form.FULL if self.id in scan.literal else Form.PERHAPS
            return Showing((channels,), form, (_("the author typed it"),))
        person = self.directory.named(self.id, story.lang)
        if takes_part:
            permissions = self.permissions[channels]
            naming = naming_of(story, scan, decision.named, permissions, self.directory)
            person = shown_as(self.id, story, scan, naming, self.directory)
        form = self._form(person)
        no = self._own(story.declined)
        why = (no_in_words(no),) if no else self._why(channels, story.consent)
        named_texts = " | ".join(_texts_in(shown))
        scripts = (
            self.directory.named(self.id, lang).text for lang in (None, *self.person.name_in)
        )
        is_printed = any(holds_name(text, named_texts) for text in (person.text, *scripts))
        if form in (Form.FULL, Form.FIRST) and not is_printed:
            form, person = Form.OTHER_WORDS, person._replace(text="")
        return Showing(
            (channels,),
            form,
            why,
            person.text,
            takes_part and shown.image is not None,
            channels == _SITE and shown.source is not None,
        )

    def _form(self, person: ShownPerson) -> Form:
        if person.named:
            return Form.FULL if self.person.show_as is ShowAs.FULL else Form.FIRST
        role = self.directory.roles.get(self.id)
        has_role = self.person.show_as is ShowAs.ROLE and role is not None
        return Form.ROLE if has_role and role and role in person.text else Form.UNNAMED

    def _why(self, channels: Channels, consents: Iterable[Consent] = ()) -> tuple[str, ...]:
        """Why some channels name the person, or do not: a wish, a yes, or what became of them."""
        person, permissions = self.person, self.permissions[channels]
        today, privacy = self.library.today, self.library.settings.site.privacy
        answers = {person.named.on(channel) for channel in channels}
        consent = self._own(consents)
        shown = () if person.show_as is ShowAs.FULL else (f"show_as: {person.show_as}",)
        if is_withdrawn(person, today):
            return (f"withdrawn: {person.withdrawn}",)
        if has_left_unnamed(person, privacy, today):
            unnamed = _("people who have left are not named (leavers: unname)")
            return (f"left: {person.left}", unnamed)
        if self.id in permissions.always_named:
            return (f"named: {Named.YES}", *shown)
        if Named.NO in answers:
            return (f"named: {Named.NO}",)
        asked = f"named: {Named.ASK}"
        if consent is None:
            return (asked, _("no consent is recorded"))
        return (asked, consent_in_words(consent), *shown)

    def _own(self, answers: Iterable[Consent]) -> Consent | None:
        """The person's own answer, if it is among some."""
        return next((each for each in answers if each.person == self.id), None)

    def _why_in_text(self, channels: Channels) -> tuple[str, ...]:
        """Why a text that has no consents of its own names the person, or does not."""
        if self.id in self.permissions[channels].opted_out:
            return (_WHY_WITHHELD[Reason.OPTED_OUT],)
        return self._why(channels)

    def _why_withheld(self, decision: Decision) -> tuple[str, ...]:
        """Why a story is not shown, without a word on what others wish."""
        own = [_WHY_WITHHELD[reason] for reason, who in decision.why if who in ("", self.id)]
        others = (
            [_SOMEBODY_ELSE] if any(who not in ("", self.id) for _, who in decision.why) else []
        )
        return tuple(dict.fromkeys([*own, *others]))

    def practices(self) -> Iterator[Finding]:
        """The practices and the sessions that have to do with the person."""
        for practice in self.library.settings.practices:
            shown = {each.id: each for each in self.editions[_SITE].practices}.get(practice.id)
            base, people = texts_of(practice), people_of(practice)
            parts = [Part.LEAD] if self.id in practice.lead else []
            parts += self._parts_of(base, people)
            if parts:
                showing = self._practice(practice, parts, shown is not None)
                yield self._finding(Kind.PRACTICE, practice, practice.title, parts, showing)
            for session in practice.sessions:
                texts = texts_of_session(session)
                owes = any(task.who == self.id for task in session.follow_ups)
                parts = [*([Part.TASK] if owes else []), *self._parts_of(texts, people)]
                if parts:
                    is_shown = shown is not None and any(
                        each.date == session.date for each in shown.sessions
                    )
                    showing = self._practice(practice, parts, is_shown)
                    found = self._finding(Kind.SESSION, practice, practice.title, parts, showing)
                    yield found._replace(date=session.date)

    def _practice(self, practice: Practice, parts: Collection[Part], is_shown: bool) -> Showing:
        permissions = self.permissions[_SITE]
        redactor = PracticeRedactor(self.directory, permissions)
        named = redactor.nameable(practice)
        why = self._why(_SITE, practice.consent)
        if self.id in permissions.opted_out:
            why = (_WHY_WITHHELD[Reason.OPTED_OUT],)
        if not is_shown:
            because = self._own_reason(parts, named, permissions) or _SOMEBODY_ELSE
            return Showing((_SITE,), Form.WITHHELD, (because,))
        if set(parts) == {Part.LEAD} and not redactor.may_lead(self.id):
            left = (f"left: {self.person.left}",) if self.person.left else why
            return Showing((_SITE,), Form.WITHHELD, left)
        if set(parts) == {Part.TASK} and self.id not in named:
            return Showing((_SITE,), Form.WITHHELD, why)
        return self._in_text(_SITE, parts, named, why)

    def _in_text(
        self,
        channels: Channels,
        parts: Collection[Part],
        named: frozenset[str],
        why: tuple[str, ...],
    ) -> Showing:
        """How a shown text of the organisation shows the person, if `named` may be named in it."""
        if set(parts) == {Part.WORD}:
            return Showing((channels,), Form.PERHAPS, (_("the editors typed it"),))
        if Part.SPELLED in parts:
            return Showing((channels,), Form.FULL, why, self.directory.printed(self.person.name))
        naming = self.directory.naming(
            frozenset({self.id}), named, self.library.today, self.permissions[channels]
        )
        person = DisplayNames.of(self.directory, None, naming).shown(self.id)
        form = self._form(person)
        return Showing((channels,), form, why, "" if form is Form.UNNAMED else person.text)

    def _parts_of(
        self, texts: Mapping[str, str | None], people: Collection[str] = ()
    ) -> list[Part]:
        """What the person has to do with some texts."""
        filled = {name: text for name, text in texts.items() if text}
        scan = scan_texts(filled, marks_of(filled), self.directory.names, people)
        is_part = {
            Part.MENTIONED: self.id in mentioned_in(filled),
            **self._names_in(scan),
        }
        return [part for part, is_so in is_part.items() if is_so]

    def helpers(self) -> Iterator[Finding]:
        """The page of those who can be asked, if the person offers anything."""
        person = self.person
        if not person.offers:
            return
        shown = self._helper(self.id, _SITE)
        if shown:
            why = self._why_in_text(_SITE)
            showing = Showing((_SITE,), self._form(shown.who), why, shown.who.text)
        else:
            why = (
                (f"bandwidth: {person.bandwidth}",)
                if person.bandwidth == "paused"
                else (f"left: {person.left}",)
                if person.left and person.left < self.library.today
                else self._why_in_text(_SITE)
            )
            showing = Showing((_SITE,), Form.WITHHELD, why)
        title = " · ".join(shown.topics if shown else person.offers)
        yield Finding(Kind.HELPERS, _PEOPLE, title, None, (Part.OFFERS,), (showing,))

    def forms(self) -> Iterator[Finding]:
        """The names that forms suggest."""
        showings = [
            Showing((channels,), Form.FULL, self._why(channels), edition.people[self.id].text)
            for channels, edition in self.editions.items()
            if channels == _SITE and self.id in edition.people
        ]
        if showings:
            yield Finding(Kind.FORMS, _PEOPLE, "", None, (), tuple(showings))

    def texts(self, texts: Iterable[EditedText]) -> Iterator[Finding]:
        """The texts of the organisation that have to do with the person, entry by entry."""
        for each in texts:
            if isinstance(each.entry, Practice) or each.entry is self.person:
                continue  # above
            name = str(each.keys[-1]) if each.keys and isinstance(each.keys[-1], str) else "text"
            field = str(each.keys[0]) if each.keys else "id"
            if isinstance(each.entry, Guide | EditorChoices) and field in ("body", "note"):
                name = "body"  # Markdown
            parts = self._parts_of({name: each.text})
            if not parts:
                continue
            showings = []
            for channels in _editions_of(each.entry, self.editions):
                value = self._shown_in(each.entry, self.editions[channels])
                part = getattr(value, _attribute(value, field), None) if each.keys else value
                showings.append(self._text(channels, parts, " | ".join(_texts_in(part))))
            title = ".".join(map(str, (*each.entry.origin.keys, *each.keys)))
            yield self._finding(Kind.TEXT, each.entry, title, parts, *showings)

    def _shown_in(self, entry: Entry, edition: Edition) -> object:
        """An entry as an edition shows it, or None."""
        if isinstance(entry, Person):
            return self._helper(str(entry.origin.keys[0]), edition.channels)
        return _shown_in(entry, edition)

    def _helper(self, id_: str, channels: Channels) -> ShownHelper | None:
        """Somebody on the page of those who can be asked, if they are shown there."""
        redactor = PracticeRedactor(self.directory, self.permissions[channels])
        return redactor.helper(id_, self.library.settings.people[id_])

    def _text(self, channels: Channels, parts: Collection[Part], shown: str) -> Showing:
        """How one edition shows the person in a text that is there as `shown`, or left out."""
        permissions = self.permissions[channels]
        named = permissions.named_anywhere
        own_reason = self._own_reason(parts, named, permissions)
        has_name = Part.SPELLED not in parts or any(
            holds_name(name.name, shown) for name in self.person.names
        )
        if own_reason or not shown or not has_name:
            because = own_reason or _SOMEBODY_ELSE
            return Showing((channels,), Form.WITHHELD, (because,))
        return self._in_text(channels, parts, named, self._why_in_text(channels))

    def _finding(
        self, kind: Kind, entry: Entry, title: str, parts: Iterable[Part], *showings: Showing
    ) -> Finding:
        consents = entry.consent if isinstance(entry, Practice) else ()
        return Finding(
            kind,
            entry.origin.path,
            title,
            None,
            tuple(parts),
            _merged(showings),
            self._own(consents),
        )

    def entry(self) -> Iterator[Kept]:
        """What people.yml holds about the person, field by field."""
        for name, info in fields_of(Person).items():
            value = getattr(self.person, name)
            if value != info.default or name in ("named", "show_as"):
                wish = _ALSO_SHOWN.get(name)
                printed = Use.PRINTED in info.metadata if wish is None else self._says(wish)
                yield Kept(_PEOPLE, f"{name}: {_in_words(value)}", printed)

    def _says(self, wish: AlsoShow) -> bool:
        """Whether stories may say something of the person beside the name, or in its place."""
        by_role = wish is AlsoShow.ROLE and self.person.show_as is ShowAs.ROLE
        return by_role or wish in self.person.also_show

    def kept(self, stories: Iterable[Story]) -> Iterator[Kept]:
        """What other files hold about the person that is printed nowhere."""
        for story in stories:
            scan = self.library.by_id[story.id].scan
            consent = self._own(story.consent)
            if consent:
                yield Kept(story.origin.path, consent_in_words(consent))
            if no := self._own(story.declined):
                yield Kept(story.origin.path, no_in_words(no))
            if self.id in scan.source:
                what = _("a comment may contain the name, or part of it")
                yield Kept(story.origin.path, what)
        for practice in self.library.settings.practices:
            if self.id in practice.members:
                what = _("is a member; members are counted, not named")
                yield Kept(practice.origin.path, what)
            for consent in practice.consent:
                if consent.person == self.id:
                    yield Kept(practice.origin.path, consent_in_words(consent))
        for season in self.library.settings.rounds:
            for pair in season.pairs:
                if self.id in (pair.learner, pair.mentor):
                    yield Kept(season.origin.path, _pair_in_words(pair, self.id))
                elif self.id in mentioned_in({"topic": pair.topic, "why": pair.why}):
                    what = _("is mentioned in a pair; pairs are private")
                    yield Kept(season.origin.path, what)


def consent_in_words(consent: Consent) -> Message:
    """A consent in words, with its day and how it was given if they are known."""
    day, how = consent.on, consent.how
    if day and how:
        return _("consent recorded on %(day)s (%(how)s)", day=day, how=how)
    if day:
        return _("consent recorded on %(day)s", day=day)
    return _("consent recorded (%(how)s)", how=how) if how else _("consent recorded")


def _pair_in_words(pair: Pair, id_: str) -> Message:
    """What somebody is in a mentoring pair, and how often it met if that is kept."""
    is_learner = id_ == pair.learner
    if pair.met is None:
        return (
            _("is the learner in a pair; pairs are private")
            if is_learner
            else _("is the mentor in a pair; pairs are private")
        )
    if is_learner:
        return ngettext(
            "is the learner in a pair that met %(num)s time; pairs are private",
            "is the learner in a pair that met %(num)s times; pairs are private",
            pair.met,
        )
    return ngettext(
        "is the mentor in a pair that met %(num)s time; pairs are private",
        "is the mentor in a pair that met %(num)s times; pairs are private",
        pair.met,
    )


def no_in_words(answer: Consent) -> Message:
    """A no in words, with its day and how it was given if they are known."""
    day, how = answer.on, answer.how
    if day and how:
        return _("a no recorded on %(day)s (%(how)s)", day=day, how=how)
    if day:
        return _("a no recorded on %(day)s", day=day)
    return _("a no recorded (%(how)s)", how=how) if how else _("a no recorded")


def _merged(showings: Iterable[Showing]) -> tuple[Showing, ...]:
    """Showings that differ only in their editions as one."""
    found: dict[Showing, list[Channels]] = {}
    for each in showings:
        found.setdefault(each._replace(editions=()), []).extend(each.editions)
    return tuple(each._replace(editions=tuple(editions)) for each, editions in found.items())


def _editions_of(entry: Entry, editions: Iterable[Channels]) -> list[Channels]:
    """The editions that print an entry."""
    if isinstance(entry, Guide | Scenario | Term | Phrase):
        return [_ONBOARDING]
    if isinstance(entry, Person):
        return [_SITE]
    if isinstance(entry, EditorChoices):
        return [each for each in editions if each & {Channel.NEWSLETTER, Channel.TOWNHALL}]
    return list(editions)


def _shown_in(entry: Entry, edition: Edition) -> object:
    """An entry as an edition shows it, or None."""
    name = (*entry.origin.keys, entry.origin.path.rpartition("/")[2].rpartition(".")[0])[0]
    if isinstance(entry, Site):
        return edition.site
    if isinstance(entry, Newsletter):
        return edition.newsletter
    if isinstance(entry, Guide):
        return next((guide for guide in edition.guides if guide.id == entry.id), None)
    tables: tuple[Mapping[str, object], ...] = (
        edition.choices if isinstance(entry, EditorChoices) else {},
        edition.scenarios if isinstance(entry, Scenario) else {},
        edition.glossary if isinstance(entry, Term) else {},
        edition.phrases if isinstance(entry, Phrase) else {},
        edition.themes if isinstance(entry, Theme) else {},
        edition.norms if isinstance(entry, Norm) else {},
        edition.teams if isinstance(entry, Team) else {},
    )
    return next((table[name] for table in tables if name in table), None)


def _attribute(value: object, field: str) -> str:
    """The name of a field in an edition: "not" is a keyword, and what is offered has topics."""
    if field == "offers":
        return "topics"
    return field if hasattr(value, field) else f"{field}_"


def _texts_in(value: Any) -> Iterator[str]:
    """Every text in a value that an edition holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _texts_in(tuple(getattr(value, name) for name in type(value).model_fields))
    elif isinstance(value, Mapping):
        yield from _texts_in(tuple(value.values()))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts_in(each)


def _in_words(value: object) -> str:
    """A value of people.yml on one line, in the words of the file."""
    if isinstance(value, NamingWishes):
        answers = {channel.value: value.on(channel).value for channel in Channel}
        same = set(answers.values())
        return same.pop() if len(same) == 1 else ", ".join(f"{c} {a}" for c, a in answers.items())
    if isinstance(value, BaseModel):
        given = ((name, getattr(value, name)) for name in type(value).model_fields)
        return "; ".join(f"{name} {_in_words(each)}" for name, each in given if each)
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_in_words(each)}" for key, each in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_in_words, value)) or "[]"
    return "yes" if value is True else str(value)
