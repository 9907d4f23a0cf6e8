"""Whatever people type: --fix is idempotent, keeps what was valid, and makes nothing worse."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.fixes import Fixer
from generator.fixes.candidate import FixCandidate
from generator.source.discover import discover
from generator.source.nodes import to_data
from generator.source.settings import read_settings
from tests import ROOT
from tests.fixes.conftest import PATHS

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)

IDS = ["ana", "bo", "cem", "dora", "team:bench", "anonymous"]
WORDS = st.sampled_from(
    ["An hour", "at the bench", "Ünïcödé", "漢字", "@ana", "it's", '"so"', "a: b", "#4", "*x*", "👍", "— so"]
)  # fmt: skip
PHRASE = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
PEOPLE = st.lists(st.sampled_from(IDS), min_size=1, max_size=3, unique=True)
SOUND: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "date": st.dates(dt.date(2020, 1, 1), dt.date(2026, 11, 1)).map(str),
        "givers": PEOPLE,
        "receivers": st.sampled_from(["fay", "eli"]),
    },
    optional={
        "title": PHRASE,
        "summary": PHRASE,
        "kind": st.sampled_from(["help", "feedback", "mentoring"]),
        "themes": st.lists(st.sampled_from(["asking", "listening"]), min_size=1, unique=True),
        "quote": st.fixed_dictionaries({"text": PHRASE, "by": st.sampled_from(["ana", "bo"])}),
        "continues": st.just("first-light"),
        "ask": PHRASE,
        "lang": st.sampled_from(["en", "pt-BR"]),
    },
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([None, False]),
        "default_style": st.sampled_from([None, "'", '"']),
        "indent": st.integers(2, 4),
        "width": st.sampled_from([40, 10_000]),
    }
)

TYPOS = [
    ("date: ", "Date: "),
    ("givers", "giver"),
    ("receivers", "recievers"),
    ("-", "/"),
    ("ana", "Ana Óscoz"),
    ("ana", "@ana"),
    ("fay", "Fay"),
    ("bo", "bo, Cem"),
    (": ", ":"),
    (": ", ":\t"),
    (": ", ":\u00a0"),
    ("  ", "\t"),
    ("\n", "\r\n"),
    ("\n", "\n\n"),
    ("\n", "\u2028"),
    ("---", "—"),
    ("---\n", ""),
    ("'", "’"),
    ('"', "“"),
    ("'", ""),
    ('"', ""),
    ("asking", "Asking"),
    ("asking", "listenings"),
    ("help", "Help"),
    ("[", ""),
    ("]", ""),
    ("- ", "-"),
    ("", "\ufeff"),
    ("", "\u200b"),
    ("", "&"),
    ("", " #"),
    ("", ": "),
    ("\n", "\n  "),
    ("a", "\x07"),
]
CHANGE = st.tuples(st.sampled_from(TYPOS), st.integers(0, 30))


def _written(fields: dict[str, Any], style: dict[str, Any], path: str) -> str:
    text: str
    if path.endswith(".yml"):
        fields = {**fields, "body": "She stayed.\n\n@ana too."}
        text = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, **style)
        return text
    front = yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, **style)
    return f"---\n# as it was\n{front}---\nShe stayed.\n\n- @ana too: so\n"


def _spoilt(text: str, changes: list[tuple[tuple[str, str], int]]) -> str:
    """The text with slips: each replaces the nth place of what it is about."""
    for (old, new), nth in changes:
        places = [at for at in range(len(text)) if text.startswith(old, at)]
        if places:
            at = places[nth % len(places)]
            text = text[:at] + new + text[at + len(old) :]
    return text


def _holds(fixer: Fixer, path: str, text: str) -> None:
    """What --fix promises for any text at all."""
    raw = text.encode()
    fixed = fixer.fix(path, raw)
    assert fixer.fix(path, fixed.after).after == fixed.after, "idempotent"
    before = FixCandidate(path, _plain(text), fixer.references, fixer.problems)
    after = FixCandidate(path, _plain(fixed.after.decode()), fixer.references, fixer.problems)
    if not before.problems:
        assert fixed.after.decode() == _plain(text), "what is sound stays, to the byte"
    wrong = {
        before.field(d)
        for d in before.problems
        if (d.is_error and d.code != "S102") or d.code == "S145"
    }
    if before.document.root is not None and before.is_parsed:
        assert after.document.root is not None
        was = {k: to_data(v) for k, (_, v) in before.document.root.entries.items()}
        now = {k: to_data(v) for k, (_, v) in after.document.root.entries.items()}
        valid = was.keys() - wrong
        assert {k: now.get(k) for k in valid} == {k: was[k] for k in valid}, (
            "valid fields say the same"
        )
        kept = [k for k in now if k in was]
        assert kept == [k for k in was if k in kept], "the order stays"
        fresh = {(c, f) for c, f in after.errors - before.errors if f in valid}
        assert not fresh, "no new error in a field that could be read"
    if before.document.body is not None and "body" not in wrong:
        assert before.document.root is None or after.document.body == before.document.body
    comments = text.count("# as it was")
    assert fixed.after.decode().count("# as it was") >= comments, "comments stay"


def _plain(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


@SHARED
@given(SOUND, STYLES, st.sampled_from(PATHS[:2]))
def test_a_sound_story_is_left_to_the_byte(
    fixer: Fixer, fields: dict[str, Any], style: dict[str, Any], path: str
) -> None:
    text = _written(fields, style, path)
    assert not [d for d in fixer.problems(path, text) if d.is_error]
    assert fixer.fix(path, text.encode()).after.decode() == text


@SHARED
@given(SOUND, STYLES, st.sampled_from(PATHS[:2]), st.lists(CHANGE, min_size=1, max_size=4))
def test_a_story_with_slips_becomes_no_worse(
    fixer: Fixer,
    fields: dict[str, Any],
    style: dict[str, Any],
    path: str,
    changes: list[tuple[tuple[str, str], int]],
) -> None:
    _holds(fixer, path, _spoilt(_written(fields, style, path), changes))


@SHARED
@given(
    st.lists(
        st.sampled_from(
            ["---", "\n", "\n", "date", "givers", "title", ":", " ", "  ", "- ", "[", "]", "{", "}", "'",
             '"', "#", "@ana", "Ana", ",", "&a", "*a", "!x", "|", ">", "\t", "\u00a0", "\u200b", "“", "”",
             "\r", "\ufeff", "\u2028", "\x00", "\x1b", "2026/10/14", "2026-10-14", "?", "%", "`", "x", "—"]
        ),
        max_size=40,
    ).map("".join),
    st.sampled_from(PATHS[:2]),
    st.booleans(),
)  # fmt: skip
def test_any_text_at_all_becomes_no_worse(fixer: Fixer, text: str, path: str, framed: bool) -> None:
    _holds(fixer, path, f"---\n{text}\n---\nx\n" if framed else text)


@SHARED
@given(st.binary(max_size=400), st.sampled_from(PATHS[:2]))
def test_any_bytes_at_all_do_no_harm(fixer: Fixer, raw: bytes, path: str) -> None:
    fixed = fixer.fix(path, raw)
    assert fixer.fix(path, fixed.after).after == fixed.after


def test_the_sample_s_stories_are_left_to_the_byte() -> None:
    organisation, _ = read_settings(ROOT)
    assert organisation is not None
    paths = discover(ROOT).stories
    fixer = Fixer.of(organisation, dt.date(2026, 11, 20), paths, [])
    for path in paths:
        assert not fixer.fix(path, (ROOT / path).read_bytes()).changed, path


SLIPS: dict[str, Callable[[str], str]] = {
    "upper-case keys": lambda text: text.replace("\ndate:", "\nDate:").replace("\nthemes:", "\nTheme:"),
    "slashes": lambda text: re.sub(r"\ndate: (\d+)-(\d+)-", r"\ndate: \1/\2/", text),
    "windows": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "tabs": lambda text: text.replace("\n  - ", "\n\t- "),
    "leading lines": lambda text: f"\n\n{text}" if text.startswith("---") else text,
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_the_sample_s_stories_are_mended_back(slip: str) -> None:
    """A slip and its mend cancel each other out, to the byte."""
    organisation, _ = read_settings(ROOT)
    assert organisation is not None
    paths = discover(ROOT).stories
    fixer = Fixer.of(organisation, dt.date(2026, 11, 20), paths, [])
    for path in paths:
        text = (ROOT / path).read_text("utf-8")
        fixed = fixer.fix(path, SLIPS[slip](text).encode())
        assert fixed.after.decode() == text, path
