"""Markdown that makes parsers blow up: bounded in time and memory, and a diagnostic at the limit."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from generator.source.files import STORY_BYTES
from generator.text import markdown
from tests import ROOT
from tests.conftest import TODAY, Organisation

N = 60_000
OURS: dict[str, str] = {
    "brackets": "[" * N,
    "closing-brackets": "]" * N,
    "nested-brackets": "[" * 30_000 + "a" + "]" * 30_000,
    "stars": "*" * N,
    "stars-and-letters": "*a" * 30_000,
    "emphasis": "**a *b " * 8_000,
    "strong-in-strong": "**a " * 12_000 + " a**" * 3_000,
    "underscores": "_a__" * 15_000,
    "tildes": "~~a" * 20_000,
    "quotations": ">" * N,
    "spaced-quotations": "> " * 30_000,
    "quotation-lines": ("> " * 100 + "x\n") * 300,
    "lists": "- " * 30_000,
    "staircase": "".join(" " * (2 * n) + "- a\n" for n in range(240)),
    "everything-nested": "> - 1. " * 9_000,
    "pipes": "|" * N,
    "rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * 9_900,
    "wide-table": "|" + "a|" * 5_000 + "\n|" + "-|" * 5_000 + "\n" + "|x|\n" * 8_000,
    "references": "".join(f"[a{n}]: https://x.example/{n}\n" for n in range(2_000)),
    "references-used": f"[a]: https://x.example/{'b' * 30_000}\n\n" + "[a] " * 8_000,
    "footnotes": "[^a]" * 15_000 + "\n\n[^a]: x",
    "footnotes-in-footnotes": "".join(f"[^{n}]: x[^{n}]\n\n" for n in range(3_000)),
    "backquotes": "`" * N,
    "growing-backquotes": "".join("`" * n + " " for n in range(1, 340)),
    "fences": "```\n" * 15_000,
    "comments": "<!--" * 15_000,
    "comment-dashes": "<!-- " + "-" * N,
    "tags": "<a " * 20_000,
    "attributes": "<a " + 'b="c" ' * 9_000,
    "declarations": "<!A " * 15_000,
    "entities": "&#27;" * 12_000,
    "autolinks": "<https://" * 6_600,
    "mails": "<a@" + "a." * 25_000,
    "links-opened": "[a](" * 15_000,
    "parentheses": "[a](" + "(" * N,
    "pictures": "![" * 30_000,
    "titles": "[a]: b '" + "c" * N,
    "headings": "# a\n" * 15_000,
    "underlined": "a\n=\n" * 15_000,
    "rulers": "***\n" * 15_000,
    "backslashes": "\\" * N,
    "spaces": " " * N + "a",
    "tabs": "\t" * N + "a",
    "empty-lines": "a" + "\n" * N + "a",
    "mentions": "@ana " * 12_000,
    "labels": "[a](@ana)" * 6_000,
    "labels-in-labels": "[" * 20_000 + "a" + "](@ana)" * 5_500,
    "names": "Ana Óscoz " * 5_500,
    "sentences": ". " * 30_000,
    "accents": "a" + "\u0301" * 29_000,
    "families": "👩‍👩‍👧‍👦" * 2_300,
    "other-direction": "שלום " * 6_600,
}


def _cut(text: str) -> str:
    """As much of a text as fits into a story."""
    return text.encode()[: STORY_BYTES - 200].decode("utf-8", "ignore")


def _bounded(*command: str) -> str:
    """Run `reciprocity` with limits that only something out of all proportion would meet."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (300, 305))
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))

    done = subprocess.run(
        [sys.executable, "-m", "generator", *command],
        capture_output=True,
        timeout=1200,
        preexec_fn=limit,
        check=False,
        cwd=ROOT,
    )
    said = (done.stdout + done.stderr).decode()
    assert done.returncode in (0, 1), said[-2000:]
    assert "Traceback" not in said, said[-2000:]
    return said


def _printed(organisation: Organisation, texts: Sequence[str], site: Path) -> None:
    """Check and build a site of these texts; each is printed, or reported."""
    for number, text in enumerate(texts):
        organisation.story(f"prose-{number}", f"@ana stayed.\n\n{_cut(text)}")
        organisation.story(f"bare-{number}", _cut(text))
        if "\n" not in text:
            organisation.story(f"ask-{number}", ask=json.dumps(_cut(text)[:20_000]))
    where = ("--root", str(organisation.root))
    _bounded(*where, "check", "--today", f"{TODAY}", "stories")
    said = _bounded(*where, "build", "--today", f"{TODAY}", "--site-dir", str(site))
    assert "Build failed" not in said
    made = organisation.built()
    shown = {path.parent.name for path in (site / "stories").glob("*/index.html")}
    reported = {d.location.path.rpartition("/")[2][:-3] for d in made.problems}
    for number in range(len(texts)):
        assert {f"prose-{number}", f"bare-{number}"} <= shown | reported


@pytest.mark.slow
def test_a_sample_of_hard_markdown_is_checked_and_printed(
    organisation: Organisation, tmp_path: Path
) -> None:
    _printed(organisation, list(OURS.values())[::12], tmp_path / "site")


@pytest.mark.exhaustive
@pytest.mark.parametrize("source", ["corpus", "ours"])
def test_all_hard_markdown_is_checked_and_printed(
    organisation: Organisation, corpus: Callable[[str], Path], source: str, tmp_path: Path
) -> None:
    texts = list(OURS.values())
    if source == "corpus":
        cases = json.loads(corpus("pathological_markdown.json").read_text("utf-8"))
        texts = [eval(case["python_expr"]) for case in cases if case["python_expr"]]
    _printed(organisation, texts, tmp_path / "site")


@pytest.mark.parametrize(
    "text",
    [OURS["spaced-quotations"], OURS["everything-nested"], OURS["quotations"], "* " * 600 + "x"],
)
def test_what_is_nested_beyond_all_measure_is_said_and_printed_plainly(
    organisation: Organisation, text: str
) -> None:
    organisation.story("deep", f"Words.\n\n{_cut(text)}", themes="[asking, listening]")
    found = [d for d in organisation.problems() if d.code == "S146"]
    assert [str(d.location) for d in found] == ["stories/2026/deep.md:7:1"]
    assert "<blockquote>" not in markdown.html(text).html


@pytest.mark.parametrize("text", ["> - a *b* **c** " * 400, "A sentence. " * 2_000, "- a\n" * 900])
def test_long_is_not_deep(text: str) -> None:
    assert markdown.faults(text) == []
