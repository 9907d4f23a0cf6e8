"""One message as it was found, in a chat or a mail, before anybody asks what it says."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from generator.languages.message import Message
from generator.text.clean import unix_lines

_SPACES = re.compile(r"[^\S\n]")
_MANY = re.compile(" {9,}")
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


class Post(NamedTuple):
    """A message.

    `fault` says why it is not certain where the message ends; `left_out` what was taken off it.
    """

    text: str
    author: str = ""
    day: str = ""
    subject: str = ""
    fault: Message | Literal[""] = ""
    left_out: tuple[str, ...] = ()


def plain_spaces(text: str) -> str:
    """A text with Unix line ends and nothing but plain spaces, at most eight in a row; phones put narrow
    ones into times.
    """
    return _MANY.sub(" " * 8, _SPACES.sub(" ", _MARKS.sub("", unix_lines(text))))
