"""What the redaction of texts and of practices has in common: names, and addresses of stories."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.consent.display import Directory, DisplayNames
from generator.consent.permissions import Permissions
from generator.consent.scan import marks_of, named_in_source, scan_texts, strangers
from generator.model import Mark, Origin
from generator.text.markdown import literal
from generator.text.names import NameIndex

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ADDRESS = re.compile(r"stories/(?:[0-9]{4}/)?([a-z0-9]+(?:-[a-z0-9]+)*)(?:(\.md|\.yml)|/)?")


@dataclass(frozen=True)
class Redactor:
    """Redacts texts that belong to no story for the channels of `permissions`.

    `shown` are the ids of the stories shown there; `hidden` are those whose addresses must not be
    shown.
    """

    directory: Directory
    permissions: Permissions
    shown: Collection[str] = ()
    hidden: Collection[str] = ()

    def redacted(
        self, texts: Mapping[str, str | None], names: DisplayNames, people: Collection[str] = ()
    ) -> dict[str, str]:
        """The texts as they are printed, or none of them if one reveals a name.

        Args:
            texts: Plain texts by field; `body` is Markdown. Empty ones are left out.
            names: Who is named in them, and how. Mentions are numbered in the order of the texts.
            people: People known to be in them, of whom one word of their name reveals them.
        """
        filled = _filled(texts)
        marks = marks_of(filled)
        if not self._is_safe(filled, marks, names.named, people):
            return {}
        return {
            name: self._unlinked(names.markdown(text, marks.get(name, ())))
            if name == "body"
            else self._plain(text, marks.get(name, ()), names)
            for name, text in filled.items()
        }

    def _plain(self, text: str, marks: tuple[Mark, ...], names: DisplayNames) -> str:
        return without_addresses(names.plain(text, marks), self.hidden)

    def _is_safe(
        self,
        texts: Mapping[str, str | None],
        marks: Mapping[str, tuple[Mark, ...]],
        named: frozenset[str],
        people: Collection[str] = (),
    ) -> bool:
        """Whether the texts, outside mentions, spell no name that may not be shown."""
        scan = scan_texts(_filled(texts), marks, self.directory.names, people)
        full, first = named & self.permissions.by_full_name, named & self.permissions.by_first_name
        return (
            not scan.former
            and scan.spelled <= full
            and scan.literal <= first
            and scan.given.intersection(people) <= first
            and scan.family.intersection(people) <= full
        )

    def _source(
        self,
        origin: Origin,
        body: str,
        shown: Iterable[str],
        named: frozenset[str],
        people: Collection[str],
    ) -> str | None:
        """The path of a file for an edit link, if it says nothing of people that its page does not show.

        Args:
            origin: The file.
            body: Its Markdown, if it has any.
            shown: Texts and names that the page shows.
            named: Everyone who may be named on the page.
            people: Everyone to whom the file gives a part, or whom it mentions.
        """
        names, printed = self.directory.names, "\n".join(shown)
        scan = scan_texts({"text": origin.text}, {}, names, people)
        everyone = {*people, *scan.spelled, *scan.literal}
        everyone |= strangers(scan.others, people, names) | named_in_source(origin, body, names)
        in_full = named & self.permissions.by_full_name
        if not everyone <= in_full or any(id_ in self.hidden for id_ in _ID.findall(origin.text)):
            return None
        shown_names = (self.directory.named(id_).text for id_ in everyone)
        is_shown = all(name in printed or literal(name) in printed for name in shown_names)
        return origin.path if is_shown else None

    def _display_names(self, named: frozenset[str], people: Collection[str]) -> DisplayNames:
        """How some people appear in texts of today in which exactly `named` may be named."""
        today = self.permissions.today
        naming = self.directory.naming(frozenset(people), named, today, self.permissions)
        return DisplayNames.of(self.directory, None, naming)

    def _shown_ids(self, ids: Collection[str]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ in self.shown)

    def _unlinked(self, text: str) -> str:
        """Markdown without links to hidden stories; the words of the links stay."""
        base = re.escape(self.directory.settings.site.url.rstrip("/"))
        link = re.compile(
            r"\[([^\]\n]*)\]\((?:" + base + r"/|(?:\.{0,2}/)*)"
            r"stories/(?:[0-9]{4}/)?([a-z0-9-]+)(?:\.md|\.yml|/(?:index\.html)?)?(?:#[^)\s]*)?(?:\s[^)]*)?\)"
        )
        unlinked = link.sub(lambda match: match[1] if match[2] in self.hidden else match[0], text)
        return without_addresses(unlinked, self.hidden)


def without_addresses(text: str, hidden: Collection[str]) -> str:
    """A text in which addresses of hidden stories lead to the list of all stories instead."""
    if "stories/" not in text:
        return text
    return _ADDRESS.sub(
        lambda match: (
            match[0] if match[1] not in hidden else ("stories/index.md" if match[2] else "stories/")
        ),
        text,
    )


def names_somebody(text: str | None, names: NameIndex) -> bool:
    """Whether a plain text mentions somebody, or spells a full name."""
    return bool(text) and bool(mentioned_in({"text": text}) or names.spelled(text or ""))


def mentioned_in(texts: Mapping[str, str | None]) -> set[str]:
    """The ids of everyone whom texts mention."""
    marks = marks_of(_filled(texts))
    return {mark.person for some in marks.values() for mark in some}


def _filled(texts: Mapping[str, str | None]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}
