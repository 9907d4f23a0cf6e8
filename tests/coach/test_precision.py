"""The measurement of the coach: the labels, the interval, and the page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import coaching
from generator.model import Coaching
from tests import ROOT

_KNOWN = {*Coaching, "none", coaching.NO_NOTE}


def test_every_label_is_known() -> None:
    labels = coaching.labels()
    assert len(labels) > 800
    for label in labels.values():
        assert label.set in (coaching.TUNED, coaching.HELD_OUT)
        assert label.right
        assert label.right <= _KNOWN
        assert len(label.right) == 1 or not label.right & {"none", coaching.NO_NOTE}


@pytest.mark.parametrize(
    ("made", "right", "low", "high"),
    [(10, 8, 0.490, 0.943), (57, 53, 0.833, 0.972), (20, 20, 0.839, 1.0), (0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(made: int, right: int, low: float, high: float) -> None:
    assert coaching.Count(made, right).interval == pytest.approx((low, high), abs=0.001)


def test_the_page_says_at_most_one_in_ten() -> None:
    page = (ROOT / "docs/explanation/coaching.md").read_text("utf-8")
    made, right = map(int, re.findall(r"\*\*all\*\*.*\| ([0-9]+) of [0-9]+ \| ([0-9]+) \|$", page, re.MULTILINE)[0])  # fmt: skip
    assert made >= 50
    assert right / made >= 0.9
    assert f"{right / made:.0%}" in page


def test_public_notes_are_judged_as_they_were_labelled(corpus: Callable[[str], Path]) -> None:
    texts = coaching.texts(corpus("lwkd_shoutouts.jsonl"))
    results = list(coaching.judged(texts, coaching.labels()))
    assert len(results) >= 20
    counted = coaching.count(results)
    assert counted.made >= 5
    assert counted.right == counted.made


def test_a_repository_is_read_by_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "Thanks to [Ana](x).\n\n- *One*\n- Two ![x](y)\n\n```\ncode\n```\n"
    )
    (tmp_path / "b.txt").write_text("Not read.")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@x.example"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "One\n\nThanks to Bo."]):
        subprocess.run([*git, *command], check=True)
    found = set(coaching.texts(tmp_path))
    assert {"Thanks to Ana.", "One*", "Two", "Thanks to Bo."} <= found
    assert "Not read." not in found
