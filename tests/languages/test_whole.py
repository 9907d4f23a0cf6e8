"""A small organisation in each language: no page, mail, slide or file of it has an English word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

import material  # type: ignore[import-untyped]  # it has no types
import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from click.testing import CliRunner

from generator import languages
from generator.cli import main
from generator.intake.fields import form_fields
from generator.languages.catalogs import CatalogEntry, read_catalog
from generator.outputs.site import script_words
from generator.text import locales
from tests.conftest import TODAY, Organisation, print_site
from tests.languages.organisations import organisation_in_language, written_texts
from tests.languages.readable import readable_texts, words

CODES = [code for code in languages.CODES if code != languages.SOURCE]
_NAMES = (
    "Markdown Slack Teams GitHub GitLab HTML JSON CSV PowerPoint UTC QR Adaptive Card Webhook "
    "Incoming Block Kit Builder Cross Rebele Grant MH AR KS"
)
"""Names that are the same in every language, and initials of people."""
_SHARED = {
    "de": "all Team Name Plan Form Link Tags Browser Chat Code Mail Median Newsletter Repository Terminal "
    "Ticket Wiki Workflow bring",
    "es": "decide plan id ids ideas local real terminal chat wiki",
    "fr": "arc on pages page places message conversation conversations corrections nature invite second "
    "formats invitation mentor notes script verdict code mail terminal ticket wiki workflow",
    "nb": "person scene scenario norm data all best start terminal chat wiki",
    "ja": "Wiki",
}
"""Words that a language has in common with English, and that mean what is meant in it."""
_BETWEEN = re.compile(r"\s*(?:[·|→←()<>*•]| – |: )\s*")
"""Signs between texts of ours and of others."""


@cache
def _entries(code: str) -> tuple[CatalogEntry, ...]:
    return tuple(read_catalog(languages.catalog(code).read_bytes(), code)[1])


@cache
def _vocabulary(code: str) -> frozenset[str]:
    """The words of a language: of dates, of the site theme, of what the organisation writes itself,
    and those of our translations that are not in their English text, too.
    """
    ours = languages.language(code)
    assert ours is not None
    assert ours.unnamed is not None
    locale = Locale(code)
    theme = Path(material.__file__).parent / "templates/partials/languages" / f"{code}.html"
    texts = [_NAMES, _SHARED.get(code, ""), *written_texts(code), *ours.unnamed.colleagues]
    texts += [ours.unnamed.of_team, ours.unnamed.of_no_team]
    for forms in ours.unnamed.after:
        texts += forms.forms.values()
    texts += [locales.days(count, code) for count in (1, 2, 7, 14, 30, 60, 365, 730)]
    texts += re.findall(r': "(.*)"', theme.read_text("utf-8"))
    texts += [locales.own_name(each) for each in languages.CODES]
    for names in (locale.months, locale.days, locale.quarters):
        texts += [n for kind in names.values() for width in kind.values() for n in width.values()]
    return frozenset(words(" ".join(texts))).union(
        *(
            {*words(" ".join(entry.forms))} - {*words(" ".join(entry.sources))}
            for entry in _entries(code)
        )
    )


@cache
def _quoting(code: str) -> frozenset[str]:
    """What we say about the fields of a story's file, with words to be typed there: `team:ID`."""
    described = {field.description for _, field in form_fields()}
    found = (e.forms[0] for e in _entries(code) if e.sources[0] in described - {*e.forms})
    return frozenset(" ".join(text.split()) for text in found)


@cache
def _shared(code: str) -> frozenset[str]:
    return frozenset(words(f"{_NAMES} {_SHARED.get(code, '')}"))


@cache
def _english_of_known_words(code: str) -> re.Pattern[str]:
    """Our English texts whose every word is one of the language, too: "Pause", "In person"."""
    known, shared, names = _vocabulary(code), _shared(code), {*words(_NAMES)}
    texts = {
        source
        for entry in _entries(code)
        for source in entry.sources
        if source not in entry.forms
        and known.issuperset(found := words(source))
        and not (shared if "%(" in source else names).issuperset(found)
    }
    patterns = (".+".join(map(re.escape, re.split(r"%\(\w+\)s", text))) for text in sorted(texts))
    return re.compile("|".join(patterns))


