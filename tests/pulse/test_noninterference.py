"""Equal projections, equal pulse: who stands behind somebody unnamed decides no number, and no byte.

Two organisations show the same stories, in which other people are unnamed, or more stories are hidden.
Everything that the pulse prints of them is compared: page, JSON, CSV, the part of an issue, and sheets.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generator
from generator.consent import display
from generator.consent.display import Naming
from generator.model import Channel
from generator.outputs.pulse.card_words import card_text
from generator.outputs.pulse.issue_part import issue_pulse
from generator.outputs.site import pulse as page
from generator.private.printed import FORMATS, sheets_file
from generator.pulse.projection import PublicRecord, project
from tests.built import Built
from tests.consent.test_projection import (
    FULL,
    GENERATED,
    HIDDEN,
    LAST,
    PAIRS,
    PRIVATE,
    UNNAMED,
    Shape,
    Told,
    World,
    printed,
    shapes,
    story,
)

PULSE = Path(generator.__file__).parent / "pulse"
TEAMS = """\
bench: {name: Bench, department: Workshop, headcount: 16}
office: {name: Office, department: Services, headcount: 14}
yard: {name: Yard, department: Workshop, headcount: 9}
attic: {name: Attic, department: Services, headcount: 3}
"""
EDITIONS = ((Channel.SITE,), (Channel.SITE, Channel.NEWSLETTER), (Channel.SITE, Channel.TOWNHALL),
            (Channel.NEWSLETTER,), (Channel.TOWNHALL,))  # fmt: skip


def built_of(world: World, folder: Path) -> Built:
    """A world with three teams that are large enough to be shown."""
    organisation = world.write(folder)
    organisation.config("teams.yml", TEAMS)
    world.tell(organisation, LAST)
    built = Built.of(organisation.root, LAST, EDITIONS)
    assert not [p for p in built.problems if p.is_error], built.problems
    return built


def everything(built: Built) -> dict[str, bytes]:
    """What the pulse prints anywhere."""
    context = built.context(Channel.SITE)
    made = {getattr(a, "path", ""): printed(a) for a in page.make(context)}
    assert made.keys() == {"pulse/index.md", "pulse/pulse.json", "pulse/pulse.csv"}
    found = context.cards
    for each in FORMATS:
        file = sheets_file(context.render, built.settings.site, found, each)
        made[file.path] = file.content
    made["cards"] = repr([card_text(card, context.words) for card in found]).encode()
    for channel in (Channel.NEWSLETTER, Channel.TOWNHALL):
        record = built.publication.pulse_record(channel)
        for period in built.periods:
            said = issue_pulse(record, period, context.words)
            made[f"{channel} {period.name}"] = repr(said).encode()
    return made


def compared(one: World, two: World, of: Callable[[Built], dict[str, bytes]]) -> list[str]:
    """What differs between two worlds."""
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        built_one, built_two = built_of(one, Path(first)), built_of(two, Path(second))
        assert project(built_one.context(Channel.SITE).edition) == project(
            built_two.context(Channel.SITE).edition
        ), "what the pulse may know is the same"
        a, b = of(built_one), of(built_two)
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, World]:
    """Two organisations with the same projection, and enough stories for every figure."""
    first, second = draw(shapes()), draw(shapes())
    shape = Shape(
        (
            *first.stories,
            *({**told, "id_": f"x{told['id_']}"} for told in second.stories if "continues" not in told),
        )
    )  # fmt: skip
    return shape.world(draw, changed=False), shape.world(draw, changed=True)


@pytest.mark.slow
@settings(GENERATED, max_examples=12)
@given(worlds())
def test_equal_projections_have_the_same_pulse(both: tuple[World, World]) -> None:
    assert compared(*both, everything) == []


@pytest.mark.exhaustive
@settings(GENERATED, max_examples=300)
@given(worlds())
def test_equal_projections_have_the_same_pulse_in_hundreds_of_organisations(
    both: tuple[World, World],
) -> None:
    assert compared(*both, everything) == []


MANY = tuple(
    story(f"m{n}", f"2026-{9 + n % 3:02}-{n + 3:02}", giver, receiver, **FULL)
    for n, (giver, receiver) in enumerate(
        [("ana", "bo"), ("bo", "ana"), ("ana", "team:office"), ("team:yard", "ana"), ("bo", "team:yard"),
         ("ana", "bo"), ("team:yard", "bo"), ("team:bench", "team:yard"), ("bo", "ana")]
    )
)  # fmt: skip
"""Named people and teams, so that there are figures of units."""


@pytest.mark.parametrize("what", PAIRS)
def test_what_is_not_shown_counts_nowhere(what: str) -> None:
    one, two = (
        World((*world.stories, *MANY), world.private, world.reverse) for world in PAIRS[what]
    )
    assert compared(one, two, everything) == []


def test_swapped_people_hidden_stories_and_private_entries_change_nothing() -> None:
    def told(first: str, second: str) -> tuple[Told, ...]:
        return (
            story("s0", "2026-10-02", first, "team:office", **FULL),
            story("u2", "2026-10-05", second, "ana", **FULL),
            story("u3", "2026-10-08", f"[{first}, ana]", second, **FULL),
        )

    hidden = tuple({"date": "2026-10-09", **FULL, **each} for each in HIDDEN)
    one = World((*told("cem", "dee"), *MANY))
    private = dict(zip(sorted(UNNAMED), PRIVATE, strict=False))
    two = World((*told("dee", "jo-e"), *MANY, *hidden), private, reverse=True)
    assert compared(one, two, everything) == []


# --- whether a leak is seen ---------------------------------------------------------------------


def _people(built: Built) -> dict[str, bytes]:
    """A figure that counts different people, named or not."""
    givers = {ref for record in built.library.records for ref in record.meta.givers}
    return {**everything(built), "givers": str(len(givers)).encode()}


def test_a_count_of_different_people_is_seen() -> None:
    one = World((story("a", "2026-10-02", "cem"), story("b", "2026-10-03", "cem"), *MANY))
    two = World((story("a", "2026-10-02", "cem"), story("b", "2026-10-03", "dee"), *MANY))
    assert compared(one, two, _people) == ["givers"]


def test_a_team_that_is_told_although_it_is_too_small_is_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With a gate that tells every team, the projections of the same two worlds are no longer equal."""
    one = World((story("a", "2026-10-02", "dora"), *MANY))
    two = World((story("a", "2026-10-02", "anonymous"), *MANY))
    assert compared(one, two, everything) == []

    def tells_all(self: display.Directory, people: frozenset[str], named: frozenset[str], *rest: object) -> Naming:  # fmt: skip
        return Naming(named, frozenset(self.teams))

    monkeypatch.setattr(display.Directory, "naming", tells_all)
    with pytest.raises(AssertionError, match="what the pulse may know"):
        compared(one, two, everything)


