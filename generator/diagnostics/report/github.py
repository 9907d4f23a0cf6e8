"""Diagnostics → annotations on a pull request, and the summary of the job, as GitHub shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.report.report import Report
from generator.diagnostics.report.text import count, counts, summary, text
from generator.text.terminal import safe

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
SHOWN = 10
"""GitHub shows so many annotations of each kind for one step, and drops the others in silence."""
ROOM = 1024 * 1024
"""More bytes than that, and GitHub refuses a summary."""
_RESERVE = 400
_BACKQUOTES = re.compile("`+")


def workflow_commands(report: Report) -> str:
    """A workflow command for each problem: errors first, and no more than GitHub shows."""
    lines: list[str] = []
    for severity in Severity:
        problems = [d for d in report.by_weight if d.severity is severity]
        shown = problems[:SHOWN]
        more = len(problems) - len(shown)
        for number, problem in enumerate(shown, 1):
            last = more > 0 and number == len(shown)
            said = (
                f"{count(more, f'more {_KINDS[severity]}')} in the summary of the job"
                if last
                else ""
            )
            lines.append(_annotation(problem, said))
    return "\n".join(lines)


def _annotation(problem: Diagnostic, last: str) -> str:
    place = problem.location
    properties = {"file": place.path}
    if place.line:
        properties |= {
            "line": str(place.line),
            "col": str(place.column),
            "endLine": str(place.end_line),
            "endColumn": str(place.end_column),
        }
    properties["title"] = f"{problem.code}: {problem.kind.title}"
    words = "\n".join(safe(line) for line in (problem.message, problem.hint, last) if line)
    given = ",".join(f"{name}={_property(safe(value))}" for name, value in properties.items())
    return f"::{_KINDS[problem.severity]} {given}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(report: Report) -> str:
    """Markdown for GITHUB_STEP_SUMMARY: every file with its problems, as the terminal shows them.

    Whatever comes from a story stands in a block of code, whose fence it cannot close.
    """
    if not report.problems:
        return f"### Stories\n\n{summary(report.problems, report.files)}\n"
    pieces = [f"### Stories: {summary(report.problems, report.files)}\n"]
    size = _RESERVE + len(pieces[0].encode())
    left = list(report.problems)
    for path, problems in _files(report):
        piece = _section(path, problems, report)
        size += len(piece.encode("utf-8", "replace"))
        if size > ROOM:
            files = count(len({d.location.path for d in left}), "file")
            pieces.append(
                f"\n{counts(left)} in {files} more: run `reciprocity check` to see them.\n"
            )
            break
        pieces.append(piece)
        left = [d for d in left if d.location.path != path]
    return "".join(pieces)


def _files(report: Report) -> Iterator[tuple[str, list[Diagnostic]]]:
    """The files with errors first, and those of the change before others."""
    worst = {d.location.path: number for number, d in reversed(list(enumerate(report.by_weight)))}
    ordered = sorted(report.problems, key=lambda d: worst[d.location.path])
    for path, problems in groupby(ordered, key=lambda d: d.location.path):
        yield path, list(problems)


def _section(path: str, problems: list[Diagnostic], report: Report) -> str:
    shown = text(problems, report.lines)
    return f"\n#### {literal(path)}\n\n{fenced(shown)}\n"


def literal(text: str) -> str:
    """A text on one line of Markdown, as it is."""
    shown = safe(text).replace("\n", " ")
    quote = _fence(shown, 1)
    space = " " if "`" in shown else ""
    return f"{quote}{space}{shown}{space}{quote}"


def fenced(text: str) -> str:
    """A text in a block of Markdown, as it is."""
    fence = _fence(text, 3)
    return f"{fence}text\n{text}\n{fence}"


def _fence(text: str, shortest: int) -> str:
    """More backquotes in a row than a text has."""
    longest = max((len(run) for run in _BACKQUOTES.findall(text)), default=0)
    return "`" * max(shortest, longest + 1)
