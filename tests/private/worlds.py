"""Organisations with many people, some of whom want to be nowhere, to count in."""

from __future__ import annotations

import datetime as dt
import random

from tests.conftest import Organisation

NOWHERE = ("channels: []", "withdrawn: 2026-03-01")
TEAMS = ("bench", "office", "yard")


def fill(organisation: Organisation, seed: int, people: int = 48, stories: int = 90) -> None:
    """Write an organisation drawn at random. Everybody's first name is Q and their number."""
    draw = random.Random(seed)
    day = dt.date(2026, 11, 20)
    organisation.config(
        "teams.yml",
        "attic: {name: Attic, headcount: 3}\n"
        + "".join(
            f"{slug}: {{name: {slug.title()}, headcount: {people // 3}}}\n" for slug in TEAMS
        ),
    )
    lines = [(organisation.root / "site_config/people.yml").read_text("utf-8")]
    for number in range(people):
        entry = [f"name: Q{number} Zz{number}x", f"team: {TEAMS[number % 3]}"]
        entry.append(f"named: {draw.choice(['yes', 'ask', 'no', '{site: no, newsletter: yes}'])}")
        if draw.random() < 0.25:
            entry.append("leads: yes")
        if draw.random() < 0.5:
            joined = day - dt.timedelta(days=draw.randrange(-40, 500))
            entry.append(f"joined: {joined}")
        if draw.random() < 0.3:
            entry.append(f"mentoring: {{seeks: yes, gives: {draw.randrange(3)}}}")
        if draw.random() < 0.1:
            entry.append("bandwidth: paused")
        if draw.random() < 0.12:
            entry.append(draw.choice((*NOWHERE, "channels: [newsletter]", "left: 2026-09-01")))
        lines.append(f"q{number}: {{{', '.join(entry)}}}\n")
    organisation.config("people.yml", "".join(lines))
    for number in range(stories):
        ids = draw.sample(range(people), 4)
        if draw.random() < 0.5:
            ids[0] = draw.randrange(4)  # a few give much
        organisation.story(
            f"s-{number}",
            f"It took hour {number}.",
            date=f"{day - dt.timedelta(days=draw.randrange(0, 480))}",
            givers=f"[{', '.join(f'q{i}' for i in ids[: draw.randrange(1, 3)])}]",
            receivers=f"[{', '.join(f'q{i}' for i in ids[2 : draw.randrange(3, 5)])}]",
            **({"channels": "[newsletter]"} if draw.random() < 0.1 else {}),
            **({"outcome": "It held."} if draw.random() < 0.5 else {}),
            **({"withdrawn": "2026-10-01"} if draw.random() < 0.05 else {}),
        )
    pairs = draw.sample(range(people), 8)
    organisation.config(
        "practices/pairs/2026-Q4.yml",
        "starts: 2026-10-05\nends: 2026-12-25\nconfirmed: yes\npairs:\n"
        + "".join(
            f"  - {{learner: q{a}, mentor: q{b}}}\n"
            for a, b in zip(pairs[::2], pairs[1::2], strict=True)
        ),
    )
    organisation.config(
        "practices/pairs/2026-Q2.yml",
        "starts: 2026-04-05\nends: 2026-06-25\nconfirmed: yes\npairs:\n"
        + "".join(f"  - {{learner: q{n}, mentor: q{n + 1}}}\n" for n in range(0, people - 1, 2)),
    )
    tasks = "".join(
        f"      - {{text: Task {n} with @q{draw.randrange(people)} today, who: q{draw.randrange(people)}, "
        f"due: 2026-{draw.randrange(10, 13)}-15{draw.choice(['', ', done: 2026-10-14'])}}}\n"
        for n in range(20)
    )
    organisation.config(
        "practices/lamp-oil.yml",
        "title: Lamp oil\nkind: coaching-circle\nwhat: A lamp.\nfor: Anyone\nlead: q0\ncadence: weekly\n"
        "join: Come.\ndates: [2026-12-03 16:00]\nsessions:\n  - date: 2026-10-08\n    challenge: Dark.\n"
        f"    follow_ups:\n{tasks}",
    )
