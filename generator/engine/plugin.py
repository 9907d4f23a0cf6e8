"""The MkDocs plugin.

It hands our pages and page templates to MkDocs as virtual files, takes the rendered templates
back, and runs our printer when MkDocs is done. It decides nothing about content.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File as EngineFile
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils import CountHandler

from generator.diagnostics.diagnostic import Diagnostic
from generator.engine import pages as engine_pages
from generator.engine.session import EngineSession
from generator.engine.static_files import linked_folders
from generator.model import Channel, Settings, Site
from generator.outputs import ALL_EDITIONS, offline
from generator.pipeline import Progress, Publication, group_and_select, load, no_progress
from generator.rendering import printer
from generator.rendering.templates import TemplateProblem, template_folders
from generator.system.atomic import move
from generator.system.clock import today
from generator.system.pool import background
from generator.system.staging import Stage
from generator.text.clean import one_line

log = logging.getLogger("mkdocs.plugins.reciprocity")

_INSERT = re.compile(r"<p>(insert[a-z0-9]+)</p>")
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "sitemap.xml")
"""Files of the site theme that ours replace: its search and its sitemap."""
_STYLES = ("assets/identity.css", "assets/reciprocity.css", "assets/finding.css")
_SCRIPTS = ("assets/finding.js", "assets/learning.js", "assets/sharing.js")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """The plugin's options in mkdocs.yml."""

    today = config_options.Optional(config_options.Type(str))
    """A fixed day of the build, such as 2026-11-20."""
    policy = config_options.Type(bool, default=True)
    """Whether each page gets a Content-Security-Policy (see outputs/csp.py)."""


class SiteBuild(NamedTuple):
    """The site that a command wants built, and where."""

    publication: Publication
    stage: Stage
    offline: bool = False
    """Whether the pages are for a folder that is opened without a server."""
    progress: Progress = no_progress


class ReciprocityPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Stories → a MkDocs site."""

    def __init__(self) -> None:
        self._job: SiteBuild | None = None
        self._serving = False
        self._session: EngineSession | None = None
        self._nav: Any = None
        self._count = CountHandler()
        self._count.setLevel(logging.WARNING)

    def prepare(self, job: SiteBuild) -> None:
        """Build the site that a command has already loaded, instead of loading it again."""
        self._job = job

    @property
    def session(self) -> EngineSession:
        assert self._session is not None
        return self._session

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._serving = command == "serve"
        if dirty:
            raise PluginError(
                "reciprocity: --dirty leaves online what was taken back; build without it"
            )

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = Path(config.config_file_path or ".").resolve().parent
        if not config.use_directory_urls:
            raise PluginError(
                "reciprocity: addresses end in a slash; take use_directory_urls out of mkdocs.yml"
            )
        if self._job is None and (linked := linked_folders(Path(config.docs_dir))):
            raise PluginError(
                f"reciprocity: {linked[0]} in site_config/static/ is a link to a folder; put the "
                "folder itself there"
            )
        job = self._job
        publication = job.publication if job else self._load(root, config)
        try:
            # MkDocs' server adds a script of its own to every page.
            with_policy = self.config.policy and not self._serving
            self._session = EngineSession.of(
                publication, offline=bool(job and job.offline), with_policy=with_policy
            )
        except TemplateProblem as problem:
            raise PluginError(_log_line(problem.diagnostic)) from problem
        self._set_up_theme(config, root, publication.context(Channel.SITE).edition.site)
        config.extra_css += [style for style in _STYLES if style not in config.extra_css]
        config.extra_javascript += [s for s in _SCRIPTS if s not in config.extra_javascript]
        if config.nav is None or config.nav is self._nav:
            config.nav = self._nav = engine_pages.navigation(self.session.pages)
        return config

    def _set_up_theme(self, config: MkDocsConfig, root: Path, site: Site) -> None:
        """Give the site theme the organisation's name, language, logo and templates."""
        # The theme prints these as they are in one place, and escaped in another.
        config.site_name = escape(site.name)
        config.site_url = site.url.rstrip("/") + "/"
        config.site_description = escape(site.description)
        language = site.language.partition("-")[0]
        translation = f"partials/languages/{language}.html"
        theme = config.theme
        if not any(os.path.isfile(os.path.join(folder, translation)) for folder in theme.dirs):
            raise PluginError(
                f'reciprocity: the site theme does not speak "{language}"; see language in site.yml'
            )
        theme["language"] = language
        if site.logo:
            theme["logo"] = theme["favicon"] = site.logo
        position = 1 if theme.custom_dir else 0
        folders = [str(folder / "theme") for folder in template_folders(root)]
        theme.dirs = [d for d in theme.dirs if d not in folders]
        theme.dirs[position:position] = folders
        theme.static_templates.discard("sitemap.xml")  # our printer writes it
        if self.session.offline:
            theme.static_templates.discard("404.html")  # only a server shows it

    def _load(self, root: Path, config: MkDocsConfig) -> Publication:
        library, problems = load(root, self._today, ALL_EDITIONS)
        for problem in problems:
            level = logging.WARNING if problem.is_error else logging.INFO
            log.log(level, _log_line(problem))
        if library is None:
            raise PluginError(
                "reciprocity: the configuration cannot be used; run `reciprocity check`"
            )
        if config.strict and any(problem.is_error for problem in problems):
            raise Abort("Aborted: stories have errors, and the build is strict.")
        return group_and_select(root, library)

    def _today(self, settings: Settings) -> dt.date:
        try:
            fixed = self.config.today
            return dt.date.fromisoformat(fixed) if fixed else today(settings)
        except (ValueError, OverflowError, OSError) as error:
            raise PluginError(
                "reciprocity: today (or SOURCE_DATE_EPOCH) is no day; write for example 2026-11-20"
            ) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        ours = {f"{page.address}index.html" for page in self.session.printed}
        ours |= {file.path for file in self.session.files}
        for file in list(files):
            if file.src_uri.startswith(_UNUSED):
                files.remove(file)
            elif _is_outside(file, config.docs_dir):
                files.remove(file)
                log.warning(
                    "reciprocity: site_config/static/%s is a link that leads out of the folder; it is left out",
                    one_line(file.src_uri),
                )
            if file.dest_uri in ours:
                raise PluginError(
                    f"reciprocity: {file.src_uri} in site_config/static/ has the address of a page of ours; move it"
                )
        for path, page in self.session.pages.items():
            files.append(EngineFile.generated(config, path, content=page.markdown))
        for path in self.session.templates:
            template = EngineFile.generated(config, path, content="blank")
            # on_post_page keeps it; it is never published.
            template.abs_dest_path = os.path.abspath(os.devnull)
            files.append(template)
        return engine_pages.FilesWithPrintedPages(files, self.session.printed, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        hubs = {page.file.src_uri: page for page in nav.pages}
        for path in self.session.templates:
            hub = hubs.get(f"{path.partition('/')[0]}/index.md")
            if file := files.get_file_from_path(path):
                page = EnginePage(None, file, config)
                page.parent = hub.parent or hub if hub else None  # type: ignore[assignment]  # the theme highlights the tab of a page's parent
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        ours = self.session.pages.get(page.file.src_uri)
        if ours is not None:
            page.meta = engine_pages.meta(ours)
            page.edit_url = ours.source
        elif page.file.src_uri in self.session.templates:
            key, _ = self.session.templates[page.file.src_uri]
            page.meta = {
                "title": printer.TITLE,
                "description": printer.DESCRIPTION,
                "template": "sheet.html",
                "hide": ["navigation", "toc"],
                "search": {"exclude": True},
                "shape": key[0],
                "noindex": key[0] == "tombstone",
            }
            page.canonical_url = printer.CANONICAL
        return markdown

    def on_page_content(
        self, html: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        path = page.file.src_uri
        if path in self.session.templates:
            page.toc = engine_pages.toc("blank", printer.SAMPLES[self.session.templates[path][1]])
            return printer.BODY
        ours = self.session.pages.get(path)
        if ours is not None:
            if ours.finish:
                html = ours.finish(html)
            # One pass only: inserted text may look like a placeholder.
            html = _INSERT.sub(lambda found: ours.inserts.get(found[1], found[0]), html)
            if '<h1 id="top">' in html:
                page.toc = engine_pages.toc(ours.title, ())
        return html

    @event_priority(-100)  # after all other plugins, which may add scripts
    def on_post_page(self, output: str, *, page: EnginePage, config: MkDocsConfig) -> str:
        path = page.file.src_uri
        content = page.content if path in self.session.pages else None
        return self.session.finish(output, path, content or "")

    @event_priority(-100)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        is_page = template_name.endswith(".html")
        return self.session.finish(output_content) if is_page else output_content

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if config.strict:
            logging.getLogger("mkdocs").addHandler(self._count)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        logging.getLogger("mkdocs").removeHandler(self._count)
        if config.strict and self._count.get_counts():
            return  # MkDocs is about to abort
        try:
            self._print(Path(config.site_dir), str(config.site_url))
        except (printer.PageTemplateProblem, TemplateProblem) as problem:
            raise PluginError(_log_line(problem.diagnostic)) from problem

    def _print(self, rendered: Path, base: str) -> None:
        """Print the pages and files that the engine did not render; move those that it did."""
        session, job = self.session, self._job
        stage = job.stage if job else Stage(rendered, rendered)
        with background(partial(session.all_files, base), len(session.printed)) as all_files:
            printer.print_pages(
                session.printed,
                session.page_templates(),
                base,
                stage.folder,
                finish=offline.with_file_links if session.offline else None,
                progress=job.progress if job else no_progress,
            )
            files = all_files()
        if stage.folder != rendered:
            _move(rendered, stage)
        printer.write_files(files, stage.folder)
        stage.files.update(f"{page.address}index.html" for page in session.printed)
        stage.files.update(file.path for file in files)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        root = Path(config.config_file_path or ".").resolve().parent
        for folder in ("stories", "site_config", "templates"):
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        return server


def _is_outside(file: EngineFile, folder: str) -> bool:
    """Whether a static file is a link that leads out of its folder."""
    if file.src_dir is None or not Path(file.src_dir).samefile(folder):
        return False  # it is the site theme's, or a plugin made it
    return not Path(file.abs_src_path or folder).resolve().is_relative_to(Path(folder).resolve())


def _move(rendered: Path, stage: Stage) -> None:
    """Move the engine's pages and the site theme's files into the stage."""
    for source in rendered.rglob("*"):
        if source.is_file():
            path = source.relative_to(rendered).as_posix()
            move(source, stage.folder, path)
            stage.files.add(path)


def _log_line(problem: Diagnostic) -> str:
    """A diagnostic on one line of the log."""
    hint = f" ({problem.hint})" if problem.hint else ""
    return one_line(
        f"{problem.location}: {problem.severity} {problem.code}: {problem.message}{hint}"
    )
