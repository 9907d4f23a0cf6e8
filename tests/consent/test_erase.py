"""Forgetting a person rewrites what can be rewritten, and says what cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from tests import ROOT
from tests.conftest import Organisation

STORY = """\
---
# told by the stove
date: 2026-10-14
givers: [ana, cem]   # both of them
receivers: cem
consent: [cem, ana]
title: "@cem asks"
quote: {text: 'Ask me, said @cem.', by: cem}
---
@cem sat down. Then [my mentor](@cem) and @cem's dog went, past `@cem` and @cemal.

- @cem
"""
YAML = """\
date: 2026-10-15
givers:
  - cem # he
receivers: [bo]
consent:
  - cem
body: |
  @cem stayed, and *then*
    @cem left.
"""


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c6358e1ae050002b4011acca964880000000049454e44ae426082"
)
"""The smallest picture."""


CIRCLE = """\
title: Cups
kind: coaching-circle
what: "Ask @cem."
for: All
lead: [ana, cem]
cadence: weekly
join: Come
consent: [cem]
sessions:
  - {date: 2026-10-14, challenge: "@cem asked.", follow_ups: [{text: Wash up, who: cem}]}
"""


def test_a_practice_loses_the_mentions_and_says_what_is_left(organisation: Organisation) -> None:
    organisation.story("other")
    path = organisation.config("practices/cups.yml", CIRCLE)
    organisation.config(
        "practices/pairs/2026-Q3.yml",
        "{starts: 2026-07-06, ends: 2026-09-25, pairs: [{learner: cem, mentor: ana}]}\n",
    )
    status, said = _run(organisation, "forget", "cem", "--yes")
    assert status == 0
    text = path.read_text("utf-8")
    assert "@cem" not in text
    assert "consent" not in text
    assert 'practices/cups.yml:5: lists them as "lead"' in said
    assert 'practices/cups.yml:9: lists them as "who"' in said
    assert 'practices/pairs/2026-Q3.yml:1: lists them as "learner"' in said


def _run(organisation: Organisation, *words: str, answer: str = "") -> tuple[int, str]:
    arguments = ["--root", str(organisation.root), *words, "--today", "2026-11-20"]
    result = CliRunner().invoke(main, arguments, input=answer)
    return result.exit_code, result.output


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people + "cemal: {name: Cemal Ruh, team: bench}\n")
    organisation.write("stories/2026/asks.md", STORY.replace("\n", "\r\n"))
    organisation.write("stories/2026/stayed.yml", YAML)
    organisation.config("onboarding/day-9.md", "---\ntitle: Nine\n---\nAsk @cem. @cem knows.\n")
    organisation.config("newsletters/2026-10.yml", "note: 'Thank you, @cem.' # warm\n")
    return organisation


def test_fields_and_mentions_become_the_unnamed_form(told: Organisation) -> None:
    code, output = _run(told, "forget", "cem", "--yes")
    assert code == 0, output
    expected = (
        STORY.replace("[ana, cem]", "[ana, anonymous]")
        .replace("receivers: cem", "receivers: anonymous")
        .replace("[cem, ana]", "[ana]")
        .replace('"@cem asks"', '"A colleague asks"')
        .replace("said @cem.", "said a colleague.")
        .replace("by: cem", "by: anonymous")
        .replace("@cem sat", "A colleague sat")
        .replace("[my mentor](@cem) and @cem's", "my mentor and a colleague's")
        .replace("- @cem\n", "- A colleague\n")
    )
    assert (told.root / "stories/2026/asks.md").read_bytes() == expected.replace(
        "\n", "\r\n"
    ).encode()
    assert (told.root / "stories/2026/stayed.yml").read_text("utf-8") == (
        YAML.replace("- cem # he", "- anonymous # he")
        .replace("consent:\n  - cem\n", "")
        .replace("  @cem stayed", "  A colleague stayed")
        .replace("@cem left", "a colleague left")
    )
    guide = (told.root / "site_config/onboarding/day-9.md").read_text("utf-8")
    assert guide.endswith("Ask a colleague. A colleague knows.\n")
    note = (told.root / "site_config/newsletters/2026-10.yml").read_text("utf-8")
    assert note == "note: 'Thank you, a colleague.' # warm\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("consent: {person: cem, on: 2026-10-16}\n", ""),
        ("consent:\n  person: cem\n  how: by mail\n", ""),
        ("consent: [{person: cem}, ana, cem]\n", "consent: [ana]\n"),
        ("consent: [ana, cem, {person: cem, how: by mail}]\n", "consent: [ana]\n"),
        ("consent: [cem, cem]\n", ""),
        (
            "consent:\n  - ana\n  - person: cem\n    on: 2026-10-16\n  - fay\n",
            "consent:\n  - ana\n  - fay\n",
        ),
    ],
)
def test_a_yes_is_taken_out_however_it_is_written(
    organisation: Organisation, before: str, after: str
) -> None:
    front = "---\ndate: 2026-10-14\ngivers: ana\nreceivers: bo\n{}---\n@ana stayed.\n"
    path = organisation.write("stories/2026/told.md", front.format(before))
    assert _run(organisation, "forget", "cem", "--yes")[0] == 0
    assert path.read_text("utf-8") == front.format(after)


def test_people_yml_keeps_what_the_gate_needs(told: Organisation) -> None:
    before = (told.root / "site_config/people.yml").read_text("utf-8").split("\n")
    _run(told, "forget", "cem", "--yes")
    after = (told.root / "site_config/people.yml").read_text("utf-8").split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in changed] == [
        "cem: {name: Cem Aydın, team: bench, named: no, withdrawn: 2026-11-20}"
    ]
    told.story("later", "Cem Aydin was here.")
    assert "later" not in {s.id for s in told.edition().stories}


def test_it_asks_first_and_a_no_changes_nothing(told: Organisation) -> None:
    files = {p: p.read_bytes() for p in told.root.rglob("*") if p.is_file()}
    code, output = _run(told, "forget", "cem", answer="n\n")
    assert code == 0
    assert "stories/2026/asks.md: givers, receivers, their consent, the quote, 6 mentions" in output
    assert "Nothing was changed." in output
    assert {p: p.read_bytes() for p in told.root.rglob("*") if p.is_file()} == files


def test_it_lists_what_it_cannot_reach(told: Organisation) -> None:
    told.write("stories/2026/bench.png", PIXEL)
    told.story("pictured", "@cem.", image="{file: bench.png, alt: A bench}")
    told.story("cem-aydin-stays", "@ana wrote:\n\nCem Aydın was here.")
    told.story("caydin", "Someone was here.")
    told.config("locale/en.po", 'msgid "Themes"\nmsgstr "What Cem Aydın saw"\n')
    told.write("site_config/static/cem-aydin.png", PIXEL)
    people = (told.root / "site_config/people.yml").read_text()
    told.config(
        "people.yml", f"{people}gil: {{name: Gil Oz, team: bench, offers: [what Cem knows]}}\n"
    )
    _, output = _run(told, "forget", "cem", "--yes")
    for place in (
        "stories/2026/caydin.md: has their name in its file name",
        "site_config/locale/en.po:2: spells out their name",
        "site_config/static/cem-aydin.png: has their name in its file name",
        "site_config/people.yml:8: has one of their names",
        "stories/2026/asks.md:10: has",
        "stories/2026/cem-aydin-stays.md:8: spells out their name",
        "stories/2026/cem-aydin-stays.md: has their name in its file name",
        "stories/2026/bench.png: is a picture",
        "git history:",
        "digests already sent:",
        "the published site:",
    ):
        assert place in output


def test_a_second_time_there_is_nothing_to_do(told: Organisation) -> None:
    _run(told, "forget", "cem", "--yes")
    assert "Nothing was changed." in _run(told, "forget", "cem", "--yes")[1]


def test_nothing_of_them_is_shown_afterwards(told: Organisation) -> None:
    before = {s.id for s in told.edition().stories}
    _run(told, "forget", "cem", "--yes")
    built = told.built()
    assert "stayed" in before
    for story in built.edition().stories:
        assert "Cem" not in story.body + story.title
        assert not any("Aydın" in person.text for person in story.people)


def test_an_unknown_person_is_a_wrong_usage(told: Organisation) -> None:
    assert _run(told, "forget", "cemm", "--yes")[0] == 2


@pytest.mark.slow
def test_the_sample_can_forget_anybody(tmp_path: Path) -> None:
    import shutil

    root = ROOT
    if not (root / "stories").is_dir():
        pytest.skip("the sample content is not here")
    for name in ("stories", "site_config"):
        shutil.copytree(root / name, tmp_path / name)
    organisation = Organisation(tmp_path)
    stories = organisation.built().library.records
    everybody = sorted({id_ for story in stories for id_ in story.scan.people})[::6]
    for id_ in everybody:
        assert _run(organisation, "forget", id_, "--yes")[0] == 0
    again = organisation.built().library.records
    assert {s.id for s in again} == {s.id for s in stories}
    assert not {id_ for story in again for id_ in story.scan.people} & set(everybody)


def test_names_in_scripts_without_spaces_are_listed(organisation: Organisation) -> None:
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config(
        "people.yml",
        f"{people}tanaka:\n  name: 田中 太郎\n  first_name: 太郎\n  team: bench\n  named: yes\n"
        "  also_written:\n    - Taro Tanaka\n    - タナカ\n",
    )
    organisation.story(
        "late",
        "田中さんが残ってくれました。\n\n太郎さん、ありがとう。",
        givers="tanaka",
        receivers="anonymous",
    )
    organisation.story("else", "Thank you, Taro Ta**na**ka.", givers="anonymous")
    _, output = _run(organisation, "forget", "tanaka", "--yes")
    assert "stories/2026/late.md:6: has" in output
    assert "stories/2026/late.md:8: has" in output
    assert "stories/2026/else.md:6: spells out their name" in output
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    assert "also_written: [Taro Tanaka, タナカ]" in people
