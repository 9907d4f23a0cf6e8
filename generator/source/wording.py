"""The organisation's own words in place of ours: `site_config/locale/<language>.po`.

T104 (error): words that cannot be used

    A file in site_config/locale/ is not a PO file, or one of its texts does not fit the English
    one: a placeholder such as %(num)s is missing or misspelled, or the markup differs.

    Why: The texts are put into pages as they are. Such a text would break the page.

    Remedy: Correct the line in the report. If in doubt, copy the English text from
    generator/languages/messages.pot again.

    Bad: site_config/locale/en.po

        msgid "Scene %(number)s"
        msgstr "Part %(no)s"

    Good: site_config/locale/en.po

        msgid "Scene %(number)s"
        msgstr "Part %(number)s"

T105 (warning): words for an unknown text

    A file in site_config/locale/ translates a text that the program does not have.

    Why: It has no effect. The text may be misspelled, or a new version may have changed it.

    Remedy: Use the text that is suggested, or look it up in generator/languages/messages.pot. Its
    context (msgctxt), if it has one, must match too.

    Bad: site_config/locale/en.po

        msgid "Tell us a story"
        msgstr "Write to us"

    Good: site_config/locale/en.po

        msgid "Tell a story"
        msgstr "Write to us"
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import PurePosixPath

from generator import languages
from generator.diagnostics.diagnostic import Diagnostic, Location, did_you_mean
from generator.diagnostics.manual import codes
from generator.languages.catalogs import CatalogEntry, Unreadable, read_catalog
from generator.languages.language import Catalog
from generator.languages.message import gettext as _
from generator.languages.message import sentences
from generator.system.inside import read_bytes

CODES = codes(__doc__)
UNUSABLE = CODES["T104"]
UNKNOWN = CODES["T105"]

TEMPLATE = "generator/languages/messages.pot"


def read_wording(path: str, text: str, problems: list[Diagnostic]) -> tuple[str, Catalog | None]:
    """The language in the name of a PO file, in small letters, and its catalog if it can be used.

    A file in which nothing is translated yet does not make a language one that we have. Appends to `problems`.
    """
    stem = PurePosixPath(path).stem
    code = languages.main_code(stem) if "-" not in stem else stem.lower()
    if not _is_tag(stem):
        message = _('"%(name)s" is not a language code', name=stem)
        hint = _("name the file after its language, for example es.po or pt-BR.po")
        problems.append(UNUSABLE(Location(path), message, hint))
        return code, None
    try:
        catalog, entries = read_catalog(text.encode(), code)
    except Unreadable as error:
        place = Location(path, error.line, 1, error.line, 1)
        hint = _(
            "each text needs a line with msgid and one with msgstr, as in %(template)s",
            template=TEMPLATE,
        )
        problems.append(
            UNUSABLE(place, _("not a valid PO file: %(reason)s", reason=error.message), hint)
        )
        return code, None
    wrong = {entry.key: problem for entry in entries if (problem := entry.problem())}
    problems += _problems(path, entries, wrong)
    if wrong or not catalog.texts:
        return code, None
    return code, catalog._replace(path=path, lines={entry.key: entry.line for entry in entries})


def _problems(
    path: str, entries: list[CatalogEntry], wrong: Mapping[tuple[str, str], str]
) -> Iterator[Diagnostic]:
    for entry in entries:
        place = Location(path, entry.line, 1, entry.line, 1)
        if problem := wrong.get(entry.key):
            message = _(
                'the words for "%(text)s" cannot be used: %(reason)s',
                text=entry.sources[0],
                reason=problem,
            )
            hint = _("keep placeholders and markup as they are in msgid")
            yield UNUSABLE(place, message, hint)
        elif entry.key not in _ours():
            near = did_you_mean(entry.sources[0], [text for _, text in _ours()])
            hint = sentences(near, _("All texts are in %(template)s.", template=TEMPLATE))
            message = _('"%(text)s" is not a text of the program', text=entry.sources[0])
            yield UNKNOWN(place, message, hint)


def _is_tag(name: str) -> bool:
    return (
        name.replace("-", "").isalnum() and name.isascii() and 2 <= len(name.partition("-")[0]) <= 3
    )


@cache
def _ours() -> frozenset[tuple[str, str]]:
    """Every text of ours with its context, as `make messages` found them."""
    _, entries = read_catalog(read_bytes(languages.FOLDER / "messages.pot"), languages.SOURCE)
    return frozenset(entry.key for entry in entries)
