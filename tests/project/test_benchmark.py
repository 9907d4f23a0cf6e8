"""The benchmark asks the same work of Hugo as of us, and no stage of a build has become slow unnoticed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks import corpus, hugo_project, peers, run, stages
from tests import ROOT


@pytest.mark.slow
def test_hugo_prints_the_same_pages_shape_by_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = hugo_project.installed()
    if program is None:
        pytest.skip("Hugo is not installed")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(corpus, "DAYS", 300)  # so that lists of a month have several pages, too
    root = tmp_path / "ours"
    root.mkdir()
    corpus.write(root, 600)
    ours = peers.ours(root)
    subprocess.run(ours.command, cwd=root, check=True, capture_output=True)
    hugo = hugo_project.project(program, root, ours.site, tmp_path / "hugo")
    subprocess.run(hugo.command, cwd=hugo.folder, check=True, capture_output=True)
    assert list(run.differences(ours.site, hugo.site)) == []


@pytest.mark.slow
def test_no_stage_has_doubled_or_become_quadratic(tmp_path: Path) -> None:
    """Against the last release; processor times on a busy machine vary, so there is a second chance, with more runs."""
    before = stages.recorded()
    for runs in (2, 5):
        folder = tmp_path / str(runs)
        folder.mkdir()
        few, many = stages.measured(folder, runs=runs)
        assert many.keys() == before.keys(), "python -m benchmarks.stages --record"
        doubled = {stage for stage in many if many[stage] > 1.8 * before[stage] + 1}
        quadratic = {stage for stage in many if many[stage] > 7 * few[stage] + 1}
        if not doubled | quadratic:
            break
    assert not doubled
    assert not quadratic, "four times as many stories take about four times as long"
