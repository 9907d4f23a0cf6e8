"""Diagnostics → SARIF 2.1.0, with the manual of each code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.diagnostics.diagnostic import Diagnostic, Severity
from generator.diagnostics.docs import as_markdown, as_text
from generator.diagnostics.manual import Manual
from generator.diagnostics.report.report import Report, as_sentence, sentences

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def as_sarif(report: Report, manuals: Mapping[str, Manual]) -> str:
    """A document with one run. Columns count characters, not UTF-16 units."""
    names = sorted({d.code for d in report.problems})
    results = [
        {
            "ruleId": d.code,
            "ruleIndex": names.index(d.code),
            "level": _LEVELS[d.severity],
            "message": {"text": sentences(d, report.words)},
            "locations": [{"physicalLocation": _place(d)}],
            "partialFingerprints": {"reciprocity/v1": fingerprint},
        }
        for d, fingerprint in report.fingerprints
    ]
    run = {
        "tool": {
            "driver": {
                "name": "reciprocity",
                "semanticVersion": __version__,
                "rules": [_rule(manuals[name], report) for name in names],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _place(problem: Diagnostic) -> dict[str, Any]:
    place = problem.location
    region: dict[str, int] = {"startLine": max(1, place.line)}  # GitHub requires a line number
    if place.column:
        region |= {
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
        }
    uri = quote(place.path.encode("utf-8", "backslashreplace"))
    return {"artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"}, "region": region}


def _rule(manual: Manual, report: Report) -> dict[str, Any]:
    code, words = manual.code, report.words
    rule: dict[str, Any] = {
        "id": code.name,
        "shortDescription": {"text": as_sentence(words.text("", code.title))},
        "fullDescription": {"text": words.text("", manual.what)},
        "help": {"text": as_text(manual, words), "markdown": as_markdown(manual, words)},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }
    if report.reference:
        rule["helpUri"] = report.reference.format(code.name)
    return rule
