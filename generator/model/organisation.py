"""The organisation: its identity, its themes and norms, its onboarding pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from generator.languages.message import Message, ngettext
from generator.languages.message import gettext as _
from generator.languages.messages import noted
from generator.model.fields import (
    ID,
    Address,
    Colour,
    Day,
    Entry,
    Flag,
    Language,
    Line,
    Slug,
    Slugs,
    Text,
    Texts,
    one_or_more,
    text_limits,
)
from generator.model.roles import Since


class Repository(Entry):
    """Where the stories are kept, for edit links."""

    url: Address = Field(
        description="The address of the repository on its forge.",
        examples=["https://github.com/acme/stories"],
    )
    branch: Annotated[
        str,
        text_limits(
            r"^[\w./-]+$",
            noted('"%(value)s" is not the name of a branch'),
            _("write for example main"),
        ),
    ] = Field("main", description="The branch that the site is built from.")
    kind: Literal["github", "gitlab"] = Field(
        "github", description="The kind of forge: addresses for editing differ between them."
    )


class Palette(Entry):
    """Links and the one accent, and what they are printed on. The dark colours follow from these."""

    primary: Colour = Field(
        "#1f5a4c", description="The colour of links and headings, in quotation marks."
    )
    accent: Colour = Field("#a8472a", description="The colour of the few things that stand out.")
    paper: Colour = Field("#fbf8f1", description="The background.")
    ink: Colour = Field("#221e1a", description="The text.")


class Privacy(Entry):
    """What is shown of a team in place of a person, and for how long people are shown at all."""

    k: int = Field(
        5,
        ge=2,
        description="An unnamed person is shown with their team if at least this many members could be meant.",
    )
    keep_years: Annotated[int | None, Since("0.3.0")] = Field(
        None, ge=1, le=100, description="Older stories are no longer shown.", examples=["5"]
    )
    leavers: Annotated[Literal["name", "unname"], Since("0.3.0")] = Field(
        "name", description="Whether someone who left is still named, or shown without a name."
    )
    suggest_people: Annotated[Flag, Since("0.3.0")] = Field(
        True, description="Whether the form on the site suggests people whom the site names."
    )

    def last_day(self, date: dt.date) -> dt.date:
        """The last day on which a story of `date` is shown."""
        return _moved(date, self.keep_years, (2, 28)) if self.keep_years else dt.date.max

    def kept_since(self, today: dt.date) -> dt.date:
        """The date of the oldest stories that are still shown."""
        return _moved(today, -self.keep_years, (3, 1)) if self.keep_years else dt.date.min


def _moved(date: dt.date, years: int, leap_day: tuple[int, int]) -> dt.date:
    """A date some years later; `leap_day` stands for a 29 February where there is none."""
    year = min(max(date.year + years, dt.MINYEAR), dt.MAXYEAR)
    try:
        return date.replace(year=year)
    except ValueError:
        return dt.date(year, *leap_day)


PATHS = ("everyone", "managers")
"""The paths through the onboarding, where an organisation has none of its own."""
REFERENCE = "reference"
"""The step of a page that belongs to none."""
STEPS = ("before", "day-1", "week-1", "day-30", "day-60", "day-90", REFERENCE)
"""The steps of the paths, where an organisation has none of its own."""
_DAYS_OF_A_MONTH = 365.2425 / 12


class Onboarding(Entry):
    """Which stories the onboarding pages may draw."""

    stories: int = Field(3, ge=1, le=12, description="How many stories a page shows.")
    fresh_months: int = Field(
        24, ge=1, le=240, description="Stories older than this are not chosen.", examples=["24"]
    )

    paths: Annotated[dict[Slug, Line], Since("0.3.0")] = Field(
        {},
        description="Your own onboarding paths, in place of the usual ones: each an id and its title.",
        examples=["{everyone: For everyone, night-shift: For the night shift}"],
    )
    steps: Annotated[dict[Slug, Line], Since("0.3.0")] = Field(
        {},
        description="Your own steps of the paths, in their order, in place of the usual ones: each an id and "
        "its title. There is always `reference`, for pages that belong to no step.",
        examples=["{first-day: The first day, first-month: The first month}"],
    )

    @property
    def age(self) -> dt.timedelta:
        """The age at which a story is no longer drawn."""
        return dt.timedelta(days=int(self.fresh_months * _DAYS_OF_A_MONTH))

    def stale(
        self, date: dt.date, has_left: bool, today: dt.date, norms: Iterable[Norm] = ()
    ) -> Message | None:
        """Why a story of `date` is no longer drawn, in words; None if it still is.

        `has_left` says that someone named in it has left; `norms` are those that it would have to prove.
        """
        if today - date > self.age:
            return ngettext(
                "it is more than %(num)s month old",
                "it is more than %(num)s months old",
                self.fresh_months,
            )
        if has_left:
            return _("someone named in it has left")
        changed = next((n for n in norms if n.since and date < n.since <= today), None)
        if changed is None:
            return None
        return _('it is older than the current wording of the norm "%(norm)s"', norm=changed.title)


class PulseSettings(Entry):
    """Where the pulse is shown."""

    page: Flag = Field(True, description="Whether the site has a page with the pulse.")
    deck: Literal["quarterly", "monthly", "never"] = Field(
        "quarterly",
        description="Which issues have a slide about the pulse: the first of each quarter, every one, or none.",
        examples=["quarterly"],
    )


class Site(Entry):
    """The organisation's identity."""

    name: Line = Field(description="What the site is called.", examples=["The Thirteenth Loaf"])
    organisation: Line | None = Field(
        None, description="Whose site it is.", examples=["Dunn & Marrow"]
    )
    url: Address = Field(
        description="The address of the site, with its folder if it has one.",
        examples=["https://stories.example.com/"],
    )
    description: Line = Field(
        "Stories of colleagues helping each other.",
        description="One sentence on what the site is, for search engines and feeds.",
    )
    repository: Repository | None = Field(
        None, description="Where the stories are kept. With it, pages have links for editing."
    )
    language: Language = Field(
        "en",
        description="The language of the pages. A story in another one says so itself, with `lang`.",
        examples=["es"],
    )
    time_zone: Line = Field(
        "UTC",
        description="The time zone in which days begin and practices meet.",
        examples=["Europe/Madrid"],
    )
    noindex: Annotated[Flag, Since("0.3.0")] = Field(
        False,
        description="Whether search engines and other robots are asked to stay away. It is only a request: to keep "
        "people out, use access control.",
    )
    as_of: Day | None = Field(
        None,
        description="Build as if it were this day, for a site that gets no new stories. Without it, today.",
        examples=["2026-11-20"],
    )
    palette: Palette = Field(
        Palette(), description="The colours. The dark pages derive theirs from them."
    )
    logo: Line | None = Field(
        None, description="A file in site_config/static/.", examples=["mark.svg"]
    )
    contact: Line | None = Field(
        None,
        description="An address that people in stories can write to.",
        examples=["stories@example.com"],
    )
    privacy: Privacy = Field(Privacy(), description="What is shown of people, and for how long.")
    onboarding: Onboarding = Field(
        Onboarding(), description="Which stories the onboarding pages show."
    )
    pulse: PulseSettings = Field(PulseSettings(), description="Where the pulse is shown.")
    never_mention: Texts = Field(
        (),
        description="Names that no story may contain, such as those of customers.",
        examples=["Larkspur"],
    )


