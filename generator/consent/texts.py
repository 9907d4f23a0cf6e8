"""The organisation's own texts, as some channels may show them: what has no consents of its own.

A text that spells the name of somebody who is not named on these channels is left out; where
something has to stand, a neutral word does.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Any, TypeVar

from generator.consent.display import Directory, DisplayNames
from generator.consent.permissions import Permissions
from generator.consent.scan import marks_of, scan_texts
from generator.edition import ShownChoices, ShownGuide, ShownSent
from generator.model import (
    EditorChoices,
    Entry,
    Guide,
    Mark,
    Newsletter,
    Norm,
    Origin,
    Phrase,
    Scenario,
    Sent,
    Settings,
    Site,
    Term,
    Theme,
)
from generator.text import typography
from generator.text.names import NameIndex

E = TypeVar("E", bound=Entry)
_NOWHERE = Origin("", "")
_AS_TYPED = frozenset(["contact", "from_", "logo", "url", "also", "see", "debrief"])
"""Fields that are addresses, that words are looked up by, or that are Markdown."""
_ADDRESS = re.compile(r"stories/(?:[0-9]{4}/)?([a-z0-9]+(?:-[a-z0-9]+)*)(?:(\.md|\.yml)|/)?")


class TextRedactor:
    """The texts of one organisation on some channels. `there` are the ids of the stories shown,
    `hidden` of those whose addresses nobody may learn.
    """

    def __init__(
        self,
        settings: Settings,
        permissions: Permissions,
        names: NameIndex,
        directory: Directory,
        there: Collection[str],
        hidden: Collection[str],
    ) -> None:
        self._settings = settings
        self._permissions = permissions
        self._named = permissions.named_anywhere
        self._names = names
        self._directory = directory
        self._there = there
        self._hidden = hidden
        self._link = _link_to_story(settings.site.url)

    def safe(self, **texts: str | None) -> bool:
        """Whether texts that are printed as they are name nobody who is not shown by that name."""
        return self._safe({name: text for name, text in texts.items() if text}, {})

    def tellable(self, **texts: str) -> bool:
        """The same of texts whose mentions are replaced before they are printed."""
        return self._safe(texts, marks_of(texts))

    def _safe(self, given: dict[str, str], marks: dict[str, tuple[Mark, ...]]) -> bool:
        told = scan_texts(given, marks, self._names)
        return (
            told.spelled <= self._named & self._permissions.by_full_name
            and told.literal <= self._named & self._permissions.by_first_name
        )

    def site(self) -> Site:
        """The identity. What must never be mentioned is not in it."""
        site = self._settings.site
        fresh = Site(name="Stories", url=site.url)
        kept = {
            name: value if self.safe(text=str(value)) else getattr(fresh, name)
            for name in ("name", "organisation", "description", "logo", "contact")
            if (value := getattr(site, name)) is not None
        }
        if site.repository is not None and not self.safe(text=site.repository.url):
            kept["repository"] = None
        return self._printed(site, never_mention=(), **kept)

    def newsletter(self) -> Newsletter:
        letter = self._settings.newsletter
        fresh = Newsletter()
        sender = letter.from_ if self.safe(text=letter.from_) else None
        title = letter.title if self.safe(text=letter.title) else fresh.title
        return self._printed(letter, title=title, from_=sender)

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {
            slug: self._printed(
                theme,
                why=theme.why if self.safe(text=theme.why) else None,
                looks_like=self._items(theme.looks_like),
                not_=self._items(theme.not_),
            )
            for slug, theme in self._settings.themes.items()
            if self.safe(id=slug, title=theme.title, text=theme.text)
        }

    def norms(self) -> dict[str, Norm]:
        return {
            slug: self._printed(
                norm,
                looks_like=self._items(norm.looks_like),
                not_=self._items(norm.not_),
                themes=tuple(t for t in norm.themes if t in self.themes),
            )
            for slug, norm in self._settings.norms.items()
            if self.safe(id=slug, title=norm.title, text=norm.text)
        }

    def _items(self, items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(item for item in items if self.safe(text=item))

    def guides(self) -> tuple[ShownGuide, ...]:
        return tuple(shown for guide in self._settings.guides if (shown := self.guide(guide)))

    def guide(self, guide: Guide) -> ShownGuide | None:
        """A guide with its mentions replaced; None when it names somebody who is not named."""
        texts = {
            "id": guide.id,
            "title": guide.title,
            "description": guide.description or "",
            "body": guide.body,
            "why": guide.why or "",
            **{f"checklist {at}": item for at, item in enumerate(guide.checklist)},
        }
        if not self.tellable(**texts):
            return None
        cast, marks = self._cast(), marks_of(texts)
        mentioned = {mark.person for some in marks.values() for mark in some}
        open_ = mentioned <= self._named & self._permissions.by_full_name and self.safe(
            text=guide.origin.text
        )
        return ShownGuide(
            guide.id,
            cast.plain(guide.title, marks.get("title", ())),
            cast.plain(guide.description, marks.get("description", ()))
            if guide.description
            else None,
            guide.path,
            guide.step,
            guide.order,
            guide.themes,
            guide.norms,
            cast.plain(guide.why, marks.get("why", ())) if guide.why else None,
            tuple(
                cast.plain(item, marks.get(f"checklist {at}", ()))
                for at, item in enumerate(guide.checklist)
            ),
            self._unlinked(cast.markdown(guide.body, marks.get("body", ()))),
            guide.origin.path if open_ else None,
        )

    def scenarios(self) -> dict[str, Scenario]:
        """The scenarios; of one that names somebody, or is a draft, nothing is told."""
        return {
            slug: self._printed(
                scenario,
                stories=self._shown(scenario.stories),
                debrief=self._unlinked(scenario.debrief),
            )
            for slug, scenario in self._settings.scenarios.items()
            if not scenario.draft
            and self.safe(id=slug, text="\n".join(text for _, text in scenario.texts()))
        }

    def glossary(self) -> dict[str, Term]:
        told = {
            word: term
            for word, term in self._settings.glossary.items()
            if self.safe(term=word, text="\n".join((term.meaning, *term.also)))
        }
        return {
            word: self._printed(term, see=tuple(other for other in term.see if other in told))
            for word, term in told.items()
        }

    def phrases(self) -> dict[str, Phrase]:
        return {
            slug: self._printed(phrase)
            for slug, phrase in self._settings.phrases.items()
            if self.safe(id=slug, title=phrase.title, text=phrase.text, when=phrase.when)
        }

    def choices(self) -> dict[str, ShownChoices]:
        return {name: self._choices(made) for name, made in self._settings.choices.items()}

    def _choices(self, made: EditorChoices) -> ShownChoices:
        cast = self._cast()
        note, call = made.note, made.call_to_action
        if note is not None:
            marks = marks_of({"body": note})
            note = (
                self._unlinked(cast.markdown(note, marks.get("body", ())))
                if self.tellable(body=note)
                else None
            )
        if call is not None:
            marks = marks_of({"text": call})
            call = cast.plain(call, marks.get("text", ())) if self.tellable(text=call) else None
        return ShownChoices(
            note,
            made.hero if made.hero in self._there else None,
            self._shown(made.pin),
            self._shown(made.skip),
            self._shown(made.order),
            call,
        )

    def sent(self, gone: Collection[str]) -> dict[str, ShownSent]:
        """What went out. `gone` are the stories that the newsletter may not show any more."""
        return {
            name: self._sent(made, any(id_ in gone for id_ in made.stories))
            for name, made in self._settings.sent.items()
        }

    def _sent(self, made: Sent, gone: bool) -> ShownSent:
        before = made.before
        return ShownSent(
            made.sent,
            made.revision,
            made.hero if made.hero in self._there else None,
            made.ask if made.ask in self._there else None,
            self._shown(made.stories),
            self._shown(made.more),
            self._shown(made.dropped),
            tuple((id_, at) for id_ in self._shown(tuple(made.voices)) for at in made.voices[id_]),
            (before.stories, before.teams, before.asks, before.threads) if before else None,
            gone,
        )

    def _shown(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in ids if id_ in self._there)

    def _printed(self, entry: E, **changes: object) -> E:
        """An entry as it is printed."""
        made: E = _set(entry.model_copy(update=changes), self._settings.site.language)
        return _bare(made)

    def _cast(self) -> DisplayNames:
        return DisplayNames.of(self._directory, "", None, self._named, self._permissions.today)

    def _unlinked(self, text: str) -> str:
        """Markdown without links to stories that are not there: their words stay."""

        def label(match: re.Match[str]) -> str:
            return match[1] if match[2] in self._hidden else match[0]

        return without_addresses(self._link.sub(label, text), self._hidden)


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


def _link_to_story(base: str) -> re.Pattern[str]:
    return re.compile(
        r"\[([^\]\n]*)\]\((?:" + re.escape(base.rstrip("/")) + r"/|(?:\.{0,2}/)*)"
        r"stories/(?:[0-9]{4}/)?([a-z0-9-]+)(?:\.md|\.yml|/(?:index\.html)?)?(?:#[^)\s]*)?(?:\s[^)]*)?\)"
    )


def _bare(entry: E, **changes: object) -> E:
    """A copy of an entry that does not remember the file it was written in."""
    made = entry.model_copy(update=changes)
    object.__setattr__(made, "__pydantic_private__", {"_origin": _NOWHERE})
    return made


def _set(value: Any, language: str) -> Any:
    """A value of an entry with every plain text in it set as printers would."""
    if type(value) is str:
        return typography.text(value, language)
    if isinstance(value, tuple):
        return tuple(_set(each, language) for each in value)
    if isinstance(value, dict):
        return {key: _set(each, language) for key, each in value.items()}
    if isinstance(value, Entry):
        told = {name: getattr(value, name) for name in type(value).model_fields}
        return value.model_copy(
            update={n: _set(each, language) for n, each in told.items() if n not in _AS_TYPED}
        )
    return value
