"""A new file, whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
from pathlib import Path


class Outside(Exception):
    """The folder is a link that leads out of the organisation's own."""


def place(root: Path, path: str, text: str) -> bool:
    """Write a new file. False when there is one already."""
    target = root / path
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise Outside(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(target):
        return False
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    scratch.write_bytes(text.encode())
    try:
        os.link(scratch, target)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        try:
            with open(target, "xb") as file:
                file.write(text.encode())
        except FileExistsError:
            return False
    finally:
        scratch.unlink()
    return True
