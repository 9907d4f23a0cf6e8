"""Everything that was read: what an organisation configured, and its stories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter

from generator.model.learning import Phrase, Scenario, Term
from generator.model.newsletter import EditorChoices, Newsletter, Sent
from generator.model.organisation import Guide, Norm, Site, Theme
from generator.model.people import Person, Team
from generator.model.practice import Practice, Round
from generator.model.story import Outline, Story


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


@dataclass(frozen=True)
class Library:
    """Every story that could be read, oldest first, with the settings and the day of the build.

    Whoever needs no whole stories has outlines of them.
    """

    settings: Settings
    today: dt.date
    stories: tuple[Story | Outline, ...] = ()
    misnamed: Mapping[str, str] = field(default_factory=dict)
    """Files of stories that cannot be used for their names, by the ids they would have."""

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.stories, key=attrgetter("date", "id")))
        object.__setattr__(self, "stories", ordered)

    @cached_property
    def by_id(self) -> Mapping[str, Story | Outline]:
        """The stories by their ids, oldest first."""
        return {story.id: story for story in self.stories}

    @property
    def whole(self) -> tuple[Story, ...]:
        """The stories themselves; none where there are only outlines."""
        return tuple(story for story in self.stories if isinstance(story, Story))
