"""Read somebody's wish about how they are named, as the page `/wish/` writes it into a mail or an issue.

    name: Sam Lee
    site: yes
    newsletter: ask
    townhall: no
    onboarding: nowhere
    show_as: first
    role: yes
    place: no

Lines between these, and what an answer quotes, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr
from enum import IntEnum
from typing import Literal, NamedTuple

from generator.intake.encodings import EncodingError, read_text
from generator.intake.mails import is_mail_file, mails
from generator.intake.writing import sanitized
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model import AlsoShow, Channel, Named, Person, Settings, ShowAs
from generator.source.lookup import lookup_of

NAME = "name"
SHOW_AS = "show_as"
_LINE = re.compile(
    r"[ \t]*(?:[-*][ \t]+)?`?(?P<key>[a-z_]{2,20})`?[ \t]*[:=][ \t]*`?(?P<value>[^`]{1,160}?)`?[ \t]*"
)


class Level(IntEnum):
    """How much of somebody a channel may show, from nothing to their name."""

    NOWHERE = 0
    NO = 1
    ASK = 2
    YES = 3

    @property
    def word(self) -> str:
        return self.name.lower()


_NAMED = {Level.NOWHERE: Named.NO, Level.NO: Named.NO, Level.ASK: Named.ASK, Level.YES: Named.YES}
_ANSWERS = ("no", "yes")
_FORMS = (ShowAs.ROLE, ShowAs.FIRST, ShowAs.FULL)
"""From the least to the most of a name."""


class WishError(Exception):
    """A text that holds no wish, or none that is clear, with the reason."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class Wish(NamedTuple):
    """How somebody may be shown: channel by channel, in which form, and what is said beside the name."""

    levels: Mapping[Channel, Level]
    show_as: ShowAs
    also_show: frozenset[AlsoShow] = frozenset()


class Sent(NamedTuple):
    """A wish as it was sent: whose it is, what it says, and why it may be somebody else's."""

    person: str
    levels: Mapping[Channel, Level]
    show_as: ShowAs | None
    doubt: Message | Literal[""] = ""
    also_show: Mapping[AlsoShow, bool] = {}

    def onto(self, wish: Wish) -> Wish:
        """The wish that it makes of the one before."""
        also = {each for each in AlsoShow if self.also_show.get(each, each in wish.also_show)}
        levels = {**wish.levels, **self.levels}
        return Wish(levels, self.show_as or wish.show_as, frozenset(also))


class WishChange(NamedTuple):
    """One difference between two wishes: where, what was and what is wished, and whether it shows more."""

    where: str
    before: str
    after: str
    widens: bool


def wish_of(person: Person) -> Wish:
    """The wish that people.yml has."""
    levels = {
        channel: Level.NOWHERE
        if person.channels is not None and channel not in person.channels
        else Level[person.named.on(channel).name]
        for channel in Channel
    }
    return Wish(levels, person.show_as, frozenset(person.also_show))


def narrower(one: Wish, other: Wish) -> Wish:
    """What both wishes allow."""
    levels = {channel: min(one.levels[channel], other.levels[channel]) for channel in Channel}
    form = min(one.show_as, other.show_as, key=_FORMS.index)
    return Wish(levels, form, one.also_show & other.also_show)


def changes(before: Wish, after: Wish) -> Iterator[WishChange]:
    """What is different, in the order of the channels."""
    for channel in Channel:
        was, now = before.levels[channel], after.levels[channel]
        if was != now:
            yield WishChange(channel.value, was.word, now.word, now > was)
    if before.show_as is not after.show_as:
        widens = _FORMS.index(after.show_as) > _FORMS.index(before.show_as)
        yield WishChange(SHOW_AS, before.show_as.value, after.show_as.value, widens)
    for each in AlsoShow:
        was_shown, is_shown = each in before.also_show, each in after.also_show
        if was_shown != is_shown:
            yield WishChange(each.value, _ANSWERS[was_shown], _ANSWERS[is_shown], is_shown)


def fields_of(wish: Wish, person: Person) -> dict[str, object]:
    """The fields of people.yml that hold a wish; None for one that is not needed."""
    named = {channel.value: _NAMED[level].value for channel, level in wish.levels.items()}
    kept = [channel.value for channel, level in wish.levels.items() if level is not Level.NOWHERE]
    is_everywhere = len(kept) == len(Channel)
    return {
        "named": named if len({*named.values()}) > 1 else next(iter(named.values())),
        "channels": None if is_everywhere and person.channels is None else kept,
        "show_as": None if wish.show_as is person.show_as else wish.show_as.value,
        "also_show": None
        if wish.also_show == frozenset(person.also_show)
        else [each.value for each in AlsoShow if each in wish.also_show],
    }


def read_wish(raw: bytes, settings: Settings) -> Sent:
    """The wish in a file: a mail (.eml), the body of an issue, or a text that was pasted.

    Raises WishError with a reason.
    """
    sender = ""
    if is_mail_file(raw):
        found = mails(raw)
        if len(found) != 1:
            raise WishError(_("it is a mailbox of several e-mails; save each wish as its own file"))
        text, sender = found[0].text, found[0].author
    else:
        try:
            text = read_text(raw).text
        except EncodingError as error:
            raise WishError(error.reason) from None
    said = _answers(sanitized(text))
    name = said.pop(NAME, "")
    lookup = lookup_of(settings)
    person = lookup.find(name, only_people=True) if name else None
    if person is None:
        raise WishError(
            _('"%(name)s" does not clearly mean anyone in people.yml', name=name)
            if name
            else _("it has no line with a name")
        )
    shown = said.pop(SHOW_AS, None)
    if shown is not None and shown not in [form.value for form in ShowAs]:
        raise WishError(
            _('"%(value)s" is not a way to be named; write full, first or role', value=shown)
        )
    also = {each: _answer(each, said.pop(each.value)) for each in AlsoShow if each.value in said}
    levels = {Channel(key): _level(key, value) for key, value in said.items()}
    if not levels and not also and shown is None:
        raise WishError(_("it says nothing about any channel"))
    sent_by = lookup.find_account(*parseaddr(sender)) if sender else None
    doubt: Message | Literal[""] = ""
    if sender and sent_by != person:
        doubt = _("The e-mail was sent from an address that is not on record as theirs.")
    return Sent(person, levels, ShowAs(shown) if shown else None, doubt, also)


def _answers(text: str) -> dict[str, str]:
    """The lines of a wish. Raises WishError if two of them disagree."""
    known = {
        NAME,
        SHOW_AS,
        *(channel.value for channel in Channel),
        *(each.value for each in AlsoShow),
    }
    said: dict[str, str] = {}
    for line in text.split("\n"):
        match = _LINE.fullmatch(line)
        if match is None or match["key"] not in known:
            continue
        key = match["key"]
        value = match["value"] if key == NAME else match["value"].casefold()
        if said.setdefault(key, value) != value:
            raise WishError(_('it has "%(key)s" twice, with two answers', key=key))
    return said


def _level(key: str, value: str) -> Level:
    try:
        return Level[value.upper()]
    except KeyError:
        raise WishError(
            _(
                '"%(line)s" is not a wish; write yes, ask, no or nowhere',
                line=f"{key}: {value}",
            )
        ) from None


def _answer(key: str, value: str) -> bool:
    if value not in _ANSWERS:
        raise WishError(_('"%(line)s" is not an answer; write yes or no', line=f"{key}: {value}"))
    return value == "yes"
