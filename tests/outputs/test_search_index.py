"""The search: what words are found by, and what its parts hold."""

from __future__ import annotations

import gzip
import json
import random
import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from html import unescape
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.adopt.sample import DAY
from generator.outputs import search_index
from generator.rendering.artifacts import Artifact, Body, File, Page, PrintedPage, SearchEntry
from tests import ROOT
from tests.built import Built
from tests.conftest import Organisation, print_site


def parts(files: Iterable[File]) -> dict[str, Any]:
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
        assert search_index.bucket_of(term, 8) in range(8)


def test_every_entry_is_in_its_block_and_every_word_in_its_shard() -> None:
    found = parts(search_index.index(entries(300), 300))
    about = found["index"]
    assert (about["entries"], about["stories"], about["block"]) == (300, 300, search_index.BLOCK)
    for number in range(300):
        row = found[f"d{number // search_index.BLOCK}"][number % search_index.BLOCK]
        assert row[:2] == [f"stories/s{number}/", f"Story w{number} ovens"]
        at = bisect_right(about["starts"], f"w{number}") - 1
        shard = found[f"t{at}"]
        assert [[f"w{number}", str(number)]] == [row for row in shard if row[0] == f"w{number}"]


def test_what_a_search_loads_does_not_grow() -> None:
    """It is the index, at most eight shards of terms, and ten blocks."""
    for count in (1_000, 8_000):
        files = list(search_index.index(entries(count), count))
        sizes = {
            kind: max(len(gzip.compress(f.content)) for f in files if f.path[7] == kind)
            for kind in ("d", "t")
        }
        assert sizes["d"] < 1_000
        assert sizes["t"] < 5_000
    assert len(files[0].content) < 1_500


@pytest.mark.exhaustive
def test_no_query_loads_more_than_100_kb_at_ten_thousand_stories() -> None:
    """With as many different words as people write, and however common those of the query are."""
    draw = random.Random(5)
    letters, weights = "etaoinshrdlcumwfgypbvk", [12, 9, 8, 8, 7, 7, 6, 6, 6, 4, 4, *[2] * 11]
    words = ["".join(draw.choices(letters, weights, k=draw.randint(2, 10))) for _ in range(60_000)]
    often = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))  # Zipf's law

    def text(length: int) -> str:
        return " ".join(draw.choices(words, cum_weights=often, k=length))

    made = [
        (f"stories/s{n}/", SearchEntry(text(5), text(25), more=partial(text, draw.randint(30, 400)), facets=(("kind", "help"),)))
        for n in range(10_000)
    ]  # fmt: skip
    sizes: dict[str, list[int]] = defaultdict(list)
    for file in search_index.index(made, len(made)):
        sizes[file.path[7]].append(len(gzip.compress(file.content, 6)))
    about, terms, blocks, slips = sizes["i"][0], max(sizes["t"]), max(sizes["d"]), max(sizes["w"])
    assert about + 8 * terms + 10 * blocks < 100_000, (about, terms, blocks)
    # A slip in one word: the words with its ends, and the shards of what may be meant.
    assert about + 4 * slips + 3 * terms + 10 * blocks < 100_000, slips


def test_words_that_may_be_meant_share_a_file() -> None:
    """Whatever one letter's slip was, the beginning or the end of the word is right."""
    found = parts(search_index.index([("x/", SearchEntry("thermocouple", ""))], 1))
    count = found["index"]["words"]
    for slip in ("thermocuple", "thermoccouple", "thermokouple", "htermocouple", "termocouple"):
        lengths = {len(slip) - 1, len(slip), len(slip) + 1}
        ends = {end for length in lengths for end in search_index.ends(slip, length)}
        files = {search_index.bucket_of(end, count) for end in ends}
        assert any("thermocouple" in found[f"w{number}"].split() for number in files), slip


def test_long_texts_are_cut_for_excerpts_and_found_all_the_same() -> None:
    long = "loaf " * 5_000 + "zeppelin"
    short = SearchEntry("Short", "", more=lambda: "It was short.", facets=(("kind", "help"),))
    made = [("a/", short), ("b/", short._replace(title="Long", more=lambda: long))]
    found = parts(search_index.index(made, 2))
    assert found["d0"][0][-1] == "It was short."
    assert len(found["d0"][1][-1]) < search_index.ROOM
    assert ["zeppelin", "", "", "", "", "1"] in [
        row for n, p in found.items() if n[0] == "t" for row in p
    ]


def test_large_sites_list_no_texts() -> None:
    entry = SearchEntry("Title", "Summary", more=lambda: "zeppelin")
    found = parts(search_index.index([("a/", entry)] * 3, 3, full_text=2))
    assert not found["index"]["full"]
    assert "zeppelin" not in json.dumps(found)


def test_the_index_holds_no_word_that_the_pages_do_not_show(tmp_path: Path) -> None:
    """Of the sample: each entry's words are read on its page."""
    made = Built.of(ROOT, DAY)
    print_site(made, tmp_path / "site")
    for address, entry in search_index.entries(made.site()):
        path, _, place = address.partition("#")
        html = (tmp_path / "site" / path / "index.html").read_text("utf-8")
        main = html[html.index('<article class="md-content__inner') : html.rindex("</article>")]
        assert not place or f'id="{place}"' in main
        shown = _terms(unescape(re.sub(r"<[^>]*>", " ", re.sub(r'\salt="([^"]*)"', r">\1<", main))))
        said = f"{entry.title} {entry.text} {entry.people} {' '.join(entry.tags)} {entry.more()}"
        if entry.facets or place:
            assert _terms(said) <= shown, (address, _terms(said) - shown)


def _terms(text: str) -> set[str]:
    return {term for word in text.split() for term in search_index.terms(word)}


def test_parts_of_two_builds_are_told_apart() -> None:
    one, two, again = ([*search_index.index(entries(n), n)] for n in (10, 11, 10))
    versions = [files[0].content.split(b'"')[3] for files in (one, two)]
    assert versions[0] != versions[1]
    assert one == again


def test_stories_come_first_and_all_are_counted() -> None:
    body = partial(Body, "")
    made: list[Artifact] = [
        Page("a.md", "A", "", places={"b": SearchEntry("B", "")}),
        PrintedPage("c/", "listing", "C", body, search=partial(SearchEntry, "C", "")),
        PrintedPage("d/", "listing", "D", body),
        *(
            PrintedPage(place, "story", "S", body, search=entry._replace)
            for place, entry in entries(9)
        ),
    ]
    found = list(search_index.entries(made))
    assert [address for address, _ in found][:9] == [address for address, _ in entries(9)]
    assert [address for address, _ in found][9:] == ["a/", "a/#b", "c/"]
    assert search_index.count(made) == len(found)
    about = parts(search_index.index(found, len(found)))["index"]
    assert (about["entries"], about["stories"]) == (12, 9)


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
