"""The search index, in scripts that a page loads only when somebody searches.

What a reader downloads does not grow with the number of stories: at ten thousand, a search loads less
than 100 kB, compressed, whatever its words are. `search/index.js` says how many entries there are,
and the first term of each shard; beside it are

- `search/t<n>.js`: terms in order, with the numbers of their entries, in shards of much the same size;
- `search/w<n>.js`: words by the letters at their beginning and at their end, to find what somebody
  may have meant who slipped by one letter;
- `search/d<n>.js`: entries, as they are shown, with their texts for excerpts.

They are scripts because a page opened from a folder may not fetch files.
`templates/theme/assets/finding.js` reads them, and must normalise words as `terms` does.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice

from generator.rendering.artifacts import (
    Artifact,
    File,
    Page,
    PrintedPage,
    SearchEntry,
)

FOLDER = "search"
FULL_TEXT = 30_000
"""The number of entries up to which their whole texts are searched, and not their summaries only."""
BLOCK = 4
"""The number of entries in a block, with their texts."""
BLOCK_OF_SUMMARIES = 16
"""The number of entries in a block, without."""
ROOM = 7_000
"""The number of bytes that the texts of a block share. Longer ones are cut, for excerpts only."""
SHARD = 8_000
"""The number of bytes in a shard of terms, unless one term has more; under five kilobytes compressed."""
WORDS = 5_000
"""About the number of bytes in a file of words."""
LEAST_SLIP = 4
"""The number of letters from which on a word can be meant by another that differs by one letter."""

Postings = dict[str, list["array[int]"]]
"""The numbers of the entries with each term, by the first field that contains it: title, people,
themes, summary, text.
"""
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
_ARTICLE = re.compile("(?:[وفبك]?ال|لل)(?=..)")
"""The Arabic article, with a conjunction or a preposition before it: parts of the same written word."""


def entries(artifacts: Iterable[Artifact]) -> Iterator[tuple[str, SearchEntry]]:
    """The entries of the pages among some artifacts, each with its address; stories first.

    Each is made when it is its turn: all of them take much of the memory.
    """
    others: list[tuple[str, SearchEntry]] = []
    for made in artifacts:
        if isinstance(made, Page):
            entry = made.search or SearchEntry(made.title, made.description or "")
            others.append((made.address, entry))
            others += ((f"{made.address}#{place}", part) for place, part in made.places.items())
        elif isinstance(made, PrintedPage) and made.search:
            entry = made.search()
            if entry.facets:
                yield made.address, entry
            else:
                others.append((made.address, entry))
    yield from others


def count(artifacts: Iterable[Artifact]) -> int:
    """The number of the entries of the pages among some artifacts."""
    return sum(
        1 + len(made.places) if isinstance(made, Page) else made.search is not None
        for made in artifacts
        if not isinstance(made, File)
    )


@cache
def terms(word: str) -> tuple[str, ...]:
    """The terms that find a word or a run of words, without case, accents and marks."""
    found: list[str] = []
    for run in _WORD.findall(_folded(word)):
        at = 0
        for dense in _UNSPACED.finditer(run):
            found += _plain_terms(run[at : dense.start()])
            letters = dense[0]
            found += letters
            found += (letters[n : n + 2] for n in range(len(letters) - 1))
            at = dense.end()
        found += _plain_terms(run[at:])
    return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    if not plain.isascii():
        plain = "".join(c for c in plain if unicodedata.category(c)[0] != "M")
        plain = plain.translate(_LETTERS)
    return plain


def _plain_terms(word: str) -> Iterator[str]:
    if len(word) > 1:
        yield word[:32]
        if article := _ARTICLE.match(word):
            yield word[article.end() : article.end() + 32]


def index(
    entries: Iterable[tuple[str, SearchEntry]],
    count: int,
    language: str = "en",
    full_text: int = FULL_TEXT,
) -> Iterator[File]:
    """The files of the search index.

    Args:
        entries: The address and the entry of each page, stories first and newest first.
        count: The number of them.
        language: The language of dates.
        full_text: The number of entries up to which their whole texts are searched.

    """
    is_full = count <= full_text
    block = BLOCK if is_full else BLOCK_OF_SUMMARIES
    postings: Postings = defaultdict(lambda: [array("I") for _ in range(5)])
    stories = 0
    blocks: list[bytes] = []
    rest = iter(entries)
    while some := list(islice(rest, block)):
        texts = [entry.more() if is_full else "" for _, entry in some]
        for number, (_, entry) in enumerate(some, block * len(blocks)):
            _add(postings, number, entry, texts[number % block])
        stories += sum(bool(entry.facets) for _, entry in some)
        blocks.append(_json(_rows(some, texts)).encode())
    words = [_json(" ".join(some)).encode() for some in _words(postings)]
    starts, shards = _shards(postings)
    parts = {
        f"{kind}{number}": part
        for kind, some in (("t", shards), ("w", words), ("d", blocks))
        for number, part in enumerate(some)
    }
    about = _json(
        {
            "language": language,
            "entries": count,
            "stories": stories,
            "full": is_full,
            "block": block,
            "words": len(words),
            "starts": starts,
        }
    ).encode()
    # A browser may have cached parts of an earlier build, which must not be mixed with these.
    version = hashlib.blake2b(about, digest_size=8)
    for part in parts.values():
        version.update(b"\n" + part)
    for name, part in {"index": about, **parts}.items():
        start = f'reciprocity.take("{name}","{version.hexdigest()}",'
        yield File(f"{FOLDER}/{name}.js", start.encode() + part + b")\n")


def facet_term(name: str, value: str) -> str:
    """The term of what lists are filtered by. No word begins so."""
    return f":{name}:{value}"


def _add(postings: Postings, number: int, entry: SearchEntry, more: str) -> None:
    """Add the number of an entry to its terms, each by the first field that contains it."""
    seen: set[str] = set()
    fields = (entry.title, entry.people, " ".join(entry.tags), entry.text, more)
    for at, text in enumerate(fields):
        fresh = set().union(*map(terms, _COARSE.findall(text))) - seen
        for term in fresh:
            postings[term][at].append(number)
        seen |= fresh
    for name, value in entry.facets:
        postings[facet_term(name, value)][0].append(number)
    if not entry.facets:  # a page is also found by its whole title
        postings[f"={' '.join(_WORD.findall(_folded(entry.title)))}"][0].append(number)


def _shards(postings: Postings) -> tuple[list[str], list[bytes]]:
    """The terms in the order of JavaScript's strings, with their postings as JSON, divided into shards;
    and the first term of each shard. The postings are taken out on the way.
    """
    starts: list[str] = []
    shards: list[bytes] = []
    rows: list[str] = []
    room = 0
    for term in sorted(postings, key=lambda term: term.encode("utf-16-be")):
        row = _json([term, *_encoded(postings.pop(term))])
        if len(row) > room:
            if rows:
                shards.append(f"[{','.join(rows)}]".encode())
            starts.append(term)
            rows, room = [], SHARD
        rows.append(row)
        room -= len(row)
    if rows:
        shards.append(f"[{','.join(rows)}]".encode())
    return starts, shards


def _encoded(fields: Iterable[Sequence[int]]) -> list[str]:
    """Delta-encode entry numbers per field."""
    out = [
        ",".join(map(str, [numbers[0], *(b - a for a, b in zip(numbers, numbers[1:]))]))  # noqa: B905, RUF007  # zip is twice as fast as pairwise with a star
        if numbers
        else ""
        for numbers in fields
    ]
    while not out[-1]:
        out.pop()
    return out


def _words(terms_found: Iterable[str]) -> list[list[str]]:
    """The words that can be meant by others, in files by their ends.

    Two words that differ by one letter, or by two that have changed places, have the first two letters in
    common or the last two, if the longer one has five.
    """
    words = [t for t in terms_found if len(t) >= LEAST_SLIP and is_alphabetic(t)]
    total = 2 * sum(map(len, words))
    count = 1
    while count < 1024 and count * WORDS < total:
        count *= 2
    files: list[list[str]] = [[] for _ in range(count)]
    for word in sorted(words):
        for number in sorted({bucket_of(end, count) for end in ends(word, len(word))}):
            files[number].append(word)
    return files


def is_alphabetic(term: str) -> bool:
    """Whether a term is a word of letters, in a script that has spaces between words."""
    return term.isalpha() and not _UNSPACED.search(term)


def ends(word: str, length: int) -> tuple[str, str]:
    """What words of about some length have in common that begin, or that end, as this one does."""
    return f"{word[:2]}{length // 2}", f"{length // 2}{word[-2:]}"


def bucket_of(text: str, count: int) -> int:
    """The number of one of `count` files, for a short text."""
    key = 0
    for character in text:
        key = (key * 31 + ord(character)) % 65521
    return key % count


def _rows(entries: Sequence[tuple[str, SearchEntry]], texts: Sequence[str]) -> list[list[str]]:
    """Entries as they are shown: address, title, kicker, people, themes, summary, date, language, text."""
    rows = []
    for (address, entry), more in zip(entries, _cut(texts), strict=True):
        row = [
            address, entry.title, entry.kicker, entry.people, " · ".join(entry.tags),
            entry.text, entry.date, entry.lang or "", more,
        ]  # fmt: skip
        while not row[-1]:
            row.pop()
        rows.append(row)
    return rows


def _cut(texts: Sequence[str]) -> list[str]:
    """Texts, the longest cut so that all of them have room in one block."""
    cut, room = list(texts), ROOM
    for left, at in enumerate(sorted(range(len(texts)), key=lambda at: len(texts[at]))):
        raw = texts[at].encode()
        share = room // (len(texts) - left)
        if len(raw) > share:
            start = raw[:share].decode(errors="ignore")
            cut[at] = f"{start.rpartition(' ')[0] or start}…"
        room -= min(len(raw), share)
    return cut


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
