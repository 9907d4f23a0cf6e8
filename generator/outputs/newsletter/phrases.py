"""The phrases of an issue, in the language of the organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from generator.languages.messages import Messages
from generator.model import Cadence, Kind
from generator.model.periods import Period


class IssuePhrases(NamedTuple):
    """The phrases of an issue that do not depend on a number, and the messages for the others."""

    messages: Messages
    on_site: str
    changed: str
    asked: str
    great_ask: str
    voices: str
    corrected: str
    thread: str
    numbers: str
    pulse: str
    coming: str
    wanted: str
    rest: str
    revised: str
    all_stories: str
    consent: str
    time: str
    host: str
    """Who leads through the town hall."""
    whole_story: str
    let_read: str
    wait: str

    @property
    def lang(self) -> str:
        """The language that the phrases are in, and that dates and numbers follow."""
        return self.messages.lang

    def number_of(self, number: int) -> str:
        """The issue's number: No. 14."""
        return self.messages.gettext("No. %(number)s", number=number)

    def first_here(self, names: str) -> str:
        """The sentence about people who are in an issue for the first time."""
        return self.messages.gettext("First time in these pages: %(names)s.", names=names)

    def looks_for_lead(self, contact: str | None) -> str:
        """What is said after a practice that looks for somebody to run it."""
        if contact is None:
            return self.messages.gettext("We are looking for someone to run it.")
        return self.messages.gettext(
            "We are looking for someone to run it. To volunteer, write to %(address)s.",
            address=contact,
        )

    def more(self, count: int) -> str:
        """How many stories are left out."""
        return self.messages.ngettext("%(num)s more story", "%(num)s more stories", count)

    def before(self, number: int) -> str:
        """A number of the issue before."""
        return self.messages.gettext("%(number)s last time", number=number)

    def until(self, at: str, total: str) -> str:
        """How far a talk is after a slide, in minutes and seconds."""
        return self.messages.gettext("ends at %(at)s of %(total)s", at=at, total=total)

    def opening(self, kind: Kind, givers: str, receivers: str) -> str:
        """Who helped whom, as a sentence to say."""
        words = self.messages
        if kind is Kind.MENTORING:
            said = words.gettext(
                "%(givers)s taught %(receivers)s.", givers=givers, receivers=receivers
            )
        elif kind is Kind.FEEDBACK:
            said = words.gettext(
                "%(givers)s gave feedback to %(receivers)s.", givers=givers, receivers=receivers
            )
        else:
            said = words.gettext(
                "%(givers)s helped %(receivers)s.", givers=givers, receivers=receivers
            )
        return said[:1].upper() + said[1:]

    def asked_aloud(self, ask: str) -> str:
        """What was asked for, so that nobody takes it for a part of the story."""
        return self.messages.gettext("What was asked for: %(ask)s", ask=ask)

    def reader(self, names: Sequence[str]) -> str:
        """Who reads a text aloud: one of at most two people who are named, or anybody."""
        words = self.messages
        if len(names) > 1:
            one, other = names[:2]
            return words.gettext("%(one)s, %(other)s or a reader", one=one, other=other)
        if names:
            return words.gettext("%(name)s or a reader", name=names[0])
        return words.gettext("A reader")

    def question(self, kind: str) -> str:
        """A question for the room after a short story."""
        words = self.messages
        if kind == Kind.MENTORING.value:
            return words.gettext("What has someone here taught you that you still use?")
        if kind == Kind.FEEDBACK.value:
            return words.gettext("What has someone told you that made your work better?")
        return words.gettext("When did someone last help you like that?")

    def code_of(self, address: str) -> str:
        """What a QR code holds, for those who do not see it."""
        return self.messages.gettext("QR code of %(address)s", address=address)

    def label(self, name: str, number: int) -> str:
        """What one of the numbers of an issue counts, after the number itself."""
        words = self.messages
        if name == "stories":
            return words.ngettext("story", "stories", number)
        if name == "teams":
            return words.ngettext("team took part", "teams took part", number)
        if name == "asks":
            return words.ngettext("began with someone asking", "began with someone asking", number)
        return words.ngettext("passed help on", "passed help on", number)


def issue_phrases(words: Messages) -> IssuePhrases:
    """The phrases in the language of some messages."""
    _ = words.gettext
    return IssuePhrases(
        words,
        on_site=_("Read it on the site"),
        changed=_("What changed"),
        asked=_("What was asked for"),
        great_ask=_("Well asked"),
        voices=_("New voices"),
        corrected=_("Corrections"),
        thread=_("Passed on"),
        numbers=_("In numbers"),
        pulse=_("The pulse"),
        coming=_("Coming up"),
        wanted=_("Volunteers wanted"),
        rest=_("Also in this issue"),
        revised=_("This issue was revised after it was sent."),
        all_stories=_("All stories"),
        consent=_("Everyone named here has agreed to it."),
        time=words.pgettext("how long a slide takes", "Time"),
        host=_("Host"),
        whole_story=_("The whole story is on the site."),
        let_read=_("Let everyone read it for themselves."),
        wait=_("Wait for an answer or two."),
    )


def acts_heading(words: Messages, period: Period) -> str:
    """The heading above stories that are told in a line each."""
    if period.cadence is Cadence.WEEKLY:
        return words.gettext("Also this week")
    if period.cadence is Cadence.QUARTERLY:
        return words.gettext("Also this quarter")
    if period.cadence is Cadence.MONTHLY:
        return words.gettext("Also this month")
    return words.gettext("In brief")