def _left_in_english(texts: Iterable[str], code: str) -> set[str]:
    """The texts with a word that the language does not have, and those that are English as a whole."""
    known, english, quoting = _vocabulary(code), _english_of_known_words(code), _quoting(code)
    return {
        text
        for text in texts
        if any(map(english.fullmatch, _BETWEEN.split(text)))
        or not (known.issuperset(words(text)) or text in quoting)
    }


def _texts(organisation: Organisation, folder: Path) -> dict[str, set[str]]:
    """What can be read of the site and of every issue, by the path of each file."""
    made = organisation.built()
    assert [problem for problem in made.problems if problem.is_error] == []
    assert print_site(made, folder) == []
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    for period in made.periods:
        files |= {f"digest/{period.name}/{f.path}": f.content for f in made.digest(period)}
    texts = {path: readable_texts(path, content) for path, content in files.items()}
    in_scripts = files.get(script_words.PATH, b"{}").decode()
    said = json.loads(in_scripts[in_scripts.index("{") :].rstrip(";\n"))
    return texts | {script_words.PATH: {said.get(word, word) for word in script_words.WORDS}}


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_a_small_organisation_has_no_english_word(code: str, tmp_path: Path) -> None:
    organisation = organisation_in_language(tmp_path / "organisation", code, more=24)
    texts = _texts(organisation, tmp_path / "site")
    assert sum(map(len, texts.values())) > 3000
    left = {path: _left_in_english(found, code) for path, found in texts.items()}
    assert {path: found for path, found in left.items() if found} == {}


@pytest.mark.parametrize("code", CODES)
def test_what_only_a_few_read_has_no_english_word(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notes of a pair, a preview, and what the people lead and one person get."""
    organisation_in_language(tmp_path, code, more=24)
    monkeypatch.chdir(tmp_path)
    for line in (
        "pairs --round 2026-Q4",
        "preview stories/2026/the-hour.yml",
        "gaps",
        "gaps --sheets",
        "portfolio mira",
        "portfolio mira --format html",
        "review 2026-Q3",
        "review 2026-Q3 --format html",
    ):
        done = CliRunner().invoke(main, [*line.split(), "--today", TODAY.isoformat()])
        assert done.exit_code == 0, done.output
    files = [path for path in (tmp_path / "build").rglob("*") if path.is_file()]
    texts = {path.name: readable_texts(path.name, path.read_bytes()) for path in files}
    assert len(texts) >= 8
    left = {name: _left_in_english(found, code) for name, found in texts.items()}
    assert {name: found for name, found in left.items() if found} == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "code", ["de", *(pytest.param(c, marks=pytest.mark.exhaustive) for c in CODES if c != "de")]
)
def test_each_translation_that_is_taken_away_is_found(code: str, tmp_path: Path) -> None:
    """Nothing that would be read in English without our catalog escapes the test above, but words
    that the language shares.
    """
    organisation = organisation_in_language(tmp_path / "organisation", code, more=24)
    translated = "\n".join(set().union(*_texts(organisation, tmp_path / "site").values()))
    organisation.config(f"locale/{code}.po", _english_catalog(code))
    texts = set().union(*_texts(organisation, tmp_path / "english").values())
    parts = {part for text in texts for part in _BETWEEN.split(text)}
    english = {part for part in parts if part.strip("-. ") not in translated}
    assert len(english) > 800
    escaped = english - _left_in_english(english, code)
    assert {part for part in escaped if not _shared(code).issuperset(words(part))} == set()


def _english_catalog(code: str) -> str:
    """A catalog of an organisation that puts our English texts in the place of their translations."""
    catalog = Catalog(code)
    for entry in _entries(code):
        one, *many = entry.sources
        forms = [one, *many * (len(entry.forms) - 1)] if len(entry.forms) > 1 else [*many, one][:1]
        catalog.add(
            (one, *many) if many else one,
            tuple(forms) if many else one,
            context=entry.context or None,
        )
    out = BytesIO()
    write_po(out, catalog)
    return out.getvalue().decode()
