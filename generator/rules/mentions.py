"""An @ before a name: only an @ before an id is a mention.

S147 (warning): an @ before a name

    There is an @ before a name instead of an id. It is printed as it is, with the @.

    Why: A mention turns into whatever the person wishes to be called, wherever the story is shown.
    A name after an @ stays a name, even when they change their mind.

    Remedy: Write the id in lower-case letters, as in people.yml.

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @Maria stayed an hour, and @sam went home.

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria stayed an hour, and @sam went home.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from generator.diagnostics.diagnostic import Diagnostic
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import ID, Story
from generator.model.roles import Path
from generator.record import Scan
from generator.rules.context import RuleContext, first_problems
from generator.source.parser import locate_in
from generator.text import markdown
from generator.text.unspaced import has_unspaced, set_apart

CODES = codes(__doc__)
AT_BEFORE_A_NAME = CODES["S147"]

_NAMED = re.compile(
    rf"(?<![@./+\\-])(?:@(?!{ID}(?!\w|\.\w))|＠)([^\W\d_][\w.'’-]*[\w])(?: ([^\W\d_]\w*))?"
)
"""An @ before something that begins like a name or a handle (@maria.okafor), and is no id; or the
full-width one that keyboards for Japanese and Chinese have, before an id, too.
"""
_WORD = re.compile(r"\w")
_LONGEST = 40


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Report an @ before the name of someone who is named everywhere; `consent.check` has the others."""
    marks = scan.marks.items()
    signs = story.origin.text.count("@") + story.origin.text.count("＠")
    if signs <= sum(len(found) for name, found in marks if name != "lead"):
        return  # each is a mention: nearly every story, and quick to know
    texts = story.prose
    who = cache(lambda name: context.lookup.find(name, only_people=True))
    found: list[tuple[Path, str, int, int, str]] = []
    for path, text in texts.items():
        body = path == ("body",)
        for match in markdown.outside_code(_NAMED, text) if body else _NAMED.finditer(text):
            if _WORD.match(set_apart(text[match.start() - 1 : match.start()])):
                continue
            ends = [*([match.end()] if match[2] else []), *_ends_of_name(match)]
            for end in ends:
                if (person := who(text[match.start(1) : end])) in context.named_everywhere:
                    found.append((path, text, match.start(), end, str(person)))
                if person:
                    break

    def describe(one: tuple[Path, str, int, int, str]) -> Diagnostic:
        path, text, start, end, person = one
        return AT_BEFORE_A_NAME(
            locate_in(story, *path, offset=start, length=end - start),
            _(
                '"%(text)s" is not a mention, so it is printed as it is',
                text=text[start:end],
            ),
            _("write @%(id)s", id=person),
        )

    yield from first_problems(found, describe)


def _ends_of_name(match: re.Match[str]) -> range | list[int]:
    """Where a name after an @ may end: with its word, or before particles and titles without a space."""
    start, end = match.span(1)
    return range(min(end, start + _LONGEST), start, -1) if has_unspaced(match[1]) else [end]
