"""Bytes → text: what is no plain UTF-8 is said so, and what any script needs is kept."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostic import Diagnostic
from generator.source.files import STORY_BYTES, decode, read_file, read_lines


def _codes(raw: bytes) -> list[str]:
    return [d.code for d in decode("a.md", raw)[1]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_encodings_are_refused(encoding: str) -> None:
    raw = "\ufeffdate: 2026-10-14\n".encode(encoding)
    assert decode("a.md", raw)[0] is None or "P110" in _codes(raw)
    assert _codes(raw)


def test_latin_1_is_refused_at_the_letter_that_gives_it_away() -> None:
    (problem,) = decode("a.md", b"one\r\ncaf\xc3\xa9 caf\xe9\n")[1]
    assert (problem.code, problem.location.line, problem.location.column) == ("P101", 2, 9)
    assert "0xE9" in problem.message


def test_a_binary_file_is_called_so() -> None:
    (problem,) = decode("a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")[1]
    assert (problem.code, problem.message) == ("P101", "this is not a text file")


@pytest.mark.parametrize(
    "char",
    [
        *("\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b"),
        *("\u2028", "\u2029", "\ufeff", "\uffff"),
        *("\u202a", "\u202d", "\u202e", "\u2066", "\u2068", "\u2069"),
    ],
)
def test_a_control_character_is_found_and_the_rest_can_still_be_read(char: str) -> None:
    text, problems = decode("a.md", f"ünï\nab{char}c\n".encode())
    assert text == "ünï\nab c\n"
    (problem,) = problems
    assert (problem.code, problem.location.line, problem.location.column) == ("P110", 2, 3)
    assert f"U+{ord(char):04X}" in problem.message


def test_many_control_characters_are_a_few_reports() -> None:
    problems = decode("a.md", b"a\0\n" * 500)[1]
    assert len(problems) == 5
    assert problems[-1].hint.endswith("There are 495 more in this file.")


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم",  # Persian with a zero-width non-joiner
        "क्‍ष",
        "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈",
        "שלום\u200f, world\u200e",
        "מר\u05f3 \u061cعربي",
        "Zoe\u0308 and Zoë, co\u00adoperate, 10\u00a0kg, \u2060x",
        "日本語　の文",
    ],
)
def test_what_scripts_need_survives(text: str) -> None:
    assert decode("a.md", text.encode()) == (text, [])


def test_line_ends_become_one_and_a_mark_at_the_start_goes() -> None:
    assert decode("a.md", b"\xef\xbb\xbfa\r\nb\rc\n") == ("a\nb\nc\n", [])


def test_the_limit_is_exact() -> None:
    assert decode("a.md", b"x" * STORY_BYTES, STORY_BYTES)[1] == []
    (problem,) = decode("a.md", b"x" * (STORY_BYTES + 1), STORY_BYTES)[1]
    assert (problem.code, problem.message) == (
        "P102",
        "the file has 65,537 bytes, but the limit is 65,536 bytes",
    )


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_a_problem(raw: bytes) -> None:
    text, problems = decode("a.md", raw)
    assert problems or text is not None
    if text is not None:
        shown = text.replace("\n", "").replace("\t", "")
        assert not any(unicodedata.category(c) in ("Cc", "Zl", "Zp") for c in shown)


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])))
def test_any_printable_text_survives(text: str) -> None:
    assert decode("a.md", text.encode()) == (text, [])


def _read(root: Path, name: str) -> tuple[str | None, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    return read_file(root, name, STORY_BYTES, problems), problems


def test_a_huge_file_is_not_even_opened(tmp_path: Path) -> None:
    with open(tmp_path / "huge.md", "wb") as file:
        file.truncate(10**12)  # sparse: no disk holds it
    text, (problem,) = _read(tmp_path, "huge.md")
    assert (text, problem.code) == (None, "P102")


def test_links_folders_and_pipes_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "dangling.md").symlink_to("nowhere")
    (tmp_path / "folder.md").mkdir()
    os.mkfifo(tmp_path / "pipe.md")
    found = {
        name: _read(tmp_path, f"{name}.md")[1] for name in ("link", "dangling", "folder", "pipe")
    }
    assert all([d.code for d in some] == ["P113"] for some in found.values())
    assert found["link"][0].message == "this is a link, not a file"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut.md").write_text("x")
    (tmp_path / "shut.md").chmod(0)
    text, (problem,) = _read(tmp_path, "shut.md")
    assert (text, problem.code) == (None, "P113")
    assert "permission denied" in problem.message


def test_a_missing_file_matters_only_where_it_is_required(tmp_path: Path) -> None:
    problems: list[Diagnostic] = []
    assert read_file(tmp_path, "no.yml", 10, problems, required=False) is None
    assert problems == []
    assert [d.code for d in _read(tmp_path, "no.yml")[1]] == ["C111"]


def test_lines_are_counted_as_diagnostics_count_them(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("\ufeffone\u2028still one\x0bstill\r\ntwo\rthree".encode())
    assert read_lines(tmp_path, "a.md") == ["one\u2028still one\x0bstill", "two", "three"]
    assert read_lines(tmp_path, "none.md") == []
    (tmp_path / "b.md").write_bytes(b"caf\xe9 x")
    assert read_lines(tmp_path, "b.md") == ["caf\ufffd x"]
