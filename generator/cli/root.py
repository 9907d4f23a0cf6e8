"""The folder that commands work in."""

from __future__ import annotations

import os
from pathlib import Path


def find_root(start: Path) -> Path:
    """The folder that holds site_config/: `start`, or one above it; `start` if there is none."""
    return next((p for p in (start, *start.parents) if os.path.lexists(p / "site_config")), start)
