"""Organisations to count: a large one that is written at random, and records without any files."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable

from generator.model import Cadence, Change, Kind
from generator.pulse.projection import PublicRecord, PublicStory, PublicTeam
from tests.conftest import Organisation

TODAY = dt.date(2026, 11, 20)
_ALWAYS = dt.date(1900, 1, 1)
DEPARTMENTS = ("Making", "Selling", "Caring", "Counting", "Listening")


def write_large(organisation: Organisation, stories: int, seed: int) -> None:
    """Fifteen teams in five departments, some of them small, and stories of every shape."""
    draw = random.Random(seed)
    teams = [f"team-{number}" for number in range(15)]
    organisation.config(
        "teams.yml",
        "".join(
            f"{team}: {{name: Team {number}, department: {DEPARTMENTS[number % 5]}, "
            f"headcount: {3 if number % 7 == 0 else 5 + number}}}\n"
            for number, team in enumerate(teams)
        ),
    )
    organisation.config(
        "people.yml",
        "".join(
            f"p{number}: {{name: Person {chr(65 + number % 26)}x{number}, team: {teams[number % 15]}, "
            f"named: {draw.choice(('yes', 'no'))}}}\n"
            for number in range(60)
        ),
    )
    organisation.config("newsletter.yml", "{cadence: monthly, first: 2026-01, title: Letters}\n")
    organisation.config(
        "practices/lamps.yml",
        "title: Lamps\nkind: mentoring-circle\nlead: [p0]\nwhat: We hold lamps.\nfor: Anyone.\n"
        "cadence: weekly\njoin: Come.\n"
        "dates: [2026-03-05 16:00, 2026-04-02 16:00, 2026-05-07 16:00, 2026-12-03 16:00]\n"
        "sessions:\n"
        "  - {date: 2026-03-05, challenge: The lamp smoked., came: 7,"
        " follow_ups: [{text: Buy oil, due: 2026-03-20, done: 2026-03-18}, {text: Buy wicks, due: 2026-04-01}]}\n"
        "  - {date: 2026-04-02, challenge: It went out., came: 5}\n",
    )
    organisation.config(
        "onboarding/day-1.md", "---\ntitle: Day 1\nstep: day-1\nthemes: [asking]\n---\nHello.\n"
    )
    told: list[str] = []
    for number in range(stories):
        day = TODAY - dt.timedelta(days=draw.randrange(640))
        who = [f"p{n}" for n in draw.sample(range(60), 4)] + [f"team:{draw.choice(teams)}"]
        draw.shuffle(who)
        fields = {
            "date": str(day),
            "givers": f"[{', '.join(who[: draw.randint(1, 2)])}]",
            "receivers": f"[{', '.join(who[3 : 3 + draw.randint(1, 2)])}]",
            "kind": draw.choice(("help", "help", "help", "feedback")),
            "themes": draw.choice(("asking", "listening", "[asking, listening]")),
        }
        if draw.random() < 0.4:
            fields["ask"] = "Could you hold the lamp?"
        if draw.random() < 0.6:
            fields["outcome"] = "It held."
            changes = draw.sample([change.value for change in Change], draw.randint(1, 2))
            fields["changed"] = f"[{', '.join(changes)}]"
        if told and draw.random() < 0.2:
            fields["continues"] = draw.choice(told)
        id_ = f"story-{number}"
        organisation.story(id_, "It took an hour.", **fields)
        told.append(id_)
    for month, ids in (("2026-08", told[:3]), ("2026-10", told[3:5])):
        organisation.config(
            f"newsletters/{month}.sent.yml",
            f"sent: {month}-28\nstories: [{', '.join(ids)}]\n",
        )


def write_steady(organisation: Organisation) -> None:
    """Four teams and fifty stories by plain arithmetic, so that what is printed of them can be kept."""
    organisation.config(
        "teams.yml",
        "".join(
            f"{name}: {{name: {name.title()}, department: {department}, headcount: {size}}}\n"
            for name, department, size in (
                ("bench", "Making", 14), ("office", "Serving", 9), ("yard", "Making", 7), ("attic", "Serving", 5),
            )
        ),
    )  # fmt: skip
    organisation.config("people.yml", "ana: {name: Ana Óscoz, team: bench, named: yes}\n")
    organisation.config(
        "onboarding/day-1.md", "---\ntitle: Day 1\nstep: day-1\nthemes: [asking]\n---\nHello.\n"
    )
    teams = ("bench", "office", "yard", "attic")
    changes = [change.value for change in Change]
    for number in range(50):
        more: dict[str, str] = {}
        if number % 3:
            more |= {"outcome": f"It held {number} times.", "changed": changes[number * 5 % 8]}
        if number % 2:
            more["ask"] = "Could you hold the lamp?"
        if number > 10 and number % 6 == 0:
            more["continues"] = f"lamp-{number - 7}"
        day = TODAY - dt.timedelta(days=8 * (50 - number))
        organisation.story(
            f"lamp-{number}",
            "A lamp was held.",
            date=str(day),
            title=f"Lamp {number}",
            givers=f"team:{teams[(number * 3 + number // 7) % 4]}",
            receivers=f"team:{teams[(number * 7 + number // 9) % 4]}",
            kind=("help", "feedback", "help", "mentoring")[number % 4],
            themes="asking" if number % 5 else "listening",
            **more,
        )


def record_of(
    stories: Iterable[PublicStory],
    sizes: Iterable[tuple[str, int]],
    *,
    today: dt.date = TODAY,
    k: int = 5,
) -> PublicRecord:
    """A record of some stories and of teams with a department each, which is called like the team."""
    teams = {name: team(name, size) for name, size in sizes}
    newest = sorted(stories, key=lambda story: (story.date, story.id), reverse=True)
    return PublicRecord(
        today, k, tuple(newest), teams, {}, {}, (), False, None, (), (), Cadence.MONTHLY, None, ()
    )  # fmt: skip


def team(name: str, *sizes: int | tuple[dt.date, int]) -> PublicTeam:
    """A team with its sizes, each from a day on."""
    figures = tuple((_ALWAYS, size) if isinstance(size, int) else size for size in sizes)
    return PublicTeam(name, name.title(), f"Dept {name}", figures)


def story(
    id_: str,
    day: dt.date,
    givers: tuple[str, ...] = (),
    receivers: tuple[str, ...] = (),
    kind: Kind = Kind.HELP,
) -> PublicStory:
    """A story that tells of some teams."""
    return PublicStory(id_, day, kind, id_, (), givers, receivers, False, False, (), None)
