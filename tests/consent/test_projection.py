"""Equal projections are equal bytes: nothing public depends on who stands behind somebody unnamed.

Each test writes two organisations that show the same stories, in which other people are unnamed, and
compares everything that a series of builds makes of them. See docs/decisions/0019-what-is-public-depends-on-what-is-shown.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from generator import outputs
from generator.cli import main
from generator.consent import redact
from generator.edition import Redacted, ShownStory
from generator.model import Channel, Story
from generator.newsletter.issue import Numbers
from generator.newsletter.record import path_of, record
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Artifact, File, PrintedPage, SearchEntry
from tests.built import Built
from tests.conftest import Organisation, organisation_in

SENT = (dt.date(2026, 10, 28), dt.date(2026, 11, 28))
"""The days on which an issue is sent."""
LAST = dt.date(2026, 12, 20)

TEAMS = """\
bench: {name: Bench, department: Workshop, headcount: 16}
office: {name: Office, department: Services, headcount: 14}
attic: {name: Attic, department: Services, headcount: 3}
"""
NAMED = """\
ana: {name: Ana Óscoz, name_in: {ar: آنا أوسكوز}, team: bench, role: fitter, named: yes}
bo: {name: Bo Lindqvist, team: office, named: yes, show_as: first, offers: [lamps]}
fay: {name: Fay Odhiambo, team: office, role: bookkeeper, named: yes, show_as: role, offers: [ink]}
gus: {name: Gus Okri, team: bench, left: 2026-09-01, named: yes}
"""
UNNAMED = {
    "cem": "name: Cem Aydın, team: bench, named: ask",
    "dee": "name: Dee Ravnkilde, team: bench, named: ask",
    "jo-e": "name: Josefa Echeverri, team: bench, named: ask",
    "anaw": "name: Ana Weisz, team: bench, named: ask",
    "eli": "name: Eli Harrow, team: office, named: ask",
    "gil": "name: Gil Marsh, team: office, named: ask",
    "hal": "name: Hal Ferrer, team: office, named: ask",
    "dora": "name: Dora Nkemelu, team: attic, named: ask",
    "ines": "name: Inés Valtierra, team: attic, named: ask",
    "away": "name: Awa Yeboah, team: bench, named: no, channels: []",
}
"""People who are named in no story without their consent. The wishes in a team are the same."""
POOLS = {
    "bench": ("cem", "dee", "jo-e", "anaw"),
    "office": ("eli", "gil", "hal"),
    "attic": ("dora", "ines"),
}
PRIVATE = (
    "emails: [cm@x.example], also_written: [Джем Айдын], former_names: [Cem Bezirgan], forge: cm",
    "joined: 2019-03-01",
    "joined: 2019-03-01, role: mason, place: Leith, also_show: [role, place, since]",
    "joined: 2026-10-20",
    "left: 2026-09-20",
    "leads: yes, attended: [{practice: lamps, days: [2026-11-05]}]",
    "mentoring: {gives: 1}",
    "reach: {phone: '+44 131 496 0112', in_person: The third bay}",
    "name_in: {ar: ضرغام المتلمس}",
)
"""Entries of people.yml that nothing prints."""
HIDDEN: tuple[dict[str, str], ...] = (
    {"id_": "kept", "givers": "cem", "receivers": "ana", "channels": "[townhall]"},
    {"id_": "unwelcome", "givers": "away", "receivers": "eli"},
    {"id_": "spelled", "givers": "ana", "receivers": "bo", "body": "Dee Ravnkilde came."},
    {"id_": "later", "givers": "ana", "receivers": "bo", "continues": "s0", "channels": "[townhall]", "date": "2026-11-20"},
)  # fmt: skip
"""Stories that no channel of an issue or of the site shows."""

Told = Mapping[str, str]
"""The fields of a story, with its id and its body."""


@dataclass(frozen=True)
class World:
    """What an organisation's folder holds besides what all have in common."""

    stories: tuple[Told, ...]
    private: Mapping[str, str] = field(default_factory=dict)
    """More of somebody's entry in people.yml."""
    reverse: bool = False
    """Whether people.yml begins with the last entry."""
    more_people: str = ""

    def write(self, folder: Path) -> Organisation:
        """Write all but the stories."""
        organisation = organisation_in(folder)
        entries = [*NAMED.splitlines(), *self.more_people.splitlines()]
        for id_, entry in UNNAMED.items():
            more = f", {self.private[id_]}" if id_ in self.private else ""
            entries.append(f"{id_}: {{{entry}{more}}}")
        organisation.config("teams.yml", TEAMS)
        organisation.config(
            "people.yml", "\n".join(reversed(entries) if self.reverse else entries) + "\n"
        )
        organisation.config(
            "onboarding/day-9.md",
            "---\ntitle: Day 9\nstep: week-1\nthemes: [listening]\n---\nListen.\n",
        )
        organisation.config("practices/lamps.yml", PRACTICE)
        return organisation

    def tell(self, organisation: Organisation, day: dt.date) -> None:
        """Write the stories that have happened by a day."""
        for told in self.stories:
            if told["date"] <= str(day):
                organisation.story(**{"body": "It took an hour.", **told})


