"""The words of the scripts: data beside them, which holds exactly what they say."""

from __future__ import annotations

import json
import re

from generator.outputs.site import script_words
from generator.rendering.artifacts import File
from tests import ROOT
from tests.conftest import Organisation

SCRIPTS = sorted((ROOT / "templates" / "theme" / "assets").glob("*.js"))


def _file(organisation: Organisation) -> File | None:
    files = (a for a in organisation.built().site() if isinstance(a, File))
    return next((file for file in files if file.path == script_words.PATH), None)


def test_the_list_holds_what_the_scripts_say() -> None:
    said = {
        text
        for script in SCRIPTS
        for text in re.findall(r'\b_\("([^"]+)"\)', script.read_text("utf-8"))
    }
    assert said == set(script_words.WORDS)


def test_english_pages_load_no_words(organisation: Organisation) -> None:
    assert _file(organisation) is None


def test_words_of_the_organisation_reach_the_scripts(organisation: Organisation) -> None:
    organisation.config("locale/en.po", 'msgid "Show more"\nmsgstr "Go on"\n')
    file = _file(organisation)
    assert file is not None
    text = file.content.decode()
    assert json.loads(text[text.index("{") : text.rindex(";")]) == {"Show more": "Go on"}


def test_no_script_says_anything_else() -> None:
    """Of what is put into a page by these names; the form has its words in its own page."""
    bare = {
        (script.name, line.strip())
        for script in SCRIPTS
        for line in script.read_text("utf-8").splitlines()
        if re.search(r'(?:textContent|placeholder|title|ariaLabel)\s*[:=]\s*["`][A-Za-z]', line)
    }
    assert bare == set()
