"""The benchmark asks the same work of Hugo as of us."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks import corpus, peers, run
from tests import ROOT


@pytest.mark.slow
def test_hugo_prints_the_same_pages_shape_by_shape(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = peers.hugo_program()
    if program is None:
        pytest.skip("Hugo is not installed")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setattr(corpus, "DAYS", 300)  # so that lists of a month have several pages, too
    root = tmp_path / "ours"
    root.mkdir()
    corpus.write(root, 600)
    ours = peers.ours(root)
    subprocess.run(ours.command, cwd=root, check=True, capture_output=True)
    hugo = peers.hugo(program, root, ours.site, tmp_path / "hugo")
    subprocess.run(hugo.command, cwd=hugo.folder, check=True, capture_output=True)
    assert list(run.differences(ours.site, hugo.site)) == []
