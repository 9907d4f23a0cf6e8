"""Refuse skipped tests in CI, except for those on the list here.

A skip hides a test that nobody misses. With the environment variable `CI` set, a skip whose reason
is not in `ALLOWED` fails; elsewhere it stays a skip. Loaded by `tests/conftest.py`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator

import pytest
from _pytest.reports import CollectErrorRepr

ALLOWED = {
    r"root may read everything": "CI runs as root in a container, and root can read every file",
    r"only root may mount a small disk": "other runners are not root, or may not mount",
    r"pip-audit cannot reach its data from here": "a closed network; `make audit` asks elsewhere",
    r"the plugin rss is not installed": "on Windows it wants older time zones than the rest, and all is locked",
    r"the corpus .+ is not here": "these corpora are kept beside the repository, not in it",
    r"the sums are of .+, and here is .+": "sums hold for one version of Python and of zlib",
    r"Hugo is not installed": "it is there for the benchmark alone, which is not run in CI",
    r"the sample \w+ (is|are) not here": "organisations replace the sample by their own stories",
}
"""Why a test may be skipped in CI, by a pattern for the reason that the test gives."""


def refusal(reason: str) -> str | None:
    """Why a skip with this reason fails the run here, or `None` if it may stay a skip."""
    reason = reason.removeprefix("Skipped: ")
    if not os.environ.get("CI") or any(re.fullmatch(known, reason) for known in ALLOWED):
        return None
    return (
        f"Skipped, and CI refuses that: {reason}. Install what is missing (`.ci/install`), or "
        "give the reason a line in tests/skips.py."
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a test's skip that is not on the list into a failure."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and isinstance(report.longrepr, tuple):
        said = refusal(report.longrepr[2])
        if said:
            report.outcome, report.longrepr = "failed", said
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a whole module's skip that is not on the list into an error."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        said = refusal(report.longrepr[2])
        if said:
            report.outcome, report.longrepr = "failed", CollectErrorRepr(said)
    return report
