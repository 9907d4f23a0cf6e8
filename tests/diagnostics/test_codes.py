"""Codes are declared once, beside what reports them."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import generator
from generator.cli.manuals import MODULES, all_manuals
from generator.diagnostics.diagnostic import Location
from generator.diagnostics.manual import codes
from generator.rules.threads import NO_SUCH_STORY
from generator.source import field_codes
from generator.source.field_codes import CONFIGURATION, GUIDES, STORIES

MANUALS = all_manuals()
ROOT = Path(generator.__file__).parent
TREES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.rglob("*.py"))}
DECLARED = {path: codes(ast.get_docstring(tree) or "") for path, tree in TREES.items()}
ISSUED = {
    "P": (*range(101, 116),),
    "S": (*range(101, 141), 145, 146, 147),
    "C": (*range(101, 114), 115, *range(121, 128)),
    "G": (*range(101, 113), *range(121, 129), *range(131, 134), *range(141, 151)),
    "L": (101, 102, *range(111, 115)),
    "N": (*range(101, 117),),
    "T": (101, 102, 103),
}
"""What was ever published: extended when a release is made. A code may retire, and then its number
is not used again.
"""
CODE = re.compile(r"[A-Z][0-9]{3}")
UNUSED = {"C109"}
"""Kept so that its number means the same in each family."""


def test_what_was_published_stays() -> None:
    published = {f"{family}{number}" for family, numbers in ISSUED.items() for number in numbers}
    assert published <= MANUALS.keys()


def test_a_code_is_declared_once() -> None:
    assert Counter(name for declared in DECLARED.values() for name in declared) == Counter(
        list(MANUALS)
    )


def test_modules_that_declare_codes_are_listed_once() -> None:
    listed = [Path(str(module.__file__)) for module in MODULES]
    assert sorted(listed) == [path for path, declared in DECLARED.items() if declared]


def _calls(tree: ast.AST, name: str) -> list[str]:
    """The arguments of each call of a function."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    return [
        ", ".join(map(ast.unparse, call.args)) for call in calls if ast.unparse(call.func) == name
    ]


def test_a_module_can_only_report_what_it_declares() -> None:
    for path, tree in TREES.items():
        assert set(_calls(tree, "codes")) <= {"__doc__", "docstring"}, path
        assert not _calls(tree, "Code") or path.name == "manual.py"
        assert not _calls(tree, "Diagnostic") or path.name == "diagnostic.py"


def test_what_is_declared_is_used_and_what_is_used_exists() -> None:
    for path, tree in TREES.items():
        constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        written = {text for text in constants if isinstance(text, str) and CODE.fullmatch(text)}
        assert written <= MANUALS.keys(), path
        if path.name != "field_codes.py":
            assert DECLARED[path].keys() <= written, path
    families = (STORIES, CONFIGURATION, GUIDES)
    named = {code.name for family in families for code in family}
    assert named == codes(field_codes.__doc__).keys() - UNUSED


def test_titles_are_plain_sentences_and_all_different() -> None:
    for family in {name[0] for name in MANUALS}:
        titles = [manual.code.title for name, manual in MANUALS.items() if name[0] == family]
        assert len(titles) == len(set(titles))
        assert all(title and not title.endswith(".") for title in titles)


def test_a_code_makes_diagnostics_of_its_kind() -> None:
    made = NO_SUCH_STORY(Location("a.md", 1, 2), "there is no such story")
    assert (made.code, made.severity, made.is_error) == ("S113", "error", True)
