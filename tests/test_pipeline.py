"""The pipeline end to end, on a few stories."""

from __future__ import annotations

import pytest

from generator.edition import ShownStory
from generator.outputs import ALL_EDITIONS
from generator.pipeline import load
from generator.record import Common, Scan
from generator.rules import LIBRARY_RULES, STORY_RULES, references, sensitive
from generator.rules.context import Extent
from generator.rules.runner import finds_errors
from tests import ROOT
from tests.conftest import TODAY, Organisation


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


def test_only_errors_are_those_of_the_whole_report(organisation: Organisation) -> None:
    for path in sorted((ROOT / "tests" / "broken").glob("*/*.*")):
        if path.name != "report.txt":
            name = f"{path.parent.name}-{path.stem}{path.suffix}"
            organisation.write(f"stories/2026/{name}", path.read_bytes())
    organisation.learning()
    library, problems = load(organisation.root, lambda _: TODAY, ALL_EDITIONS)
    alone, errors = load(organisation.root, lambda _: TODAY, ALL_EDITIONS, extent=Extent.ERRORS)
    same, others = load(organisation.root, lambda _: TODAY, ALL_EDITIONS, extent=Extent.LIBRARY)
    assert len(errors) > 100
    assert errors == [problem for problem in problems if problem.is_error]
    assert alone is not None
    assert library is not None
    assert same is not None
    assert alone.records == same.records == library.records
    assert {*errors} < {*others} < {*problems}
    on_the_library = {p for p in problems if not p.location.path.startswith("stories/")}
    assert on_the_library <= {*others}


def test_records_share_what_their_stories_have_in_common(organisation: Organisation) -> None:
    for number in range(2):
        organisation.story(f"s{number}", "@ana helped @bo.", givers="ana", receivers="bo")
    library, _ = load(organisation.root, lambda _: TODAY, ALL_EDITIONS)
    assert library
    one, two = library.records
    assert one.meta.id != two.meta.id
    for name in ("date", "givers", "receivers", "themes", "consent"):
        assert getattr(one.meta, name) is getattr(two.meta, name)
    assert one.scan.people == {"ana", "bo"}
    assert all(a is b for a, b in zip(one.scan, two.scan, strict=True))
    first, second = one.redacted[0], two.redacted[0]
    assert isinstance(first, ShownStory)
    assert isinstance(second, ShownStory)
    assert first.givers is second.givers
    assert first.receivers is second.receivers


def test_a_record_is_what_it_was_before_it_shares(organisation: Organisation) -> None:
    """But for what only redaction and the rules of one story need."""
    organisation.story("s", "@ana helped Bo Lindqvist, said Cem.", givers="ana", receivers="bo")
    organisation.story(
        "t", "@bo helped @ana again, in Berlin.", givers="bo", receivers="[ana, cem]"
    )
    built = organisation.built()
    common = Common()
    for story, scan in built.stories():
        (record,) = (each for each in built.library.records if each.id == story.id)
        assert record == common.record(story.meta, scan, record.continues_at, record.redacted)
        assert record.meta == story.meta
        kept = {name: getattr(scan, name) for name in Scan._fields if getattr(record.scan, name)}
        assert kept == {name: getattr(record.scan, name) for name in kept}
        left = {name for name in Scan._fields if getattr(scan, name)} - kept.keys()
        assert left <= {"mentions", "marks", "lead", "signs"}


def test_some_rules_find_no_errors() -> None:
    assert {finds_errors(rule) for rule in STORY_RULES} == {True, False}
    assert {finds_errors(rule) for rule in LIBRARY_RULES} == {True, False}
    assert finds_errors(references.check)
    assert not finds_errors(sensitive.check)
