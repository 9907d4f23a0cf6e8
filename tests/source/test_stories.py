"""Files → stories: whatever lies in a file, a story or diagnostics come out, in bounded time."""

from __future__ import annotations

import base64
import datetime as dt
import json
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import Diagnostic
from generator.model import Channel, Kind, Story
from generator.source.stories import read_stories
from generator.text.names import NameIndex
from tests.conftest import Organisation

NOBODY = NameIndex.of({})
_WORDS = st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])
_TEXT = st.text(_WORDS, min_size=1, max_size=80).filter(lambda t: t == t.strip() and bool(t))
_ID = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
F: dict[str, object] = {"date": "2026-10-14", "givers": "ana", "receivers": "bo"}


def _read(root: Path, raw: bytes, name: str = "a.md") -> tuple[Story | None, list[Diagnostic]]:
    """Read one file, within a second."""
    path = root / "stories" / "2026" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    start = time.process_time()
    (file,) = read_stories(root, [f"stories/2026/{name}"])
    story, problems = file.story, file.problems
    assert time.process_time() - start < 1
    assert problems or story is not None
    assert all(d.location.path == f"stories/2026/{name}" and d.message for d in problems)
    return story, problems


def _markdown(fields: dict[str, object], body: str) -> bytes:
    front = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
    return f"---\n{front}---\n{body}".encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields=st.fixed_dictionaries(
        {
            "date": st.dates(min_value=dt.date(1900, 1, 1)).map(str),
            "givers": st.lists(_ID, min_size=1),
            "receivers": _ID,
        },
        optional={
            "title": _TEXT,
            "summary": _TEXT,
            "ask": _TEXT,
            "outcome": _TEXT,
            "quote": st.fixed_dictionaries({"text": _TEXT, "by": _ID}),
            "themes": st.lists(_ID, max_size=4),
            "kind": st.sampled_from([*map(str, Kind)]),
            "channels": st.lists(st.sampled_from([*map(str, Channel)])),
            "not_names": st.lists(_TEXT),
            "image": st.fixed_dictionaries({"file": _TEXT, "alt": _TEXT}),
        },
    ),
    body=st.text(st.one_of(_WORDS, st.just("\n"))),
)
def test_what_was_written_is_what_is_read(
    tmp_path: Path, fields: dict[str, object], body: str
) -> None:
    in_yaml = yaml.safe_dump(fields | {"body": body}, allow_unicode=True).encode()
    for name, raw in (("a.md", _markdown(fields, body)), ("a.yml", in_yaml)):
        story, problems = _read(tmp_path, raw, name)
        assert problems == []
        assert story is not None
        told = story.model_dump(mode="json", exclude_unset=True)
        givers = fields["givers"] if isinstance(fields["givers"], list) else [fields["givers"]]
        assert told == {
            **fields,
            "givers": givers,
            "receivers": [fields["receivers"]],
            "body": body,
        }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_a_story_or_diagnostics(tmp_path: Path, raw: bytes) -> None:
    _read(tmp_path, raw)
    _read(tmp_path, raw, "a.yml")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(front=st.text(max_size=200), body=st.text(max_size=200))
def test_any_text_is_a_story_or_diagnostics(tmp_path: Path, front: str, body: str) -> None:
    _read(tmp_path, f"---\n{front}\n---\n{body}".encode("utf-8", "surrogatepass"))
    _read(tmp_path, f"date: 2026-10-14\n{front}".encode("utf-8", "surrogatepass"), "a.yml")


def test_one_file_can_be_wrong_in_many_ways_at_once(organisation: Organisation) -> None:
    organisation.write(
        "stories/2026/awful.md",
        "---\ndate: 2026-02-30\ngivers: @ana\nreceivers: nobody-here\nthems: [asking]\n"
        "title: Help: a story\nthemes: [askign]\nkind: helping\ncontinues: nothing\n"
        f"summary: {'x' * 281}\n---\nSee [it](http://x.example) <b>now</b>, @zoe.\u202e\n",
    )
    organisation.story("sound")
    found = [
        (d.code, d.location.line) for d in organisation.problems() if "awful" in d.location.path
    ]
    assert found == [
        ("S108", 2),
        ("P112", 3),
        ("S105", 4),
        ("S101", 5),
        ("P112", 6),
        ("S104", 7),
        ("S106", 8),
        ("S113", 9),
        ("S110", 10),
        ("S119", 12),
        ("S118", 12),
        ("S118", 12),
        ("S105", 12),
        ("P110", 12),
    ]
    assert [s.id for s in organisation.edition().stories] == ["sound"]


def test_a_story_that_continues_a_broken_one_is_not_blamed(organisation: Organisation) -> None:
    organisation.story("first", date="2026-10-14", kind="hepl")
    organisation.story("second", continues="first")
    organisation.story("third", continues="second", date="2026-99-99")
    assert {(d.location.path.rpartition("/")[2], d.code) for d in organisation.problems()} == {
        ("first.md", "S106"),
        ("third.md", "S108"),
        ("themes.yml", "L101"),
    }


def test_a_summary_that_is_too_long_is_no_missing_prose(organisation: Organisation) -> None:
    organisation.story("one", body="", summary="x" * 281)
    organisation.story("two", body="", kind="hepl")
    found = [d.code for d in organisation.problems() if d.is_error]
    assert found == ["S110", "S106", "S124"]


