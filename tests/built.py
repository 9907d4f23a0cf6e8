"""An organisation, loaded and laid out, with the shorthands that tests use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.consent.gate import disclosures, edition_of
from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.edition import Edition
from generator.model import Channel, Settings, Story
from generator.model.periods import Period
from generator.outputs import ALL_EDITIONS, ISSUE
from generator.outputs.context import OutputContext
from generator.outputs.newsletter import FORMATS
from generator.outputs.newsletter.view import IssueView, Pages
from generator.pipeline import (
    Publication,
    group_and_select,
    load,
    print_issue,
    print_site,
    reread,
    search_files,
    view_issue,
)
from generator.record import Library, Scan
from generator.rendering.artifacts import Artifact, File
from generator.rules.issue import preflight

EDITIONS = (*ALL_EDITIONS, *((channel,) for channel in Channel))


@dataclass(frozen=True)
class Built:
    """A publication, and the problems that were found on the way."""

    publication: Publication
    problems: list[Diagnostic]

    @classmethod
    def of(
        cls,
        root: Path,
        today: dt.date | Callable[[Settings], dt.date],
        editions: Iterable[Collection[Channel]] = EDITIONS,
    ) -> Built:
        """Load and lay out an organisation. Its configuration must be sound."""
        day = today if callable(today) else lambda _: today
        library, problems = load(root, day, [*editions, (Channel.NEWSLETTER,)])
        assert library is not None, problems
        return cls(group_and_select(root, library), problems)

    @property
    def root(self) -> Path:
        return self.publication.root

    @property
    def library(self) -> Library:
        return self.publication.library

    @property
    def settings(self) -> Settings:
        return self.library.settings

    @property
    def pages(self) -> Pages:
        return self.publication.pages

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods whose newsletter has stories, newest first."""
        return self.publication.newsletter.issues.periods

    def context(self, *channels: Channel) -> OutputContext:
        return self.publication.context(*channels)

    def edition(self, *channels: Channel) -> Edition:
        """What all of some channels may show, whether or not anything is printed for them."""
        wanted = frozenset(channels)
        if wanted in self.library.editions:
            return edition_of(self.library, wanted)
        library, _ = load(self.root, lambda _: self.library.today, [wanted])
        assert library is not None
        return edition_of(library, wanted)

    def stories(self) -> list[tuple[Story, Scan]]:
        """The whole stories, oldest first, with their scans."""
        return [reread(self.root, self.library, record) for record in self.library.records]

    def site(self) -> tuple[Artifact, ...]:
        return print_site(self.publication)

    def search_files(self, artifacts: Iterable[Artifact]) -> list[File]:
        return list(search_files(self.publication, list(artifacts)))

    def digest(self, period: Period, formats: Collection[str] = FORMATS) -> tuple[File, ...]:
        return print_issue(self.publication, period, ISSUE, formats)

    def issue(self, period: Period, *channels: Channel) -> IssueView:
        return view_issue(self.publication, period, *channels)

    def preflight(self, period: Period) -> list[Diagnostic]:
        issue = self.publication.newsletter.issues.issue(period)
        plans = self.publication.plans
        return in_order(
            preflight(
                self.library, plans, issue, self.publication.pages_with(period), self.problems
            )
        )

    def shown(self) -> set[str]:
        return set(disclosures(self.library, Channel.SITE))
