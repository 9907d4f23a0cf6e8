"""Plugins of others in the same mkdocs.yml, as docs/how-to/engines.md lists them."""

from __future__ import annotations

import logging
import re
import subprocess
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from generator.engine.errors import EngineProblem
from tests import ROOT
from tests.conftest import Organisation, print_site


@dataclass(frozen=True)
class Beside:
    """What a plugin needs, and what shows that it did its work.

    `made` are files of the site, each with words that are in it. `warning` is what it warns of, and
    `refusal` why it cannot be beside ours.
    """

    options: str = "{}"
    files: dict[str, str] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    warning: str | None = None
    refusal: str | None = None


OWN = "---\ntags: [tagged]\n---\n# Our own\n\nTwo is {{ 1 + 1 }}.\n\n![A mark](mark.svg)\n"
PLUGINS = {
    "search": Beside(made={"search/search_index.json": "Find the kettle"}),
    "tags": Beside(
        files={"labels.md": "# Labels\n\n<!-- material/tags -->\n"},
        made={"labels/index.html": "tagged"},
    ),
    "minify": Beside("{minify_html: true}", made={"own/index.html": "<h1 id=our-own>"}),
    "redirects": Beside(
        "{redirect_maps: {old.md: onboarding/day-1.md, older.md: 'https://stories.bench.example/stories/first/'}}",
        made={"old/index.html": "../onboarding/day-1/", "older/index.html": "/stories/first/"},
    ),
    "macros": Beside(made={"own/index.html": "Two is 2."}),
    "git-revision-date-localized": Beside(made={"own/index.html": "Our own"}),
    "section-index": Beside(warning="couldn't detect a supported theme"),
    "literate-nav": Beside(
        files={"SUMMARY.md": "* [Front](index.md)\n* [Mine](own.md)\n"},
        made={"stories/first/index.html": ">Mine</a>"},
    ),
    "mike": Beside(made={"own/index.html": "Our own"}),
    "gen-files": Beside("{scripts: [gen.py]}", made={"made/index.html": "Made"}),
    "exclude": Beside("{glob: ['secret/*']}", files={"secret/x.md": "# Secret\n"}),
    "blog": Beside(
        files={
            "blog/index.md": "# News\n",
            "blog/posts/a.md": "---\ndate: 2026-01-02\n---\n# Opened\n",
        },
        made={"blog/index.html": "Opened"},
    ),
    "meta": Beside(
        files={"more/.meta.yml": "title: Inherited\n", "more/x.md": "Text.\n"},
        made={"more/x/index.html": "Inherited"},
    ),
    "privacy": Beside("{assets: false}", made={"own/index.html": "Our own"}),
    "glightbox": Beside(made={"own/index.html": "glightbox"}),
    "offline": Beside(refusal="reciprocity build --offline"),
    "awesome-nav": Beside(
        files={".nav.yml": "nav:\n  - index.md\n  - Mine: own.md\n"},
        made={"stories/first/index.html": ">Mine</a>"},
    ),
    "rss": Beside(
        "{match_path: 'own.*', use_git: false}", made={"feed_rss_created.xml": "Our own"}
    ),
    "i18n": Beside(
        "{languages: [{locale: en, default: true, name: English}, {locale: es, name: Español}]}",
        refusal="static-i18n",
    ),
}
OFTEN = ("awesome-nav", "redirects")
"""Those that are tried each time: what they need is what most others do."""


def _installed(name: str) -> bool:
    return any(e.name in (name, f"material/{name}") for e in entry_points(group="mkdocs.plugins"))


