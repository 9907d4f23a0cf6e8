"""What each output prints for a few stories, byte for byte. `make goldens` writes them anew."""

from __future__ import annotations

import datetime as dt
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest

from generator.model import Cadence
from generator.model.periods import Period
from generator.rendering.artifacts import File, Page, PrintedPage
from tests import ROOT
from tests.conftest import Organisation

OCTOBER = Period.of(dt.date(2026, 10, 1), Cadence.MONTHLY)
NOVEMBER = Period.of(dt.date(2026, 11, 1), Cadence.MONTHLY)
GOLDENS = ROOT / "tests" / "goldens"


@pytest.fixture
def told(organisation: Organisation) -> Organisation:
    """A thread, another script, a quote, everything that Markdown can do, and a withdrawn story."""
    organisation.story(
        "the-hour",
        "@ana stayed an hour. @cem held the lamp, and [her oldest friend](@dora) made tea.\n\n"
        "# What it took\n\n- patience\n- a `9/16` spanner\n\n| part | price |\n|---|--:|\n| lamp | 4 |\n\n"
        "It was enough[^1].\n\n[^1]: For that day.\n",
        title="The hour before the ferry", ask="Could you hold the lamp?",
        outcome="The ferry left at seven, and @bo was on it.",
        quote="{text: 'Nobody asked me to leave.', by: ana}", themes="[asking, listening]",
        kind="mentoring", summary="An hour, a lamp, and a ferry.", receivers="[bo, cem]")  # fmt: skip
    organisation.story("paid-forward", "@bo held the lamp for @ana's nephew.", date="2026-11-02",
                       givers="bo", receivers="team:attic", continues="the-hour", themes="listening")  # fmt: skip
    organisation.story("lampara", "«¿Y la lámpara?», preguntó @fay. «Aquí», dijo @dora.", date="2026-11-03",
                       givers="fay", receivers="anonymous", lang="es", kind="feedback")  # fmt: skip
    organisation.story("misbah", "قالت @ana: «أين المصباح؟»", date="2026-11-04", lang="ar")
    organisation.story("taken-back", date="2026-11-05", withdrawn="2026-11-10")
    organisation.learning()
    organisation.config("newsletters/2026-11.yml", "note: |\n  The lamp *again*, says @bo.\nhero: misbah\n"
                        "call_to_action: Hold a lamp for somebody.\n")  # fmt: skip
    organisation.config(
        "practices/lamp-oil.yml",
        """\
title: Lamp oil
kind: share-and-solve
what: "@bo brings a lamp, @cem a match.\\n\\nNobody brings both."
for: Anyone
lead: [ana, dora]
consent: [cem]
cadence: every second Thursday
join: "Ask [the one with the matches](@cem); or come, just so"
where: The bench
capacity: 6
members: [ana, bo]
themes: [asking]
dates: [2026-10-22 16:00, {start: 2026-12-03 16:00, minutes: 90, where: "The attic, left"}]
sessions:
  - date: 2026-10-22
    challenge: "@dora's lamp smoked."
    ideas: [Trim the wick, "Ask @ana"]
    outcome: It was the oil.
    follow_ups: [{text: Buy oil, who: ana, due: 2026-12-01}, {text: Open a window, who: dora, done: 2026-10-23}]
    stories: [the-hour]
""",
    )
    people = (organisation.root / "site_config/people.yml").read_text("utf-8")
    organisation.config("people.yml", people.replace("office, named: yes, show_as: first",
                        "office, named: yes, show_as: first, offers: [lamps, wicks], hours: mornings,"
                        " response_time: same day, boundaries: [Not on Fridays.]"))  # fmt: skip
    return organisation


def _printed(organisation: Organisation) -> dict[str, str]:
    """Every artifact by its place: pages with their inserts, the insides of sheets, and files."""
    made = organisation.built()
    texts: dict[str, str] = {}
    for artifact in made.site():
        if isinstance(artifact, Page):
            text = artifact.markdown
            for key, insert in artifact.inserts.items():
                text = text.replace(key, f"[{key}]\n{insert}")
            texts[artifact.path] = text
        elif isinstance(artifact, PrintedPage):
            texts[f"{artifact.address}index.html"] = artifact.body().html
        elif not artifact.path.endswith(".png"):
            texts[artifact.path] = artifact.content.decode().replace("\r\n", "\n")
    for period in (OCTOBER, NOVEMBER):
        for file in made.digest(period):
            path, text = _readable(file)
            texts[f"digest/{period.name}/{path}"] = text
    return texts


def _readable(file: File) -> tuple[str, str]:
    """A file of the digest as text: of slides, what is on them and what their notes say.

    Fonts, which are the site's own files, are left out.
    """
    if not file.path.endswith(".pptx"):
        text = file.content.decode().replace("\r\n", "\n")
        return file.path, re.sub(r"(data:font/woff2;base64,)[\w+/=]+", r"\1…", text)
    slides = pytest.importorskip("pptx").Presentation(io.BytesIO(file.content)).slides
    told = [
        "\n".join(
            [
                *(f"{shape.name}: {_text_of(shape)}".strip() for shape in slide.shapes),
                "--- notes",
                slide.notes_slide.notes_text_frame.text,
            ]
        )
        for slide in slides
    ]
    return f"{file.path}.txt", "\n\n===\n\n".join(told) + "\n"


def _text_of(shape: Any) -> str:
    """Of a picture, what it is described as."""
    if shape.has_text_frame:
        return str(shape.text_frame.text)
    return str(shape._element.nvPicPr.cNvPr.get("descr"))


def test_what_is_printed_equals_the_goldens(
    told: Organisation, golden: Callable[[str, str], None]
) -> None:
    printed = _printed(told)
    for path, text in printed.items():
        golden(path, text)
    there = {p.relative_to(GOLDENS).as_posix() for p in GOLDENS.rglob("*") if p.is_file()}
    of_others = ("preview/", "machine.txt", "pulse-of-many.html", "languages/")
    extra = {path for path in there - {*printed} if not path.startswith(of_others)}
    assert extra == set(), "goldens of what is no longer printed"


def test_the_feeds_agree(told: Organisation) -> None:
    import json  # beside its one use

    files = {a.path: a.content for a in told.built().site() if isinstance(a, File)}
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(files["feed.xml"])
    entries = [(e.findtext(f"{atom}id"), e.findtext(f"{atom}title"), e.findtext(f"{atom}content"))
               for e in feed.findall(f"{atom}entry")]  # fmt: skip
    items = [
        (i["id"], i["title"], i["content_html"]) for i in json.loads(files["feed.json"])["items"]
    ]
    assert entries == items
    assert [place for place, _, _ in items] == [
        f"https://stories.bench.example/stories/{id_}/"
        for id_ in ("misbah", "lampara", "paid-forward", "the-hour")
    ]
    for required in ("id", "title", "updated", "author"):
        assert feed.find(f"{atom}{required}") is not None
