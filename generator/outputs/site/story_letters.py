"""Letters that a reader of a story may want to write, begun for them: mail without an address.

Nothing is sent or kept: a link opens the reader's own mail program, and they say whom it is for.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from generator.edition import ShownStory
from generator.languages.messages import Messages

_MAIL = re.compile(r"[^@\s<>?&=#%,;:]+@[^@\s<>?&=#%,;:]+")
_TITLE = 120
"""The length of a title in a subject."""
_TITLE_HERE, _ADDRESS_HERE = "\0", "\1"
"""Placeholders for the title and the address of a story. Stories with control characters are refused."""


class Letter(NamedTuple):
    """A letter: what its link says, and the text, which can be copied instead."""

    label: str
    href: str
    text: str


class Letters(NamedTuple):
    """What a reader of a story may want to write."""

    thanks: Letter
    reminder: Letter
    """To somebody whom the story reminds the reader of."""
    change: Letter | None
    """To the editors, from somebody who is in the story; None where mail does not reach them."""


def letters(story: ShownStory, address: str, contact: str | None, words: Messages) -> Letters:
    """Letters about a story.

    Args:
        story: The story.
        address: That of its page.
        contact: How the editors can be reached.
        words: Our words in the language of the letters.
    """
    title = short_title(story)
    begun = (_TITLE_HERE, title), (_ADDRESS_HERE, address)
    quoted = [(quote(mark), quote(text)) for mark, text in begun]

    def about(blank: Letter) -> Letter:
        href, text = blank.href, blank.text
        for mark, value in quoted:
            href = href.replace(mark, value)
        for mark, value in begun:
            text = text.replace(mark, value)
        return Letter(blank.label, href, text)

    thanks, reminder, change = _blank_letters(contact, words)
    return Letters(about(thanks), about(reminder), change and about(change))


@lru_cache(maxsize=8)
def _blank_letters(contact: str | None, words: Messages) -> Letters:
    """Letters with placeholders, which are made once and filled in for each of thousands of stories."""
    _ = words.gettext
    story = {"title": _TITLE_HERE, "address": _ADDRESS_HERE}
    return Letters(
        letter(
            "",
            _("Say thanks"),
            _("Thank you"),
            _("I have just read “%(title)s” and want to thank you for it.\n\n%(address)s", **story),
        ),
        letter(
            "",
            _("Who does this remind you of? Tell them"),
            _("This reminded me of you"),
            _("I have just read “%(title)s” and thought of you.\n\n%(address)s", **story),
        ),
        letter(
            contact,
            _("Write to the editors"),
            _("Please change “%(title)s”", **story),
            _("I am in this story and would like a change:\n\n%(address)s", **story),
        )
        if contact and _MAIL.fullmatch(contact)
        else None,
    )


def short_title(story: ShownStory) -> str:
    """The title of a story for a subject line."""
    return story.title if len(story.title) <= _TITLE else f"{story.title[: _TITLE - 1].rstrip()}…"


def letter(to: str, label: str, subject: str, text: str) -> Letter:
    """A letter with what its link says; without an address, the reader says whom it is for."""
    body = quote(text.replace("\n", "\r\n"))
    return Letter(label, f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={body}", text)
