"""The documentation's site: it builds without a warning, its links lead somewhere, and it asks nobody for anything."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from selectolax.lexbor import LexborHTMLParser

from generator.cli import COMMANDS, main
from tests import ROOT
from tests.project.pages import pages

_LOADED = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}
_OF_THE_SITE = "https://git.example.org/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", "docs/mkdocs.yml", "-d", str(folder)],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def trees(site: Path) -> dict[Path, LexborHTMLParser]:
    return {
        path: LexborHTMLParser(path.read_text("utf-8")) for path in sorted(site.rglob("*.html"))
    }


def _target(site: Path, page: Path, link: str) -> Path:
    """The file that a link of a page leads to."""
    path = unquote(urlsplit(link).path)
    base = site if path.startswith("/") else page.parent
    target = (base / path.lstrip("/")).resolve() if path else page
    return target / "index.html" if target.is_dir() else target


@pytest.mark.slow
def test_every_link_and_anchor_leads_somewhere(
    site: Path, trees: dict[Path, LexborHTMLParser]
) -> None:
    ids = {page: {n.attributes["id"] for n in tree.css("[id]")} for page, tree in trees.items()}
    followed = 0
    for page, tree in trees.items():
        for node in tree.css("a[href]"):
            link = node.attributes["href"] or ""
            if urlsplit(link).scheme:
                continue
            target = _target(site, page, link)
            assert target.is_file(), f"{page.relative_to(site)} links to {link}"
            anchor = unquote(urlsplit(link).fragment)
            if anchor and target in ids:
                assert anchor in ids[target], f"{page.relative_to(site)} links to {link}"
            followed += 1
    assert followed > 1000


@pytest.mark.slow
def test_nothing_is_loaded_from_elsewhere(site: Path, trees: dict[Path, LexborHTMLParser]) -> None:
    for page, tree in trees.items():
        for name, attribute in _LOADED.items():
            for node in tree.css(f"{name}[{attribute}]"):
                if node.attributes.get("rel") in ("canonical", "prev", "next"):
                    continue
                link = node.attributes[attribute] or ""
                assert not urlsplit(link).netloc, f"{page.relative_to(site)} loads {link}"
                assert _target(site, page, link).is_file(), f"{page.relative_to(site)}: {link}"
    for sheet in site.rglob("*.css"):
        for link in re.findall(r"url\(\s*[\"']?([^\"')]+)", sheet.read_text("utf-8")):
            assert link.startswith("data:") or _target(site, sheet, link).is_file(), link


@pytest.mark.slow
def test_the_search_finds_pages_and_the_reference_has_every_command(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    found = {entry["location"] for entry in index["docs"]}
    assert {"tutorial/", "how-to/hosting/#nginx", "reference/codes/S104/"} <= found
    assert {f"reference/commands/#{name}" for name in COMMANDS} <= found


def _commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> dict[tuple[str, ...], click.Command]:
    known: dict[tuple[str, ...], click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        known[(*path, name)] = command
        if isinstance(command, click.Group):
            known |= _commands(command, (*path, name))
    return known


@pytest.mark.parametrize("page", [*pages(), ROOT / "README.md"], ids=lambda page: page.stem)
def test_every_command_that_is_named_has_the_options_that_are_named(page: Path) -> None:
    """Also those that are not run: they wait for an answer, or need somebody else's files."""
    known = _commands(main)
    text = page.read_text("utf-8").replace("\\\n", "")
    for words in re.findall(r"(?:^|[`/ ])reciprocity ((?:[a-z][\w-]*|--[\w-]+)[^`\n|#&]*)", text, re.MULTILINE):  # fmt: skip
        parts = words.split()
        depth = 2 if tuple(parts[:2]) in known else 1
        command = known.get(tuple(parts[:depth]))
        if command is None:
            continue  # a sentence about the program
        options = {option for param in command.params for option in param.opts} | {"--help"}
        named = {part.partition("=")[0] for part in re.findall(r"(?<=\s)--[\w-]+", f" {words}")}
        assert named <= options, f"reciprocity {words}"
