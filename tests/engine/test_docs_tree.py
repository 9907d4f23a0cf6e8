"""The tree that `stage` writes: the same pages, built by an engine that knows nothing of us."""

from __future__ import annotations

import gzip
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import markdown as engine_markdown  # type: ignore[import-untyped]  # it comes without types
import pytest
import yaml
from click.testing import CliRunner, Result
from selectolax.lexbor import LexborHTMLParser

from benchmarks import corpus
from generator.cli import main
from generator.consent.gate import disclosures
from generator.engine.docs_tree import Engine, raw_block, write_tree
from generator.engine.errors import EngineProblem
from generator.languages.message import Message
from generator.model import Channel
from generator.pipeline import no_progress
from generator.system.staging import staged
from generator.text import markdown
from tests import ROOT
from tests.attacks import ATTACKS
from tests.built import Built
from tests.conftest import Organisation, print_site
from tests.consent import gauntlet
from tests.consent.canary import found, texts_of, views
from tests.engine.sites import pages, seen

ENGINES = [
    pytest.param(
        "zensical",
        marks=pytest.mark.skipif(not find_spec("zensical"), reason="zensical is not installed"),
    ),
    "mkdocs",
]
THEME = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "search.json")
"""Files of the engine's own, and an index of nothing."""


def stage(built: Built, folder: Path, engine: Engine = "zensical") -> list[Message]:
    with staged(folder) as tree:
        tree.shown.update(disclosures(built.library, Channel.SITE))
        return write_tree(built.publication, tree, engine, no_progress)


def build(tree: Path, engine: str) -> Path:
    """The site that an engine makes of a tree; it must have nothing to complain about."""
    program = [sys.executable, "-m", engine, "build", "--strict"]
    done = subprocess.run(
        [*program, "--config-file", str(tree / "mkdocs.yml")],
        cwd=tree, capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return tree / "site"


def _files(site: Path) -> dict[str, bytes]:
    """What is no page and not the theme's."""
    files = {p.relative_to(site).as_posix(): p for p in site.rglob("*") if p.is_file()}
    return {
        path: gzip.decompress(file.read_bytes()) if path.endswith(".gz") else file.read_bytes()
        for path, file in files.items()
        if not path.startswith(THEME) and not path.endswith(".html")
    }


def _assert_same(ours: Path, theirs: Path, paths: set[str] | None = None) -> None:
    assert pages(theirs) == pages(ours)
    for path in sorted(paths or pages(ours)):
        assert seen(theirs, path) == seen(ours, path), path
    without_headers = {k: v for k, v in _files(ours).items() if k != "_headers"}
    assert _files(theirs) == without_headers


def _rich(organisation: Organisation) -> Built:
    """An organisation with every family of pages, and one of its own."""
    organisation.learning()
    organisation.story("the-hour", "@ana & @bo: `a ~ {{ b }}`\n\n```\nx\n\n\ty\n~~~\n```\n")
    organisation.story("it-goes-on", "## Part\n\nPaid forward by @bo.", continues="the-hour")
    organisation.story("taken-back", withdrawn="2026-11-01")
    organisation.config(
        "onboarding/day-2.md",
        "---\ntitle: 'Day <2> & on'\nstep: day-1\norder: 2\nthemes: [asking]\nwhy: So.\n---\n"
        "Read [this](../stories/the-hour.md#top), [that](day-1.md), ![a mark](../mark.svg)\n"
        "and [ours](../own.md).[^1]\n\n[^1]: A note.\n",
    )
    organisation.config("static/own.md", "# Our own\n\n[A story](stories/the-hour.md), *told*.\n")
    return organisation.built()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_builds_the_same_pages_and_files(
    engine: Engine, organisation: Organisation, tmp_path: Path
) -> None:
    built = _rich(organisation)
    ours, tree = tmp_path / "ours", tmp_path / "tree"
    print_site(built, ours, strict=False)
    assert stage(built, tree, engine) == []
    _assert_same(ours, build(tree, engine))


@pytest.mark.exhaustive
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("language", ["es", "ar", "eu"])
def test_a_site_in_another_language_is_the_same(
    engine: Engine, language: str, organisation: Organisation, tmp_path: Path
) -> None:
    site = organisation.root / "site_config/site.yml"
    site.write_text(f"{site.read_text()}language: {language}\n")
    built = _rich(organisation)
    print_site(built, tmp_path / "ours", strict=False)
    stage(built, tmp_path / "tree", engine)
    _assert_same(tmp_path / "ours", build(tmp_path / "tree", engine))


@pytest.mark.exhaustive
@pytest.mark.parametrize("engine", ENGINES)
def test_every_page_of_the_sample_is_the_same(engine: Engine, tmp_path: Path) -> None:
    if not (ROOT / "stories").is_dir():
        pytest.skip("the sample stories are not here")
    built = Organisation(ROOT).built()
    print_site(built, tmp_path / "ours")
    stage(built, tmp_path / "tree", engine)
    site = build(tmp_path / "tree", engine)
    assert len(pages(site)) > 140
    _assert_same(tmp_path / "ours", site)


@pytest.mark.exhaustive
@pytest.mark.parametrize("engine", ENGINES[:1])
def test_two_hundred_pages_of_ten_thousand_stories_are_the_same(
    engine: Engine, tmp_path: Path
) -> None:
    corpus.write(tmp_path / "org", 10_000)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "org")
    built = Organisation(tmp_path / "org").built()
    print_site(built, tmp_path / "ours", strict=False)
    stage(built, tmp_path / "tree", engine)
    site = build(tmp_path / "tree", engine)
    chosen = random.Random(7).sample(sorted(pages(site)), 200)
    _assert_same(tmp_path / "ours", site, set(chosen))


