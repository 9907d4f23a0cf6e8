"""Scenarios: every way through one reaches the debrief, and ends with a story that there is.

G121 (error): a choice of a scenario leads nowhere

    A choice in a scenario, or its start, names a step that does not exist.

    Why: Players would be stuck there.

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

    Why: Players can never see the step.

    Remedy: Let a choice lead to it, or delete it.

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

    There is no way from this step of the scenario to the end.

    Why: Players would go round in circles.

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

G124 (warning): a scenario names a missing story

    A scenario names a story that does not exist or may not be shown.

    Why: After a scenario comes what really happened; here, nothing would come.

    Remedy: Write the story's id: its file name without folder and extension.

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

G125 (error): a scenario with unwritten text

    A scenario that is not a draft still has … where text should be.

    Why: A draft from a story only lays out the steps; the text makes the scenario.

    Remedy: Write the text instead of the dots, or put "draft: yes" at the top until it is written.

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

    A draft of a scenario still lacks text, a way to the debrief, or its story.

    Why: A draft is not published and does not stop a build, so there is no hurry.

    Remedy: Write what is missing. When nothing is left, delete the line "draft: yes".

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

G127 (warning): a draft of a scenario that is complete

    A draft of a scenario has everything it needs, but nobody can see it yet.

    Why: It may have been finished and forgotten.

    Remedy: Delete the line "draft: yes" to publish it.

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

G128 (error): unsafe markup in a debrief

    The debrief of a scenario contains raw HTML, a picture, or an unsafe link.

    Why: It is left out of the page, so readers would miss it.

    Remedy: Use Markdown, and links that begin with https:// or mailto:.

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
from generator.languages.message import all_of, sentences
from generator.languages.message import gettext as _
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
            if why := why_not_shown(id_, library):
                found.append(NO_SUCH_STORY(locate(scenario, "stories", index), *why))
        if not scenario.draft:
            yield from found
        elif found:
            yield from (INCOMPLETE_DRAFT(d.location, d.message, d.hint) for d in found)
        else:
            yield FINISHED_DRAFT(
                locate(scenario, "draft"),
                _("this draft is complete, but nobody can see it"),
                _("delete this line to publish it"),
            )


def _unwritten(scenario: Scenario) -> Iterator[Diagnostic]:
    for path, text in scenario.texts():
        if text == BLANK:
            yield UNWRITTEN(
                locate(scenario, *path),
                _("this text is still to be written"),
                _("write it in place of %(blank)s", blank=BLANK),
            )


def _steps(scenario: Scenario) -> Iterator[Diagnostic]:
    steps = scenario.steps
    if DEBRIEF in steps:
        yield GUIDES.malformed(
            document(scenario).locate_key("steps", DEBRIEF),
            _('"%(name)s" cannot be a step; it is the end', name=DEBRIEF),
            _(
                'give the step another name; the text for the end goes in "debrief", next to "steps"'
            ),
        )
    if scenario.start not in steps:
        yield NO_SUCH_STEP(
            locate(scenario, "start"),
            _('there is no step "%(id)s"', id=scenario.start),
            sentences(
                did_you_mean(scenario.start, steps),
                _("The steps are %(steps)s.", steps=all_of(steps)),
            ),
        )
    broken = False
    for id_, step in steps.items():
        for index, choice in enumerate(step.choices):
            if choice.to != DEBRIEF and choice.to not in steps:
                broken = True
                yield NO_SUCH_STEP(
                    locate(scenario, "steps", id_, "choices", index, "to"),
                    _('there is no step "%(id)s"', id=choice.to),
                    sentences(
                        did_you_mean(choice.to, [*steps, DEBRIEF]),
                        _('Write the id of a step, or "debrief" for the end.'),
                    ),
                )
    if broken or scenario.start not in steps:
        return  # these may be why a step cannot be reached, or has no way out
    forwards = {id_: {choice.to for choice in step.choices} for id_, step in steps.items()}
    reached = _reached(forwards, scenario.start)
    for id_ in steps:
        if id_ not in reached:
            yield UNREACHED_STEP(
                document(scenario).locate_key("steps", id_),
                _('no choice leads to the step "%(id)s"', id=id_),
                _("let a choice lead to it (to: %(id)s), or delete it", id=id_),
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
                _('there is no way from the step "%(id)s" to the debrief', id=id_),
                _('let one of its choices, or of a later step, lead to "debrief"'),
            )


def _reached(successors: Mapping[str, set[str]], start: str) -> set[str]:
    """Every step that can be reached from a start, the start included."""
    reached, waiting = {start}, [start]
    while waiting:
        new = successors.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
