"""The pipeline end to end, on a few stories."""

from __future__ import annotations

import pytest

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


def test_a_story_that_broke_meanwhile_is_not_read_again(organisation: Organisation) -> None:
    """Its restrictions could be what is broken, and would be left out."""
    path = organisation.story("told")
    built = organisation.built()
    path.write_text(path.read_text("utf-8").replace("---\n@", "channels: [sight]\n---\n@"), "utf-8")
    with pytest.raises(OSError, match="changed meanwhile"):
        built.stories()
