"""The ways in which people's names are written: in full, shortened, and in addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from generator.model import Person
from generator.text.folding import fold, foldings, words
from generator.text.name_words import COMPOUND_FAMILY_NAMES, ORDINARY_WORDS, PARTICLES
from generator.text.unspaced import has_unspaced, is_han, is_hangul

Words = tuple[str, ...]
_BETWEEN = re.compile(r"[\s・·＝=,、]+")
_SHORTEST_SOLID = 6
"""The length of the shortest name that is looked for in one word outside addresses: "annabo"."""
_SHORTEST_ADDRESS = 4
_SHORTEST_FULL = 4
"""Characters of the shortest other name that is a full one, where words are not set apart."""


class NameForms(NamedTuple):
    """How one person may be called. All words are folded."""

    full: frozenset[Words]
    """Names of two words or more, in their order; one letter stands for an initial."""
    solid: frozenset[str]
    """Names that are one word: those of people who have no other, and full names written in one."""
    given: frozenset[str]
    family: frozenset[str]
    unspaced: frozenset[str]
    """Full names in scripts that do not set words apart."""
    unspaced_given: frozenset[str]
    unspaced_family: frozenset[str]
    addresses: frozenset[str]
    """What stands for the name in addresses of mail and of the web, letters and digits alone."""


def name_forms(person: Person) -> NameForms:
    """The ways to write the name of a person, and the other names that they go by."""
    full: set[Words] = set()
    solid: set[str] = set()
    given: set[str] = set()
    family: set[str] = set()
    addresses = {solid_of(address.partition("@")[0]) for address in person.emails}
    if person.forge:
        addresses.add(solid_of(person.forge))
    for name, first_name, is_printed in _writings(person):
        firsts = _spellings(first_name)
        first_names = {word for first in firsts for word in first}
        is_unspaced = has_unspaced(name)
        for spelling in _spellings(name):
            if is_unspaced:
                if len(spelling) > 1:
                    full.update((spelling, spelling[::-1]))
            elif len(spelling) == 1:
                if is_printed and len(spelling[0]) > 2:
                    solid.update({*spelling} - ORDINARY_WORDS)
                given.update(spelling)
            else:
                parts = _parts_of(spelling, firsts, first_names)
                full.update(_full_forms(parts))
                solid.update(_solids(parts))
                addresses.update(_addresses(parts))
                given.update(_given(spelling, firsts, first_names))
                family.update(_tails(spelling[1:], first_names))
    for printed in person.names:
        for first in _spellings(printed.first):
            given.update(w for w in first if len(first) == 1 or len(w) > 3)
    unspaced, unspaced_given, unspaced_family = _unspaced(person)
    full.update(permutations(unspaced_given | unspaced_family, 2))
    return NameForms(
        frozenset(full),
        frozenset(solid),
        frozenset(given),
        frozenset(family - given),
        unspaced,
        unspaced_given,
        unspaced_family,
        frozenset(addresses),
    )


def former_forms(person: Person) -> NameForms:
    """The ways to write the names that a person had before, without those that fit a name of today."""
    every = name_forms(person)
    today = name_forms(person.model_copy(update={"former_names": ()}))
    return NameForms(
        every.full - today.full,
        every.solid - today.solid,
        every.given - today.given,
        every.family - today.family,
        every.unspaced - today.unspaced,
        every.unspaced_given - today.unspaced_given,
        every.unspaced_family - today.unspaced_family,
        every.addresses - today.addresses,
    )


def _writings(person: Person) -> Iterator[tuple[str, str, bool]]:
    """Each writing of a name, with the first name in its script, and whether it is printed."""
    yield from ((name.name, name.first, True) for name in person.names)
    yield from ((name, person.first, False) for name in person.other_names)


def solid_of(text: str) -> str:
    """The letters and digits of an address, folded and in one."""
    return "".join(words(text))


def _spellings(name: str) -> list[Words]:
    """A name as words: each by itself, and with hyphens, apostrophes and particles joined."""
    units = [foldings(unit) for unit in name.replace("・", " ").split()]
    ways: dict[Words, None] = {}
    for at in range(max(map(len, units), default=0)):
        cut = [words(unit[min(at, len(unit) - 1)]) for unit in units]
        ways[tuple([word for unit in cut for word in unit])] = None
        ways[tuple(["".join(unit) for unit in cut if unit])] = None
    for way in list(ways):
        ways.setdefault(_particles_joined(way))
    return [way for way in ways if way]


def _particles_joined(name: Words) -> Words:
    """A name in which particles are one with the word that follows: `vandenberg`, `delacruz`."""
    joined: list[str] = []
    before = ""
    for number, word in enumerate(name):
        before += word
        if number == 0 or number == len(name) - 1 or (word not in PARTICLES and len(word) > 1):
            joined.append(before)
            before = ""
    return tuple(joined)


class _Parts(NamedTuple):
    """A name with the first names that may begin a shorter form, and the words that may end it."""

    name: Words
    starts: list[Words]
    tails: list[str]


def _parts_of(name: Words, firsts: Sequence[Words], first_names: Collection[str]) -> _Parts:
    is_family_first = name[0] not in first_names and any(
        first[-1] in name[1:] for first in firsts
    )  # as in Nguyễn Thị Hương
    starts = firsts if is_family_first else (name[:1], *firsts)
    tails = _tails(name if is_family_first else name[1:], first_names)
    return _Parts(name, list(dict.fromkeys(starts)), tails or [name[-1]])


def _tails(words_: Words, first_names: Collection[str]) -> list[str]:
    """The words by which somebody may be called, after a first name or an initial."""
    return [
        word
        for word in words_
        if word not in PARTICLES and word not in first_names and len(word) > 1
    ]


def _full_forms(parts: _Parts) -> Iterator[Words]:
    """A name as a whole, shortened, with the family name first, and with an initial."""
    name, starts, tails = parts
    yield name
    yield (name[-1], *name[:-1])
    is_ordinary = ORDINARY_WORDS.issuperset(name[1:])
    for start in starts:
        initial = start[0][0]
        if not is_ordinary:
            yield initial, *name[1:]
            yield *name[1:], initial
        for tail in tails:
            yield (*start, tail)
            yield (tail, *start)
            yield initial, tail
            if tail not in ORDINARY_WORDS:
                yield tail, initial


def _solids(parts: _Parts) -> Iterator[str]:
    """A name written in one word."""
    name, starts, tails = parts
    if ORDINARY_WORDS.issuperset(name):
        return
    yield "".join(name)
    for start in starts:
        first = "".join(start)
        for tail in tails:
            if len(first) + len(tail) >= _SHORTEST_SOLID:
                yield first + tail
                yield tail + first


def _given(name: Words, firsts: Sequence[Words], first_names: Collection[str]) -> Iterator[str]:
    if name[0] not in first_names or len(name[0]) > 3 or any(len(f) == 1 for f in firsts):
        yield name[0]


def _addresses(parts: _Parts) -> Iterator[str]:
    """The usual patterns of addresses: mariarossi, rossimaria, mrossi, rossim, mariar; jlgarcia, with the
    initials of all words before a family name; and huongnt, with those of all but a first name.
    """
    name, starts, tails = parts
    patterns = []
    for at, word in enumerate(name):
        if at and (word in tails or word == name[-1]):
            initials = "".join([each[0] for each in name[:at]])
            patterns += [initials + word, word + initials]
    for start in starts:
        first = "".join(start)
        patterns.append(first + "".join([word[0] for word in name if word not in start]))
        for tail in (*tails, "".join(name[1:])):
            patterns += [
                first + tail,
                tail + first,
                first[0] + tail,
                tail + first[0],
                first + tail[0],
            ]
    for pattern in patterns:
        if len(pattern) >= _SHORTEST_ADDRESS and pattern not in ORDINARY_WORDS:
            yield pattern


def _unspaced(person: Person) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Full, given and family names in scripts that do not set words apart.

    Without a first name, nobody can tell which part is the family's: all count as that.
    """
    full: set[str] = set()
    given: set[str] = set()
    family: set[str] = set()
    own_first = person.first_name or ""
    writings = [(name.name, name.first_name or own_first, True) for name in person.names]
    for name, first_name, is_printed in (
        *writings,
        *((w, own_first, False) for w in person.other_names),
    ):
        first = fold(first_name)
        given.update({first} if has_unspaced(first[:1]) else ())
        parts = [fold(part) for part in _BETWEEN.split(name) if has_unspaced(part[:1])]
        if len(parts) == 1:
            parts = list(_split_unspaced(parts[0], first))
        if len(parts) == 1:
            is_nickname = not is_printed and len(parts[0]) < _SHORTEST_FULL
            (given if is_nickname else full).add(parts[0])
        elif parts:
            full.add("".join(parts))
            if min(map(len, parts)) > 1:  # one character more is often a particle
                full.add("".join((parts[-1], *parts[:-1])))
            family.update(parts)
    return frozenset(full), frozenset(given), frozenset(family - given)


def _split_unspaced(name: str, first: str) -> tuple[str, ...]:
    """A name in one word as family and given name, where its first name or its script tells."""
    if first and first != name and name.endswith(first):
        return name.removesuffix(first), first
    if first and first != name and name.startswith(first):
        return first, name.removeprefix(first)
    if len(name) in (2, 3, 4) and (all(map(is_han, name)) or all(map(is_hangul, name))):
        family = 2 if name[:2] in COMPOUND_FAMILY_NAMES or len(name) == 4 else 1
        return name[:family], name[family:]
    return (name,)
