"""What a story and a mail look like in each language. `make goldens` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import languages
from generator.rendering.artifacts import PrintedPage
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
