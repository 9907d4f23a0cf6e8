"""The coach says one thing about a story, and nothing about one that is fine."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.coach import coach
from generator.coach.coach import REMARKS, norm_of, remark_on, remark_on_days
from generator.coach.data import coach_data
from generator.coach.late import first_day
from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.intake.drafts import Drafts
from generator.model import Cadence, Channel, Coaching, Newsletter, Settings
from generator.pipeline import load
from generator.rules.coaching import CODES
from generator.rules.context import Extent
from generator.source.settings import read_settings
from tests import ROOT
from tests.conftest import TODAY, Organisation

_ALONE = re.compile(r"“([^“”]+)”")


def _about(body: str, **texts: str) -> str | None:
    """The name of the remark about a story of help in English."""
    advice = remark_on({"body": body, **texts}, "help", "en")
    return advice.remark.name if advice else None


def _sample() -> Settings:
    settings, _ = read_settings(ROOT)
    assert settings
    return settings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thank you so much for everything, @maria!", "deed"),
        ("Huge shout-out to the whole team for all your hard work this year.", "deed"),
        ("@maria is a hero.", "hero"),
        ("@maria single-handedly moved the archive.", "hero"),
        ("Kudos to @sam, who worked all weekend.", "overwork"),
        ("@maria has a heart of gold.", "person"),
        ("She’s so lazy. @maria is always so helpful.", "blame"),
        ("@sam dropped the ball, and @maria rang the shops.", "blame"),
        ("@maria is such a bubbly person.", "gendered"),
        ("@maria went the extra mile with the refund script.", "cliche"),
        ("@maria sent the list without even being prompted, and it held until May.", "ask"),
        ("@maria is always there with a list of the valves and what each of them does.", "once"),
        ("Thanks to @maria for tracking down the valve that leaked in March.", "impact"),
    ],
)
def test_what_is_remarked_on(text: str, name: str) -> None:
    assert _about(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@maria stayed an hour so that @sam's refund script could ship on Friday.",
        "@maria stayed an hour, and @sam went home.",
        "The hero image was too large. @maria cut it.",
        "It was nobody's fault. The list has two buttons of one colour.",
        "My fault, I had messed it up, and @maria sat down beside me.",
        "“You are careless,” he had been told. @maria asked him what he had seen.",
        '"Amazing work!" it said on the card. @maria had it framed and hung over the valve.',
        "> Thank you so much for everything!\n\n@maria keeps that card behind the valve.",
        "The bread was sweet and warm, and @maria cut it for the nine of us.",
        "Thanks to @maria for tracking down the valve, so that the ward has hot water.",
        "`great job` is what the command prints. @maria changed it to the name of the valve.",
        "A great deal of good it did. @maria turned the valve, and then the other one.",
    ],
)
def test_what_is_fine_hears_nothing(text: str) -> None:
    assert _about(text) is None


def test_the_coach_speaks_once() -> None:
    text = "You are amazing. Thank you, hero! You went above and beyond, worked all night. So kind!"
    diagnostics = _problems_of_sample(text)
    assert len(diagnostics) == 1


def test_a_field_that_answers_the_question_silences_it() -> None:
    thanked = "Thanks to @maria for tracking down the valve that leaked in March."
    assert _about(thanked) == "impact"
    assert _about(thanked, outcome="The ward has hot water.") is None
    stuck = "I was completely stuck with the valve, and @maria turned it the other way."
    assert _about(stuck) == "ask"
    assert _about(stuck, ask="I rang her at nine.") is None


def test_words_in_a_long_story_that_tells_what_was_done_are_let_pass() -> None:
    long = "@maria turned the valve, counted to nine and wrote the number on the wall. " * 8
    assert _about(f"An amazing job. {long}") is None
    assert _about("An amazing job: @maria turned the valve and wrote the number down.") == "cliche"


@pytest.mark.parametrize("kind", ["help", "mentoring", "feedback"])
@pytest.mark.parametrize("lang", ["es", "nb-NO", "ja", "xx"])
def test_in_other_languages_only_what_is_empty_is_remarked_on(lang: str, kind: str) -> None:
    body = "Amazing hero, thank you! " * 20

    def name(**texts: str) -> str | None:
        advice = remark_on({"body": body, **texts}, kind, lang)
        return advice.remark.name if advice else None

    assert name() == "impact"
    assert name(outcome="x") == (None if kind == "feedback" else "ask")
    assert name(outcome="x", ask="y") is None
    assert remark_on({"body": "¡Gracias, heroína!"}, kind, lang) is None, "a small act may be small"


@pytest.mark.parametrize(
    ("cadence", "first"),
    [
        (Cadence.MONTHLY, dt.date(2026, 7, 1)),
        (Cadence.QUARTERLY, dt.date(2026, 7, 1)),
        (Cadence.WEEKLY, dt.date(2026, 7, 1)),
    ],
)
def test_late_is_what_no_issue_takes(cadence: Cadence, first: dt.date) -> None:
    newsletter = Newsletter(cadence=cadence)
    told = dt.date(2026, 10, 14)
    assert first_day(newsletter, told) == first
    assert remark_on_days(first, told, newsletter) is None
    advice = remark_on_days(first - dt.timedelta(days=1), told, newsletter)
    assert advice
    assert advice.remark.name == "late"
    assert "2026-07-01" in advice.message
    assert remark_on_days(first - dt.timedelta(days=900), None, newsletter) is None


def _problems_of_sample(body: str) -> list[Diagnostic]:
    settings = _sample()
    drafts = Drafts(ROOT, settings, TODAY)
    text = f"---\ndate: {TODAY}\ngivers: maria\nreceivers: sam\n---\n{body}\n"
    found = drafts.problems(f"stories/{TODAY.year}/x.md", text)
    return [d for d in found if d.code.startswith("Q")]


def test_a_remark_quotes_the_words_and_names_the_norm() -> None:
    (found,) = _problems_of_sample("On Friday, @maria\nwent  the extra\nmile with the script.")
    assert found.severity is Severity.ADVICE
    assert found.message.startswith('"the extra mile" ')
    assert "?" in found.hint
    assert 'your norm "Say what you saw"' in found.hint
    assert (found.location.line, found.location.column) == (7, 7)


def test_the_sample_hears_nothing() -> None:
    _, problems = load(ROOT, lambda settings: TODAY)
    assert [d for d in problems if d.code.startswith("Q")] == []


def _not_sentences(settings: Settings) -> Iterator[tuple[str, tuple[Coaching, ...]]]:
    """Sentences that a norm does not want to be said, with the remarks that serve it."""
    for norm in settings.norms.values():
        for text in norm.not_:
            if norm.coach and (said := _ALONE.fullmatch(text)):
                yield said[1], norm.coach


def test_what_a_norm_does_not_want_is_remarked_on_for_its_sake() -> None:
    sentences = list(_not_sentences(_sample()))
    assert len(sentences) >= 3
    for sentence, names in sentences:
        assert _about(sentence) in names, sentence


def test_what_norms_and_themes_want_is_fine() -> None:
    settings = _sample()
    wanted = [text for norm in settings.norms.values() for text in norm.looks_like]
    wanted += [text for theme in settings.themes.values() for text in theme.looks_like]
    for text in wanted:
        assert _about(text) is None, text
        assert _about(_ALONE.sub(r"\1", text)) is None, text


def test_every_remark_has_its_code_its_question_and_serves_a_norm_of_the_sample() -> None:
    settings = _sample()
    for module in coach.MODULES:
        (code,) = module.CODES.values()
        assert module.REMARK.code == code
        assert norm_of(settings.norms, module.REMARK.name), module.REMARK.name
    for remark in REMARKS:
        assert remark.question.endswith("?")
        assert remark.message[0].islower() or remark.message.startswith('"%(words)s')
    assert {module.REMARK.name for module in coach.MODULES} == set(Coaching)


def test_no_advice_is_looked_for_where_only_errors_are_wanted(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError

    organisation.story("told", "Amazing work, thank you!")
    monkeypatch.setattr("generator.rules.coaching.remark_on", refuse)
    load(organisation.root, lambda settings: TODAY, extent=Extent.ERRORS)
    with pytest.raises(AssertionError):
        load(organisation.root, lambda settings: TODAY)


def test_a_norm_may_only_name_remarks_that_there_are(organisation: Organisation) -> None:
    organisation.config("norms.yml", "n: {title: N, text: T., coach: [dead]}\n")
    (found,) = [d for d in load(organisation.root, lambda s: TODAY)[1] if d.is_error]
    assert found.code == "C106"
    assert 'id you mean "deed"?' in found.hint


@given(st.text(max_size=400), st.sampled_from(["en", "de", "ja"]))
def test_whatever_is_typed_is_read(text: str, lang: str) -> None:
    advice = remark_on({"body": text, "outcome": text[::2]}, "help", lang)
    if advice and advice.words:
        field, start, end = advice.place
        assert advice.words == " ".join(
            {"body": text, "outcome": text[::2]}[field][start:end].split()
        )


@pytest.mark.parametrize(
    "text",
    [
        "for: thanks " + "a-" * 100,
        "for: kudos to " + "a- " * 90,
        "for: shout out -" + " -a" * 80,
        "thanks " + "so very really " * 15,
        "girlboss " + "<!-- " * 60_000,
        "girlboss " + '"' * 200_001,
        "girlboss " + "`" * 200_001,
        "girlboss " + "“" * 100_000,
        "girlboss " + "https://" * 30_000,
        "the mother " * 20_000,
    ],
    ids=lambda text: text[:16],
)
def test_no_pattern_takes_long(text: str) -> None:
    before = time.process_time()
    for field in ("body", "outcome"):
        remark_on({field: text}, "help", "en")
    assert time.process_time() - before < 2


def test_long_lists_of_words_take_no_time() -> None:
    words = "thanks to for long shout out for so many the extra a thank " * 1500
    before = time.process_time()
    remark_on({"body": words}, "help", "en")
    remark_on({"body": "“" * 30_000 + '"' * 29_999 + "«" * 9_000}, "help", "en")
    assert time.process_time() - before < 4


def test_a_story_that_was_taken_back_hears_nothing(organisation: Organisation) -> None:
    organisation.story("told", "Thank you so much for everything!")
    organisation.story("gone", "Thank you so much for everything!", withdrawn="2026-11-01")
    _, problems = load(organisation.root, lambda settings: TODAY)
    assert [d.location.path for d in problems if d.code in CODES] == ["stories/2026/told.md"]


def test_the_form_asks_in_the_language_of_the_site(organisation: Organisation) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", f"{site}language: nb\n")
    organisation.story("told")
    words = organisation.built().context(Channel.SITE).words
    data = coach_data(words, {}, Newsletter())
    assert data["language"] == "nb"
    (asked,) = {
        each["question"] for each in data["remarks"] if each["anyLanguage"] and each["kinds"]
    }
    assert asked == "Hvem spurte hvem om hva, og med hvilke ord?"
