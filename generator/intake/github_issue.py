"""Read the answers in the body of a GitHub issue that was written with the form.

The body may have been edited, by anyone: headings must be in the order of the form, and a heading
that occurs twice is refused.
"""

from __future__ import annotations

import re

from generator.intake.fields import CONFIRM, form_fields
from generator.text.clean import unix_lines

_NOTHING = "_No response_"
_HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


class IssueFormError(Exception):
    """A text that is not from the form, or cannot be read with certainty."""


def read_issue(text: str) -> dict[str, str]:
    """The answers by the paths of their fields. Raises IssueFormError with a reason.

    Comments are left out, since GitHub does not show them. A ticked box is not a consent.
    """
    text = unix_lines(text.removeprefix("\ufeff"))
    labels = {field.title: path for path, field in form_fields()}
    found = [m for m in _HEADING.finditer(text) if m[1].strip() in labels]
    if not found:
        first = next(iter(labels))
        raise IssueFormError(f'there is no heading of the form in it, such as "### {first}"')
    seen = [match[1].strip() for match in found]
    for label in seen:
        if seen.count(label) > 1:
            raise IssueFormError(
                f'the heading "### {label}" stands in it twice; take one of them out'
            )
    order = [label for label in labels if label in seen]
    if seen != order:
        wrong = next(label for label, right in zip(seen, order, strict=True) if label != right)
        raise IssueFormError(f'the heading "### {wrong}" is not where the form has it')
    ends = [match.start() for match in found[1:]] + [len(text)]
    answers: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        answer = text[match.end() : end]
        if end == len(text):
            answer = _before_the_boxes(answer)
        answer = _COMMENT.sub("", answer).strip()
        if answer and answer != _NOTHING:
            answers[labels[match[1].strip()]] = answer
    return answers


def _before_the_boxes(text: str) -> str:
    """The last answer without the checkbox below it."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("### ") and any(CONFIRM in after for after in lines[number:]):
            return "\n".join(lines[:number])
    return text
