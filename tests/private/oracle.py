"""The figures of the gaps, counted again in SQLite from what is declared and what the editions show."""

from __future__ import annotations

import sqlite3
from typing import Any

from generator.edition import ShownStory
from generator.model import Channel
from tests.built import Built

_TABLES = """
create table day (today text, first text, last text, half text);
create table people (id text, joined text, gone text, withdrawn text, nowhere int, leads int, seeks int);
create table stories (id text, date text, channel text);
create table parts (story text, person text, role text);
create table pairs (learner text, ends text, confirmed int);
create table tasks (number int, due text, done text);
create table concerned (number int, person text);

create view excluded as
  select id from people, day where nowhere or coalesce(withdrawn <= today, 0);
create view here as
  select people.* from people, day
  where id not in (select id from excluded)
    and coalesce(joined <= today, 1) and coalesce(gone >= today, 1);
create view counted as select distinct id, date from stories;
create view told as select counted.* from counted, day where date between first and last;
create view had as
  select distinct counted.id as story, counted.date as date, person, role
  from parts join counted on counted.id = parts.story
  where person in (select id from here);
create view year as select had.* from had, day where date between first and last;
"""
_FIGURES = {
    "people": "select count(*) from here",
    "stories": "select count(*) from told",
    "leading": "select count(*) from here where leads",
    "received": "select count(*) from year where role = 'receiver'",
    "received by leaders": """
        select count(*) from year join here on here.id = person where role = 'receiver' and leads""",
    "leaders who received": """
        select count(distinct person) from year join here on here.id = person
        where role = 'receiver' and leads""",
    "others who received": """
        select count(distinct person) from year join here on here.id = person
        where role = 'receiver' and not leads""",
    "gave and received": """
        select count(*) from here where id in (select person from year where role = 'giver')
        and id in (select person from year where role = 'receiver')""",
    "in no story": "select count(*) from here where id not in (select person from year)",
    "givers in half a year": """
        select count(distinct person) from had, day
        where role = 'giver' and date between half and last""",
    "given in half a year": """
        select count(*) from had, day where role = 'giver' and date between half and last""",
    "given by the busiest tenth": """
        with each as (select person, count(*) as n from had, day
                      where role = 'giver' and date between half and last group by person),
             ranked as (select n, row_number() over (order by n desc) as place from each)
        select coalesce(sum(n), 0) from ranked where place * 10 <= (select count(*) from each)""",
    "newcomers": "select count(*) from here, day where joined between first and last",
    "newcomers told": """
        select count(distinct here.id) from here, day, had
        where joined between first and last and person = here.id and role = 'receiver' and date >= joined""",
    "days of the middle newcomer": """
        with new as (select here.id, joined,
                       (select min(date) from had where person = here.id and role = 'receiver' and date >= joined) as told
                     from here, day where joined between first and last),
             ranked as (select told, joined, row_number() over (
                          order by told is null, julianday(told) - julianday(joined)) as place from new)
        select cast(julianday(told) - julianday(joined) as int) from ranked
        where place = ((select count(*) from new) + 1) / 2""",
    "seeking": "select count(*) from here where seeks",
    "seeking without a mentor": """
        select count(*) from here where seeks
        and id not in (select learner from pairs, day where confirmed and ends >= today)""",
    "overdue": """
        select count(*) from tasks, day where due < today and (done is null or done > today)
        and number not in (select number from concerned where person in (select id from excluded))""",
    "counted": "select count(*) from counted",
    "not on the site": """
        select count(*) from counted where id not in (select id from stories where channel = 'site')""",
}


def figures(made: Built, first: str, last: str, half: str) -> dict[str, Any]:
    """Each figure by its name.

    Args:
        made: An organisation.
        first: The first day of the window.
        last: Its last day.
        half: The first day of its last six months.
    """
    base = sqlite3.connect(":memory:")
    base.executescript(_TABLES)
    library = made.library
    base.execute("insert into day values (?,?,?,?)", (f"{library.today}", first, last, half))
    for id_, person in library.settings.people.items():
        row = (
            id_,
            person.joined and f"{person.joined}",
            person.left and f"{person.left}",
            person.withdrawn and f"{person.withdrawn}",
            person.channels is not None and len(person.channels) == 0,
            person.leads,
            bool(person.mentoring and person.mentoring.seeks and person.bandwidth != "paused"),
        )
        base.execute("insert into people values (?,?,?,?,?,?,?)", row)
    for channel in Channel:
        for story in made.edition(channel).stories:
            assert isinstance(story, ShownStory)
            base.execute("insert into stories values (?,?,?)", (story.id, f"{story.date}", channel))
    for record in library.records:
        for role, ids in (("giver", record.meta.givers), ("receiver", record.meta.receivers)):
            base.executemany(
                "insert into parts values (?,?,?)", [(record.id, i, role) for i in ids]
            )
    for season in library.settings.rounds:
        rows = [(pair.learner, f"{season.ends}", season.confirmed) for pair in season.pairs]
        base.executemany("insert into pairs values (?,?,?)", rows)
    tasks = [t for p in library.settings.practices for s in p.sessions for t in s.follow_ups]
    for number, task in enumerate(tasks):
        days = (task.due and f"{task.due}", task.done and f"{task.done}")
        base.execute("insert into tasks values (?,?,?)", (number, *days))
        concerned = [i for i in library.settings.people if i == task.who or f"@{i} " in task.text]
        base.executemany("insert into concerned values (?,?)", [(number, i) for i in concerned])
    found = {name: base.execute(query).fetchone() for name, query in _FIGURES.items()}
    return {name: row and row[0] for name, row in found.items()}