# --- by construction ----------------------------------------------------------------------------


def _names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        *(node.id for node in ast.walk(tree) if isinstance(node, ast.Name)),
        *(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)),
        *(
            a.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for a in node.names
        ),
    }


def test_only_the_projection_touches_what_an_edition_shows() -> None:
    users = {
        path.name
        for path in PULSE.glob("*.py")
        if any(name.startswith("Shown") or name == "Edition" for name in _names(path))
    }
    assert users == {"projection.py"}


def test_no_module_of_the_pulse_knows_a_person() -> None:
    for path in PULSE.glob("*.py"):
        assert _names(path).isdisjoint(
            {
                "person_key",
                "named",
                "Person",
                "Library",
                "Record",
                "Settings",
                "Directory",
                "text_of",
            }
        ), path.name


def test_what_the_pulse_knows_has_no_people() -> None:
    fields = PublicRecord._fields
    assert not {"people", "helpers", "guides", "choices"} & set(fields)


# --- a hostile reader ---------------------------------------------------------------------------


def test_a_reader_with_the_roster_tells_no_candidates_apart() -> None:
    """Who knows every member of every team, and tries each of them in the place of somebody unnamed."""

    def with_giver(who: str) -> World:
        return World((story("s0", "2026-10-02", who, "ana", **FULL), *MANY))

    bench = [id_ for id_, entry in UNNAMED.items() if "team: bench" in entry and "[]" not in entry]
    first, *others = bench
    assert len(others) == 3
    for other in others:
        assert compared(with_giver(first), with_giver(other), everything) == []
