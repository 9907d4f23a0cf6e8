"""The scenarios: conversations to practise, each with cards to print."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generator.model import DEBRIEF, Scenario, Turn
from generator.outputs.context import OutputContext
from generator.outputs.grouping import by_id
from generator.rendering.artifacts import Page, SearchEntry
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
    _ = context.words.gettext
    yield Page.from_html(
        "scenarios/index.md",
        _("Scenarios"),
        context.render("site/scenarios.html", scenarios=scenarios, root="../"),
        _("Conversations to practise before you need them."),
    )
    ids = [id_ for _slug, scenario in scenarios for id_ in scenario.stories]
    told = by_id(context.edition.stories, ids)
    for slug, scenario in scenarios:
        steps = reachable_steps(scenario)
        values = {
            "id": slug,
            "scenario": scenario,
            "steps": steps,
            "numbers": {step.id: step.number for step in steps},
            "debrief": markdown.html(scenario.debrief, context.edition.site.language).html,
            "stories": [told[id_] for id_ in scenario.stories if id_ in told],
        }
        for name, title, template, root in (
            ("", scenario.title, "scenario", "../../"),
            ("/cards", _("%(title)s: cards", title=scenario.title), "cards_to_print", "../../../"),
        ):
            yield Page.from_html(
                f"scenarios/{slug}{name}.md",
                title,
                context.render(f"site/{template}.html", root=root, **values),
                _("%(skill)s: a conversation to practise.", skill=scenario.skill),
                search=None
                if name
                else SearchEntry(
                    title,
                    scenario.setting,
                    kicker=_("Scenario"),
                    more=partial(_text, context, scenario),
                ),
            )


def _text(context: OutputContext, scenario: Scenario) -> str:
    """What a scenario's page says after its setting, as plain text."""
    texts = [scenario.skill, scenario.roles[0].name, scenario.roles[0].brief]
    for step in reachable_steps(scenario):
        texts.append(step.turn.says)
        texts += (text for choice in step.turn.choices for text in (choice.text, choice.why))
    texts.append(markdown.plain(scenario.debrief, context.edition.site.language))
    return "\n\n".join(texts)


def reachable_steps(scenario: Scenario) -> tuple[NumberedStep, ...]:
    """The steps that can be reached, nearest to the start first."""
    ids = [scenario.start]
    for id_ in ids:  # which grows while it is read
        followers = dict.fromkeys(choice.to for choice in scenario.steps[id_].choices)
        ids += [to for to in followers if to != DEBRIEF and to not in ids]
    return tuple(NumberedStep(n, id_, scenario.steps[id_]) for n, id_ in enumerate(ids, 1))
