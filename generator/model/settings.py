"""Everything that an organisation configured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.languages.language import Catalog
from generator.model.learning import Phrase, Scenario, Term
from generator.model.newsletter import EditorChoices, Newsletter, Sent
from generator.model.organisation import Guide, Norm, Redirect, Site, Theme
from generator.model.people import Person, Team
from generator.model.practice import Practice, Round
from generator.model.review import Review


@dataclass(frozen=True, slots=True, eq=False)
class Settings:
    """Everything an organisation configured. Equal to itself only, so that what was worked out of
    it can be remembered.
    """

    site: Site
    people: Mapping[str, Person] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    themes: Mapping[str, Theme] = field(default_factory=dict)
    norms: Mapping[str, Norm] = field(default_factory=dict)
    newsletter: Newsletter = field(default_factory=Newsletter)
    choices: Mapping[str, EditorChoices] = field(default_factory=dict)
    guides: tuple[Guide, ...] = ()
    practices: tuple[Practice, ...] = ()
    rounds: tuple[Round, ...] = ()
    """The seasons of mentoring pairs, oldest first."""
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    phrases: Mapping[str, Phrase] = field(default_factory=dict)
    sent: Mapping[str, Sent] = field(default_factory=dict)
    wording: Mapping[str, Catalog] = field(default_factory=dict)
    """The organisation's own words in place of ours, by language: `site_config/locale/`."""
    reviews: Mapping[str, Review] = field(default_factory=dict)
    """The meetings of the quarters, by the names of these, oldest first."""
    redirects: Mapping[str, Redirect] = field(default_factory=dict)
    """Where pages went that have another address now, by the old one: `stories/the-hour`."""

    def moves(self) -> dict[str, str]:
        """Each old address with the one that it leads to in the end. Those in a circle are left out."""
        merged = {
            f"teams/{id_}": f"teams/{team.merged_into}"
            for id_, team in self.teams.items()
            if team.merged_into
        }
        steps = {old: redirect.to for old, redirect in self.redirects.items()} | merged
        ends: dict[str, str] = {}
        for old, target in steps.items():
            seen = {old}
            end = target
            while end in steps and end not in seen:
                seen.add(end)
                end = steps[end]
            if end not in seen:
                ends[old] = end
        return ends

    @property
    def default_theme(self) -> str | None:
        """The theme of stories that name none."""
        return next((slug for slug, theme in self.themes.items() if theme.default), None)
