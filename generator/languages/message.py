"""Texts of ours that somebody reads later: in English until a catalog is asked for another language.

What the checker finds is found in many processes, sorted, compared and counted before anybody reads
it. So its messages are English texts that keep what they were made of; where they are printed,
`Messages.say` looks them up. They are marked as gettext wants it:

    _('there is no story "%(id)s"', id=story)
    ngettext("%(num)s file", "%(num)s files", len(files))

A value may be a number, a list (`all_of`, `any_of`, `listed`) or another message; of a text with a plural, its
number is the placeholder `num`. Numbers and lists are printed as the language writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple


class Listed(NamedTuple):
    """Texts to be joined to a list: "Ana, Bo and Cy"; with "or"; or with commas alone."""

    texts: tuple[str, ...]
    style: Literal["standard", "or", "unit"] = "standard"

    def __str__(self) -> str:
        *first, last = self.texts or ("",)
        if not first or self.style == "unit":
            return ", ".join(self.texts)
        return f"{', '.join(first)} {'or' if self.style == 'or' else 'and'} {last}"


class Source(NamedTuple):
    """What a message is made of: an English text, or two with a number, and its values."""

    one: str
    many: str = ""
    number: int = 1
    values: Mapping[str, object] = {}

    @property
    def inner(self) -> Iterator[Message]:
        """The messages among its values."""
        for value in self.values.values():
            for each in value.texts if isinstance(value, Listed) else (value,):
                if isinstance(each, Message):
                    yield each

    @property
    def english(self) -> str:
        """The text in English, with its values."""
        text = self.many if self.many and self.number != 1 else self.one
        return text % {name: _english(value) for name, value in self.values.items()}


class Message(str):
    """One or more sentences of ours. As a text, it is English."""

    __slots__ = ("sources",)

    sources: tuple[Source, ...]

    def __new__(cls, *sources: Source) -> Message:
        message = super().__new__(cls, " ".join(source.english for source in sources))
        message.sources = sources
        return message

    def __reduce__(self) -> tuple[type[Message], tuple[Source, ...]]:
        return Message, self.sources


def gettext(message: str, /, **values: object) -> Message:
    """A text with the values of its placeholders."""
    return Message(Source(message, values=values))


def ngettext(one: str, many: str, number: int, /, **values: object) -> Message:
    """A text in the plural form of a number, which is its placeholder `num`."""
    return Message(Source(one, many, number, {"num": number, **values}))


def sentences(*texts: Message | Literal[""]) -> Message:
    """Whole sentences, one after the other. Empty ones are left out."""
    return Message(*(source for text in texts if text for source in text.sources))


def followed_by(first: str, second: Message) -> Message:
    """A hint, which may have no full stop, and a sentence more."""
    if isinstance(first, Message) and first.endswith((".", "?")):
        return sentences(first, second)
    return gettext("%(first)s (%(second)s)", first=first, second=second)


def all_of(texts: Iterable[str]) -> Listed:
    """A list with "and"."""
    return Listed(tuple(texts))


def any_of(texts: Iterable[str]) -> Listed:
    """A list with "or"."""
    return Listed(tuple(texts), "or")


def listed(texts: Iterable[str]) -> Listed:
    """A list with commas alone, of names or of messages."""
    return Listed(tuple(texts), "unit")


def _english(value: object) -> object:
    return f"{value:,}" if type(value) is int else value