Drawing = Literal[
    "arches", "bowl", "bridge", "dawn", "echo", "hammer", "key", "loaf",
    "moon", "plumb", "ripple", "rosette", "seed", "shell", "signpost", "slate",
]  # fmt: skip
"""The marks that there are: `templates/site/marks/`, where an organisation may put its own instead."""


class Theme(Entry):
    """What a story shows."""

    title: Line = Field(description="What the theme is called.", examples=["Asking early"])
    text: Text = Field(
        description="What its stories show, in a sentence.",
        examples=["Saying that one does not know while the question is small."],
    )
    why: Text | None = Field(None, description="Why it matters to the work.")
    looks_like: Texts = Field((), description="What it looks like: examples, each in a line.")
    not_: Texts = Field((), alias="not", description="What it is not, each in a line.")
    mark: Drawing = Field("seed", description="The drawing on its pages.", examples=["dawn"])
    default: Flag = Field(
        False, description="yes for the theme of stories that name none. Exactly one theme has it."
    )


class Coaching(StrEnum):
    """What the coach may say of a story: the names of its remarks. See `generator/coach/`."""

    DEED = "deed"
    PERSON = "person"
    CLICHE = "cliche"
    HERO = "hero"
    OVERWORK = "overwork"
    GENDERED = "gendered"
    BLAME = "blame"
    OFFER = "offer"
    ASK = "ask"
    ONCE = "once"
    IMPACT = "impact"
    LATE = "late"


