"""The issue as an Adaptive Card for Teams. What people wrote is in text runs, which have no markup.

`teams.json` is the card alone, for a step that posts a card. `teams-webhook.json` is the message with
the card in it, for the address of a workflow that waits for one; that refuses a card alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView, Part, StoryView, shortened
from generator.rendering.artifacts import File
from generator.text import markdown
from generator.text.width import utf16_length

MOST = 26_000
"""The largest message in bytes, in UTF-8 and in UTF-16. Teams refuses more than 28 KB, its own part
included, and counts in UTF-16.
"""
_TEMPLATE_SIGN = re.compile(r"(?<=\{)(?=\{)|(?<=\$)(?=\{)|(?<=<)(?=/?at\b)", re.IGNORECASE)
"""Places of a text where an invisible word joiner stops a card from inserting a value or mention."""

Element = dict[str, Any]


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The files `teams.json` and `teams-webhook.json`."""
    made = card(issue)
    yield File("teams.json", _json(made).encode())
    yield File("teams-webhook.json", _json(message(made)).encode())


def card(issue: IssueView) -> Element:
    """The card, short enough for Teams."""
    fits = shortened(
        issue, lambda version: _size(message(_card(version))) <= MOST, brief_first=True
    )
    return _card(fits)


def message(card: Element) -> Element:
    """A card as the message that a workflow's webhook takes."""
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [attachment]}


def _json(value: Element) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _size(value: Element) -> int:
    """The bytes of JSON in UTF-8 or in UTF-16, whichever are more."""
    text = _json(value)
    return max(len(text.encode()), 2 * utf16_length(text))


def _card(issue: IssueView) -> Element:
    element: Element = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": issue.lang.partition("-")[0],  # a card knows languages without regions only
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
    yield _heading(issue.period_heading, "ExtraLarge")
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
    yield _text(_run(f"{issue.site} · {words.consent}", isSubtle=True, size="Small"))


def _part(issue: IssueView, part: Part) -> Iterator[Element]:
    for story in part.stories:
        yield _container(_story(issue, part, story), story)
    dash = issue.words.messages.separators.dash
    for line in part.lines:
        runs = [_linked(line.text, line.href)]
        if line.after:
            runs.append(_run(dash + markdown.shorten(line.after, 400), isSubtle=True))
        yield _text(*runs)
    if part.figures:
        yield {
            "type": "FactSet",
            "facts": [
                {"title": figure.number, "value": figure.description} for figure in part.figures
            ],
        }
    if part.more:
        yield _text(_linked(issue.more_text(part.more), part.href))


def _story(issue: IssueView, part: Part, story: StoryView) -> Iterator[Element]:
    who = _run(markdown.shorten(story.who, 300), isSubtle=True, size="Small")
    if part.name == "acts":
        yield _text(
            _linked(story.title, story.href), _run(issue.words.messages.separators.dash), who
        )
        return
    size = "Large" if part.name == "hero" else "Medium"
    yield _text(_linked(story.title, story.href, weight="Bolder", size=size))
    yield _text(who) | {"spacing": "None"}
    if part.name == "ask" and story.ask:
        yield _text(_run(markdown.shorten(story.ask, 400), italic=True))
    if story.summary:
        yield _text(_run(markdown.shorten(story.summary, 400))) | {"spacing": "Small"}
    if story.quote:
        yield _text(_run(markdown.shorten(story.quote, 400), italic=True))
        by = _run(markdown.shorten(story.quoted, 100), isSubtle=True, size="Small")
        yield _text(by) | {"spacing": "None"}
    if story.outcome:
        outcome = _run(markdown.shorten(story.outcome, 400))
        yield _text(
            _run(issue.words.changed + issue.words.messages.separators.colon, weight="Bolder"),
            outcome,
        )


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


def _container(items: Iterator[Element], story: StoryView) -> Element:
    element: Element = {"type": "Container", "items": list(items)}
    if story.foreign:
        element["rtl"] = story.direction == "rtl"
    return element


def _linked(text: str, href: str | None, **style: str | bool) -> Element:
    """A text that looks like a link and is one, if it has an address."""
    text = markdown.shorten(text, 200)
    run = _run(text, **style)
    return run | {"color": "Accent", "selectAction": _open(href, text)} if href else run


def _open(href: str, title: str) -> Element:
    return {
        "type": "Action.OpenUrl",
        "title": without_templates(markdown.shorten(title, 200)),
        "url": href,
    }
