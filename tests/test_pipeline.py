"""The pipeline end to end, on a few stories."""

from __future__ import annotations

from tests.conftest import Organisation


def test_the_smallest_story_is_a_whole_one(organisation: Organisation) -> None:
    organisation.story("an-hour")
    (story,) = organisation.edition().stories
    assert story.title == "Ana Óscoz stayed an hour, and it was enough"
    assert [p.text for p in story.givers + story.receivers] == ["Ana Óscoz", "Bo"]
    assert story.themes == ("asking",)


def test_a_broken_story_is_left_out_and_the_rest_is_printed(organisation: Organisation) -> None:
    organisation.story("good")
    organisation.story("bad", themes="[askign]")
    assert [s.id for s in organisation.edition().stories] == ["good"]
    assert "S104" in organisation.codes()
