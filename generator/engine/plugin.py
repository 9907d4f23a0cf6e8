"""The MkDocs plugin.

It hands our pages and page templates to MkDocs as virtual files, takes the rendered templates
back, and runs our printer when MkDocs is done. It decides nothing about content.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import mkdocs
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File as EngineFile
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils import CountHandler

from generator.diagnostics.diagnostic import Diagnostic
from generator.engine import defaults, navigation
from generator.engine import pages as engine_pages
from generator.engine.guard import Headers, guarded, watch_without_following_links
from generator.engine.session import TOP, EngineSession
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.languages.messages import Messages
from generator.model import Channel, Settings, Site
from generator.outputs import ALL_EDITIONS, csp, offline
from generator.pipeline import Progress, Publication, group_and_select, load, no_progress
from generator.rendering import printer
from generator.rendering.artifacts import Artifact
from generator.rendering.compiler import set_up
from generator.rendering.templates import TemplateProblem, install_messages, template_folders
from generator.source.code_folders import code_folder_problems
from generator.source.words import words_of
from generator.system.atomic import move
from generator.system.clock import today
from generator.system.inside import read_bytes, real
from generator.system.pool import background
from generator.system.staging import Stage
from generator.text.clean import one_line

log = logging.getLogger(f"{mkdocs.__name__}.plugins.reciprocity")

_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "sitemap.xml")
"""Files of the site theme that ours replace: its search and its sitemap."""
_NAVIGATORS = ("awesome-nav", "awesome-pages")
"""Plugins that make a navigation of all pages, whatever else there is."""


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


@dataclass(frozen=True)
class KeptBuild:
    """A site whose pages the engine renders once, and that is printed from memory. See engine/live.py."""

    publication: Publication
    artifacts: tuple[Artifact, ...]
    """What `print_site` makes of it."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What the engine wrote besides our pages: its own and the site theme's files, by their paths."""

    @property
    def offline(self) -> bool:
        return False


class ReciprocityPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Stories → a MkDocs site."""

    def __init__(self) -> None:
        self._job: SiteBuild | KeptBuild | None = None
        self._serving = False
        self._session: EngineSession | None = None
        self._nav: Any = None
        self._sources: tempfile.TemporaryDirectory[str] | None = None
        self._count = CountHandler()

    def prepare(self, job: SiteBuild | KeptBuild) -> None:
        """Build the site that a command has already loaded, instead of loading it again."""
        self._job = job

    @property
    def session(self) -> EngineSession:
        assert self._session is not None
        return self._session

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._serving = command == "serve"
        self._job = None  # MkDocs keeps the plugin for as long as the process lives
        if dirty:
            raise self._refusal(
                _("--dirty would leave withdrawn stories online; build without --dirty")
            )

    @event_priority(100)  # before other plugins, which want to know the site's address
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = _root(config)
        defaults.complete(config)
        if (static := Path(config.docs_dir)).is_relative_to(root):
            for problem in code_folder_problems(root, static.relative_to(root).as_posix()):
                raise PluginError(_log_line(problem, words_of(root)))
        job = self._job
        publication = job.publication if job else self._load(root, config)
        try:
            self._session = EngineSession.of(
                publication,
                job.artifacts if isinstance(job, KeptBuild) else None,
                offline=bool(job and job.offline),
                with_policy=self.config.policy,
                # MkDocs' server adds a script of its own to every page, and its headers allow it.
                policy_in_pages=bool(job) or not self._serving,
            )
        except TemplateProblem as problem:
            line = _log_line(problem.diagnostic, words_of(root))
            raise PluginError(line) from problem
        self._set_up_theme(config, root, publication.context(Channel.SITE).edition.site)
        config.extra_css += [style for style in navigation.STYLES if style not in config.extra_css]
        scripts = navigation.scripts(self.session.files)
        config.extra_javascript += [s for s in scripts if s not in config.extra_javascript]
        if config.nav is self._nav:  # that of the last build, while serving
            config.nav = None
        if config.nav is None and not _has_navigator(config):
            config.nav = self._nav = navigation.navigation(self.session.pages, self._words)
        return config

    def _refusal(self, message: Message) -> PluginError:
        """The error that ends a build, in the language of the organisation."""
        return _refusal(self.config.config_file_path, message)

    @property
    def _words(self) -> Messages:
        return self.session.publication.context(Channel.SITE).words

    def _set_up_theme(self, config: MkDocsConfig, root: Path, site: Site) -> None:
        """Give the site theme the organisation's name, language, logo and templates."""
        # The theme prints these as they are in one place, and escaped in another.
        config.site_name = escape(site.name)
        config.site_url = site.url.rstrip("/") + "/"
        config.site_description = escape(site.description)
        theme = config.theme
        engine_pages.skip_hidden_folders(theme)

        def is_known(code: str) -> bool:
            path = f"partials/languages/{code}.html"
            return any(os.path.isfile(os.path.join(folder, path)) for folder in theme.dirs)

        look = navigation.look(site, self._words, is_known, theme.get("palette"))
        for key, value in look.theme.items():
            theme[key] = value
        config.extra.update(look.extra)
        position = 1 if theme.custom_dir else 0
        folders = [str(folder / "theme") for folder in template_folders(root)]
        theme.dirs = [d for d in theme.dirs if d not in folders]
        theme.dirs[position:position] = folders
        theme.static_templates.discard("sitemap.xml")  # our printer writes it
        if self.session.offline:
            theme.static_templates.discard("404.html")  # only a server shows it

    def _load(self, root: Path, config: MkDocsConfig) -> Publication:
        library, problems = load(root, self._today, ALL_EDITIONS)
        words = words_of(root)
        for problem in problems:
            level = logging.WARNING if problem.is_error else logging.INFO
            log.log(level, _log_line(problem, words))
        if library is None:
            raise self._refusal(
                _("the configuration cannot be used; `reciprocity check` says what is wrong")
            )
        if config.strict and any(problem.is_error for problem in problems):
            raise Abort(
                words.gettext("Stopped, because some stories have errors and the build is strict.")
            )
        return group_and_select(root, library)

    def _today(self, settings: Settings) -> dt.date:
        try:
            fixed = self.config.today
            return dt.date.fromisoformat(fixed) if fixed else today(settings)
        except (ValueError, OverflowError, OSError) as error:
            raise self._refusal(
                _("today (or SOURCE_DATE_EPOCH) is not a date; write, for example, 2026-11-20")
            ) from error

    @event_priority(100)
    def _add_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add our pages before other plugins look for pages."""
        for file in list(files):
            if file.src_uri.startswith(_UNUSED):
                files.remove(file)
        for path, page in self.session.pages.items():
            file = self._generated(config, path, page.markdown)
            files.append(_written_nowhere(file) if isinstance(self._job, KeptBuild) else file)
        return files

    @event_priority(-200)  # other plugins make new lists of files, some at -100
    def _add_printed_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Let links lead to printed pages."""
        if files.get_file_from_path("index.md") is None:
            raise self._refusal(
                _(
                    "another plugin has removed the pages of reciprocity (static-i18n removes every "
                    "page that is not in a folder); remove it from mkdocs.yml, and write `lang` in "
                    "stories that are in another language"
                )
            )
        ours = {f"{page.address}index.html" for page in self.session.printed}
        ours |= {file.path for file in self.session.files} | self.session.drawings.keys()
        for file in files:
            if file.dest_uri in ours:
                raise self._refusal(
                    _(
                        "%(file)s in site_config/static/ has the same address as a generated page; "
                        "move or rename it",
                        file=file.src_uri,
                    )
                )
        engine_pages.let_links_lead_to(self.session.prints, files, config)
        return files

    on_files = CombinedEvent(_add_pages, _add_printed_pages)

    def _generated(self, config: MkDocsConfig, path: str, markdown: str) -> EngineFile:
        """A page that is in no folder of the organisation. Other plugins want to read a file all the same."""
        if isinstance(self._job, KeptBuild) and len(config.plugins) == 1:
            return EngineFile.generated(config, path, content=markdown)
        if self._sources is None:
            self._sources = tempfile.TemporaryDirectory(prefix="reciprocity-")
        source = Path(self._sources.name, path)
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(markdown, "utf-8")
        return EngineFile.generated(config, path, abs_src_path=str(source))

    def _end(self) -> None:
        """Leave nothing of a build: MkDocs keeps the plugin for the next one in the same process."""
        logging.getLogger(mkdocs.__name__).removeHandler(self._count)
        if self._sources is not None:
            self._sources.cleanup()
            self._sources = None

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the page templates last, so that no navigation and no list of pages has them."""
        hubs = {page.file.src_uri: page for page in nav.pages}
        for path in self.session.templates:
            file = _written_nowhere(self._generated(config, path, "blank"))
            files.append(file)
            page = EnginePage(None, file, config)
            hub = hubs.get(f"{path.partition('/')[0]}/index.md")
            page.parent = hub.parent or hub if hub else None  # type: ignore[assignment]  # the theme highlights the tab of a page's parent
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        ours = self.session.pages.get(page.file.src_uri)
        if ours is not None:
            page.meta = navigation.meta(ours)
            page.edit_url = ours.source
        elif page.file.src_uri in self.session.templates:
            key, _ = self.session.templates[page.file.src_uri]
            page.meta = navigation.printed_meta(
                page.url, printer.TITLE, printer.DESCRIPTION, key[0], printer.PICTURE
            )
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
            html = self.session.content(ours, html)
            if TOP in html:
                page.toc = engine_pages.toc(ours.title, ())
            if page.present_anchor_ids is not None:  # the engine has seen the Markdown only
                page.present_anchor_ids |= engine_pages.ids_in(html)
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        install_messages(env, self._words)
        theirs = {config.theme.custom_dir, str(_root(config) / "site_config/templates/theme")}
        set_up(env, [folder for folder in config.theme.dirs if folder not in theirs])
        return env

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

    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if not config.use_directory_urls:
            raise self._refusal(
                _(
                    "addresses must end in a slash; remove use_directory_urls, or the plugin that "
                    "changes it, from mkdocs.yml (`reciprocity build --offline` makes a folder that "
                    "opens without a server)"
                )
            )
        if config.strict:
            self._count = CountHandler()
            self._count.setLevel(logging.WARNING)
            logging.getLogger(mkdocs.__name__).addHandler(self._count)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        self._end()
        if config.strict and self._count.get_counts():
            return  # MkDocs is about to abort
        try:
            self._print(Path(config.site_dir), str(config.site_url))
        except (printer.PageTemplateProblem, TemplateProblem) as problem:
            raise PluginError(_log_line(problem.diagnostic, self._words)) from problem

    def on_build_error(self, *, error: Exception) -> None:
        self._end()

    def _print(self, rendered: Path, base: str) -> None:
        """Print the pages and files that the engine did not render; move those that it did."""
        session, job = self.session, self._job
        if isinstance(job, KeptBuild):
            job.files.update(_contents(rendered))
            return
        stage = job.stage if job else Stage(rendered, rendered)
        if stage.folder != rendered:
            _move(rendered, stage)

        def write_rest() -> list[str]:
            return printer.write_files(session.all_files(base), stage.folder)

        with background(write_rest, len(session.printed)) as rest:
            as_html = partial(
                printer.html_file,
                templates=session.page_templates(),
                base=base,
                finish=offline.with_file_links if session.offline else str,
            )
            progress = job.progress if job else no_progress
            printer.print_pages(session.printed, as_html, stage.folder, progress, session.drawings)
            stage.files.update(rest())
        stage.files.update(session.drawings)
        stage.files.update(f"{page.address}index.html" for page in session.printed)
        session.forget_printed()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        root = _root(config)
        ours = [root / folder for folder in ("stories", "site_config", "templates")]
        watch_without_following_links(
            server,
            [config.docs_dir, str(config.config_file_path)],
            [str(folder) for folder in ours if folder.is_dir() and not folder.is_symlink()],
        )
        server.set_app(
            guarded(
                server.serve_request, config.dev_addr.host, self._headers, partial(words_of, root)
            )
        )
        return server

    def _headers(self, more_scripts: Sequence[str]) -> Headers:
        """The headers of a page whose scripts are those of the site, and some more."""
        session = self.session
        inline = session.inline | csp.Inline(frozenset(more_scripts))
        rule = inline if session.with_policy else None
        return (*csp.header_lines(rule), ("Cross-Origin-Resource-Policy", "same-origin"))


def _has_navigator(config: MkDocsConfig) -> bool:
    """Whether another plugin makes the navigation."""
    literate = config.plugins.get("literate-nav")
    return not config.plugins.keys().isdisjoint(_NAVIGATORS) or (
        literate is not None
        and os.path.isfile(os.path.join(config.docs_dir, literate.config["nav_file"]))
    )


def _root(config: MkDocsConfig) -> Path:
    """The folder that holds mkdocs.yml, which is not looked for behind a link."""
    path = config.config_file_path or "mkdocs.yml"
    if os.path.islink(path):
        raise _refusal(path, _("mkdocs.yml is a link; put the file itself there"))
    return _folder_of(path)


def _folder_of(path: str) -> Path:
    return real(os.path.dirname(path) or ".")


def _refusal(configuration: str | None, message: Message) -> PluginError:
    """The error that ends a build, in the language of the organisation whose mkdocs.yml this is."""
    words = words_of(_folder_of(configuration or "mkdocs.yml"))
    return PluginError(f"reciprocity: {words.say(message)}")


def _written_nowhere(file: EngineFile) -> EngineFile:
    """A page that on_post_page keeps, and that the engine does not write."""
    file.abs_dest_path = os.path.abspath(os.devnull)
    return file


def _contents(folder: Path) -> dict[str, bytes]:
    """The files below a folder, by their paths in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): read_bytes(path) for path in files}


def _move(rendered: Path, stage: Stage) -> None:
    """Move the engine's pages and the site theme's files into the stage."""
    for source in rendered.rglob("*"):
        if source.is_file():
            path = source.relative_to(rendered).as_posix()
            move(source, stage.folder, path)
            stage.files.add(path)


def _log_line(problem: Diagnostic, words: Messages) -> str:
    """A diagnostic on one line of the log."""
    severity, message = words.say(problem.severity.label), words.say(problem.message)
    hint = f" ({words.say(problem.hint)})" if problem.hint else ""
    return one_line(f"{problem.location}: {severity} {problem.code}: {message}{hint}")
