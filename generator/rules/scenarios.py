"""Scenarios: every way through one reaches the debrief, and ends with a story that there is.

G121 (error): a choice of a scenario leads nowhere

    A choice in a scenario, or its start, names a step that there is not.

    Why: Whoever plays it would stand before a wall.

    Remedy: Write the id of a step, or "debrief" for the end.

    Bad: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: rest, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

G122 (error): a step of a scenario that no choice leads to

    No choice in the scenario leads to this step.

    Why: Nobody who plays it will ever see the step.

    Remedy: Lead a choice to it, or delete it.

    Bad: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
          rest:
            says: Tea.
            choices: [{text: Drink, to: debrief, why: It is hot.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: rest, why: It is early.}]
          rest:
            says: Tea.
            choices: [{text: Drink, to: debrief, why: It is hot.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

G123 (error): a circle in a scenario, without a way to the debrief

    From this step of the scenario no way leads to the end.

    Why: Whoever plays it would go round for ever.

    Remedy: Let a choice lead to "debrief".

    Bad: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: bench, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

G124 (warning): a scenario names a story that is not there

    A scenario names a story that is not there.

    Why: What was played is followed by what really happened; here nothing would follow.

    Remedy: Write the story's id: its file name without folder and ending.

    Bad: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-huor]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

G125 (error): words of a scenario are still to be written

    A scenario still has … where its words should be, and is no draft.

    Why: A draft from a story only lays out the steps; the words are the scenario.

    Remedy: Write them in place of the dots, or put "draft: yes" at the top until they are written.

    Bad: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: …}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

G126 (advice): what a draft of a scenario still lacks

    A draft of a scenario still lacks words, or a way to the debrief, or its story.

    Why: A draft is printed nowhere and stops nothing, so there is no hurry: this is for its author.

    Remedy: Write what is asked for. When nothing is left, take out the line "draft: yes".

    Bad: site_config/scenarios/at-the-bench.yml

        draft: yes
        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: …}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

G127 (warning): a draft of a scenario that lacks nothing

    A draft of a scenario has everything that a scenario needs, and nobody sees it yet.

    Why: It may have been finished and forgotten.

    Remedy: Take out the line "draft: yes", and it is printed.

    Bad: site_config/scenarios/at-the-bench.yml

        draft: yes
        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: 'When would you have asked?'
        stories: [the-hour]

G128 (error): a debrief holds what prose must not

    The debrief of a scenario holds raw HTML, a picture, or a link that is not safe.

    Why: It would be left out of the page, and whoever reads it would miss it.

    Remedy: Write it in Markdown, with links that begin with https:// or mailto:.

    Bad: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: '<b>When?</b>'
        stories: [the-hour]

    Good: site_config/scenarios/at-the-bench.yml

        title: At the bench
        skill: Asking early
        setting: It is five to four.
        roles: [{name: You, brief: New here.}]
        start: bench
        steps:
          bench:
            says: The lamp is out.
            choices: [{text: Ask, to: debrief, why: It is early.}]
        debrief: '**When?**'
        stories: [the-hour]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.diagnostics.diagnostic import Diagnostic, did_you_mean
from generator.diagnostics.manual import codes
from generator.model import DEBRIEF, Scenario
from generator.record import Library
from generator.rules.prose import unsafe_markdown
from generator.rules.story_ids import why_not_shown
from generator.source.field_codes import GUIDES
from generator.source.parser import document, locate

CODES = codes(__doc__)
NO_SUCH_STEP = CODES["G121"]
UNREACHED_STEP = CODES["G122"]
NO_WAY_OUT = CODES["G123"]
NO_SUCH_STORY = CODES["G124"]
UNWRITTEN = CODES["G125"]
INCOMPLETE_DRAFT = CODES["G126"]
FINISHED_DRAFT = CODES["G127"]
UNSAFE_DEBRIEF = CODES["G128"]

BLANK = "…"
"""A draft's placeholder for words that are still to be written."""


def check(library: Library) -> Iterator[Diagnostic]:
    """Problems of a draft are advice: nobody sees it, and it stops nothing."""
    for scenario in library.settings.scenarios.values():
        found = [*_steps(scenario), *_unwritten(scenario)]
        found += unsafe_markdown(scenario, DEBRIEF, scenario.debrief, UNSAFE_DEBRIEF)
        for index, id_ in enumerate(scenario.stories):
            if why := why_not_shown(id_, library.by_id, library.today):
                found.append(NO_SUCH_STORY(locate(scenario, "stories", index), *why))
        if not scenario.draft:
            yield from found
        elif found:
            yield from (INCOMPLETE_DRAFT(d.location, d.message, d.hint) for d in found)
        else:
            yield FINISHED_DRAFT(
                locate(scenario, "draft"),
                "it is a draft, which nobody sees, and nothing in it is left to write",
                "take out this line, and it is printed",
            )


def _unwritten(scenario: Scenario) -> Iterator[Diagnostic]:
    for path, text in scenario.texts():
        if text == BLANK:
            yield UNWRITTEN(
                locate(scenario, *path),
                "the words are still to be written here",
                f"write them in place of {BLANK}",
            )


def _steps(scenario: Scenario) -> Iterator[Diagnostic]:
    steps = scenario.steps
    if DEBRIEF in steps:
        yield GUIDES.malformed(
            document(scenario).locate_key("steps", DEBRIEF),
            f'"{DEBRIEF}" is the end, and no step',
            'give the step another name; what is said at the end stands in "debrief", beside "steps"',
        )
    if scenario.start not in steps:
        yield NO_SUCH_STEP(
            locate(scenario, "start"),
            f'there is no step "{scenario.start}" to start with',
            did_you_mean(scenario.start, steps) + f"The steps are {', '.join(steps)}.",
        )
    broken = False
    for id_, step in steps.items():
        for index, choice in enumerate(step.choices):
            if choice.to != DEBRIEF and choice.to not in steps:
                broken = True
                yield NO_SUCH_STEP(
                    locate(scenario, "steps", id_, "choices", index, "to"),
                    f'there is no step "{choice.to}"',
                    did_you_mean(choice.to, [*steps, DEBRIEF])
                    + f'Write the id of a step, or "{DEBRIEF}" for the end.',
                )
    if broken or scenario.start not in steps:
        return  # these may be why a step cannot be reached, or has no way out
    forwards = {id_: {choice.to for choice in step.choices} for id_, step in steps.items()}
    reached = _reached(forwards, scenario.start)
    for id_ in steps:
        if id_ not in reached:
            yield UNREACHED_STEP(
                document(scenario).locate_key("steps", id_),
                f'no choice leads to the step "{id_}"',
                f"lead a choice to it (to: {id_}), or delete it",
            )
    backwards: dict[str, set[str]] = {}
    for id_, following in forwards.items():
        for to in following:
            backwards.setdefault(to, set()).add(id_)
    leaving = _reached(backwards, DEBRIEF)
    for id_ in steps:
        if id_ in reached and id_ not in leaving:
            yield NO_WAY_OUT(
                document(scenario).locate_key("steps", id_),
                f'from the step "{id_}" no way leads to the debrief',
                f'let a choice of it, or of a step after it, lead to "{DEBRIEF}"',
            )


def _reached(successors: Mapping[str, set[str]], start: str) -> set[str]:
    """Every step that can be reached from a start, the start included."""
    reached, waiting = {start}, [start]
    while waiting:
        new = successors.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
