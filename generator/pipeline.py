"""The whole program: read → scan → check → redact → group → select → print.

The first four stages look at one story at a time, and run for a share of the stories in each
process (`load`). The others work on editions: the library as some channels may see it. Printing makes
pages and files as values; the engine and the commands write them. Nothing here writes to a
terminal, exits, or looks at the clock; nor to the disk, except for a temporary file with the bodies
of very many stories.
"""

from __future__ import annotations

import datetime as dt
import errno
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple

from generator.consent.display import Directory
from generator.consent.gate import edition_of, visible_stories, visible_themes
from generator.consent.permissions import Permissions
from generator.consent.redact import redact_story
from generator.consent.scan import scan_story
from generator.diagnostics.diagnostic import Diagnostic, in_order
from generator.edition import Edition, Redacted
from generator.model import Channel, Settings, Story
from generator.model.ids import id_like
from generator.record import Channels, Common, Library, Record, Scan
from generator.rules.context import Extent, RuleContext
from generator.rules.runner import check_library, check_stories
from generator.source.discover import StoryFiles, discover
from generator.source.settings import read_settings
from generator.source.stories import read_stories
from generator.system.pool import parallel_map
from generator.system.text_store import open_store
from generator.text.glossary import Glossary
from generator.text.names import names_of

# What prints is imported by the functions that use it: `check` starts in half the time without.
if TYPE_CHECKING:
    from generator.model.periods import Period
    from generator.newsletter.history import IssuePlans
    from generator.outputs import IssueOutput
    from generator.outputs.context import OutputContext
    from generator.outputs.newsletter.view import IssueView, Pages
    from generator.pulse.projection import PublicRecord
    from generator.rendering.artifacts import Artifact, Drawing, File

Today = Callable[[Settings], dt.date]
"""The day of the build, which may depend on the organisation's settings."""
Progress = Callable[[int, int], None]
"""Called with how many items are done, and of how many."""
_BATCH = 32
"""How many stories take each step together: few enough to stay in the processor's cache."""
_MANY = 20_000
"""The number of stories from which their bodies are stored in a file. At that size they are a quarter of the memory."""


def no_progress(done: int, total: int) -> None:
    """For callers that show no progress."""


class CheckedFile(NamedTuple):
    """What the per-story stages make of one file."""

    path: str
    record: Record | None
    """None where no story could be read."""
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, eq=False)
class Publication:
    """A library, and each of its editions laid out for printing.

    Editions and plans are made when they are first asked for, and kept. See `group_and_select`.
    """

    root: Path
    library: Library
    _editions: dict[Channels, Edition] = field(default_factory=dict)
    _contexts: dict[Channels, OutputContext] = field(default_factory=dict)
    _records: dict[Channels, PublicRecord] = field(default_factory=dict)

    def context(self, *channels: Channel) -> OutputContext:
        """What may be shown on all of some channels, laid out for printing."""
        from generator.outputs.context import lay_out  # noqa: PLC0415  # see above

        key = frozenset(channels)
        if key not in self._contexts:
            self._contexts[key] = lay_out(self.root, self._edition(key), lambda: self.plans)
        return self._contexts[key]

    def _edition(self, channels: Channels) -> Edition:
        if channels not in self._editions:
            self._editions[channels] = edition_of(self.library, channels)
        return self._editions[channels]

    @cached_property
    def plans(self) -> IssuePlans:
        """What each issue holds, planned once, so that mail, page and slides are the same issue."""
        from generator.newsletter.history import IssuePlans  # noqa: PLC0415  # see above
        from generator.outputs import ISSUE_EDITIONS  # noqa: PLC0415  # see above

        printed_from = [self._edition(frozenset(each)) for each in dict.fromkeys(ISSUE_EDITIONS)]
        return IssuePlans(self._edition(frozenset({Channel.NEWSLETTER})), printed_from)

    def pulse_record(self, *channels: Channel) -> PublicRecord:
        """What an issue for some channels may know of the pulse: what the site shows as well."""
        from generator.pulse.projection import project  # noqa: PLC0415  # see above

        key = frozenset({*channels, Channel.SITE})
        if key not in self._records:
            self._records[key] = project(self._edition(key))
        return self._records[key]

    @property
    def pages(self) -> Pages:
        """The pages that the site has, for links that lead to it."""
        return self._pages[0]

    @property
    def pages_after(self) -> Mapping[str, Pages]:
        """The pages that the site has once an issue that has none yet has gone out, by its name."""
        return self._pages[1]

    @cached_property
    def _pages(self) -> tuple[Pages, Mapping[str, Pages]]:
        return _pages(self.library, self.plans)

    def pages_with(self, period: Period) -> Pages:
        """The pages that the site has once the issue of a period has gone out."""
        return self.pages_after.get(period.name, self.pages)

    @property
    def newsletter(self) -> OutputContext:
        return self.context(Channel.NEWSLETTER)


