"""THE pipeline: read → check → gate → group → select → print.

It never writes to a terminal, exits or looks at the clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from generator.consent.gate import Gate, Passage
from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.model import Channel, Settings
from generator.model.periods import Period
from generator.newsletter.history import IssuePlans
from generator.outputs import DIGEST, SITE, DigestOutput, search_index
from generator.outputs.context import OutputContext
from generator.outputs.newsletter import FORMATS, speaking_time
from generator.outputs.newsletter.view import IssueView, Pages, issue_view
from generator.outputs.site import search_page
from generator.rendering.artifacts import Artifact, File
from generator.rendering.templates import Renderer
from generator.rules.issue import preflight, too_long
from generator.rules.runner import Checked, Progress, Today, check, unusable
from generator.source.settings import read_settings


@dataclass(frozen=True)
class Build:
    """An organisation whose stories are read and checked, ready to be printed."""

    root: Path
    settings: Settings
    checked: Checked
    problems: tuple[Diagnostic, ...]
    editions: tuple[frozenset[Channel], ...] = ()
    """Which editions can be made; with none named, every one, which takes longer."""
    _desks: dict[frozenset[Channel], OutputContext] = field(default_factory=dict)
    _tellings: dict[tuple[Period, frozenset[Channel]], IssueView] = field(default_factory=dict)

    def site(self) -> tuple[Artifact, ...]:
        """Everything of the site: pages for the engine, sheets for the press, and files."""
        return tuple(made for channels, make in SITE for made in make(self.context(*channels)))

    def search_files(self, artifacts: Iterable[Artifact]) -> list[File]:
        """The files of the search, for the pages among some artifacts."""
        found = search_index.entries(artifacts)
        stories = sum(bool(entry.facets) for _, entry in found)
        context = self.context(Channel.SITE)
        return search_index.index(
            found, stories, search_page.facets(context), context.edition.site.language
        )

    def digest(
        self,
        period: Period,
        only: Collection[str] = FORMATS,
        outputs: Iterable[tuple[tuple[Channel, ...], DigestOutput]] = DIGEST,
    ) -> tuple[File, ...]:
        """The files of one period's digest, in some formats or in all."""
        return tuple(
            file
            for channels, make in outputs
            for file in make(self.context(*channels), self.telling(period, *channels), only)
        )

    def preflight(self, period: Period) -> list[Diagnostic]:
        """What the editor of an issue should know before it goes out."""
        digest = self.context(Channel.NEWSLETTER).issues.digest(period)
        own = f"site_config/newsletters/{period.name}."
        known = [d for d in self.problems if d.location.path.startswith(own)]
        return in_order([*known, *preflight(self.gate, self.plans, digest, self.there)])

    def overtime(self, period: Period) -> list[Diagnostic]:
        """Whether the slides of an issue take longer than the town hall has."""
        seconds = speaking_time(self.telling(period, Channel.TOWNHALL))
        budget = self.settings.newsletter.limits.minutes * 60
        return [too_long(period, seconds, budget)] if seconds > budget else []

    @cached_property
    def there(self) -> Pages:
        """What has a page on the site, for links that lead to it. No edition of the site is needed."""
        told = self.gate.there(Channel.SITE, Channel.NEWSLETTER)
        plans = self.plans
        return {
            "stories": self.gate.there(Channel.SITE),
            "newsletter": {p.name for p in plans.periods if plans.of(p).tells_any(told)},
            "themes": self.gate.themes(Channel.SITE),
        }

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods whose newsletter has stories, newest first."""
        return self.context(Channel.NEWSLETTER).issues.periods

    @property
    def due(self) -> Period | None:
        """The issue that comes next: the newest that was not sent; if all were, the newest."""
        return self.context(Channel.NEWSLETTER).issues.due

    def shown(self) -> set[str]:
        """Whom the site shows, and where: a line for each, the same from build to build."""
        return self.gate.shown(Channel.SITE)

    @cached_property
    def gate(self) -> Gate:
        return Gate(self.checked.library, self.editions, self.checked.passed)

    def context(self, *channels: Channel) -> OutputContext:
        """What may be shown on all of some channels, laid out for printing."""
        key = frozenset(channels)
        if key not in self._desks:
            edition = self.gate.edition(*channels)
            self._desks[key] = OutputContext(
                self.root, edition, Renderer(self.root, edition), lambda: self.plans
            )
        return self._desks[key]

    def telling(self, period: Period, *channels: Channel) -> IssueView:
        """A period's issue, as all of some channels may tell it."""
        key = period, frozenset(channels)
        if key not in self._tellings:
            self._tellings[key] = issue_view(self.context(*channels), period, self.there)
        return self._tellings[key]

    @cached_property
    def plans(self) -> IssuePlans:
        """What each issue of the newsletter holds: one plan for the mail, the page and the deck."""
        return IssuePlans(self.context(Channel.NEWSLETTER).edition)


def build(
    root: Path,
    today: Today,
    progress: Progress | None = None,
    editions: Iterable[Iterable[Channel]] = (),
    *,
    remarks: bool = True,
) -> tuple[Build | None, list[Diagnostic]]:
    """Read and check everything below `root`; no build when the configuration cannot be used.

    Whoever knows which `editions` they want says so: then stories pass the gate where they are
    read, and the library holds only outlines of them. See check about `remarks`.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, in_order(problems)
    day = today(settings)
    passage = Passage(settings, day, editions)
    wanted = passage if passage.editions else None
    checked = check(root, settings, day, progress, passage=wanted, remarks=remarks)
    everything = in_order([*problems, *checked.problems])
    if unusable(everything):
        return None, everything
    return Build(root, settings, checked, tuple(everything), passage.editions), everything
