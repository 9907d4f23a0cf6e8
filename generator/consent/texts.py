"""The organisation's own texts, which have no consents of their own, as some channels may show them.

A text that spells the name of someone who is not named on these channels is left out, or replaced
by a neutral word where it is required.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any, TypeVar

from generator.consent.redactor import Redactor, mentioned_in
from generator.edition import ShownChoices, ShownGuide, ShownSent, ShownTeam
from generator.languages.messages import messages, noted
from generator.model import (
    EditorChoices,
    Entry,
    Guide,
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

E = TypeVar("E", bound=Entry)
_NOWHERE = Origin("", "")
_DESCRIPTION = noted("Stories of colleagues helping each other.")
"""What a site says of itself if its organisation says nothing: the default in our English."""
_NOT_TYPESET = frozenset(
    ["contact", "from_", "to", "list_unsubscribe", "logo", "url", "also", "see", "debrief"]
)
"""Fields that are addresses, that words are looked up by, or that are Markdown."""


class TextRedactor(Redactor):
    """Redacts the texts of one organisation."""

    @property
    def _settings(self) -> Settings:
        return self.directory.settings

    def reveals_nobody(self, **texts: str | None) -> bool:
        """Whether texts that are printed as they were typed give no name that must not be shown.

        Args:
            texts: The texts by what they are: an `id`, a `title`, or any other text.
        """
        return self._is_safe(texts, {}, self.permissions.named_anywhere)

    def naming_nobody(self, text: str | None, people: Collection[str]) -> str | None:
        """A plain text, or None if it mentions or names anybody.

        Args:
            text: The text.
            people: Those whom it concerns, of whom one word of their name reveals them.
        """
        if not text or mentioned_in({"text": text}):
            return None
        nobody = self._display_names(frozenset(), ())
        return self.redacted({"text": text}, nobody, people).get("text")

    def site(self) -> Site:
        """The identity, without the words that must never be mentioned."""
        site = self._settings.site
        if site.description == _DESCRIPTION:
            words = messages(site.language, self.directory.wording)
            site = site.model_copy(update={"description": words.text("", _DESCRIPTION)})
        neutral = Site(name="Stories", url=site.url)
        safe = {
            name: value if self.reveals_nobody(text=str(value)) else getattr(neutral, name)
            for name in ("name", "organisation", "description", "logo", "contact")
            if (value := getattr(site, name)) is not None
        }
        source = site.repository
        if source and not self.reveals_nobody(url=source.url, branch=source.branch):
            safe["repository"] = None
        own = site.onboarding
        safe["onboarding"] = own.model_copy(
            update={
                "paths": self._titles(own.paths, self._path_ids),
                "steps": self._titles(own.steps, self._step_ids),
            }
        )
        return self._printed(site, never_mention=(), **safe)

    def _titles(self, titles: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
        """Titles by their printed ids; one that reveals a name is not printed."""
        return {
            ids[id_]: title if self.reveals_nobody(text=title) else "…"
            for id_, title in titles.items()
        }

    @cached_property
    def _path_ids(self) -> dict[str, str]:
        return self._printed_ids(self._settings.site.onboarding.paths)

    @cached_property
    def _step_ids(self) -> dict[str, str]:
        return self._printed_ids(self._settings.site.onboarding.steps)

    def _printed_ids(self, ids: Collection[str]) -> dict[str, str]:
        """Ids of paths or steps as addresses have them: a number in place of one that reveals a name."""
        return {
            id_: id_ if self.reveals_nobody(id=id_) else f"{number}"
            for number, id_ in enumerate(ids, 1)
        }

    def newsletter(self) -> Newsletter:
        letter = self._settings.newsletter
        sender = letter.from_ if self.reveals_nobody(text=letter.from_) else None
        title = letter.title if self.reveals_nobody(text=letter.title) else Newsletter().title
        return self._printed(
            letter,
            title=title,
            from_=sender,
            to=self._safe_items(letter.to),
            list_unsubscribe=self._safe_items(letter.list_unsubscribe),
        )

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {
            slug: self._printed(
                theme,
                why=theme.why if self.reveals_nobody(text=theme.why) else None,
                looks_like=self._safe_items(theme.looks_like),
                not_=self._safe_items(theme.not_),
            )
            for slug, theme in self._settings.themes.items()
            if self.reveals_nobody(id=slug, title=theme.title, text=theme.text)
        }

    def teams(self) -> dict[str, ShownTeam]:
        """The teams that may be shown, without what they say of themselves where it reveals a name."""
        return {slug: self._team(team) for slug, team in self.directory.teams.items()}

    def _team(self, team: ShownTeam) -> ShownTeam:
        own = self._settings.teams[team.slug]
        if own.merged_into:
            return team
        return team._replace(about=self._safe_text(own.about), place=self._safe_text(own.place))

    def _safe_text(self, text: str | None) -> str | None:
        return self.directory.printed(text) if text and self.reveals_nobody(text=text) else None

    def norms(self) -> dict[str, Norm]:
        return {
            slug: self._printed(
                norm,
                looks_like=self._safe_items(norm.looks_like),
                not_=self._safe_items(norm.not_),
                themes=tuple(theme for theme in norm.themes if theme in self.themes),
            )
            for slug, norm in self._settings.norms.items()
            if self.reveals_nobody(id=slug, title=norm.title, text=norm.text)
        }

    def _safe_items(self, items: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(item for item in items if self.reveals_nobody(text=item))

    def guides(self) -> tuple[ShownGuide, ...]:
        return tuple(shown for guide in self._settings.guides if (shown := self.guide(guide)))

    def guide(self, guide: Guide) -> ShownGuide | None:
        """A guide with its mentions replaced, or None if it reveals a name."""
        checklist = {f"checklist {n}": item for n, item in enumerate(guide.checklist)}
        texts = {
            "id": guide.id,
            "title": guide.title,
            "description": guide.description,
            "why": guide.why,
            **checklist,
            "body": guide.body,
        }
        named = self.permissions.named_anywhere
        people = mentioned_in(texts)
        redacted = self.redacted(texts, self._display_names(named, people))
        if not redacted:
            return None
        return ShownGuide(
            guide.id,
            redacted["title"],
            redacted.get("description"),
            self._path_ids.get(guide.path, guide.path),
            self._step_ids.get(guide.step, guide.step),
            guide.order,
            guide.themes,
            guide.norms,
            redacted.get("why"),
            tuple(redacted[name] for name in checklist),
            redacted.get("body", ""),
            self._source(guide.origin, guide.body, redacted.values(), named, people),
        )

    def scenarios(self) -> dict[str, Scenario]:
        """The scenarios, without drafts and those that reveal a name."""
        return {
            slug: self._printed(
                scenario,
                stories=self._shown_ids(scenario.stories),
                debrief=self._unlinked(scenario.debrief),
            )
            for slug, scenario in self._settings.scenarios.items()
            if not scenario.draft
            and self.reveals_nobody(id=slug, text="\n".join(text for _, text in scenario.texts()))
        }

    def glossary(self) -> dict[str, Term]:
        safe = {
            word: term
            for word, term in self._settings.glossary.items()
            if self.reveals_nobody(term=word, text="\n".join((term.meaning, *term.also)))
        }
        return {
            word: self._printed(term, see=tuple(other for other in term.see if other in safe))
            for word, term in safe.items()
        }

    def phrases(self) -> dict[str, Phrase]:
        return {
            slug: self._printed(phrase)
            for slug, phrase in self._settings.phrases.items()
            if self.reveals_nobody(id=slug, title=phrase.title, text=phrase.text, when=phrase.when)
        }

    def choices(self) -> dict[str, ShownChoices]:
        return {name: self._choices(choices) for name, choices in self._settings.choices.items()}

    def _choices(self, choices: EditorChoices) -> ShownChoices:
        people = mentioned_in({"body": choices.note, "text": choices.call_to_action})
        names = self._display_names(self.permissions.named_anywhere, people)
        return ShownChoices(
            self.redacted({"body": choices.note}, names).get("body"),
            choices.hero if choices.hero in self.shown else None,
            self._shown_ids(choices.pin),
            self._shown_ids(choices.skip),
            self._shown_ids(choices.order),
            self.redacted({"text": choices.call_to_action}, names).get("text"),
        )

    def sent(self, retracted: Collection[str]) -> dict[str, ShownSent]:
        """The issues that were sent, by the names of their periods.

        Args:
            retracted: The ids of stories that the newsletter may not show any more.
        """
        return {
            name: self._sent(sent, any(id_ in retracted for id_ in sent.stories))
            for name, sent in self._settings.sent.items()
        }

    def _sent(self, sent: Sent, retracted: bool) -> ShownSent:
        before = sent.before
        return ShownSent(
            sent.sent,
            sent.revision,
            sent.hero if sent.hero in self.shown else None,
            sent.ask if sent.ask in self.shown else None,
            self._shown_ids(sent.stories),
            self._shown_ids(sent.more),
            self._shown_ids(sent.dropped),
            tuple((id_, n) for id_ in self._shown_ids(sent.voices) for n in sent.voices[id_]),
            (before.stories, before.teams, before.asks, before.threads) if before else None,
            tuple(
                (id_, day) for id_ in self._shown_ids(sent.corrected) for day in sent.corrected[id_]
            ),
            retracted,
        )

    def _printed(self, entry: E, **changes: object) -> E:
        """An entry with changes, typeset, and without the file that it comes from."""
        printed: E = _typeset(entry.model_copy(update=changes), self._settings.site.language)
        return _without_origin(printed)


def _without_origin(entry: E) -> E:
    """A copy of an entry that does not hold the file it was written in."""
    copy = entry.model_copy()
    object.__setattr__(copy, "__pydantic_private__", {"_origin": _NOWHERE})
    return copy


def _typeset(value: Any, language: str) -> Any:
    """A value of an entry with every plain text in it typeset."""
    if type(value) is str:
        return typography.text(value, language)
    if isinstance(value, tuple):
        return tuple(_typeset(each, language) for each in value)
    if isinstance(value, dict):
        return {key: _typeset(each, language) for key, each in value.items()}
    if isinstance(value, Entry):
        typeset = {
            name: _typeset(getattr(value, name), language)
            for name in type(value).model_fields
            if name not in _NOT_TYPESET
        }
        return value.model_copy(update=typeset)
    return value
