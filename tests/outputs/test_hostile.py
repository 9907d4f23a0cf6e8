"""Whatever people type is text, wherever it lands. No element and no handler comes of it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import icalendar
import pytest

from generator.model.periods import Period
from generator.rendering.printer import write_files
from generator.text import markdown
from tests.conftest import Organisation, print_site

pytestmark = pytest.mark.usefixtures("as_typed")

EVIL = """x"'`></title></script><x-evil onload=alert(1)>&amp;{{ 7*7 }}{% raw %}]]>"""


class Elements(HTMLParser):
    """What a browser would make of a page: its elements and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def printed(organisation: Organisation, tmp_path: Path) -> Path:
    """A site and a digest in which every text that anybody can write is hostile."""
    evil = json.dumps(EVIL)
    names = ("ana", "bo", "cem", "dora", "eli", "fay")
    organisation.config("site.yml", f"name: {evil}\norganisation: {evil}\ndescription: {evil}\n"
                        "url: https://stories.bench.example/\nlanguage: en\n")  # fmt: skip
    organisation.config("teams.yml", f"bench: {{name: {evil}, department: {evil}, headcount: 9}}\n")
    organisation.config("people.yml", "".join(
        f"{id_}: {{name: {json.dumps(f'{id_}{EVIL}')}, team: bench, named: yes, offers: [{evil}], hours: {evil},"
        f" response_time: {evil}, boundaries: [{evil}]}}\n" for id_ in names))  # fmt: skip
    organisation.config("themes.yml", f"asking: {{title: {evil}, text: {evil}, why: {evil}, "
                        f"looks_like: [{evil}], not: [{evil}], default: yes}}\n")  # fmt: skip
    organisation.config(
        "norms.yml", f"ask-first: {{title: {evil}, text: {evil}, themes: [asking]}}\n"
    )
    organisation.config("newsletter.yml", f"{{cadence: monthly, first: 2026-09, title: {evil}}}\n")
    organisation.config(
        "newsletters/2026-10.yml",
        f"call_to_action: {evil}\nnote: {json.dumps(markdown.literal(EVIL))}\n",
    )
    organisation.config("onboarding/day-1.md", f"---\ntitle: {evil}\ndescription: {evil}\nstep: day-1\n"
                        "themes: [asking]\nnorms: [ask-first]\n---\nFind @ana.\n")  # fmt: skip
    organisation.config("practices/lamp-oil.yml", f"title: {evil}\nkind: share-and-solve\nwhat: {evil}\n"
                        f"for: {evil}\nlead: ana\ncadence: {evil}\njoin: {evil}\nwhere: {evil}\n"
                        f"dates: [{{start: 2026-12-03 16:00, where: {evil}}}]\nthemes: [asking]\n"
                        f"sessions: [{{date: 2026-10-01, challenge: {evil}, ideas: [{evil}], outcome: {evil},"
                        f" follow_ups: [{{text: {evil}, who: ana}}], stories: [derived]}}]\n")  # fmt: skip
    fields = dict.fromkeys(("title", "ask", "outcome"), evil)
    organisation.story(
        "fields", "@ana stayed.", **fields, summary=evil, quote=f"{{text: {evil}, by: ana}}"
    )
    organisation.story("derived", f"@ana said {markdown.literal(EVIL)} and @bo nodded.")
    corrections = f"{{date: 2026-10-05, note: {evil}}}"
    organisation.story("earlier", "@ana stayed.", date="2026-09-10", corrections=corrections)
    made = organisation.built()
    assert len(made.library.records) == 3, made.problems
    print_site(made, tmp_path / "out" / "site")
    write_files(made.digest(Period.parse("2026-10") or pytest.fail("no period")), tmp_path / "out")
    return tmp_path / "out"


def test_no_page_has_an_element_of_theirs(printed: Path) -> None:
    pages = list(printed.rglob("*.html"))
    assert len(pages) > 15
    texts = 0
    for path in pages:
        page = path.read_text("utf-8")
        for tag, attributes in Elements(page).found:
            assert tag != "x-evil", path
            assert not any(name.startswith("on") for name in attributes), path
        texts += page.count("&lt;x-evil")
        assert "49" not in page.replace("%49", "") or "7*7" in page, "templates are not run twice"
    assert texts > 30, "the text itself is there, as text"


def test_feeds_sitemap_and_search_are_well_formed(printed: Path) -> None:
    site = printed / "site"
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring((site / "feed.xml").read_text("utf-8"))
    assert feed.findtext(f"{atom}title") == EVIL
    assert EVIL in [entry.findtext(f"{atom}title") for entry in feed.findall(f"{atom}entry")]
    assert json.loads((site / "feed.json").read_text("utf-8"))["title"] == EVIL
    ET.fromstring((site / "sitemap.xml").read_text("utf-8"))
    for part in (site / "search").glob("*.js"):
        call = part.read_text("utf-8").rstrip()  # one call with JSON, and nothing else
        assert call.startswith("reciprocity.take(")
        assert call.endswith(")")
        json.loads(f"[{call[len('reciprocity.take(') : -1]}]")


def test_a_calendar_has_the_events_that_were_written_and_no_more(printed: Path) -> None:
    read = icalendar.Calendar.from_ical((printed / "site/practices/calendar.ics").read_bytes())
    (event,) = read.walk("VEVENT")
    assert (str(event["summary"]), str(event["location"])) == (EVIL, EVIL)
    assert len(list(read.walk())) == 2


def test_the_markdown_digest_renders_to_the_same_text(printed: Path) -> None:
    html = markdown.unsafe_html((printed / "digest.md").read_text("utf-8"))
    shown = [tag for tag, _ in Elements(html.split("<hr")[0]).found]
    assert "script" not in shown
    assert "x-evil" not in shown
    assert "\x1b" not in (printed / "digest.txt").read_text("utf-8")