def load(
    root: Path,
    today: Today,
    editions: Iterable[Collection[Channel]] = (),
    progress: Progress = no_progress,
    *,
    extent: Extent = Extent.ALL,
) -> tuple[Library | None, list[Diagnostic]]:
    """Read, scan and check everything below `root`, and redact it for some editions.

    Returns:
        The stories that can be used, or None if the configuration cannot; and every error, with as
        many of the other problems as are asked for: fewer are found sooner.
    """
    settings, problems = read_settings(root)
    if settings is None:
        return None, in_order(problems)
    files = discover(root)
    pictures = frozenset(files.pictures)
    rules = RuleContext(settings, today(settings), root, pictures, extent)
    wanted = tuple(dict.fromkeys(map(frozenset, editions)))
    if are_many := len(files.stories) >= _MANY:
        open_store()
    common = Common(are_bodies_stored=are_many)
    checked = read_files(rules, wanted, files.stories, progress, common)
    return assemble(rules, wanted, files, checked, problems)


def read_files(
    rules: RuleContext,
    editions: Sequence[Channels],
    paths: Sequence[str],
    progress: Progress = no_progress,
    common: Common | None = None,
) -> Iterator[CheckedFile]:
    """Take files through the stages that look at one story at a time, in several processes.

    `common` makes the records; by default, they share values only with one another.
    """
    common = common or Common()
    stages = StoryStages(rules, editions, progress, len(paths), common)
    yield from chain.from_iterable(parallel_map(stages, list(enumerate(paths))))


def assemble(
    rules: RuleContext,
    editions: tuple[Channels, ...],
    files: StoryFiles,
    checked: Iterable[CheckedFile],
    before: Iterable[Diagnostic],
) -> tuple[Library | None, list[Diagnostic]]:
    """The library of all files that were read, checked as a whole; and every problem.

    Args:
        rules: What the files were checked by.
        editions: The editions that they are redacted for.
        files: What was found in stories/.
        checked: The result of each of its stories.
        before: The problems of the configuration.
    """
    checked = list(checked)
    problems = [*before, *files.problems, *(d for file in checked for d in file.problems)]
    # A file in the wrong place or of an unusable name is no story, though it may have the id of one.
    misplaced = {d.location.path for d in files.problems}
    records = (file.record for file in checked if file.record and file.path not in misplaced)
    misnamed = {id_like(PurePath(path).stem): path for path in sorted(misplaced)}
    library = Library(rules.settings, rules.today, tuple(records), editions, misnamed)
    library, found = check_library(library, files.pictures, problems, rules.extent)
    problems = [p for p in (*problems, *found) if p.is_error or rules.extent is not Extent.ERRORS]
    return None if any(map(is_fatal, problems)) else library, in_order(problems)


def is_fatal(problem: Diagnostic) -> bool:
    """Whether nothing can be made: the configuration has an error, or stories/ cannot be read.

    Without stories that were there yesterday, a build would take them off the site.
    """
    top, _, below = problem.location.path.partition("/")
    return problem.is_error and (top == "site_config" or not below)


@dataclass(eq=False)
class StoryStages:
    """The stages that look at one story at a time: read, scan, check, redact.

    What they need for every story is worked out once in each process.
    """

    rules: RuleContext
    editions: Sequence[Channels]
    """The editions that stories are redacted for."""
    progress: Progress
    total: int
    """The number of all files."""
    common: Common
    """What the records of a process share."""

    @cached_property
    def _permissions(self) -> list[Permissions]:
        settings, today = self.rules.settings, self.rules.today
        return [Permissions.of(settings, channels, today) for channels in self.editions]

    @cached_property
    def _directory(self) -> Directory:
        return Directory(self.rules.settings, self.rules.today)

    @cached_property
    def _glossary(self) -> Glossary | None:
        terms = self.rules.settings.glossary
        return Glossary(terms) if terms else None

    def __call__(self, paths: Sequence[tuple[int, str]]) -> list[CheckedFile]:
        """Take some files through the stages: numbered paths."""
        checked: list[CheckedFile] = []
        for start in range(0, len(paths), _BATCH):
            batch = paths[start : start + _BATCH]
            self.progress(batch[0][0], self.total)
            checked += self._batch([path for _, path in batch])
        return checked

    def _batch(self, paths: Sequence[str]) -> Iterator[CheckedFile]:
        rules = self.rules
        files = read_stories(rules.root, paths, rules.lookup)
        read = [(file, file.story) for file in files if file.story]
        scans = [scan_story(story, rules.names, self._glossary) for _, story in read]
        found = check_stories([story for _, story in read], scans, rules)
        records: dict[str, Record] = {}
        for (file, story), scan, problems in zip(read, scans, found, strict=True):
            file.problems.extend(problems)
            redacted: tuple[Redacted, ...] = ()
            if not file.is_broken:
                redacted = redact_story(story, scan, self._permissions, self._directory)
            place = file.locate("continues") if story.continues else None
            records[file.path] = self.common.record(story.meta, scan, place, redacted)
        return (CheckedFile(f.path, records.get(f.path), tuple(f.problems)) for f in files)


