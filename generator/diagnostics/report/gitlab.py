"""Diagnostics → GitLab's Code Quality report."""

from __future__ import annotations

import json

from generator.diagnostics.diagnostic import Severity
from generator.diagnostics.report.report import Report, sentences

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.ADVICE: "info"}


def as_gitlab(report: Report) -> str:
    """A list of issues, each with its fingerprint. GitLab requires a line number for each."""
    issues = [
        {
            "description": sentences(d, report.words),
            "check_name": d.code,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[d.severity],
            "location": {"path": d.location.path, "lines": {"begin": max(1, d.location.line)}},
        }
        for d, fingerprint in report.fingerprints
    ]
    return json.dumps(issues, indent=2)
