"""What lies in stories/ is a story, a picture, or named."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from generator.model.ids import id_like, is_id
from generator.source.discover import discover


def _lay(root: Path, *paths: str) -> Path:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x")
    return root


def _found(root: Path) -> dict[str, str]:
    return {d.location.path: d.code for d in discover(root).problems}


def test_stories_and_pictures_are_found_in_order(tmp_path: Path) -> None:
    _lay(
        tmp_path, *(f"stories/{p}" for p in ("2026/b.md", "2025/c.yml", "2026/a.md", "2026/P.JPG"))
    )
    _lay(tmp_path, "stories/.gitkeep", "stories/2026/.DS_Store")
    found = discover(tmp_path)
    assert found.stories == ["stories/2025/c.yml", "stories/2026/a.md", "stories/2026/b.md"]
    assert found.pictures == {"stories/2026/P.JPG"}
    assert found.problems == []


@pytest.mark.parametrize(
    ("path", "code", "remedy"),
    [
        ("2026/notes.txt", "S121", '"notes.md"'),
        ("2026/Great Day.markdown", "S121", '"great-day.md"'),
        ("2026/a.yaml", "S121", '"a.yml"'),
        ("2026/a.docx", "S121", 'into a file "a.md"'),
        ("2026/a.csv", "S121", "Story files end in .md or .yml"),
        ("2026/a.md.txt", "S121", 'rename it to "a.md"'),
        ("2026/a-story", "S121", 'rename it to "a-story.md"'),
        ("2026/README.md", "S121", "move it out of stories/"),
        ("2026/Thumbs.db", "S121", "delete it"),
        ("a.png", "S121", "to the folder of the story"),
        ("2026/a.svg", "S121", "picture files in .png"),
        ("2026/README", "S121", "Story files end in"),
        ("2026/.hidden.md", "S120", '"hidden.md"'),
        ("2026/.md", "S120", '"the-story.md"'),
        ("2026/a.md~", "S121", "delete it"),
        ("a.md", "S121", "stories/2026/"),
        ("2026/My Story.md", "S120", '"my-story.md"'),
        ("2026/été.md", "S120", '"ete.md"'),
        ("2026/日本.md", "S120", '"the-story.md"'),
        ("2026/a.MD", "S120", '"a.md"'),
        ("2026/a--b.md", "S120", '"a-b.md"'),
        ("2026/-a.md", "S120", '"a.md"'),
        ("2026/a.b.md", "S120", '"a-b.md"'),
        ("2026/con.md", "S120", '"the-story.md"'),
        ("2026/2026.md", "S120", '"the-2026.md"'),
        ("2026/" + "a" * 65 + ".md", "S120", f'"{"a" * 64}.md"'),
        ("2026/tab\there.md", "S120", "rename"),
    ],
)
def test_a_file_that_is_no_story_or_badly_named_is_reported(
    tmp_path: Path, path: str, code: str, remedy: str
) -> None:
    _lay(tmp_path, f"stories/{path}")
    (problem,) = discover(tmp_path).problems
    assert (problem.code, problem.location.path) == (code, f"stories/{path}")
    assert remedy in problem.hint


def test_badly_named_stories_are_read_all_the_same(tmp_path: Path) -> None:
    _lay(tmp_path, "stories/2026/My Story.md", "stories/loose.yml")
    assert discover(tmp_path).stories == ["stories/2026/My Story.md", "stories/loose.yml"]


def test_folders_links_and_pipes_are_reported_and_never_followed(tmp_path: Path) -> None:
    _lay(tmp_path, "elsewhere/2026/planted.md", "stories/2026/sub/deep.md", "stories/drafts/d.md")
    _lay(tmp_path, "stories/2026/folder.md/inside.md", "stories/２０２６/wide.md")
    (tmp_path / "stories/2025").symlink_to(tmp_path / "elsewhere/2026")
    (tmp_path / "stories/2026/link.md").symlink_to("/etc/passwd")
    (tmp_path / "stories/2026/gone.md").symlink_to("nowhere")
    os.mkfifo(tmp_path / "stories/2026/pipe.md")
    found = discover(tmp_path)
    assert found.stories == []
    assert {d.location.path.removeprefix("stories/") for d in found.problems} == {
        *("2025", "2026/sub", "drafts", "2026/folder.md", "２０２６"),
        *("2026/link.md", "2026/gone.md", "2026/pipe.md"),
    }
    assert {d.code for d in found.problems} == {"S121"}


def test_a_stories_folder_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    _lay(tmp_path, "elsewhere/2026/planted.md")
    (tmp_path / "stories").symlink_to("elsewhere")
    assert discover(tmp_path).stories == []
    assert _found(tmp_path) == {"stories": "S121"}


def test_one_id_is_one_story(tmp_path: Path) -> None:
    _lay(
        tmp_path,
        "stories/2025/a.md",
        "stories/2026/a.md",
        "stories/2026/a.yml",
        "stories/2026/b.md",
    )
    problems = {d.location.path: d.message for d in discover(tmp_path).problems if d.code == "S111"}
    assert problems == {
        "stories/2026/a.md": 'stories/2025/a.md already has the id "a"',
        "stories/2026/a.yml": 'stories/2025/a.md already has the id "a"',
    }


def test_names_that_are_one_on_other_computers_are_reported(tmp_path: Path) -> None:
    _lay(tmp_path, "stories/2026/bench.jpg", "stories/2026/Bench.JPG")
    _lay(tmp_path, "stories/2026/caf\u00e9.png", "stories/2026/cafe\u0301.png")
    _lay(tmp_path, "stories/2026/a.md", "stories/2026/A.md")
    assert _found(tmp_path) == {
        "stories/2026/bench.jpg": "S120",
        "stories/2026/caf\u00e9.png": "S120",
        "stories/2026/A.md": "S120",
        "stories/2026/a.md": "S120",
    }


def test_names_that_are_no_text_are_reported(tmp_path: Path) -> None:
    _lay(tmp_path, "stories/2026/a.md")
    os.close(os.open(os.fsencode(tmp_path) + b"/stories/2026/caf\xe9.md", os.O_CREAT))
    (problem,) = discover(tmp_path).problems
    assert (problem.code, problem.location.path) == ("S120", "stories/2026/caf\\udce9.md")


@pytest.mark.parametrize(
    "make", [lambda p: None, lambda p: p.mkdir(), lambda p: (p / "2026").mkdir(parents=True)]
)
def test_a_folder_without_stories_is_a_warning(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "stories")
    (problem,) = discover(tmp_path).problems
    assert (problem.code, problem.severity) == ("L102", "warning")


def test_thousands_of_files_are_found_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "stories/2026"
    folder.mkdir(parents=True)
    for number in range(2_000):
        (folder / f"s-{number}.md").touch()
    start = time.process_time()
    assert len(discover(tmp_path).stories) == 2_000
    assert time.process_time() - start < 0.3


@pytest.mark.parametrize("text", ["A Day!", "Ünïcödé", "a" * 99, "x_y z", "日本", "---", "con"])
def test_an_id_like_a_text_is_an_id(text: str) -> None:
    assert id_like(text) == "" or is_id(id_like(text))
