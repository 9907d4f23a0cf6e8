"""Our own words in the language of a site or a story: gettext catalogs, read by Babel.

English texts are the source. They are in templates and in Python; `make messages` collects them.
A text has placeholders such as `%(name)s`, and `%%` for a percent sign. Whole numbers are printed
as the language writes them.

Nothing is read for English, unless the organisation has words of its own (`site_config/locale/`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from generator import languages
from generator.languages.language import Catalog, Separators, plural_rule
from generator.languages.message import Listed, Message, Source

_COMMAS = ("en", "en-GB", "en-US")
"""Tags that write numbers as Python does, so that nothing has to be read for them."""


@cache
def shipped_catalog(code: str) -> Catalog:
    """The catalog of a language that our words are translated into."""
    from generator.languages.catalogs import read_catalog  # noqa: PLC0415  # not for English

    with languages.catalog(code).open("rb") as file:
        return read_catalog(file.read(), code)[0]


class Messages:
    """Our own words in one language.

    `lang` is the BCP 47 tag that they are written in, and that dates and numbers follow. Where no
    catalog has a text, it is the English one.
    """

    def __init__(self, lang: str = languages.SOURCE, catalogs: tuple[Catalog, ...] = ()) -> None:
        self.lang = lang
        self._catalogs = catalogs

    def gettext(self, message: str, /, **values: object) -> str:
        """A text, with values in place of its placeholders."""
        return self.text("", message) % self.printed(values)

    def pgettext(self, context: str, message: str, /, **values: object) -> str:
        """A text that means different things in different places."""
        return self.text(context, message) % self.printed(values)

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A text in the plural form of a number, which is its placeholder `num`."""
        return self.form("", one, many, number) % self.printed({"num": number, **values})

    def npgettext(self, context: str, one: str, many: str, number: int, /, **values: object) -> str:
        """A text of a context in the plural form of a number."""
        return self.form(context, one, many, number) % self.printed({"num": number, **values})

    def say(self, text: str) -> str:
        """A message in this language, and any other text as it is.

        A sentence that no catalog has is English as a whole, its numbers and lists included.
        """
        if not isinstance(text, Message):
            return text
        if not self._catalogs:
            return str(text)
        return " ".join(map(self._sentence, text.sources))

    def _sentence(self, source: Source) -> str:
        if not self._has(source):
            return source.english
        one, many, number, values = source
        text = self.form("", one, many, number) if many else self.text("", one)
        return text % self.printed(values)

    def _has(self, source: Source) -> bool:
        """Whether a catalog has a text, and those among its values."""
        return any(("", source.one) in catalog.texts for catalog in self._catalogs) and all(
            self._has(each) for message in source.inner for each in message.sources
        )

    def text(self, context: str, message: str) -> str:
        """A text with its placeholders."""
        for catalog in self._catalogs:
            if forms := catalog.texts.get((context, message)):
                return forms[0]
        return message

    def form(self, context: str, one: str, many: str, number: int) -> str:
        """A plural form with its placeholders."""
        for catalog in self._catalogs:
            if forms := catalog.texts.get((context, one)):
                return forms[min(plural_rule(catalog.plural)(number), len(forms) - 1)]
        return one if number == 1 else many

    def printed(self, values: Mapping[str, object]) -> dict[str, object]:
        """Values as they are printed: whole numbers and lists as the language writes them."""
        return {name: self._printed(value) for name, value in values.items()}

    def _printed(self, value: object) -> object:
        if type(value) is int:
            return self.number(value)
        if isinstance(value, Listed):
            return self.joined(value)
        return self.say(value) if isinstance(value, Message) else value

    def joined(self, value: Listed) -> str:
        """A list as the language writes it, each message of it said."""
        texts = [self.say(text) for text in value.texts]
        if len(texts) < 2:  # nothing to join
            return "".join(texts)
        if value.style == "unit":
            return self.separators.comma.join(texts)
        from babel.lists import format_list  # noqa: PLC0415  # not for English

        return format_list(texts, value.style, languages.locale_of(self.lang))

    @property
    def separators(self) -> Separators:
        """The commas and colons of the language."""
        return languages.separators(self.lang)

    def number(self, value: int) -> str:
        """A whole number: 1,204."""
        if -1000 < value < 1000 or self.lang in _COMMAS:
            return f"{value:,}"
        from babel.numbers import format_decimal  # noqa: PLC0415  # few numbers need it

        return format_decimal(value, locale=languages.locale_of(self.lang))


ENGLISH = Messages()
"""Our words as they are written."""


def messages(tag: str, wording: Mapping[str, Catalog] | None = None) -> Messages:
    """Our words in the language that a BCP 47 tag means; in English if we have none in it.

    `wording` are catalogs of the organisation, by the code or tag of a language in small letters.
    They go before ours, and may be of a language that we do not ship.
    """
    own = wording or {}
    tag = tag if is_spoken(tag, own) else languages.SOURCE
    catalogs = [own[name] for name in catalog_names(tag) if name in own]
    shipped = languages.translated(tag)
    if shipped and shipped.code != languages.SOURCE:
        catalogs.append(shipped_catalog(shipped.code))
    return Messages(tag, tuple(catalogs))


def is_spoken(tag: str, wording: Mapping[str, Catalog]) -> bool:
    """Whether our words are in the language that a BCP 47 tag means, by us or by the organisation."""
    return languages.translated(tag) is not None or any(
        name in wording for name in catalog_names(tag)
    )


def catalog_names(tag: str) -> tuple[str, ...]:
    """The names of the organisation's catalogs for a tag: for itself, and for its language."""
    return tuple(dict.fromkeys((tag.lower(), languages.main_code(tag))))


def noted(message: str) -> str:
    """A text that is looked up later: `make messages` finds it by this."""
    return message


def noted_in(_about: str, message: str) -> str:
    """A text of a context that is looked up later."""
    return message
