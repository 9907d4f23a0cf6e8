"""The issue as slides for the town hall, with the speaker's notes and the time for each.

Printed here as one page of HTML that needs no other file; `pptx.py` prints the same for PowerPoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.media import qr_code
from generator.media.palette import Tokens
from generator.outputs import logo
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.script import Speech, script, seconds, spoken_parts
from generator.outputs.newsletter.view import Figure, IssueView, Line, Part, StoryView, shortened
from generator.outputs.own_fonts import page_with_fonts
from generator.outputs.pulse.issue_part import Levels
from generator.rendering.artifacts import File
from generator.text import markdown

MOST = 12
"""The number of stories that have slides of their own, besides small acts."""
_ACTS = 3
"""The number of small acts that have."""
_SHORTEST, _LONGEST = 20, 90
"""The shortest and the longest time of a slide that tells no story, in seconds."""


class Slide(NamedTuple):
    """A slide. `name` is cover, story, changed, lines, thread, numbers, pulse or call; `until` is in
    seconds from the start.
    """

    name: str
    heading: str
    kicker: str = ""
    story: StoryView | None = None
    quote: str = ""
    text: str = ""
    lines: tuple[Line, ...] = ()
    figures: tuple[Figure, ...] = ()
    levels: Levels | None = None
    notes: tuple[Speech, ...] = ()
    """What is said, and by whom."""
    link: str = ""
    """Where to read on, for whoever speaks."""
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
        # A speaker is expected to sum up what takes too long; scripts of stories never do.
        time = slide.seconds or min(_LONGEST, max(_SHORTEST, seconds(slide.notes)))
        until += time
        timed.append(slide._replace(seconds=time, until=until))
    return tuple(timed)


def budget(issue: IssueView, slide: Slide, total: int) -> str:
    """The time for a slide, as its notes say it."""
    until = issue.words.until(clock(slide.until), clock(total))
    colon = issue.words.messages.separators.colon
    return f"{issue.words.time}{colon}{clock(slide.seconds)} ({until})"


def clock(seconds: int) -> str:
    """Minutes and seconds."""
    return f"{seconds // 60}:{seconds % 60:02}"


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `townhall.html`."""
    shown = slides(issue)
    html = page_with_fonts(
        context.render,
        "digest/townhall.html",
        context.render("digest/colours.css") + context.render("digest/townhall.css"),
        context.render("digest/screen.js") + context.render("digest/townhall.js"),
        issue=issue,
        slides=shown,
        budget=lambda slide: budget(issue, slide, shown[-1].until),
        spoken_parts=spoken_parts,
        logo=logo.inline(context),
        code=qr_code.drawing(issue.home, Tokens.of(context.edition.site.palette).light.ink),
    )
    yield File("townhall.html", html.encode())


def _slides(issue: IssueView) -> Iterator[Slide]:
    words, host = issue.words, issue.words.host
    note = tuple(filter(None, markdown.plain(issue.note, issue.lang).split("\n\n")))
    about = " · ".join(filter(None, (issue.title, issue.number)))
    yield Slide(
        "cover", issue.period_heading, about, text=issue.organisation, notes=_said(host, *note)
    )
    voices: tuple[Line, ...] = ()
    left_out = issue.left_out
    for part in issue.parts:
        stories = part.stories
        if part.name == "acts":
            stories = tuple(sorted(stories, key=lambda story: not story.is_line))[:_ACTS]
            left_out += len(part.stories) - len(stories)
        for story in stories:
            yield from _story(issue, part, story)
        if part.name == "voices":
            voices = part.lines
        elif part.name == "pulse":
            yield _pulse(issue, part)
        elif part.lines and part.name != "rest":
            name = "thread" if part.name == "thread" else "lines"
            dash = issue.words.messages.separators.dash
            notes = tuple(dash.join(filter(None, (line.text, line.after))) for line in part.lines)
            yield Slide(name, part.heading, lines=part.key_lines, notes=_said(host, *notes))
        if part.figures:
            counted = (*(f.text for f in part.figures), *(line.text for line in voices))
            yield Slide(
                "numbers",
                part.heading,
                lines=voices,
                figures=part.figures,
                notes=_said(host, *counted),
            )
    more = issue.more_text(left_out) if left_out else ""
    where = Line(issue.home, href=issue.home)
    last = _said(host, *filter(None, (issue.call, more)))
    yield Slide("call", issue.call or words.on_site, text=more, lines=(where,), notes=last)


def _story(issue: IssueView, part: Part, story: StoryView) -> Iterator[Slide]:
    """A story, then what somebody in it said, alone, then what changed."""
    said = script(issue, story)
    yield Slide(
        "story",
        story.title,
        part.heading,
        story,
        markdown.shorten(story.ask, 220) if part.name == "ask" and story.ask else "",
        markdown.shorten(story.summary, 320),
        notes=said.story,
        link=story.href or "",
        seconds=said.seconds,
    )
    if story.quote:
        quote = story._replace(title=story.quote, who=story.quoted, is_line=True)
        yield Slide("story", story.quote, story=quote, notes=said.quote, seconds=said.quote_seconds)
    if story.outcome:
        # The title of a story of one line is all of it, and was read already.
        title = "" if story.is_line else story.title
        text = markdown.shorten(story.outcome, 320)
        outcome = story._replace(title=text, who=title, is_line=True)
        time = said.outcome_seconds
        yield Slide("changed", text, issue.words.changed, outcome, notes=said.outcome, seconds=time)


def _pulse(issue: IssueView, part: Part) -> Slide:
    """What the last quarter told, who helped whom, and a question for the room."""
    *said, more = part.lines
    levels = part.levels
    how = levels.how_to_read if levels else ""
    notes = _said(issue.words.host, *(line.text for line in said), *filter(None, (how,)))
    return Slide(
        "pulse",
        part.heading,
        text=how,
        lines=tuple(said),
        levels=levels,
        notes=notes,
        link=more.href or "",
    )


def _said(speaker: str, *paragraphs: str) -> tuple[Speech, ...]:
    """What one person says, if it is anything."""
    return (Speech(speaker, paragraphs),) if paragraphs else ()
