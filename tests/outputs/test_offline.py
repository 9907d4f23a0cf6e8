"""Pages for a folder: every link leads to a file, and no address of a site is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.outputs.offline import with_file_links
from tests.conftest import Organisation, print_site


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("../../", "../../index.html"),
        (".", "./index.html"),
        ("../..", "../../index.html"),
        ("stories/", "stories/index.html"),
        ("../stories/a/#top", "../stories/a/index.html#top"),
        ("search/?q=oven", "search/index.html?q=oven"),
        ("feed.xml", "feed.xml"),
        ("#top", "#top"),
        ("", ""),
        ("https://x.example/a/", "https://x.example/a/"),
        ("//x.example/a/", "//x.example/a/"),
        ("mailto:a@x.example", "mailto:a@x.example"),
    ],
)
def test_links_lead_to_files(before: str, after: str) -> None:
    assert (
        with_file_links(f'<a class="b" href="{before}">x</a>')
        == f'<a class="b" href="{after}">x</a>'
    )


def test_text_is_left_alone() -> None:
    text = '<code>&lt;a href="stories/"&gt;</code> href="x/"'
    assert with_file_links(text) == text


def test_a_folder_has_no_address_of_its_own(organisation: Organisation, tmp_path: Path) -> None:
    organisation.config("site.yml", "name: Told\nurl: https://stories.bench.example/\n")
    organisation.story("first")
    organisation.story("second", continues="first", date="2026-10-15")
    print_site(organisation.built(), tmp_path, offline=True)
    for path in tmp_path.rglob("*"):
        if path == tmp_path / "newsletter" / "feed.xml":
            continue  # a feed is for readers elsewhere, and has full addresses
        if path.suffix in (".html", ".js", ".css", ".xml", ".json") and "material" not in path.name:
            html = path.read_text("utf-8")
            to_be_passed_on = r'<p data-share=.*?</p>|href="mailto:[^"]*"|data-letter="[^"]*"'
            told = re.sub(to_be_passed_on, "", html)
            assert "stories.bench.example" not in told, path
    assert not {"sitemap.xml", "404.html", "feed.xml", "feed.json", "_headers"} & {
        path.name for path in tmp_path.iterdir()
    }


@pytest.mark.slow
def test_the_command_makes_it_and_makes_it_again(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    organisation.story("first")
    monkeypatch.chdir(organisation.root)
    for _ in range(2):
        done = CliRunner().invoke(main, ["build", "--offline"])
        assert done.exit_code == 0, done.output
        assert "open site-offline/index.html" in done.output
    assert (organisation.root / "site-offline/stories/first/index.html").is_file()
    assert not (organisation.root / "site").exists()
    assert not (organisation.root / "build/headers").exists()
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert "add_header" in (organisation.root / "build/headers/nginx.conf").read_text()