def _assert_silent(folder: Path) -> int:
    """Nothing that the site may not show is in any file below a folder; the number of files."""
    number = 0
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        number += 1
        name = path.relative_to(folder).as_posix()
        straws = {view for text in texts_of(name, path.read_bytes()) for view in views(text)}
        for canary in gauntlet.CANARIES:
            assert Channel.SITE not in canary.denied or not found(canary.text, straws), name
    return number


def test_no_canary_is_in_the_tree(organisation: Organisation, tmp_path: Path) -> None:
    stage(gauntlet.prepare(organisation).built(), tmp_path / "tree")
    assert _assert_silent(tmp_path / "tree") > 40


@pytest.mark.slow
@pytest.mark.parametrize(
    "engine", [ENGINES[0], pytest.param("mkdocs", marks=pytest.mark.exhaustive)]
)
def test_no_canary_is_in_what_is_built_of_it(
    engine: Engine, organisation: Organisation, tmp_path: Path
) -> None:
    stage(gauntlet.prepare(organisation).built(), tmp_path / "tree", engine)
    build(tmp_path / "tree", engine)
    assert _assert_silent(tmp_path / "tree") > 100


def test_what_was_taken_back_goes_from_the_tree_and_from_what_was_built_in_it(
    organisation: Organisation, tmp_path: Path
) -> None:
    organisation.story("first")
    organisation.story("second", "Unmistakablewords, by @ana.")
    stage(organisation.built(), tmp_path / "tree")
    (tmp_path / "tree/site/stories/second").mkdir(parents=True)
    (tmp_path / "tree/site/stories/second/index.html").write_text("Unmistakablewords")
    (organisation.root / "stories/2026/second.md").unlink()
    stage(organisation.built(), tmp_path / "tree")
    everywhere = [p for p in tmp_path.rglob("*") if p.is_file() and tmp_path in p.parents]
    holders = [p for p in everywhere if b"nmistakablewords" in p.read_bytes()]
    assert holders == []
    assert (tmp_path / "tree/docs/stories/first/index.md").is_file()


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.exhaustive)])
def test_markdown_passes_finished_html_on_as_it_is(step: int) -> None:
    for payload in ATTACKS[::step]:
        _assert_passed_on(payload)


def _assert_passed_on(payload: str) -> None:
    text = f"{payload}\n\n```\n{payload}\n\n \n\tx {{% raw %}}\n~~~\n```\n\n    {payload}\n"
    html = markdown.html(text, "en").html
    made = engine_markdown.markdown(
        raw_block(html), extensions=["toc", "tables", "fenced_code", "footnotes", "attr_list"]
    )
    assert _tree(made) == _tree(f'<div class="r-staged">{html}</div>')


def _tree(html: str) -> str:
    """HTML as a browser understands it, with as much space as it shows."""
    page = LexborHTMLParser(html)
    for code in page.css("pre"):
        code.replace_with(re.sub(r"\s", lambda space: f"({ord(space[0])})", code.text()))
    body = page.body
    assert body is not None
    return re.sub(r"\s+(?=<)|(?<=>)\s+", "", re.sub(r"\s+", " ", body.html or ""))


def test_a_block_has_no_blank_line_and_keeps_those_of_code() -> None:
    block = raw_block("<p>a</p>\n\n<pre><code>x\n\n\ty</code></pre>\n \n<p>b</p>")
    assert "\n\n" not in block.rstrip("\n")
    assert "x&#10;&#10;&#9;y" in block


