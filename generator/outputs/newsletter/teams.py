"""The issue as an Adaptive Card for Teams. What people wrote is in text runs, which have no markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView, Part, StoryView, shortened
from generator.rendering.artifacts import File
from generator.text import markdown

MOST = 24_000
"""The largest card in bytes. Teams refuses more than 28 KB, including the webhook's address."""
_TEMPLATE_SIGN = re.compile(r"(?<=\{)(?=\{)|(?<=\$)(?=\{)|(?<=<)(?=/?at\b)", re.IGNORECASE)
"""Places of a text where an invisible word joiner stops a card from inserting a value or mention."""

Element = dict[str, Any]


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `teams.json`."""
    yield File("teams.json", _json(card(issue)))


def card(issue: IssueView) -> Element:
    """The card, short enough for Teams."""
    fits = shortened(issue, lambda version: len(_json(_card(version))) <= MOST, brief_first=True)
    return _card(fits)


def _json(card: Element) -> bytes:
    return (json.dumps(card, ensure_ascii=False) + "\n").encode()


def _card(issue: IssueView) -> Element:
    element: Element = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": issue.lang,
        "fallbackText": without_templates(issue.heading),
        "msteams": {"width": "Full"},
        "body": list(_body(issue)),
    }
    if issue.direction == "rtl":
        element["rtl"] = True
    if issue.href:
        element["actions"] = [_open(issue.href, issue.words.on_site)]
    return element


def without_templates(text: str) -> str:
    """Plain text in which a card inserts no value and mentions nobody."""
    return _TEMPLATE_SIGN.sub("\u2060", text)


def _body(issue: IssueView) -> Iterator[Element]:
    words = issue.words
    yield _text(_run(" · ".join(filter(None, (issue.title, issue.number))), isSubtle=True))
    yield _heading(issue.when, "ExtraLarge")
    if issue.notice:
        yield _text(_run(issue.notice, isSubtle=True))
    if issue.note:
        note = markdown.shorten(markdown.plain(issue.note, issue.lang), 1500)
        for paragraph in note.split("\n\n"):
            yield _text(_run(paragraph))
    for part in issue.parts:
        if part.heading:
            yield _heading(part.heading, "Large") | {"spacing": "ExtraLarge", "separator": True}
        yield from _part(issue, part)
    if issue.call:
        call = _text(_run(markdown.shorten(issue.call, 1000), weight="Bolder"))
        yield {"type": "Container", "style": "emphasis", "spacing": "Large", "items": [call]}
    yield _text(_run(f"{issue.site}. {words.consent}", isSubtle=True, size="Small"))


def _part(issue: IssueView, part: Part) -> Iterator[Element]:
    for story in part.stories:
        yield _clickable(list(_story(issue, part, story)), story.href, story.title, story)
    for line in part.lines:
        runs = [_run(line.text)]
        if line.after:
            runs.append(_run(f" — {line.after}", isSubtle=True))
        yield _clickable([_text(*runs)], line.href, line.text)
    if part.figures:
        yield {
            "type": "FactSet",
            "facts": [
                {"title": figure.number, "value": figure.description} for figure in part.figures
            ],
        }
    if part.more:
        more = issue.more_text(part.more)
        yield _clickable([_text(_run(more, isSubtle=True))], part.href, more)


def _story(issue: IssueView, part: Part, story: StoryView) -> Iterator[Element]:
    who = _run(markdown.shorten(story.who, 300), isSubtle=True, size="Small")
    if part.name == "acts":
        yield _text(_run(story.title), _run(" — "), who)
        return
    size = "Large" if part.name == "hero" else "Medium"
    yield _text(_run(markdown.shorten(story.title, 200), weight="Bolder", size=size))
    yield _text(who) | {"spacing": "None"}
    if part.name == "ask" and story.ask:
        yield _text(_run(markdown.shorten(story.ask, 400), italic=True))
    yield _text(_run(markdown.shorten(story.summary, 400))) | {"spacing": "Small"}
    if story.outcome:
        outcome = _run(markdown.shorten(story.outcome, 400))
        yield _text(_run(f"{issue.words.changed}: ", weight="Bolder"), outcome)


def _run(text: str, **style: str | bool) -> Element:
    return {"type": "TextRun", "text": without_templates(text), **style}


def _text(*runs: Element) -> Element:
    return {"type": "RichTextBlock", "inlines": list(runs)}


def _heading(text: str, size: str) -> Element:
    """A heading for screen readers, or a text run if Markdown would change the text."""
    if markdown.chat_literal(without_templates(text)) != text:
        return _text(_run(text, size=size, weight="Bolder"))
    style = {"style": "heading", "size": size, "weight": "Bolder", "wrap": True}
    return {"type": "TextBlock", "text": text, **style}


def _clickable(
    items: list[Element], href: str | None, title: str, story: StoryView | None = None
) -> Element:
    element: Element = {"type": "Container", "items": items}
    if href:
        element["selectAction"] = _open(href, title)
    if story and story.foreign:
        element["rtl"] = story.direction == "rtl"
    return element


def _open(href: str, title: str) -> Element:
    return {
        "type": "Action.OpenUrl",
        "title": without_templates(markdown.shorten(title, 200)),
        "url": href,
    }
