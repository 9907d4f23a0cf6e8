"""Who can be asked about what, and how: only people who offered to be asked, as they wish it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple
from urllib.parse import quote

from generator.edition import ShownHelper, ShownReach, ShownTeam
from generator.languages.messages import Messages, noted
from generator.outputs.context import OutputContext
from generator.rendering.artifacts import Page, SearchEntry

FOLDED = 40
"""The number of people from which on the page shows teams and topics only when they are opened."""
_BANDWIDTH = {
    "open": noted("Plenty. Go ahead."),
    "some": noted("Some. Ask, but the answer may be no."),
}
_SEPARATORS = re.compile(r"[^+0-9]")

Numbered = tuple[int, ShownHelper]
"""Somebody who can be asked, with their number, which is their place in the order of names."""


class Way(NamedTuple):
    """A way to reach somebody; `href` is what a click opens, if there is anything."""

    label: str
    text: str
    href: str | None = None


def make(context: OutputContext) -> Iterator[Page]:
    """The page `ask.md`."""
    helpers = tuple(enumerate(context.edition.helpers, 1))
    if not helpers:
        return
    _ = context.words.gettext
    html = context.render(
        "site/ask.html",
        root="../",
        groups=_by_team(context, helpers),
        topics=_topics(helpers),
        ways={number: ways(helper.reach, context.words) for number, helper in helpers},
        bandwidth_labels={name: _(label) for name, label in _BANDWIDTH.items()},
        folded=len(helpers) > FOLDED,
    )
    yield Page.from_html(
        "ask.md",
        _("Who can I ask?"),
        html,
        _("Colleagues who have said what you can ask them about, and when."),
        template="ask.html",
        places={
            f"person-{number}": SearchEntry(
                helper.who.text,
                " · ".join(helper.topics),
                kicker=_("Who can I ask?"),
                more=partial(_text, helper),
            )
            for number, helper in helpers
        },
    )


def ways(reach: ShownReach, words: Messages) -> tuple[Way, ...]:
    """The ways to reach somebody, with what each is called."""
    _ = words.gettext
    mail, chat, phone, in_person = reach
    found = (
        mail and Way(_("E-mail"), mail, f"mailto:{quote(mail, safe='@')}"),
        chat and Way(_("Chat"), *_chat(chat)),
        phone
        and Way(
            words.pgettext("a way to reach somebody", "Phone"),
            phone,
            f"tel:{_SEPARATORS.sub('', phone)}",
        ),
        in_person and Way(_("In person"), in_person),
    )
    return tuple(way for way in found if way)


def _chat(chat: str) -> tuple[str, str | None]:
    """A name in the chat, or an address without what every address begins with, and where it leads."""
    is_address = chat.startswith("https://")
    return (chat.removeprefix("https://").rstrip("/"), chat) if is_address else (chat, None)


def _text(helper: ShownHelper) -> str:
    """What to know before asking somebody."""
    return "\n\n".join(filter(None, (helper.response_time, helper.hours, *helper.boundaries)))


def _by_team(
    context: OutputContext, helpers: tuple[Numbered, ...]
) -> list[tuple[ShownTeam | None, list[Numbered]]]:
    """Those who can be asked, team by team in the organisation's order; who has no team comes last."""
    teams = (*context.edition.teams.values(), None)
    groups = (
        (team, [h for h in helpers if h[1].who.team == (team and team.slug)]) for team in teams
    )
    return [(team, people) for team, people in groups if people]


def _topics(helpers: tuple[Numbered, ...]) -> list[tuple[str, list[Numbered]]]:
    """Each topic with those who offer it."""
    topics: dict[str, tuple[str, list[Numbered]]] = {}
    for number, helper in helpers:
        for topic in dict.fromkeys(helper.topics):
            topics.setdefault(topic.casefold(), (topic, []))[1].append((number, helper))
    return [topics[key] for key in sorted(topics)]
