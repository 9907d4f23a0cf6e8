"""A name in any text of the configuration, whatever field or id it is in, reaches no edition."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from generator.consent.gate import edition_of
from generator.model import Channel
from generator.pipeline import load
from tests import ROOT
from tests.conftest import TODAY
from tests.consent.canary import found, inside, views

NAME = "Zorvexa Quillbrandt"
SOMEBODY = f"zq: {{name: {NAME}, team: bakery, named: no}}\n"
BY_ID = ("people.yml", "teams.yml", "themes.yml", "norms.yml", "glossary.yml", "phrases.yml")
"""Files whose entries are all of one kind."""
FOLDERS = ("onboarding", "practices", "scenarios", "newsletters", "reviews", "locale")
OWN_NAMES = {"name", "first_name", "name_in", "also_written", "former_names", "emails", "forge"}
LIMITS = {("site.yml", ("url",))}
"""What is printed as it is: the address of the site itself."""
EDITIONS = ((Channel.SITE,), (Channel.SITE, Channel.ONBOARDING), (Channel.NEWSLETTER,))


Keys = tuple[str, ...]


class Place(NamedTuple):
    """A text of a file, or a key of a group: where it is, and in what kind of place."""

    start: int
    end: int
    text: str
    keys: Keys


def _places(node: yaml.Node, keys: Keys = ()) -> Iterator[Place]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = (*keys, key.value)
            yield Place(key.start_mark.index, key.end_mark.index, key.value, (*inner, "key"))
            yield from _places(value, inner)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _places(value, (*keys, "*"))
    else:
        yield Place(node.start_mark.index, node.end_mark.index, node.value, keys)


def _kinds(path: Path, folder: str) -> dict[Keys, Place]:
    """The first place of each kind in a file."""
    text = path.read_text()
    start = 4 if path.suffix == ".md" else 0
    node = yaml.compose(text.split("---\n")[1] if start else text)
    assert node is not None
    kinds: dict[Keys, Place] = {}
    for place in _places(node):
        keys = ("*", *place.keys[1:]) if folder in BY_ID else place.keys
        if folder != "people.yml" or (
            not OWN_NAMES.intersection(keys[:2]) and keys != ("*", "key")
        ):
            shifted = place._replace(start=place.start + start, end=place.end + start)
            kinds.setdefault(keys, shifted)
    return kinds


def _with_name(text: str) -> Iterator[str]:
    """A text with the name in it, in the ways that its field may take."""
    yield f"{text} {NAME}"
    yield "zorvexa-quillbrandt"
    yield re.sub(r"[\w.]+@", "zorvexa.quillbrandt@", text)
    yield f"{text.rstrip('/')}/zorvexa-quillbrandt"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The configuration of the sample with one file of each kind, one story, and somebody unnamed."""
    root = tmp_path / "sample"
    shutil.copytree(ROOT / "site_config", root / "site_config")
    for folder in FOLDERS:
        for path in sorted((root / "site_config" / folder).glob("*.*"))[1:]:
            path.unlink()
    shutil.copy(ROOT / "mkdocs.yml", root)
    with (root / "site_config/people.yml").open("a") as people:
        people.write(SOMEBODY)
    with (root / "site_config/site.yml").open("a") as site:
        site.write(
            "onboarding: {paths: {everyone: Ours, managers: Yours}, steps: {day-1: First, day-30: Then}}\n"
        )
    words = root / "site_config/locale/en.po"
    words.parent.mkdir()
    words.write_text(f'msgid "Themes"\nmsgstr "What {NAME} saw"\n')
    story = root / "stories/2026/the-hour.md"
    story.parent.mkdir(parents=True)
    story.write_text(
        "---\ndate: 2026-10-14\ngivers: anonymous\nreceivers: team:bakery\n---\nAn hour.\n"
    )
    return root


def _reveals(root: Path) -> bool | None:
    """Whether an edition has the name. None if the configuration cannot be read."""
    library, _ = load(root, lambda _: TODAY, EDITIONS)
    if library is None:
        return None
    return any(
        found(NAME, views(text))
        for some in library.editions
        for text in inside(edition_of(library, some))
    )


def _leaks(root: Path, names: str) -> Iterator[tuple[str, Keys, str]]:
    """Places in files whose names match a pattern with which an edition has the name."""
    for path in sorted((root / "site_config").glob(names)):
        name = path.relative_to(root / "site_config")
        if name.parts[0] == "static" or path.suffix not in (".yml", ".md") or ".sent" in path.name:
            continue
        text = path.read_text()
        for keys, place in _kinds(path, name.parts[0]).items():
            end = "\n" if text[: place.end].endswith("\n") else ""
            for written in _with_name(place.text):
                path.write_text(
                    f"{text[: place.start]}{json.dumps(written)}{end}{text[place.end :]}"
                )
                revealed = _reveals(root)
                if revealed is not None:
                    if revealed and (name.as_posix(), keys) not in LIMITS:
                        yield name.as_posix(), keys, written
                    break
        path.write_text(text)


def test_a_name_that_is_not_hidden_is_seen(sample: Path) -> None:
    assert _reveals(sample) is False
    people = sample / "site_config/people.yml"
    people.write_text(
        people.read_text().replace(SOMEBODY, SOMEBODY.replace("named: no", "named: yes"))
    )
    assert _reveals(sample) is True


@pytest.mark.slow
@pytest.mark.parametrize("names", ["site.yml", "newsletter.yml"])
def test_a_name_in_a_text_of_the_configuration_reaches_no_edition(sample: Path, names: str) -> None:
    assert list(_leaks(sample, names)) == []


@pytest.mark.exhaustive
def test_a_name_in_any_text_of_the_configuration_reaches_no_edition(sample: Path) -> None:
    assert list(_leaks(sample, "**/*.*")) == []
