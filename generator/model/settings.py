"""Everything that an organisation configured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.learning import Phrase, Scenario, Term
from generator.model.newsletter import EditorChoices, Newsletter, Sent
from generator.model.organisation import Guide, Norm, Site, Theme
from generator.model.people import Person, Team
from generator.model.practice import Practice, Round


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

    @property
    def default_theme(self) -> str | None:
        """The theme of stories that name none."""
        return next((slug for slug, theme in self.themes.items() if theme.default), None)
