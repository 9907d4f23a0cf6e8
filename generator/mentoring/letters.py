"""The files of a mentoring round: the proposal, and a note and a calendar for each pair."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator

from generator.media import calendar
from generator.media.calendar import Event
from generator.mentoring.matching import Proposal, Season
from generator.model import Pair, Round, Settings
from generator.rendering.artifacts import File

FOLDER = "site_config/practices/pairs"
Render = Callable[..., str]


def proposal_file(proposal: Proposal, season: Season) -> str:
    """The YAML file of a proposed round, for a person to edit and confirm."""
    lines = [
        f"# Proposed by `reciprocity pairs --round {season.name}`. Swap, add and take out as you see fit.",
        '# Ask everybody first. Then write "confirmed: yes" and run the command again: it writes a note',
        "# and a calendar for each pair. Who is in a pair is not shown on the site.",
        f"starts: {season.starts}",
        f"ends: {season.ends}",
        "confirmed: no",
        "pairs:" if proposal.pairs else "pairs: []",
    ]
    for pair in proposal.pairs:
        lines += [f"  - learner: {pair.learner}", f"    mentor: {pair.mentor}"]
        if pair.topic:
            lines.append(f"    topic: {_quoted(pair.topic)}")
        lines.append(f"    why: {_quoted(pair.why or '')}")
    return "\n".join(lines) + "\n"


def letters(round_: Round, settings: Settings, render: Render, today: dt.date) -> Iterator[File]:
    """A note for the first meeting of each pair, and a calendar if the library for it is installed."""
    people = settings.people
    for pair in round_.pairs:
        names = [people[id_].name for id_ in (pair.learner, pair.mentor)]
        name = f"{pair.learner}-and-{pair.mentor}"
        note = render(
            "pairs/note.md",
            learner=people[pair.learner],
            mentor=people[pair.mentor],
            pair=pair,
            round=round_,
        )
        yield File(f"{name}.md", note.encode())
        if calendar.available():
            title = " and ".join(names)
            yield File(f"{name}.ics", calendar.calendar(title, _events(pair, round_, title), today))


def _events(pair: Pair, round_: Round, title: str) -> Iterator[Event]:
    """The first day, the middle and the last day of a pair's season."""
    middle = round_.starts + (round_.ends - round_.starts) // 2
    about = f"About: {pair.topic}" if pair.topic else ""
    for key, day, what in (
        ("first", round_.starts, "from today on, find half an hour for the first meeting"),
        ("middle", middle, "half-way: does it still suit you both?"),
        ("last", round_.ends, "the last day; then everybody changes"),
    ):
        uid = f"{round_.name}-{pair.learner}-{pair.mentor}-{key}@pairs"
        yield Event(uid, f"{title}: {what}", day, day, about)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
