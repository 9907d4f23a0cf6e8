"""A portfolio tells what one person gave and received: themselves by name, all others as on the site."""

from __future__ import annotations

import datetime as dt
import re
import stat
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.model import Channel, Kind
from generator.pipeline import reread
from generator.private.portfolio import Portfolio, has_part, portfolio_of
from tests.conftest import Organisation
from tests.consent import gauntlet

TODAY = dt.date(2026, 11, 20)


def portfolio(
    organisation: Organisation,
    id_: str,
    since: dt.date = dt.date(2025, 11, 20),
    until: dt.date = TODAY,
    without: tuple[str, ...] = (),
) -> Portfolio:
    made = organisation.built()
    stories = [
        reread(organisation.root, made.library, record)
        for record in made.library.records
        if has_part(id_, record)
    ]
    edition = made.edition(Channel.SITE)
    return portfolio_of(id_, made.library, edition, stories, since, until, without)


def run(organisation: Organisation, *words: str) -> Result:
    arguments = ["--root", str(organisation.root), "portfolio", *words, "--today", f"{TODAY}"]
    return CliRunner().invoke(main, arguments)


def text(organisation: Organisation, *words: str) -> str:
    done = run(organisation, *words, "--stdout")
    assert done.exit_code == 0, done.output
    return done.output


def ids(stories: Any) -> list[str]:
    return [each.story.id for each in stories]


def wish(organisation: Organisation, id_: str, entry: str) -> None:
    """Change what somebody's entry in people.yml says after their name."""
    path = organisation.root / "site_config/people.yml"
    line = re.compile(rf"^{id_}: {{name: ([^,]+), .*$", re.MULTILINE)
    path.write_text(line.sub(rf"{id_}: {{name: \1, {entry}}}", path.read_text("utf-8")), "utf-8")


def test_it_tells_what_was_given_received_and_passed_on(organisation: Organisation) -> None:
    organisation.story("first", givers="[ana, bo]", receivers="fay", kind="mentoring")
    organisation.story("second", date="2026-10-20", givers="fay", receivers="bo", continues="first")
    organisation.story("third", date="2026-11-02", givers="bo", receivers="ana", ask="May I?")
    organisation.story("of-others", givers="bo", receivers="fay")
    organisation.story("their-own", date="2026-11-03", givers="[ana, bo]", continues="first")
    found = portfolio(organisation, "ana")
    assert (ids(found.gave), ids(found.received)) == (["their-own", "first"], ["third"])
    assert ids(found.passed_on) == ["second"]
    assert [who.text for who in found.gave[1].others] == ["Bo"]
    assert found.kinds == {Kind.MENTORING: 1, Kind.HELP: 1}
    assert found.name == "Ana Óscoz"


@pytest.mark.parametrize(
    "entry",
    ["team: bench, named: no", "team: bench, channels: []", "team: bench, named: ask, show_as: role",
     "team: bench, named: yes, left: 2026-11-01"],
)  # fmt: skip
def test_their_own_wishes_are_yes_for_themselves(organisation: Organisation, entry: str) -> None:
    organisation.story("kept", "@ana stayed an hour for @bo.", title="'The hour of @ana'")
    organisation.story("spelled", "Ana Óscoz held the lamp.", date="2026-11-02")
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\n---\nFind the kettle.\n")
    wish(organisation, "ana", entry)
    found = portfolio(organisation, "ana")
    assert ids(found.gave) == ["spelled", "kept"]
    assert found.gave[1].story.title == "The hour of Ana Óscoz"
    public = {story.id for story in organisation.edition().stories}
    assert [each.on_site for each in found.gave] == [each.story.id in public for each in found.gave]


def test_what_is_not_on_the_site_says_so(organisation: Organisation) -> None:
    organisation.story("shown", "A lamp.", givers="eli", receivers="ana")
    organisation.story(
        "own", "Eli Harrow held it.", date="2026-11-01", givers="eli", receivers="ana"
    )
    organisation.story("letter", date="2026-11-02", givers="eli", channels="[newsletter]")
    organisation.story("nowhere", date="2026-11-03", givers="eli", channels="[]")
    found = portfolio(organisation, "eli")
    assert [(each.story.id, each.on_site) for each in found.gave] == [
        ("own", False), ("shown", True),
    ]  # fmt: skip
    for form in ("md", "html"):
        assert text(organisation, "eli", "--format", form).count("not on the site") == 1


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("team: office, named: yes", "Bo Lindqvist"),
        ("team: office, named: ask", "a colleague in Office"),
        ("team: office, named: no", "a colleague in Office"),
        ("team: office, named: yes, withdrawn: 2026-11-01", "a colleague"),
        ("team: office, named: {site: no, newsletter: yes}", "a colleague in Office"),
    ],
)
def test_everybody_else_is_as_on_the_site(
    organisation: Organisation, entry: str, told: str
) -> None:
    organisation.story(
        "the-hour", "@ana stayed late with @bo.", title="Late", givers="[ana, bo]", receivers="fay"
    )
    wish(organisation, "bo", entry)
    wish(organisation, "ana", "team: bench, named: no")
    organisation.config("onboarding/day-1.md", "---\ntitle: Day 1\n---\nFind the kettle.\n")
    (story,) = portfolio(organisation, "ana").gave
    (other,) = story.others
    assert other.text.startswith(told)
    if not told.startswith("Bo"):
        assert "Bo" not in text(organisation, "ana").replace("Bobbin", "")


