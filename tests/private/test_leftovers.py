"""A build deletes a portfolio that shows what was taken back since."""

from __future__ import annotations

import stat
from collections.abc import Callable

import pytest

from generator.cli.left_behind import PORTFOLIO, clear_up
from tests.conftest import Organisation
from tests.private.test_portfolio import run, wish


def cleared_up(organisation: Organisation) -> list[str]:
    """What a build says of what it deleted or doubts."""
    made = organisation.built()
    return list(clear_up(organisation.root, made.library, made.shown()))


def _withdraw_story(organisation: Organisation) -> None:
    organisation.story("told", givers="[ana, bo]", receivers="fay", withdrawn="2026-11-19")


def _unname(organisation: Organisation) -> None:
    wish(organisation, "bo", "team: office, named: no")


def _withdraw(organisation: Organisation) -> None:
    wish(organisation, "ana", "team: bench, named: yes, withdrawn: 2026-11-19")
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\n---\nFind the kettle.\n")


def _restrict(organisation: Organisation) -> None:
    organisation.story(
        "passed-on", givers="bo", receivers="fay", continues="told", channels="[townhall]"
    )


@pytest.mark.parametrize("change", [_withdraw_story, _unname, _withdraw, _restrict])
@pytest.mark.parametrize("form", ["md", "html"])
def test_a_build_deletes_a_portfolio_that_shows_what_was_taken_back(
    organisation: Organisation, change: Callable[[Organisation], None], form: str
) -> None:
    organisation.story("told", givers="[ana, bo]", receivers="fay")
    organisation.story("passed-on", givers="bo", receivers="fay", continues="told")
    assert run(organisation, "ana", "--format", form).exit_code == 0
    path = organisation.root / PORTFOLIO / f"ana.{form}"
    assert cleared_up(organisation) == []
    assert path.is_file()
    change(organisation)
    assert cleared_up(organisation) == [
        f"Deleted {PORTFOLIO}/ana.{form}, which showed something that may no longer be shown. "
        "To make it again: `reciprocity portfolio ana`."
    ]
    assert list(path.parent.iterdir()) == []


def test_what_concerns_other_stories_deletes_nothing(organisation: Organisation) -> None:
    organisation.story("told", givers="ana", receivers="fay")
    organisation.story("other", givers="bo", receivers="fay")
    assert run(organisation, "ana").exit_code == 0
    organisation.story("other", givers="bo", receivers="fay", withdrawn="2026-11-19")
    _unname(organisation)
    assert cleared_up(organisation) == []


def test_a_story_that_the_person_alone_hides_is_no_loss(organisation: Organisation) -> None:
    """What a portfolio shows of its person does not follow their wishes elsewhere."""
    organisation.story("told", "Ana Óscoz held the lamp.", givers="ana", receivers="fay")
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\n---\nFind the kettle.\n")
    assert run(organisation, "ana").exit_code == 0
    wish(organisation, "ana", "team: bench, named: no, channels: []")
    assert cleared_up(organisation) == []


def test_what_somebody_edited_is_left_and_said(organisation: Organisation) -> None:
    organisation.story("told", givers="[ana, bo]", receivers="fay")
    assert run(organisation, "ana").exit_code == 0
    path = organisation.root / PORTFOLIO / "ana.md"
    path.write_text(path.read_text("utf-8") + "And this.\n", "utf-8")
    assert cleared_up(organisation) == [], "it is there to be edited"
    _unname(organisation)
    (said,) = cleared_up(organisation)
    assert "may show something that was withdrawn" in said
    assert path.is_file()


def test_nobody_else_sees_for_whom_there_is_one(organisation: Organisation) -> None:
    organisation.story("told")
    assert run(organisation, "ana").exit_code == 0
    assert stat.S_IMODE((organisation.root / PORTFOLIO).stat().st_mode) == 0o700