class Norm(Entry):
    """A sentence that the organisation lives by."""

    title: Line = Field(description="The norm in a few words.", examples=["Ask while it is small"])
    text: Text = Field(
        description="What it says, in a sentence or two.",
        examples=["Ask as soon as you notice that you are guessing."],
    )
    looks_like: Texts = Field((), description="What it looks like: examples, each in a line.")
    not_: Texts = Field((), alias="not", description="What it is not, each in a line.")
    themes: Slugs = Field(
        (), description="Themes whose stories show it.", examples=["asking-early"]
    )
    since: Day | None = Field(
        None,
        description="The day from which it reads like this: older stories no longer show it.",
        examples=["2026-01-12"],
    )
    coach: Annotated[tuple[Coaching, ...], BeforeValidator(one_or_more)] = Field(
        (),
        description="The coach's remarks that support it.",
        examples=["deed"],
    )


ADDRESS = f"(?:stories|themes|teams)/{ID}"
"""An address of a page that may have moved."""


class Redirect(Entry):
    """Where a page went that has another address now."""

    to: Annotated[
        str,
        text_limits(
            f"^{ADDRESS}$",
            noted('"%(value)s" is not the address of a story, a theme or a team'),
            _("write for example stories/the-hour"),
        ),
    ] = Field(description="The address that it leads to.", examples=["stories/the-hour"])
    since: Day | None = Field(None, description="The day of the change.", examples=["2026-11-20"])


class Guide(Entry):
    """An onboarding page."""

    title: Line = Field(description="The page's title.", examples=["Day 1"])
    description: Line | None = Field(None, description="One sentence, for lists of pages.")
    why: Text | None = Field(None, description="Why this step matters, in a sentence or two.")
    checklist: Texts = Field((), description="What to tick off, each in a line.")
    path: Slug = Field(
        PATHS[0],
        description=f"The path that the page belongs to: {', '.join(PATHS)}, or one of `onboarding: paths` in "
        "site.yml.",
    )
    step: Slug = Field(
        REFERENCE,
        description=f"When it is read: {', '.join(STEPS)}, or one of `onboarding: steps` in site.yml.",
        examples=["day-1"],
    )
    order: int = Field(0, description="Its place among the pages of the step.", examples=["10"])
    themes: Slugs = Field(
        (), description="Themes whose stories it shows.", examples=["asking-early"]
    )
    norms: Slugs = Field(
        (), description="Norms that it is about, by their ids.", examples=["ask-while-it-is-small"]
    )
    body: str = Field("", description="The text in Markdown, below the second line of hyphens.")

    @property
    def id(self) -> str:
        return self._origin.path.rpartition("/")[2].rpartition(".")[0]