def test_a_body_among_the_fields_of_markdown_is_refused(tmp_path: Path) -> None:
    _, problems = _read(tmp_path, _markdown(F | {"body": "x"}, "y"))
    assert [(d.code, d.location.line) for d in problems] == [("S101", 5)]
    assert "below" in problems[0].hint


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_byte_order_mark_change_nothing(
    tmp_path: Path, ends: str, mark: bytes
) -> None:
    text = "---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\nkind: no\n---\nOne.\n\nTwo.\n"
    story, problems = _read(tmp_path, mark + text.replace("\n", ends).encode())
    assert [str(d.location) for d in problems] == ["stories/2026/a.md:5:7"]
    assert story is not None
    assert story.body == "One.\n\nTwo.\n"


def test_naughty_strings_survive_in_every_field(
    tmp_path: Path, corpus: Callable[[str], Path]
) -> None:
    kept = 0
    for text in json.loads(corpus("blns.json").read_text("utf-8")):
        fields = {"title": text, "ask": text, "quote": {"text": text, "by": "bo"}}
        story, problems = _read(tmp_path, _markdown(F | fields, "Words."))
        if problems:  # empty, too long for a title, over several lines, or invisible
            assert {d.code for d in problems} <= {"S107", "S110", "S103", "P110"}, text
        else:
            assert story is not None
            assert story.title == story.ask == text.strip()
            kept += 1
    assert kept > 450


def test_naughty_strings_are_read_as_they_are(
    tmp_path: Path, corpus: Callable[[str], Path]
) -> None:
    for text in json.loads(corpus("blns.json").read_text("utf-8")):
        raw = "".join(f"{key}: {value}\n" for key, value in F.items())
        _read(tmp_path, f"---\n{raw}title: {text}\n---\n{text}\n".encode("utf-8", "surrogatepass"))
        _read(tmp_path, f"{raw}{text}\n".encode("utf-8", "surrogatepass"), "a.yml")


def test_hostile_json_is_a_story_of_neither_kind(
    tmp_path: Path, corpus: Callable[[str], Path]
) -> None:
    for case in json.loads(corpus("json_test_suite.json").read_text("utf-8")):
        raw = base64.b64decode(case["b64"])
        for name in ("a.md", "a.yml"):
            assert _read(tmp_path, raw, name)[1], case["name"]


def test_no_document_of_the_yaml_test_suite_is_a_sound_story(
    tmp_path: Path, corpus: Callable[[str], Path]
) -> None:
    for case in json.loads(corpus("yaml_test_suite.json").read_text("utf-8")):
        assert _read(tmp_path, f"---\n{case['yaml']}\n---\nWords.\n".encode())[1], case["id"]
        assert _read(tmp_path, case["yaml"].encode(), "a.yml")[1], case["id"]


def _pathological(path: Path) -> dict[str, str]:
    cases = json.loads(path.read_text("utf-8"))
    return {
        case["name"]: eval(case["python_expr"])[:65_000] for case in cases if case["python_expr"]
    }


def test_pathological_markdown_is_read_within_a_second(
    tmp_path: Path, corpus: Callable[[str], Path]
) -> None:
    for body in _pathological(corpus("pathological_markdown.json")).values():
        _read(tmp_path, _markdown(F, body)[:65_536].decode("utf-8", "ignore").encode())


def test_pathological_markdown_is_read_in_a_folded_body(
    tmp_path: Path, corpus: Callable[[str], Path]
) -> None:
    cases = sorted(_pathological(corpus("pathological_markdown.json")).values())
    for body in random.Random(4).sample(cases, 12):
        raw = yaml.safe_dump(F | {"body": body}, allow_unicode=True).encode()[:65_536]
        _read(tmp_path, raw.decode("utf-8", "ignore").encode(), "a.yml")


@pytest.mark.parametrize(
    "body",
    [
        "@zoe " * 13_000,
        "é @zoe " * 7_000,
        "<b>" * 20_000,
        "[a](http://x) " * 4_500,
        "[é](@zoe) " * 5_500,
        "`@zoe` " * 9_000,
        "".join(f"@z{n} " for n in range(8_000)),
        "[@zoe](@bo) " * 5_000,
        "# <h1>" * 10_000,
        "[^a]" * 16_000 + "\n\n[^a]: x",
        "![x](y)" * 9_000,
    ],
    ids=lambda body: body[:12],
)
@pytest.mark.parametrize("form", ["md", "block", "folded"])
def test_a_body_full_of_one_thing_is_checked_within_a_second(
    organisation: Organisation, body: str, form: str
) -> None:
    front = "".join(f"{key}: {value}\n" for key, value in F.items())
    if form == "md":
        organisation.write("stories/2026/full.md", f"---\n{front}---\n{body}")
    elif form == "block":
        organisation.write("stories/2026/full.yml", f"{front}body: |\n  {body}".strip())
    else:
        dumped = yaml.safe_dump({"body": body}, allow_unicode=True, width=70)[:65_000]
        organisation.write("stories/2026/full.yml", f"{front}{dumped}")
    start = time.process_time()
    organisation.problems()
    assert time.process_time() - start < 1.5


def test_a_name_of_several_people_says_whom_it_may_mean(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text()
    organisation.config("people.yml", people + "ana-2: {name: Ana Lind, team: office, named: no}\n")
    organisation.story("told", givers="[Ana]")
    (problem,) = [p for p in organisation.problems() if p.code == "S103"]
    assert (
        problem.hint
        == "It may mean ana (Ana Óscoz) or ana-2 (Ana Lind). Write the id of the right one."
    )
