"""An issue in words: its parts in order, with links. Every format prints this.

Nothing here knows a format. An issue that is too long for a format is shortened here, so that all
formats leave out the same things and link to the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.edition import ShownStory
from generator.model.periods import Period
from generator.newsletter.issue import Issue, Numbers
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.phrases import IssuePhrases, issue_phrases
from generator.text import locales, markdown
from generator.text.clean import one_line

Pages = Mapping[str, Container[str]]
"""The names of the stories, issues and themes that have a page, by folder of the site: `stories`,
`newsletter` and `themes`.
"""
_KEY_LINES = 6
"""The number of lines of a part in a short issue."""


class StoryView(NamedTuple):
    """A story. Every text except `body` is one line of plain text."""

    id: str
    title: str
    who: str
    """Who helped whom."""
    summary: str
    body: str
    """Plain text, in paragraphs."""
    day: dt.date
    kind: str
    theme: str | None
    lang: str
    direction: str
    foreign: bool
    """Whether its language is not the issue's."""
    ask: str | None = None
    outcome: str | None = None
    href: str | None = None

    def line(self, after: str) -> Line:
        """The title as a line of a part."""
        return Line(self.title, after, self.href, *self.foreign_language)

    @property
    def foreign_language(self) -> tuple[str, str] | tuple[()]:
        """Its language and direction, if they are not the issue's."""
        return (self.lang, self.direction) if self.foreign else ()


class Line(NamedTuple):
    """A line of a part; `after` is less important than `text`."""

    text: str
    after: str = ""
    href: str | None = None
    lang: str | None = None
    direction: str | None = None


class Figure(NamedTuple):
    """A number, what it counts, and its value in the issue before."""

    number: str
    label: str
    before: str = ""

    @property
    def description(self) -> str:
        """The text after the number: stories (9 last time)."""
        return f"{self.label} ({self.before})" if self.before else self.label

    @property
    def text(self) -> str:
        """The number and its description: 12 stories (9 last time)."""
        return f"{self.number} {self.description}"


class Part(NamedTuple):
    """A part of an issue. `name` is hero, ask, theme, acts, rest, thread, voices, numbers or coming.

    The part `rest` has a line with a link for each part whose stories are all left out.
    """

    name: str
    heading: str = ""
    stories: tuple[StoryView, ...] = ()
    lines: tuple[Line, ...] = ()
    figures: tuple[Figure, ...] = ()
    more: int = 0
    """The number of stories that are left out, but linked to."""
    href: str | None = None
    """The address of these stories."""

    @property
    def key_lines(self) -> tuple[Line, ...]:
        """The most important lines: the end of a thread, the next meetings."""
        if self.name == "rest":
            return self.lines
        return self.lines[-_KEY_LINES:] if self.name == "thread" else self.lines[:_KEY_LINES]


class IssueView(NamedTuple):
    """An issue in words."""

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
    left_out: int
    """The number of stories that the issue only links to."""
    call: str
    notice: str
    """A sentence that the issue was revised, if it was."""
    day: dt.date
    """The day of its newest story, so that recording that it was sent changes no format."""
    words: IssuePhrases

    @property
    def stories(self) -> tuple[StoryView, ...]:
        """Every story in the issue, in reading order."""
        return tuple(story for part in self.parts for story in part.stories)

    @property
    def heading(self) -> str:
        """The title and the period, as in a subject line."""
        return f"{self.title}, {self.when}"

    def more_text(self, count: int) -> str:
        """The text of a link to stories that are left out."""
        return self.words.counted(self.words.more, count)


def issue_view(context: OutputContext, period: Period, pages: Pages) -> IssueView:
    """A period's issue, as the context's edition may show it."""
    return _ViewBuilder(context, pages).view(context.issues.issue(period))


