"""A summary that repeats its title is coached."""

from __future__ import annotations

import pytest

from tests.conftest import Organisation


@pytest.mark.parametrize(
    ("title", "summary", "reported"),
    [
        ("The hour before the ferry", "The hour before the ferry", True),
        ("The hour before the ferry", "the hour, before the ferry.", True),
        ("The hour before the ferry", "The hour before the ferry was short.", False),
        ("The hour before the ferry", "The ferry before the hour", False),
        (None, "The hour before the ferry", False),
        ("The hour before the ferry", None, False),
    ],
)
def test_a_summary_has_other_words_than_the_title(
    organisation: Organisation, title: str | None, summary: str | None, reported: bool
) -> None:
    fields = {"title": title, "summary": summary}
    organisation.story("the-hour", **{name: text for name, text in fields.items() if text})
    assert ("S140" in organisation.codes()) is reported
