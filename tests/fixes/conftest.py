"""A fixer of the organisation that tests use."""

from __future__ import annotations

import pytest

from generator.fixes import Fixer
from generator.source.settings import read_settings
from tests.conftest import TODAY, Organisation

PATHS = ("stories/2026/a.md", "stories/2026/a.yml", "stories/2026/first-light.md")


@pytest.fixture
def fixer(organisation: Organisation) -> Fixer:
    settings, problems = read_settings(organisation.root)
    assert settings is not None, problems
    return Fixer.of(settings, TODAY, PATHS, [])
