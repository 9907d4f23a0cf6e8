"""Bodies of very many stories are in a file, and nobody who reads them notices."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pytest

from generator import pipeline
from generator.edition import ShownStory, StoryWithStoredBody
from generator.outputs import ALL_EDITIONS
from generator.pipeline import load
from generator.record import Library
from generator.system import pool, text_store
from generator.system.text_store import StoredText, open_store, store
from tests.conftest import TODAY, Organisation

TEXTS = ("", "Ana held the line.", "Bø → 会", "\ud800", "long " * 9000)


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The store as it is when a process starts: not open."""
    monkeypatch.setattr(text_store, "_file", None)
    yield
    if text_store._file is not None:
        os.close(text_store._file)


def _texts(numbers: Sequence[int]) -> list[str | StoredText]:
    return [store(f"{number} {TEXTS[number % len(TEXTS)]}") for number in numbers]


def _read(text: str | StoredText) -> str:
    return text.text if isinstance(text, StoredText) else text


@pytest.mark.usefixtures("closed")
def test_what_is_shelved_can_be_read() -> None:
    open_store()
    kept = [store(text) for text in TEXTS]
    assert all(isinstance(text, StoredText) for text in kept)
    assert tuple(map(_read, kept)) == TEXTS


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_put_texts_on_it_at_the_same_time(
    monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """One that starts from nothing has no part in the file, and keeps its texts."""
    monkeypatch.setattr(pool, "can_fork", lambda: True)
    open_store()
    shares = pool.parallel_map(_texts, range(400), methods=(method,), processes=2)
    kept = [text for share in shares for text in share]
    assert len({text for text in kept if isinstance(text, StoredText)}) > 100
    assert list(map(_read, kept)) == [f"{n} {TEXTS[n % len(TEXTS)]}" for n in range(400)]


@pytest.mark.usefixtures("closed")
def test_without_a_file_or_room_in_it_a_text_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    assert store("Ana") == "Ana"
    open_store()
    monkeypatch.setattr(os, "pwrite", lambda file, raw, start: len(raw) - 1)
    assert store("Ana") == "Ana"

    def full(*values: object) -> int:
        raise OSError

    monkeypatch.setattr(os, "pwrite", full)
    assert store("Ana") == "Ana"
    monkeypatch.undo()
    open_store()
    monkeypatch.setattr("fcntl.lockf", full)
    assert store("Ana") == "Ana"


def _bodies(library: Library | None) -> list[list[str]]:
    assert library is not None
    return [
        [shown.body for shown in record.redacted if isinstance(shown, ShownStory)]
        for record in library.records
    ]


@pytest.mark.usefixtures("closed")
def test_many_stories_read_as_few_do(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        organisation.story(f"s-{number}", f"@ana asked, {number}.\n\n@bo did.")
    few, _ = load(organisation.root, lambda _: TODAY, ALL_EDITIONS)
    monkeypatch.setattr(pipeline, "_MANY", 9)
    many, _ = load(organisation.root, lambda _: TODAY, ALL_EDITIONS)
    assert few
    assert many
    assert _bodies(few) == _bodies(many)
    shown = [each for record in many.records for each in record.redacted]
    assert shown
    assert all(
        isinstance(each, StoryWithStoredBody) for each in shown if isinstance(each, ShownStory)
    )
    assert text_store._file is not None
    once = sum(len(body.encode()) for bodies in map(set, _bodies(many)) for body in bodies)
    assert os.fstat(text_store._file).st_size == once, "what editions have in common is there once"
    one = next(each for each in shown if isinstance(each, StoryWithStoredBody))
    assert one._replace(title="Another").body == one.body
    assert one._replace(body="Another").body == "Another"
