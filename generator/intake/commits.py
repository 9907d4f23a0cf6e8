"""Drafts of stories from the trailers of commits, such as `Helped-by: Jeff King <peff@peff.net>`.

Whom a trailer names helped whoever wrote the commit. One draft holds what two people did in one period
of the newsletter, with the commits' own words as comments. It has no prose: nobody sees it, and the
checker refuses it, until somebody who was there has written a sentence.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.intake.writing import Value, sanitized
from generator.languages.messages import ENGLISH, Messages
from generator.model import Settings
from generator.model.newsletter import Cadence
from generator.model.periods import Period
from generator.source.lookup import lookup_of

Kinds = Mapping[str, str]
"""The kind of a story by the name of a trailer, in lower case."""

KINDS: Kinds = {
    "helped-by": "help",
    "mentored-by": "mentoring",
    "co-mentored-by": "mentoring",
    "reviewed-by": "feedback",
    "suggested-by": "feedback",
    "reported-by": "help",
    "co-authored-by": "help",
    "thanks-to": "help",
}
"""The usual ones; Documentation/SubmittingPatches of git describes most of them."""
_TOGETHER = "co-authored-by"
FORMAT = "%H%x00%aN%x00%aE%x00%as%x00%s%x00%b%x00%(trailers:only=yes,unfold=yes)"
"""What `git log -z` prints of a commit, so that each has as many fields as `read_log` expects."""
_FIELDS = FORMAT.count("%x00") + 1
_TRAILER = re.compile(r"([A-Za-z0-9][A-Za-z0-9-]{0,60})[ \t]*:[ \t]*(\S.{0,300})")
_ACCOUNT = re.compile(r"(?P<name>[^<>]*?)[ \t]*(?:<(?P<email>[^<>\s]{0,254})>.*)?")
_NUMBER = re.compile(r"\b[0-9a-f]{12}\b")
_LENGTH = 12
"""Digits of a commit's number in a draft: git's own abbreviation in large repositories."""
_MOST_COMMITS = 8
_MOST_WORDS = 600
_COMMENT_END = re.compile(r"-(?=-!?>)")


class Account(NamedTuple):
    """Who a commit or a trailer names."""

    name: str
    email: str = ""

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.email else self.name


class Trailer(NamedTuple):
    """A line such as `Reviewed-by: Jeff King <peff@peff.net>`."""

    key: str
    account: Account


class Commit(NamedTuple):
    """A commit, with the trailers that may tell of help."""

    number: str
    author: Account
    day: dt.date
    subject: str
    text: str
    trailers: tuple[Trailer, ...]


class CommitDraft(NamedTuple):
    """The values of a draft, a title for its file's name, and how many commits it was made of."""

    values: dict[str, Value]
    title: str
    commits: int


class Findings(NamedTuple):
    """What the commits of a range gave."""

    drafts: tuple[CommitDraft, ...]
    commits: int
    trailers: Counter[str]
    """How often each kind of trailer that may tell of help is there."""
    unknown: Counter[str]
    """Who is not in people.yml, and in how many trailers they are named or have written the commit."""
    own: int
    """Trailers that name the author of the commit."""
    known: int
    """Commits that are in a story already."""


def read_log(log: str) -> Iterator[Commit]:
    """The commits of what `git log -z` printed with FORMAT."""
    cells = log.split("\0")
    for at in range(0, len(cells) - _FIELDS + 1, _FIELDS):
        number, name, email, day, subject, body, trailers = cells[at : at + _FIELDS]
        found = (_TRAILER.fullmatch(line.strip()) for line in trailers.split("\n"))
        yield Commit(
            number.strip(),
            Account(name, email),
            dt.date.fromisoformat(day),
            subject,
            _own_words(body, trailers),
            tuple(Trailer(match[1], account_of(match[2])) for match in found if match),
        )


def account_of(text: str) -> Account:
    """Who `Jeff King <peff@peff.net>` names, with or without an address."""
    match = _ACCOUNT.fullmatch(text.strip())
    return Account(match["name"].strip(), match["email"] or "") if match else Account(text.strip())


def told_of(texts: Iterable[str]) -> frozenset[str]:
    """The numbers of commits, as drafts have them, in the texts of stories."""
    return frozenset(number for text in texts for number in _NUMBER.findall(text))