@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
@pytest.mark.parametrize(
    "name",
    [p if p in OFTEN else pytest.param(p, marks=pytest.mark.exhaustive) for p in PLUGINS],
)
def test_a_plugin_beside_ours(
    name: str, first: bool, organisation: Organisation, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    if not _installed(name):
        pytest.skip(f"the plugin {name} is not installed")
    beside, site = PLUGINS[name], tmp_path / "made"
    _prepare(organisation, name, beside, first=first)
    built = organisation.built()
    caplog.set_level(logging.INFO)
    if beside.refusal:
        with pytest.raises(EngineProblem, match=re.escape(beside.refusal)):
            print_site(built, site, strict=False)
        return
    warnings = print_site(built, site, strict=beside.warning is None)
    assert [w for w in warnings if not (beside.warning and beside.warning in w)] == []
    assert "zblank" not in caplog.text
    for path, words in beside.made.items():
        assert words in (site / path).read_text("utf-8"), path
    page = (site / "stories/first/index.html").read_text("utf-8")
    assert "it was enough" in page
    assert not (site / "secret").exists()
    for file in site.rglob("*"):
        if file.suffix in (".html", ".xml", ".json"):
            assert not re.search("zblank|zslot|insertpage", file.read_text("utf-8")), file
    assert _broken_links(site) == []


def _prepare(organisation: Organisation, name: str, beside: Beside, *, first: bool) -> None:
    ours, theirs = "  - reciprocity\n", f"  - {name}: {beside.options}\n"
    text = (organisation.root / "mkdocs.yml").read_text()
    assert ours in text
    both = theirs + ours if first else ours + theirs
    organisation.write("mkdocs.yml", text.replace(ours, both))
    organisation.write(
        "gen.py", "import mkdocs_gen_files\nwith mkdocs_gen_files.open('made.md', 'w') as made:\n    made.write('# Made')\n"
    )  # fmt: skip
    organisation.config("static/own.md", OWN)
    for path, content in beside.files.items():
        organisation.config(f"static/{path}", content)
    organisation.story("first")
    for words in ("init --quiet", "add --all", "-c user.name=us -c user.email=us@bench.example commit --quiet -m x"):  # fmt: skip
        subprocess.run(["git", *words.split()], cwd=organisation.root, check=True)


def _broken_links(site: Path) -> list[str]:
    """Relative links that lead to nothing."""
    return [
        f"{path}: {link}"
        for path in site.rglob("*.html")
        if path.name != "404.html"
        for link in re.findall(r"""\shref=["']?([^"'#?\s>:]+)["'#?\s>]""", path.read_text("utf-8"))
        if not link.startswith("/")
        and not ((target := path.parent / link).is_file() or (target / "index.html").is_file())
    ]


@pytest.mark.exhaustive
def test_the_style_sheet_of_glightbox_is_allowed(
    organisation: Organisation, tmp_path: Path
) -> None:
    if not _installed("glightbox"):
        pytest.skip("the plugin glightbox is not installed")
    _prepare(organisation, "glightbox", PLUGINS["glightbox"], first=False)
    print_site(organisation.built(), tmp_path / "made")
    page = (tmp_path / "made/own/index.html").read_text("utf-8")
    (rule,) = re.findall(r"style-src [^;]*", page)
    assert "'sha256-" in rule
    assert "unsafe" not in rule
    assert rule in (tmp_path / "made/_headers").read_text("utf-8")


def test_the_documentation_lists_them() -> None:
    text = (ROOT / "docs/how-to/engines.md").read_text("utf-8")
    table = text.partition("## Plugins beside ours")[2]
    assert re.findall(r"^\| `([a-z0-9-]+)`", table, re.MULTILINE) == list(PLUGINS)


def test_nothing_is_left_in_the_temporary_folder(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other plugins read our pages as files. They are gone after a build, and after one that fails."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    organisation.story("first")
    print_site(organisation.built(), tmp_path / "made")
    own = organisation.config("static/stories/first.md", "# Mine\n")
    with pytest.raises(EngineProblem):
        print_site(organisation.built(), tmp_path / "made")
    assert list(folder.iterdir()) == []
    own.unlink()
    print_site(organisation.built(), tmp_path / "again")
    assert (tmp_path / "again/stories/first/index.html").is_file(), "the fault before is forgotten"
