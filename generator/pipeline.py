"""The whole program: read → scan → check → redact → group → select → print.

The first four stages look at one story at a time, and run for a share of the stories in each
process (`load`). The others work on editions: the library as some channels may see it. Printing makes
pages and files as values; the engine and the commands write them. Nothing here writes to a
terminal or to the disk, exits, or looks at the clock.
"""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from generator.consent.display import Directory
from generator.consent.gate import edition_of, visible_stories, visible_themes
from generator.consent.permissions import Permissions
from generator.consent.redact import redact_story
from generator.consent.scan import scan_story
from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.model import Channel, Settings, Story
from generator.model.ids import id_like
from generator.record import Channels, Library, Record, Scan
from generator.rules.context import RuleContext
from generator.rules.runner import check_library, check_stories
from generator.source.discover import discover
from generator.source.settings import read_settings
from generator.source.stories import read_stories
from generator.system.pool import parallel_map
from generator.text.glossary import Glossary
from generator.text.names import names_of

# What prints is imported by the functions that use it: `check` starts in half the time without.
if TYPE_CHECKING:
    from generator.model.periods import Period
    from generator.newsletter.history import IssuePlans
    from generator.outputs import IssueOutput
    from generator.outputs.context import OutputContext
    from generator.outputs.newsletter.view import IssueView, Pages
    from generator.rendering.artifacts import Artifact, File

Today = Callable[[Settings], dt.date]
"""The day of the build, which may depend on the organisation's settings."""
Progress = Callable[[int, int], None]
"""Called with how many items are done, and of how many."""
_BATCH = 32
"""How many stories take each step together: few enough to stay in the processor's cache."""


def no_progress(done: int, total: int) -> None:
    """For callers that show no progress."""


class ShareResult(NamedTuple):
    """What the per-story stages make of some of the stories."""

    records: list[Record]
    problems: list[Diagnostic]


@dataclass(frozen=True)
class Publication:
    """A library, and each of its editions laid out for printing."""

    root: Path
    library: Library
    contexts: Mapping[Channels, OutputContext]
    plans: IssuePlans
    pages: Pages
    """The pages that the site has, for links that lead to it."""

    def context(self, *channels: Channel) -> OutputContext:
        """What may be shown on all of some channels, laid out for printing."""
        return self.contexts[frozenset(channels)]

    @property
    def newsletter(self) -> OutputContext:
        return self.context(Channel.NEWSLETTER)