def reread(root: Path, library: Library, record: Record) -> tuple[Story, Scan]:
    """The story of a record, read and scanned again: records leave its texts behind."""
    (file,) = read_stories(root, [record.meta.path])
    if file.story is None or file.is_broken:
        raise FileNotFoundError(errno.ENOENT, "the story changed meanwhile", record.meta.path)
    return file.story, scan_story(file.story, names_of(library.settings))


def group_and_select(root: Path, library: Library) -> Publication:
    """Group and select: lay out every edition that the library is redacted for, and plan the issues.

    Those that print issues must be among them: what an issue holds is planned from them.
    """
    from generator.outputs import PRINTED_EDITIONS  # noqa: PLC0415  # see above

    publication = Publication(root, library)
    for channels in library.editions:
        if channels in PRINTED_EDITIONS:
            publication.context(*channels)
    _ = publication.plans
    return publication


def _pages(library: Library, plans: IssuePlans) -> tuple[Pages, Mapping[str, Pages]]:
    """The names of the pages that the site has, by folder; and with the page of each draft, by its name.

    No edition of the site is needed.
    """
    told = visible_stories(library, Channel.SITE, Channel.NEWSLETTER)
    issues = [period for period in plans.periods if plans.of(period).has_any_of(told)]
    public = {period.name for period in issues if plans.is_public(period)}
    pages = {
        "stories": visible_stories(library, Channel.SITE),
        "newsletter": public,
        "themes": visible_themes(library, Channel.SITE),
    }
    drafts = {period.name for period in issues} - public
    return pages, {name: {**pages, "newsletter": public | {name}} for name in drafts}


def print_site(publication: Publication) -> tuple[Artifact, ...]:
    """Everything of the site: pages for the engine, pages for our printer, and files."""
    from generator.outputs import SITE  # noqa: PLC0415  # see above

    return tuple(
        artifact for channels, make in SITE for artifact in make(publication.context(*channels))
    )


def print_everything(publication: Publication) -> Iterator[tuple[Channels, str, Artifact]]:
    """Every artifact of the site and of all issues, with its edition's channels and its place."""
    from generator.outputs import ISSUE, SITE  # noqa: PLC0415  # see above
    from generator.outputs.newsletter import FORMATS  # noqa: PLC0415  # see above
    from generator.rendering.artifacts import File  # noqa: PLC0415  # see above

    pages: list[Artifact] = []
    for channels, make in SITE:
        made = list(make(publication.context(*channels)))
        pages += made
        for each in made:
            place = each.path if isinstance(each, File) else each.address
            yield frozenset(channels), place, each
    pictures = (drawing.file() for drawing in share_pictures(publication))
    for file in chain(search_files(publication, pages), pictures):
        yield frozenset({Channel.SITE}), file.path, file
    for period in publication.newsletter.issues.periods:
        for channels, output in ISSUE:
            for file in print_issue(publication, period, ((channels, output),), FORMATS):
                yield frozenset(channels), f"build/newsletter/{period.name}/{file.path}", file


def search_files(publication: Publication, artifacts: Sequence[Artifact]) -> Iterator[File]:
    """The files of the search, for the pages among some artifacts."""
    from generator.outputs import search_index  # noqa: PLC0415  # see above

    entries, count = search_index.entries(artifacts), search_index.count(artifacts)
    language = publication.context(Channel.SITE).edition.site.language
    yield from search_index.index(entries, count, language)


def share_pictures(publication: Publication) -> Iterator[Drawing]:
    """The pictures that stand for stories where they are linked to."""
    from generator.outputs.site.share_pictures import story_pictures  # noqa: PLC0415  # see above

    yield from story_pictures(publication.context(Channel.SITE))


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
    from generator.outputs.pulse.issue_part import has_pulse, issue_pulse  # noqa: PLC0415  # see above

    context, pulse = publication.context(*channels), None
    if has_pulse(period, publication.library.settings.site.pulse):
        pulse = issue_pulse(publication.pulse_record(*channels), period, context.words)
    return issue_view(context, period, publication.pages_with(period), pulse)