def test_our_plugin_is_off_and_the_rest_of_the_settings_stay(
    organisation: Organisation, tmp_path: Path
) -> None:
    organisation.story("first")
    text = (organisation.root / "mkdocs.yml").read_text()
    text = text.replace("  - reciprocity", "  - tags\n  - reciprocity: {policy: false}")
    organisation.write(
        "mkdocs.yml",
        f"{text}\ncopyright: !ENV [WHO, Ours]\nhooks: [hook.py]\n"
        "nav:\n  - Front: index.md\n  - More:\n    - stories/first.md\n    - Day: onboarding/day-1.md\n",
    )
    warnings = stage(organisation.built(), tmp_path / "tree", "mkdocs")
    assert warnings == ["hooks in mkdocs.yml was left out, because its files are not in the tree"]  # fmt: skip
    written = (tmp_path / "tree/mkdocs.yml").read_text()
    assert "copyright: !ENV [WHO, Ours]" in written
    settings = yaml.safe_load(written.replace("!ENV", ""))
    assert settings["plugins"] == ["tags"]
    assert settings["nav"][1] == {
        "More": ["stories/first/index.md", {"Day": "onboarding/day-1/index.md"}]
    }
    assert "hooks" not in settings
    assert "docs_dir" not in settings


def test_the_buttons_between_light_and_dark_speak_the_language_of_the_site(
    organisation: Organisation, tmp_path: Path
) -> None:
    organisation.config("site.yml", "{name: X, url: https://x.example/, language: nb}\n")
    text = (organisation.root / "mkdocs.yml").read_text("utf-8")
    organisation.write("mkdocs.yml", text.replace("Switch to light", "Lyset på"))
    stage(organisation.built(), tmp_path / "tree", "mkdocs")
    settings = yaml.safe_load((tmp_path / "tree/mkdocs.yml").read_text("utf-8"))
    toggles = [scheme["toggle"]["name"] for scheme in settings["theme"]["palette"]]
    assert toggles == ["Bytt til mørk visning", "Lyset på"], "and what somebody else wrote stays"


UNUSABLE: dict[str, Callable[[str], str]] = {
    'the plugin "reciprocity" is not enabled': lambda text: text.replace(
        "- reciprocity", "- search"
    ),
    "does not read the file": lambda text: f"INHERIT: other.yml\n{text}",
    "markdown_extensions": lambda text: text.replace("- admonition", "- no_such_extension"),
    "there are no settings": lambda text: "- a list\n",
    "could not determine": lambda text: text.replace("- admonition", "- toc: {x: !what y}"),
}


@pytest.mark.parametrize("reason", UNUSABLE)
def test_settings_that_cannot_be_used_are_one_sentence(
    reason: str, organisation: Organisation, tmp_path: Path
) -> None:
    text = (organisation.root / "mkdocs.yml").read_text()
    organisation.write("mkdocs.yml", UNUSABLE[reason](text))
    with pytest.raises(EngineProblem, match=reason) as problem:
        stage(organisation.built(), tmp_path / "tree")
    assert problem.value.diagnostic.code == "T103"
    assert not (tmp_path / "tree").exists()


@pytest.mark.parametrize("path", ["stories/first.md", "assets/stories/first.png"])
def test_a_file_with_the_address_of_a_story_or_of_its_picture_is_refused(
    organisation: Organisation, tmp_path: Path, path: str
) -> None:
    organisation.story("first")
    organisation.config(f"static/{path}", "# Mine\n")
    with pytest.raises(EngineProblem, match="same address as a generated page"):
        stage(organisation.built(), tmp_path / "tree")


def test_a_link_that_leads_to_no_page_is_told(organisation: Organisation, tmp_path: Path) -> None:
    organisation.config(
        "onboarding/day-2.md",
        "---\ntitle: Day 2\nstep: day-1\norder: 2\nthemes: [asking]\nwhy: So.\n---\n[x](none.md)\n",
    )
    told = "onboarding/day-2.md has a link to none.md, which does not exist"
    assert told in stage(organisation.built(), tmp_path / "tree")


def _stage(organisation: Organisation, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["--root", str(organisation.root), "stage", "--today", "2026-11-20", *arguments]
    )


def test_the_command_says_how_to_go_on(organisation: Organisation, tmp_path: Path) -> None:
    organisation.story("first")
    done = _stage(organisation, str(tmp_path / "tree"))
    assert done.exit_code == 0, done.output
    assert "1 story in" in done.output
    tree = {path.name for path in (tmp_path / "tree").iterdir()}
    assert tree == {"docs", "overrides", "mkdocs.yml"}
    assert "zensical build --config-file" in done.output


def test_a_folder_that_holds_something_else_is_left_alone(organisation: Organisation) -> None:
    done = _stage(organisation, str(organisation.root))
    assert done.exit_code == 1
    assert "files that are not a site" in done.output
    assert (organisation.root / "site_config").is_dir()


def test_under_zensical_without_stage_there_are_no_stories(
    organisation: Organisation, tmp_path: Path
) -> None:
    """What the documentation warns of."""
    if not find_spec("zensical"):
        pytest.skip("zensical is not installed")
    organisation.story("first")
    done = subprocess.run([sys.executable, "-m", "zensical", "build"], cwd=organisation.root, env=os.environ,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0
    assert "No issues" in done.stderr
    assert not (organisation.root / "site/stories").exists()
