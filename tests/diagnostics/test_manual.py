"""A docstring is read as codes and manuals, and a mistake in it is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.diagnostics import manual as module
from generator.diagnostics.manual import Link, codes, manuals

_DOC = r"""Belts fit.

S901 (error): a belt that does not fit

    The belt
    is too short.

    Why: It
    slips.

    Remedy: Take
    another.

    Bad: stories/2026/the-belt.md

        ---
        quote:
          text: Short
        ---

        Bad: it slipped.

    Bad: site_config/norms.yml (a link to /etc/hostname)

    Bad: site_config/teams.yml (absent)

    Bad: stories/2026/one.md (\xNN are bytes)

        caf\xe9

    Bad: stories/2026/two.md (… is "ab " 3 times)

        …c

    Bad: stories/2026/three.gif (… is "a, b" 2 times, \xNN are bytes)

        …\x00

    Good: stories/2026/The Belt.md

        It fits.

S902, C902 (advice): a belt of no colour

    It has none.

    Why: Nobody finds it.

    Remedy: Paint it.

    Bad S902: a.md

        one

    Bad C902: b.md

        two
"""


def test_headings_declare_codes() -> None:
    declared = codes(_DOC)
    assert [(c.name, c.severity.value, c.title) for c in declared.values()] == [
        ("S901", "error", "a belt that does not fit"),
        ("S902", "advice", "a belt of no colour"),
        ("C902", "advice", "a belt of no colour"),
    ]
    assert codes("Belts fit.") == {}


def test_paragraphs_are_what_why_and_remedy() -> None:
    belt, *_ = manuals(_DOC)
    assert belt.what == "The belt is too short."
    assert belt.why == "It slips."
    assert belt.remedy == "Take another."


def test_examples_are_files() -> None:
    belt, *_ = manuals(_DOC)
    assert belt.bad == {
        "stories/2026/the-belt.md": "---\nquote:\n  text: Short\n---\n\nBad: it slipped.\n",
        "site_config/norms.yml": Link("/etc/hostname"),
        "site_config/teams.yml": None,
        "stories/2026/one.md": b"caf\xe9\n",
        "stories/2026/two.md": "ab ab ab c\n",
        "stories/2026/three.gif": b"a, ba, b\0\n",
    }
    assert belt.good == {"stories/2026/The Belt.md": "It fits.\n"}


def test_codes_that_share_a_section_have_examples_of_their_own() -> None:
    _, story, configuration = manuals(_DOC)
    assert story.what == configuration.what
    assert (story.bad, configuration.bad) == ({"a.md": "one\n"}, {"b.md": "two\n"})


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Why: It\n    slips.\n\n    ", "", "S901 lacks Why"),
        ("Remedy: Take", "Why: Take", "S901: Why is said twice"),
        ("(absent)", "(gone)", "not known of a file: \\(gone\\)"),
    ],
)
def test_a_mistake_in_a_section_is_found(old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        list(manuals(_DOC.replace(old, new)))


def test_without_docstrings_there_are_no_codes() -> None:
    with pytest.raises(RuntimeError, match="-OO"):
        codes(None)


def test_the_grammar_is_described_where_it_is_read() -> None:
    text = Path(module.__file__).read_text("utf-8")
    example = "\n".join(line.removeprefix("    ") for line in text.split("\n"))
    (described,) = manuals(example.partition("\nAn example may have")[0])
    assert described.code.name == "S112"
    assert described.bad.keys() == described.good.keys() == {"stories/2026/the-belt.md"}
