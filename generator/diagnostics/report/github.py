"""Diagnostics → annotations on a GitHub pull request, and the summary of a GitHub job."""

from __future__ import annotations

import re

from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.report.report import Report
from generator.diagnostics.report.text import counts, summary, text
from generator.languages.message import Message, ngettext
from generator.languages.messages import Messages
from generator.text.terminal import safe

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
MOST_ANNOTATIONS = 10
"""GitHub shows no more annotations of each kind for one step, and does not mention the others."""
MOST_BYTES = 1024 * 1024
"""GitHub rejects a longer summary."""
_RESERVE = 400
_BACKQUOTES = re.compile("`+")


def workflow_commands(report: Report) -> str:
    """A workflow command for each problem: errors first, and no more than GitHub shows."""
    lines: list[str] = []
    for severity in Severity:
        problems = [d for d in report.by_severity if d.severity is severity]
        lines += (_annotation(problem, report.words) for problem in problems[:MOST_ANNOTATIONS])
        if (more := len(problems) - MOST_ANNOTATIONS) > 0:
            last = problems[MOST_ANNOTATIONS - 1]
            lines[-1] = _annotation(last, report.words, _more(severity, more))
    return "\n".join(lines)


def _more(severity: Severity, number: int) -> Message:
    """A sentence about the problems that have no annotation."""
    if severity is Severity.ERROR:
        return ngettext(
            "The summary of the job lists %(num)s more error.",
            "The summary of the job lists %(num)s more errors.",
            number,
        )
    if severity is Severity.WARNING:
        return ngettext(
            "The summary of the job lists %(num)s more warning.",
            "The summary of the job lists %(num)s more warnings.",
            number,
        )
    return ngettext(
        "The summary of the job lists %(num)s more piece of advice.",
        "The summary of the job lists %(num)s more pieces of advice.",
        number,
    )


def _annotation(problem: Diagnostic, words: Messages, note: str = "") -> str:
    place = problem.location
    properties = {"file": place.path}
    if place.line:
        properties |= {
            "line": str(place.line),
            "col": str(place.column),
            "endLine": str(place.end_line),
            "endColumn": str(place.end_column),
        }
    properties["title"] = f"{problem.code}: {words.text('', problem.kind.title)}"
    said = (words.say(text) for text in (problem.message, problem.hint, note))
    message = "\n".join(safe(line) for line in said if line)
    options = ",".join(f"{name}={_property(safe(value))}" for name, value in properties.items())
    return f"::{_KINDS[problem.severity]} {options}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def job_summary(report: Report) -> str:
    """Markdown for GITHUB_STEP_SUMMARY: every file with its problems, as the terminal shows them.

    Text from stories is in code blocks, which it cannot close.
    """
    heading = report.words.say(summary(report.problems, report.files))
    title = report.words.gettext("Stories")
    if not report.problems:
        return f"### {title}\n\n{heading}\n"
    pieces = [f"### {title}: {heading}\n"]
    size = _RESERVE + len(pieces[0].encode())
    files = _by_file(report)
    for path in list(files):
        shown = text(files[path], report.lines, report.words)
        piece = f"\n#### {code_span(path)}\n\n{code_block(shown)}\n"
        size += len(piece.encode("utf-8", "replace"))
        if size > MOST_BYTES:
            left = [problem for problems in files.values() for problem in problems]
            rest = ngettext(
                "%(problems)s in %(num)s more file: run `reciprocity check` to see them.",
                "%(problems)s in %(num)s more files: run `reciprocity check` to see them.",
                len(files),
                problems=counts(left),
            )
            pieces.append(f"\n{report.words.say(rest)}\n")
            break
        pieces.append(piece)
        del files[path]
    return "".join(pieces)


def _by_file(report: Report) -> dict[str, list[Diagnostic]]:
    """The problems by path: files with errors first, and files of the change before others."""
    files: dict[str, list[Diagnostic]] = {d.location.path: [] for d in report.by_severity}
    for problem in report.problems:
        files[problem.location.path].append(problem)
    return files


def code_span(text: str) -> str:
    """A text as inline code in Markdown."""
    shown = safe(text).replace("\n", " ")
    quote = _fence(shown, 1)
    space = " " if "`" in shown else ""
    return f"{quote}{space}{shown}{space}{quote}"


def code_block(text: str) -> str:
    """A text as a block of code in Markdown."""
    fence = _fence(text, 3)
    return f"{fence}text\n{text}\n{fence}"


def _fence(text: str, shortest: int) -> str:
    """A run of backquotes that is longer than any in a text."""
    longest = max((len(run) for run in _BACKQUOTES.findall(text)), default=0)
    return "`" * max(shortest, longest + 1)
