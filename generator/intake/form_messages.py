"""What the form on the site says of common mistakes, in the checker's words where these name no field.

The checker is run on a story with each mistake, and its code and message are kept, with placeholders
for the values. So the form cannot disagree with the checker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from generator.consent.scan import scan_story
from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.report.report import as_sentence
from generator.intake.fields import fields
from generator.intake.writing import Value, story_text
from generator.languages.message import Message, ngettext
from generator.languages.message import gettext as _
from generator.languages.messages import ENGLISH, Messages
from generator.model import Settings, Site
from generator.model.roles import Holds
from generator.rules import (
    dates,
    no_prose,
    prose,
    references,
    repeated_title,
    roles,
    sensitive,
    threads,
)
from generator.rules.context import RuleContext
from generator.source.stories import story_from_text

_RULES = (dates.check, roles.check, no_prose.check, prose.check)
_TODAY = dt.date(2001, 2, 3)
_PATH = f"stories/{_TODAY.year}/x.md"
_SITE = Site(name="x", url="https://x.example/")
_WORD = "zzvaluezz"
_MANY = 1617
"""A number that is in no message otherwise, and more than there is room for anywhere."""
_MISSING = {
    "date": (_("When did it happen?"), _("Please add a day.")),
    "givers": (_("Who helped?"), _("Please add at least one name.")),
    "receivers": (_("Who was helped?"), _("Please add at least one name.")),
    "body": (_("What happened?"), _("Please write at least one sentence.")),
}
"""What the form says where an answer is missing; it shows questions, and no names of fields."""
_TO_COME = (_("This day is still to come."), _("Please choose the day on which it happened."))
_ALONE = (
    _("The same person helped and was helped."),
    _("A story needs two people: please say who was helped."),
)
_UNKNOWN_STORY = (
    _("There is no such story on this site."),
    _("Please choose one from the list, or paste the address of its page."),
)
_LATER_STORY = (
    _("The earlier story happened on %(day)s, after this one.", day=_WORD),
    _("Please look at the day again, or choose another story."),
)
_UNKNOWN_MENTION = (
    _("“%(text)s” stands for nobody on our list.", text=f"@{_WORD}"),
    _("Please write the name as you would say it, without the @."),
)
_PICTURE = (
    _("A picture cannot be put into the text."),
    _("Please send it to the editors with the story."),
)
_REPEATED = (
    _("This repeats the title word for word."),
    _("Say something else, or leave it empty."),
)


class Sentence(NamedTuple):
    """A message and a hint as sentences, with the placeholders `{value}` and `{today}`."""

    code: str
    message: str
    hint: str


class _Said(NamedTuple):
    """A problem that a value leads to, and the value."""

    code: str
    message: str
    hint: str
    value: str = _WORD

    def in_words(self, words: Messages) -> Sentence:
        """The problem in a language, with placeholders for the value and the day."""
        return Sentence(self.code, self._open(words, self.message), self._open(words, self.hint))

    def _open(self, words: Messages, text: str) -> str:
        return (
            as_sentence(words.say(text))
            .replace(self.value, "{value}")
            .replace(_TODAY.isoformat(), "{today}")
        )


def sentences(words: Messages = ENGLISH) -> Mapping[str, Sentence]:
    """The checker's messages by the name of the mistake: `missing date`, `long title`…

    They are the same in every organisation of a language.
    """
    return {name: said.in_words(words) for name, said in _all().items()}


@cache
def _all() -> Mapping[str, _Said]:
    sound: dict[str, Value] = {
        "date": _TODAY.isoformat(),
        "givers": ["anonymous"],
        "receivers": ["anonymous"],
        "body": "x",
    }
    said: dict[str, _Said] = {}
    for name, field in fields().items():
        if name in _MISSING:
            said[f"missing {name}"] = _Said(_said(sound | {name: ""}).code, *_MISSING[name])
        if field.longest and field.shape in ("line", "text"):
            code = _said(sound | {name: "x" * _MANY}).code
            said[f"long {name}"] = _Said(code, *_too_long(name, field.longest), str(_MANY))
        if field.most:
            values = [field.choices[0] if field.choices else f"t{n}" for n in range(_MANY)]
            said[f"many {name}"] = _Said(_said(sound | {name: values}).code, *_too_many(field.most))
    said["form date"] = _said(sound | {"date": _WORD})
    said["impossible date"] = _said(sound | {"date": "2001-13-45"}, "2001-13-45")
    said["future date"] = _Said(_said(sound | {"date": "2001-02-17"}).code, *_TO_COME)
    alone = _said(sound | {"givers": [_WORD], "receivers": [_WORD]})
    said["alone givers"] = _Said(alone.code, *_ALONE)
    said["unknown continues"] = _Said(threads.NO_SUCH_STORY.name, *_UNKNOWN_STORY)
    said["later continues"] = _Said(threads.CONTINUES_A_LATER_STORY.name, *_LATER_STORY)
    said["unknown mention"] = _Said(references.NOBODY_IN_STORY.name, *_UNKNOWN_MENTION)
    said["repeated summary"] = _Said(repeated_title.REPEATED_TITLE.name, *_REPEATED)
    for matter, message in sensitive.MESSAGES.items():
        about = _(message, text=_WORD)
        said[f"sensitive {matter}"] = _Said(
            sensitive.SENSITIVE_MATTER.name, about, sensitive.REMEDY
        )
    said["html body"] = _said(sound | {"body": f"<{_WORD}>"}, f"<{_WORD}>")
    for tag in prose.LIKE:
        said[f"html {tag} body"] = _said(sound | {"body": f"<{tag} {_WORD}>"}, f"<{tag} {_WORD}>")
    said["http body"] = _said(sound | {"body": f"[x](http://{_WORD})"})
    said["link body"] = _said(sound | {"body": f"[x](http:{_WORD})"}, f"http:{_WORD}")
    said["picture body"] = _Said(_said(sound | {"body": "![x](y.png)"}).code, *_PICTURE)
    return said


def _too_long(name: str, limit: int) -> tuple[Message, Message]:
    return (
        _(
            "This is too long (%(length)s characters; the limit is %(limit)s).",
            length=str(_MANY),
            limit=str(limit),
        ),
        _("Shorten it; there is more room in the story itself.")
        if fields()[name].holds is Holds.PROSE
        else _("Please shorten it."),
    )


def _too_many(most: int) -> tuple[Message, Message]:
    return (
        ngettext("Please choose at most %(num)s.", "Please choose at most %(num)s.", most),
        _("Keep the ones that matter most."),
    )


def _said(values: dict[str, Value], value: str = _WORD) -> _Said:
    """The first message of the checker about a story."""
    context = RuleContext(Settings(_SITE), _TODAY)
    file = story_from_text(_PATH, story_text(values))
    if file.story is not None:
        scan = scan_story(file.story, context.names)
        file.problems += [d for rule in _RULES for d in rule(file.story, scan, context)]
    problem = min((d for d in file.problems if d.is_error), key=_place)
    return _Said(problem.code, problem.message, problem.hint, value)


def _place(problem: Diagnostic) -> tuple[int, int]:
    return problem.location.line, problem.location.column
