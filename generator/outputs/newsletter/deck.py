"""The issue as slides for the town hall: what is on each, what is said, and how long that takes.

Printed here as one page of HTML that needs nothing else; `slides.py` prints the same as PowerPoint.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from generator.outputs.context import OutputContext
from generator.outputs.newsletter import logo
from generator.outputs.newsletter.view import Figure, IssueView, Line, StoryView, shorter
from generator.rendering.artifacts import File
from generator.text import markdown

MOST = 12
"""Stories that have a slide of their own."""
_WORDS_A_MINUTE = 130
_SHORTEST, _STEP = 20, 5


class Slide(NamedTuple):
    """`name` is cover, story, lines, numbers or call. `until` counts seconds from the start."""

    name: str
    heading: str
    kicker: str = ""
    story: StoryView | None = None
    quote: str = ""
    text: str = ""
    outcome: str = ""
    lines: tuple[Line, ...] = ()
    figures: tuple[Figure, ...] = ()
    said: tuple[str, ...] = ()
    """The speaker's notes, in paragraphs."""
    seconds: int = 0
    until: int = 0


def fitting(issue: IssueView) -> IssueView:
    """The issue with no more stories than a town hall sits through."""
    for told in chain((issue,), shorter(issue)):
        issue = told
        if sum(len(part.stories) for part in told.parts if part.name != "acts") <= MOST:
            break
    return issue


def slides(issue: IssueView) -> tuple[Slide, ...]:
    """The slides in their order, with the time that each may take."""
    made: list[Slide] = []
    at = 0
    for slide in _slides(issue):
        seconds = _seconds(slide.said or (slide.heading,))
        at += seconds
        made.append(slide._replace(seconds=seconds, until=at))
    return tuple(made)


def budget(issue: IssueView, slide: Slide, total: int) -> str:
    """The time of a slide, as its notes say it."""
    until = issue.words.until.format(at=clock(slide.until), total=clock(total))
    return f"{issue.words.time}: {clock(slide.seconds)} ({until})"


def clock(seconds: int) -> str:
    """Minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `townhall.html`."""
    style, script = (context.render(f"digest/townhall.{kind}") for kind in ("css", "js"))
    tokens = context.render("digest/colours.css")
    shown = slides(issue)
    html = context.render(
        "digest/townhall.html",
        issue=issue,
        slides=shown,
        budget=lambda slide: budget(issue, slide, shown[-1].until),
        logo=logo.inline(context),
        style=tokens + style,
        script=script,
        policy=policy(tokens + style, script),
    )
    yield File("townhall.html", html.encode())


def policy(style: str, script: str) -> str:
    """What a page of ours may do: run this script, look like this, and ask nobody for anything."""
    style, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in (style, script)
    )
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _slides(issue: IssueView) -> Iterator[Slide]:
    words = issue.words
    note = tuple(filter(None, markdown.plain(issue.note, issue.lang).split("\n\n")))
    about = " · ".join(filter(None, (issue.title, issue.number)))
    yield Slide("cover", issue.when, about, text=issue.organisation, said=note)
    voices: tuple[Line, ...] = ()
    for part in issue.parts:
        if part.name == "acts":
            if part.stories:
                lines = tuple(
                    Line(
                        s.title,
                        markdown.shorten(s.who, 160),
                        s.href,
                        *((s.lang, s.direction) if s.foreign else ()),
                    )
                    for s in part.stories
                )
                said = tuple(f"{s.title}. {s.who}. {s.summary}" for s in part.stories)
                yield Slide("lines", part.heading, lines=lines, said=said)
            continue
        for story in part.stories:
            whole = (
                story.title,
                story.who,
                *_labelled(issue, words.asked, story, story.ask),
                *story.body.split("\n\n"),
                *_labelled(issue, words.changed, story, story.outcome),
                story.href or "",
            )
            yield Slide(
                "story",
                story.title,
                part.heading,
                story,
                markdown.shorten(story.ask, 220) if part.name == "ask" and story.ask else "",
                markdown.shorten(story.summary, 320),
                markdown.shorten(story.outcome, 240) if story.outcome else "",
                said=tuple(filter(None, whole)),
            )
        if part.name == "voices":
            voices = part.lines
        elif part.lines and part.name != "rest":
            said = tuple(" — ".join(filter(None, (line.text, line.after))) for line in part.lines)
            yield Slide("lines", part.heading, lines=part.few, said=said)
        if part.figures:
            said = (*(f.text for f in part.figures), *(line.text for line in voices))
            yield Slide("numbers", part.heading, lines=voices, figures=part.figures, said=said)
    if issue.call or issue.href or issue.untold:
        rest = issue.more(issue.untold) if issue.untold else ""
        where = Line(rest or words.on_site, href=issue.href or issue.home)
        yield Slide("call", issue.call or words.on_site, lines=(where,))


def _labelled(issue: IssueView, label: str, story: StoryView, text: str | None) -> Iterator[str]:
    """A text after its label; on a line of its own where it is written the other way round."""
    if text and story.direction == issue.direction:
        yield f"{label}: {text}"
    elif text:
        yield from (f"{label}:", text)


def _seconds(said: tuple[str, ...]) -> int:
    """How long it takes to say something: a summary of it, when it is long."""
    words = min(sum(len(text.split()) for text in said), _WORDS_A_MINUTE * 3 // 2)
    return max(_SHORTEST, round(words * 60 / _WORDS_A_MINUTE / _STEP) * _STEP)
