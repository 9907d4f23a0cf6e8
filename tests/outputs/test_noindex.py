"""A site that search engines and other robots are asked to leave alone says so wherever they look."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Organisation, print_site

META = '<meta name="robots" content="noindex">'


def _built(organisation: Organisation, site: Path, *, noindex: str) -> Path:
    text = (organisation.root / "site_config/site.yml").read_text("utf-8")
    organisation.config("site.yml", text + noindex)
    organisation.story("first")
    organisation.story("second", continues="first", date="2026-10-15")
    print_site(organisation.built(), site)
    return site


def test_every_page_the_headers_and_robots_txt_say_it(
    organisation: Organisation, tmp_path: Path
) -> None:
    site = _built(organisation, tmp_path / "site", noindex="noindex: yes\n")
    pages = [path for path in site.rglob("*.html") if "assets" not in path.parts]
    assert len(pages) > 20
    assert [path for path in pages if path.read_text("utf-8").count(META) != 1] == []
    assert (site / "robots.txt").read_bytes() == b"User-agent: *\nDisallow: /\n"
    assert "  X-Robots-Tag: noindex\n" in (site / "_headers").read_text()


@pytest.mark.parametrize("noindex", ["", "noindex: no\n"])
def test_nothing_says_it_without_the_option(
    organisation: Organisation, tmp_path: Path, noindex: str
) -> None:
    site = _built(organisation, tmp_path / "site", noindex=noindex)
    assert META not in (site / "index.html").read_text("utf-8")
    assert not (site / "robots.txt").exists()
    assert "X-Robots-Tag" not in (site / "_headers").read_text()


def test_a_robots_txt_of_ones_own_is_not_overwritten(
    organisation: Organisation, tmp_path: Path
) -> None:
    organisation.config("static/robots.txt", "User-agent: *\nDisallow: /drafts/\n")
    site = _built(organisation, tmp_path / "site", noindex="")
    assert "Disallow: /drafts/" in (site / "robots.txt").read_text()
