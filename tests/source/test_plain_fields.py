"""What is read without a YAML parser is what the parser reads, and says nothing wrong of."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.model import Story
from generator.source import stories
from generator.source.nodes import to_data
from generator.source.parser import parse_source
from generator.source.plain_fields import plain_fields, plain_place
from generator.source.stories import StoryFile, read_stories, story_from_text
from tests import ROOT
from tests.conftest import Organisation
from tests.source.test_fuzz import spoilt

FIELDS = """\
date: 2026-10-14
givers: ana
receivers: [bo, team:bench]
title: What isn't said, at 9:30 (#4)
summary: "It took an hour: one lamp, and @cem's match."
ask: 'Could you hold "the" lamp # for me?'
quote: {text: "Ask me at four: not at nine.", by: ana}
"""
MARKDOWN = f"---\n{FIELDS}---\n@ana stayed an hour.\n\n- and\n  - more\n"
YAML = f"{FIELDS}body: |\n  @ana stayed an hour.\n\n    - and\n      - more\n"
VALUES = (
    *("null", "~", "Null", "yes", "1", "1e3", "2026-10-14", "a: b", "a:", "a :b", "a #b", "a#b", "a ", "ä ö", "'a'"),
    *('"a"', '"a\\n"', '"a" b', "'a''b'", '""', "''", "[a]", "[a, null]", "[a:]", "[a: b]", "[a:b]", "[a,b]", "[ a]"),
    *("[a]b", "[]", "[a, ]", "[?]", "{}", "{text: a, by: b}", "{text: a?, by: b}", "{text: null, by: b}", "& a", "&a b"),
    *("{text: a, by: null}", '{text: "", by: b}', "{by: b, text: a}", "*a", "!a b", "| a", "> a", "% a", "@a", "`a`"),
    *("a\tb", "a\xa0", "a\x85b", "a\u2028b", "a\ufeffb", "a\ufffeb", "a\x9fb", "\U0001f9f5 a", "a\U0001f9f5", "a\n  b"),
    *("a\n---", "a\n...", "a\n# b", "a\n\n", "-a", "- a", "_a", "1: 2", "a?", "a, b", "a]", "a}", "a\x7fb", "0x1F", "12:60"),
)  # fmt: skip


def by_the_parser(path: str, text: str) -> tuple[object, list[Diagnostic]]:
    """The fields as the YAML parser reads them, and what is wrong with them."""
    problems: list[Diagnostic] = []
    document = stories._taken_apart(path, text, problems)
    if document is None or document.root is None:
        return None, problems
    values = to_data(document.root)
    return values if document.body is None else {**values, "body": document.body}, problems


def is_plain(path: str, text: str) -> bool:
    """Whether a story is read without a parser, and then as with one."""
    values = plain_fields(path, text)
    if values is not None:
        assert (values, []) == by_the_parser(path, text), text
        document, _ = parse_source(path, text)
        for field in values.keys() - {"body"}:
            assert plain_place(path, text, field) == document.locate(field), text
    return values is not None


def test_stories_are_plain_in_both_forms() -> None:
    assert is_plain("a.md", MARKDOWN)
    assert is_plain("a.yml", YAML)
    assert is_plain("a.yml", FIELDS)


@pytest.mark.parametrize("value", VALUES)
def test_a_value_is_left_to_the_parser_or_read_as_by_it(value: str) -> None:
    for name in ("title", "themes", "quote", "body", "nobody"):
        line = f"{name}: {value}\n"
        for fields in (
            FIELDS + line,
            line + FIELDS,
            FIELDS.replace(f"{name}:", f"{name}: {value}\n#"),
        ):
            is_plain("a.md", f"---\n{fields}---\nbody\n")
            is_plain("a.yml", f"{fields}body: |\n  body\n")


@pytest.mark.parametrize(
    "block",
    [
        *("a\n", " a\n", "  a", "  a\n\n", "  a\nb\n", "\n  a\n", "   a\n  b\n", "  a\n   \n  b\n", "  a\n  \n"),
        *("  a\n b\n", "  a\n\tb\n", "  a\tb\n", "  # a\n", "  a\n# b\n", "  a\n---\n", "  a\n\n\n   b\n", ""),
        *("  a\u2028b\n", "  a\x85  b\n", "  a\ufeff\n", "  a\ntitle: b\n", "  ---\n  title: b\n", "  \n  a\n"),
    ],
)  # fmt: skip
def test_a_body_is_left_to_the_parser_or_read_as_by_it(block: str) -> None:
    is_plain("a.yml", f"date: 2026-10-14\nbody: |\n{block}")
    is_plain("a.md", f"---\ndate: 2026-10-14\n---\n{block}")


@pytest.mark.parametrize(
    "body", ["---\n", "a\n---\n", "title: a\n---\nb\n", "a\n--- \n", "a\n----\n"]
)
def test_more_fences_are_left_to_the_parser(body: str) -> None:
    assert not is_plain("a.md", f"---\ndate: 2026-10-14\n---\n{body}")


def test_long_lists_are_left_to_the_parser_which_counts_them() -> None:
    assert not is_plain("a.yml", f"date: 2026-10-14\nthemes: [{', '.join(['a'] * 3000)}]\n")


def sources() -> Iterator[tuple[str, bytes]]:
    """Stories, plain and otherwise."""
    yield from (("a.md", MARKDOWN.encode()), ("a.yml", YAML.encode()))
    for path in sorted((ROOT / "stories").glob("*/*")):
        if path.suffix in (".md", ".yml"):
            yield path.name, path.read_bytes()


_SIGNS = (
    *":#,?[]{}'\"\\|>&*!%@`~-_ \t\n\xa0\x85\u2028\ufeff\x7f",
    ": ",
    " #",
    ":\n",
    "\n  ",
    "null",
    "---\n",
    "- ",
)


def _touched(text: str, chance: random.Random) -> str:
    """A text with one to three signs of YAML put in."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(_SIGNS) + text[at + chance.randint(0, 2) :]
    return text


