"""Read a pasted message, from a chat or a mail, as answers by field.

In a message of thanks, the author received and the people it names gave.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.intake import resolve
from generator.intake.values import with_mentions
from generator.intake.writing import sanitized
from generator.model import Settings
from generator.text.dates import find_day

_HEADER = re.compile(r"^(From|Date|Sent|Subject|To|Cc|Reply-To)[ \t]*:[ \t]*(.*)$", re.IGNORECASE)
_CHAT = re.compile(
    r"^(?P<who>[^\n:,.!?]{2,60}?)[ \t]+(?:APP[ \t]+)?\[?(?P<when>\d{1,2}[:.]\d{2}(?:[ \t]?[AaPp][Mm])?)\]?[ \t]*$"
)
_STAMPED = re.compile(
    r"^\[?(?P<when>\d{1,4}[./-]\d{1,2}[./-]\d{1,4}[^\]\n\w]{1,3}\d{1,2}:\d{2}(?::\d{2})?(?:[ \t]?[AaPp][Mm])?"
    r"|\d{1,2}:\d{2}(?:[ \t]?[AaPp][Mm])?)\]?[ \t]*(?:[-–][ \t]+)?(?P<who>[^\n:\[\]]{2,60})(?::[ \t]+|[ \t]*\n)"
)
"""How Teams and WhatsApp begin a message: [14/10/2026 16:12] Salma."""
_SPEAKER = re.compile(r"^(?P<who>[^\n:!?]{2,60}?):[ \t]+(?=\S)")
_QUOTED = re.compile(r"^>[ \t]?", re.MULTILINE)
_MENTION = re.compile(r"(?<![\w@\\-])@([a-z0-9]+(?:-[a-z0-9]+)*)")
_SIGN_OFF = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
_LONGEST = 300
_HANDLE = re.compile(r"[ \t]*\(@[^)\n]{1,60}\)|[ \t]*<[^>\n]{1,80}>")


@dataclass(frozen=True, slots=True)
class Message:
    """The answers in a message, and notes about assumptions to verify."""

    answers: dict[str, str]
    notes: tuple[str, ...] = field(default=())


def read_message(text: str, settings: Settings) -> Message:
    """Read a pasted message. What it does not say is left out."""
    headers, body = _headers(sanitized(text))
    answers: dict[str, str] = {}
    author = headers.get("from", "")
    if chat := _CHAT.match(body.partition("\n")[0]):
        author, body = chat["who"], body.partition("\n")[2]
    elif stamp := _STAMPED.match(body):
        author, body = stamp["who"], body[stamp.end() :]
        headers.setdefault("date", stamp["when"])
    elif not author and (speaker := _SPEAKER.match(body)) and _known(speaker["who"], settings):
        author, body = speaker["who"], body[speaker.end() :]
    body = _SIGN_OFF.sub("", body).strip()
    if body and all(line.startswith(">") for line in body.split("\n") if line.strip()):
        body = _QUOTED.sub("", body)
    written = with_mentions(body, settings)
    written = _first_names(written, settings)
    wrote = _known(author, settings)
    named = [id_ for id_ in dict.fromkeys(_MENTION.findall(written)) if id_ in settings.people]
    if wrote:
        answers["receivers"] = wrote
    if givers := [id_ for id_ in named if id_ != wrote]:
        answers["givers"] = ", ".join(givers)
    if found := find_day(headers.get("date", headers.get("sent", ""))) or find_day(body):
        answers["date"] = found.isoformat()
    if headers.get("subject"):
        answers["title"] = re.sub(
            r"^(?:(?:re|fwd?|aw|wg):\s*)+", "", headers["subject"], flags=re.IGNORECASE
        )
    if written:
        answers["body"] = written
    notes = ["who wrote it received, and whom it names gave: turn it round if it was otherwise"]
    return Message(answers, tuple(notes if wrote and givers else ()))


def _headers(text: str) -> tuple[dict[str, str], str]:
    """The headers of a mail, if there are any, and the rest."""
    headers: dict[str, str] = {}
    lines = text.split("\n")
    at = 0
    while at < len(lines) and (match := _HEADER.match(lines[at])):
        headers.setdefault(match[1].lower(), match[2].strip()[:_LONGEST])
        at += 1
    return headers, "\n".join(lines[at:]).strip()


def _known(text: str, settings: Settings) -> str:
    """The id of the person whose name a text is, with or without a handle or an address."""
    bare = _HANDLE.sub("", text).strip(" *_\"'@[]")
    found = resolve.person_id(bare, settings) if bare else ""
    return found if found in settings.people else ""


def _first_names(text: str, settings: Settings) -> str:
    """Replace `@Maria`, as typed in a chat, with her id if there is one Maria."""

    def as_id(match: re.Match[str]) -> str:
        found = resolve.person_id(match[1], settings)
        return f"@{found}" if found in settings.people else match[0]

    return re.sub(r"(?<![\w@\\])@([^\W\d_]+)(?![\w-])", as_id, text)
