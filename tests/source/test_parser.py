"""YAML by events: exact places, every scalar as typed, and nothing that hangs or surprises."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.source import parser
from generator.source.nodes import Document, to_data
from generator.source.parser import locate, locate_in, parse_markdown, parse_yaml
from generator.source.stories import story_from_text

F = "date: 2026-10-14\ngivers: ana\nreceivers: bo\n"


def _markdown(text: str) -> Document:
    document, problems = parse_markdown("a.md", text)
    assert problems == []
    return document


def _yaml(text: str) -> Document:
    document, problems = parse_yaml("a.yml", text)
    assert problems == []
    return document


def _marked(text: str, place: Location) -> str:
    """The characters that a place underlines."""
    return text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


# --- places -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        (("title",), "Ünïcödé 漢字 👍"),
        (("after",), "x"),
        (("themes", 0), "eins"),
        (("themes", 1), '"zwéi"'),
        (("quote", "text"), "'läßt'"),
        (("quote", "by"), "bo"),
        (("list", 1), "b"),
        (("deep", "a", "b", 0), "ç"),
        (("block",), "|"),
        (("nowhere",), "title"),
        (("quote", "nowhere"), "text: 'läßt'"),
    ],
)
@pytest.mark.parametrize("markdown", [True, False])
def test_a_value_is_found_where_it_stands(
    keys: tuple[str | int, ...], marked: str, *, markdown: bool
) -> None:
    text = (
        "title: Ünïcödé 漢字 👍\n"
        '漢字: é   # a comment\nafter: x\nthemes: [eins, "zwéi"]\n'
        "quote:\n  text: 'läßt'\n  by: bo\nlist:\n  - a\n  - b\n"
        "deep: {ü: ö, a: {b: [ç]}}\nblock: |\n  one\n  two\n"
    )
    source = f"---\n{text}---\nBody.\n" if markdown else text
    document = _markdown(source) if markdown else _yaml(source)
    assert _marked(source, document.locate(*keys)) == marked


def test_a_key_is_found_where_it_stands() -> None:
    text = f"---\n{F}quote: {{ünd: x, by: bo}}\n---\n"
    document = _markdown(text)
    assert str(document.locate_key("receivers")) == "a.md:4:1"
    assert _marked(text, document.locate_key("quote", "by")) == "by"


def test_a_value_over_several_lines_is_marked_on_its_first() -> None:
    text = 'a: "one\n  two"\nb: {x: 1,\n  y: 2}\n'
    document = _yaml(text)
    assert _marked(text, document.locate("a")) == '"one'
    assert _marked(text, document.locate("b")) == "{x: 1,"


@pytest.mark.parametrize(
    "text",
    [
        "---\ndate: x\n---\nüñ @zoe\n\nthen @zoe again\n",
        "date: x\nbody: |\n  üñ @zoe\n\n  then @zoe again\n",
        "body: |-\n\n     üñ @zoe\n\n       then @zoe again",
        "body: |2\n    üñ @zoe\n  then @zoe again\n",
        "body: >\n  üñ @zoe\n  more\n\n  then @zoe again\n",
        'body: "üñ @zoe\n  and\n  then @zoe again"\n',
        "body: üñ @zoe\n  then @zoe again\n",
        "body: 'üñ it''s @zoe, then @zoe again'\n",
    ],
)
def test_words_of_the_body_are_found_in_every_form(text: str) -> None:
    markdown = text.startswith("---")
    document = _markdown(text) if markdown else _yaml(text)
    body = document.body if markdown else to_data(document.root)["body"] if document.root else None
    assert body is not None
    first, second = body.index("@zoe"), body.rindex("@zoe")
    places = [document.locate_in("body", offset=at, length=4) for at in (first, second)]
    assert [_marked(text, place) for place in places] == ["@zoe", "@zoe"]
    assert text.count("@zoe", 0, _offset(text, places[0])) == 0
    assert text.count("@zoe", 0, _offset(text, places[1])) == 1


@pytest.mark.parametrize("path", ["stories/2026/a.md", "stories/2026/a.MD", "stories/2026/a.yml"])
@pytest.mark.parametrize(
    "body", ["@zoe stayed.\n", "\n\n@zoe\n\nthen @zoe  \n\n", "üñ — @zoe, and @zoe", "@zoe"]
)
def test_a_place_in_the_prose_is_the_same_without_parsing(path: str, body: str) -> None:
    fields = "date: 2026-10-14\ngivers: ana\nreceivers: bo\n"
    lines = "".join(f"  {line}\n" if line else "\n" for line in body.split("\n"))
    text = f"{fields}body: |\n{lines}" if path.endswith("yml") else f"---\n{fields}---\n{body}"
    story = story_from_text(path, text).story
    assert story
    parsed = parser.document(story)
    assert locate(story, "body") == parsed.locate("body")
    at = story.body.index("@zoe")
    place = locate_in(story, "body", offset=at, length=4)
    assert place == parsed.locate_in("body", offset=at, length=4)


def _offset(text: str, place: Location) -> int:
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1


def test_words_of_a_field_are_counted_without_the_space_around_it() -> None:
    text = f"---\n{F}ask: '   see @zoe'\n---\n"
    place = _markdown(text).locate_in("ask", offset=4, length=4)
    assert _marked(text, place) == "@zoe"


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[a-z]{1,8}", fullmatch=True),
            st.text(
                st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]), max_size=20
            ),
        ),
        unique_by=lambda pair: pair[0],
        min_size=1,
    )
)
def test_what_safe_dump_writes_is_read_unchanged_and_found(pairs: list[tuple[str, str]]) -> None:
    text = yaml.safe_dump(dict(pairs), allow_unicode=True, width=10_000, sort_keys=False)
    document = _yaml(text)
    assert document.root is not None
    assert {k: v or "" for k, v in to_data(document.root).items()} == dict(pairs)
    for line, (key, _) in enumerate(document.root.entries.items(), 1):
        if text.count("\n") == len(pairs):
            assert document.locate_key(key).line == line


def test_every_scalar_stays_what_was_typed() -> None:
    text = "a: no\nb: 1.10\nc: 10:00\nd: 0x10\ne: 2026-02-30\nf: 1_000\ng: .inf\nh: null\ni: ~\nj:\nk: ''\n"
    document = _yaml(text)
    assert document.root is not None
    assert to_data(document.root) == {
        "a": "no",
        "b": "1.10",
        "c": "10:00",
        "d": "0x10",
        "e": "2026-02-30",
        "f": "1_000",
        "g": ".inf",
        "h": None,
        "i": None,
        "j": None,
        "k": "",
    }


# --- front matter -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "place", "says"),
    [
        ("", "P104", "a.md", "the file is empty"),
        ("\n \n", "P104", "a.md", "the file is empty"),
        ("Once upon a time\n", "P104", "a.md:1:1", "no front matter"),
        ("\n\n---\na: b\n---\n", "P104", "a.md:1:1", "empty lines before"),
        ("  ---\na: b\n---\n", "P104", "a.md:1:1", "spaces before"),
        ("———\na: b\n———\n", "P104", "a.md:1:1", "three hyphens"),
        ("+++\na = 1\n+++\n", "P104", "a.md:1:1", "three hyphens"),
        ("----\na: b\n----\n", "P104", "a.md:1:1", "three hyphens"),
        ("---\na: b\nc:\n  - d\n\nIt rained.\n", "P105", "a.md:5:1", "there is no line"),
        ("---\na: b\nIt rained.\n", "P105", "a.md:3:1", "there is no line"),
        ("---\na: b\n--\nIt rained.\n", "P105", "a.md:3:1", "there is no line"),
        ("---\na: b", "P105", "a.md:2:1", "there is no line"),
        ("---\nIt rained.\n---\n", "P111", "a.md:2:1", "there should be fields"),
        ("---\n- a\n- b\n---\n", "P111", "a.md:2:1", "there should be fields"),
    ],
)
def test_front_matter_that_is_none(text: str, code: str, place: str, says: str) -> None:
    document, (problem,) = parse_markdown("a.md", text)
    assert document.root is None
    assert (problem.code, str(problem.location)) == (code, place)
    assert says in problem.message
    assert problem.hint


@pytest.mark.parametrize("fence", ["---", "--- ", "---\t"])
def test_the_body_begins_below_the_second_fence(fence: str) -> None:
    document = _markdown(f"{fence}\na: b\n{fence}\n\nOne.\n\n---\n\nTwo.\n")
    assert (document.body, document.body_line) == ("\nOne.\n\n---\n\nTwo.\n", 4)


def test_a_file_may_end_with_its_front_matter() -> None:
    assert _markdown("---\na: b\n---").body == ""


# --- mistakes -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code", "place", "hint"),
    [
        ("title: @bo stayed", "P112", "a.md:5:8", "write title: '@bo stayed'"),
        ("title: Help: how", "P112", "a.md:5:8", "write title: 'Help: how'"),
        ("title: `x` y", "P112", "a.md:5:8", "write title: '`x` y'"),
        ("title: %x", "P112", "a.md:5:8", "write title: '%x'"),
        ("title: *bold* x", "P112", "a.md:5:8", "write title: '*bold* x'"),
        ("title: [draft] x", "P112", "a.md:5:8", "write title: '[draft] x'"),
        ("title: > x", "P103", "a.md:5:8", "delete the >, or begin the text on the next line"),
        ("title: - x", "P112", "a.md:5:8", "write title: '- x'"),
        ("title: “it: is”", "P112", "a.md:5:8", "write title: '“it: is”'"),
        ('title: "Thanks" she said', "P112", "a.md:5:8", "write title: '\"Thanks\" she said'"),
        ("title: 'it's me'", "P112", "a.md:5:8", "write title: 'it''s me'"),
        ('title: "C:\\path"', "P112", "a.md:5:8", "write title: 'C:\\path'"),
        ("not_names:\n  - Will: x: y", "P112", "a.md:6:11", "write - Will: 'x: y'"),
        ("consent: @ana", "P112", "a.md:5:10", "write ana"),
        ("consent: [bo, @ana]", "P112", "a.md:5:15", "write ana"),
        ("consent:\n  - @ana", "P112", "a.md:6:5", "write ana"),
        ("consent: - ana", "P112", "a.md:5:10", "write consent: [ana]"),
        ("consent: [ana, bo", "P112", "a.md:5:10", "write consent: [ana, bo]"),
        ("kind:help\nlang: en", "P112", "a.md:5:6", "write kind: help"),
        ("quote:\n\ttext: x\n\tby: bo", "P103", "a.md:6:1", "replace it with two spaces"),
        (" title: x", "P103", "a.md:5:2", "Begin it in the same column"),
        ("title x\nlang: en", "P103", "a.md:5:1", "Write for example"),
        ('title: "x', "P103", "a.md:5:8", "close it"),
        ("themes:\n  - a\n - b", "P103", "a.md:7:2", "indent what is inside"),
        ("title: !x y", "P108", "a.md:5:8", "single quotes"),
        ("title: &x y", "P107", "a.md:5:8", "single quotes"),
        ("title: *x", "P107", "a.md:5:8", "single quotes"),
        ("<<: {a: b}", "P107", "a.md:5:1", "write the fields out"),
        ("givers: bo", "P106", "a.md:5:1", "keep one"),
        ("? [a]\n: b", "P103", "a.md:5:3", "put it in quotes"),
        ("title: [[[[[[[[[[x]]]]]]]]]]", "P109", "a.md:5:15", "bracket"),
    ],
)
def test_a_mistake_is_found_where_it_was_made(
    fields: str, code: str, place: str, hint: str
) -> None:
    problem = parse_markdown("a.md", f"---\n{F}{fields}\n---\nBody.\n")[1][0]
    assert (problem.code, str(problem.location)) == (code, place)
    assert hint in problem.hint


def test_after_a_mistake_with_a_clear_mend_the_rest_is_read() -> None:
    document, problems = parse_markdown(
        "a.md", f"---\n{F}title: a: b\nask: @bo, c: d\nkind: x\n---\n"
    )
    assert [(d.code, d.location.line) for d in problems] == [("P112", 5), ("P112", 6)]
    assert document.root is not None
    assert to_data(document.root)["title"] == "a: b"
    assert to_data(document.root)["ask"] == "@bo, c: d"
    assert _marked(document.text, document.locate("kind")) == "x"


def test_every_mistake_of_a_kind_is_reported() -> None:
    text = "a: &x 1\nb: *x\nc: !t 2\na: 3\nb: 4\n<<: {d: 5}\n"
    assert [d.code for d in parse_yaml("a.yml", text)[1]] == [
        "P107",
        "P107",
        "P108",
        "P106",
        "P106",
        "P107",
    ]


def test_two_stories_in_one_file_are_one_too_many() -> None:
    (problem,) = parse_yaml("a.yml", f"{F}---\n{F}")[1]
    assert (problem.code, str(problem.location)) == ("P103", "a.yml:4:1")


# --- hostile input ------------------------------------------------------------------------------


def _bomb() -> str:
    return "a: &a [x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(f'*{chr(97 + n)}' for _ in range(9))}]\n"
        for n in range(20)
    )


_HOSTILE = {
    "brackets": "[" * 100_000,
    "braces": "{" * 100_000,
    "braces with keys": "{a: " * 30_000,
    "dashes": "- " * 50_000,
    "question marks": "? " * 50_000,
    "deep blocks": "".join(f"{' ' * n}a:\n" for n in range(350)),
    "alias bomb": _bomb(),
    "duplicate keys": "a: b\n" * 13_000,
    "many keys": "".join(f"k{n}: v\n" for n in range(6_000)),
    "one long line": "a: " + "b: " * 20_000,
    "quotes": "a: '" + "''" * 30_000,
    "a tab a line": "\tb: c\n" * 10_000,
    "broken lines": "a: b: c\n" * 8_000,
    "anchors": "a: &x b\n" * 8_000,
    "tags": "- !!python/object/apply:os.system [x]\n" * 1_500,
    "percent": "%" * 60_000,
    "commas": "a: [" + "," * 60_000,
    "colons": ":" * 60_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_fields_are_a_problem_within_a_second(name: str) -> None:
    text = _HOSTILE[name]
    for problems in _both_forms(text[:65_000]):
        assert problems
    if len(text) > 65_000:  # a configuration may be longer
        assert _within_a_second(lambda: parse_yaml("people.yml", text)[1])


def _both_forms(text: str) -> list[list[Diagnostic]]:
    return [
        _within_a_second(lambda: parse_markdown("a.md", f"---\n{text}\n---\nBody.\n")[1]),
        _within_a_second(lambda: parse_yaml("a.yml", text, 2_000)[1]),
    ]


def _within_a_second(read: Callable[[], list[Diagnostic]]) -> list[Diagnostic]:
    start = time.process_time()
    problems = read()
    assert time.process_time() - start < 1
    return problems


@given(st.text())
def test_any_text_is_fields_or_problems(text: str) -> None:
    for document, problems in (
        parse_markdown("a.md", f"---\n{text}\n---\n"),
        parse_yaml("a.yml", text),
    ):
        assert problems or document.root is not None
        for problem in problems:
            assert problem.message
            assert problem.location.path == document.path


@given(st.text(alphabet="ab: -\n\t[]{}\"'|>&*!%@`,#?~.<", max_size=60))
def test_any_yaml_like_text_is_fields_or_problems(text: str) -> None:
    for document, problems in (
        parse_markdown("a.md", f"---\n{text}\n---\n"),
        parse_yaml("a.yml", text),
    ):
        assert problems or document.root is not None
        last = document.text.count("\n") + 2
        assert all(0 <= d.location.line <= last for d in problems)


def test_the_yaml_test_suite_is_read_or_refused(corpus: Callable[[str], Path]) -> None:
    for case in json.loads(corpus("yaml_test_suite.json").read_text("utf-8")):
        for problems in _both_forms(case["yaml"]):
            assert all(d.location.path and d.message for d in problems), case["id"]
        if case.get("error"):
            document, problems = parse_yaml("a.yml", case["yaml"])
            assert problems or document.root is not None, case["id"]
