"""The search: what words are found by, and what its parts hold."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.outputs import search_index
from generator.rendering.artifacts import File, SearchEntry
from tests.conftest import Organisation


def parts(files: list[File]) -> dict[str, Any]:
    """What the scripts hand over, by name."""
    found = {}
    for file in files:
        name, _, data = json.loads(f"[{file.content.decode()[len('reciprocity.take(') : -2]}]")
        assert file.path == f"search/{name}.js"
        found[name] = data
    return found


def entries(count: int) -> list[tuple[str, SearchEntry]]:
    return [
        (f"stories/s{n}/", SearchEntry(f"Story w{n} ovens", "Common words.", people="Ana", facets=(("kind", "help"),)))
        for n in range(count)
    ]  # fmt: skip


def test_words_lose_case_accents_and_marks() -> None:
    assert search_index.terms("Café's") == ("cafe",)
    assert search_index.terms("STRASSE") == search_index.terms("Straße")
    assert search_index.terms("المصباح") == ("المصباح", "مصباح")
    assert search_index.terms("手紙") == ("手", "紙", "手紙")
    assert search_index.terms("a") == ()


@given(st.text(max_size=40))
def test_any_text_can_be_folded_and_stays_folded(text: str) -> None:
    for term in search_index.terms(text):
        assert term
        assert not any(unicodedata.category(c)[0] in "MZC" for c in term if c.isalnum())
        assert search_index.shard_of(term, 8) in range(8)


def test_every_entry_is_in_its_block_and_every_word_in_its_shard() -> None:
    found = parts(
        search_index.index(entries(300), 300, {"kind": {"help": "Help", "feedback": "Feedback"}})
    )
    about = found["index"]
    assert (about["entries"], about["stories"], about["block"]) == (300, 300, search_index.BLOCK)
    assert about["facets"] == [["kind", [["help", "Help"]]]], "nothing leads to an empty list"
    for number in range(300):
        row = found[f"d{number // search_index.BLOCK}"][number % search_index.BLOCK]
        assert row[:2] == [f"stories/s{number}/", f"Story w{number} ovens"]
        shard = found[f"t{search_index.shard_of(f'w{number}', about['shards'])}"]
        assert [[f"w{number}", str(number)]] == [row for row in shard if row[0] == f"w{number}"]


def test_a_word_of_nearly_every_summary_is_not_listed() -> None:
    found = parts(search_index.index(entries(300), 300, {}))
    (row,) = (r for name, part in found.items() if name[0] == "t" for r in part if r[0] == "common")
    assert row == ["common", "", "", "", "*"]


def test_shards_stay_small_as_stories_grow() -> None:
    """What one search loads is a few shards and blocks, however many there are."""
    for count in (1_000, 8_000):
        files = search_index.index(entries(count), count, {})
        sizes = [len(f.content) for f in files if f.path[7] == "d"]
        assert max(sizes) < 64 * 100
        assert len(sizes) == -(-count // search_index.BLOCK)
    assert len(files[0].content) < 300, "what says how many there are does not grow"


def test_parts_of_two_builds_are_told_apart() -> None:
    one, two = (search_index.index(entries(n), n, {})[0].content.split(b'"')[3] for n in (10, 11))
    assert one != two
    assert search_index.index(entries(10), 10, {}) == search_index.index(entries(10), 10, {})


def test_nothing_is_an_index_too(organisation: Organisation) -> None:
    made = organisation.built()
    found = parts(made.search_files(made.site()))
    assert found["index"]["stories"] == 0
    assert found["index"]["entries"] > 3


def test_what_is_found_of_people_is_what_is_shown(organisation: Organisation) -> None:
    organisation.story("one", "@cem and @dora held it.", givers="[ana, cem]", receivers="dora")
    made = organisation.built()
    text = json.dumps(parts(made.search_files(made.site())), ensure_ascii=False).casefold()
    assert "Ana Óscoz, a colleague in Bench → a colleague".casefold() in text
    for word in ("cem", "aydın", "dora", "nkemelu", "attic"):
        assert word not in text
