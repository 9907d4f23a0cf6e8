"""Collect our own words into `messages.pot`, and bring the catalog of each language up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatch
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

from generator import languages
from generator.cli import COMMANDS, main
from generator.cli.manuals import all_manuals
from generator.cli.speech import help_texts
from generator.intake.fields import form_fields
from generator.intake.issue_form import placeholder
from generator.languages.unnamed import CONTEXT

ROOT = Path(__file__).parent.parent
TEMPLATE = languages.FOLDER / "messages.pot"
_KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "noted")),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "noted_in": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
_CHANGES = re.compile(
    rb'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team): .*\n',
    re.MULTILINE,
)
"""Lines of a header that say nothing, or something else each time."""
_ENGLISH = (
    *("docs/reference/*", "templates/audit/*"),
    *(f"generator/{package}/*" for package in ("adopt", "cli", "engine", "fixes")),
    *("generator/consent/audit.py", "generator/consent/erase.py", "generator/diagnostics/docs.py"),
    *(f"generator/intake/{name}.py" for name in (
        "all_contributors", "commits", "configuration", "encodings", "mails", "messages", "rows",
        "scenario", "schema", "small_acts", "tables",
    )),
    *("generator/languages/catalogs.py", "generator/mentoring/matching.py"),
    *("generator/newsletter/selection.py", "generator/outputs/audit.py"),
    *(f"generator/rules/{name}.py" for name in (
        "attendance", "choices", "days_to_come", "guide_stories", "issue", "language", "learning",
        "moves", "palette", "practice_*", "reviews", "rounds", "scenarios", "terms", "text_*",
        "themes", "unused", "wishes",
    )),
    *(f"generator/source/{name}.py" for name in ("code_folders", "settings", "wording")),
)  # fmt: skip
"""Files whose words only those read who keep the program and the configuration: their words, those
of commands, and those of the codes other than P, S and Q stay English. Catalogs do not have them.
"""
_SEEN_FIRST = (
    *("generator/languages/unnamed.py", "generator/engine/navigation.py", "templates/theme/*"),
    *("templates/site/home.html", "templates/site/story*.html", "templates/site/listing.html"),
    *("templates/site/share.html", "generator/model/*", "generator/intake/form_*"),
    *("templates/site/*", "generator/outputs/site/*", "generator/rendering/*", "generator/text/*"),
    *("templates/digest/*", "generator/outputs/newsletter/*"),
)
"""Files whose words most people see, in this order: catalogs begin with them, so that whoever
translates from the top sees a page change.
"""
_HEADER = (
    "# The words of reciprocity. `make messages` keeps the texts; translations are written by hand."
)


def template() -> Catalog:
    """Every text of ours: what most people see first, and what no catalog has last."""
    catalog = Catalog(project="reciprocity", header_comment=_HEADER, fuzzy=False)
    forms = [("generator/model/story.py", text, list[str](), None) for text in _of_forms()]
    found = sorted([*_found(), *forms], key=lambda each: _rank(each[0]))
    for path, message, comments, context in found:
        catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    for module in sorted(set(COMMANDS.values())):
        for text in _of_help(module):
            catalog.add(text, None, [(f"generator/cli/{module}.py", 0)])
    for manual in all_manuals().values():
        for text in (manual.code.title, manual.what, manual.why, manual.remedy):
            comment = f"The manual of {manual.code.name}."
            catalog.add(text, None, [("docs/reference/codes", 0)], auto_comments=[comment])
    return catalog


def _rank(path: str) -> int:
    """The place of a file's words in catalogs."""
    is_english = any(fnmatch(path, each) for each in _ENGLISH)
    seen = (rank for rank, each in enumerate(_SEEN_FIRST) if fnmatch(path, each))
    return next(seen, len(_SEEN_FIRST) + is_english)


def extracted() -> Iterator[str | tuple[str, ...]]:
    """The texts in templates and Python; of those with a plural, both."""
    return (message for _, message, _, context in _found() if context is None)


def _found() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    """Each text with the path of its file, comments for translators and its context."""
    with (ROOT / "babel.cfg").open("r", encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, "babel.cfg")  # type: ignore[no-untyped-call]  # Babel leaves it untyped
    found = extract_from_dir(ROOT, methods, options, _KEYWORDS, ("To translators:",))
    for path, _, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        yield Path(path).as_posix(), message, comments, context


def _of_forms() -> Iterator[str]:
    """The questions of forms, what they say about them, and answers that are more than a word."""
    for path, field in form_fields():
        yield field.title
        if " " in (example := placeholder(path, field)):
            yield example
        yield from filter(None, (field.description, field.help))


def _of_help(module: str) -> Iterator[str]:
    """The help of the commands of a module, and of the program itself."""
    yield from help_texts(main)
    for name, home in COMMANDS.items():
        if home == module and (found := main.get_command(click.Context(main), name)):
            yield from help_texts(found)
            if isinstance(found, click.Group):
                for inner in found.commands.values():
                    yield from help_texts(inner)


def updated(code: str, wanted: Catalog) -> bytes:
    """The catalog of a language with the texts that are to be translated; translations stay."""
    path = languages.catalog(code)
    catalog = read_po(BytesIO(path.read_bytes()), code) if path.is_file() else Catalog(code)
    catalog.update(wanted, no_fuzzy_matching=True)
    for message in [each for each in catalog if not _is_translated(each)]:
        catalog.delete(message.id, message.context)
    catalog.obsolete.clear()
    catalog.header_comment = _HEADER
    catalog.fuzzy = False
    return written(catalog)


def _is_translated(message: Message) -> bool:
    """Whether a text belongs in the catalogs, or is in one all the same."""
    if message.context == CONTEXT:  # what people are called is in the language's folder
        return False
    files = [path for path, _ in message.locations]
    return (
        not message.id
        or any(message.string if isinstance(message.string, tuple) else [message.string])
        or not all(any(fnmatch(path, each) for each in _ENGLISH) for path in files)
    )


def written(catalog: Catalog) -> bytes:
    """A catalog as a file that is the same each time."""
    out = BytesIO()
    write_po(out, catalog, width=100, include_lineno=False)
    return _CHANGES.sub(b"", out.getvalue())


def catalogs() -> dict[Path, bytes]:
    """The files as they should be."""
    wanted = template()
    translated = [code for code in languages.CODES if code != languages.SOURCE]
    return {
        TEMPLATE: written(wanted),
        **{languages.catalog(code): updated(code, wanted) for code in translated},
    }


if __name__ == "__main__":
    for path, raw in catalogs().items():
        path.write_bytes(raw)
        print(path.relative_to(ROOT))
