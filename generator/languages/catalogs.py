"""Read PO files, and find what is wrong with them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Literal, NamedTuple

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.catalog import Message as BabelMessage
from babel.messages.pofile import PoFileError, PoFileParser

from generator.languages.language import Catalog, plural_rule
from generator.languages.message import Message
from generator.languages.message import gettext as _

PLACEHOLDER = re.compile(r"%(?:%|\((\w+)\)s)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LINE = re.compile(
    rb'\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]+\])?)\s*)?"(?:[^"\\]|\\.)*"\s*)?'
)
_TRIED = range(1000)
"""Numbers that a plural rule is tried with."""


class Unreadable(ValueError):
    """A catalog that is no PO file, and the line where that shows."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message, self.line = message, line


class _Entries(BabelCatalog):
    """The entries of a file, none of them twice: Babel would keep the first and lose the other."""

    def __setitem__(self, id: Any, message: BabelMessage) -> None:  # noqa: A002  # Babel's name
        if message.id and self.get(message.id, message.context):
            text = _as_tuple(message.id)[0]
            raise Unreadable(_('"%(text)s" is here a second time', text=text), message.lineno or 1)
        super().__setitem__(id, message)


class CatalogEntry(NamedTuple):
    """One text of a PO file, whether it is translated or not; `line` is where it stands."""

    context: str
    sources: tuple[str, ...]
    """The English text, or its singular and plural."""
    forms: tuple[str, ...]
    line: int

    @property
    def key(self) -> tuple[str, str]:
        """What catalogs find it by."""
        return self.context, self.sources[0]

    def problem(self) -> Message | Literal[""]:
        """What is wrong with the translation, in a sentence; an empty string if nothing is.

        It needs the placeholders of the English text, and no others; a form for one number alone may
        do without. It is put into pages as it is, so that it must have the same markup, and no
        straight quotation marks that could end an attribute, unless the English text has some.
        """
        expected = _placeholders("".join(self.sources))
        tags = sorted(_TAG.findall(self.sources[-1]))
        signs = set('<>"') - set(_TAG.sub("", self.sources[-1]))
        for form in filter(None, self.forms):
            found = _placeholders(form)
            if "%" in PLACEHOLDER.sub("", form):
                return _('write a percent sign as "%%%%"')
            if unknown := sorted(found - expected):
                return _('the English text has no placeholder "%(name)s"', name=f"%({unknown[0]})s")
            lost = sorted(expected - found)
            if lost and len(self.sources) == 1:
                return _('the placeholder "%(name)s" is missing', name=f"%({lost[0]})s")
            stray = signs & set(_TAG.sub("", form))
            if sorted(_TAG.findall(form)) != tags or stray & set("<>"):
                return _("the markup differs from that of the English text")
            if stray:
                return _("it has a straight quotation mark; use those of the language")
        if (
            len(self.sources) > 1
            and any(self.forms)
            and not expected <= _placeholders(self.forms[-1])
        ):
            return _("the last form lacks a placeholder of the English text")
        return ""


def read_catalog(raw: bytes, code: str) -> tuple[Catalog, list[CatalogEntry]]:
    """The translations in a PO file, and every entry of it.

    Raises:
        Unreadable: It is no PO file.
    """
    try:
        locale: Locale | None = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = None
    for number, line in enumerate(raw.splitlines(), 1):
        if not _LINE.fullmatch(line):  # Babel takes a text without its last quotation mark
            raise Unreadable(_('this line is not a text in "quotation marks"'), number)
    try:
        found = _Entries(locale)
        PoFileParser(found, abort_invalid=True).parse(BytesIO(raw))
        plural = found.plural_expr
        if not all(0 <= plural_rule(plural)(n) < found.num_plurals for n in _TRIED):
            raise Unreadable(_("the plural rule asks for forms that do not exist"), 1)
    except PoFileError as error:
        raise Unreadable(str(error.args[0]), (error.lineno or 0) + 1) from error
    except Unreadable:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        raise Unreadable(
            _("the header cannot be used: %(reason)s", reason=str(error)), 1
        ) from error
    entries = [
        CatalogEntry(
            message.context or "",
            _as_tuple(message.id),
            _as_tuple(message.string or ""),
            message.lineno or 0,
        )
        for message in found
        if message.id and not message.fuzzy
    ]
    texts = {e.key: e.forms for e in entries if all(e.forms)}
    return Catalog(texts, plural), entries


def _placeholders(text: str) -> set[str]:
    return {name for name in PLACEHOLDER.findall(text) if name}


def _as_tuple(text: Any) -> tuple[str, ...]:
    """Babel has one text as it is, and several as a list or a tuple."""
    return (text,) if isinstance(text, str) else tuple(text)
