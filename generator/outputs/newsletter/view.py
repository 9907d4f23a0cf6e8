"""An issue in words: its parts in order, with links. Every format prints this.

Nothing here knows a format. An issue that is too long for a format is shortened here, so that all
formats leave out the same things and link to the rest.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.edition import ShownPerson, ShownStory
from generator.model.periods import Period
from generator.newsletter.issue import Issue, Numbers, UpcomingMeeting
from generator.outputs.context import OutputContext
from generator.outputs.newsletter.phrases import IssuePhrases, acts_heading, issue_phrases
from generator.outputs.pulse.issue_part import IssuePulse, Levels
from generator.text import locales, markdown, typography
from generator.text.clean import one_line

Pages = Mapping[str, Container[str]]
"""The names of the stories, issues and themes that have a page, by folder of the site: `stories`,
`newsletter` and `themes`.
"""
_NO_PAGES: Pages = {"stories": (), "newsletter": (), "themes": ()}
_KEY_LINES = 6
"""The number of lines of a part in a short issue."""


class StoryView(NamedTuple):
    """A story. Every text except `body` is one line of plain text."""

    id: str
    title: str
    who: str
    """Who helped whom."""
    summary: str
    """Empty if it says no more than the title."""
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
    quote: str = ""
    """What somebody in it said, in the quotation marks of its language."""
    quoted: str = ""
    """Who said it."""
    href: str | None = None
    is_line: bool = False
    """Whether the title is the whole story."""
    opening: str = ""
    """Who helped whom, as a sentence to say."""
    readers: tuple[str, ...] = ()
    """Who may read it aloud: one person who was helped and one who helped, if they are named."""
    speaker: str | None = None
    """Who said the quote, if they are named."""

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
    after_too: bool = False
    """Whether `after` is in the language of `text`."""
    meeting: tuple[dt.datetime, dt.datetime] | None = None
    """When a meeting begins and ends, in its own time zone."""


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
    """A part of an issue. `name` is hero, ask, theme, acts, rest, thread, corrected, voices,
    numbers, pulse, coming or wanted.

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
    levels: Levels | None = None
    """Who helped whom, in the part `pulse`."""

    @property
    def key_lines(self) -> tuple[Line, ...]:
        """The most important lines: the end of a thread, the next meetings."""
        if self.name in ("rest", "corrected"):
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
    recipients: tuple[str, ...]
    unsubscribe: tuple[str, ...]
    """Where readers of the mail unsubscribe."""
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
        return f"{self.title}{self.words.messages.separators.comma}{self.when}"

    @property
    def period_heading(self) -> str:
        """The period, to begin a line or to be one."""
        return locales.opening(self.when, self.words.lang)

    def below(self, line: Line) -> str:
        """What is less important than a line, where it has a line of its own: a day begins with a capital there."""
        return locales.opening(line.after, self.words.lang) if line.meeting else line.after

    def more_text(self, count: int) -> str:
        """The text of a link to stories that are left out."""
        return self.words.more(count)


def issue_view(
    context: OutputContext, period: Period, pages: Pages, pulse: IssuePulse | None = None
) -> IssueView:
    """A period's issue, as the context's edition may show it; `pulse` is what it says of the pulse."""
    return _ViewBuilder(context, pages, pulse).view(context.issues.issue(period))


def story_view(context: OutputContext, story: ShownStory) -> StoryView:
    """One story in the words of an issue, without a link."""
    return _ViewBuilder(context, _NO_PAGES, None).story(story)


