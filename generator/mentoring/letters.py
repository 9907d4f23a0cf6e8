"""The files of a mentoring round: the proposal, and a note and a calendar for each pair."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from textwrap import wrap

from generator.languages.messages import ENGLISH, Messages
from generator.media import calendar
from generator.media.calendar import Event
from generator.mentoring.matching import Proposal, Season
from generator.mentoring.milestones import milestone_days
from generator.model import Pair, Round, Settings
from generator.rendering.artifacts import File
from generator.text import locales
from generator.text.clean import one_line

FOLDER = "site_config/practices/pairs"
_WIDTH = 98
Render = Callable[..., str]


def proposal_file(proposal: Proposal, season: Season, words: Messages = ENGLISH) -> str:
    """The YAML file of a proposed round, for a person to edit and confirm."""
    about = words.gettext(
        "Proposed by `reciprocity pairs --round %(round)s`. Swap, add and remove pairs as you see fit. "
        'Ask everyone first. Then write "confirmed: yes" and run the command again to get a note and '
        "a calendar for each pair. The site does not show who is in a pair.",
        round=season.name,
    )
    announced = words.gettext(
        "how many people take part, if you announced it; the program never fills this in"
    )
    lines = [
        *(f"# {line}" for line in wrap(about, _WIDTH, break_on_hyphens=False)),
        f"starts: {season.starts}",
        f"ends: {season.ends}",
        "confirmed: no",
        f"# announced: 14   # {one_line(announced)}",
        "pairs:" if proposal.pairs else "pairs: []",
    ]
    for pair in proposal.pairs:
        lines += [f"  - learner: {pair.learner}", f"    mentor: {pair.mentor}"]
        if pair.topic:
            lines.append(f"    topic: {_quoted(pair.topic)}")
        lines.append(f"    why: {_quoted(pair.why or '')}")
    return "\n".join(lines) + "\n"


def letters(
    round_: Round, settings: Settings, render: Render, words: Messages, today: dt.date
) -> Iterator[File]:
    """A note for the first meeting of each pair, and a calendar if the library for it is installed.

    `render` makes the note, and `words` are ours in its language.
    """
    people, site = settings.people, settings.site
    weekend = locales.weekend(site.language, site.time_zone)
    days = milestone_days(round_.starts, round_.ends, weekend)
    for pair in round_.pairs:
        names = [people[id_].name for id_ in (pair.learner, pair.mentor)]
        name = f"{pair.learner}-and-{pair.mentor}"
        note = render(
            "pairs/note.md",
            learner=people[pair.learner],
            mentor=people[pair.mentor],
            pair=pair,
            round=round_,
            days=days,
        )
        yield File(f"{name}.md", note.encode())
        if calendar.available():
            title = locales.join_list(names, words.lang)
            events = _events(pair, round_.name, days, title, words)
            yield File(f"{name}.ics", calendar.calendar(title, events, today, words.lang))


def _events(
    pair: Pair, round_name: str, days: tuple[dt.date, ...], title: str, words: Messages
) -> Iterator[Event]:
    """The milestones of a pair's season, on their days."""
    first, middle, last = days
    _ = words.gettext
    about = _("Topic: %(topic)s", topic=pair.topic) if pair.topic else ""
    for key, day, what in (
        ("first", first, _("%(pair)s: find half an hour for your first meeting", pair=title)),
        ("middle", middle, _("%(pair)s: halfway. Does it still suit you both?", pair=title)),
        ("last", last, _("%(pair)s: hand-over. After that, there are new pairs", pair=title)),
    ):
        uid = f"{round_name}-{pair.learner}-{pair.mentor}-{key}@pairs"
        yield Event(uid, what, day, day, about)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
