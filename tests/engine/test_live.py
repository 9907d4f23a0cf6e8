"""The site in memory is the site of a complete build, whatever was changed, and stays where that cannot be made."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from benchmarks import corpus
from generator.engine import driver
from generator.engine.live import LiveSite
from generator.rendering.artifacts import PrintedPage
from generator.source.stories import read_stories
from generator.system import clock
from tests.conftest import Organisation, print_site
from tests.system.forked import tree

Edit = Callable[[random.Random, Organisation], None]


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _live(organisation: Organisation) -> LiveSite:
    live = LiveSite(organisation.root, lambda _: organisation.today)
    live.refresh()
    return live


def _compare(live: LiveSite, organisation: Organisation, folder: Path, seen: set[str]) -> None:
    """Every address of a complete build has its bytes, and every other one that ever was is gone."""
    shutil.rmtree(folder, ignore_errors=True)
    print_site(organisation.built(), folder, strict=False)
    built = _files(folder)
    seen.update(built)
    differing = [path for path in sorted(seen) if live.content(path)[0] != built.get(path)]
    assert differing == []
    assert live.shown.is_current


def _a_story(chance: random.Random, organisation: Organisation) -> Path:
    return chance.choice(sorted((organisation.root / "stories").rglob("*.md")))


def _write_a_story(chance: random.Random, organisation: Organisation) -> None:
    fields = {
        "date": f"2026-{chance.choice(('09', '10', '11'))}-{chance.randint(10, 19)}",
        "givers": chance.choice(("ana", "bo", "cem", "dora", "[ana, fay]", "team:office")),
        "receivers": chance.choice(("bo", "eli", "anonymous", "team:bench")),
        "themes": chance.choice(("[asking]", "[listening]", "[asking, listening]")),
        "kind": chance.choice(("help", "mentoring", "feedback")),
        "title": chance.choice(("A lamp", "Two lamps & a kettle", "“Oh”")),
    }
    if chance.random() < 0.4 and (files := sorted((organisation.root / "stories").rglob("*.md"))):
        fields["continues"] = chance.choice(files).stem
    body = chance.choice(
        ("@ana stayed.", "## Then\n\nIt took two.\n\n### And\n\nthree.", "Dora Nkemelu said so.", "[x](https://x.example/stories/one/)")
    )  # fmt: skip
    organisation.story(
        f"{chance.choice(('one', 'two', 'three', 'four', 'the-hour'))}", body, **fields
    )


def _take_back(chance: random.Random, organisation: Organisation) -> None:
    path = _a_story(chance, organisation)
    path.write_text(path.read_text().replace("---\n", "---\nwithdrawn: 2026-11-19\n", 1))


def _delete(chance: random.Random, organisation: Organisation) -> None:
    _a_story(chance, organisation).unlink()


def _rename(chance: random.Random, organisation: Organisation) -> None:
    path = _a_story(chance, organisation)
    path.rename(path.with_stem(f"{path.stem}-{chance.randint(2, 99)}"))


def _wish_otherwise(chance: random.Random, organisation: Organisation) -> None:
    path = organisation.root / "site_config/people.yml"
    before, after = chance.choice((("named: yes", "named: no"), ("named: no", "named: yes")))
    path.write_text(path.read_text().replace(before, after, 1))


def _rewrite_the_guide(chance: random.Random, organisation: Organisation) -> None:
    links = chance.choice(("[one](../stories/one.md)", "<!-- story: two -->", "Nothing."))
    organisation.config(
        "onboarding/day-1.md",
        f"---\ntitle: Day 1\nstep: day-1\norder: 1\nthemes: [asking]\n---\n{links}\n",
    )


def _change_the_theme(chance: random.Random, organisation: Organisation) -> None:
    path = organisation.root / "mkdocs.yml"
    before, after = chance.choice((("Switch to dark", "Dark"), ("Dark\n", "Switch to dark\n")))
    path.write_text(path.read_text().replace(before, after, 1))


def _change_a_template(chance: random.Random, organisation: Organisation) -> None:
    path = organisation.root / "site_config/templates/site/tombstone.html"
    if path.exists():
        path.unlink()
    else:
        organisation.config("templates/site/tombstone.html", f"<h1 id='top'>{chance.random()}</h1>")


STORIES: tuple[Edit, ...] = (_write_a_story, _write_a_story, _take_back, _delete, _rename)
ANYTHING: tuple[Edit, ...] = (
    *STORIES, *STORIES, _wish_otherwise, _rewrite_the_guide, _change_the_theme, _change_a_template,
)  # fmt: skip


def _history(
    organisation: Organisation, folder: Path, seed: int, edits: tuple[Edit, ...], steps: int
) -> None:
    chance = random.Random(seed)
    organisation.learning()
    _rewrite_the_guide(chance, organisation)
    for _ in range(4):
        _write_a_story(chance, organisation)
    live, seen = _live(organisation), set[str]()
    for _ in range(steps):
        for _ in range(chance.randint(1, 2)):
            chance.choice(edits)(chance, organisation)
            if not [*(organisation.root / "stories").rglob("*.md")]:
                _write_a_story(chance, organisation)
        live.refresh(lambda: ["stories/one/index.html", "index.html", "stories/two/index.html"])
        broken = [p for p in live.shown.problems if p.is_error]
        if not broken:
            _compare(live, organisation, folder, seen)


@pytest.mark.parametrize("seed", range(2))
def test_after_changes_of_stories_each_address_has_the_bytes_of_a_complete_build(
    organisation: Organisation, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    _history(organisation, tmp_path_factory.mktemp("built") / "site", seed, STORIES, 4)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(40))
def test_after_any_changes_each_address_has_the_bytes_of_a_complete_build(
    organisation: Organisation, tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    _history(organisation, tmp_path_factory.mktemp("built") / "site", 100 + seed, ANYTHING, 8)


def _text(live: LiveSite, path: str) -> str:
    return (live.content(path)[0] or b"").decode()


STORY, HOME = "stories/first/index.html", "index.html"
NOINDEX = '<meta name="robots" content="noindex">'
"""What only the page of a story that was taken back has."""


@pytest.fixture
def live(organisation: Organisation) -> LiveSite:
    """The small organisation with two stories, in memory."""
    organisation.story("first", "@ana stayed an hour.", title="The first")
    organisation.story("second", title="The second")
    return _live(organisation)


def test_only_the_story_that_changed_is_read_again(
    live: LiveSite, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noting(root: Path, paths: list[str], *more: object) -> object:
        read.extend(paths)
        return read_stories(root, paths, *more)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr("generator.pipeline.read_stories", noting)
    live.refresh()
    assert read == []
    organisation.story("first", "It took @ana two hours.")
    live.refresh()
    assert read == ["stories/2026/first.md"]
    assert "two hours" in _text(live, STORY)


def test_the_engine_renders_nothing_again_for_a_story(
    live: LiveSite, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[object] = []
    run = driver.run
    monkeypatch.setattr(
        driver, "run", lambda *a, **k: runs.append(a) or run(*a, **k)  # type: ignore[func-returns-value]  # notes the run
    )  # fmt: skip
    organisation.story("first", title="Another title", kind="mentoring")
    live.refresh()
    assert "Another title" in _text(live, HOME)
    assert runs == []
    organisation.config(
        "norms.yml", "ask-first: {title: Be calm, text: We are., themes: [asking]}\n"
    )
    live.refresh()
    assert "Be calm" in _text(live, "norms/index.html")
    assert len(runs) == 1


def test_with_another_plugin_the_engine_renders_everything_again(
    organisation: Organisation,
) -> None:
    """It could look at every page."""
    config = organisation.root / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("  - reciprocity\n", "  - reciprocity\n  - search\n")
    )
    organisation.story("first", title="The first")
    live = _live(organisation)
    assert "The first" in _text(live, HOME)
    organisation.story("first", title="Another title")
    live.refresh()
    assert "Another title" in _text(live, HOME)
    assert "Another title" in _text(live, "search/search_index.json")


@pytest.mark.parametrize("name", ["theme/home.html", "theme/sheet.html"])
def test_a_template_that_looks_at_the_content_is_rendered_again(
    organisation: Organisation, name: str
) -> None:
    organisation.config(
        f"templates/{name}", '{% extends "main.html" %}{% block footer %}{{ page.content | length }}{% endblock %}'
    )  # fmt: skip
    organisation.story("first", title="The first")
    live = _live(organisation)
    organisation.story("first", title="A first title that is much longer than that")
    live.refresh()
    _compare(live, organisation, organisation.root.parent / "built", {HOME})


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("site_config/people.yml", "ana: {name: Ana"),
        ("site_config/themes.yml", "asking: {title: Asking}\n"),
        ("mkdocs.yml", "site_name: [\n"),
        ("mkdocs.yml", "site_name: x\ntheme: material\nplugins: []\n"),
        ("mkdocs.yml", "site_name: x\ntheme: {name: nobody-has-this}\nplugins: [reciprocity]\n"),
        ("site_config/templates/site/story.html", "{% for"),
        ("site_config/templates/site/home.html", "{{ nothing.at.all }}"),
        ("site_config/templates/theme/sheet.html", "{% extends 'main.html' %}{% block content %}{% endblock %}"),
        ("site_config/static/stories/first/index.html", "in the way"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_leaves_the_last_site_until_it_is_mended(
    live: LiveSite, organisation: Organisation, path: str, text: str
) -> None:
    before, target = _text(live, STORY), organisation.root / path
    last = target.read_bytes() if target.exists() else None
    organisation.write(path, text)
    live.refresh()
    assert not live.shown.is_current
    assert [problem for problem in live.shown.problems if problem.is_error]
    assert _text(live, STORY) == before
    organisation.story("second", title="Changed meanwhile")
    live.refresh()
    assert "Changed meanwhile" not in _text(live, HOME)
    if last is None:
        target.unlink()
    else:
        target.write_bytes(last)
    live.refresh()
    assert live.shown.is_current
    assert not [problem for problem in live.shown.problems if problem.is_error]
    assert "Changed meanwhile" in _text(live, HOME)


def test_a_site_that_cannot_be_made_at_first_is_made_once_it_can(
    organisation: Organisation,
) -> None:
    organisation.story("first")
    people = organisation.root / "site_config/people.yml"
    right = people.read_text()
    people.write_text("ana: [")
    live = _live(organisation)
    assert live.shown.site is None
    assert live.content(HOME)[0] is None
    people.write_text(right)
    live.refresh()
    assert "it was enough" in _text(live, STORY)


def test_the_last_page_of_a_story_with_an_error_stays(
    live: LiveSite, organisation: Organisation
) -> None:
    before = _text(live, STORY)
    organisation.story("first", givers="[ana")
    live.refresh()
    assert _text(live, STORY) == before
    assert "The first" not in _text(live, HOME), "it is on no other page, as in a build"
    assert "The second" in _text(live, HOME)
    organisation.story("first", "And then?", givers="nobody-of-ours")
    live.refresh()
    assert _text(live, STORY) == before
    organisation.story("first", "It was mended.")
    live.refresh()
    assert "It was mended." in _text(live, STORY)


@pytest.mark.parametrize(
    "edit",
    [
        lambda o: o.story("second", title="The second", withdrawn="2026-11-01"),
        lambda o: (o.root / "stories/2026/second.md").unlink(),
        lambda o: o.config("people.yml", (o.root / "site_config/people.yml").read_text().replace("named: yes", "named: no", 1)),
        lambda o: setattr(o, "today", dt.date(2026, 11, 21)),
    ],
    ids=["withdrawn", "deleted", "wish", "day"],
)  # fmt: skip
def test_no_page_that_is_kept_outlives_a_wish(
    live: LiveSite, organisation: Organisation, edit: Callable[[Organisation], object]
) -> None:
    """A kept page shows what other stories said when it was printed."""
    assert "The second" in _text(live, STORY)
    organisation.story("first", givers="[ana")
    live.refresh()
    assert "The second" in _text(live, STORY)
    edit(organisation)
    live.refresh()
    assert live.content(STORY)[0] is None


def test_after_a_narrowed_wish_no_name_is_at_any_address(
    live: LiveSite, organisation: Organisation
) -> None:
    organisation.story("third", "@ana asked @bo.", receivers="ana", givers="bo")
    live.refresh(lambda: [STORY, "stories/third/index.html"])
    paths = [a.address + "index.html" for a in live.shown.site.artifacts if hasattr(a, "address")]  # type: ignore[union-attr]  # there is a site
    assert any("Ana Óscoz" in _text(live, path) for path in paths)
    people = organisation.root / "site_config/people.yml"
    status = people.stat()
    people.write_text(people.read_text().replace("named: yes}", "named: no }", 1))
    os.utime(people, ns=(status.st_atime_ns, status.st_mtime_ns))  # as large, and as old
    live.refresh()
    assert live.shown.is_current
    assert not [path for path in paths if "Óscoz" in _text(live, path)]


def test_another_day_is_another_site(live: LiveSite, organisation: Organisation) -> None:
    organisation.story("first", title="The first", withdrawn="2026-11-21")
    live.refresh()
    assert "The first" in _text(live, HOME)
    organisation.today = dt.date(2026, 11, 21)
    live.refresh()
    assert "The first" not in _text(live, HOME)
    assert NOINDEX in _text(live, STORY)


def test_a_first_page_of_its_kind_waits_for_the_engine(
    live: LiveSite, organisation: Organisation
) -> None:
    """There was no tombstone, so that the engine has rendered no template for one."""
    organisation.story("second", withdrawn="2026-11-01")
    asked: list[str] = []
    end = time.monotonic() + 60

    def ask() -> None:
        while not asked or (NOINDEX not in asked[-1] and time.monotonic() < end):
            asked.append(_text(live, "stories/second/index.html"))

    asking = threading.Thread(target=ask)
    asking.start()
    live.refresh()
    asking.join()
    assert NOINDEX in asked[-1]
    assert "" not in asked


def test_nothing_is_written(
    organisation: Organisation,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    organisation.story("first", title="A title like no other")
    before = tree(organisation.root)
    written: list[str] = []
    print_ = driver.run

    def run(job: object, folder: Path, **more: str) -> object:
        done = print_(job, folder, **more)  # type: ignore[arg-type]  # passed on
        written.extend(
            p.name for p in folder.rglob("*") if p.is_file() and b"like no other" in p.read_bytes()
        )
        return done

    monkeypatch.setattr(driver, "run", run)
    live = _live(organisation)
    assert "A title like no other" in _text(live, HOME)
    assert written == []
    assert tree(organisation.root) == before
    assert list(scratch.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stories", "part"), [(300, 5), pytest.param(2000, 10, marks=pytest.mark.exhaustive)]
)
def test_a_saved_story_is_shown_in_a_fraction_of_the_time_of_a_build(
    tmp_path: Path, stories: int, part: int
) -> None:
    """By processor time, which does not depend on what else the machine does."""
    corpus.write(tmp_path / "site", stories)
    path = sorted((tmp_path / "site/stories").rglob("*.md"))[stories // 2]
    page = f"stories/{path.stem}/index.html"
    start = time.process_time()
    live = LiveSite(tmp_path / "site", clock.today)
    live.refresh()
    assert live.shown.site
    printed = [a for a in live.shown.site.artifacts if isinstance(a, PrintedPage)]
    assert all(live.content(f"{each.address}index.html")[0] for each in printed)
    complete = time.process_time() - start
    took: list[float] = []
    for number in range(3):
        path.write_text(f"{path.read_text()}\n\nAnd then {number}.\n")
        shown: list[float] = []
        start = time.process_time()
        with _noting(live, lambda: shown.append(time.process_time())):  # noqa: B023  # within the loop
            live.refresh(lambda: [page])
        took.append(shown[0] - start)
        assert f"And then {number}." in _text(live, page)
    assert min(took) < complete / part


@contextmanager
def _noting(live: LiveSite, note: Callable[[], object]) -> Iterator[None]:
    """Note when something else is shown, which is before it was compared with what the engine rendered."""
    show = live._show

    def showing(*what: Any, **more: Any) -> None:
        show(*what, **more)
        note()

    with mock.patch.object(live, "_show", showing):
        yield