class _ViewBuilder:
    def __init__(self, context: OutputContext, pages: Pages, pulse: IssuePulse | None) -> None:
        self.context, self.pages, self.pulse = context, pages, pulse
        self.language = context.edition.site.language
        self.words = issue_phrases(context.words)

    def view(self, issue: Issue) -> IssueView:
        edition, site = self.context.edition, self.context.edition.site
        lead = issue.hero or next(iter(issue.stories), None)
        days = [story.date for story in issue.stories]
        return IssueView(
            period=issue.period,
            title=one_line(issue.title),
            when=locales.period(issue.period, self.words.lang),
            number=self.words.number_of(issue.number) if issue.number else "",
            lang=self.language,
            direction=locales.direction(self.language),
            organisation=one_line(site.organisation or site.name),
            site=one_line(site.name),
            home=self.context.base,
            href=self._url("newsletter", issue.period.name),
            sender=edition.newsletter.from_ or site.contact,
            recipients=edition.newsletter.to,
            unsubscribe=edition.newsletter.list_unsubscribe,
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
            yield Part("hero", stories=(self.story(issue.hero),))
        if issue.great_ask:
            yield Part("ask", words.great_ask, (self.story(issue.great_ask),))
        for section in issue.sections:
            yield Part(
                "theme",
                one_line(self.context.edition.themes[section.theme].title),
                tuple(map(self.story, section.stories)),
                more=len(section.left),
                href=f"{page}#theme-{section.theme}"
                if page
                else self._url("themes", section.theme) or self.context.base,
            )
        if issue.acts or issue.acts_left:
            yield Part(
                "acts",
                acts_heading(self.context.words, issue.period),
                tuple(map(self.story, issue.acts)),
                more=len(issue.acts_left),
                href=f"{page}#acts" if page else f"{self.context.base}stories/",
            )
        if issue.thread:
            steps = (*issue.thread.before, issue.thread.story)
            lines = tuple(self.story(story).line(self._date(story.date)) for story in steps)
            yield Part("thread", words.thread, lines=lines)
        if issue.corrected:
            lines = tuple(
                self.story(story).line(one_line(correction.note))._replace(after_too=True)
                for story, correction in issue.corrected
            )
            yield Part("corrected", words.corrected, lines=lines)
        if issue.voices:
            names = list(dict.fromkeys(one_line(voice.person.text) for voice in issue.voices))
            text = words.first_here(locales.join_list(names, words.lang))
            yield Part("voices", words.voices, lines=(Line(text),))
        if issue.numbers.stories:
            figures = tuple(self._figures(issue.numbers, issue.before))
            yield Part("numbers", words.numbers, figures=figures)
        if self.pulse:
            said = tuple(Line(one_line(sentence)) for sentence in self.pulse.sentences)
            more = Line(self.pulse.more, href=f"{self.context.base}pulse/")
            yield Part("pulse", words.pulse, lines=(*said, more), levels=self.pulse.levels)
        if issue.coming:
            comma = words.messages.separators.comma
            lines = tuple(
                Line(
                    one_line(coming.title),
                    comma.join(filter(None, (*self._when(coming), one_line(coming.where or "")))),
                    coming.href,
                    meeting=(coming.start, coming.end),
                )
                for coming in issue.coming
            )
            yield Part("coming", words.coming, lines=lines)
        if issue.wanted:
            lines = tuple(
                Line(one_line(each.title), words.looks_for_lead(each.contact), each.href)
                for each in issue.wanted
            )
            yield Part("wanted", words.wanted, lines=lines)

    def story(self, story: ShownStory) -> StoryView:
        givers, receivers = (
            locales.join_list([one_line(person.text) for person in people], self.words.lang)
            for people in (story.givers, story.receivers)
        )
        lang = story.lang or self.language
        return StoryView(
            id=story.id,
            title=one_line(story.summary if story.is_line else story.title),
            who=locales.who_helped_whom(givers, receivers, self.words.messages),
            summary=one_line(story.summary) if story.has_own_summary else "",
            is_line=story.is_line,
            body=markdown.plain(story.body, lang) or story.summary,
            day=story.date,
            kind=story.kind.value,
            theme=story.themes[0] if story.themes else None,
            lang=lang,
            direction=locales.direction(lang),
            foreign=lang != self.language,
            ask=one_line(story.ask) if story.ask else None,
            outcome=one_line(story.outcome) if story.outcome else None,
            quote=typography.quoted(one_line(story.quote.text), lang) if story.quote else "",
            quoted=one_line(story.quote.by.text) if story.quote else "",
            opening=self.words.opening(story.kind, givers, receivers),
            readers=_readers(story),
            speaker=_reader((story.quote.by,)) if story.quote else None,
            href=self._url("stories", story.id),
        )

    def _figures(self, now: Numbers, before: Numbers | None) -> Iterator[Figure]:
        for name in Numbers._fields:
            value = getattr(now, name)
            yield Figure(
                self.words.messages.number(value),
                self.words.label(name, value),
                self.words.before(getattr(before, name)) if before else "",
            )

    def _when(self, meeting: UpcomingMeeting) -> tuple[str, str]:
        """Its day, with the day of the week, and its hours with their zone."""
        lang = self.words.lang
        hours = locales.hours(meeting.start, meeting.end, lang)
        return locales.weekday(meeting.start, lang), hours

    def _date(self, day: dt.date) -> str:
        return locales.date(day, self.words.lang)

    def _url(self, folder: str, name: str) -> str | None:
        return f"{self.context.base}{folder}/{name}/" if name in self.pages[folder] else None


def _readers(story: ShownStory) -> tuple[str, ...]:
    """One person who was helped and one who helped, of those who are named."""
    found = (_reader(story.receivers), _reader(story.givers))
    return tuple(dict.fromkeys(name for name in found if name))


def _reader(people: Iterable[ShownPerson]) -> str | None:
    """The first of some people who is named: nobody is asked to read who need not be known."""
    return next((one_line(who.text) for who in people if who.named and not who.is_team), None)


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
        quote="",
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
        count = words.more(part.more)
        line = Line(part.heading, count) if part.heading else Line(count)
        lines += (line._replace(href=part.href),)
    kept = [part for part in parts if part not in empty and part.name != "rest"]
    after = sum(bool(part.stories) for part in kept)
    return (*kept[:after], Part("rest", words.rest, lines=lines), *kept[after:])
