"""The issue as slides for the town hall, with the speaker's notes and the time for each.

Printed here as one page of HTML that needs no other file; `pptx.py` prints the same for PowerPoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.outputs.context import OutputContext
from generator.outputs.csp import inline_policy
from generator.outputs.newsletter import logo
from generator.outputs.newsletter.view import Figure, IssueView, Line, StoryView, shortened
from generator.rendering.artifacts import File
from generator.text import markdown

MOST = 12
"""The number of stories that have a slide of their own."""
_WORDS_A_MINUTE = 130
_SHORTEST, _STEP = 20, 5
"""The shortest time of a slide, and the step to which times are rounded, in seconds."""


class Slide(NamedTuple):
    """A slide. `name` is cover, story, lines, numbers or call; `until` is in seconds from the start."""

    name: str
    heading: str
    kicker: str = ""
    story: StoryView | None = None
    quote: str = ""
    text: str = ""
    outcome: str = ""
    lines: tuple[Line, ...] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[str, ...] = ()
    """What the speaker says, in paragraphs."""
    seconds: int = 0
    until: int = 0


def shortened_for_slides(issue: IssueView) -> IssueView:
    """The issue with at most `MOST` stories besides the small acts."""
    return shortened(
        issue,
        lambda version: (
            sum(len(part.stories) for part in version.parts if part.name != "acts") <= MOST
        ),
    )


def slides(issue: IssueView) -> tuple[Slide, ...]:
    """The slides in order, with the time for each."""
    timed: list[Slide] = []
    until = 0
    for slide in _slides(issue):
        seconds = _seconds(slide.notes or (slide.heading,))
        until += seconds
        timed.append(slide._replace(seconds=seconds, until=until))
    return tuple(timed)


def budget(issue: IssueView, slide: Slide, total: int) -> str:
    """The time for a slide, as its notes say it."""
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
        policy=inline_policy(tokens + style, script),
    )
    yield File("townhall.html", html.encode())


def _slides(issue: IssueView) -> Iterator[Slide]:
    words = issue.words
    note = tuple(filter(None, markdown.plain(issue.note, issue.lang).split("\n\n")))
    about = " · ".join(filter(None, (issue.title, issue.number)))
    yield Slide("cover", issue.when, about, text=issue.organisation, notes=note)
    voices: tuple[Line, ...] = ()
    for part in issue.parts:
        if part.name == "acts":
            if part.stories:
                lines = tuple(s.line(markdown.shorten(s.who, 160)) for s in part.stories)
                notes = tuple(f"{s.title}. {s.who}. {s.summary}" for s in part.stories)
                yield Slide("lines", part.heading, lines=lines, notes=notes)
            continue
        for story in part.stories:
            notes = (
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
                notes=tuple(filter(None, notes)),
            )
        if part.name == "voices":
            voices = part.lines
        elif part.lines and part.name != "rest":
            notes = tuple(" — ".join(filter(None, (line.text, line.after))) for line in part.lines)
            yield Slide("lines", part.heading, lines=part.key_lines, notes=notes)
        if part.figures:
            notes = (*(f.text for f in part.figures), *(line.text for line in voices))
            yield Slide("numbers", part.heading, lines=voices, figures=part.figures, notes=notes)
    if issue.call or issue.href or issue.left_out:
        rest = issue.more_text(issue.left_out) if issue.left_out else ""
        where = Line(rest or words.on_site, href=issue.href or issue.home)
        yield Slide("call", issue.call or words.on_site, lines=(where,))


def _labelled(issue: IssueView, label: str, story: StoryView, text: str | None) -> Iterator[str]:
    """A text after its label, or on a line of its own if its direction is not the issue's."""
    if text and story.direction == issue.direction:
        yield f"{label}: {text}"
    elif text:
        yield from (f"{label}:", text)


def _seconds(notes: tuple[str, ...]) -> int:
    """The time to say the notes. The speaker is expected to sum up what takes too long."""
    words = min(sum(len(text.split()) for text in notes), _WORDS_A_MINUTE * 3 // 2)
    return max(_SHORTEST, round(words * 60 / _WORDS_A_MINUTE / _STEP) * _STEP)