class _ViewBuilder:
    def __init__(self, context: OutputContext, pages: Pages) -> None:
        self.context, self.pages = context, pages
        self.language = context.edition.site.language
        self.words = issue_phrases(self.language)

    def view(self, issue: Issue) -> IssueView:
        edition, site = self.context.edition, self.context.edition.site
        lead = issue.hero or next(iter(issue.stories), None)
        days = [story.date for story in issue.stories]
        return IssueView(
            period=issue.period,
            title=one_line(issue.title),
            when=locales.period(issue.period, self.language),
            number=self.words.number_of(issue.number) if issue.number else "",
            lang=self.language,
            direction=locales.direction(self.language),
            organisation=one_line(site.organisation or site.name),
            site=one_line(site.name),
            home=self.context.base,
            href=self._url("newsletter", issue.period.name),
            sender=edition.newsletter.from_ or site.contact,
            preheader=one_line(lead.summary) if lead else "",
            note=issue.note or "",
            parts=_with_rest(tuple(self._parts(issue)), self.words),
            left_out=issue.more,
            call=one_line(issue.call_to_action or ""),
            notice=self.words.revised if issue.revised else "",
            day=max(days, default=issue.period.start),
            words=self.words,
        )

    def _parts(self, issue: Issue) -> Iterator[Part]:
        words, page = self.words, self._url("newsletter", issue.period.name)
        if issue.hero:
            yield Part("hero", stories=(self._story(issue.hero),))
        if issue.great_ask:
            yield Part("ask", words.great_ask, (self._story(issue.great_ask),))
        for section in issue.sections:
            yield Part(
                "theme",
                one_line(self.context.edition.themes[section.theme].title),
                tuple(map(self._story, section.stories)),
                more=len(section.left),
                href=f"{page}#theme-{section.theme}"
                if page
                else self._url("themes", section.theme) or self.context.base,
            )
        if issue.acts or issue.acts_left:
            yield Part(
                "acts",
                words.acts,
                tuple(map(self._story, issue.acts)),
                more=len(issue.acts_left),
                href=f"{page}#acts" if page else f"{self.context.base}stories/",
            )
        if issue.thread:
            steps = (*issue.thread.before, issue.thread.story)
            lines = tuple(self._story(story).line(self._date(story.date)) for story in steps)
            yield Part("thread", words.thread, lines=lines)
        if issue.voices:
            names = list(dict.fromkeys(one_line(voice.person.text) for voice in issue.voices))
            text = words.first_here.format(names=locales.join_list(names, self.language))
            yield Part("voices", words.voices, lines=(Line(text),))
        if issue.numbers.stories:
            figures = tuple(self._figures(issue.numbers, issue.before))
            yield Part("numbers", words.numbers, figures=figures)
        if issue.coming:
            lines = tuple(
                Line(
                    one_line(coming.title),
                    ", ".join(filter(None, (self._date(coming.when), one_line(coming.how)))),
                    coming.href,
                )
                for coming in issue.coming
            )
            yield Part("coming", words.coming, lines=lines)

    def _story(self, story: ShownStory) -> StoryView:
        who = (
            locales.join_list([one_line(person.text) for person in people], self.language)
            for people in (story.givers, story.receivers)
        )
        lang = story.lang or self.language
        return StoryView(
            id=story.id,
            title=one_line(story.title),
            who=f" {self.words.arrow} ".join(who),
            summary=one_line(story.summary),
            body=markdown.plain(story.body, lang) or story.summary,
            day=story.date,
            kind=story.kind.value,
            theme=story.themes[0] if story.themes else None,
            lang=lang,
            direction=locales.direction(lang),
            foreign=lang != self.language,
            ask=one_line(story.ask) if story.ask else None,
            outcome=one_line(story.outcome) if story.outcome else None,
            href=self._url("stories", story.id),
        )

    def _figures(self, now: Numbers, before: Numbers | None) -> Iterator[Figure]:
        for name, forms in zip(Numbers._fields, self.words.in_numbers, strict=True):
            value = getattr(now, name)
            last = locales.number(getattr(before, name), self.language) if before else ""
            yield Figure(
                locales.number(value, self.language),
                locales.plural(value, forms, self.words.language),
                self.words.before.format(n=last) if last else "",
            )

    def _date(self, day: dt.date) -> str:
        return locales.date(day, self.language)

    def _url(self, folder: str, name: str) -> str | None:
        return f"{self.context.base}{folder}/{name}/" if name in self.pages[folder] else None


def shortened(
    issue: IssueView, fits: Callable[[IssueView], bool], *, brief_first: bool = False
) -> IssueView:
    """The longest version of an issue that fits, or the shortest there is.

    With `brief_first`, stories are shortened before any is left out.
    """
    for version in _versions(issue, brief_first):
        if fits(version):
            break
    return version


def _versions(issue: IssueView, brief_first: bool) -> Iterator[IssueView]:
    """The issue, then shorter and shorter versions of it: with fewer stories of each part, then
    with brief stories, then with fewer stories in all.
    """
    yield issue
    if brief_first:
        yield _brief(issue)
    most = max((len(part.stories) for part in issue.parts), default=0)
    while most > 1:
        most = most * 2 // 3
        issue = _keep(issue, [story for part in issue.parts for story in part.stories[:most]])
        yield issue
    issue = _brief(issue)
    yield issue
    count = len(issue.stories)
    while count:
        count //= 2
        yield _keep(issue, issue.stories[:count])


def _brief(issue: IssueView) -> IssueView:
    """The issue with two sentences for each story, and a shorter note."""
    return issue._replace(
        note=markdown.literal(markdown.shorten(markdown.plain(issue.note, issue.lang), 1500)),
        parts=tuple(
            part._replace(stories=tuple(map(_brief_story, part.stories)), lines=part.key_lines)
            for part in issue.parts
        ),
    )


def _brief_story(story: StoryView) -> StoryView:
    return story._replace(
        summary=markdown.shorten(story.summary, 140),
        outcome=None,
        ask=markdown.shorten(story.ask, 140) if story.ask else None,
    )


def _keep(issue: IssueView, stories: Iterable[StoryView]) -> IssueView:
    """The issue with only some of its stories, and links to the others."""
    kept = set(map(id, stories))
    parts, left_out = [], issue.left_out
    for part in issue.parts:
        remaining = tuple(story for story in part.stories if id(story) in kept)
        removed = len(part.stories) - len(remaining)
        href = part.href or issue.href or issue.home
        parts.append(part._replace(stories=remaining, more=part.more + removed, href=href))
        left_out += removed
    return issue._replace(parts=_with_rest(tuple(parts), issue.words), left_out=left_out)


def _with_rest(parts: tuple[Part, ...], words: IssuePhrases) -> tuple[Part, ...]:
    """The parts, with those that have lost all stories as lines of a part after the stories."""
    empty = [part for part in parts if part.more and not part.stories]
    if not empty:
        return parts
    lines = next((part.lines for part in parts if part.name == "rest"), ())
    for part in empty:
        count = words.counted(words.more, part.more)
        line = Line(part.heading, count) if part.heading else Line(count)
        lines += (line._replace(href=part.href),)
    kept = [part for part in parts if part not in empty and part.name != "rest"]
    after = sum(bool(part.stories) for part in kept)
    return (*kept[:after], Part("rest", words.rest, lines=lines), *kept[after:])
