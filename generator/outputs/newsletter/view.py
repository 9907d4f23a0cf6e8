"""An issue as it is told: its parts in order, in words, with links. Every format prints this.

Nothing here knows a format. An issue that is too long for one is shortened here, so that all of
them leave out the same things and lead to the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from generator.edition import ShownStory
from generator.model.periods import Period
from generator.newsletter.issue import Issue, Numbers
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.phrases import IssuePhrases, issue_phrases
from generator.text import locales, markdown

Pages = Mapping[str, Container[str]]
"""What an issue may link to: the stories, issues and themes that have a page, by the folder of the
site that has it: `stories`, `newsletter` and `themes`.
"""
_FEW = 6
"""Lines of a part, where there is little room."""


class StoryView(NamedTuple):
    """A story. Every text but its `body` is one line of plain text."""

    id: str
    title: str
    who: str
    """Who to whom."""
    summary: str
    body: str
    """Plain text, in paragraphs."""
    day: dt.date
    kind: str
    theme: str | None
    lang: str
    direction: str
    foreign: bool
    """It is told in another language than the issue's."""
    ask: str | None = None
    outcome: str | None = None
    href: str | None = None


class Line(NamedTuple):
    """Something told in a line; `after` is less important."""

    text: str
    after: str = ""
    href: str | None = None
    lang: str | None = None
    direction: str | None = None


class Figure(NamedTuple):
    """A number, what it counts, and what it was before."""

    number: str
    label: str
    before: str = ""

    @property
    def text(self) -> str:
        """In one line: 12 stories (9 last time)."""
        return f"{self.number} {self.label}{f' ({self.before})' if self.before else ''}"


class Part(NamedTuple):
    """A part of an issue. `name` is hero, ask, theme, acts, rest, thread, voices, numbers or coming.

    The rest names the parts of which no story is told, and leads to them.
    """

    name: str
    heading: str = ""
    stories: tuple[StoryView, ...] = ()
    lines: tuple[Line, ...] = ()
    figures: tuple[Figure, ...] = ()
    more: int = 0
    """Stories that the issue leads to without telling them."""
    href: str | None = None
    """Where these are."""

    @property
    def few(self) -> tuple[Line, ...]:
        """The lines that matter most: where a thread has got to, what comes soonest."""
        if self.name == "rest":
            return self.lines
        return self.lines[-_FEW:] if self.name == "thread" else self.lines[:_FEW]


class IssueView(NamedTuple):
    """A whole issue."""

    period: Period
    title: str
    when: str
    number: str
    lang: str
    direction: str
    organisation: str
    site: str
    """The site's name."""
    home: str
    """The site's address."""
    href: str | None
    """The issue's page on the site."""
    sender: str | None
    preheader: str
    note: str
    """Markdown."""
    parts: tuple[Part, ...]
    untold: int
    """Stories that the issue only leads to."""
    call: str
    notice: str
    """That the issue was revised."""
    day: dt.date
    """The day of its newest story: recording that it went out changes no byte of it."""
    words: IssuePhrases

    @property
    def stories(self) -> tuple[StoryView, ...]:
        """Every story that is told, in reading order."""
        return tuple(story for part in self.parts for story in part.stories)

    @property
    def heading(self) -> str:
        """Title and period: what a subject line says."""
        return f"{self.title}, {self.when}"

    def more(self, count: int) -> str:
        """What leads to so many stories that are not told."""
        return self.words.counted(self.words.more, count)


def issue_view(context: OutputContext, period: Period, there: Pages) -> IssueView:
    """A period's issue, as the desk's channel may tell it."""
    return _Teller(context, there).issue(context.issues.issue(period))


