"""The site in memory, as `serve` shows it: the bytes of a complete build, made when they are asked for.

Stories whose files changed are read again (kept.py), the library is put together, and a page is
printed when it is asked for, into what the engine rendered before (shells.py); those that are open
come first. After any other change the site is made anew beside the last one, which stays until then,
and longer if the new one cannot be made.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, partial
from itertools import takewhile
from pathlib import Path, PurePath
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig

from generator.diagnostics.diagnostic import Diagnostic
from generator.engine import driver
from generator.engine.errors import EngineProblem
from generator.engine.kept import KeptRecords, Loaded
from generator.engine.plugin import KeptBuild
from generator.engine.session import EngineSession
from generator.engine.shells import Shells, ShellsDoNotFit, can_be_kept
from generator.outputs import ALL_EDITIONS, SITE
from generator.pipeline import Publication, Today
from generator.rendering import printer
from generator.rendering.artifacts import Artifact, File, Page, PrintedPage
from generator.rendering.printer import PageTemplateProblem
from generator.rendering.templates import TemplateProblem, template_folders
from generator.source.discover import FOLDER as STORIES
from generator.source.settings import FOLDER as SITE_CONFIG
from generator.system.changes import Changes
from generator.system.inside import entries_below

_INDEX = "index.html"


class Artifacts:
    """What the outputs make of a publication. Each artifact is made when it is first asked for.

    Args:
        publication: What there is to print.
        owners: The number of the output that made an address, which may be of an earlier publication:
            it is asked first.

    """

    def __init__(self, publication: Publication, owners: dict[str, int]) -> None:
        self.publication = publication
        self._owners = owners
        self._outputs = [_Output(_artifacts(publication, number)) for number in range(len(SITE))]
        self._lock = threading.RLock()

    def find(self, place: str) -> Artifact | None:
        """What has an address, or is a file of this path."""
        with self._lock:
            for number in sorted(range(len(SITE)), key=lambda n: n != self._owners.get(place)):
                if (found := self._outputs[number].find(place)) is not None:
                    self._owners[place] = number
                    return found
        return None

    def __iter__(self) -> Iterator[Artifact]:
        for output in self._outputs:
            with self._lock:  # not for longer: somebody may be waiting for a page
                made = output.all()
            yield from made


class _Output:
    """The artifacts of one output, which are taken from it one after the other."""

    def __init__(self, artifacts: Iterator[Artifact]) -> None:
        self._rest = artifacts
        self._made: dict[str, Artifact] = {}

    def find(self, place: str) -> Artifact | None:
        while place not in self._made:
            if (artifact := next(self._rest, None)) is None:
                return None
            place_of = (
                artifact.path.removesuffix(_INDEX)
                if isinstance(artifact, File)
                else artifact.address
            )
            self._made[place_of] = artifact
        return self._made[place]

    def all(self) -> list[Artifact]:
        self.find("\0")  # nothing has this address
        return list(self._made.values())


def _artifacts(publication: Publication, number: int) -> Iterator[Artifact]:
    """What one output makes. Its edition is laid out when the first artifact is asked for."""
    channels, make = SITE[number]
    yield from make(publication.context(*channels))


class Site:
    """The site of one moment: the artifacts, printed into what the engine made of them, or of earlier ones."""

    def __init__(self, artifacts: Artifacts, shells: Shells) -> None:
        self.artifacts = artifacts
        self.shells = shells
        self._contents: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def content(self, path: str) -> bytes | None:
        """What a complete build writes to a path, such as `stories/rollback/index.html`.

        Raises:
            ShellsDoNotFit: The engine has to render the site again first.
            TemplateProblem: A template cannot be used.

        """
        with self._lock:
            if path not in self._contents and (content := self._make(path)) is not None:
                self._contents[path] = content
            return self._contents.get(path)

    def _make(self, path: str) -> bytes | None:
        is_page = path.endswith(_INDEX)
        artifact = self.artifacts.find(path.removesuffix(_INDEX) if is_page else path)
        if isinstance(artifact, File):
            return artifact.content
        if artifact is not None:
            return self._print(artifact).encode("utf-8", "xmlcharrefreplace")
        found = self.shells.files.get(path)
        if found is not None or is_page:
            return found
        drawing = self._session.drawings.get(path)
        return drawing.draw(b"") if drawing else self._made_of_all_pages.get(path)

    def _print(self, page: Page | PrintedPage) -> str:
        if isinstance(page, Page):
            return self.shells.print(page)
        template = self.shells.templates.get(printer.key_of(page))
        if template is None:
            raise ShellsDoNotFit(page.address)
        return template.print(page, page.body(), self.shells.base)

    @cached_property
    def _session(self) -> EngineSession:
        publication, with_policy = self.artifacts.publication, self.shells.with_policy
        session = EngineSession.of(publication, self.artifacts, with_policy=with_policy)
        session.inline |= self.shells.inline
        return session

    @cached_property
    def _made_of_all_pages(self) -> Mapping[str, bytes]:
        """The search, the sitemap and the headers."""
        return {file.path: file.content for file in self._session.all_files(self.shells.base)}


class Shown(NamedTuple):
    """What is shown at the moment."""

    number: int
    site: Site | None
    """None until a site could be made."""
    problems: tuple[Diagnostic, ...] = ()
    """Of the stories and the configuration as they are now, and why the site is not theirs."""
    broken: Mapping[str, bytes] = {}
    """The last pages of stories that have errors now, by their paths."""
    is_current: bool = False
    """Whether the site is that of the present files, without stories that have errors."""


class LiveSite:
    """The site of a folder, which follows the changes of its files.

    Args:
        root: The folder that holds stories/ and site_config/.
        today: The day.

    """

    def __init__(self, root: Path, today: Today) -> None:
        self.folders: tuple[Path, ...] = ()
        """Folders elsewhere that mkdocs.yml names."""
        self._root = root
        self._records = KeptRecords(root, today, ALL_EDITIONS)
        self._sources, self._elsewhere = Changes(), Changes()
        self._problems: list[Diagnostic] | None = None
        self._shells: Shells | None = None
        """None where the engine has to render the site anew."""
        self._can_be_kept = False
        self._owners: dict[str, int] = {}
        self._shown = Shown(time.time_ns(), None)
        self._is_settled = False
        self._change = threading.Condition()

    @property
    def shown(self) -> Shown:
        return self._shown

    def wait(self, number: int, seconds: float) -> Shown:
        """Wait until something else is shown than what has this number."""
        with self._change:
            self._change.wait_for(lambda: self._shown.number != number, seconds)
        return self._shown

    def content(self, path: str) -> tuple[bytes | None, Shown]:
        """What is shown at a path of the site, if anything.

        Raises:
            TemplateProblem: A template cannot be used.

        """
        shown = self._shown
        while shown.site is not None:
            if path in shown.broken:
                return shown.broken[path], shown
            try:
                return shown.site.content(path), shown
            except ShellsDoNotFit:  # the engine is at work, or will be in a moment
                number = shown.number
            with self._change:
                self._change.wait_for(partial(self._is_settled_or_after, number))
                shown = self._shown
            if shown.number == number:
                break
        return None, shown

    def _is_settled_or_after(self, number: int) -> bool:
        return self._is_settled or self._shown.number != number

    def refresh(
        self,
        open_pages: Callable[[], Iterable[str]] = tuple,
        is_outdated: Callable[[], bool] = lambda: False,
    ) -> None:
        """Look at what changed, and show it. One thread alone calls this.

        Args:
            open_pages: The paths of the pages that somebody looks at now.
            is_outdated: Whether something changed again, so that this will be called once more.

        """
        with self._change:
            self._is_settled = False
        try:
            self._refresh(open_pages, is_outdated)
        except BaseException:
            self._shells = self._problems = None
            raise
        finally:
            with self._change:
                self._is_settled = not is_outdated()
                self._change.notify_all()

    def _refresh(
        self, open_pages: Callable[[], Iterable[str]], is_outdated: Callable[[], bool]
    ) -> None:
        sources_changed = self._sources_changed()
        loaded = self._records.load()
        if loaded.is_anew or sources_changed:
            self._shells = None
        elif not loaded.changed and loaded.problems == self._problems:
            return  # another program looked at a file
        self._problems = loaded.problems
        if loaded.library is None:
            self._shells = None
            self._keep_last_site(loaded.problems)
            return
        artifacts = Artifacts(Publication(self._root, loaded.library), self._owners)
        if self._shells is None or not self._can_be_kept:
            self._make_anew(artifacts, loaded)
            return
        site = Site(artifacts, self._shells)
        broken = _last_pages(self._shown, loaded)
        try:
            for path in open_pages():
                if path not in broken:
                    with suppress(TemplateProblem):  # it is said where the page is asked for
                        site.content(path)
            self._show(site, loaded.problems, broken)
            made = list(takewhile(lambda _: not is_outdated(), artifacts))
            if not is_outdated():
                self._shells.check(artifacts.publication, made)
        except ShellsDoNotFit:
            self._make_anew(artifacts, loaded)

    def _make_anew(self, artifacts: Artifacts, loaded: Loaded) -> None:
        """Let the engine render the site, and show it."""
        try:
            site = Site(artifacts, self._run_engine(artifacts))
            _try_templates(artifacts)
        except (EngineProblem, TemplateProblem, PageTemplateProblem) as problem:
            self._shells = None
            self._keep_last_site([*loaded.problems, problem.diagnostic])
            return
        self._shells = site.shells
        self._show(site, loaded.problems, _last_pages(self._shown, loaded))

    def _run_engine(self, artifacts: Artifacts) -> Shells:
        job = KeptBuild(artifacts.publication, tuple(artifacts))
        with tempfile.TemporaryDirectory() as scratch:
            run = driver.run(job, Path(scratch), command="serve")
        self._can_be_kept = can_be_kept(run, self._root)
        self._watch_elsewhere(run.config)
        return Shells.of(run, job.files)

    def _watch_elsewhere(self, config: MkDocsConfig) -> None:
        """Look also at the folders elsewhere that mkdocs.yml names."""
        named = filter(None, (config.docs_dir, config.theme.custom_dir, *config.watch))
        ours = self._root / SITE_CONFIG
        paths = (Path(path) for path in named if not Path(path).is_relative_to(ours))
        folders = tuple(path for path in paths if path.is_dir())
        if folders != self.folders:
            self.folders = folders
            self._elsewhere = Changes()
            self._elsewhere.look("", _files_in(folders))

    def _sources_changed(self) -> bool:
        """Whether a file changed that the engine reads, since this was last asked."""
        templates = _files_in(template_folders(self._root))
        here = self._sources.look("", [str(self._root / "mkdocs.yml"), *templates])
        return bool(here | self._elsewhere.look("", _files_in(self.folders)))

    def _keep_last_site(self, problems: Iterable[Diagnostic]) -> None:
        last = self._shown
        self._show(last.site, problems, last.broken, is_current=False)

    def _show(
        self,
        site: Site | None,
        problems: Iterable[Diagnostic],
        broken: Mapping[str, bytes],
        *,
        is_current: bool = True,
    ) -> None:
        with self._change:
            number = self._shown.number + 1
            self._shown = Shown(number, site, tuple(problems), broken, is_current)
            self._change.notify_all()


def _files_in(folders: Iterable[Path]) -> Iterator[str]:
    """Some folders, and all files below them."""
    for folder in folders:
        yield str(folder)
        yield from (str(folder.parent / p) for p, _ in entries_below(folder.parent, folder.name))


def _last_pages(last: Shown, loaded: Loaded) -> dict[str, bytes]:
    """The last pages of stories that have errors now.

    A page shows what other stories said then. So it is kept only while nothing has changed but
    stories with errors.
    """
    errors = {problem.location.path for problem in loaded.problems if problem.is_error}
    if (
        last.site is None
        or loaded.library is None
        or loaded.is_anew
        or not loaded.changed <= errors
    ):
        return {}
    pages: dict[str, bytes] = {}
    for path in errors:
        page = page_of(path)
        if page is None or PurePath(path).stem in loaded.library.by_id:
            continue
        with suppress(ShellsDoNotFit, TemplateProblem):
            if content := last.broken.get(page) or last.site.content(page):
                pages[page] = content
    return pages


def page_of(path: str) -> str | None:
    """The path on the site of the page of a story's file."""
    if not path.startswith(f"{STORIES}/"):
        return None
    return f"{STORIES}/{PurePath(path).stem}/{_INDEX}"


def _try_templates(artifacts: Iterable[Artifact]) -> None:
    """Print one page with each template, so that a fault in one is found before the page is asked for."""
    tried = set()
    for artifact in artifacts:
        if isinstance(artifact, PrintedPage) and printer.key_of(artifact) not in tried:
            tried.add(printer.key_of(artifact))
            artifact.body()
