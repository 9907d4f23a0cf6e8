"""No link on the sample site is broken, and no anchor, with a server or without."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from generator.adopt.sample import DAY
from tests import ROOT
from tests.built import Built
from tests.conftest import print_site

ADDRESSES = {"href", "src", "poster", "data", "action"}


class Links(HTMLParser):
    """The addresses on a page, and the places that it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ADDRESSES and value is not None:
                self.links.append(value)
            elif name == "srcset" and value:
                self.links += (part.split()[0] for part in value.split(","))
            elif (name == "id" or (name == "name" and tag == "a")) and value:
                self.places.add(value)


def _broken(site: Path, *, folder: bool) -> Iterator[str]:
    pages = {path: Links(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))}
    assert len(pages) > 100
    for page, found in pages.items():
        if page.name == "404.html":
            continue  # its links begin at the root of the server
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if target.is_dir() and not folder:
                target /= "index.html"
            if not target.is_file():
                yield f"{page.relative_to(site)}: {link} leads nowhere"
            elif parts.fragment and target in pages:
                place = unquote(parts.fragment)
                values = dict(parse_qsl(parts.fragment)) if target.parent.name == "share" else {}
                if values:  # what the form is filled in with
                    wrong = values.keys() - {"givers", "receivers", "themes", "kind", "continues"}
                    story = values.get("continues", "")
                    if wrong or (story and not (site / "stories" / story / "index.html").is_file()):
                        yield f"{page.relative_to(site)}: {link} fills in what is not there"
                elif place not in pages[target].places and not place.startswith("__"):
                    yield f"{page.relative_to(site)}: {link} has no such place"


@pytest.mark.slow
@pytest.mark.parametrize("folder", [False, True], ids=["site", "folder"])
def test_every_link_and_anchor_leads_somewhere(tmp_path: Path, folder: bool) -> None:
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample stories are not here")
    print_site(Built.of(ROOT, DAY), tmp_path, offline=folder)
    assert list(_broken(tmp_path, folder=folder)) == []
