"""Whatever people type is text, in every format of an issue: no element, no mention, no header, no
link comes of it. Each format is read back by what reads it in life.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import io
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from generator.edition import Edition, ShownChoices, ShownPerson, ShownQuote, ShownStory
from generator.model import CONTROL, Channel, Kind, Limits
from generator.model.periods import Period
from generator.newsletter.history import IssuePlans
from generator.outputs import ISSUE
from generator.outputs.context import OutputContext, lay_out
from generator.outputs.newsletter import FORMATS, make_letters
from generator.outputs.newsletter.view import Pages, issue_view
from generator.text import markdown
from tests.conftest import Organisation
from tests.outputs.newsletter.test_formats import Seen

pytestmark = pytest.mark.usefixtures("as_typed")

OCTOBER = Period.parse("2026-10") or pytest.fail("no period")
BASE = "https://stories.bench.example/"
OURS = [
    "<!here> <!channel|x> <@U024BE7LH> <#C024BE7LR> <https://evil.example|click>",
    "@here @channel @everyone #general !subteam :tada: &lt;!here&gt;",
    "*bold* _it_ ~no~ `code` > quoted\n> again",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png) <https://evil.example>",
    "# heading\n- item\n1. one\n***\n| a | b |\n|---|---|\n```\ncode",
    "{{DATE(2026-10-14T06:08:00Z, SHORT)}} ${$root.name} <at>Ana</at> {{{x}}}",
    "Subject: x\r\nBcc: everybody@evil.example\r\n\r\n<b>body</b>",
    "--=_boundary\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>",
    "</script><script>alert(1)</script><!-- ]]> --><style>*{}</style>",
    '"><img src=x onerror=alert(1)> \' onmouseover=alert(1) x="',
    "<a:t>x</a:t>]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x; _x000D_ _x003C_b",
    "{{ 7*7 }}{% raw %}{# no #}",
    "a\u2028b\u2029c\u202ed\u2066e\ufefff",
    "=cmd|' /C calc'!A0 +1 -1 @SUM(A1)",
    "\x1b[31mred\x07 \x0b \x0c \x85 \uffff",
    "www.evil.example https://evil.example/a_b_c mailto:x@evil.example x@evil.example",
]
HARMLESS = ["A lamp was held for an hour"] * len(OURS)


def desk_of(organisation: Organisation, texts: Sequence[str]) -> tuple[OutputContext, Pages]:
    """A desk with a story for each text, which stands in every field of it."""
    built = organisation.built()
    edition: Edition = built.context(Channel.NEWSLETTER).edition
    stories = tuple(
        ShownStory(
            id=f"story-{at}",
            date=dt.date(2026, 10, at % 28 + 1),
            kind=Kind.HELP,
            title=text,
            summary=text,
            givers=(ShownPerson(at * 2, text), ShownPerson(900 + at, "Bo")),
            receivers=(ShownPerson(None, text),),
            themes=("asking",),
            body=markdown.literal(text) if at % 3 else "",
            ask=text if at % 2 else None,
            outcome=text,
            quote=ShownQuote(text, ShownPerson(at * 2, text)),
            continues=f"story-{at - 1}" if at else None,
            lang="ar" if at == 3 else None,
        )
        for at, text in reversed(list(enumerate(texts)))
    )
    theme = edition.themes["asking"].model_copy(update={"title": texts[0]})
    site = edition.site.model_copy(update={"name": texts[1], "organisation": texts[2], "contact": texts[6]})  # fmt: skip
    news = edition.newsletter.model_copy(
        update={"title": texts[3], "from_": texts[6], "limits": Limits(stories=99, per_theme=99)}
    )
    choices = ShownChoices(note=markdown.literal(texts[4]), call_to_action=texts[5])
    edition = replace(
        edition, stories=stories, themes={**edition.themes, "asking": theme}, site=site,
        newsletter=news, choices={OCTOBER.name: choices},
    )  # fmt: skip
    context = lay_out(organisation.root, edition, lambda: IssuePlans(edition))
    ids = frozenset(story.id for story in stories)
    return context, {"stories": ids, "newsletter": {OCTOBER.name}, "themes": {"asking"}}


def printed(organisation: Organisation, texts: Sequence[str]) -> dict[str, bytes]:
    context, there = desk_of(organisation, texts)
    issue = issue_view(context, OCTOBER, there)
    files = [f for _, make in ISSUE for f in make(context, issue, FORMATS)]
    return {file.path: file.content for file in files}


def shape(page: str) -> set[str]:
    """What a page is made of: its elements, and the names of attributes."""
    tags = Seen(page).tags
    return {tag for tag, _ in tags} | {f"@{name}" for _, attrs in tags for name in attrs}


def check(files: dict[str, bytes], calm: dict[str, bytes], texts: Sequence[str]) -> None:
    for path in ("email.html", "townhall.html", "wall.html", "index.html"):
        page, plain = files[path].decode(), calm[path].decode()
        assert shape(page) <= shape(plain), path
        assert page.count("<script") == plain.count("<script"), path
        links = [value or "" for _, attrs in Seen(page).tags for name, value in attrs.items() if name in ("href", "src")]  # fmt: skip
        local = set(files) | {f"#{name}" for name in ("mail", "text", "markdown", "slack", "teams", "townhall", "wall", "data")}  # fmt: skip
        assert [link for link in links if not link.startswith(BASE) and link not in local] == []
    frames = [attrs["srcdoc"] for _, attrs in Seen(files["index.html"].decode()).tags if "srcdoc" in attrs]  # fmt: skip
    assert frames == [files["email.html"].decode()]
    _message(files["email.eml"], calm["email.eml"])
    _markdown(files["digest.md"].decode().replace(markdown.literal(texts[4]), ""))
    _slack(json.loads(files["slack.json"]))
    _teams(json.loads(files["teams.json"]))
    _slides(files["townhall.pptx"], calm["townhall.pptx"])
    told = {" ".join(text.split()) for text in texts}
    for part in json.loads(files["digest.json"])["parts"]:
        assert {story["title"] for story in part["stories"]} <= told


def _message(raw: bytes, calm: bytes) -> None:
    made, plain = (email.message_from_bytes(m, policy=email.policy.default) for m in (raw, calm))
    assert made.keys() == plain.keys()
    assert made.defects == []
    assert [p.get_content_type() for p in made.walk()] == [p.get_content_type() for p in plain.walk()]  # fmt: skip
    assert [p.keys() for p in made.walk()][1:] == [p.keys() for p in plain.walk()][1:]
    assert made["Bcc"] is None


def _markdown(text: str) -> None:
    html = markdown.unsafe_html(text)
    tags = Seen(html).tags
    allowed = {"h1", "h2", "h3", "p", "em", "strong", "a", "ul", "li", "blockquote", "hr"}
    assert {tag for tag, _ in tags} <= allowed
    assert all((attrs["href"] or "").startswith(BASE) for tag, attrs in tags if tag == "a")
    words = unescape(re.sub(r"<[^>]*>", "", html))
    assert not re.search(r"(?<![\w.])@\w", words), "it calls nobody"
    assert not re.search(r":[\w+-]+:", words), "it is no emoji"


def _strings(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from _strings(value)
    elif isinstance(thing, list):
        for value in thing:
            yield from _strings(value)


def _slack(message: dict[str, Any]) -> None:
    marked = [message["text"]]
    for block in message["blocks"]:
        assert block["type"] in ("header", "section", "context", "divider")
        for text in [block["text"]] if "text" in block else block.get("elements", []):
            if text["type"] == "mrkdwn":
                assert text["verbatim"] is True
                marked.append(text["text"])
            else:
                assert text["emoji"] is False
    for text in marked:
        for found in re.findall(r"<[^>]*>?", text):
            assert re.fullmatch(rf"<{re.escape(BASE)}[a-z0-9/#-]*\|[^<>|]*(\|[^<>]*)?>", found), (
                found
            )
        bare = re.sub(r"<[^|>]*\|", "", text)
        assert not re.search(r":[\w+'-]+:", bare), bare
        assert not re.search(r"(?<!\w)[_~`]\w", bare), bare


def _teams(card: dict[str, Any]) -> None:
    kinds: set[str] = set()

    def walk(element: Any) -> None:
        if isinstance(element, dict):
            if "type" in element:
                kinds.add(element["type"])
            if element.get("type") == "TextBlock":
                assert markdown.literal(element["text"]) == element["text"]
            if "url" in element:
                assert element["url"].startswith(BASE)
            for value in element.values():
                walk(value)
        elif isinstance(element, list):
            for value in element:
                walk(value)

    walk(card)
    assert kinds <= {"AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "Container", "FactSet", "Action.OpenUrl"}  # fmt: skip
    assert "entities" not in card["msteams"]
    for text in _strings(card):
        assert not re.search(r"\{\{|\$\{|</?at\b", text), text


def _slides(raw: bytes, calm: bytes) -> None:
    pptx = pytest.importorskip("pptx")
    made, plain = (pptx.Presentation(io.BytesIO(m)) for m in (raw, calm))
    assert len(made.slides) == len(plain.slides)

    def tags(deck: Any) -> set[str]:
        return {element.tag for slide in deck.slides for part in (slide, slide.notes_slide)
                for element in part._element.iter() if isinstance(element.tag, str)}  # fmt: skip

    assert tags(made) <= tags(plain)
    for deck_slide in made.slides:
        for rel in deck_slide.part.rels.values():
            kind = rel.reltype.rpartition("/")[2]
            ours = kind == "hyperlink" and rel.target_ref.startswith(
                "https://stories.bench.example/"
            )
            code = kind == "image" and not rel.is_external
            assert ours or code or kind in ("slideLayout", "notesSlide"), rel.target_ref
        for said in (deck_slide.shapes.title.text_frame.text, deck_slide.notes_slide.notes_text_frame.text):  # fmt: skip
            assert not CONTROL.search(said.replace("\x0b", "")), said


def test_nothing_of_ours_becomes_anything_in_any_format(organisation: Organisation) -> None:
    organisation.story("first")
    check(printed(organisation, OURS), printed(organisation, HARMLESS), OURS)


def test_the_text_itself_is_there(organisation: Organisation) -> None:
    organisation.story("first")
    texts = ["AT&T <b> \"quoted\" 'single' *star* snake_case {brace} 50% 日本 ☕", *HARMLESS[1:]]
    context, there = desk_of(organisation, texts[:8])
    files = {f.path: f.content for f in make_letters(context, issue_view(context, OCTOBER, there))}
    assert texts[0] in " ".join(files["digest.txt"].decode().split())
    assert texts[0] in Seen(files["email.html"].decode()).words
    html = markdown.unsafe_html(files["digest.md"].decode())
    assert texts[0] in unescape(re.sub(r"<[^>]*>", "", html))
    assert any(texts[0] == text for text in _strings(json.loads(files["teams.json"])))
    slack = " ".join(_strings(json.loads(files["slack.json"])))
    assert "AT&amp;T &lt;b&gt;" in slack
    assert "∗star∗ snake_case" in slack


def _batches(path: Path) -> list[list[str]]:
    """The texts of a corpus, as many at once as we have of our own."""
    cases = json.loads(path.read_text("utf-8"))
    texts = [case if isinstance(case, str) else case["payload"] for case in cases]
    texts = [text[:400] for text in texts if text.strip()]
    size = len(OURS)
    return [texts[start : start + size] for start in range(0, len(texts) - size, size)]


CORPORA = pytest.mark.parametrize("name", ["xss_payloads.json", "blns.json"])


@pytest.mark.slow
@CORPORA
def test_nothing_of_a_sample_of_the_corpora_becomes_anything(
    organisation: Organisation, corpus: Callable[[str], Path], name: str
) -> None:
    organisation.story("first")
    calm = printed(organisation, HARMLESS)
    for some in random.Random(3).sample(_batches(corpus(name)), 3):
        check(printed(organisation, some), calm, some)


@pytest.mark.exhaustive
@CORPORA
def test_nothing_of_the_corpora_becomes_anything(
    organisation: Organisation, corpus: Callable[[str], Path], name: str
) -> None:
    organisation.story("first")
    calm = printed(organisation, HARMLESS)
    for some in _batches(corpus(name)):
        check(printed(organisation, some), calm, some)
