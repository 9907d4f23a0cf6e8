"""The coach's advice about a story, as a rule. What it may say is declared in `generator/coach/`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.coach.coach import MODULES, Advice, norm_of, question, remark_on, remark_on_days
from generator.diagnostics.diagnostic import Code, Diagnostic, Location
from generator.model import NO_DAY, Story
from generator.record import Scan
from generator.rules.context import RuleContext
from generator.source.parser import locate, locate_in

CODES: dict[str, Code] = {name: code for each in MODULES for name, code in each.CODES.items()}
"""All of them are advice, so that nothing is coached where nobody wants to know of any."""


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """One remark at most, and none about a story that was taken back or is no longer kept."""
    advice = _advice(story, context)
    if advice is not None and not context.is_gone(story):
        remark = advice.remark
        norm = norm_of(context.settings.norms, remark.name)
        yield remark.code(_place(story, advice), advice.message, question(remark, norm))


def _advice(story: Story, context: RuleContext) -> Advice | None:
    texts = {
        "body": story.body,
        "summary": story.summary or "",
        "outcome": story.outcome or "",
        "ask": story.ask or "",
    }
    lang = story.lang or context.settings.site.language
    about_texts = remark_on(texts, story.kind, lang)
    if about_texts or story.date == NO_DAY:
        return about_texts
    return remark_on_days(story.date, story.told, context.settings.newsletter)


def _place(story: Story, advice: Advice) -> Location:
    field, start, end = advice.place
    if not end:
        return locate(story, field or ("body" if story.markdown else "summary"))
    return locate_in(story, field, offset=start, length=end - start)
