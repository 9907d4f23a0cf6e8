"""The sample organisation, as `init --example` writes it: its stories and site_config/, and its own day."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from generator.system.inside import entries_below, read_bytes

DAY = dt.date(2026, 11, 20)
"""The day that the sample's stories are told on. Nothing in site_config/ says so: who builds the sample gives
the day by `--today`, and a copy of it gets `as_of`."""
_PACKAGED = Path(__file__).parent / "sample"
_AS_OF = f"""\
# The stories of this sample end in November 2026, and so does its calendar. When you write your own,
# take out the next line: as long as it is here, no day after it has come.
as_of: {DAY}
"""


def sample_files() -> dict[str, bytes]:
    """The sample's files by their paths: in a wheel they lie in the package, in a checkout above it."""
    root = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[2]
    files = {
        path: read_bytes(root / path)
        for folder in ("stories", "site_config")
        for path, entry in entries_below(root, folder)
        if entry.is_file(follow_symlinks=False)
    }
    site = files["site_config/site.yml"].decode()
    dated = re.sub(r"^(time_zone:.*\n)", rf"\g<1>{_AS_OF}", site, count=1, flags=re.MULTILINE)
    return {**files, "site_config/site.yml": dated.encode()}
