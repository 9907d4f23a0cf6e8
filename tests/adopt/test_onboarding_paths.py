"""The paths and steps of the onboarding are the organisation's own, with ours as defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model import Channel
from generator.model.organisation import PATHS, STEPS
from generator.outputs.site import guides, path
from tests.conftest import Organisation

_OWN = """\
onboarding:
  paths:
    bakers: For bakers
    night-shift: For the night shift
  steps:
    first-night: The first night
    first-month: The first month
"""


def _with(organisation: Organisation, more: str) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", site + more)


def _guide(organisation: Organisation, name: str, fields: str) -> Path:
    return organisation.config(
        f"onboarding/{name}.md", f"---\ntitle: {name}\n{fields}---\nHello.\n"
    )


def _paths(organisation: Organisation) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    context = organisation.built().context(Channel.SITE, Channel.ONBOARDING)
    made = {page.path: page for page in path.make(context)}
    listed = []
    for id_ in guides.paths_of(context):
        steps = path._path(context, id_, guides.sorted_guides(context)).steps
        if steps:
            assert f"onboarding/path-{id_}.md" in made
            listed.append((id_, [(title, [g.id for g in them]) for title, them in steps]))
    return listed


def test_ours_are_the_defaults(organisation: Organisation) -> None:
    assert tuple(guides.PATHS) == PATHS
    assert tuple(guides.STEPS) == STEPS
    organisation.story("first")
    assert _paths(organisation) == [("everyone", [("Day 1", ["day-1"])])]


def test_an_organisation_has_its_own(organisation: Organisation) -> None:
    organisation.story("first")
    _with(organisation, _OWN)
    _guide(organisation, "day-1", "path: night-shift\nstep: first-month\n")
    _guide(organisation, "lamp", "path: night-shift\nstep: first-night\n")
    _guide(organisation, "oven", "path: bakers\nstep: first-night\n")
    _guide(organisation, "words", "path: bakers\n")
    assert [p for p in organisation.problems() if p.is_error] == []
    assert _paths(organisation) == [
        ("bakers", [("The first night", ["oven"])]),
        ("night-shift", [("The first night", ["lamp"]), ("The first month", ["day-1"])]),
    ]


@pytest.mark.parametrize(
    ("fields", "message", "place"),
    [
        ("path: bakerz\nstep: first-night\n", '"bakerz" is not defined', ":3:7"),
        ("path: bakers\nstep: day-1\n", '"day-1" is not defined', ":4:7"),
        ("step: first-night\n", '"everyone" is not defined', ""),
    ],
)
def test_what_is_not_defined_is_an_error_at_its_place(
    organisation: Organisation, fields: str, message: str, place: str
) -> None:
    _with(organisation, _OWN)
    _guide(organisation, "day-1", fields)
    (problem,) = [p for p in organisation.problems() if p.is_error]
    assert (problem.code, problem.message) == ("G106", message)
    assert str(problem.location).startswith(f"site_config/onboarding/day-1.md{place}")
    assert "add it to `onboarding` in site_config/site.yml" in (problem.hint or "")


def test_a_guide_cannot_have_the_address_of_a_path(organisation: Organisation) -> None:
    _with(organisation, _OWN)
    _guide(organisation, "day-1", "path: bakers\n")
    _guide(organisation, "path-bakers", "path: bakers\n")
    (problem,) = [p for p in organisation.problems() if p.is_error]
    assert "cannot become a web address" in problem.message


@pytest.mark.parametrize("field", ["paths", "steps"])
def test_a_title_names_nobody_who_did_not_agree(organisation: Organisation, field: str) -> None:
    _with(organisation, f"onboarding: {{{field}: {{everyone: With Dora Nkemelu, day-1: X}}}}\n")
    if field == "steps":
        _guide(organisation, "day-1", "step: everyone\n")
    organisation.story("first")
    codes = {p.code: p for p in organisation.problems() if p.severity != "advice"}
    assert "C122" in codes
    context = organisation.built().context(Channel.SITE, Channel.ONBOARDING)
    assert not any("Nkemelu" in str(page) for page in path.make(context))


@pytest.mark.parametrize(
    ("field", "of_guide"),
    [("paths", "step: day-1\npath: dora-nkemelu\n"), ("steps", "step: dora-nkemelu\n")],
)
def test_an_address_names_nobody_who_did_not_agree(
    organisation: Organisation, field: str, of_guide: str
) -> None:
    own = f"onboarding: {{{field}: {{everyone: Everyone, dora-nkemelu: Ours}}}}\n"
    _with(organisation, own)
    _guide(organisation, "day-1", of_guide)
    organisation.story("first")
    assert "C122" in {p.code for p in organisation.problems()}
    context = organisation.built().context(Channel.SITE, Channel.ONBOARDING)
    made = str(list(path.make(context)))
    assert "nkemelu" not in f"{made}{context.edition}".lower()
    assert "Ours" in made


@pytest.mark.parametrize(
    "marker", ["{{ stories }}", "{{stories}}", "{% stories %}", "[[stories]]", "{{ story: first }}"]
)
def test_a_marker_of_another_program_is_found(organisation: Organisation, marker: str) -> None:
    organisation.story("first")
    organisation.config(
        "onboarding/day-1.md",
        f"---\ntitle: Day 1\n---\nHello.\n\n{marker}\n\n`{{{{ stories }}}}`\n",
    )
    (problem,) = [p for p in organisation.problems() if p.code == "G112"]
    assert f'"{marker}" is not a placeholder here' in problem.message
    assert str(problem.location) == "site_config/onboarding/day-1.md:6:1"
