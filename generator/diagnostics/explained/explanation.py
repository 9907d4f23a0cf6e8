"""What an explanation of a code is made of."""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """A file that only points to another."""

    target: str


Files = dict[str, str | bytes | Link | None]
"""Paths with what is in them; None where there is to be no such file."""


class Explanation(NamedTuple):
    """Of one code: what it means, why it matters, how to mend it, and an example of each kind.

    The bad example is reported with this code, the good one is not reported at all; both are
    tested within a small organisation of two colleagues, maria and sam.
    """

    what: str
    why: str
    mend: str
    bad: Files
    good: Files


def story(fields: str = "", prose: str = "@maria stayed an hour, and @sam went home.") -> str:
    """The text of a story with these fields besides the three that every story has."""
    wanted = {"date": "2026-10-14", "givers": "maria", "receivers": "sam"}
    given = {line.partition(":")[0] for line in fields.splitlines()}
    first = "".join(f"{name}: {value}\n" for name, value in wanted.items() if name not in given)
    more = f"{fields.rstrip()}\n" if fields else ""
    return f"---\n{first}{more}---\n{prose}\n"


def told(fields: str = "", prose: str = "@maria stayed an hour, and @sam went home.") -> Files:
    """One story as the only file of an example."""
    return {"stories/2026/the-belt.md": story(fields, prose)}
