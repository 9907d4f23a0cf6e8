"""Every figure of the pulse once more, by SQLite, from what an edition's pages say.

Nothing of `generator/pulse` is used here. The tables hold what a reader could write down.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

from generator.edition import Edition
from generator.model.periods import Period

_TABLES = """
CREATE TABLE story (id TEXT PRIMARY KEY, day TEXT, month TEXT, kind TEXT, ask INT, outcome INT, continues TEXT);
CREATE TABLE side (story TEXT, side TEXT, team TEXT);
CREATE TABLE theme (story TEXT, theme TEXT);
CREATE TABLE change (story TEXT, change TEXT);
CREATE TABLE team (slug TEXT, place INT, name TEXT, department TEXT);
CREATE TABLE headcount (team TEXT, since TEXT, people INT);
CREATE TABLE meeting (practice TEXT, day TEXT);
CREATE TABLE session (practice TEXT, day TEXT, came INT);
CREATE TABLE task (session TEXT, due TEXT, done TEXT);
CREATE TABLE norm (slug TEXT, since TEXT);
CREATE TABLE norm_theme (norm TEXT, theme TEXT);
CREATE TABLE issue (name TEXT, last TEXT);
CREATE TABLE issue_story (issue TEXT, story TEXT);
"""
_SIZES = """
CREATE VIEW size AS
SELECT team.slug, team.place, team.name, COALESCE(team.department, team.name) AS department, day.name AS day,
  COALESCE((SELECT people FROM headcount h WHERE h.team = team.slug AND h.since <= day.day
            ORDER BY since DESC, people LIMIT 1), 0) AS people
FROM team, day;
"""
_UNITS = """
CREATE TABLE unit AS
WITH large AS (SELECT slug, MIN(people) AS least FROM size GROUP BY slug HAVING least >= :k),
     basis AS (SELECT COUNT(*) BETWEEN 2 AND 12 AS teams FROM large),
     groups AS (SELECT slug, day, people, place,
                CASE WHEN (SELECT teams FROM basis) THEN name ELSE department END AS name FROM size),
     sums AS (SELECT name, day, SUM(people) AS people, MIN(place) AS place FROM groups GROUP BY name, day),
     shown AS (SELECT name, MIN(people) AS least, MIN(place) AS place FROM sums GROUP BY name HAVING least >= :k),
     small AS (SELECT day, SUM(people) AS people FROM sums WHERE name NOT IN (SELECT name FROM shown) GROUP BY day)
SELECT DISTINCT groups.slug AS team, groups.name AS name, shown.place AS place FROM groups JOIN shown USING (name)
UNION ALL
SELECT DISTINCT slug, '', 999 FROM groups
WHERE name NOT IN (SELECT name FROM shown) AND (SELECT MIN(people) FROM small) >= :k;
"""
_TELLINGS = """
CREATE VIEW w AS SELECT * FROM story WHERE day BETWEEN :first AND :last;
CREATE TABLE telling AS
SELECT DISTINCT w.id AS story, gave.name AS gave, got.name AS got, w.day AS day
FROM w JOIN side g ON g.story = w.id AND g.side = 'giver' JOIN unit gave ON gave.team = g.team
       JOIN side r ON r.story = w.id AND r.side = 'receiver' JOIN unit got ON got.team = r.team;
"""


class Oracle:
    """The figures of an edition, by SQL."""

    def __init__(self, edition: Edition) -> None:
        self.today = edition.today
        first = dt.date(self.today.year - 1, self.today.month, 1)
        last = self.today.replace(day=1) - dt.timedelta(days=1)
        self.first, self.last = str(first), str(last)
        self.base = sqlite3.connect(":memory:")
        self.base.executescript(_TABLES)
        self._fill(edition)
        self.base.execute("CREATE TABLE day (name TEXT, day TEXT)")
        self.base.executemany(
            "INSERT INTO day VALUES (?, ?)", [("today", str(self.today)), ("first", self.first)]
        )
        self.base.executescript(_SIZES)
        self.base.execute(_UNITS, {"k": edition.site.privacy.k})
        self.base.executescript(
            _TELLINGS.replace(":first", f"'{self.first}'").replace(":last", f"'{self.last}'")
        )

    def _fill(self, edition: Edition) -> None:
        put = self.base.executemany
        stories = edition.stories
        put("INSERT INTO story VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(s.id, str(s.date), f"{s.date:%Y-%m}", s.kind.value, s.ask is not None, s.outcome is not None,
              s.continues) for s in stories])  # fmt: skip
        put("INSERT INTO side VALUES (?, 'giver', ?)", [(s.id, p.team) for s in stories for p in s.givers if p.team])  # fmt: skip
        put("INSERT INTO side VALUES (?, 'receiver', ?)", [(s.id, p.team) for s in stories for p in s.receivers if p.team])  # fmt: skip
        put(
            "INSERT INTO theme VALUES (?, ?)",
            [(s.id, theme) for s in stories for theme in s.themes],
        )
        put(
            "INSERT INTO change VALUES (?, ?)",
            [(s.id, c.value) for s in stories for c in s.changed],
        )
        for place, team in enumerate(edition.teams.values()):
            put(
                "INSERT INTO team VALUES (?, ?, ?, ?)",
                [(team.slug, place, team.name, team.department)],
            )
            put("INSERT INTO headcount VALUES (?, ?, ?)", [(team.slug, str(d), n) for d, n in team.headcount])  # fmt: skip
        for practice in edition.practices:
            ends = str(practice.ended or self.today)
            put("INSERT INTO meeting VALUES (?, ?)",
                [(practice.id, day) for m in practice.meetings
                 if (day := str(m.start.date())) <= min(ends, str(self.today))])  # fmt: skip
            put("INSERT INTO session VALUES (?, ?, ?)", [(practice.id, str(s.date), s.came) for s in practice.sessions])  # fmt: skip
            put("INSERT INTO task VALUES (?, ?, ?)",
                [(str(s.date), t.due and str(t.due), t.done and str(t.done))
                 for s in practice.sessions for t in s.follow_ups])  # fmt: skip
        for slug, norm in edition.norms.items():
            put("INSERT INTO norm VALUES (?, ?)", [(slug, norm.since and str(norm.since))])
            put("INSERT INTO norm_theme VALUES (?, ?)", [(slug, theme) for theme in norm.themes])
        for name, sent in edition.sent.items():
            period = Period.parse(name)
            assert period
            put("INSERT INTO issue VALUES (?, ?)", [(name, str(period.end))])
            put("INSERT INTO issue_story VALUES (?, ?)", [(name, id_) for id_ in sent.stories])

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query finds; :first, :last and :today are days."""
        values = {"first": self.first, "last": self.last, "today": str(self.today)}
        return self.base.execute(sql, values).fetchall()

    def one(self, sql: str) -> Any:
        """The only value that a query finds."""
        ((value,),) = self.rows(sql)
        return value

    def units(self) -> list[str]:
        """The names of the units, in their order."""
        return [
            name for (name,) in self.rows("SELECT name FROM unit GROUP BY name ORDER BY MIN(place)")
        ]

    def flows(self) -> list[list[int]]:
        """c(A, B) for each pair of units."""
        counts = {(a, b): n for a, b, n in self.rows(
            "SELECT gave, got, COUNT(*) FROM telling GROUP BY gave, got")}  # fmt: skip
        return [[counts.get((a, b), 0) for b in self.units()] for a in self.units()]
