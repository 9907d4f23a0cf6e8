"""What went out, as the text of a file: `site_config/newsletters/<period>.sent.yml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from generator.model import Sent
from generator.model.periods import Period
from generator.newsletter.history import IssuePlan


def path_of(period: Period) -> str:
    """Where an issue is recorded, below the organisation's folder."""
    return f"site_config/newsletters/{period.name}.sent.yml"


def record(plan: IssuePlan, today: dt.date, known: Sent | None) -> str | None:
    """The record of an issue that goes out on a day. None when what is `known` still holds.

    It holds ids of stories and nothing about people. What was told before and is not any more is
    kept as dropped, so that it never runs again by itself. A correction keeps the day on which the
    issue first went out: what was coming then, and its place among the issues, stay as they were.
    """
    if known and not plan.changed:
        return None
    dropped: dict[str, None] = {}
    revision = 1
    if known:
        revision = known.revision + 1
        dropped = dict.fromkeys((*known.stories, *known.more, *known.dropped))
    dropped = {id_: None for id_ in dropped if id_ not in plan.everything}
    voices: dict[str, list[int]] = {}
    for id_, at in plan.voices:
        voices.setdefault(id_, []).append(at)
    lines = [
        f"# What went out. `reciprocity digest {plan.period.name} --sent` writes this file; the",
        f"# editor's choices are in {plan.period.name}.yml.",
        f"sent: {known.sent if known else today}",
        *([f"revision: {revision}"] if revision > 1 else ()),
        *([f"hero: {_text(plan.hero)}"] if plan.hero else ()),
        *([f"ask: {_text(plan.ask)}"] if plan.ask else ()),
        *_list("stories", plan.stories),
        *_list("more", plan.more),
        *_list("dropped", dropped),
    ]
    if voices:
        lines += ["voices:", *(f"  {_text(id_)}: {places}" for id_, places in voices.items())]
    if before := plan.before:
        lines += [
            "before:",
            f"  stories: {before.stories}",
            f"  teams: {before.teams}",
            f"  asks: {before.asks}",
            f"  threads: {before.threads}",
        ]
    return "\n".join(lines) + "\n"


def _list(name: str, ids: Iterable[str]) -> list[str]:
    items = [f"  - {_text(id_)}" for id_ in ids]
    return [f"{name}:", *items] if items else []


def _text(id_: str) -> str:
    """An id as YAML: those that look like a number or a word of its own get quotes."""
    return id_ if id_[:1].isalpha() and "-" in id_ else f'"{id_}"'
