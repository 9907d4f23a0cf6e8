"""A no to one story counts before a yes to it and before people.yml, wherever the story is told."""

from __future__ import annotations

import datetime as dt

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.consent.record import with_answer
from generator.model import Channel, Consent
from tests.conftest import TODAY, Organisation
from tests.consent.canary import found, made_of

RAW = b"---\ndate: 2026-10-14 # x\ngivers: ana\nreceivers: bo\n%s---\nShe stayed.\n"


def consent(organisation: Organisation, *arguments: str) -> Result:
    call = ["--root", str(organisation.root), "consent", "an-hour", "--today", str(TODAY)]
    return CliRunner().invoke(main, [*call, *arguments])


@pytest.mark.parametrize("wish", ["yes", "ask"])
def test_who_said_no_is_named_nowhere_in_the_story(organisation: Organisation, wish: str) -> None:
    organisation.config(
        "people.yml",
        f"ana: {{name: Annunziata Quokka, team: bench, named: {wish}}}\n"
        "bo: {name: Bo Lindqvist, team: office, named: yes}\n",
    )
    organisation.story("an-hour", "@ana stayed with @bo.", consent="[ana]")
    before = [straws for _, _, straws in made_of(organisation.built())]
    assert any(found("Annunziata Quokka", straws) for straws in before)
    organisation.story("an-hour", "@ana stayed with @bo.", consent="[ana]", declined="[ana]")
    built = organisation.built()
    told = [
        (where, straws)
        for where, _, straws in made_of(built)
        if found("stayed with", straws) and not found("the kettle", straws)  # a guide has @ana
    ]
    assert len(told) > 5
    for where, straws in told:
        assert not found("Annunziata Quokka", straws), where
    (story,) = built.edition(Channel.SITE).stories
    assert story.source is None
    assert "S136" in organisation.codes()


def test_a_story_that_spells_who_said_no_is_withheld(organisation: Organisation) -> None:
    organisation.story("an-hour", "Ana Óscoz stayed with @bo.")
    assert len(organisation.edition().stories) == 1
    organisation.story("an-hour", "Ana Óscoz stayed with @bo.", declined="{person: ana}")
    assert organisation.edition().stories == ()
    assert "S130" in organisation.codes()


def test_who_has_answered_is_not_asked_again(organisation: Organisation) -> None:
    organisation.story("an-hour", "@cem stayed.", receivers="cem")
    assert "── To cem ──" in consent(organisation).output
    done = consent(organisation, "--no", "cem", "--on", "2026-11-02", "--how", "in the corridor")
    assert done.output == "Recorded in stories/2026/an-hour.md: no from cem\n"
    assert "There is nobody left to ask in this story." in consent(organisation).output
    text = (organisation.root / "stories/2026/an-hour.md").read_text()
    assert "declined: [{person: cem, on: 2026-11-02, how: 'in the corridor'}]" in text
    consent(organisation, "--yes", "cem")
    text = (organisation.root / "stories/2026/an-hour.md").read_text()
    assert "declined" not in text
    assert "consent: [cem]" in text


def test_nobody_says_both_at_once(organisation: Organisation) -> None:
    organisation.story("an-hour", "@cem stayed.", receivers="cem")
    assert consent(organisation, "--no", "cem", "--yes", "cem").exit_code == 2


@pytest.mark.parametrize("field", ["consent", "declined"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"", b"%(new)s"),
        (b"%(old)s: cem\n", b"%(new)s"),
        (b"%(old)s: {person: cem, how: x}\n", b"%(new)s"),
        (b"%(old)s: [cem]\n", b"%(new)s"),
        (b"%(old)s: [fay, cem] # x\n", b"%(new)s%(old)s: [fay] # x\n"),
        (b"%(old)s:\n- cem\n- fay\n", b"%(new)s%(old)s:\n- fay\n"),
    ],
)
def test_the_newest_answer_takes_the_place_of_the_one_before(
    field: str, before: bytes, after: bytes
) -> None:
    other = "declined" if field == "consent" else "consent"
    new = f"{field}: [{{person: cem, on: 2026-11-02}}]\n"
    names = {b"old": other.encode(), b"new": new.encode()}
    answer = Consent(person="cem", on=dt.date(2026, 11, 2))
    made = with_answer(
        "stories/2026/a.md", RAW % (before % names), answer, agrees=field == "consent"
    )
    assert made == RAW % (after % names)


def test_a_no_of_a_day_that_cannot_be_is_reported(organisation: Organisation) -> None:
    organisation.story("an-hour", "@cem stayed.", declined="{person: cem, on: 2025-01-01}")
    (said,) = [p for p in organisation.problems() if p.code == "S149"]
    assert said.message == "cem said no on 2025-01-01, before the story happened"
