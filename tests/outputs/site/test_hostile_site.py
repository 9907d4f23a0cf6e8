"""Every payload in every field: what a browser makes of each page is what it makes of a calm one."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.rendering.printer import write_files
from generator.text import markdown
from tests import hostile
from tests.attacks import ATTACKS
from tests.conftest import Organisation, print_site
from tests.outputs.test_sinks import read_all

pytestmark = pytest.mark.usefixtures("as_typed")

HARMLESS = [f"A lamp was held for an hour, and then for {n} more" for n in range(30)]

IN_GUIDES = re.compile(
    r"(?:abbr|b|details|dd|div|dl|dt|h1|i|img|ins|kbd|mark|s|section|small|span|sub|summary)"
    r"|\w+@(?:id|class|title)|details@open|img@(?:src|alt|width|height)|ol@start|t[dh]@align"
)
"""What guides may hold besides: nothing that runs."""


def printed(organisation: Organisation, texts: Sequence[str], out: Path) -> Path:
    """The site and every digest of an organisation with these texts, as files."""
    hostile.write(organisation, texts)
    made = organisation.built()
    there = {record.id for record in made.library.records}
    assert there >= {f"story-{at}" for at in range(len(texts))}, made.problems
    print_site(made, out / "site", strict=False)
    for period in made.periods:
        write_files(made.digest(period), out / "digest" / period.name)
    return out


def twin(organisation: Organisation, folder: Path) -> Organisation:
    """The same organisation in another folder, without stories."""
    shutil.copytree(organisation.root / "site_config", folder / "site_config")
    shutil.copy(organisation.root / "mkdocs.yml", folder)
    return Organisation(folder)


def shapes(out: Path) -> dict[str, set[str]]:
    """Of the site, and of each page of the digest: what they are made of."""
    made: dict[str, set[str]] = {}
    for path in sorted(out.rglob("*.html")):
        name = path.name if "digest" in path.parts else "site"
        made[name] = made.get(name, set()) | hostile.shape(path.read_text("utf-8"))
    return made


def check(out: Path, calm: dict[str, set[str]]) -> None:
    """Every file is what its parser expects, and every page is made of what calm pages are."""
    read_all(out)
    pages = sorted(out.rglob("*.html"))
    assert len(pages) > 30
    for path in pages:
        page = path.read_text("utf-8")
        name = path.name if "digest" in path.parts else "site"
        made = hostile.shape(page) - calm[name]
        if "onboarding" in path.parts:
            made = {each for each in made if not IN_GUIDES.fullmatch(each)}
        assert made == set(), path
        assert hostile.foreign(page) == [], path


@pytest.fixture
def calm(
    organisation: Organisation, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, set[str]]:
    folder = tmp_path_factory.mktemp("calm")
    texts = [*HARMLESS[:-1], hostile.SHOWCASE]
    return shapes(printed(twin(organisation, folder / "org"), texts, folder / "out"))


def test_nothing_that_we_could_think_of_changes_a_page(
    organisation: Organisation, calm: dict[str, set[str]], tmp_path: Path
) -> None:
    hostile.write_guides(organisation, hostile.OURS)
    check(printed(organisation, hostile.OURS, tmp_path / "out"), calm)


@pytest.mark.slow
def test_nothing_of_a_sample_of_attacks_and_corpora_changes_a_page(
    organisation: Organisation, calm: dict[str, set[str]], tmp_path: Path, corpus: Callable[[str], Path]
) -> None:  # fmt: skip
    chance = random.Random(9)
    some = chance.sample(ATTACKS, 80)
    some += chance.sample(hostile.payloads(corpus("xss_payloads.json")), 60)
    some += chance.sample(hostile.payloads(corpus("blns.json")), 20)
    hostile.write_guides(organisation, some)
    check(printed(organisation, some, tmp_path / "out"), calm)


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(8))
def test_nothing_of_all_attacks_and_corpora_changes_a_page(
    organisation: Organisation, calm: dict[str, set[str]], tmp_path: Path,
    corpus: Callable[[str], Path], part: int,
) -> None:  # fmt: skip
    texts = [*ATTACKS, *hostile.payloads(corpus("xss_payloads.json"))]
    texts += hostile.payloads(corpus("blns.json"))
    random.Random(9).shuffle(texts)  # so that each family meets the others
    assert len(texts) > 7_000
    mine = texts[part::8]
    for start in range(0, len(mine), 320):
        folder = tmp_path / str(start)
        twins = twin(organisation, folder / "org")
        some = mine[start : start + 320]
        hostile.write_guides(twins, some)
        check(printed(twins, some, folder / "out"), calm)
        shutil.rmtree(folder)


@pytest.mark.slow
def test_the_check_notices_what_runs(
    organisation: Organisation, calm: dict[str, set[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """The tests above can fail: without the cleaning of guides, they do."""
    hostile.write_guides(organisation, ["<img src=x onerror=alert(1)>"])
    monkeypatch.setattr(markdown, "clean_guide", lambda html, language: html)
    out = printed(organisation, HARMLESS, tmp_path / "out")
    with pytest.raises(AssertionError, match="raw-0"):
        check(out, calm)
