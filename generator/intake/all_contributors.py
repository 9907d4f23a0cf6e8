"""Drafts of stories from a file of all-contributors (`.all-contributorsrc`).

The kinds of contributions are those of allcontributors.org/project/specification/emoji-key. The file says
neither when nor for whom, so that a draft lacks both until somebody writes them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.intake.writing import Value
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.languages.messages import ENGLISH, Messages
from generator.model import Settings
from generator.source.lookup import lookup_of

KINDS = {
    "mentoring": "mentoring",
    **dict.fromkeys(("review", "bug", "ideas", "userTesting", "test"), "feedback"),
    **dict.fromkeys(("question", "tutorial", "talk", "translation", "eventOrganizing"), "help"),
}
"""Our kinds by theirs. The others (code, design, data …) say what somebody made, and for nobody."""
_ORDER = ("mentoring", "feedback", "help")
MARK = "all-contributors"


class ContributorsError(Exception):
    """A file that cannot be read, with the reason."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason)
        self.reason = reason


class ContributorDraft(NamedTuple):
    """A draft for a person, and a title for its file's name."""

    person: str
    values: dict[str, Value]
    title: str


class Contributors(NamedTuple):
    """What a file gave."""

    drafts: tuple[ContributorDraft, ...]
    total: int
    unknown: tuple[str, ...]
    """Who is not in people.yml."""
    others: Counter[str]
    """Contributions that have no kind of ours, and how often they are there."""


def read_contributors(text: str, settings: Settings, words: Messages = ENGLISH) -> Contributors:
    """A draft for each contributor who is in people.yml, by account or full name.

    Drafts ask for what is missing in the language of `words`.

    Raises ContributorsError with a reason.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ContributorsError(_("it is not JSON")) from None
    entries = data.get("contributors") if isinstance(data, dict) else None
    if not isinstance(entries, list):
        raise ContributorsError(_('it has no list "contributors"'))
    lookup = lookup_of(settings)
    drafts: list[ContributorDraft] = []
    unknown: list[str] = []
    others: Counter[str] = Counter()
    for entry in entries:
        login, name = _text(entry, "login"), _text(entry, "name")
        listed = entry.get("contributions") if isinstance(entry, dict) else None
        kinds = [kind for kind in map(_kind, listed if isinstance(listed, list) else ()) if kind]
        others.update(kind for kind in kinds if kind not in KINDS)
        useful = [kind for kind in dict.fromkeys(kinds) if kind in KINDS]
        if not useful:
            continue
        person = (login and lookup.find_handle(login)) or lookup.find_account(name, "")
        if person is None:
            unknown.append(name or login or _("someone without a name"))
        else:
            drafts.append(_draft(person, useful, words))
    return Contributors(tuple(drafts), len(entries), tuple(unknown), others)


def _draft(person: str, kinds: Sequence[str], words: Messages) -> ContributorDraft:
    kind = min((KINDS[each] for each in kinds), key=_ORDER.index)
    asked = words.gettext(
        "This is a draft. Nobody sees it until it says when it happened and who was helped, and "
        "someone who was there has written a sentence below. What did @%(giver)s do, and what "
        "became possible because of it?",
        giver=person,
    )
    body = f"<!-- {asked} -->\n\n<!-- {MARK}: {person}: {', '.join(kinds)} -->"
    title = f"{MARK} {' '.join(kinds)}"
    return ContributorDraft(person, {"givers": [person], "kind": kind, "body": body}, title)


def _text(entry: Any, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    return " ".join(value.split())[:160] if isinstance(value, str) else ""


def _kind(entry: Any) -> str:
    """A contribution: its name, or a group that has one as `type`."""
    value = entry.get("type") if isinstance(entry, dict) else entry
    return value[:40] if isinstance(value, str) else ""
