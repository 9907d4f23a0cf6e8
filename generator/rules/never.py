"""Names of clients and secret projects, which site.yml says are never to be mentioned.

S133 (error): a name that must never be mentioned

    The story contains a name that site_config/site.yml lists under never_mention: a client, or a
    secret project.

    Why: Stories are read at town halls, and by everyone to whom the newsletter is forwarded.

    Remedy: Tell it without the name: "a client in the north" works just as well.

    Bad: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        never_mention: [Project Kestrel]

    Bad: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria left Project Kestrel for an hour.

    Good: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        never_mention: [Project Kestrel]

    Good: stories/2026/the-belt.md

        ---
        date: 2026-10-14
        givers: maria
        receivers: sam
        ---
        @maria left her own work for an hour.

C123 (error): a name that must never be mentioned, in a text of the organisation

    A text of the organisation contains a name that site_config/site.yml lists under never_mention.

    Why: What must not be in a story must not be in a guide or a theme either.

    Remedy: Say it without the name.

    Bad: site_config/norms.yml

        ask-first: {title: Ask first, text: As Project Kestrel taught us., themes: [asking-early]}

    Bad: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        never_mention: [Project Kestrel]

    Good: site_config/norms.yml

        ask-first: {title: Ask first, text: As one project taught us., themes: [asking-early]}

    Good: site_config/site.yml

        name: The Belt Press
        url: https://belt.example/
        never_mention: [Project Kestrel]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from generator.consent.scan import rendered_views, texts_of
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.model import Entry, Story
from generator.model.roles import undotted
from generator.record import Library, Scan
from generator.rules.context import RuleContext
from generator.rules.texts import texts_of_organisation
from generator.source.parser import locate, locate_in
from generator.text.folding import WORD, fold, ways_to_cut, words

CODES = codes(__doc__)
FORBIDDEN_NAME = CODES["S133"]
FORBIDDEN_NAME_IN_TEXT = CODES["C123"]

_HINT = _("say it without the name; see never_mention in site_config/site.yml")


def check(story: Story, scan: Scan, context: RuleContext) -> Iterator[Diagnostic]:
    """Looks at a story's prose, its id and the file name of its picture."""
    never = context.settings.site.never_mention
    if not never:
        return
    for name, text in {**texts_of(story), "body": story.body}.items():
        for phrase in mentioned(text, never):
            yield FORBIDDEN_NAME(
                _place(story, name, text, phrase),
                _('"%(name)s" must never be mentioned', name=phrase),
                _HINT,
            )


def check_texts(library: Library) -> Iterator[Diagnostic]:
    never = library.settings.site.never_mention
    if never:
        for entry, keys, text in texts_of_organisation(library.settings):
            for phrase in mentioned(text, never):
                yield FORBIDDEN_NAME_IN_TEXT(
                    _within(entry, keys),
                    _('"%(name)s" must never be mentioned', name=phrase),
                    _HINT,
                )


def mentioned(text: str, never: tuple[str, ...]) -> list[str]:
    """Those of some phrases that a text mentions, however it is written."""
    index = _index(never)
    hidden = not text.isascii() or any(sign in text for sign in "*_`[&%")
    if not hidden and all(index.keys().isdisjoint(cut) for cut in ways_to_cut(text)):
        return []
    found: dict[str, None] = {}
    for view in (text, *rendered_views(text)):
        for cut in ways_to_cut(view):
            found.update(dict.fromkeys(_matches(cut, index)))
        solid = "".join(words(view))
        found.update(
            dict.fromkeys(p for p in never if not p.isascii() and "".join(words(p)) in solid)
        )
    return list(found)


def _matches(cut: Sequence[str], index: Mapping[str, list[tuple[list[str], str]]]) -> Iterator[str]:
    for at, word in enumerate(cut):
        for rest, phrase in index.get(word, ()):
            if cut[at + 1 : at + 1 + len(rest)] == rest:
                yield phrase


@lru_cache(maxsize=2)
def _index(never: tuple[str, ...]) -> Mapping[str, list[tuple[list[str], str]]]:
    """Phrases by their first word; a possessive s and words written together are found too."""
    index: dict[str, list[tuple[list[str], str]]] = {}
    for phrase in never:
        parts = words(phrase)
        for form in _forms(parts):
            index.setdefault(form[0], []).append((form[1:], phrase))
    return index


def _forms(parts: list[str]) -> Iterable[list[str]]:
    if parts:
        yield parts
        yield [*parts[:-1], f"{parts[-1]}s"]
    if len(parts) > 1:
        yield ["".join(parts)]


def _place(story: Story, name: str, text: str, phrase: str) -> Location:
    if name == "id":
        return Location(story.origin.path)
    first = words(phrase)[:1]
    for match in WORD.finditer(text):
        if [fold(match[0]).removesuffix("s")] == [word.removesuffix("s") for word in first]:
            length = min(len(phrase), len(text) - match.start())
            length = re.match(r"[^\n]*", text[match.start() : match.start() + length]).end()  # type: ignore[union-attr]  # matches the empty line too
            return locate_in(story, *undotted(name), offset=match.start(), length=length)
    return locate(story, *undotted(name))


def _within(entry: Entry, keys: tuple[str | int, ...]) -> Location:
    return locate(entry, *keys) if keys else Location(entry.origin.path)
