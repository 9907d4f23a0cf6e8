"""What people really do, each with the exact report. `make goldens` writes the reports anew."""

from __future__ import annotations

from functools import partial

import pytest

from generator.diagnostics import report
from generator.source.files import read_lines
from tests import ROOT
from tests.conftest import Organisation

BROKEN = ROOT / "tests" / "broken"
CASES = sorted(path.name for path in BROKEN.iterdir())
PEOPLE = """\
maria: {name: Maria Okafor, team: bench, named: yes}
sam: {name: Sam Lee, team: bench, named: yes}
noor: {name: Noor Haddad, team: bench, named: ask}
"""


def test_there_are_at_least_sixty_broken_stories() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES)
def test_a_broken_story_is_reported_like_this(
    case: str, press: Organisation, request: pytest.FixtureRequest
) -> None:
    press.config("people.yml", PEOPLE)
    (press.root / "stories/2026/the-hour.md").rename(press.root / "stories/2026/the-kettle.md")
    for path in (BROKEN / case).iterdir():
        if path.name != "report.txt":
            press.write(f"stories/2026/{path.name}", path.read_bytes())
    problems = press.problems()
    assert problems
    assert all(problem.hint for problem in problems), "each says what to type"
    said = report.text(problems, partial(read_lines, press.root)) + "\n"
    golden = BROKEN / case / "report.txt"
    if request.config.getoption("--update-goldens"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
