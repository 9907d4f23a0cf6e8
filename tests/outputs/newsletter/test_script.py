"""What is said at the town hall: by whom, in how much time, and nothing that is not in the issue."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.languages.messages import messages
from generator.model.periods import Period
from generator.outputs.newsletter.deck import slides
from generator.outputs.newsletter.phrases import issue_phrases
from generator.outputs.newsletter.script import LONGEST, Script, Speech, script
from generator.outputs.newsletter.view import IssueView, Part, StoryView
from generator.text.reading import count_words
from tests.conftest import Organisation
from tests.outputs.newsletter.test_formats import OCTOBER

_HOST = "Host"
_MINUTE = "It was cold in the hall, and nobody spoke for a while. " * 12


def issue(*stories: StoryView) -> IssueView:
    words = issue_phrases(messages("en"))
    return IssueView(
        period=Period.parse("2026-10") or pytest.fail("no period"), title="From the bench", when="October 2026",
        number="", lang="en", direction="ltr", organisation="The bench", site="The bench",
        home="https://stories.bench.example/", href=None, sender=None, recipients=(), unsubscribe=(),
        preheader="", note="", parts=(Part("hero", stories=stories),), left_out=0, call="", notice="",
        day=dt.date(2026, 10, 1), words=words,
    )  # fmt: skip


def story(**fields: Any) -> StoryView:
    made = StoryView(
        id="lamp", title="The lamp", who="Ana → Bo", summary="A lamp was held.", body="A lamp was held.",
        day=dt.date(2026, 10, 1), kind="help", theme=None, lang="en", direction="ltr", foreign=False,
        href="https://stories.bench.example/stories/lamp/", opening="Ana helped Bo.", readers=("Bo", "Ana"),
    )  # fmt: skip
    return made._replace(**fields)


def speeches(made: Script) -> tuple[Speech, ...]:
    return (*made.story, *made.quote, *made.outcome)


def spoken(made: Script) -> str:
    return "\n".join(text for speech in speeches(made) for text in speech.paragraphs)


def seconds(made: Script) -> int:
    return made.seconds + made.quote_seconds + made.outcome_seconds


def test_a_long_story_is_cut_after_a_sentence_and_the_host_says_where_the_rest_is() -> None:
    long = story(
        body=f"{_MINUTE.strip()}\n\n{_MINUTE.strip()}\n\n{_MINUTE.strip()}", outcome="It held."
    )
    made = script(issue(long), long)
    assert 60 <= seconds(made) <= LONGEST
    reader = next(speech for speech in made.story if speech.speaker != _HOST)
    assert reader.speaker == "Bo, Ana or a reader"
    assert all(text.endswith(".") for text in reader.paragraphs)
    assert made.story[-1] == Speech(_HOST, ("The whole story is on the site.",))
    assert made.outcome == (Speech(_HOST, ("It held.",)),)
    assert "?" not in spoken(made), "the room is asked after short stories only"


def test_a_short_story_is_told_whole_and_the_room_is_asked() -> None:
    short = story(quote="“Hold it.”", quoted="Bo", speaker="Bo", outcome="It held.")
    made = script(issue(short), short)
    assert seconds(made) < 60
    assert made.quote == (Speech("Bo or a reader", ("“Hold it.”",)),)
    assert made.outcome[-1].paragraphs == (
        "When did someone last help you like that?", "Wait for an answer or two.",
    )  # fmt: skip
    assert "on the site" not in spoken(made)
    other = story(kind="mentoring")
    assert "taught you" in spoken(script(issue(other), other))


def test_nobody_is_asked_to_read_who_is_not_named() -> None:
    alone = story(readers=(), quote="“Hold it.”", quoted="a colleague", speaker=None)
    made = script(issue(alone), alone)
    assert {speech.speaker for speech in speeches(made)} == {_HOST, "A reader"}


_TEXT = st.lists(st.sampled_from(["lamp", "灯りを", "held", "المصباح", "It held.", "Why?", "よかった。"]), max_size=90)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_script_is_longer_than_ninety_seconds(data: st.DataObject) -> None:
    def text(longest: int) -> str:
        words = data.draw(_TEXT)
        return " ".join(words * data.draw(st.integers(1, 6)))[:longest].strip()

    is_line = data.draw(st.booleans())
    told = story(
        title=text(280 if is_line else 160) or "A", summary=text(280), body="\n\n".join(filter(None, (text(4000), text(4000)))),
        ask=text(2000) or None, outcome=text(2000) or None, quote=text(2000), opening=text(2000) or "A",
        is_line=is_line, href=data.draw(st.sampled_from([None, "https://stories.bench.example/"])),
        readers=data.draw(st.sampled_from([(), ("Bo",), ("Bo", "Ana")])),
    )  # fmt: skip
    made = script(issue(told), told)
    assert seconds(made) <= LONGEST
    for said, time in (
        (made.story, made.seconds),
        (made.quote, made.quote_seconds),
        (made.outcome, made.outcome_seconds),
    ):
        words = sum(count_words(text) for speech in said for text in speech.paragraphs)
        assert words * 60 / 130 <= time, "there is time for every word"
    own = " ".join(filter(None, (told.title, told.summary, told.body, told.ask, told.outcome, told.quote, told.opening)))  # fmt: skip
    for speech in speeches(made):
        if speech.speaker != _HOST:
            assert all(text in own for text in speech.paragraphs), "a reader reads what was written"


def test_a_story_is_told_then_its_quote_stands_alone_then_what_changed() -> None:
    told = story(quote="“Hold it.”", quoted="Bo", outcome="It held.")
    shown = slides(issue(told))
    assert [(slide.name, slide.heading) for slide in shown] == [
        ("cover", "October 2026"),
        ("story", "The lamp"),
        ("story", "“Hold it.”"),
        ("changed", "It held."),
        ("call", "Read it on the site"),
    ]
    quote = shown[2]
    assert (quote.kicker, quote.text, quote.quote) == ("", "", "")
    assert shown[-1].until == sum(slide.seconds for slide in shown)


def test_no_slide_is_a_list_of_stories(organisation: Organisation) -> None:
    organisation.config("newsletter.yml", "{cadence: monthly, first: 2026-09, limits: {stories: 2, small_acts: 9}}\n")  # fmt: skip
    for number in range(9):
        organisation.story(f"act-{number}", "Held.", title=f"Act number {number}", date=f"2026-10-{number + 1:02}")  # fmt: skip
    files = {file.path: file.content for file in organisation.built().digest(OCTOBER)}
    page = re.sub(r"(?s)<aside.*?</aside>", "", files["townhall.html"].decode())
    for section in re.findall(r"(?s)<section class=\"slide.*?</section>", page):
        assert len(re.findall("Act number", section)) <= 1
    more = re.search(r"([0-9]+) more stor", page)
    told = len(set(re.findall(r"Act number [0-9]", page)))
    assert more
    assert told + int(more[1]) == 9, "what has no slide is on the site"
