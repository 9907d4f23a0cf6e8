"""Rules that look at one story: dates, roles, words, prose, pictures."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from generator.diagnostics.diagnostic import Diagnostic
from tests.conftest import TODAY, Organisation


def _found(organisation: Organisation, *codes: str) -> list[tuple[str, str]]:
    return [
        (d.code, str(d.location).removeprefix("stories/"))
        for d in organisation.problems()
        if d.location.path.startswith("stories/") and (not codes or d.code in codes)
    ]


def _one(organisation: Organisation, code: str) -> Diagnostic:
    (problem,) = [d for d in organisation.problems() if d.code == code]
    return problem


# --- dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (f"{TODAY}", []),
        ("2026-11-21", []),
        ("2026-11-22", [("S109", "2026/one.md:2:7")]),
        ("9999-12-31", [("S109", "9999/one.md:2:7")]),
        ("0001-01-02", [("S108", "0001/one.md:2:7")]),
        ("1899-12-31", [("S108", "1899/one.md:2:7")]),
        ("1900-01-01", []),
        ("2024-02-29", []),
        ("2023-02-29", [("S108", "2023/one.md:2:7")]),
    ],
)
def test_a_date_has_come_and_is_in_the_calendar(
    organisation: Organisation, date: str, expected: list[tuple[str, str]]
) -> None:
    organisation.story("one", date=date)
    assert _found(organisation) == expected


def test_the_folder_is_of_the_storys_year(organisation: Organisation) -> None:
    organisation.write(
        "stories/2025/one.md", "---\ndate: 2026-01-01\ngivers: ana\nreceivers: bo\n---\nHi.\n"
    )
    problem = _one(organisation, "S122")
    assert (problem.severity, problem.hint) == (
        "warning",
        "move it to stories/2026/, or correct the date",
    )


# --- roles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("givers", "receivers", "wrong"),
    [
        ("ana", "ana", True),
        ("[ana, ana]", "ana", True),
        ("team:bench", "team:bench", True),
        ("ana", "[ana, bo]", False),
        ("[ana, bo]", "ana", False),
        ("anonymous", "anonymous", False),
        ("ana", "team:bench", False),
    ],
)
def test_somebody_gives_and_somebody_else_receives(
    organisation: Organisation, givers: str, receivers: str, *, wrong: bool
) -> None:
    organisation.story("one", givers=givers, receivers=receivers, body="It was enough.")
    assert _found(organisation, "S112") == ([("S112", "2026/one.md:4:12")] if wrong else [])


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["", "\n\n", "   "])
def test_a_story_has_words(organisation: Organisation, body: str) -> None:
    organisation.story("one", body=body)
    organisation.story("two", body=body, summary="These.")
    organisation.write("stories/2026/three.yml", "date: 2026-10-14\ngivers: ana\nreceivers: bo\n")
    assert [path.partition(":")[0] for _, path in _found(organisation, "S124")] == [
        "2026/one.md",
        "2026/three.yml",
    ]


# --- prose --------------------------------------------------------------------------------------


def test_every_fault_of_the_prose_is_found_where_it_stands(organisation: Organisation) -> None:
    organisation.story("one", body="é <i>x</i>\n\n- [a](http://x.example)\n- ![b](c.png)\n")
    organisation.write(
        "stories/2026/two.yml",
        "date: 2026-10-14\ngivers: ana\nreceivers: bo\nbody: |\n  é <i>\n\n  [a](//x)\n  [x @bo](@ana)\n",
    )
    assert _found(organisation, "S118", "S119", "S123", "S125") == [
        ("S118", "2026/one.md:6:3"),
        ("S118", "2026/one.md:6:7"),
        ("S119", "2026/one.md:8:3"),
        ("S123", "2026/one.md:9:3"),
        ("S118", "2026/two.yml:5:5"),
        ("S119", "2026/two.yml:7:3"),
        ("S125", "2026/two.yml:8:6"),
    ]


def test_empty_lines_before_the_prose_do_not_move_its_faults(organisation: Organisation) -> None:
    organisation.story("one", body="\n \n\n  é <i>x</i> @nobody")
    organisation.story("code", body="\n    <i> @nobody\n\nIs what @ana wrote.")
    organisation.write(
        "stories/2026/two.yml",
        "date: 2026-10-14\ngivers: ana\nreceivers: bo\nbody: |+2\n\n\n   é <i> @nobody\n\n\n",
    )
    assert _found(organisation, "S105", "S118") == [
        ("S118", "2026/one.md:9:5"),
        ("S118", "2026/one.md:9:9"),
        ("S105", "2026/one.md:9:14"),
        ("S118", "2026/two.yml:7:6"),
        ("S105", "2026/two.yml:7:10"),
    ]


def test_a_link_that_goes_nowhere_is_called_so(organisation: Organisation) -> None:
    organisation.story("one", body="[here]()")
    assert _one(organisation, "S119").message == "the link has no address"


# --- lists --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("givers", "expected"),
    [
        ("[ana, bo, ana]", [("S117", "2026/one.md:3:19")]),
        ("[team:bench, team:bench]", [("S117", "2026/one.md:3:22")]),
        ("[anonymous, anonymous]", []),
        ("[ana, bo]", []),
    ],
)
def test_nobody_stands_twice_in_one_list(
    organisation: Organisation, givers: str, expected: list[tuple[str, str]]
) -> None:
    organisation.story("one", "It held.", givers=givers, receivers="[dora]")
    assert _found(organisation, "S117") == expected


# --- pictures -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("bench.jpg", None),
        ("Bench.jpg", "S116"),
        ("gone.png", "S116"),
        ("../2025/bench.jpg", "S115"),
        ("/etc/passwd.png", "S115"),
        ("sub/bench.jpg", "S115"),
        ("sub\\bench.jpg", "S115"),
        ("https://x.example/a.png", "S115"),
        ("c:bench.jpg", "S115"),
        (".png", "S115"),
        ("bench.svg", "S115"),
        ("one.md", "S115"),
    ],
)
def test_a_picture_lies_beside_its_story(
    organisation: Organisation, file: str, code: str | None
) -> None:
    organisation.write("stories/2026/bench.jpg", _picture())
    organisation.story("one", image=f"{{file: '{file}', alt: A bench}}")
    assert _found(organisation, "S115", "S116") == ([(code, "2026/one.md:5:15")] if code else [])


def test_a_picture_that_is_nearly_there_is_guessed(organisation: Organisation) -> None:
    organisation.write("stories/2026/bench.jpg", _picture())
    organisation.story("one", image="{file: bensh.jpg, alt: A bench}")
    assert _one(organisation, "S116").hint.startswith('Did you mean "bench.jpg"?')


@pytest.mark.parametrize("file", ["bench", "bench.heic"])
def test_a_picture_under_another_ending_is_guessed(organisation: Organisation, file: str) -> None:
    organisation.write("stories/2026/bench.jpg", _picture())
    organisation.story("one", image=f"{{file: {file}, alt: A bench}}")
    assert _one(organisation, "S115").hint.startswith('Did you mean "bench.jpg"? Save it as')


def test_a_picture_that_no_story_shows_is_told_of(organisation: Organisation) -> None:
    printable = io.BytesIO()
    Image.new("RGB", (4, 4)).save(printable, "jpeg")
    for year, name in ((2026, "bench"), (2026, "lamp"), (2025, "attic")):
        organisation.write(f"stories/{year}/{name}.jpg", printable.getvalue())
    organisation.story("one", image="{file: bench.jpg, alt: A bench}")
    assert _found(organisation, "S129") == [
        ("S129", "2025/attic.jpg"),
        ("S129", "2026/lamp.jpg"),
    ]
    organisation.story("two", image="{file: lamp.jpg}")  # a story that is broken may mean it
    assert _found(organisation, "S129") == [("S129", "2025/attic.jpg")]


def _picture() -> bytes:
    """The smallest picture that a rule may want to look into."""
    return bytes.fromhex(
        "ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffda0008010100003f00d2ffd9"
    )


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ({"title": r'"A \0 B"'}, "@ana stayed."),
        ({"ask": r'"A \e[31m B"'}, "@ana stayed."),
        ({"summary": r'"A \u202e B"'}, "@ana stayed."),
        ({}, "@ana &#27;[31m stayed."),
        ({}, "@ana &#x202E; stayed."),
    ],
)
def test_control_characters_written_as_escapes_are_found(
    organisation: Organisation, fields: dict[str, str], body: str
) -> None:
    organisation.story("one", body, **fields)
    assert "P110" in organisation.codes()


def test_what_only_looks_like_a_control_character_is_left_alone(organisation: Organisation) -> None:
    organisation.story(
        "one", "@ana typed `&#27;` and &#8212; and &amp;#27;.", title=r'"A \"B\" \\0 C"'
    )
    assert "P110" not in organisation.codes()


def test_a_handle_of_two_names_is_pointed_at_and_never_printed_in_half(
    organisation: Organisation,
) -> None:
    organisation.story("named", "Thanks @ana.óscoz and @ana.oscoz for the lamp.")
    organisation.story("unnamed", "Thanks @dora.n for the lamp.", givers="dora")
    found = [(p.code, p.message, p.hint) for p in organisation.problems() if p.code == "S147"]
    assert (
        "S147",
        '"@ana.oscoz" is not a mention, so it is printed as it is',
        "write @ana",
    ) in found
    shown = {story.id for story in organisation.edition().stories}
    assert shown == {"named"}
