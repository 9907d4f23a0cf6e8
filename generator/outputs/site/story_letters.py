"""Letters that a reader of a story may want to write, begun for them: mail without an address.

Nothing is sent or kept: a link opens the reader's own mail program, and they say whom it is for.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

from generator.edition import ShownStory
from generator.languages.messages import Messages

_MAIL = re.compile(r"[^@\s<>?&=#%,;:]+@[^@\s<>?&=#%,;:]+")
_TITLE = 120
"""The length of a title in a subject."""


class Letter(NamedTuple):
    """A letter: what its link says, and the text, which can be copied instead."""

    label: str
    href: str
    text: str


def letters(story: ShownStory, address: str, words: Messages) -> tuple[Letter, ...]:
    """Letters about a story to a colleague: to thank them, and to say whom it reminds the reader of."""
    _, title = words.gettext, short_title(story)
    return (
        letter(
            "",
            _("Say thanks"),
            _("Thank you"),
            _(
                "I have just read “%(title)s” and want to thank you for it.\n\n%(address)s",
                title=title,
                address=address,
            ),
        ),
        letter(
            "",
            _("Who does this remind you of? Tell them"),
            _("This reminded me of you"),
            _(
                "I have just read “%(title)s” and thought of you.\n\n%(address)s",
                title=title,
                address=address,
            ),
        ),
    )


def change_letter(
    story: ShownStory, address: str, contact: str | None, words: Messages
) -> Letter | None:
    """A letter to the editors from somebody who is in a story and wants a change."""
    if contact is None or not _MAIL.fullmatch(contact):
        return None
    _ = words.gettext
    return letter(
        contact,
        _("Write to the editors"),
        _("Please change “%(title)s”", title=short_title(story)),
        _("I am in this story and would like a change:\n\n%(address)s", address=address),
    )


def short_title(story: ShownStory) -> str:
    """The title of a story for a subject line."""
    return story.title if len(story.title) <= _TITLE else f"{story.title[: _TITLE - 1].rstrip()}…"


def letter(to: str, label: str, subject: str, text: str) -> Letter:
    """A letter with what its link says; without an address, the reader says whom it is for."""
    body = quote(text.replace("\n", "\r\n"))
    return Letter(label, f"mailto:{quote(to, safe='@')}?subject={quote(subject)}&body={body}", text)