class _Teller:
    def __init__(self, context: OutputContext, there: Pages) -> None:
        self.context, self.there = context, there
        self.language = context.edition.site.language
        self.words = issue_phrases(self.language)

    def issue(self, digest: Issue) -> IssueView:
        edition, site = self.context.edition, self.context.edition.site
        lead = digest.hero or next(iter(digest.stories), None)
        days = [story.date for story in digest.stories]
        return IssueView(
            period=digest.period,
            title=_line(digest.title),
            when=locales.period(digest.period, self.language),
            number=self.words.number_of(digest.number) if digest.number else "",
            lang=self.language,
            direction=locales.direction(self.language),
            organisation=_line(site.organisation or site.name),
            site=_line(site.name),
            home=self.context.base,
            href=self._at("newsletter", digest.period.name),
            sender=edition.newsletter.from_ or site.contact,
            preheader=_line(lead.summary) if lead else "",
            note=digest.note or "",
            parts=_gathered(tuple(self._parts(digest)), self.words),
            untold=digest.more,
            call=_line(digest.call_to_action or ""),
            notice=self.words.revised if digest.revised else "",
            day=max(days, default=digest.period.start),
            words=self.words,
        )

    def _parts(self, digest: Issue) -> Iterator[Part]:
        words, page = self.words, self._at("newsletter", digest.period.name)
        if digest.hero:
            yield Part("hero", stories=(self._told(digest.hero),))
        if digest.great_ask:
            yield Part("ask", words.great_ask, (self._told(digest.great_ask),))
        for section in digest.sections:
            yield Part(
                "theme",
                _line(self.context.edition.themes[section.theme].title),
                tuple(map(self._told, section.stories)),
                more=len(section.left),
                href=f"{page}#theme-{section.theme}"
                if page
                else self._at("themes", section.theme) or self.context.base,
            )
        if digest.acts or digest.acts_left:
            yield Part(
                "acts",
                words.acts,
                tuple(map(self._told, digest.acts)),
                more=len(digest.acts_left),
                href=f"{page}#acts" if page else f"{self.context.base}stories/",
            )
        if digest.thread:
            steps = (*digest.thread.before, digest.thread.story)
            yield Part("thread", words.thread, lines=tuple(map(self._step, steps)))
        if digest.voices:
            names = list(dict.fromkeys(_line(voice.person.text) for voice in digest.voices))
            text = words.first_here.format(names=locales.listed(names, self.language))
            yield Part("voices", words.voices, lines=(Line(text),))
        if digest.numbers.stories:
            figures = self._figures(digest.numbers, digest.before)
            yield Part("numbers", words.numbers, figures=figures)
        if digest.coming:
            lines = tuple(
                Line(
                    _line(coming.title),
                    ", ".join(filter(None, (self._date(coming.when), _line(coming.how)))),
                    coming.href,
                )
                for coming in digest.coming
            )
            yield Part("coming", words.coming, lines=lines)

    def _told(self, story: ShownStory) -> StoryView:
        who = (
            locales.listed([_line(person.text) for person in people], self.language)
            for people in (story.givers, story.receivers)
        )
        lang = story.lang or self.language
        return StoryView(
            id=story.id,
            title=_line(story.title),
            who=f" {self.words.arrow} ".join(who),
            summary=_line(story.summary),
            body=markdown.plain(story.body, lang) or story.summary,
            day=story.date,
            kind=story.kind.value,
            theme=story.themes[0] if story.themes else None,
            lang=lang,
            direction=locales.direction(lang),
            foreign=lang != self.language,
            ask=_line(story.ask) if story.ask else None,
            outcome=_line(story.outcome) if story.outcome else None,
            href=self._at("stories", story.id),
        )

    def _step(self, story: ShownStory) -> Line:
        told = self._told(story)
        day = self._date(story.date)
        return Line(
            told.title, day, told.href, *((told.lang, told.direction) if told.foreign else ())
        )

    def _figures(self, now: Numbers, before: Numbers | None) -> tuple[Figure, ...]:
        names = ("stories", "teams", "asks", "threads")
        made = []
        for name, forms in zip(names, self.words.in_numbers, strict=True):
            value = getattr(now, name)
            last = locales.number(getattr(before, name), self.language) if before else ""
            made.append(
                Figure(
                    locales.number(value, self.language),
                    locales.plural(value, forms, self.words.language),
                    self.words.before.format(n=last) if last else "",
                )
            )
        return tuple(made)

    def _date(self, day: dt.date) -> str:
        return locales.date(day, self.language)

    def _at(self, folder: str, name: str) -> str | None:
        return f"{self.context.base}{folder}/{name}/" if name in self.there[folder] else None


def shorter(issue: IssueView) -> Iterator[IssueView]:
    """The same issue, told in less and less: fewer stories of each part, then without outcomes and
    with shorter summaries and note, then fewer stories in all. What is left out is led to.
    """
    most = max((len(part.stories) for part in issue.parts), default=0)
    while most > 1:
        most = most * 2 // 3
        yield (issue := _first(issue, most))
    yield (issue := briefly(issue))
    count = len(issue.stories)
    while count:
        count //= 2
        kept = {id(story) for story in issue.stories[:count]}
        yield _keeping(issue, kept)


def briefly(issue: IssueView) -> IssueView:
    """The same stories, each in two sentences, and a shorter note."""
    return issue._replace(
        note=markdown.literal(markdown.shorten(markdown.plain(issue.note, issue.lang), 1500)),
        parts=tuple(
            part._replace(stories=tuple(map(_brief, part.stories)), lines=part.few)
            for part in issue.parts
        ),
    )


def _first(issue: IssueView, most: int) -> IssueView:
    """At most so many stories of each part."""
    return _keeping(issue, {id(story) for part in issue.parts for story in part.stories[:most]})


def _keeping(issue: IssueView, kept: set[int]) -> IssueView:
    """Only some stories; the issue leads to the others."""
    parts, untold = [], issue.untold
    for part in issue.parts:
        stories = tuple(story for story in part.stories if id(story) in kept)
        left = len(part.stories) - len(stories)
        href = part.href or issue.href or issue.home
        parts.append(part._replace(stories=stories, more=part.more + left, href=href))
        untold += left
    return issue._replace(parts=_gathered(tuple(parts), issue.words), untold=untold)


def _gathered(parts: tuple[Part, ...], words: IssuePhrases) -> tuple[Part, ...]:
    """The parts of which no story is told, as lines of one that comes after the stories."""
    bare = [part for part in parts if part.more and not part.stories]
    if not bare:
        return parts
    counts = [words.counted(words.more, part.more) for part in bare]
    lines = tuple(
        Line(part.heading, count, part.href) if part.heading else Line(count, href=part.href)
        for part, count in zip(bare, counts, strict=True)
    )
    known = next((part.lines for part in parts if part.name == "rest"), ())
    kept = [part for part in parts if part not in bare and part.name != "rest"]
    after = sum(bool(part.stories) for part in kept)
    return (*kept[:after], Part("rest", words.rest, lines=known + lines), *kept[after:])


def _brief(story: StoryView) -> StoryView:
    summary = markdown.shorten(story.summary, 140)
    ask = markdown.shorten(story.ask, 140) if story.ask else None
    return story._replace(summary=summary, outcome=None, ask=ask)


def _line(text: str) -> str:
    """Any text on one line."""
    return " ".join(text.split())
