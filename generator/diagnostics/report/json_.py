"""Diagnostics → JSON, as docs/reference/check.schema.json describes it."""

from __future__ import annotations

import json

from generator.diagnostics.diagnostic import Severity
from generator.diagnostics.report.report import Report

VERSION = 1
"""Incremented by changes that readers of the previous version would misread."""


def as_json(report: Report) -> str:
    """A document with all problems."""
    problems = [
        {
            "code": d.code,
            "severity": d.severity.value,
            "title": report.words.text("", d.kind.title),
            "message": report.words.say(d.message),
            "hint": report.words.say(d.hint),
            "path": d.location.path,
            "line": d.location.line or None,
            "column": d.location.column or None,
            "end_line": d.location.end_line or None,
            "end_column": d.location.end_column or None,
            "fingerprint": fingerprint,
            "changed": d.location.path in report.changed,
        }
        for d, fingerprint in report.fingerprints
    ]
    totals = {s.value: sum(d.severity is s for d in report.problems) for s in Severity}
    document = {"version": VERSION, "files": report.files, "totals": totals, "problems": problems}
    return json.dumps(document, indent=2)
