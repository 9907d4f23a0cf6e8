"""Ten thousand files that somebody, or something, spoilt: each is read within a second, with
diagnostics at worst, and what is left of the organisation can be printed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model import Channel
from generator.outputs import ALL_EDITIONS
from generator.pipeline import group_and_select, load
from tests import hostile
from tests.attacks import ATTACKS
from tests.built import Built
from tests.conftest import Organisation

CASES, PARTS = 10_000, 8
PRINTED = 25
"""Of so many cases, one is printed: what can be read is also what must be shown."""
_SIGNS = (
    *(b"---\n", b": ", b"- ", b"\t", b"\n\n", b"\r", b"\r\n", b"? ", b"|\n", b">-\n", b"#", b"&a ", b"*a", b"!!int "),
    *(b"{", b"}", b"[", b"]", b"'", b'"', b"\\", b"@", b"`", b"%", b"<<: ", b"~", b"null", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(b"\x00", b"\x1b[2J", b"\x7f", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf"),
    *(b"9" * 400, b"-1", b"1e999", b".inf", b"0x1F", b"2026-02-30", b"9999-12-31", b"0000-00-00", b"12:60", b"yes", b"no"),
    *(b"[" * 300, b"{a: " * 60, b"- " * 300, b"a: &x [*x, *x]\n", b"a" * 70_000, "é".encode() * 3000, "\u0301".encode() * 2000),
    *(b"<!-- stories -->", b"<!-- story: x -->", b"[a](@ana)", b"@nobody ", b"@ana@bo ", b"team:bench", b"anonymous", b"../../x"),
)  # fmt: skip


def spoilt(raw: bytes, chance: random.Random) -> bytes:
    """A file after one to six accidents."""
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randrange(len(raw) + 1) for _ in range(2))
        end = min(end, at + chance.choice((1, 3, 20, 400)))
        raw = chance.choice(
            (
                lambda: raw[:at] + raw[end:],  # noqa: B023  # called at once
                lambda: raw[:at] + raw[at:end] * chance.randint(2, 40) + raw[end:],  # noqa: B023  # at once
                lambda: raw[:at] + chance.choice(_SIGNS) + raw[at:],  # noqa: B023  # at once
                lambda: raw[:at] + chance.choice(_SIGNS) + raw[end:],  # noqa: B023  # at once
                lambda: raw[:at] + chance.randbytes(end - at) + raw[end:],  # noqa: B023  # at once
                lambda: raw[:at] + chance.choice(ATTACKS).encode("utf-8", "replace") + raw[end:],  # noqa: B023  # at once
                lambda: raw[:at] + raw[at:end].swapcase()[::-1] + raw[end:],  # noqa: B023  # at once
                lambda: raw[:end],  # noqa: B023  # at once
            )
        )()[:200_000]
    return raw


def _sound(organisation: Organisation) -> Iterator[Path]:
    """An organisation that has one of everything; yields each of its files."""
    hostile.write(organisation, [f"A lamp was held for {n} hours, (why) *not*?" for n in range(8)])
    organisation.write(
        "stories/2026/in-yaml.yml",
        "date: 2026-10-14\ngivers: [ana, team:bench]\nreceivers: bo\nkind: feedback\nthemes: [asking]\n"
        "consent: [cem]\nlang: de\nchannels: [site, newsletter]\nbody: |\n  @ana hielt die Lampe.\n",
    )
    organisation.config("practices/pairs/2026-Q4.yml", "starts: 2026-10-05\nends: 2026-12-18\nconfirmed: yes\n"
                        "pairs:\n  - {mentor: ana, learner: bo, why: Lamps.}\n")  # fmt: skip
    organisation.config("newsletters/2026-09.sent.yml", "sent: 2026-10-01\nstories: [story-0]\n")
    made = organisation.built()
    assert not [d for d in made.problems if d.is_error], made.problems
    for folder in ("stories", "site_config"):
        yield from sorted(p for p in (organisation.root / folder).rglob("*") if p.is_file())


def endure(organisation: Organisation, cases: range) -> None:
    files = {path: path.read_bytes() for path in _sound(organisation)}
    paths = [path for path in files if path.suffix in (".md", ".yml", ".png")]
    for case in cases:
        chance = random.Random(case)
        path = chance.choice(paths)
        raw = spoilt(files[path], chance)
        path.write_bytes(raw)
        where = f"case {case}: {path.name}: {raw[:300]!r}"
        for _ in range(3):  # a machine that is busy may be slow once, a file always
            begun = time.process_time()
            library, problems = load(organisation.root, lambda _: organisation.today, ALL_EDITIONS)
            made = (
                Built(group_and_select(organisation.root, library), problems) if library else None
            )
            took = time.process_time() - begun
            if took < 1:
                break
        assert took < 1, f"{took:.2f} s, three times; {where}"
        assert made is not None or any(d.is_error for d in problems), where
        assert all(d.message and d.location.path for d in problems), where
        if made is not None and case % PRINTED == 0:
            for _ in made.site():
                pass
            for period in made.periods[:1]:
                made.digest(period)
            assert made.context(Channel.TOWNHALL).edition is not None
        path.write_bytes(files[path])


@pytest.mark.slow
def test_a_sample_of_spoilt_files_is_read_within_a_second(organisation: Organisation) -> None:
    endure(organisation, range(CASES, CASES + 100))


@pytest.mark.exhaustive
@pytest.mark.parametrize("part", range(PARTS))
def test_ten_thousand_spoilt_files_are_read_within_a_second(
    organisation: Organisation, part: int
) -> None:
    endure(organisation, range(part, CASES, PARTS))
