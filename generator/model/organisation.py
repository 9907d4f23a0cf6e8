"""The organisation: its identity, its themes and norms, its onboarding pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    Address,
    Colour,
    Day,
    Entry,
    Flag,
    Language,
    Line,
    Slugs,
    Text,
    Texts,
    text_limits,
)


class Repository(Entry):
    """Where the stories are kept, for edit links."""

    url: Address
    branch: Annotated[
        str, text_limits(r"^[\w./-]+$", "is not the name of a branch", "write for example main")
    ] = "main"
    kind: Literal["github", "gitlab"] = "github"


class Palette(Entry):
    """Links and the one accent, and what they are printed on. The dark colours follow from these."""

    primary: Colour = "#1f5a4c"
    accent: Colour = "#a8472a"
    paper: Colour = "#fbf8f1"
    ink: Colour = "#221e1a"


class Privacy(Entry):
    """k: a team stands in for an unnamed person only when it has at least k members."""

    k: int = Field(5, ge=2)


_DAYS_OF_A_MONTH = 365.2425 / 12


class Onboarding(Entry):
    """Which stories the onboarding pages may draw."""

    stories: int = Field(3, ge=1, le=12, description="How many stories a page shows.")
    fresh_months: int = Field(
        24, ge=1, le=240, description="Older stories are not drawn.", examples=["24"]
    )

    @property
    def age(self) -> dt.timedelta:
        """The age at which a story is no longer drawn."""
        return dt.timedelta(days=int(self.fresh_months * _DAYS_OF_A_MONTH))

    def stale(
        self, date: dt.date, has_left: bool, today: dt.date, norms: Iterable[Norm] = ()
    ) -> str | None:
        """Why a story of `date` is no longer drawn, in words; None if it still is.

        `has_left` says that someone in it has left; `norms` are those that it would have to prove.
        """
        if today - date > self.age:
            return f"it is more than {self.fresh_months} months old"
        if has_left:
            return "somebody in it has left"
        changed = next((n for n in norms if n.since and date < n.since <= today), None)
        return f'it is older than the norm "{changed.title}" as it reads now' if changed else None


class Site(Entry):
    """The organisation's identity."""

    name: Line
    organisation: Line | None = None
    url: Address
    description: Line = "Stories of colleagues helping each other."
    repository: Repository | None = None
    language: Language = "en"
    time_zone: Line = "UTC"
    as_of: Day | None = None
    palette: Palette = Palette()
    logo: Line | None = None
    contact: Line | None = None
    privacy: Privacy = Privacy()
    onboarding: Onboarding = Onboarding()
    never_mention: Texts = ()


Drawing = Literal[
    "arches", "bowl", "bridge", "dawn", "echo", "hammer", "key", "loaf",
    "moon", "plumb", "ripple", "rosette", "seed", "shell", "signpost", "slate",
]  # fmt: skip
"""The marks that there are: `templates/site/marks/`, where an organisation may put its own instead."""


class Theme(Entry):
    """What a story shows."""

    title: Line
    text: Text
    why: Text | None = None
    looks_like: Texts = ()
    not_: Texts = Field((), alias="not")
    mark: Drawing = "seed"
    default: Flag = False


class Norm(Entry):
    """A sentence that the organisation lives by."""

    title: Line
    text: Text
    looks_like: Texts = ()
    not_: Texts = Field((), alias="not")
    themes: Slugs = ()
    since: Day | None = Field(
        None,
        description="Since when it reads like this: older stories no longer prove it.",
        examples=["2026-01-12"],
    )


class Guide(Entry):
    """An onboarding page."""

    title: Line
    description: Line | None = None
    why: Text | None = Field(None, description="Why this step matters, in a sentence or two.")
    checklist: Texts = Field((), description="What to tick off, each in a line.")
    path: Literal["everyone", "managers"] = "everyone"
    step: Literal["before", "day-1", "week-1", "day-30", "day-60", "day-90", "reference"] = (
        "reference"
    )
    order: int = 0
    themes: Slugs = ()
    norms: Slugs = ()
    body: str = ""

    @property
    def id(self) -> str:
        return self._origin.path.rpartition("/")[2].rpartition(".")[0]