def load(
    root: Path,
    today: Today,
    editions: Iterable[Collection[Channel]] = (),
    progress: Progress = no_progress,
) -> tuple[Library | None, list[Diagnostic]]:
    """Read, scan and check everything below `root`, and redact it for some editions.

    Returns:
        The stories that can be used, or None if the configuration cannot; and every problem.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, in_order(problems)
    day = today(settings)
    files = discover(root)
    rules = RuleContext(settings, day, root, frozenset(files.pictures))
    wanted = tuple(dict.fromkeys(map(frozenset, editions)))
    stages = partial(read_scan_check_redact, root, rules, wanted, progress, len(files.stories))
    shares = parallel_map(stages, list(enumerate(files.stories)))
    problems += files.problems
    problems += [problem for share in shares for problem in share.problems]
    # A file in the wrong place or of an unusable name is no story, though it may have the id of one.
    misplaced = {d.location.path for d in files.problems}
    records = (r for share in shares for r in share.records if r.meta.path not in misplaced)
    misnamed = {id_like(PurePath(path).stem): path for path in sorted(misplaced)}
    library = Library(settings, day, tuple(records), wanted, misnamed)
    library, found = check_library(library, files.pictures, problems)
    problems += found
    unusable = any(d.is_error and d.location.path.startswith("site_config/") for d in problems)
    return None if unusable else library, in_order(problems)


def read_scan_check_redact(
    root: Path,
    rules: RuleContext,
    editions: Sequence[Channels],
    progress: Progress,
    total: int,
    paths: Sequence[tuple[int, str]],
) -> ShareResult:
    """The stages that look at one story at a time, for some of the `total` numbered paths."""
    settings, names = rules.settings, rules.names
    glossary = Glossary(settings.glossary) if settings.glossary else None
    permissions = [Permissions.of(settings, channels, rules.today) for channels in editions]
    directory = Directory(settings, rules.today)
    share = ShareResult([], [])
    for start in range(0, len(paths), _BATCH):
        batch = paths[start : start + _BATCH]
        progress(batch[0][0], total)
        files = read_stories(root, [path for _, path in batch], rules.lookup)
        read = [(file, file.story) for file in files if file.story]
        scans = [scan_story(story, names, glossary) for _, story in read]
        found = check_stories([story for _, story in read], scans, rules)
        for (file, story), scan, problems in zip(read, scans, found, strict=True):
            file.problems.extend(problems)
            redacted = () if file.is_broken else redact_story(story, scan, permissions, directory)
            place = file.locate("continues") if story.continues else None
            share.records.append(Record(story.meta, scan.without_texts(), place, redacted))
        share.problems.extend(problem for file in files for problem in file.problems)
    return share


def reread(root: Path, library: Library, record: Record) -> tuple[Story, Scan]:
    """The story of a record, read and scanned again: records leave its texts behind."""
    (file,) = read_stories(root, [record.meta.path])
    if file.story is None or file.is_broken:
        raise FileNotFoundError(errno.ENOENT, "the story changed meanwhile", record.meta.path)
    return file.story, scan_story(file.story, names_of(library.settings))


def group_and_select(root: Path, library: Library) -> Publication:
    """Group and select: lay out every edition that the library is redacted for.

    The newsletter's edition must be among them: what an issue holds is planned from it once, so
    that mail, page and slides are the same issue.
    """
    from generator.newsletter.history import IssuePlans  # noqa: PLC0415  # see above
    from generator.outputs.context import lay_out  # noqa: PLC0415  # see above

    editions = {channels: edition_of(library, channels) for channels in library.editions}
    plans = IssuePlans(editions[frozenset({Channel.NEWSLETTER})])
    contexts = {channels: lay_out(root, edition, plans) for channels, edition in editions.items()}
    return Publication(root, library, contexts, plans, _pages(library, plans))


def _pages(library: Library, plans: IssuePlans) -> Pages:
    """The names of the pages that the site has, by folder. No edition of the site is needed."""
    told = visible_stories(library, Channel.SITE, Channel.NEWSLETTER)
    return {
        "stories": visible_stories(library, Channel.SITE),
        "newsletter": {p.name for p in plans.periods if plans.of(p).has_any_of(told)},
        "themes": visible_themes(library, Channel.SITE),
    }


def print_site(publication: Publication) -> tuple[Artifact, ...]:
    """Everything of the site: pages for the engine, pages for our printer, and files."""
    from generator.outputs import SITE  # noqa: PLC0415  # see above

    return tuple(
        artifact for channels, make in SITE for artifact in make(publication.context(*channels))
    )


def search_files(publication: Publication, artifacts: Iterable[Artifact]) -> list[File]:
    """The files of the search, for the pages among some artifacts."""
    from generator.outputs import search_index  # noqa: PLC0415  # see above
    from generator.outputs.site import search_page  # noqa: PLC0415  # see above

    entries = search_index.entries(artifacts)
    stories = sum(bool(entry.facets) for _, entry in entries)
    context = publication.context(Channel.SITE)
    language = context.edition.site.language
    return search_index.index(entries, stories, search_page.facets(context), language)


def print_issue(
    publication: Publication,
    period: Period,
    outputs: Iterable[tuple[tuple[Channel, ...], IssueOutput]],
    formats: Collection[str],
) -> tuple[File, ...]:
    """The files that some outputs make of one issue of the newsletter, in some formats."""
    return tuple(
        file
        for channels, make in outputs
        for file in make(
            publication.context(*channels), view_issue(publication, period, *channels), formats
        )
    )


def view_issue(publication: Publication, period: Period, *channels: Channel) -> IssueView:
    """One issue as all of some channels may tell it."""
    from generator.outputs.newsletter.view import issue_view  # noqa: PLC0415  # see above

    return issue_view(publication.context(*channels), period, publication.pages)
