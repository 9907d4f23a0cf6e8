"""The checker's messages about common mistakes, for the form on the site.

The checker is run on a story with each mistake, and its message is kept with placeholders for the
values. So the form cannot disagree with the checker.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from generator.consent.scan import scan_story
from generator.diagnostics.diagnostic import Diagnostic
from generator.intake.fields import Field, fields
from generator.intake.writing import Value, story_text
from generator.model import Settings, Site
from generator.rules import (
    dates,
    no_prose,
    prose,
    roles,
)
from generator.rules.context import RuleContext
from generator.source.stories import story_from_text

_RULES = (dates.check, roles.check, no_prose.check, prose.check)
_TODAY = dt.date(2001, 2, 3)
_PATH = f"stories/{_TODAY.year}/x.md"
_SITE = Site(name="x", url="https://x.example/")
_WORD = "zzvaluezz"
_OVER = 617
"""A number that is in no message otherwise."""


class Sentence(NamedTuple):
    """A message and a hint, with the placeholders `{value}`, `{over}`, `{length}` and `{today}`."""

    code: str
    message: str
    hint: str


def sentences() -> dict[str, Sentence]:
    """The checker's messages by the name of the mistake: `missing date`, `long title`…"""
    sound: dict[str, Value] = {
        "date": _TODAY.isoformat(),
        "givers": ["anonymous"],
        "receivers": ["anonymous"],
        "body": "x",
    }
    said: dict[str, Sentence] = {}
    for name, field in fields().items():
        if field.required:
            said[f"missing {name}"] = _said(sound | {name: ""})
        if field.longest and field.shape in ("line", "text"):
            said[f"long {name}"] = _long(sound, field, _OVER)
            said[f"long by one {name}"] = _long(sound, field, 1)
    said["missing body"] = _said(sound | {"body": ""})
    said["form date"] = _said(sound | {"date": _WORD})
    said["impossible date"] = _said(sound | {"date": "2001-13-45"}, "2001-13-45")
    said["future date"] = _said(sound | {"date": "2001-02-17"}, "2001-02-17")
    said["alone givers"] = _said(sound | {"givers": [_WORD], "receivers": [_WORD]})
    said["many themes"] = _said(sound | {"themes": [f"t{n}" for n in range(_OVER)]}, str(_OVER))
    said["html body"] = _said(sound | {"body": f"<{_WORD}>"}, f"<{_WORD}>")
    for tag in prose.LIKE:
        said[f"html {tag} body"] = _said(sound | {"body": f"<{tag} {_WORD}>"}, f"<{tag} {_WORD}>")
    said["http body"] = _said(sound | {"body": f"[x](http://{_WORD})"})
    said["link body"] = _said(sound | {"body": f"[x](http:{_WORD})"}, f"http:{_WORD}")
    said["picture body"] = _said(sound | {"body": "![x](y.png)"})
    return said


def _long(sound: dict[str, Value], field: Field, over: int) -> Sentence:
    """The message about a text that is too long by some characters."""
    assert field.longest
    length = field.longest + over
    said = _said(sound | {field.name: "x" * length})
    message = said.message.replace(f" {over} ", " {over} ").replace(f"({length}", "({length}")
    return Sentence(said.code, message, said.hint)


def _said(values: dict[str, Value], value: str = _WORD) -> Sentence:
    """The first message of the checker about a story."""
    context = RuleContext(Settings(_SITE), _TODAY)
    file = story_from_text(_PATH, story_text(values))
    if file.story is not None:
        scan = scan_story(file.story, context.names)
        file.problems += [d for rule in _RULES for d in rule(file.story, scan, context)]
    problem = min((d for d in file.problems if d.is_error), key=_place)
    return Sentence(problem.code, _open(problem.message, value), _open(problem.hint, value))


def _open(text: str, value: str) -> str:
    """A text with placeholders for the value and the day."""
    return text.replace(value, "{value}").replace(_TODAY.isoformat(), "{today}")


def _place(problem: Diagnostic) -> tuple[int, int]:
    return problem.location.line, problem.location.column
