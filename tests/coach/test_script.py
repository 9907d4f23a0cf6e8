"""The form says what the coach says: one declaration, read by Python and by the script."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.cli.manuals import all_manuals
from generator.coach.coach import MODULES, norm_of, question, remark_on, remark_on_days
from generator.coach.data import coach_data
from generator.coach.phrases import lowered, phrase, phrases_of, vague_words, words_of
from generator.diagnostics.report.report import as_sentence
from generator.intake.writing import sanitized
from generator.languages import CODES
from generator.languages.language import CoachWords
from generator.languages.messages import ENGLISH as ENGLISH_WORDS
from generator.model import Cadence, Newsletter
from generator.source.settings import read_settings
from generator.source.stories import read_stories
from tests import ROOT

SCRIPT = ROOT / "templates/theme/assets/coaching.js"
TODAY = "2026-11-20"
_NODE = shutil.which("node")
_RUN = """
import { createInterface } from "node:readline";
import coach from %s;
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...given] = JSON.parse(line);
  console.log(JSON.stringify(coach[name](...given)));
}
"""
SETTINGS, _ = read_settings(ROOT)
assert SETTINGS
NORMS = SETTINGS.norms
LISTS = [name for name in CoachWords._fields if name not in ("vague", "function")]
ENGLISH = words_of("en")
assert ENGLISH


def called(*calls: list[Any]) -> list[Any]:
    if _NODE is None:
        pytest.skip("Node is not installed")
    lines = "".join(f"{json.dumps(call)}\n" for call in calls)
    done = subprocess.run(
        [_NODE, "--input-type=module", "--eval", _RUN % json.dumps(SCRIPT.as_uri())],
        input=lines, capture_output=True, text=True, check=False, encoding="utf-8")  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _in_python(values: dict[str, str], newsletter: Newsletter) -> Any:
    advice = remark_on(values, values.get("kind") or "help", values.get("lang") or "en")
    if advice is None:
        days = dt.date.fromisoformat(values["date"]), dt.date.fromisoformat(TODAY)
        advice = remark_on_days(*days, newsletter)
    if advice is None:
        return None
    asked = question(advice.remark, norm_of(NORMS, advice.remark.name))
    field = advice.place[0]
    return {
        "name": advice.remark.name, "field": field, "message": as_sentence(advice.message), "question": as_sentence(asked),
    }  # fmt: skip


def _agree(stories: list[dict[str, str]], newsletter: Newsletter | None = None) -> list[Any]:
    newsletter = newsletter or Newsletter()
    data = coach_data(ENGLISH_WORDS, NORMS, newsletter)
    wanted = [
        {name: sanitized(text) for name, text in values.items()}
        | {"date": values.get("date", TODAY)}
        for values in stories
    ]
    found = called(*(["adviceOn", values, data, TODAY] for values in wanted))
    for values, said in zip(wanted, found, strict=True):
        assert said == _in_python(values, newsletter), values
    return found


def test_they_agree_on_every_story_and_every_example() -> None:
    paths = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "stories").glob("*/*"))]
    read = [
        file.story for file in read_stories(ROOT, [p for p in paths if p.endswith((".md", ".yml"))])
    ]
    stories = [
        {"body": s.body, "summary": s.summary or "", "outcome": s.outcome or "", "ask": s.ask or "",
         "kind": s.kind, "lang": s.lang or ""}
        for s in read if s
    ]  # fmt: skip
    assert not any(_agree(stories))
    manuals = all_manuals()
    bad = [
        {"body": str(text).split("---\n", 2)[2]}
        for module in MODULES
        for text in manuals[next(iter(module.CODES))].bad.values()
    ]
    assert all(_agree(bad)[:-1])  # the last is about days


def test_they_agree_on_notes_that_people_wrote(corpus: Callable[[str], Path]) -> None:
    lines = corpus("lwkd_shoutouts.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    assert sum(map(bool, _agree([{"body": text} for text in texts]))) > 5


def _example(line: str, chance: random.Random) -> str:
    """A text that a phrase is meant to match."""
    words = []
    for token in line.split():
        if token.startswith("!") or (token.startswith("(") and chance.random() < 0.5):
            continue
        if set(token) == {"."}:
            words += ["valve"] * chance.randint(0, 3)
            continue
        word = chance.choice(token.strip("()").split("/"))
        words.append({"@": "@li-wei", "*ing": "turning"}.get(word, word))
    return " ".join(words)


@pytest.mark.parametrize("name", LISTS)
def test_every_phrase_is_found_by_both(name: str) -> None:
    chance = random.Random(name)
    texts = []
    for line in getattr(ENGLISH, name).strip().splitlines():
        each = phrase(line)
        text = _example(line, chance)
        assert [p.pattern for p in phrases_of("en", name)].count(each.pattern) == 1, line
        assert each.keys, f"nothing to look for in: {line}"

        match = re.search(each.pattern, lowered(f"So: {text.capitalize()}."))
        assert match, (line, text)
        texts += [text, f"Thank you, {text}!", f"Kudos to @sam for turning it. {text}, he said."]
    _agree([{"body": text} for text in texts])


_WORDS = sorted(
    {word for name in LISTS for line in getattr(ENGLISH, name).split("\n") for token in line.split()
     for word in token.strip("()!").split("/")} | set(random.Random(1).sample(sorted(vague_words("en")), 60))
)  # fmt: skip
_MARKS = [" ", " ", " ", ", ", ". ", "! ", "\n", " “", "” ", '" ', ' "', "’", "'", "-", "`", "*", "É", "ß", "İ", "🌶", "\n> ", "@ana ", "Ana ", "https://x.example/a ", "«", "»", "<!-- ", " -->"]  # fmt: skip
_TEXTS = st.lists(
    st.sampled_from(_WORDS) | st.sampled_from(_MARKS) | st.text(max_size=3), max_size=40
).map("".join)


@settings(
    max_examples=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(st.fixed_dictionaries({
    "body": _TEXTS, "summary": _TEXTS | st.just(""), "ask": st.just("") | _TEXTS, "outcome": st.just("") | _TEXTS,
    "kind": st.sampled_from(["", "help", "feedback", "mentoring"]), "lang": st.sampled_from(["", "", "en-GB", "de", "no"]),
    "date": st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 21)).map(str),
}), min_size=40, max_size=80), st.sampled_from(list(Cadence)), st.integers(0, 24))  # fmt: skip
def test_they_agree_on_whatever_is_typed(
    stories: list[dict[str, str]], cadence: Cadence, look_back: int
) -> None:
    _agree(stories, Newsletter(cadence=cadence, look_back=look_back))


def test_the_sample_has_a_norm_for_what_is_said() -> None:
    (said,) = _agree([{"body": "Thank you for everything, @maria!"}])
    assert said["question"].endswith('See your norm "Say what you saw".')


def test_only_languages_with_words_are_sent() -> None:
    data = coach_data(ENGLISH_WORDS, {}, Newsletter())
    assert set(data["words"]) == {code for code in CODES if words_of(code)} == {"en"}
    assert all("norm" not in each["question"] for each in data["remarks"])


def test_hostile_words_do_not_hang_the_form() -> None:
    """The script has no first look at words, so that each pattern goes over each text."""
    texts = [
        "thanks " + "a-" * 100,
        "for: kudos to " + "a- " * 90,
        "shout out" + " -a" * 80 + " for",
    ]
    texts += ["<!-- " * 9_000, '"' * 30_001, "“" * 20_000, "https://" * 5_000, "thank " * 5_000]
    before = time.monotonic()
    _agree([{"body": text} for text in texts])
    assert time.monotonic() - before < 20
