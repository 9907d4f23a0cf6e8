"""The feeds: nobody who follows one misses a story, and nothing that is unchanged looks changed."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Organisation, print_site

ATOM = {"a": "http://www.w3.org/2005/Atom"}
Entry = dict[str, str | None]


def _site(organisation: Organisation, folder: Path) -> Path:
    print_site(organisation.built(), folder, strict=False)
    return folder


def _atom(site: Path, path: str = "feed.xml") -> list[Entry]:
    root = ET.fromstring((site / path).read_text("utf-8"))
    names = ("title", "published", "updated", "content")
    return [{name: entry.findtext(f"a:{name}", namespaces=ATOM) for name in names}
            for entry in root.findall("a:entry", ATOM)]  # fmt: skip


def _items(site: Path) -> list[Any]:
    items = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    assert isinstance(items, list)
    return items


def test_a_story_that_is_told_late_comes_first(organisation: Organisation, tmp_path: Path) -> None:
    for n in range(31):
        organisation.story(f"lamp-{n}", date=f"2026-10-{n % 28 + 1:02}", title=f"Lamp {n}")
    organisation.story("late", date="2024-02-03", told="2026-11-19", title="The late one")
    site = _site(organisation, tmp_path / "site")
    first = _atom(site)[0]
    assert (first["title"], first["published"]) == ("The late one", "2026-11-19T00:00:00Z")
    item = _items(site)[0]
    assert (item["title"], item["date_published"]) == ("The late one", "2026-11-19T00:00:00Z")
    assert len(_atom(site)) == len(_items(site)) == 30


def test_only_a_correction_updates_an_entry(organisation: Organisation, tmp_path: Path) -> None:
    corrections = "[{date: 2026-11-09, note: A.}, {date: 2026-11-12, note: B.}, {date: 2026-11-10, note: C.}]"  # fmt: skip
    organisation.story("first", "It held, says @cem.", told="2026-10-20", corrections=corrections, title="First")  # fmt: skip
    organisation.story("second", "It held, says @cem.", title="Second")
    days = {"First": "2026-11-12T00:00:00Z", "Second": "2026-10-14T00:00:00Z"}
    before = _site(organisation, tmp_path / "before")
    people = organisation.root / "site_config/people.yml"
    text = people.read_text("utf-8").replace("Cem Aydın, team: bench, named: ask", "Cem Kaya, team: bench, named: yes")  # fmt: skip
    organisation.config("people.yml", text)
    after = _site(organisation, tmp_path / "after")
    assert [entry["content"] for entry in _atom(before)] != [
        entry["content"] for entry in _atom(after)
    ]
    for site in (before, after):
        assert {str(entry["title"]): entry["updated"] for entry in _atom(site)} == days
        assert {item["title"]: item["date_modified"] for item in _items(site)} == days
        feed = ET.fromstring((site / "feed.xml").read_text("utf-8"))
        assert feed.findtext("a:updated", namespaces=ATOM) == days["First"]


@pytest.mark.parametrize("kind", ["feed.xml", "feed.json", "newsletter/feed.xml"])
def test_every_link_in_a_feed_leads_somewhere_from_anywhere(
    organisation: Organisation, tmp_path: Path, kind: str
) -> None:
    note = "A lamp.[^1]\n\n[^1]: Held."
    organisation.story("first", note)
    organisation.config("newsletters/2026-10.yml", f"note: |\n  {note.replace(chr(10), chr(10) + '  ')}\n")  # fmt: skip
    organisation.config("newsletters/2026-10.sent.yml", "sent: 2026-11-01\nstories: [first]\n")
    site = _site(organisation, tmp_path / "site")
    texts = [item["content_html"] for item in _items(site)] if kind.endswith("json") else [
        str(entry["content"]) for entry in _atom(site, kind)]  # fmt: skip
    links = [link for text in texts for link in re.findall(r'(?:href|src)="([^"]*)"', text)]
    assert len(links) >= 2
    assert [link for link in links if not link.startswith("https://")] == []
