"""Read the answers in the body of an issue that was written with the form of GitHub or the template of GitLab.

The body may have been edited, by anyone: headings must be in the order of the form, and a heading
that occurs twice is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from generator.intake.choice_titles import choice_titles
from generator.intake.fields import CONFIRM, form_fields
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.languages.messages import ENGLISH, Messages
from generator.text.clean import unix_lines

_NOTHING = "_No response_"
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_BOX = re.compile(r"[-*+] \[([ xX])\] (.+)")
_LISTED = re.compile(r"[ \t]*(?:,[ \t]+|\n)[ \t]*")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class IssueFormError(Exception):
    """A text that is not from the form, or cannot be read with certainty."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


_FORMER = {"Who gave?": "givers", "Who received?": "receivers"}
"""Questions of earlier forms: an issue has those of the day when it was filed."""
_FORMER_CONFIRM = "I will show the story to everybody in it before it is printed"


def read_issue(text: str, words: Messages = ENGLISH) -> dict[str, str]:
    """The answers by the paths of their fields. Raises IssueFormError with a reason.

    The form may be in the language of `words` or in English.
    Comments are left out, since they are not shown. A ticked box is not a consent.
    """
    text = unix_lines(text.removeprefix("\ufeff"))
    labels = {words.text("", field.title): path for path, field in form_fields()}
    paths = list(labels.values())
    labels |= {field.title: path for path, field in form_fields()} | _FORMER
    with_options = {path for path, field in form_fields() if field.choices or path == "themes"}
    found = [m for m in _HEADING.finditer(text) if m[1].strip() in labels]
    if not found:
        first = next(iter(labels))
        raise IssueFormError(
            _('it has none of the form\'s headings, for example "### %(title)s"', title=first)
        )
    seen = [match[1].strip() for match in found]
    for label in seen:
        if seen.count(label) > 1:
            raise IssueFormError(
                _('it has the heading "### %(title)s" twice; delete one', title=label)
            )
    order = sorted(seen, key=lambda label: paths.index(labels[label]))
    if seen != order:
        wrong = next(label for label, right in zip(seen, order, strict=True) if label != right)
        raise IssueFormError(
            _('the heading "### %(title)s" is not where the form has it', title=wrong)
        )
    ends = [match.start() for match in found[1:]] + [len(text)]
    answers: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        answer = text[match.end() : end]
        if end == len(text):
            answer = _before_the_boxes(answer, (CONFIRM, words.say(CONFIRM), _FORMER_CONFIRM))
        answer = _COMMENT.sub("", answer).strip()
        path = labels[match[1].strip()]
        if path in with_options:
            answer = _ids(path, _ticked(answer), words)
        if answer and answer != _NOTHING:
            answers[path] = answer
    return answers


def _ticked(answer: str) -> str:
    """The options whose boxes are ticked, as GitLab has them; another answer stays as it is."""
    lines = [line.strip() for line in answer.split("\n") if line.strip()]
    boxes = [_BOX.fullmatch(line) for line in lines]
    if not lines or not all(boxes):
        return answer
    return "\n".join(box[2].strip() for box in boxes if box and box[1] != " ")


def _ids(path: str, answer: str, words: Messages) -> str:
    """The values of the choices whose titles an answer has, line by line."""
    values = {
        title.casefold(): value
        for each in (ENGLISH, words)
        for value, title in choice_titles(path, each).items()
    }
    if not values:
        return answer
    return "\n".join(values.get(part.casefold(), part) for part in _LISTED.split(answer.strip()))


def _before_the_boxes(text: str, boxes: Collection[str]) -> str:
    """The last answer without the checkbox below it."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("### ") and any(
            box in after for after in lines[number:] for box in boxes
        ):
            return "\n".join(lines[:number])
    return text
