"""The record of a sent issue: `site_config/newsletters/<period>.sent.yml`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from generator.model import Sent
from generator.model.periods import Period
from generator.newsletter.history import IssuePlan


def path_of(period: Period) -> str:
    """The path of an issue's record in the repository."""
    return f"site_config/newsletters/{period.name}.sent.yml"


def record(plan: IssuePlan, today: dt.date, known: Sent | None) -> str | None:
    """The record of an issue that is sent today. None if the `known` record is still right.

    It contains ids of stories and nothing about people. Stories that were removed since the last
    record are kept as dropped, so that they never run again by themselves. A correction keeps the
    day on which the issue was first sent, and so its meetings and its place among the issues.
    """
    if known and not plan.changed:
        return None
    earlier = (*known.stories, *known.more, *known.dropped) if known else ()
    dropped = [id_ for id_ in dict.fromkeys(earlier) if id_ not in plan.everything]
    revision = known.revision + 1 if known else 1
    voices: dict[str, list[int]] = {}
    for id_, index in plan.voices:
        voices.setdefault(id_, []).append(index)
    lines = [
        f"# What went out. `reciprocity digest {plan.period.name} --sent` writes this file; the",
        f"# editor's choices are in {plan.period.name}.yml.",
        f"sent: {known.sent if known else today}",
        *([f"revision: {revision}"] if revision > 1 else ()),
        *([f"hero: {_yaml(plan.hero)}"] if plan.hero else ()),
        *([f"ask: {_yaml(plan.ask)}"] if plan.ask else ()),
        *_list("stories", plan.stories),
        *_list("more", plan.more),
        *_list("dropped", dropped),
    ]
    if voices:
        lines += ["voices:", *(f"  {_yaml(id_)}: {places}" for id_, places in voices.items())]
    corrected: dict[str, list[str]] = {}
    for id_, day in plan.corrected:
        corrected.setdefault(id_, []).append(str(day))
    if corrected:
        days = (f"  {_yaml(id_)}: [{', '.join(some)}]" for id_, some in corrected.items())
        lines += ["corrected:", *days]
    if plan.before:
        lines += ["before:", *(f"  {k}: {n}" for k, n in plan.before._asdict().items())]
    return "\n".join(lines) + "\n"


def _list(name: str, ids: Iterable[str]) -> list[str]:
    items = [f"  - {_yaml(id_)}" for id_ in ids]
    return [f"{name}:", *items] if items else []


def _yaml(id_: str) -> str:
    """An id as YAML, in quotes if it looks like a number or a YAML keyword."""
    return id_ if id_[:1].isalpha() and "-" in id_ else f'"{id_}"'
