"""Messages that were copied or exported from a chat.

The programs write when and by whom above or before each message, by the language of the phone. Formats
seen in public: exports of WhatsApp (github.com/Pustur/whatsapp-chat-parser,
github.com/joweich/chat-miner), and what Teams, Slack, Telegram, Discord, Google Chat and Mattermost put
on the clipboard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake.posts import Post, plain_spaces

_HALF = r"(?:[AaPp]\. ?[Mm]\.|[AaPp][Mm]|ص|م|πμ|μμ|de|du|ip|iltap)"
_TIME = rf"(?:(?:오전|오후|上午|下午|午前|午後) ?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?(?: ?{_HALF})?(?: Uhr)?"
_DIGITS = r"(?:\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}\.?)"
_WORDS = r"(?:(?:[^\W\d_]+\.?,? )?\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?[^\W\d_]{3,}\.?,?(?: (?:de )?\d{4})?|(?:[^\W\d_]+\.?,? )?[^\W\d_]{3,}\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4})?)"
_DAY = rf"(?:{_DIGITS}|{_WORDS}|\d{{4}}[年년] ?\d{{1,2}}[月월] ?\d{{1,2}}[日일])"
_BETWEEN = r"(?:[,،、]? (?:at |um |kl\.? |à |a las |om |alle |às )?|[,،] ?)"
_WHEN = rf"(?:(?P<day>{_DAY}){_BETWEEN})?{_TIME}"
_DATED = rf"(?P<day>{_DAY}){_BETWEEN}{_TIME}"
_LATELY = (
    r"(?:Today|Yesterday|Heute|Gestern|Hoy|Ayer|Aujourd'hui|Hier|Oggi|Ieri)(?: at| um| a las| à)? "
)
_WHO = r"(?P<who>[^\n:\"“”„«»\[\]{}!?]{2,60}?)"
_HEADS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        rf"^\[{_DATED}\] (?:~ ?)?{_WHO}: ?",  # WhatsApp on iOS
        rf"^{_DATED} [-–] {_WHO}: ",  # WhatsApp on Android
        rf"^{_DATED}: {_WHO}: ",  # WhatsApp, long ago
        rf"^\[?{_WHEN}\]? *(?:[-–] )?(?P<who>[^\n:\[\]\d]{{2,60}}): *\n?",
        rf"^\[{_WHEN}\] {_WHO} *\n",  # Teams
        rf"^{_WHO}, \[{_DATED}\]:? *\n",  # Telegram
        rf"^{_WHO}(?: —| –|,) (?:{_LATELY})?{_WHEN} *\n",  # Discord, Google Chat
        rf"^{_WHO} +(?:APP +)?\[?(?:{_LATELY})?{_WHEN}\]? *\n",  # Slack
        rf"^{_WHO} *\n *\[?(?:{_LATELY})?{_WHEN}\]? *\n",  # Teams, Slack, Mattermost
    )
)
_NOTICE = re.compile(rf"^\[?{_DATED}\]?(?: [-–]|:)? (?P<notice>[^\n]*)\n?", re.MULTILINE)
"""What WhatsApp says itself: a day and a time without anybody's name."""
_NOTHING = re.compile(
    r"<[^<>\n]{3,60}>|[\w.-]+ \([^()\n]{3,30}\)|(?:image|video|audio|sticker|GIF|document|Contact card) omitted"
    r"|(?:This message was deleted|You deleted this message)\.?|Messages and calls are end-to-end encrypted.*"
)
_EDITED = re.compile(r" *<[^<>\n]{3,40}> *$")
_SYSTEM = "\u200e"
"""What WhatsApp puts before its own words, where it says them in somebody's name."""


def chat_posts(text: str) -> list[Post]:
    """The messages of a chat in their order; none if a text does not begin like one.

    Text that belongs to no message, and messages without words, are left out.
    """
    plain = plain_spaces(text).strip() + "\n"
    start = 0
    while (notice := _NOTICE.match(plain, start)) and not any(
        h.match(plain, start) for h in _HEADS
    ):
        start = notice.end()
    head = next((head for head in _HEADS if head.match(plain, start)), None)
    if head is None:
        return []
    system = _system_lines(text)
    return [post for post in _posts(plain[start:], head) if post.text and post.text not in system]


def has_other_head(text: str) -> bool:
    """Whether a line within a message looks as if another message began there."""
    plain = plain_spaces(text).strip() + "\n"
    return any(match.start() > 0 for head in _HEADS for match in head.finditer(plain))


def _posts(text: str, head: re.Pattern[str]) -> Iterator[Post]:
    heads = list(head.finditer(text))
    for number, match in enumerate(heads):
        end = heads[number + 1].start() if number + 1 < len(heads) else len(text)
        said = text[match.end() : end]
        if notice := _NOTICE.search(said):
            said = said[: notice.start()]
        said = _EDITED.sub("", said.strip()).strip()
        if not _NOTHING.fullmatch(said):
            yield Post(said, match["who"].strip(" ~"), match["day"] or "")


def _system_lines(text: str) -> set[str]:
    """What WhatsApp says in the name of somebody who never wrote it."""
    said = (line.partition(f": {_SYSTEM}") for line in text.split("\n"))
    return {plain_spaces(after).strip() for _, sign, after in said if sign}
