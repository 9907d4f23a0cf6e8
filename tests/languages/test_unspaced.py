"""An organisation whose language sets no words apart by spaces meets the same program."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.intake.messages import read_message
from generator.intake.values import draft_values
from generator.model import Settings
from generator.source.settings import read_settings
from tests import ROOT
from tests.conftest import Organisation, print_site
from tests.outputs.newsletter.test_formats import made

PEOPLE = """\
sato-yumi: {name: 佐藤 ゆみ, first_name: ゆみ, team: bench, named: yes}
sato: {name: 佐藤 健, first_name: 健, team: office, named: yes}
mori-ai: {name: 森 藍, first_name: 藍, team: office, named: no}
"""
STORY = "昨日@sato-yumiさんが、@satoに「@mori-aiは？」と聞いた。"


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    site = (organisation.root / "site_config/site.yml").read_text("utf-8")
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("site.yml", f"{site}language: ja\n")
    organisation.config("people.yml", people + PEOPLE)
    organisation.story("told", STORY, givers="sato-yumi", receivers="[sato, mori-ai]")
    return organisation


@pytest.fixture
def settings(told: Organisation) -> Settings:
    read, _ = read_settings(told.root)
    assert read
    return read


def test_terms_in_their_own_letters_have_a_place_links_and_are_searched_for(
    told: Organisation, tmp_path: Path
) -> None:
    told.config(
        "glossary.yml",
        "長いバンド: {meaning: 鋼のトンネル。, see: [خبز], also: [ロングバンド]}\nخبز: {meaning: パン。, also: [パン]}\n",
    )
    told.config(
        "onboarding/day-9.md",
        "---\ntitle: 九\n---\n[バンド](../glossary/index.md#長いバンド)と[規範](../norms/index.md#ask-first)です。خبز。\n",
    )
    told.story(
        "band",
        "夜だった。\n\n@sato-yumiが長いバンドを直した。",
        givers="sato-yumi",
        receivers="sato",
    )
    assert not [p for p in told.problems() if p.code.startswith("G1")]
    print_site(told.built(), tmp_path / "site")
    page = (tmp_path / "site/glossary/index.html").read_text("utf-8")
    assert '<dt id="長いバンド">長いバンド' in page
    assert '<a href="#خبز">' in page
    story = (tmp_path / "site/stories/band/index.html").read_text("utf-8")
    assert (
        '<a href="../../glossary/#長いバンド" aria-describedby="term-長いバンド">長いバンド</a>'
        in story
    )
    searched = "".join(
        path.read_text("utf-8") for path in (tmp_path / "site/search").rglob("*.js*")
    )
    assert "glossary/#長いバンド" in searched or "長いバンド" in searched


def test_letters_that_have_no_italics_are_not_slanted(told: Organisation) -> None:
    told.story(
        "said",
        "夜だった。\n\n長い。",
        givers="sato",
        receivers="ana",
        quote="{text: はい, by: sato}",
    )
    html = made(told, formats=("email",))["email.html"].decode()
    assert "はい" in html
    assert "font-style: italic" not in html
    styles = (ROOT / "templates/theme/assets/reciprocity.css").read_text("utf-8")
    assert re.search(
        r"^:is\(:lang\(ja\).*font-style: normal !important.*line-break: strict",
        styles,
        re.MULTILINE,
    )


def _run(organisation: Organisation, *words: str) -> str:
    arguments = ["--root", str(organisation.root), *words, "--today", "2026-11-20", "--yes"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return (organisation.root / "stories/2026/told.md").read_text("utf-8")


def test_mentions_show_what_each_person_allows(told: Organisation) -> None:
    assert not [p for p in told.problems() if p.is_error]
    (story,) = told.edition().stories
    body = story.body
    assert "佐藤 ゆみさんが、" in body
    assert "「別の同僚は？」" in body or "「同僚は？」" in body
    assert "@" not in body


def test_a_mention_of_nobody_is_an_error_before_any_letter(told: Organisation) -> None:
    told.story("wrong", "昨日@sato-yumikoさんが@suzukiに聞いた。", givers="sato")
    found = [p.message for p in told.problems() if p.code == "S105"]
    assert sorted(str(each) for each in found) == [
        'there is no person "sato-yumiko"',
        'there is no person "suzuki"',
    ]


@pytest.mark.parametrize("name", ["@佐藤ゆみ", "＠sato-yumi", "@ゆみ"])
def test_an_at_before_a_name_is_pointed_at_among_other_letters(
    told: Organisation, name: str
) -> None:
    told.story("named", f"昨日{name}さんが来た。", givers="sato-yumi", receivers="sato")
    found = [(p.message, p.hint) for p in told.problems() if p.code == "S147"]
    assert found == [(f'"{name}" is not a mention, so it is printed as it is', "write @sato-yumi")]


def test_who_is_forgotten_or_renamed_is_so_before_any_letter(told: Organisation) -> None:
    renamed = _run(told, "rename", "person", "sato-yumi", "yumi")
    assert "昨日@yumiさんが、@satoに" in renamed
    assert "が、同僚に「" in _run(told, "forget", "sato").replace("別の", "")


@pytest.mark.parametrize(
    ("text", "givers"),
    [("いつもありがとう@sato-yumiさん", "sato-yumi"), ("@sato-yumiさん、ありがとうございました。", "sato-yumi"),
     ("佐藤ゆみさん、@satoさん、ありがとう！", "sato-yumi, sato"), ("昨日@sato-yumiさんが来た。", "")],
)  # fmt: skip
def test_thanks_credit_those_whom_they_are_for(settings: Settings, text: str, givers: str) -> None:
    assert read_message(text, settings).answers.get("givers", "") == givers


@pytest.mark.parametrize(
    ("typed", "body"),
    [("昨日佐藤ゆみさんが来た", "昨日@sato-yumiさんが来た"), ("@佐藤 ゆみは", "@sato-yumiは"),
     ("x佐藤ゆみ", "x佐藤ゆみ"), ("佐藤さんと佐藤健", "佐藤さんと@sato")],
)  # fmt: skip
def test_full_names_become_mentions(settings: Settings, typed: str, body: str) -> None:
    values = {"givers": "佐藤 ゆみ", "receivers": "佐藤 健", "body": typed}
    assert draft_values(values, settings)["body"] == body
