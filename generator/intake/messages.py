"""Read messages, from a chat or a mail, as answers by field.

Who wrote a message of thanks received, and those gave who are thanked: whose names follow the words of
thanks. Somebody who is named elsewhere gave nothing that this module is certain of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.intake import resolve
from generator.intake.chats import chat_posts, has_other_head
from generator.intake.encodings import read_text
from generator.intake.mails import bare_subject, is_mail_file, mails, pasted_mail
from generator.intake.posts import Post
from generator.intake.tables import Doubt, encoding_doubt
from generator.intake.values import with_mentions
from generator.intake.writing import sanitized
from generator.languages.message import Message, all_of, ngettext
from generator.languages.message import gettext as _
from generator.model import ID, Settings
from generator.text.dates import Order, find_day, order_in
from generator.text.name_words import HONORIFICS
from generator.text.unspaced import has_unspaced, set_apart

_SPEAKER = re.compile(r"^(?P<who>[^\n:!?]{2,60}?):[ \t]+(?=\S)")
_MENTION = re.compile(rf"(?<![\w@\\-])@({ID})(?![\w@]|\.\w)")
_HANDLE = re.compile(r"[ \t]*\(@[^)\n]{1,60}\)")

_SPACES = re.compile(r"[^\S\n]+")
_LIST = rf"@{ID}(?: ?\(@{ID}\))?(?:(?: ?[,;&+/、] ?| )(?:(?:and|y|e|et|und|og|och|en|ve|i|и|و) )?@{ID})*"
_THANKS = (
    r"(?:thank(?:s|[ -]?you|ing|ful)?|thx|kudos|props|shout[ -]?outs?|hats off|grateful|cheers|hat tip|h/t"
    r"|gracias|agradec\w+|merci|remerci\w+|danke\w*|dank|bedank\w*|grazie|ringrazi\w+|obrigad[oa]s?|agrade[çc]\w*"
    r"|tack\w*|takk?|dzięk\w+|podzięk\w+|děkuj\w+|díky|спасибо|благодар\w+|дяку\w+|teşekkür\w*|شكرا\w*"
    r"|谢谢|感谢|多谢|謝謝|感謝|ありがとう\w*|감사\w*)"
)
_BETWEEN = (
    r"(?: ?[,:!–—-]? ?(?:you|to|so much|very much|a lot|a million|again|goes?|out|all|our|my|dear|the|great"
    r"|amazing|wonderful|colleagues?|a|an|al|la|el|à|au|aux|ai|te|le|les|dir|euch|ihr|y|de|do|da|das|dos|til|till"
    r"|för|dla|für|ganz|herzlich\w*|vielmals|mucho|muchas|beaucoup|mille|mil))* ?[,:!–—-]? ?"
)
_THANKED = (
    re.compile(
        rf"(?:(?<!\w)|(?=[\u3040-\uffff]))(?<!no )(?<!not ){_THANKS}{_BETWEEN}({_LIST})(?!['’]s?\b|\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:^|(?<=[.!?…]\s)) ?({_LIST}) ?[,:!–—、，-]+ ?(?:(?:a|many|big|huge|so|ein|viele[nr]?|muchas|mille|mil) )*{_THANKS}(?!\w)",
        re.IGNORECASE | re.MULTILINE,
    ),
)
"""Words of thanks with those whom they are for, in a text with mentions."""
_MORE = re.compile(r" ?(?:[,&+]|\b(?:and|y|e|et|und|og|och|en)\b) ?(?!I\b)([^\W\d_a-z]\w+)")
"""Somebody else in the list of those who are thanked, whom nobody here knows."""
_CLOSING = re.compile(rf"(?:\n|\A){_THANKS}[,!.]? ?@{ID}\W{{0,9}}\Z", re.IGNORECASE)
"""Words of thanks as the last line: the name may be of who signs."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """The answers in a message, notes about what was assumed, and why it is not written as it is."""

    answers: dict[str, str]
    notes: tuple[Message, ...] = ()
    doubt: Doubt | None = None


def read_messages(
    raw: bytes,
    settings: Settings,
    *,
    each: bool = False,
    order: Order | None = None,
    encoding: str | None = None,
) -> list[ReadMessage]:
    """The messages of a file: of one mail, of a box of mails, or of a text that was pasted.

    Args:
        raw: The file.
        settings: The organisation, for the names in it.
        each: Whether each message of a chat is a story of its own. Otherwise the chat is one story, and it
            is in doubt if that may be more than one of the messages.
        order: How 10/11/2026 is meant.
        encoding: The encoding of the file; without it, it is recognised.

    Raises EncodingError.
    """
    if is_mail_file(raw):
        return [_read(post, settings, order) for post in mails(raw)]
    reading = read_text(raw, encoding)
    text = sanitized(reading.text)
    posts = chat_posts(reading.text) or _spoken(text, settings)
    if not posts:
        found = [_read(pasted_mail(text), settings, order)]
    else:
        order = order or order_in(post.day for post in posts)
        found = [_read(_checked(post), settings, order) for post in posts]
        if len(found) > 1 and not each:
            found = [_only(posts, found)]
    if reading.rivals:
        doubt = encoding_doubt(reading)
        return [ReadMessage(message.answers, message.notes, doubt) for message in found]
    return found


def read_message(text: str, settings: Settings) -> ReadMessage:
    """Read a pasted message. What it does not say is left out."""
    (message,) = read_messages(text.encode("utf-8", "replace"), settings)
    return message


def _spoken(text: str, settings: Settings) -> list[Post]:
    """A message that begins with the name of a colleague and a colon."""
    speaker = _SPEAKER.match(text)
    if speaker is None or not _known(speaker["who"], settings):
        return []
    return [Post(text[speaker.end() :], speaker["who"])]


def _checked(post: Post) -> Post:
    """A message of a chat, with a fault if another may begin within it."""
    if has_other_head(post.text):
        return post._replace(
            fault=_("one of its lines looks like the beginning of another message")
        )
    return post


def _only(posts: Sequence[Post], found: Sequence[ReadMessage]) -> ReadMessage:
    """The one message of a chat that is a story, if it is clear which; the others are left out."""
    thankful = [
        n for n, message in enumerate(found) if "givers" in message.answers or message.doubt
    ]
    if not thankful:
        return found[0]
    at = thankful[0]
    others = [post for n, post in enumerate(posts) if n != at]
    if len(thankful) > 1 or any(post.author == posts[at].author for post in others):
        doubt = Doubt(
            ngettext(
                "it has %(num)s message, and more than one may belong to the story",
                "it has %(num)s messages, and more than one may belong to the story",
                len(posts),
            ),
            _("use --each for a story from each, or keep only what belongs together in the file"),
            is_question=True,
        )
        return ReadMessage(found[at].answers, found[at].notes, doubt)
    left = [
        _('left out: "%(text)s" by %(author)s', text=post.text[:_SHOWN], author=post.author)
        for post in others
    ]
    return ReadMessage(found[at].answers, (*found[at].notes, *left), found[at].doubt)


def _read(post: Post, settings: Settings, order: Order | None) -> ReadMessage:
    text = with_mentions(sanitized(post.text), settings)
    wrote = _known(post.author, settings)
    named = [
        id_ for id_ in dict.fromkeys(_MENTION.findall(set_apart(text))) if id_ in settings.people
    ]
    others = [id_ for id_ in named if id_ != wrote]
    thanked = [id_ for id_ in _thanked(text) if id_ in others]
    doubt = _doubt(post, text, others, thanked, settings)
    answers: dict[str, str] = {}
    if wrote:
        answers["receivers"] = wrote
    if thanked and doubt is None:
        answers["givers"] = ", ".join(thanked)
    if found := find_day(post.day, order) or (None if post.day else find_day(text, order)):
        answers["date"] = found.isoformat()
    elif post.day and any(char.isdigit() for char in post.day):
        answers["date"] = post.day
    if subject := bare_subject(post.subject):
        answers["title"] = subject
    if text:
        answers["body"] = text
    notes = [_("left out: %(what)s", what=what) for what in post.left_out]
    if wrote and "givers" in answers:
        notes.append(
            _(
                "the writer counts as the person who was helped, and the people they thank as those "
                "who helped; swap them if that is wrong"
            )
        )
    return ReadMessage(answers, tuple(notes), doubt)


def _doubt(
    post: Post, text: str, others: Sequence[str], thanked: Sequence[str], settings: Settings
) -> Doubt | None:
    """Why it is not certain where a message ends, or who gave."""
    if post.fault:
        return Doubt(post.fault, _("keep only what belongs to the story in the file"))
    for line in text.split("\n")[1:]:
        person = _known(line.rstrip(" :"), settings) if len(line) <= _SHOWN else ""
        if person and person != _known(post.author, settings):
            return Doubt(
                _(
                    'the line "%(line)s" may be a signature, or begin what someone else wrote',
                    line=line.strip(),
                ),
                _("keep only what belongs to the story in the file"),
            )
    rest = [id_ for id_ in others if id_ not in thanked]
    if rest:
        named = [settings.people[id_].name for id_ in rest]
        return Doubt(
            _("it names %(names)s, but it is not clear whether they helped", names=all_of(named)),
            _("say who helped, for example --giver %(id)s", id=thanked[0] if thanked else rest[0]),
            is_question=True,
        )
    lines = {frozenset(people) for line in text.split("\n") if (people := _thanked(line))}
    if len(lines) > 1:
        return Doubt(
            _("it thanks different people on different lines, so it may be several stories"),
            _("say who helped with --giver, or make a file for each story"),
            is_question=True,
        )
    if more := _more(text):
        return Doubt(
            _('it also thanks "%(name)s", who is not in people.yml', name=more),
            _("add them, or say who helped with --giver"),
            is_question=True,
        )
    return None


def _thanked(text: str) -> list[str]:
    """The ids after words of thanks, and before them at the beginning of a sentence."""
    text = _SPACES.sub(" ", _with_spaces(text) if has_unspaced(text) else text)
    closing = _CLOSING.search(text)
    if closing and closing.start() > 0:
        text = text[: closing.start()]
    found = [
        id_
        for pattern in _THANKED
        for match in pattern.finditer(text)
        for id_ in _MENTION.findall(match[1])
    ]
    return list(dict.fromkeys(found))


def _with_spaces(text: str) -> str:
    """A text with spaces around its mentions and without the titles that follow them: @ana for @anaさん."""
    titled = re.compile(rf"(?:{'|'.join(sorted(HONORIFICS, key=len, reverse=True))})?")
    for mention in reversed(list(_MENTION.finditer(set_apart(text)))):
        after = titled.match(text, mention.end())
        rest = text[after.end() if after else mention.end() :]
        text = f"{text[: mention.start()]} {mention[0]} {rest}"
    return text


def _more(text: str) -> str:
    """A word that goes on a list of those who are thanked."""
    text = _SPACES.sub(" ", text)
    for match in _THANKED[0].finditer(text):
        if after := _MORE.match(text, match.end(1)):
            return after[1]
    return ""


def _known(text: str, settings: Settings) -> str:
    """The id of the person whose name a text is, with or without a handle or an address."""
    bare = _HANDLE.sub("", text).strip(" *_\"'@[]")
    found = resolve.person_id(bare, settings) if bare else ""
    return found if found in settings.people else ""
