"""What an event of GitHub asks for: a story from an issue, or an answer in a request.

The payloads are those of docs.github.com/webhooks/webhook-events-and-payloads (`issues`, `issue_comment`).
Titles, texts and names of accounts are written by anybody: they are compared and never run, and nothing
of them becomes a name of a branch or a file.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.model.ids import is_id
from generator.source.typed_words import NO, YES

LABEL = "story"
"""What the form puts on an issue."""
ACCEPTED = "accepted"
"""What somebody of the repository puts on an issue of a stranger."""
_MEMBERS = {"OWNER", "MEMBER", "COLLABORATOR"}
_ANSWER = re.compile(r"(?P<word>[^\W\d_]{2,4})[,.:]?[ \t]+`?(?P<code>[0-9a-fA-F]{12})`?[.!]?")
_QUOTED = re.compile(r"^>.*$", re.MULTILINE)
_MARK = re.compile(
    r"<!-- reciprocity: (?P<branch>story/issue-[0-9]{1,10})"
    r" (?P<path>stories/[0-9]{4}/(?P<id>[a-z0-9-]{1,80})\.(?:md|yml)) -->"
)
_MOST = 65_536
"""Characters of a text on GitHub; what is longer is no payload of it."""


class Ignored(Exception):
    """An event that asks for nothing, with the reason."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class StoryIssue(NamedTuple):
    """An issue that tells a story."""

    number: int
    body: str
    is_private: bool
    base: str
    """The default branch."""

    @property
    def branch(self) -> str:
        """The branch for its story."""
        return f"story/issue-{self.number}"


class StoryRequest(NamedTuple):
    """A request of ours, with the story that it brings."""

    number: int
    branch: str
    path: str


class Answer(NamedTuple):
    """What somebody answered about a story: yes or no, to the text with this code."""

    request: StoryRequest
    account: str
    agrees: bool
    code: str
    day: dt.date
    how: Message


def mark(issue: StoryIssue, path: str) -> str:
    """A comment that tells `story_request` what a request brings."""
    return f"<!-- reciprocity: {issue.branch} {path} -->"


def story_issue(event: Any) -> StoryIssue:
    """The issue of an event of the kind `issues`, if a story is to be made of it. Raises Ignored."""
    if _text(event, "action") not in ("opened", "edited", "reopened", "labeled"):
        raise Ignored(_("nothing was opened, edited, labelled or answered"))
    issue, repository = _group(event, "issue"), _group(event, "repository")
    if "pull_request" in issue:
        raise Ignored(_("it is a pull request, not an issue"))
    if _text(issue, "state") != "open":
        raise Ignored(_("the issue is closed"))
    labels = issue.get("labels")
    names = {_text(label, "name") for label in labels} if isinstance(labels, list) else set()
    if LABEL not in names:
        raise Ignored(_('it has no label "%(label)s"', label=LABEL))
    if _text(_group(issue, "user"), "type") != "User":
        raise Ignored(_("it was not written by a person"))
    is_private = repository.get("private") is True
    is_member = _text(issue, "author_association") in _MEMBERS
    if not (is_private or is_member or ACCEPTED in names):
        raise Ignored(
            _(
                "someone outside the organisation wrote it, in a public repository; to accept it, "
                'an editor adds the label "%(label)s"',
                label=ACCEPTED,
            )
        )
    base = _text(repository, "default_branch")
    return StoryIssue(_number(issue), _text(issue, "body"), is_private, base)


def story_request(event: Any) -> StoryRequest:
    """The request that a comment was written in, if it is one of ours. Raises Ignored."""
    issue = _group(event, "issue")
    if not isinstance(issue.get("pull_request"), dict):
        raise Ignored(_("it is an issue, not a pull request"))
    if _text(issue, "state") != "open":
        raise Ignored(_("the pull request is closed"))
    if _text(_group(issue, "user"), "type") != "Bot":
        raise Ignored(_("the pull request was opened by a person"))
    found = list(_MARK.finditer(_text(issue, "body")))
    if len(found) != 1 or not is_id(found[0]["id"]):
        raise Ignored(_("the pull request does not say which story it is for"))
    return StoryRequest(_number(issue), found[0]["branch"], found[0]["path"])


def answer(event: Any) -> Answer:
    """The answer of an event of the kind `issue_comment`. Raises Ignored.

    Only a comment as it was first written counts, by the account that sent it, and in a private repository.
    """
    request = story_request(event)
    if _text(event, "action") != "created":
        raise Ignored(
            _("the comment was edited or deleted; to change an answer, write a new comment")
        )
    if _group(event, "repository").get("private") is not True:
        raise Ignored(_("the repository is public, and answers are not accepted there"))
    comment = _group(event, "comment")
    user, sender = _group(comment, "user"), _group(event, "sender")
    if _text(user, "type") != "User":
        raise Ignored(_("it was not written by a person"))
    if comment.get("performed_via_github_app") is not None:
        raise Ignored(_("a program wrote it on someone's behalf"))
    account = _text(user, "login")
    if not account or account != _text(sender, "login") or user.get("id") != sender.get("id"):
        raise Ignored(_("it was sent by a different account from the one that wrote it"))
    created = _text(comment, "created_at")
    if not created or created != _text(comment, "updated_at"):
        raise Ignored(_("the comment was edited; to change an answer, write a new comment"))
    said = _ANSWER.fullmatch(_QUOTED.sub("", _text(comment, "body")).strip())
    word = said["word"].casefold() if said else ""
    if said is None or word not in YES | NO:
        raise Ignored(_("it is not an answer"))
    try:
        day = dt.date.fromisoformat(created[:10])
    except ValueError:
        raise Ignored(_("it has no date")) from None
    number = comment.get("id")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise Ignored(_("the comment has no number"))
    how = _(
        "in comment %(comment)s on pull request %(request)s",
        comment=str(number),
        request=str(request.number),
    )
    return Answer(request, account, word in YES, said["code"].lower(), day, how)


def _group(value: Any, key: str) -> Mapping[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, dict):
        raise Ignored(_('the event has no "%(key)s"', key=key))
    return found


def _text(value: Any, key: str) -> str:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, str) and len(found) <= _MOST else ""


def _number(issue: Mapping[str, Any]) -> int:
    number = issue.get("number")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 10**10:
        raise Ignored(_("the issue has no number"))
    return number