def _endure(cases: range) -> int:
    """Spoil the fields of stories, or only touch them; returns how many are plain nevertheless."""
    files = list(sources())
    plain = 0
    for case in cases:
        chance = random.Random(case)
        path, raw = chance.choice(files)
        end = raw.find(b"\n---\n") + 1 or raw.find(b"\nbody:") + 1
        if case % 4:
            fields = _touched(raw[:end].decode(), chance)
        else:
            fields = spoilt(raw[:end], chance)[:4_000].decode("utf-8", "ignore")
        plain += is_plain(path, fields + raw[end:].decode())
    return plain


def test_spoilt_fields_are_left_to_the_parser_or_read_as_by_it() -> None:
    assert _endure(range(2_000)) > 300


@pytest.mark.exhaustive
def test_a_hundred_thousand_spoilt_fields_are_read_as_by_the_parser() -> None:
    assert _endure(range(2_000, 102_000)) > 15_000


def test_a_plain_story_is_the_story_of_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [f"stories/{p.parent.name}/{p.name}" for p in sorted((ROOT / "stories").glob("*/*.md"))]
    plain = read_stories(ROOT, paths)
    monkeypatch.setattr(stories, "_plain", lambda path, text: None)
    parsed = read_stories(ROOT, paths)
    assert [(each.story, each.problems) for each in plain] == [
        (each.story, each.problems) for each in parsed
    ]
    origins = [[file.story.origin for file in each if file.story] for each in (plain, parsed)]
    assert origins[0] == origins[1]
    assert sum(each.document is None for each in plain) > len(plain) // 2


def test_a_place_in_a_plain_story_is_found_when_it_is_asked_for() -> None:
    file = story_from_text("stories/2026/a.md", MARKDOWN)
    assert file.document is None
    assert isinstance(file.story, Story)
    assert file.locate("givers") == Location("stories/2026/a.md", 3, 9, 3, 12)


def test_a_plain_field_with_a_wrong_value_is_reported_at_its_place(
    organisation: Organisation,
) -> None:
    organisation.story("a", kind="gift")
    problem = next(p for p in organisation.problems() if p.is_error)
    assert problem.location == Location("stories/2026/a.md", 5, 7, 5, 11)


def test_a_broken_story_has_its_document() -> None:
    file: StoryFile = story_from_text("stories/2026/a.md", MARKDOWN.replace("10-14", "13-14"))
    assert file.document is not None
    assert file.is_broken
