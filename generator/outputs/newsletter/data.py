"""The issue as JSON for other programs, described in docs/reference/digest-json.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView, Line, Part, StoryView
from generator.rendering.artifacts import File
from generator.text import markdown

VERSION = 1
"""Increased when a field is removed or changes its meaning, not when one is added."""


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `digest.json`."""
    text = json.dumps(data(issue), ensure_ascii=False, indent=1)
    yield File("digest.json", f"{text}\n".encode())


def data(issue: IssueView) -> dict[str, Any]:
    """The issue as JSON values. All texts are plain, except for the note's Markdown."""
    return {
        "version": VERSION,
        "title": issue.title,
        "number": issue.number or None,
        "period": {
            "name": issue.period.name,
            "text": issue.when,
            "first_day": issue.period.start.isoformat(),
            "last_day": issue.period.end.isoformat(),
        },
        "language": issue.lang,
        "url": issue.href,
        "site": {"name": issue.site, "url": issue.home},
        "revised": bool(issue.notice),
        "note": {"markdown": issue.note, "text": markdown.plain(issue.note, issue.lang)}
        if issue.note
        else None,
        "parts": [_part(issue, part) for part in issue.parts],
        "call_to_action": issue.call or None,
    }


def _part(issue: IssueView, part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "heading": part.heading or None,
        "stories": [_story(story) for story in part.stories],
        "lines": [_line(line) for line in part.lines],
        "numbers": [figure._asdict() for figure in part.figures],
        "levels": {
            "teams": list(part.levels.names),
            "rows": [list(row) for row in part.levels.rows],
            "text": part.levels.how_to_read,
        }
        if part.levels
        else None,
        "more": {"stories": part.more, "text": issue.more_text(part.more), "url": part.href}
        if part.more
        else None,
    }


def _line(line: Line) -> dict[str, Any]:
    start, end = line.meeting or (None, None)
    return {
        "text": line.text,
        "after": line.after or None,
        "url": line.href,
        "start": start and start.isoformat(),
        "end": end and end.isoformat(),
    }


def _story(story: StoryView) -> dict[str, Any]:
    return {
        "id": story.id,
        "date": story.day.isoformat(),
        "kind": story.kind,
        "theme": story.theme,
        "language": story.lang,
        "title": story.title,
        "who": story.who,
        "summary": story.summary,
        "ask": story.ask,
        "outcome": story.outcome,
        "quote": {"text": story.quote, "by": story.quoted} if story.quote else None,
        "url": story.href,
    }