PRACTICE = """\
title: The lamp circle
kind: mentoring-circle
lead: [ana]
what: We hold lamps.
for: Anyone.
cadence: weekly
join: Come.
dates: [{start: 2026-12-03 16:00}]
"""


def printed(artifact: Artifact) -> bytes:
    """Everything that is printed of an artifact."""
    if isinstance(artifact, File):
        return artifact.content
    if isinstance(artifact, PrintedPage):
        found = _found(artifact.search and artifact.search())
        return repr((artifact._replace(body=None, search=None), artifact.body(), found)).encode()  # type: ignore[arg-type]
    found = [_found(artifact.search), *map(_found, artifact.places.values())]
    ids = list(artifact.places)
    return repr((replace(artifact, finish=None, search=None, places={}), ids, found)).encode()


def _found(entry: SearchEntry | None) -> object:
    """What the search finds, with its whole text."""
    return entry and (*entry._replace(more=str), entry.more())


def made(built: Built) -> Iterator[tuple[str, bytes]]:
    """What a build makes: the site with its feeds, calendars and search, and all formats of all issues."""
    site = built.site()
    for artifact in (*site, *built.search_files(site)):
        yield (
            f"site/{getattr(artifact, 'path', None) or getattr(artifact, 'address', '')}",
            printed(artifact),
        )
    for period in built.periods:
        for file in built.digest(period):
            yield f"newsletter/{period.name}/{file.path}", file.content


def lived(world: World, folder: Path) -> Iterator[tuple[str, bytes]]:
    """What builds make from month to month; each time, the issue that is due is sent."""
    organisation = world.write(folder)
    for day in (*SENT, LAST):
        world.tell(organisation, day)
        built = Built.of(organisation.root, day)
        assert not [p for p in built.problems if p.is_error], built.problems
        for name, content in made(built):
            yield f"{day} {name}", content
        due = built.publication.plans.due
        if day != LAST and due is not None:
            plan = built.publication.plans.of(due)
            text = record(plan, day, built.settings.sent.get(due.name))
            if text is not None:
                organisation.write(path_of(due), text)
                yield f"{day} {path_of(due)}", text.encode()


def differences(one: World, two: World, *, only: str = "") -> list[str]:
    """What of the lives of two organisations is not the same."""
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        made_of_one, made_of_two = dict(lived(one, Path(first))), dict(lived(two, Path(second)))
    assert len(made_of_one) > 100
    return sorted(
        name
        for name in made_of_one.keys() | made_of_two.keys()
        if only in name and made_of_one.get(name) != made_of_two.get(name)
    )


