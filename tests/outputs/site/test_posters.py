"""A story of one line: a poster, with nothing said twice, on its page, in lists, in the digest and on its slide."""

from __future__ import annotations

import re
from html import unescape

import pytest

from generator.model import Channel
from generator.outputs.newsletter.deck import slides
from generator.rendering.artifacts import PrintedPage
from tests.built import Built
from tests.conftest import Organisation

LINE = "@ana took the spare belt home on the bus, so that it could catch the 6:12 to Inverness with @bo, who had been waiting for it since Monday."


def _page(built: Built, address: str) -> str:
    (page,) = (a for a in built.site() if isinstance(a, PrintedPage) and a.address == address)
    return page.body().html


def _words(html: str) -> str:
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


@pytest.mark.parametrize("given", ["body", "summary"])
def test_the_line_is_the_headline_and_nothing_repeats_it(
    organisation: Organisation, given: str
) -> None:
    if given == "body":
        organisation.story("belt", LINE)
    else:
        organisation.story("belt", "", summary=f'"{LINE}"')
    built = organisation.built()
    (story,) = built.edition(Channel.SITE).stories
    assert story.is_line
    assert not story.has_own_summary
    assert story.summary.startswith("Ana Óscoz took the spare belt")
    assert story.title == story.summary.removesuffix("."), "it is not cut"
    told = _page(built, "stories/belt/").partition('<footer class="r-story-foot">')[0]
    assert _words(told).count("took the spare belt") == 1
    assert re.search(r'<h1 id="top">[^<]*since Monday\.</h1>', told)
    card = _page(built, "kinds/help/")
    assert _words(card).count("took the spare belt") == 1
    assert '<li class="r-card r-line">' in card


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (LINE, {"title": "A belt"}),
        (LINE, {"outcome": "It ran."}),
        (LINE, {"ask": "Who goes by bus?"}),
        (LINE, {"quote": '{text: "There.", by: ana}'}),
        (f"{LINE}\n\nAnd back.", {}),
        ("@ana took *the* spare belt home.", {}),
        ("- @ana took the spare belt home.", {}),
        ("@ana took it home. " * 12, {}),
    ],
)
def test_a_story_that_has_more_is_told_as_before(
    organisation: Organisation, body: str, fields: dict[str, str]
) -> None:
    organisation.story("belt", body, **fields)
    (story,) = organisation.edition().stories
    assert not story.is_line
    assert len(story.title) <= 80


def test_its_slide_is_the_line_and_who(organisation: Organisation) -> None:
    organisation.story("belt", LINE)
    built = organisation.built()
    issue = built.issue(built.periods[0], Channel.TOWNHALL)
    (slide,) = (s for s in slides(issue) if s.story and s.story.id == "belt")
    assert slide.story is not None
    assert slide.story.is_line
    assert slide.heading.endswith("since Monday.")
    assert slide.text == ""


def test_every_format_of_the_digest_says_it_once(organisation: Organisation) -> None:
    organisation.story("belt", LINE)
    built = organisation.built()
    files = {file.path: file.content for file in built.digest(built.periods[0])}
    for name in ("digest.txt", "digest.md"):
        assert files[name].decode().count("spare belt") == 1, name
    mail = files["email.html"].decode()
    assert mail[mail.index("<h1") :].count("spare belt") == 1


def test_among_small_acts_it_has_a_slide_of_its_own(organisation: Organisation) -> None:
    organisation.story("long", title="A lamp", summary="It was out.", outcome="It is lit.")
    for n in range(5):
        organisation.story(f"belt-{n}", LINE.replace("6:12", f"{n}:12"), givers="fay")
    built = organisation.built()
    issue = built.issue(built.periods[0], Channel.TOWNHALL)
    acts = {s.id for part in issue.parts if part.name == "acts" for s in part.stories}
    posters = [s.story.id for s in slides(issue) if s.story and s.story.is_line]
    assert len(acts & set(posters)) == min(3, len(acts))
    lines = [line.text for s in slides(issue) if s.name == "lines" for line in s.lines]
    told = {s.title for s in issue.stories if s.id in posters}
    assert not told & set(lines), "nothing is told twice"
