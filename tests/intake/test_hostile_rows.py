"""What somebody else's program exported is data: it writes stories, and nothing anywhere else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml

from generator.model import CONTROL
from tests import hostile
from tests.cli.test_import import imported
from tests.conftest import TODAY, Organisation

ROWS = [
    *hostile.OURS, "../../../evil", "/etc/passwd", "..\\..\\evil", "CON", "evil\x00.md", ".git/hooks/post-checkout",
    "---\ngivers: dora\nconsent: [dora]\nnamed: yes\n---\n", "x\n---\nconsent: [ana]\n...\n--- !!python/object/apply:os.system [x]",
    "&a [*a]", "!!js/function x", "\x1b[2J\x1b]0;evil\x07", "\u202eevil\u2066", "\x9b31m", "\r\n::error::evil",
]  # fmt: skip


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def survey(rows: list[str]) -> str:
    out = io.StringIO()
    written = csv.writer(out)
    written.writerow(
        ["Date", "Who helped you?", "Your name", "Title", "Tell us what happened", "Consent"]
    )
    for text in rows:
        written.writerow(
            [
                "2026-10-14",
                "ana",
                "bo",
                text.replace("\x00", ""),
                text.replace("\x00", ""),
                text.replace("\x00", ""),
            ]
        )
    return out.getvalue()


def test_hostile_rows_write_stories_and_nothing_else(organisation: Organisation) -> None:
    before = files(organisation.root.parent)
    done = imported(organisation, "csv", survey(ROWS), "--no-input")
    assert done.exit_code in (0, 1), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not CONTROL.search(done.output.replace("\n", ""))
    made = files(organisation.root.parent) - before
    made -= {name for name in made if name.endswith("handed-in.txt")}
    assert len(made) > 5
    for name in made:
        path = organisation.root.parent / name
        assert path.parent == organisation.root / "stories/2026", name
        text = path.read_text("utf-8")
        assert not CONTROL.search(text)
        front = yaml.load(text.split("---\n")[1], yaml.BaseLoader)
        assert front["givers"] == "ana"
        assert front["receivers"] == "bo"
        assert "consent" not in front, "nothing imported is a consent"
    problems = [p for p in organisation.problems() if p.is_error]
    assert problems == [], "what is written is sound"


@pytest.mark.parametrize("what", ["text", "issue"])
@pytest.mark.parametrize("text", ROWS)
def test_a_hostile_message_is_a_story_or_a_sentence(
    organisation: Organisation, what: str, text: str
) -> None:
    before = files(organisation.root)
    body = f"### When did it happen?\n\n{TODAY}\n\n### Who gave?\n\n{text}\n\n### What happened?\n\n{text}\n"
    done = imported(
        organisation, what, body if what == "issue" else f"Thank you @ana\n\n{text}", "--no-input"
    )
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert not CONTROL.search(done.output.replace("\n", ""))
    for name in files(organisation.root) - before:
        assert name.startswith("stories/2026/"), name