def test_what_others_block_stays_out(organisation: Organisation) -> None:
    organisation.story("blocked", givers="[ana, bo]", receivers="fay")
    organisation.story(
        "spelled", "Bo Lindqvist held the lamp.", givers="[ana, bo]", receivers="fay"
    )
    organisation.story("taken-back", withdrawn="2026-11-01", receivers="fay")
    organisation.story("fine", receivers="fay")
    wish(organisation, "bo", "team: office, named: no, channels: []")
    assert ids(portfolio(organisation, "ana").gave) == ["fine"]


def test_stories_can_be_left_out_and_days_chosen(organisation: Organisation) -> None:
    organisation.story("old", date="2025-11-19")
    organisation.story("edge", date="2025-11-20")
    organisation.story("new", date="2026-11-20")
    assert ids(portfolio(organisation, "ana").gave) == ["new", "edge"]
    assert ids(portfolio(organisation, "ana", without=("new",)).gave) == ["edge"]
    everything = text(organisation, "ana", "--since", "2020-01-01", "--without", "edge")
    assert re.findall(r"stories/([a-z]+)/", everything) == ["new", "old"]
    some = text(organisation, "ana", "--until", "2025-12-01")
    assert re.findall(r"stories/([a-z]+)/", some) == ["edge", "old"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("anna",), 'There is no person "anna". Did you mean "ana"?'),
        (("ana", "--without", "the-huor"), 'There is no story "the-huor"'),
        (("ana", "--since", "2026-11-21"), "--until (2026-11-20) is before --since (2026-11-21)"),
        (("ana", "--since", "yesterday"), '"yesterday" is not a day'),
        (("ana", "--format", "pdf"), "'pdf' is not one of"),
        (("ana", "bo"), "unexpected extra argument"),
        (("../../etc/passwd",), "There is no person"),
    ],
)
def test_bad_input_is_one_sentence(
    organisation: Organisation, words: tuple[str, ...], said: str
) -> None:
    organisation.story("the-hour")
    done = run(organisation, *words)
    assert done.exit_code == 2
    assert said in done.output
    assert not (organisation.root / "build").exists()


def test_whoever_took_back_their_name_has_none(organisation: Organisation) -> None:
    organisation.story("the-hour")
    wish(organisation, "cem", "team: bench, named: yes, withdrawn: 2026-11-01")
    done = run(organisation, "cem")
    assert done.exit_code == 1
    assert 'delete "withdrawn" from their entry' in done.output


PRACTICE = """\
title: Lamp oil
kind: coaching-circle
what: A lamp.
for: Anyone
lead: [ana]
cadence: weekly
join: Come.
dates: [2026-12-03 16:00]
sessions:
  - {date: 2026-10-08, challenge: Dark., came: 7}
  - {date: 2026-11-05, challenge: Darker.}
  - {date: 2024-11-05, challenge: Long ago.}
"""
ROUND = """\
starts: 2026-08-31
ends: 2026-11-20
confirmed: yes
pairs:
  - {learner: dora, mentor: ana, topic: lathes, met: 6, why: Nobody may read this.}
  - {learner: ana, mentor: eli, topic: letters that Eli Harrow can write}
  - {learner: bo, mentor: cem, topic: bread, met: 99}
"""


