"""What is said about a story at the town hall: who reads what, and how long it takes.

A script takes 90 seconds at most, over all slides of its story. A story that is soon told is not
padded: the host asks the room a question instead, and waits.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from generator.outputs.newsletter.view import IssueView, StoryView
from generator.text import markdown
from generator.text.reading import count_words

LONGEST = 90
"""The longest script of a story, in seconds."""
_SHORT = 60
"""A script that takes less ends with a question for the room."""
_ANSWERS = 20
"""The seconds to wait for answers."""
_POSTER = 10
"""The shortest time of a slide that everyone reads, in seconds."""
_QUOTE, _OUTCOME, _ASK = 30, 25, 15
"""The longest that the quote, what changed and what was asked take, in seconds. A longer quote is
left for everyone to read; of the others, whole sentences are said.
"""
_MOST_NAMES = 40
"""The longest opening that is said, in words."""
_NEARLY_FULL = 2 / 3
"""The part of the room for a story from which on it may end with a paragraph."""
_WORDS_A_MINUTE = 130
"""Unhurried speech before an audience."""
STEP = 5
"""The step to which times are rounded up, in seconds."""


class Speech(NamedTuple):
    """What one person says, in paragraphs, in the language `lang` if it is not the issue's."""

    speaker: str
    paragraphs: tuple[str, ...]
    lang: str | None = None


class SpokenPart(NamedTuple):
    """All that one person says in a row: paragraphs, each with its language if it is another one."""

    speaker: str
    paragraphs: tuple[tuple[str, str | None], ...]


def spoken_parts(speeches: Iterable[Speech]) -> Iterator[SpokenPart]:
    """Speeches as they are printed: what the same person says in a row has one heading."""
    for speaker, said in groupby(speeches, key=attrgetter("speaker")):
        yield SpokenPart(speaker, tuple((text, each.lang) for each in said for text in each.paragraphs))  # fmt: skip


class Script(NamedTuple):
    """What is said on each slide of a story, and the seconds for it."""

    story: tuple[Speech, ...]
    seconds: int
    quote: tuple[Speech, ...] = ()
    quote_seconds: int = 0
    outcome: tuple[Speech, ...] = ()
    outcome_seconds: int = 0


def seconds(speeches: Iterable[Speech]) -> int:
    """The time to say something, rounded up."""
    words = sum(count_words(text) for speech in speeches for text in speech.paragraphs)
    return math.ceil(words * 60 / _WORDS_A_MINUTE / STEP) * STEP


def script(issue: IssueView, story: StoryView) -> Script:
    """The script of a story: the host opens it, somebody reads it, and the host says what changed."""
    opening = _opening(issue, story)
    room = LONGEST - seconds((*opening, Speech("", (issue.words.whole_story,))))
    outcome = _outcome(issue, story, room - _POSTER if story.quote else room)
    outcome_time = max(_POSTER, seconds(outcome)) if outcome else 0
    quote = _quote(issue, story, room - outcome_time)
    quote_time = max(_POSTER, seconds(quote)) if quote else 0
    told = (*opening, *_told(issue, story, opening, LONGEST - quote_time - outcome_time))
    made = Script(told, seconds(told), quote, quote_time, outcome, outcome_time)
    is_short = made.seconds + quote_time + outcome_time < _SHORT
    return _with_question(issue, story, made) if is_short else made


def _opening(issue: IssueView, story: StoryView) -> tuple[Speech, ...]:
    """The host's first words. A long list of names is left on the slide."""
    host = issue.words.host
    title = () if story.is_line else (Speech(host, (story.title,), _language(story)),)
    named = count_words(story.opening) <= _MOST_NAMES
    return (*title, Speech(host, (story.opening,))) if named else title


def _told(
    issue: IssueView, story: StoryView, opening: Iterable[Speech], room: int
) -> Iterator[Speech]:
    """What was asked, and as much of the story as can be read in the seconds that are left."""
    words, lang = issue.words, _language(story)
    free = _words_in(room) - sum(count_words(text) for said in opening for text in said.paragraphs)
    ask = _fitting(story.ask or "", _words_in(_ASK))
    asked = ask if story.foreign else words.asked_aloud(ask)
    if ask and (length := count_words(asked)) <= free:
        yield Speech(words.host, (asked,), lang)
        free -= length
    text = story.title if story.is_line else story.body
    read = _fitting(text, free)
    rest: tuple[Speech, ...] = ()
    if read != text and story.href:
        rest = (Speech(words.host, (words.whole_story,)),)
        free -= count_words(words.whole_story)
        read = _fitting(text, free) or _fitting(story.summary, free)
    if read:
        yield Speech(words.reader(story.readers), tuple(read.split("\n\n")), lang)
    yield from rest


def _quote(issue: IssueView, story: StoryView, room: int) -> tuple[Speech, ...]:
    if not story.quote:
        return ()
    reader = issue.words.reader((story.speaker,) if story.speaker else ())
    said = Speech(reader, (story.quote,), _language(story))
    fits = seconds((said,)) <= min(_QUOTE, room)
    return (said if fits else _left_to_read(issue),)


def _outcome(issue: IssueView, story: StoryView, room: int) -> tuple[Speech, ...]:
    if not story.outcome:
        return ()
    said = _fitting(story.outcome, _words_in(min(_OUTCOME, room)))
    host = issue.words.host
    return (Speech(host, (said,), _language(story)) if said else _left_to_read(issue),)


def _left_to_read(issue: IssueView) -> Speech:
    return Speech(issue.words.host, (issue.words.let_read,))


def _language(story: StoryView) -> str | None:
    return story.lang if story.foreign else None


def _with_question(issue: IssueView, story: StoryView, made: Script) -> Script:
    """The script with a question for the room on the story's last slide."""
    words = issue.words
    asked = Speech(words.host, (words.question(story.kind), words.wait))
    time = _ANSWERS + STEP
    if made.outcome:
        return made._replace(outcome=(*made.outcome, asked), outcome_seconds=made.outcome_seconds + time)  # fmt: skip
    if made.quote:
        return made._replace(quote=(*made.quote, asked), quote_seconds=made.quote_seconds + time)
    return made._replace(story=(*made.story, asked), seconds=made.seconds + time)


def _words_in(time: int) -> float:
    """The number of words that can be said in some seconds."""
    return time * _WORDS_A_MINUTE / 60


def _fitting(text: str, room: float) -> str:
    """As much of a text as has so many words: whole paragraphs, or whole sentences of one."""
    kept: list[str] = []
    used = 0.0
    for paragraph in filter(None, text.split("\n\n")):
        if used + (length := count_words(paragraph)) <= room:
            kept.append(paragraph)
            used += length
            continue
        if used < room * _NEARLY_FULL and (part := _whole_sentences(paragraph, room - used)):
            kept.append(part)
        break
    return "\n\n".join(kept)


def _whole_sentences(paragraph: str, room: float) -> str:
    """The first sentences of a paragraph that have so many words in all."""
    end = 0
    for sentence in markdown.sentences(paragraph):
        after = paragraph.index(sentence, end) + len(sentence)
        if count_words(paragraph[:after]) > room:
            break
        end = after
    return paragraph[:end]
