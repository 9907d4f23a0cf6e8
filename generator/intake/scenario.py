"""Drafts a scenario from a story in which nobody is named, for an author to finish."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from generator.edition import ShownStory
from generator.languages.messages import ENGLISH, Messages, noted
from generator.model import Kind
from generator.rules.scenarios import BLANK
from generator.source.yaml_text import double_quoted

_SKILLS = {
    Kind.MENTORING: noted("Teaching and learning"),
    Kind.FEEDBACK: noted("Framing feedback"),
    Kind.HELP: noted("Offering practical help"),
}
_WIDTH = 98


def scenario_from(story: ShownStory, words: Messages = ENGLISH) -> str:
    """The draft as YAML. The author must replace each `…`, which the checker reports.

    The story must be redacted with nobody named.
    """
    return "\n".join(_lines(story, words)) + "\n"


def _lines(story: ShownStory, words: Messages) -> Iterator[str]:
    about = words.gettext(
        "A draft from the story %(id)s. Nobody in it is named: keep it that way, and change anything "
        "that shows who they are. Run `reciprocity check` with this file to see each %(blank)s that is "
        "still to be written. Nobody can see a draft; delete the next line when it is ready.",
        id=story.id,
        blank=BLANK,
    )
    yield from (f"# {line}" for line in wrap(about, _WIDTH, break_on_hyphens=False))
    yield "draft: yes"
    yield f"title: {BLANK}"
    yield f"skill: {_text(words.text('', _SKILLS[story.kind]))}"
    yield "minutes: 10"
    yield f"setting: {_text(story.summary)}"
    yield "roles:"
    you, other = words.gettext("You"), words.gettext("Your colleague")
    for name, wants in ((you, story.ask), (other, None)):
        yield f"  - name: {_text(name)}"
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
