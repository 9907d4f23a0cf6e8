"""A wish narrows at once, and widens only once somebody has confirmed it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.cli import import_wish, main
from generator.consent.entries import with_fields
from generator.intake.wish import Level, Sent, Wish, narrower, wish_of
from generator.model import AlsoShow, Channel, ShowAs
from generator.source.editor import EditError
from generator.source.settings import read_settings
from tests.conftest import Organisation, organisation_in

PEOPLE = """\
# Who works here.
ana: {name: Ana Óscoz, team: bench, named: yes, emails: [ana@bench.example]} # the lamp
cem:
  name: Cem Aydın
  team: bench   # since May
  named:
    site: yes
    newsletter: ask

# and
dora: {name: Dora Nkemelu, team: attic, named: no, channels: [site]}
"""


@pytest.fixture
def bench(tmp_path: Path) -> Organisation:
    organisation = organisation_in(tmp_path / "org")
    organisation.config("people.yml", PEOPLE)
    return organisation


def wish(organisation: Organisation, text: str, *arguments: str, typed: str = "") -> Result:
    path = organisation.root.parent / "wish.txt"
    path.write_text(text)
    call = ["--root", str(organisation.root), "import", "wish", str(path), *arguments]
    return CliRunner().invoke(main, call, input=typed)


def people(organisation: Organisation) -> str:
    return (organisation.root / "site_config/people.yml").read_text()


def test_what_shows_less_is_written_at_once(bench: Organisation) -> None:
    done = wish(bench, "name: Ana Óscoz\nsite: no\ntownhall: nowhere\nshow_as: first\n")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "ana: site: yes → no",
        "ana: townhall: yes → nowhere",
        "ana: show_as: full → first",
        "Changed site_config/people.yml. The next build follows it.",
    ]
    line = (
        "ana: {name: Ana Óscoz, team: bench, named: {site: no, newsletter: yes, townhall: no, onboarding: yes}, "
        "emails: [ana@bench.example], channels: [site, newsletter, onboarding], show_as: first} # the lamp"
    )
    assert people(bench) == PEOPLE.replace(PEOPLE.splitlines()[1], line)


def test_what_shows_more_waits_for_a_person_and_the_rest_does_not(bench: Organisation) -> None:
    text = "name: cem\nsite: no\nnewsletter: yes\n"
    done = wish(bench, text)
    assert done.exit_code == 1
    assert "cem: site: yes → no\nChanged site_config/people.yml." in done.output
    assert "Waiting, because it shows more of them:\ncem: newsletter: ask → yes\n" in done.output
    entry = people(bench).split("cem:")[1].split("\n\n")[0]
    assert "named:\n    {site: no, newsletter: ask, townhall: ask, onboarding: ask}" in entry
    assert "team: bench   # since May" in entry
    done = wish(bench, text, "--confirm")
    assert done.exit_code == 0
    assert "newsletter: yes" in people(bench)
    assert "cem: nothing to change, this is already recorded" in wish(bench, text).output


def test_what_is_said_beside_a_name_is_a_wish_of_its_own(bench: Organisation) -> None:
    bench.config("people.yml", PEOPLE.replace("[ana@bench.example]", "[ana@bench.example], also_show: [role, since]"))  # fmt: skip
    done = wish(bench, "name: ana\nrole: no\nplace: yes\nsince: yes\n")
    assert done.exit_code == 1
    assert "ana: role: yes → no\nChanged site_config/people.yml." in done.output
    assert "Waiting, because it shows more of them:\nana: place: no → yes\n" in done.output
    assert "also_show: [since]" in people(bench)
    assert wish(bench, "name: ana\nplace: yes\n", "--confirm").exit_code == 0
    assert "also_show: [place, since]" in people(bench)
    assert wish(bench, "name: ana\nplace: no\nsince: no\n").exit_code == 0
    assert "also_show: []" in people(bench)
    assert bench.built().settings.people["ana"].also_show == ()


def test_on_a_terminal_it_asks_for_the_confirmation(
    bench: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_wish, "may_ask", lambda file, no_input: not no_input)
    text = "name: dora\nnewsletter: ask\n"
    assert wish(bench, text, typed="n\n").exit_code == 1
    assert people(bench) == PEOPLE
    done = wish(bench, text, typed="y\n")
    assert "Has Dora Nkemelu confirmed to you that this wish is theirs?" in done.output
    assert "channels: [site, newsletter]" in people(bench)
    assert "named: {site: no, newsletter: ask, townhall: no, onboarding: no}" in people(bench)


def test_a_dry_run_writes_nothing(bench: Organisation) -> None:
    done = wish(bench, "name: ana\nsite: no\n", "--dry-run")
    assert "would be changed" in done.output
    assert people(bench) == PEOPLE


def test_a_mail_of_another_address_is_noted(bench: Organisation) -> None:
    mail = "From: {}\nMIME-Version: 1.0\nSubject: My wish\n\nHello!\n\nname: Ana Óscoz\nsite: no\n\n-- \nAna\n"
    known = wish(bench, mail.format("Ana <ana@bench.example>"), "--dry-run")
    assert "note:" not in known.output
    other = wish(bench, mail.format("Ana <ana@elsewhere.example>"), "--dry-run")
    assert (
        "note: The e-mail was sent from an address that is not on record as theirs." in other.output
    )
    assert "ana: site: yes → no" in other.output


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no line with a name"),
        ("site: yes\n", "no line with a name"),
        ("name: Zed\nsite: yes\n", "does not clearly mean anyone"),
        ("name: team:bench\nsite: yes\n", "does not clearly mean anyone"),
        ("name: ana\n", "nothing about any channel"),
        ("name: ana\nsite: maybe\n", "write yes, ask, no or nowhere"),
        ("name: ana\nshow_as: king\n", "write full, first or role"),
        ("name: ana\nrole: king\n", "write yes or no"),
        ("name: ana\nsite: yes\nsite: no\n", "two answers"),
        ("> name: ana\n> site: no\n", "no line with a name"),
    ],
)
def test_what_is_no_clear_wish_changes_nothing(bench: Organisation, text: str, why: str) -> None:
    done = wish(bench, text)
    assert done.exit_code == 2
    assert why in done.output
    assert people(bench) == PEOPLE


_levels = st.dictionaries(st.sampled_from(list(Channel)), st.sampled_from(list(Level)))
_forms = st.none() | st.sampled_from(list(ShowAs))
_also = st.dictionaries(st.sampled_from(list(AlsoShow)), st.booleans())


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(st.sampled_from(["ana", "cem", "dora"]), _levels, _forms, _also, _also)
def test_without_a_confirmation_nothing_ever_shows_more(
    bench: Organisation,
    person: str,
    levels: dict[Channel, Level],
    show_as: ShowAs | None,
    also: dict[AlsoShow, bool],
    had: dict[AlsoShow, bool],
) -> None:
    shown = ", ".join(each.value for each in had)
    bench.config("people.yml", PEOPLE.replace("team: attic", f"team: attic, also_show: [{shown}]"))
    before, _ = read_settings(bench.root)
    assert before is not None
    lines = [f"{channel.value}: {level.word}" for channel, level in levels.items()]
    lines += [f"show_as: {show_as.value}"] if show_as else []
    lines += [f"{each.value}: {'yes' if on else 'no'}" for each, on in also.items()]
    wish(bench, "\n".join([f"name: {person}", *lines, ""]))
    after, problems = read_settings(bench.root)
    assert after is not None
    assert problems == []
    was = wish_of(before.people[person])
    sent = Sent(person, levels, show_as, also_show=also)
    assert wish_of(after.people[person]) == narrower(was, sent.onto(was))
    for id_ in before.people.keys() - {person}:
        assert after.people[id_].model_dump() == before.people[id_].model_dump()
    wish(bench, "\n".join([f"name: {person}", *lines, ""]), "--confirm")
    confirmed, _ = read_settings(bench.root)
    assert confirmed is not None
    if levels or show_as or also:
        assert wish_of(confirmed.people[person]) == sent.onto(was)


def test_the_narrower_of_two_wishes_is_what_both_allow() -> None:
    one = Wish(dict.fromkeys(Channel, Level.YES), ShowAs.ROLE)
    other = Wish(dict.fromkeys(Channel, Level.ASK), ShowAs.FULL)
    assert narrower(one, other) == Wish(dict.fromkeys(Channel, Level.ASK), ShowAs.ROLE)


@pytest.mark.parametrize("raw", [b"", b"ana: 1\n", b"ana: {}\n", b"bo: {a: b}\n", b"ana: {a: [\n"])
def test_a_file_of_another_shape_is_not_changed(raw: bytes) -> None:
    with pytest.raises(EditError):
        with_fields("site_config/people.yml", raw, "ana", {"named": "no"})


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"ana:\n  name: A", b"ana:\n  name: A\n  named: no"),
        (b"ana:\n  name: A # x\nbo: {name: B}\n", b"ana:\n  name: A # x\n  named: no\nbo: {name: B}\n"),
        (b"ana:\r\n  name: A\r\n", b"ana:\r\n  name: A\r\n  named: no\r\n"),
        (b"ana: {name: A,\n  team: x}\n", b"ana: {name: A,\n  team: x, named: no}\n"),
        (b"ana:\n  name: A\n  emails:\n    - a\n    - b\n", b"ana:\n  name: A\n  emails:\n    - a\n    - b\n  named: no\n"),
        (b"ana: {named: yes, name: A}\n", b"ana: {named: no, name: A}\n"),
    ],
)  # fmt: skip
def test_every_other_byte_stays(raw: bytes, expected: bytes) -> None:
    assert with_fields("site_config/people.yml", raw, "ana", {"named": "no"}) == expected
