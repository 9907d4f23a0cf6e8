"""The scenarios: conversations to practise, each with cards to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.model import DEBRIEF, Scenario, Turn
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Page
from generator.text import markdown


class Scene(NamedTuple):
    """A step in the order in which readers may come to it."""

    number: int
    id: str
    turn: Turn


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `scenarios/index.md`, and for each scenario its own and its cards."""
    scenarios = sorted(context.edition.scenarios.items(), key=lambda item: (item[1].order, item[0]))
    if not scenarios:
        return
    yield Page(
        "scenarios/index.md",
        "Scenarios",
        "insertscenarios",
        {"insertscenarios": context.render("site/scenarios.html", scenarios=scenarios, root="../")},
        "Conversations to practise before you need them.",
        hide=("toc",),
    )
    for slug, scenario in scenarios:
        scenes = in_order(scenario)
        values = {
            "id": slug,
            "scenario": scenario,
            "scenes": scenes,
            "numbers": {scene.id: scene.number for scene in scenes},
            "debrief": markdown.html(scenario.debrief, context.edition.site.language).html,
            "stories": [
                context.groups.by_id[id_] for id_ in scenario.stories if id_ in context.groups.by_id
            ],
        }
        for name, title, template, root in (
            ("", scenario.title, "scenario", "../../"),
            ("/cards", f"{scenario.title}: cards", "cards_to_print", "../../../"),
        ):
            yield Page(
                f"scenarios/{slug}{name}.md",
                title,
                "insertscenario",
                {"insertscenario": context.render(f"site/{template}.html", root=root, **values)},
                f"{scenario.skill}: a conversation to practise.",
                hide=("toc",),
            )


def in_order(scenario: Scenario) -> tuple[Scene, ...]:
    """The steps that can be reached, nearest to the start first."""
    found, at = [scenario.start], 0
    while at < len(found):
        ways = (choice.to for choice in scenario.steps[found[at]].choices)
        found += [to for to in dict.fromkeys(ways) if to != DEBRIEF and to not in found]
        at += 1
    return tuple(Scene(n, id_, scenario.steps[id_]) for n, id_ in enumerate(found, 1))
