"""A small organisation in each language: what `init` writes, and something of everything besides.

`small/CODE.yml` has what its people write, in their language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator import languages
from generator.adopt.forges import Program
from generator.adopt.organisation import NewOrganisation, NewTeam, organisation_files
from tests.conftest import TODAY, Organisation

_SMALL = Path(__file__).parent / "small"
_GAP = re.compile(r"<([a-z_]+(?:\.[a-z_]+)?)>")
_MORE = {
    "teams.yml": "bench: {name: <bench>, about: <about>, department: <workshop>, headcount: 9}\n"
    "store: {name: <store>, department: <services>, headcount: 2}\n",
    "people.yml": "mira: {name: <mira>, team: bench, role: <role>, named: yes, offers: [<offer>],"
    " hours: <hours>, response_time: <response>, boundaries: [<boundary>]}\n"
    "ivo: {name: <ivo>, team: bench, named: no}\n"
    "lea: {name: <lea>, team: bench, named: ask}\n",
    "glossary.yml": "<glossary.word>: {meaning: <glossary.meaning>, see: [<glossary.other>]}\n"
    "<glossary.other>: {meaning: <glossary.other_meaning>}\n",
    "phrases.yml": "stuck: {title: <phrase.title>, occasion: asking, text: <phrase.text>, when: <phrase.when>}\n",
}
"""What is added to files that `init` writes."""
_FILES = {
    "newsletter.yml": "{cadence: monthly, first: 2026-09, title: <letter.title>, show_drafts: yes}\n",
    "newsletters/2026-10.sent.yml": "{sent: 2026-10-30, stories: [the-hour]}\n",
    "newsletters/2026-11.yml": "{note: <letter.note>, call_to_action: <letter.call>}\n",
    "onboarding/going-first.md": "---\n{title: <managers.title>, step: week-1, path: managers, checklist: [<managers.check>]}\n"
    "---\n<managers.body>\n",
    "onboarding/look-up.md": "---\n{title: <look_up.title>, step: reference}\n---\n<look_up.body>\n",
    "practices/lamp-oil.yml": "title: <practice.title>\nkind: share-and-solve\nwhat: <practice.what>\n"
    "for: <practice.for>\nlead: [mira]\ncadence: <practice.cadence>\njoin: <practice.join>\n"
    "where: <practice.where>\ncapacity: 6\nmembers: [mira]\nthemes: [asking-early]\n"
    "dates: [2026-10-22 16:00, 2026-12-03 16:00]\nsessions:\n  - date: 2026-10-22\n"
    "    challenge: <practice.challenge>\n    ideas: [<practice.idea>]\n    outcome: <practice.outcome>\n"
    "    follow_ups: [{text: <practice.due>, who: mira, due: 2026-12-01}, {text: <practice.done>, done: 2026-10-23}]\n"
    "    stories: [the-hour]\n",
    "practices/pairs.yml": "title: <pairs.title>\nkind: mentoring-pairs\nwhat: <pairs.what>\n"
    "for: <pairs.for>\nlead: [mira]\ncadence: <pairs.cadence>\njoin: <pairs.join>\ndates: [2026-12-10 16:00]\n",
    "practices/pairs/2026-Q4.yml": "{starts: 2026-10-01, ends: 2026-12-31, confirmed: yes,"
    " announced: 14, pairs: [{learner: lea, mentor: mira, topic: <offer>}]}\n",
    "reviews/2026-Q3.yml": "date: 2026-10-08\ndecisions:\n"
    "  - {text: <decision>, due: 2026-11-11, done: 2026-11-11, outcome: <came_of_it>}\n",
    "scenarios/at-the-bench.yml": "title: <scenario.title>\nskill: <scenario.skill>\n"
    "setting: <scenario.setting>\nroles: [{name: <scenario.you>, brief: <scenario.new>}, "
    "{name: <scenario.other>, brief: <scenario.lamp>}]\nwatch: [<scenario.watch>]\nstart: bench\n"
    "steps:\n  bench:\n    says: <scenario.dark>\n    choices:\n"
    "      - {text: <scenario.ask>, to: asked, why: <scenario.early>}\n"
    "      - {text: <scenario.wait>, to: debrief, why: <scenario.late>}\n"
    "  asked:\n    says: <scenario.comes>\n"
    "    choices: [{text: <scenario.thanks>, to: debrief, why: <scenario.came>}]\n"
    "debrief: <scenario.debrief>\nstories: [the-hour]\n",
}
_STORIES = {
    "the-hour": "date: 2026-10-14\ngivers: [mira, ivo]\nreceivers: lea\nkind: mentoring\n"
    "themes: [asking-early, small-acts]\ntitle: <hour.title>\nsummary: <hour.summary>\n"
    "ask: <hour.ask>\noutcome: <hour.outcome>\nchanged: [quality, learning]\n"
    "quote: {text: <hour.quote>, by: mira}\ncorrections: {date: 2026-11-09, note: <hour.correction>}\n"
    "body: <hour.body>\n",
    "the-lamp": "date: 2026-11-03\ngivers: lea\nreceivers: team:bench\nkind: feedback\n"
    "title: <next.title>\ncontinues: the-hour\nbody: <next.body>\n",
    "the-drawing": "date: 2026-11-10\ngivers: mira\nreceivers: [anonymous, anonymous]\nbody: <nobody>\n",
    "gone": "date: 2026-11-04\ngivers: mira\nreceivers: lea\nwithdrawn: 2026-11-12\nbody: <nobody>\n",
}


@cache
def texts(code: str) -> Mapping[str, Any]:
    """What the people of the organisation write, in their language."""
    found: Mapping[str, Any] = yaml.safe_load((_SMALL / f"{code}.yml").read_text("utf-8"))
    return found


def organisation_in_language(folder: Path, code: str, more: int = 0) -> Organisation:
    """Write the small organisation in one of our languages.

    With some more stories, lists have pages and the pulse has figures.
    """
    made, own = Organisation(folder), texts(code)
    new = NewOrganisation(
        own["name"], "https://bench.example/", code, (NewTeam(own["office"], 9),), "everyday",
        TODAY, Program("reciprocity==1.2.3"), organisation=own["organisation"],
        repository="https://github.com/bench/stories", contact="stories@bench.example",
    )  # fmt: skip
    for path, text in organisation_files(new).items():
        made.write(path, text)
    for name, text in _MORE.items():
        before = (folder / "site_config" / name).read_text("utf-8")
        made.config(name, f"{before}\n{_filled(text, own)}")
    for name, text in _FILES.items():
        made.config(name, _filled(text, own))
    for id_, text in _STORIES.items():
        made.write(f"stories/2026/{id_}.yml", _filled(text, own))
    for number in range(more):
        day = f"2026-{8 + number // 8:02}-{1 + number % 8 * 3:02}"
        made.story(f"s{number}", own["next"]["body"], date=day, givers="lea", receivers="mira")
    return made


def _filled(text: str, own: Mapping[str, Any]) -> str:
    """A file with the texts of the organisation in place of their keys."""

    def value(gap: re.Match[str]) -> str:
        found: Any = own
        for key in gap[1].split("."):
            found = found[key]
        is_prose = gap.string.startswith("---") and gap.string[: gap.start()].count("---") > 1
        return str(found) if is_prose else json.dumps(found, ensure_ascii=False)

    return _GAP.sub(value, text)


def written_texts(code: str) -> Iterator[str]:
    """Every text of the organisation, and those that `init` begins with in its language."""
    yield from _leaves(texts(code))
    yield "Alex Rowan, Kim Solberg"
    for path in (languages.FOLDER / code / "first").iterdir():
        source = path.read_text("utf-8")
        front, _, body = source.partition("\n---\n") if path.suffix == ".md" else (source, "", "")
        yield from (body, *_leaves(yaml.safe_load(front)))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        value = value.values()
    if isinstance(value, str):
        yield value
    elif not isinstance(value, int | float):
        for each in value:
            yield from _leaves(each)
