"""What a request says that was made of an issue: the checker's words, and who is asked or to be asked.

Nothing that somebody wrote is Markdown here: it stands in blocks of code, where it is no link, no picture
and calls nobody. The only accounts that are called are those of people.yml, in a private repository.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from generator.consent.requests import Letter
from generator.intake.github_event import StoryIssue, mark
from generator.languages.message import listed
from generator.languages.messages import Messages
from generator.model import Settings
from generator.text.terminal import safe_text

_FENCES = re.compile("`{3,}")


def request_body(
    issue: StoryIssue,
    path: str,
    code: str,
    report: str,
    letters: Sequence[Letter],
    settings: Settings,
    words: Messages,
) -> str:
    """The text of the request that brings a story.

    Args:
        issue: The issue that tells it.
        path: The story's file.
        code: The fingerprint of the file.
        report: What the checker says of it, or nothing.
        letters: The messages to those who are to be asked.
        settings: Whose people they are.
        words: The organisation's language.
    """
    _ = words.gettext
    id_ = path.rpartition("/")[2].rpartition(".")[0]
    parts = [
        mark(issue, path),
        _("The story from %(issue)s, as `%(path)s`.", issue=f"#{issue.number}", path=path),
    ]
    if report:
        parts += [_("What the checker says about it:"), fenced(report)]
    else:
        parts.append(_("The checker found no problems."))
    parts.append(_("The preview is in the workflow run, under Artifacts."))
    called = [each for each in letters if issue.is_private and settings.people[each.person].forge]
    for letter in called:
        parts += asking(letter, code, settings, words)
    others = [each.person for each in letters if each not in called]
    if others:
        parts.append(
            _(
                "An editor still has to ask: %(people)s. `%(command)s` writes the messages, and "
                "records the answers.",
                people=listed(f"`{person}`" for person in others),
                command=f"reciprocity consent {id_}",
            )
        )
    if not letters:
        parts.append(_("There is nobody left to ask in this story."))
    if issue.is_private:
        parts.append(
            _(
                "Anyone in the story can say no to being named, at any time before it is merged, "
                "with a comment that says nothing but `no %(code)s`.",
                code=code,
            )
        )
    return "\n\n".join(parts) + "\n"


def asking(letter: Letter, code: str, settings: Settings, words: Messages) -> list[str]:
    """The paragraphs that ask somebody by their account, in the organisation's language."""
    how = words.gettext(
        "To answer, write a comment with nothing but `yes %(code)s` or `no %(code)s`. The code "
        "belongs to this text: it changes when the story does.",
        code=code,
    )
    return [f"@{settings.people[letter.person].forge}", fenced(letter.text), how]


def mending_comment(problems: str, words: Messages) -> str:
    """The comment on an issue of which no story could be made yet."""
    return "\n\n".join(
        (
            words.gettext("This could not be turned into a story yet:"),
            fenced(problems),
            words.gettext("Edit the text above to try again."),
        )
    )


def names_comment(names: Sequence[str], problems: str, words: Messages) -> str:
    """The comment on an issue whose story is sound but for names that only an editor can look up."""
    _ = words.gettext
    return "\n\n".join(
        (
            _(
                "Thank you for the story. The editors will look up who this is; you need not do anything:"
            ),
            fenced("\n".join(names)),
            _("For the editors:"),
            fenced(problems),
            _(
                "Once they are in people.yml, or the text above has a name that is, set the label "
                "again to turn this issue into a story."
            ),
        )
    )


def fenced(text: str) -> str:
    """A text as a block of code that it cannot end."""
    longest = max((len(run) for run in _FENCES.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{safe_text(text).strip()}\n{fence}"


def explained(problems: Iterable[tuple[str, str]]) -> str:
    """Problems as lines, each with its remedy below it."""
    return "\n".join(f"{message}\n  = {hint}" if hint else message for message, hint in problems)
