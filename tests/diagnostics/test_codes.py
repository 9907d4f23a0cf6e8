"""The catalogue of codes and the program agree."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import generator
from generator.cli.manuals import all_manuals
from generator.diagnostics.codes import CODES, code

SOURCES = sorted(Path(generator.__file__).parent.rglob("*.py"))


def test_the_catalogue_is_what_modules_declare() -> None:
    assert {name: manual.code for name, manual in all_manuals().items()} == CODES


def _used() -> tuple[set[str], set[str]]:
    """Codes that are written out, and field numbers, which each family has."""
    whole: set[str] = set()
    numbers: set[str] = set()
    for path in SOURCES:
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[A-Z][0-9]{3}", node.value):
                    whole.add(node.value)
                elif re.fullmatch(r"[0-9]{2}", node.value):
                    numbers.add(node.value)
    return whole, numbers


def test_every_code_that_is_used_exists() -> None:
    assert _used()[0] <= CODES.keys()


def test_every_code_is_used() -> None:
    whole, numbers = _used()
    fields = {f"{family}1{number}" for family in "SCG" for number in numbers}
    assert CODES.keys() - whole - fields == set()


def test_no_code_stands_twice() -> None:
    text = next(p for p in SOURCES if p.name == "codes.py").read_text("utf-8")
    names = re.findall(r'"([A-Z]?[0-9]{2,3})":', text)
    assert len(names) == len(set(names))
    assert all(made.name == name for name, made in CODES.items())


def test_titles_are_plain_sentences_and_all_different() -> None:
    for family in {name[0] for name in CODES}:
        titles = [made.title for name, made in CODES.items() if name[0] == family]
        assert len(titles) == len(set(titles))
        assert all(title and not title.endswith(".") for title in titles)


def test_a_code_makes_diagnostics_of_its_kind() -> None:
    from generator.diagnostics.diagnostic import Location

    made = code("S", "04")(Location("a.md", 1, 2), "theme is not defined")
    assert (made.code, made.severity, made.is_error) == ("S104", "error", True)
