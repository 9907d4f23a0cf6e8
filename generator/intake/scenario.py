"""Drafts a scenario from a story in which nobody is named, for an author to finish."""

from __future__ import annotations

from collections.abc import Iterator

from generator.edition import ShownStory
from generator.model import Kind
from generator.rules.scenarios import BLANK
from generator.source.yaml_text import double_quoted

_SKILLS = {
    Kind.MENTORING: "Teaching and learning",
    Kind.FEEDBACK: "Framing feedback",
    Kind.HELP: "Offering practical help",
}


def scenario_from(story: ShownStory) -> str:
    """The draft as YAML. The author must replace each `…`, which the checker reports.

    The story must be redacted with nobody named.
    """
    return "\n".join(_lines(story)) + "\n"


def _lines(story: ShownStory) -> Iterator[str]:
    yield f"# A draft from the story {story.id}. Everybody in it is unnamed: keep it so, and change"
    yield f"# what would tell who they are. `reciprocity check` with this file points at each {BLANK} that is"
    yield "# still to be written. Nobody sees a draft; take out the next line when it is ready."
    yield "draft: yes"
    yield f"title: {BLANK}"
    yield f"skill: {_SKILLS[story.kind]}"
    yield "minutes: 10"
    yield f"setting: {_text(story.summary)}"
    yield "roles:"
    for name, wants in (("You", story.ask), ("The other", None)):
        yield f"  - name: {name}"
        yield f"    brief: {_text(wants) if wants else BLANK}"
    yield f"watch: [{BLANK}]"
    yield "start: beginning"
    yield "steps:"
    yield "  beginning:"
    yield f"    says: {_text(story.quote.text) if story.quote else BLANK}"
    yield "    choices:"
    yield from (*_choice("as-it-was"), *_choice("otherwise"))
    yield "  as-it-was:"
    yield f"    says: {_text(story.outcome) if story.outcome else BLANK}"
    yield "    choices:"
    yield from _choice("debrief")
    yield "  otherwise:"
    yield f"    says: {BLANK}"
    yield "    choices:"
    yield from (*_choice("as-it-was"), *_choice("debrief"))
    yield f"debrief: {BLANK}"
    yield f"stories: [{story.id}]"


def _choice(step: str) -> tuple[str, ...]:
    """A choice of the player that leads to a step."""
    return f"      - text: {BLANK}", f"        to: {step}", f"        why: {BLANK}"


def _text(text: str) -> str:
    """A text as a YAML scalar on one line."""
    return double_quoted(" ".join(text.split()))
