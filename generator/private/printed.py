"""Prints what is private: Markdown to read and edit, and pages to print that need no other file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from generator.edition import ShownStory
from generator.languages.messages import Messages, noted
from generator.model import Decision, Kind, Site
from generator.outputs.csp import inline_policy
from generator.outputs.pulse.card_words import card_text
from generator.outputs.pulse.figures import Figure, measures, share_text
from generator.outputs.pulse.sentences import sentences
from generator.private.gaps import FEW, Gaps
from generator.private.portfolio import Portfolio
from generator.private.review import QuarterReview
from generator.pulse.cards import Card
from generator.pulse.measures import Share
from generator.rendering.artifacts import File
from generator.rendering.changes import changes
from generator.rendering.templates import Renderer
from generator.text import locales
from generator.text.locales import date, join_list

Format = Literal["md", "html"]
FORMATS: tuple[Format, ...] = ("md", "html")

QUESTIONS = (
    noted("Which of this cost you more than it shows, and what should have made room for it?"),
    noted("What would you like to be asked about in the year to come, and by whom?"),
    noted("Where would you like help yourself, and whom could you ask this month?"),
)
"""Open questions for the talk that a portfolio is for."""
_EXAMPLE = """\
date: {date}
decisions:
  - text: {text}
    due: {date}
    # done: {date}
    # outcome: {outcome}"""
"""What a review file looks like."""


class _Row(NamedTuple):
    """A measure in the table of a review."""

    question: str
    figures: tuple[Figure, ...]
    bias: str


def gaps_file(render: Renderer, gaps: Gaps) -> File:
    """The file `gaps.md`."""

    def share(of: Share) -> str:
        return share_text(of, render.words)

    def percent(of: int) -> str:
        return locales.percent(of, render.words.lang)

    text = render("private/gaps.md", gaps=gaps, few=FEW, plain=share, percent=percent)
    return File("gaps.md", text.encode())


def sheets_file(render: Renderer, site: Site, cards: Sequence[Card], file_format: Format) -> File:
    """The file `sheets.md` or `sheets.html`: a sheet for each card of the month, to hand on."""
    return _printed(
        render, site, "sheets", file_format, cards=[card_text(card, render.words) for card in cards]
    )


def review_file(render: Renderer, site: Site, review: QuarterReview, file_format: Format) -> File:
    """The file of a review, such as `2026-Q4.md` or `2026-Q4.html`."""
    words, _ = render.words, render.words.gettext
    name = review.quarter.name
    made = _printed(
        render,
        site,
        "review",
        file_format,
        review=review,
        last=review.last_time,
        became=lambda decision: _became(decision, review.as_of, words),
        sentences=sentences(review.pulse, words),
        rows=[
            _Row(measure.text.question, measure.figures, measure.text.bias)
            for measure in measures(review.pulse, words)
            if measure.figures
        ],
        cards=[card_text(card, words) for card in review.cards],
        further=[
            _("We also decide:") if review.cards else _("We decide:"),
            _("We stop:"),
            _("We ask again at the next meeting:"),
        ],
        path=f"site_config/reviews/{name}.yml",
        example=_EXAMPLE.format(
            date=review.as_of.isoformat(),
            text=_("Controls and Field Service swap a visit."),
            outcome=_("What came of it, once you know."),
        ),
    )
    return made._replace(path=f"{name}.{file_format}")


def _became(decision: Decision, today: dt.date, words: Messages) -> str:
    """What became of a decision, in words."""
    _ = words.gettext
    if decision.done and decision.done <= today:
        return _("done on %(day)s", day=date(decision.done, words.lang))
    if decision.due and decision.due < today:
        return _("open since %(day)s", day=date(decision.due, words.lang))
    if decision.due:
        return _("due on %(day)s", day=date(decision.due, words.lang))
    return _("open")


def _printed(
    render: Renderer, site: Site, template: str, file_format: Format, **values: object
) -> File:
    """A document that needs no other file."""
    words, titles = render.words, changes(render.words)

    def changed(story: ShownStory) -> str:
        return join_list([titles[each].title for each in story.changed], words.lang)

    style = render("digest/colours.css") + render("private/private.css")
    text = render(
        f"private/{template}.{file_format}",
        changed=changed,
        site_url=f"{site.url.rstrip('/')}/",
        style=style,
        policy=inline_policy(style),
        **values,
    )
    return File(f"{template}.{file_format}", text.encode("utf-8", "backslashreplace"))


def portfolio_file(
    render: Renderer, site: Site, id_: str, portfolio: Portfolio, file_format: Format
) -> File:
    """The file of a portfolio, `ID.md` or `ID.html`."""
    words, _ = render.words, render.words.gettext
    made = _printed(
        render,
        site,
        "portfolio",
        file_format,
        portfolio=portfolio,
        parts=(
            (_("Gave"), portfolio.gave),
            (_("Asked and received"), portfolio.received),
            (_("Passed on by others"), portfolio.passed_on),
        ),
        tallies=list(_tallies(portfolio, words)),
        questions=[_(question) for question in QUESTIONS],
    )
    return made._replace(path=f"{id_}.{file_format}")


def _tallies(portfolio: Portfolio, words: Messages) -> Iterator[str]:
    """What was done, in lines with a number each."""
    _, ngettext = words.gettext, words.ngettext
    kinds = portfolio.kinds
    if number := kinds.get(Kind.MENTORING):
        yield ngettext(
            "%(num)s story of mentoring given", "%(num)s stories of mentoring given", number
        )
    if number := kinds.get(Kind.FEEDBACK):
        yield ngettext(
            "%(num)s story of feedback given", "%(num)s stories of feedback given", number
        )
    if number := kinds.get(Kind.HELP):
        yield ngettext("%(num)s story of help given", "%(num)s stories of help given", number)
    if number := portfolio.to_other_teams:
        yield ngettext(
            "%(num)s of the stories tells of help to another team",
            "%(num)s of the stories tell of help to another team",
            number,
        )
    if number := len(portfolio.received):
        yield ngettext(
            "%(num)s story of help asked for and received",
            "%(num)s stories of help asked for and received",
            number,
        )
    if number := len(portfolio.passed_on):
        yield ngettext(
            "%(num)s story in which others passed help on",
            "%(num)s stories in which others passed help on",
            number,
        )
    for held in portfolio.held:
        yield ngettext(
            "%(title)s, which they look after: %(num)s session written down",
            "%(title)s, which they look after: %(num)s sessions written down",
            held.days,
            title=held.title,
        )
    for came in portfolio.attended:
        yield ngettext(
            "%(title)s: came on %(num)s day, by their own notes",
            "%(title)s: came on %(num)s days, by their own notes",
            came.days,
            title=came.title,
        )
    for season in portfolio.seasons:
        days = {"first": date(season.starts, words.lang), "last": date(season.ends, words.lang)}
        if season.topic and season.mentored:
            yield _("Mentored from %(first)s to %(last)s: %(topic)s", topic=season.topic, **days)
        elif season.topic:
            yield _(
                "Learned from a mentor from %(first)s to %(last)s: %(topic)s",
                topic=season.topic,
                **days,
            )
        elif season.mentored:
            yield _("Mentored from %(first)s to %(last)s", **days)
        else:
            yield _("Learned from a mentor from %(first)s to %(last)s", **days)
        if season.met:
            yield ngettext(
                "The two met %(num)s time, by their own count",
                "The two met %(num)s times, by their own count",
                season.met,
            )