def test_tallies_are_of_what_somebody_typed(organisation: Organisation) -> None:
    organisation.story("the-hour")
    organisation.config("practices/lamp-oil.yml", PRACTICE)
    organisation.config("practices/pairs/2026-Q3.yml", ROUND)
    path = organisation.root / "site_config/people.yml"
    note = "attended: {practice: lamp-oil, days: [2026-10-08, 2026-10-08, 2024-10-08]}"
    path.write_text(
        path.read_text("utf-8").replace("role: fitter,", f"role: fitter, {note},"), "utf-8"
    )
    found = portfolio(organisation, "ana")
    assert [(each.title, each.days) for each in found.held] == [("Lamp oil", 2)]
    assert [(each.title, each.days) for each in found.attended] == [("Lamp oil", 1)]
    assert [(each.mentored, each.topic, each.met) for each in found.seasons] == [
        (True, "lathes", 6), (False, None, None),
    ]  # fmt: skip
    said = text(organisation, "ana")
    assert "lathes" in said
    assert "6 times" in said
    for private in ("Dora", "dora", "Eli", "eli", "Harrow", "99", "Nobody may read", "bread"):
        assert not re.search(rf"\b{private}", said), private


@pytest.mark.parametrize(
    "topic", ["what @dora knows", "Dora's lathe", "dora", "the lathe of Dora Nkemelu"]
)
def test_no_topic_says_with_whom(organisation: Organisation, topic: str) -> None:
    organisation.story("the-hour")
    pair = f'{{learner: dora, mentor: ana, topic: "{topic}"}}'
    organisation.config(
        "practices/pairs/2026-Q3.yml",
        f"starts: 2026-08-31\nends: 2026-11-20\nconfirmed: yes\npairs: [{pair}]\n",
    )
    (season,) = portfolio(organisation, "ana").seasons
    assert season.topic is None


def test_a_round_that_nobody_confirmed_is_no_season(organisation: Organisation) -> None:
    organisation.story("the-hour")
    organisation.config(
        "practices/pairs/2026-Q3.yml", ROUND.replace("confirmed: yes", "confirmed: no")
    )
    assert portfolio(organisation, "ana").seasons == ()


def test_help_to_another_team_is_what_the_page_tells(organisation: Organisation) -> None:
    organisation.story("across", receivers="bo")
    organisation.story("at-home", receivers="cem", consent="[cem]")
    organisation.story("untold", receivers="dora")
    organisation.story("a-team", receivers="team:office")
    assert portfolio(organisation, "ana").to_other_teams == 2


def test_it_is_for_one_reader(organisation: Organisation) -> None:
    organisation.story("the-hour")
    for form in ("md", "html"):
        assert "It is for Ana Óscoz only." in run(organisation, "ana", "--format", form).output
        path = organisation.root / f"build/portfolio/ana.{form}"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_it_compares_and_scores_nobody(organisation: Organisation) -> None:
    organisation.story("the-hour")
    said = text(organisation, "ana").casefold()
    for word in ("score", "average", "rank", "%", "points", "than others", "than the", "out of"):
        assert word not in said


def test_nobody_without_a_story_is_told_that_they_did_nothing(organisation: Organisation) -> None:
    organisation.story("the-hour")
    for form in ("md", "html"):
        assert "That says nothing about what they did" in text(
            organisation, "eli", "--format", form
        )


HOSTILE = "<script>alert(1)</script> *a* [b](javascript:c) `d` {{ e }} \"f\" 'g' & h"


def test_what_is_typed_stays_text(organisation: Organisation) -> None:
    quoted = "'" + HOSTILE.replace("'", "''").replace("<script>alert(1)</script>", "<b>") + "'"
    organisation.story("the-hour", title=quoted, ask=quoted, outcome=quoted, summary=quoted)
    organisation.config("practices/lamp-oil.yml", PRACTICE.replace("Lamp oil", quoted))
    html = text(organisation, "ana", "--format", "html")
    assert "<b>a</b>" not in html
    assert html.count("<b>") == 0
    assert html.count("<script") == 0
    assert 'href="javascript' not in html
    md = text(organisation, "ana")
    assert "[b](javascript" not in md
    assert re.search(r"(?<!\\)<b>", md) is None


def test_nothing_of_the_gauntlet_is_in_anybodys_portfolio(organisation: Organisation) -> None:
    """Whoever asks for a portfolio finds no canary in it but their own, and what their pair is about."""
    made = gauntlet.prepare(organisation).built()
    found = set()
    for id_, person in made.library.settings.people.items():
        if person.withdrawn:
            continue
        names = [word for name in person.names for word in (name.name, name.first)]
        own = " ".join((id_, *names, *person.also_written)).casefold()
        for form in ("md", "html"):
            said = text(organisation, id_, "--since", "1990-01-01", "--format", form).casefold()
            for canary in gauntlet.CANARIES:
                word = canary.text.casefold()
                if Channel.SITE in canary.denied and word not in own and word in said:
                    found.add((id_, canary.text))
    assert found == {("marked", "pairtopicword"), ("offered", "pairtopicword")}