def find_drafts(
    commits: Iterable[Commit],
    settings: Settings,
    *,
    kinds: Kinds = KINDS,
    told: Collection[str] = (),
    until: dt.date = dt.date.max,
    words: Messages = ENGLISH,
) -> Findings:
    """One draft for each giver, receiver and period of the newsletter.

    Args:
        commits: The commits, with their accounts as `.mailmap` has them.
        settings: Whose people, and which cadence.
        kinds: Which trailers count, and the kind of their stories.
        told: The numbers of commits that stories hold already.
        until: Commits of later days are left out: a clock was wrong.
        words: The language in which drafts ask for what is missing.
    """
    lookup = lookup_of(settings)
    ids: dict[Account, str | None] = {}

    def id_of(account: Account) -> str | None:
        if account not in ids:
            ids[account] = lookup.find_account(account.name, account.email)
        return ids[account]

    groups: dict[tuple[str, str, str], dict[str, tuple[Commit, list[str]]]] = {}
    trailers: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    total = own = known = 0
    for commit in commits:
        total += 1
        found = [t for t in commit.trailers if t.key.lower() in kinds]
        if not found or commit.day > until:
            continue
        if commit.number[:_LENGTH] in told:
            known += 1
            continue
        author = id_of(commit.author)
        period = Period.of(commit.day, settings.newsletter.cadence or Cadence.MONTHLY).name
        for trailer in found:
            trailers[trailer.key.capitalize()] += 1
            giver = id_of(trailer.account)
            if giver is None or author is None:
                missing = {str(a) for a in (trailer.account, commit.author) if id_of(a) is None}
                unknown.update(missing)
            elif giver == author:
                own += 1
            else:
                group = groups.setdefault((giver, author, period), {})
                keys = group.setdefault(commit.number, (commit, []))[1]
                if trailer.key.lower() not in keys:
                    keys.append(trailer.key.lower())
    drafts = (
        _draft(giver, receiver, list(group.values()), kinds, words)
        for (giver, receiver, _), group in groups.items()
    )
    ordered = sorted(
        drafts, key=lambda d: (str(d.values["date"]), d.title, str(d.values["givers"]))
    )
    return Findings(tuple(ordered), total, trailers, unknown, own, known)


def _draft(
    giver: str,
    receiver: str,
    commits: Sequence[tuple[Commit, list[str]]],
    kinds: Kinds,
    words: Messages,
) -> CommitDraft:
    """A draft of what one person did for another in some commits."""
    gettext = words.gettext
    newest = sorted(commits, key=lambda pair: (pair[0].day, pair[0].number), reverse=True)
    keys = {key for _, some in commits for key in some}
    found = {kinds[key] for key in keys}
    kind = next((k for k in ("mentoring", "help") if k in found), "feedback")
    questions = [
        gettext(
            "This is a draft. Nobody sees it until someone who was there writes a sentence below, in "
            "place of the commits' words."
        ),
        gettext(
            "What did @%(receiver)s ask for? What did @%(giver)s do? What became possible because of it?",
            receiver=receiver,
            giver=giver,
        ),
    ]
    if keys == {_TOGETHER}:
        questions.append(
            gettext("They wrote it together: swap the two people if the help went the other way.")
        )
    parts = [f"<!-- {' '.join(questions)} -->"]
    for commit, some in newest[:_MOST_COMMITS]:
        named = ", ".join(key.capitalize() for key in some)
        said = f"{commit.subject}\n\n{commit.text}" if commit.text else commit.subject
        parts.append(
            f"<!-- {named}, {commit.day}, {commit.number[:_LENGTH]}:\n{_uncommented(said)}\n-->"
        )
    numbers = " ".join(commit.number[:_LENGTH] for commit, _ in newest)
    keep = gettext(
        "Keep this line, so that another import leaves these commits out: %(numbers)s",
        numbers=numbers,
    )
    parts.append(f"<!-- {keep} -->")
    values: dict[str, Value] = {
        "date": newest[0][0].day.isoformat(),
        "givers": [giver],
        "receivers": [receiver],
        "kind": kind,
        "body": "\n\n".join(parts),
    }
    return CommitDraft(values, newest[0][0].subject, len(commits))


def _own_words(body: str, trailers: str) -> str:
    """The text of a commit without its trailers, shortened at a line."""
    lines = {line.strip() for line in trailers.split("\n")}
    kept: list[str] = []
    size = 0
    for line in body.rstrip().split("\n"):
        if line.strip() in lines and line.strip():
            continue
        size += len(line) + 1
        if size > _MOST_WORDS:
            kept.append("…")
            break
        kept.append(line.rstrip())
    return "\n".join(kept).strip()


def _uncommented(text: str) -> str:
    """A text that ends no comment."""
    return _COMMENT_END.sub("- ", sanitized(text)).replace("<!--", "< !--")
