"""The issue as an Adaptive Card for Teams. What people wrote stands in text runs, which know no markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView, Part, StoryView, briefly, shorter
from generator.rendering.artifacts import File
from generator.text import markdown

MOST = 24_000
"""Bytes; Teams refuses a message of more than 28 KB, the address it is sent to included."""
_CALLING = re.compile(r"(?<=\{)(?=\{)|(?<=\$)(?=\{)|(?<=<)(?=/?at\b)", re.IGNORECASE)
"""Between these signs stands an invisible word joiner: cards would fill in a date or a value."""

Element = dict[str, Any]


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `teams.json`."""
    for told in chain((issue, briefly(issue)), shorter(issue)):
        content = (json.dumps(card(told), ensure_ascii=False) + "\n").encode()
        if len(content) <= MOST:
            break
    yield File("teams.json", content)


def card(issue: IssueView) -> Mapping[str, Any]:
    """The whole card, version 1.5."""
    made: Element = {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "lang": issue.lang,
        "fallbackText": inert(issue.heading),
        "msteams": {"width": "Full"},
        "body": list(_body(issue)),
    }
    if issue.direction == "rtl":
        made["rtl"] = True
    if issue.href:
        made["actions"] = [_open(issue.href, issue.words.on_site)]
    return made


def inert(text: str) -> str:
    """Plain text in which a card finds nothing to fill in, and nobody to mention."""
    return _CALLING.sub("\u2060", text)


def _body(issue: IssueView) -> Iterator[Element]:
    words = issue.words
    yield _text(_run(" · ".join(filter(None, (issue.title, issue.number))), isSubtle=True))
    yield _heading(issue.when, "ExtraLarge")
    if issue.notice:
        yield _text(_run(issue.notice, isSubtle=True))
    if issue.note:
        for words_ in markdown.shorten(markdown.plain(issue.note, issue.lang), 1500).split("\n\n"):
            yield _text(_run(words_))
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
                {"title": figure.number, "value": figure.text.removeprefix(figure.number).strip()}
                for figure in part.figures
            ],
        }
    if part.more:
        more = issue.more(part.more)
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
    return {"type": "TextRun", "text": inert(text), **style}


def _text(*runs: Element) -> Element:
    return {"type": "RichTextBlock", "inlines": list(runs)}


def _heading(text: str, size: str) -> Element:
    """A heading that screen readers know as one; a text run, if markup would read it otherwise."""
    if markdown.unmarked(inert(text)) != text:
        return _text(_run(text, size=size, weight="Bolder"))
    style = {"style": "heading", "size": size, "weight": "Bolder", "wrap": True}
    return {"type": "TextBlock", "text": text, **style}


def _clickable(
    items: list[Element], href: str | None, title: str, story: StoryView | None = None
) -> Element:
    made: Element = {"type": "Container", "items": items}
    if href:
        made["selectAction"] = _open(href, title)
    if story and story.foreign:
        made["rtl"] = story.direction == "rtl"
    return made


def _open(href: str, title: str) -> Element:
    return {"type": "Action.OpenUrl", "title": inert(markdown.shorten(title, 200)), "url": href}
