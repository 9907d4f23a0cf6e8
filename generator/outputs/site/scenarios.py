"""The scenarios: conversations to practise, each with cards to print."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.model import DEBRIEF, Scenario, Turn
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Page
from generator.text import markdown


class NumberedStep(NamedTuple):
    """A step of a scenario, numbered in the order in which readers may reach it."""

    number: int
    id: str
    turn: Turn


def make(context: OutputContext) -> Iterator[Page]:
    """The pages `scenarios/index.md`, and for each scenario its own and its cards."""
    scenarios = sorted(context.edition.scenarios.items(), key=lambda item: (item[1].order, item[0]))
    if not scenarios:
        return
    yield Page.from_html(
        "scenarios/index.md",
        "Scenarios",
        context.render("site/scenarios.html", scenarios=scenarios, root="../"),
        "Conversations to practise before you need them.",
    )
    by_id = context.groups.by_id
    for slug, scenario in scenarios:
        steps = reachable_steps(scenario)
        values = {
            "id": slug,
            "scenario": scenario,
            "steps": steps,
            "numbers": {step.id: step.number for step in steps},
            "debrief": markdown.html(scenario.debrief, context.edition.site.language).html,
            "stories": [by_id[id_] for id_ in scenario.stories if id_ in by_id],
        }
        for name, title, template, root in (
            ("", scenario.title, "scenario", "../../"),
            ("/cards", f"{scenario.title}: cards", "cards_to_print", "../../../"),
        ):
            yield Page.from_html(
                f"scenarios/{slug}{name}.md",
                title,
                context.render(f"site/{template}.html", root=root, **values),
                f"{scenario.skill}: a conversation to practise.",
            )


def reachable_steps(scenario: Scenario) -> tuple[NumberedStep, ...]:
    """The steps that can be reached, nearest to the start first."""
    ids = [scenario.start]
    for id_ in ids:  # which grows while it is read
        followers = dict.fromkeys(choice.to for choice in scenario.steps[id_].choices)
        ids += [to for to in followers if to != DEBRIEF and to not in ids]
    return tuple(NumberedStep(n, id_, scenario.steps[id_]) for n, id_ in enumerate(ids, 1))
