"""The search index, sharded into scripts that a page loads only when somebody searches.

What a reader downloads does not grow with the number of stories. `search/index.js` says how many
entries there are; blocks of entries and shards of terms are loaded when they are needed. They are
scripts because a page opened from a folder may not fetch files.
`templates/theme/assets/finding.js` reads them and must normalise words as `terms` does.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from generator.rendering.artifacts import (
    Artifact,
    Facet,
    File,
    Page,
    PrintedPage,
    SearchEntry,
)

FOLDER = "search"
BLOCK = 64
"""The number of entries in a block."""
SHARD = 4096
"""About the number of postings in a shard, which are some twenty kilobytes."""
COMMON = 200
"""A term in more summaries than this, and in more than a quarter of all, is not listed for them."""

_COARSE = re.compile(r"[^\s\x00-/:-@\[-`{-\x7f\u2010-\u2027]+")
_WORD = re.compile(r"[^\W_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)
"""Scripts that are written without spaces. They are indexed by pairs of characters."""
_LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ς": "σ", "ى": "ي",
     "ة": "ه", "ـ": None}
)  # fmt: skip
_ARTICLE = "ال"


def entries(artifacts: Iterable[Artifact]) -> list[tuple[str, SearchEntry]]:
    """The entries of the pages among some artifacts, each with its address; stories first."""
    found = [
        (made.address, made.search or SearchEntry(made.title, made.description or ""))
        for made in artifacts
        if (isinstance(made, PrintedPage) and made.search) or isinstance(made, Page)
    ]
    found.sort(key=lambda entry: not entry[1].facets)
    return found


@cache
def terms(word: str) -> tuple[str, ...]:
    """The terms that find a word or a run of words, without case, accents and marks."""
    plain = unicodedata.normalize("NFKD", word.lower())
    if not plain.isascii():
        plain = "".join(c for c in plain if unicodedata.category(c)[0] != "M")
        plain = plain.translate(_LETTERS)
    found: list[str] = []
    for run in _WORD.findall(plain):
        at = 0
        for dense in _UNSPACED.finditer(run):
            found += _plain_terms(run[at : dense.start()])
            letters = dense[0]
            found += letters
            found += (letters[n : n + 2] for n in range(len(letters) - 1))
            at = dense.end()
        found += _plain_terms(run[at:])
    return tuple(dict.fromkeys(found))


def _plain_terms(word: str) -> Iterator[str]:
    if len(word) > 1:
        yield word[:32]
        if word.startswith(_ARTICLE) and len(word) > 4:
            yield word[2:34]


def shard_of(term: str, shards: int) -> int:
    """The shard of a term, and of all others that begin with the same two characters."""
    key = 0
    for character in term[:2]:
        key = (key * 31 + ord(character)) % 65521
    return key % shards


def index(
    entries: Sequence[tuple[str, SearchEntry]],
    stories: int,
    facets: Mapping[Facet, Mapping[str, str]],
    language: str = "en",
) -> list[File]:
    """The files of the search index.

    Args:
        entries: The address and the entry of each page, stories first and newest first.
        stories: The number of stories among them.
        facets: The values that filter lists, with their titles: `{"kind": {"help": "Help"}}`.
        language: The language of dates.

    """
    postings = _postings(entries)
    shards = 1
    while shards < 1024 and shards * SHARD < sum(
        len(numbers) for fields in postings.values() for numbers in fields
    ):
        shards *= 2
    rows: list[list[list[str]]] = [[] for _ in range(shards)]
    most = max(COMMON, len(entries) // 4)
    for term in sorted(postings):
        rows[shard_of(term, shards)].append([term, *_encoded(postings[term], most)])
    parts = {f"t{n}": shard for n, shard in enumerate(rows)} | {
        f"d{at // BLOCK}": [_row(*entry) for entry in entries[at : at + BLOCK]]
        for at in range(0, len(entries), BLOCK)
    }
    texts = {name: _json(part) for name, part in parts.items()}
    about = {
        "language": language,
        "entries": len(entries),
        "stories": stories,
        "block": BLOCK,
        "shards": shards,
        "facets": [
            [
                name,
                [[slug, title] for slug, title in values.items() if f"{name}:{slug}" in postings],
            ]
            for name, values in facets.items()
        ],
    }
    about_json = _json(about)
    # A browser may have cached parts of an earlier build, which must not be mixed with these.
    version = hashlib.blake2b("\n".join([about_json, *texts.values()]).encode(), digest_size=8)
    files = {"index": about_json, **texts}
    return [
        File(
            f"{FOLDER}/{name}.js",
            f'reciprocity.take("{name}","{version.hexdigest()}",{text})\n'.encode(),
        )
        for name, text in files.items()
    ]


def _postings(entries: Iterable[tuple[str, SearchEntry]]) -> dict[str, list[list[int]]]:
    """The numbers of the entries with each term, by the first field that contains it: title, people,
    themes, text.
    """
    found: dict[str, list[list[int]]] = defaultdict(lambda: [[], [], [], []])
    for number, (_, entry) in enumerate(entries):
        seen: set[str] = set()
        tags = " ".join(entry.tags)
        for at, text in enumerate((entry.title, entry.people, tags, f"{entry.text} {entry.more}")):
            fresh = seen.symmetric_difference(seen.union(*map(terms, _COARSE.findall(text))))
            for term in fresh:
                found[term][at].append(number)
            seen |= fresh
        for name, value in entry.facets:
            found[f"{name}:{value}"][0].append(number)
        if not entry.facets:  # a page is also found by its whole title
            words = dict.fromkeys(t for word in _COARSE.findall(entry.title) for t in terms(word))
            found[f"={' '.join(words)}"][0].append(number)
    return found


def _encoded(fields: list[list[int]], most: int) -> list[str]:
    """Delta-encode entry numbers per field; `*` marks a term that is too common to list."""
    out = [
        ",".join(map(str, [numbers[0], *(b - a for a, b in zip(numbers, numbers[1:]))]))  # noqa: B905, RUF007  # zip is twice as fast as pairwise with a star
        if numbers
        else ""
        for numbers in fields
    ]
    if len(fields[3]) > most:
        out[3] = "*"
    while not out[-1]:
        out.pop()
    return out


def _row(address: str, entry: SearchEntry) -> list[object]:
    """An entry as it is shown: address, title, kicker, people, themes, text, date, language."""
    row = [
        address, entry.title, entry.kicker, entry.people, " · ".join(entry.tags), entry.text,
        entry.date, entry.lang,
    ]  # fmt: skip
    while not row[-1]:
        row.pop()
    return list(row)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