@pytest.fixture(autouse=True)
def _templates_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each build has its own renderer, whose templates are the same."""
    monkeypatch.setattr(Environment, "compile", _compiled)


_compile = Environment.compile
_COMPILED: dict[tuple[object, ...], Any] = {}


def _compiled(self: Environment, *source: Any) -> Any:
    if source not in _COMPILED:
        _COMPILED[source] = _compile(self, *source)
    return _COMPILED[source]


# --- pairs that are told apart where a key, a name or an entry of somebody unnamed decides ------


def story(id_: str, day: str, givers: str, receivers: str = "team:office", **more: str) -> Told:
    return {"id_": id_, "date": day, "givers": givers, "receivers": receivers, **more}


FULL = {"outcome": "It held.", "themes": "listening"}
_MANY = tuple(
    story(f"r{n}", f"2026-10-{n + 1:02}", f"[{giver}]", themes="listening")
    for n, giver in enumerate(("dee", "jo-e", "dee", "cem", "jo-e", "dee", "jo-e", "cem"))
)


def _by(who: str, *others: Told) -> World:
    """An organisation in which `who` gave in the first story."""
    return World((story("s0", "2026-10-02", who, **FULL), *others))


NIA = (
    "nia: {name: Nia Kallio, team: bench, named: {newsletter: yes}}\n"
    "oda: {name: Oda Fjelde, team: bench, named: {newsletter: yes}}\n"
)
"""Two who are named in the newsletter, and not on the site."""
PAIRS: dict[str, tuple[World, World]] = {
    "who led the last issue": (
        _by("cem", story("n1", "2026-11-04", "cem", **FULL), story("n2", "2026-11-03", "jo-e", **FULL)),
        _by("dee", story("n1", "2026-11-04", "cem", **FULL), story("n2", "2026-11-03", "jo-e", **FULL)),
    ),
    "who is a new voice": (
        _by("cem", story("n1", "2026-11-04", "cem", consent="cem", **FULL)),
        _by("dee", story("n1", "2026-11-04", "cem", consent="cem", **FULL)),
    ),
    "whose story is related": (
        World((story("s0", "2026-10-28", "cem", themes="listening"), *_MANY)),
        World((story("s0", "2026-10-28", "dee", themes="listening"), *_MANY)),
    ),
    "one person in two stories, or two": (
        World((*_MANY, story("s1", "2026-11-02", "[cem, eli]", "dora", **FULL))),
        World((*_MANY, story("s1", "2026-11-02", "[anaw, hal]", "ines", **FULL))),
    ),
    "who has left": (
        replace(_by("cem", *_MANY), private={"cem": "left: 2026-09-20"}),
        replace(_by("dee", *_MANY), private={"cem": "left: 2026-09-20"}),
    ),
    "who shares a first name with somebody named": (
        _by("cem", story("n1", "2026-10-05", "ana", body="@ana met @anaw. Then @ana sat, and @ana rose.")),
        _by("cem", story("n1", "2026-10-05", "ana", body="@ana met @dee. Then @ana sat, and @ana rose.")),
    ),
    "whose id looks like an abbreviation": (
        _by("cem", story("n1", "2026-10-05", "ana", body="There was @jo-e. @eli came.")),
        _by("cem", story("n1", "2026-10-05", "ana", body="There was @dee. @eli came.")),
    ),
    "who is anonymous": (
        _by("anonymous", story("n1", "2026-11-03", "dora", **FULL)),
        _by("ines", story("n1", "2026-11-03", "dora", **FULL)),
    ),
    "the order of people.yml": (
        _by("[ana, gus]", *_MANY),
        replace(_by("[ana, gus]", *_MANY), reverse=True),
    ),
    "what nobody prints": (
        World(_MANY),
        World(
            tuple({**told, "not_names": "[Will]", "declined": "[hal, gil]"} for told in _MANY),
            private=dict(zip(("cem", "dee", "jo-e", "eli"), PRIVATE, strict=False)),
        ),
    ),
    "stories that nobody sees": (
        _by("cem", *_MANY),
        _by("cem", *_MANY, *({"date": "2026-10-03", **told} for told in HIDDEN)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", PAIRS)
def test_what_is_not_shown_decides_nothing(what: str) -> None:
    assert differences(*PAIRS[what]) == []


@pytest.mark.slow
@pytest.mark.parametrize("who", ["who led the last issue", "who is a new voice"])
def test_who_is_named_in_the_newsletter_alone_decides_nothing_on_the_site(who: str) -> None:
    """An issue is planned once: whoever is unnamed on its page on the site has no part in that."""
    one, two = (
        World(
            tuple(
                {
                    name: re.sub(r"\bcem\b", "nia", re.sub(r"\bdee\b", "oda", value))
                    for name, value in told.items()
                    if name != "consent"
                }
                for told in world.stories
            ),
            more_people=NIA,
        )
        for world in PAIRS[who]
    )
    assert differences(one, two, only=" site/") == []
    assert differences(one, two, only="digest.txt") != [], "in the newsletter they are two people"


def test_the_numbers_of_the_issue_before_count_what_is_shown_here(tmp_path: Path) -> None:
    world = World((*_MANY, story("n1", "2026-11-03", "ana")))
    organisation = world.write(tmp_path)
    world.tell(organisation, LAST)
    organisation.story("kept", date="2026-10-09", channels="[newsletter, onboarding]")
    built = Built.of(organisation.root, SENT[1])
    november = built.periods[0]

    def before(*channels: Channel) -> Numbers | None:
        return built.context(*channels).issues.issue(november).before

    here, there = before(Channel.SITE, Channel.NEWSLETTER), before(Channel.NEWSLETTER)
    assert here
    assert there
    assert (here.stories, there.stories) == (8, 9)


# --- generated ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """Stories as a projection has them: `bench:0` is the first unnamed colleague in Bench."""

    stories: tuple[Told, ...]

    def world(self, draw: st.DrawFn, *, changed: bool) -> World:
        """An organisation of this shape. If it is `changed`, more differs than who is unnamed."""
        stories = [self._filled(draw, told) for told in self.stories]
        if not changed:
            return World(tuple(stories))
        hidden = draw(st.lists(st.sampled_from(HIDDEN), unique_by=lambda told: told["id_"]))
        stories += [
            {"date": f"2026-{draw(st.integers(8, 11)):02}-07", **FULL, **told} for told in hidden
        ]
        everybody = st.sampled_from(sorted(UNNAMED.keys() - CONSENTING))
        private = draw(st.dictionaries(everybody, st.sampled_from(PRIVATE), max_size=4))
        return World(tuple(stories), private, draw(st.booleans()))

    @staticmethod
    def _filled(draw: st.DrawFn, told: Told) -> Told:
        """A story with somebody for each place, who is not in it by their name."""
        who = {
            f"{team}:{n}": id_
            for team, pool in POOLS.items()
            for n, id_ in enumerate(
                draw(st.permutations([id_ for id_ in pool if id_ != told.get("consent")]))
            )
        }
        return {
            name: re.sub(r"\b(?:bench|office|attic):\d", lambda match: who[match[0]], value)
            for name, value in told.items()
        }


CONSENTING = ("cem", "eli")
"""People who are named in some stories; whether they have left is shown there."""


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    named = ["ana", "bo", "fay", "gus", "team:bench", "anonymous"]
    places = ["bench:0", "bench:1", "bench:2", "office:0", "office:1", "attic:0", "attic:1"]
    stories: list[Told] = []
    happened = st.dates(dt.date(2026, 9, 1), dt.date(2026, 11, 19))
    days = sorted(draw(st.lists(happened, min_size=3, max_size=9)))
    for number, day in enumerate(days):
        consent = draw(st.sampled_from(["", "", *CONSENTING]))
        ids = [*named, *places, *([consent] * 3 if consent else [])]
        some = st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True)
        givers = draw(some)
        receivers = [id_ for id_ in draw(some) if id_ not in givers] or ["team:office"]
        people = [id_ for id_ in ids if id_ not in ("team:bench", "anonymous")]
        mentioned = draw(st.lists(st.sampled_from(people), max_size=3))
        more = {"consent": consent} if consent in (*givers, *receivers, *mentioned) else {}
        if more == {}:
            mentioned = [id_ for id_ in mentioned if id_ != consent]
        more |= {"outcome": "It held."} if draw(st.booleans()) else {}
        more |= {"ask": "Could you hold the lamp for one hour?"} if draw(st.booleans()) else {}
        if draw(st.booleans()):
            corrected = max(day, min(day + dt.timedelta(draw(st.integers(0, 60))), SENT[0]))
            who = draw(st.sampled_from(mentioned)) if mentioned else ""
            note = f"It was @{who}." if who else "It was the second lamp."
            more["corrections"] = f'{{date: {corrected}, note: "{note}"}}'
        if number and draw(st.booleans()):
            more["continues"] = f"s{number - 1}"
        stories.append(
            story(
                f"s{number}",
                str(day),
                f"[{', '.join(givers)}]",
                f"[{', '.join(receivers)}]",
                kind=draw(st.sampled_from(("mentoring", "feedback", "help"))),
                themes=draw(st.sampled_from(("asking", "listening"))),
                body=" ".join(f"Then @{id_}. It held." for id_ in mentioned) + " It took an hour.",
                **more,
            )
        )
    return Shape(tuple(stories))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[World, World]:
    """Two organisations with the same projection."""
    shape = draw(shapes())
    return shape.world(draw, changed=False), shape.world(draw, changed=True)


GENERATED = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # a life takes too long to be made smaller
)


@pytest.mark.slow
@settings(GENERATED, max_examples=4)
@given(pairs())
def test_equal_projections_are_equal_bytes(both: tuple[World, World]) -> None:
    assert differences(*both) == []


@pytest.mark.exhaustive
@settings(GENERATED, max_examples=200)
@given(pairs())
def test_equal_projections_are_equal_bytes_in_hundreds_of_histories(
    both: tuple[World, World],
) -> None:
    assert differences(*both) == []


# --- as it is written, and whether a leak is seen -----------------------------------------------


def _written(world: World, folder: Path) -> dict[str, str]:
    """The sums of all files that the command writes for a website, a folder and two issues."""
    organisation = world.write(folder)
    october, november = map(str, SENT)
    for words in (
        ["digest", "--sent", "--today", october],
        ["build", "--today", november],
        ["build", "--offline", "--today", november],
        ["digest", "--sent", "--today", november],
    ):
        world.tell(organisation, dt.date.fromisoformat(words[-1]))
        result = CliRunner().invoke(main, ["--root", str(organisation.root), *words])
        assert result.exit_code == 0, result.output
    public = ("site/", "site-offline/", "build/", "site_config/newsletters/")
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and (name := path.relative_to(folder).as_posix()).startswith(public)
    }


@pytest.mark.slow
def test_the_folders_that_are_written_are_equal(tmp_path: Path) -> None:
    """Site, offline folder and digests, as a builder and an editor write them."""
    one, two = (
        World(
            tuple(told for name in names for told in PAIRS[name][number].stories),
            private={"dee": "left: 2026-09-20"},
            reverse=bool(number),
        )
        for number, names in enumerate([("who led the last issue", "whose story is related")] * 2)
    )
    one, two = (replace(w, stories=_unique(w.stories)) for w in (one, two))
    first, second = _written(one, tmp_path / "one"), _written(two, tmp_path / "two")
    assert len(first) > 60
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()  # fmt: skip


def _unique(stories: tuple[Told, ...]) -> tuple[Told, ...]:
    return tuple({told["id_"]: told for told in stories}.values())


def _leaky_output(context: OutputContext) -> Iterator[File]:
    """A file in which only the size of the sources is told."""
    sizes = sum(path.stat().st_size for path in (context.root / "stories").rglob("*.md"))
    yield File("sizes.txt", str(sizes).encode())


def _leaky_redact(told: Story, *rest: Any) -> Redacted:
    """Onboarding pages avoid what cem is in."""
    shown: ShownStory = _redact(told, *rest)
    return shown._replace(has_left="cem" in (*told.givers, *told.receivers))


_redact = redact.redact


def test_an_output_that_leaks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = _by("cem"), _by("jo-e")
    assert differences(one, two) == []
    (channels, _), *_ = outputs.SITE
    monkeypatch.setattr(outputs, "SITE", (*outputs.SITE, (channels, _leaky_output)))
    assert differences(one, two) == [f"{day} site/sizes.txt" for day in (*SENT, LAST)]


def test_a_choice_that_leaks_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = _by("cem", *_MANY), _by("dee", *_MANY)
    monkeypatch.setattr(redact, "redact", _leaky_redact)
    assert any("onboarding/" in name for name in differences(one, two))
