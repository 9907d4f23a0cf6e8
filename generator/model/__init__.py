"""What people write: stories and the organisation's configuration, as frozen types.

Each field is declared once, with its type, limit, description and example; parsing, hints,
schema and forms all read it from here.
"""

from __future__ import annotations

from generator.model.fields import (
    ANONYMOUS,
    CONTROL,
    ID,
    NO_DAY,
    TEAM,
    WORDING,
    Address,
    Channel,
    Colour,
    Day,
    Entry,
    Flag,
    Language,
    Line,
    Origin,
    Ref,
    Refs,
    Slug,
    Slugs,
    Text,
    Texts,
    fields_of,
)
from generator.model.library import Library, Settings
from generator.model.newsletter import Cadence, Choices, Counted, Limits, Newsletter, Sent
from generator.model.organisation import Guide, Norm, Palette, Privacy, Repository, Site, Theme
from generator.model.people import Headcount, Named, Person, ShowAs, Team, Wishes
from generator.model.story import Facts, Image, Kind, Mark, Quote, Story

__all__ = [
    "ANONYMOUS",
    "CONTROL",
    "ID",
    "NO_DAY",
    "TEAM",
    "WORDING",
    "Address",
    "Cadence",
    "Channel",
    "Choices",
    "Colour",
    "Counted",
    "Day",
    "Entry",
    "Facts",
    "Flag",
    "Guide",
    "Headcount",
    "Image",
    "Kind",
    "Language",
    "Library",
    "Limits",
    "Line",
    "Mark",
    "Named",
    "Newsletter",
    "Norm",
    "Origin",
    "Palette",
    "Person",
    "Privacy",
    "Quote",
    "Ref",
    "Refs",
    "Repository",
    "Sent",
    "Settings",
    "ShowAs",
    "Site",
    "Slug",
    "Slugs",
    "Story",
    "Team",
    "Text",
    "Texts",
    "Theme",
    "Wishes",
    "fields_of",
]
