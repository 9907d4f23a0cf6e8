"""What a story, a mail and a report look like in other languages. `make goldens` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import languages
from generator.cli import main
from generator.rendering.artifacts import PrintedPage
from tests.conftest import TODAY
from tests.languages.organisations import organisation_in_language
from tests.outputs.test_goldens import NOVEMBER


@pytest.mark.parametrize("code", languages.CODES)
def test_a_story_and_a_mail_equal_the_goldens(
    code: str, tmp_path: Path, golden: Callable[[str, str], None]
) -> None:
    made = organisation_in_language(tmp_path, code).built()
    (story,) = (
        artifact
        for artifact in made.site()
        if isinstance(artifact, PrintedPage) and artifact.address == "stories/the-hour/"
    )
    (mail,) = made.digest(NOVEMBER, ["text"])
    page = re.sub(r"<svg.*?</svg>\n?", "", story.body().html)
    golden(f"languages/{code}/story.html", page)
    golden(f"languages/{code}/digest.txt", mail.content.decode())


def test_five_broken_stories_and_a_late_one_are_reported_in_spanish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Callable[[str, str], None]
) -> None:
    """As their author sees it who names the files: where, what, and what to type instead."""
    organisation = organisation_in_language(tmp_path, "es")
    broken = sorted((Path(__file__).parent / "broken").iterdir())
    paths = [f"stories/2026/{path.name}" for path in broken]
    for path, source in zip(paths, broken, strict=True):
        organisation.write(path, source.read_bytes())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    done = CliRunner().invoke(main, ["check", *paths, "--today", TODAY.isoformat()])
    assert done.exit_code == 1
    golden("languages/es/check.txt", done.output)
