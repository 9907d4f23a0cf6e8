"""The engine adapter, and the only user of mkdocs.

It hands our pages and blanks to MkDocs as virtual files, takes the rendered blanks back, and
runs the press when MkDocs is done. It decides nothing about content.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import config_options, load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File as EngineFile
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from generator import press
from generator.artifacts import File, Page, Sheet
from generator.build import Build, build
from generator.clock import today
from generator.codes import code
from generator.diagnostics import Diagnostic, Location
from generator.model import Channel, Settings
from generator.prose import Heading
from generator.publish import Stage
from generator.render import TemplateProblem, explain, template_folders

log = logging.getLogger("mkdocs.plugins.reciprocity")


class EngineProblem(Exception):
    """The engine could not render the site."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves a hook untyped
    """The plugin's options in mkdocs.yml."""

    today = config_options.Optional(config_options.Type(str))
    """A fixed day of the build, such as 2026-11-20."""


@dataclass
class _Run:
    """One build: what is to be printed, and the blanks as the engine renders them."""

    build: Build
    pages: dict[str, Page]
    sheets: tuple[Sheet, ...]
    files: tuple[File, ...]
    blanks: dict[str, tuple[press.Key, int]] = field(default_factory=dict)
    """Source path of a blank → its key, and which of the samples it shows."""
    rendered: dict[press.Key, dict[int, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, build: Build) -> _Run:
        artifacts = build.site()
        run = cls(
            build,
            {a.path: a for a in artifacts if isinstance(a, Page)},
            tuple(a for a in artifacts if isinstance(a, Sheet)),
            tuple(a for a in artifacts if isinstance(a, File)),
        )
        for key in sorted({press.key_of(sheet) for sheet in run.sheets}):
            shape, top, depth = key
            for sample in range(len(press.SAMPLES)):
                path = "/".join([top, *["x"] * (depth - 2), f"zblank{shape}{sample}z.md"])
                run.blanks[path] = key, sample
        return run


class ReciprocityPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Stories → a MkDocs site."""

    def __init__(self) -> None:
        self.given: Build | None = None
        self.stage: Stage | None = None
        self._press: press.Press | None = None
        self._run: _Run | None = None
        self._nav: Any = None
        self._count = CountHandler()
        self._count.setLevel(logging.WARNING)

    @property
    def run(self) -> _Run:
        assert self._run is not None
        return self._run

    def on_startup(self, *, command: str, dirty: bool) -> None:
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
        made = self.given or self._build(root, config)
        try:
            self._run = _Run.of(made)
        except TemplateProblem as problem:
            raise PluginError(_line(problem.diagnostic)) from problem
        site = made.desk(Channel.SITE).edition.site
        base = site.url.rstrip("/") + "/"
        # The site theme prints these as they are in one place, and escaped in another.
        config.site_name = escape(site.name)
        config.site_url = base
        config.site_description = escape(site.description)
        language = site.language.partition("-")[0]
        words = f"partials/languages/{language}.html"
        if not any(os.path.isfile(os.path.join(folder, words)) for folder in config.theme.dirs):
            raise PluginError(
                f'reciprocity: the site theme does not speak "{language}"; see language in site.yml'
            )
        config.theme["language"] = language
        if site.logo:
            config.theme["logo"] = config.theme["favicon"] = site.logo
        at = 1 if config.theme.custom_dir else 0
        folders = [str(folder / "theme") for folder in template_folders(root)]
        config.theme.dirs = [d for d in config.theme.dirs if d not in folders]
        config.theme.dirs[at:at] = folders
        config.theme.static_templates.discard("sitemap.xml")  # the press writes it
        if "assets/sharing.js" not in config.extra_javascript:
            config.extra_javascript.append("assets/sharing.js")
        for style in ("assets/identity.css", "assets/reciprocity.css"):
            if style not in config.extra_css:
                config.extra_css.append(style)
        if "assets/learning.js" not in config.extra_javascript:
            config.extra_javascript.append("assets/learning.js")
        if config.nav is None or config.nav is self._nav:
            config.nav = self._nav = _navigation(self.run)
        # Last: from here on another process may be at work on the insides of pages.
        target = self.stage.folder if self.stage else Path(config.site_dir)
        self._press = press.Press(self.run.sheets, base, target)
        return config

    def _build(self, root: Path, config: MkDocsConfig) -> Build:
        made, problems = build(root, self._today)
        for problem in problems:
            level = logging.WARNING if problem.is_error else logging.INFO
            log.log(level, _line(problem))
        if made is None:
            raise PluginError(
                "reciprocity: the configuration cannot be used; run `reciprocity check`"
            )
        if config.strict and any(problem.is_error for problem in problems):
            raise Abort("Aborted: stories have errors, and the build is strict.")
        return made

    def _today(self, settings: Settings) -> dt.date:
        try:
            return today(settings, self.config.today)
        except (ValueError, OverflowError, OSError) as error:
            raise PluginError(
                "reciprocity: today (or SOURCE_DATE_EPOCH) is no day; write for example 2026-11-20"
            ) from error

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        ours = {f"{sheet.address}index.html" for sheet in self.run.sheets}
        ours |= {file.path for file in self.run.files}
        for file in files:
            if file.dest_uri in ours:
                raise PluginError(
                    f"reciprocity: {file.src_uri} in site_config/static/ has the address of a page of ours; move it"
                )
        for path, page in self.run.pages.items():
            files.append(EngineFile.generated(config, path, content=page.markdown))
        for path in self.run.blanks:
            blank = EngineFile.generated(config, path, content="blank")
            blank.abs_dest_path = os.path.abspath(
                os.devnull
            )  # kept by on_post_page, never published
            files.append(blank)
        return _WithSheets(files, self.run.sheets, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        hubs = {page.file.src_uri: page for page in nav.pages}
        for path in self.run.blanks:
            file, hub = (
                files.get_file_from_path(path),
                hubs.get(f"{path.partition('/')[0]}/index.md"),
            )
            if file is not None:
                page = EnginePage(None, file, config)
                page.parent = hub.parent or hub if hub else None  # type: ignore[assignment]  # a page as parent lights up its tab
        return nav

    def on_page_markdown(
        self, markdown: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        ours = self.run.pages.get(page.file.src_uri)
        if ours is not None:
            page.meta = _meta(ours)
            page.edit_url = ours.source
        elif page.file.src_uri in self.run.blanks:
            key, _ = self.run.blanks[page.file.src_uri]
            page.meta = {
                "title": press.TITLE,
                "description": press.DESCRIPTION,
                "template": "sheet.html",
                "hide": ["navigation", "toc"],
                "search": {"exclude": True},
                "shape": key[0],
                "noindex": key[0] == "tombstone",
            }
            page.canonical_url = press.CANONICAL
        return markdown

    def on_page_content(
        self, html: str, *, page: EnginePage, config: MkDocsConfig, files: Files
    ) -> str:
        path = page.file.src_uri
        if path in self.run.blanks:
            page.toc = toc("blank", press.SAMPLES[self.run.blanks[path][1]])
            return press.BODY
        ours = self.run.pages.get(path)
        if ours is not None:
            if ours.finish:
                html = ours.finish(html)
            for key, insert in ours.inserts.items():
                html = html.replace(f"<p>{key}</p>", insert)
            if '<h1 id="top">' in html:
                page.toc = toc(ours.title, ())
        return html

    def on_post_page(self, output: str, *, page: EnginePage, config: MkDocsConfig) -> str:
        if page.file.src_uri in self.run.blanks:
            key, sample = self.run.blanks[page.file.src_uri]
            self.run.rendered.setdefault(key, {})[sample] = output
        return output

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        if config.strict:
            logging.getLogger("mkdocs").addHandler(self._count)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        logging.getLogger("mkdocs").removeHandler(self._count)
        if config.strict and self._count.get_counts():
            return  # MkDocs is about to give up; print nothing
        try:
            self._print(Path(config.site_dir), str(config.site_url))
        except (press.BlankProblem, TemplateProblem) as problem:
            raise PluginError(_line(problem.diagnostic)) from problem

    def _print(self, engines: Path, base: str) -> None:
        """Print everything that the engine did not render, and take over what it did."""
        run, stage = self.run, self.stage or Stage(engines, engines)
        assert self._press is not None
        self._press.print(
            {
                key: press.Blank.cut(key, [rendered[n] for n in range(len(press.SAMPLES))])
                for key, rendered in run.rendered.items()
            }
        )
        files = [*run.files]
        index = engines / press.SEARCH_INDEX
        if index.is_file():
            files.append(press.search_index(run.sheets, index.read_text("utf-8")))
        listed = [_address(path) for path in run.pages]
        listed += [sheet.address for sheet in run.sheets if sheet.in_sitemap]
        files += press.sitemap(sorted(listed), base)
        if stage.folder != engines:
            _copy(engines, stage)
        press.write_files(files, stage.folder)
        stage.files.update(f"{sheet.address}index.html" for sheet in run.sheets)
        stage.files.update(file.path for file in files)

    def on_build_error(self, *, error: Exception) -> None:
        if self._press is not None:
            self._press.stop()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        root = Path(config.config_file_path or ".").resolve().parent
        for folder in ("stories", "site_config", "templates"):
            if (root / folder).is_dir():
                server.watch(str(root / folder))
        return server


class _WithSheets(Files):
    """The engine's files, which also answer for pages that the press prints.

    A guide may link to `../stories/rollback.md`: MkDocs resolves and checks the link as usual.
    """

    def __init__(
        self, files: Iterable[EngineFile], sheets: Sequence[Sheet], config: MkDocsConfig
    ) -> None:
        super().__init__(files)
        self._printed = {f"{sheet.address.rstrip('/')}.md" for sheet in sheets}
        self._config = config

    def get_file_from_path(self, path: str) -> EngineFile | None:
        found = super().get_file_from_path(path)
        if found is None and path in self._printed:
            return EngineFile(path, None, self._config.site_dir, self._config.use_directory_urls)
        return found


def toc(title: str, headings: Sequence[Heading]) -> TableOfContents:
    """A table of contents: the page's own heading, and below it what the press prints."""
    top = AnchorLink(escape(title), "top", 1)
    for heading, below in press.tree_of(headings):
        link = AnchorLink(escape(heading.title), heading.id, heading.level)
        link.children = [AnchorLink(escape(h.title), h.id, h.level) for h in below]
        top.children.append(link)
    return TableOfContents([top])


def _copy(engines: Path, stage: Stage) -> None:
    """What the engine rendered, and the site theme's files, into the stage."""
    for source in engines.rglob("*"):
        if source.is_file():
            path = source.relative_to(engines).as_posix()
            target = stage.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            stage.files.add(path)


def render(made: Build, stage: Stage, *, strict: bool) -> list[str]:
    """Render a whole site into a stage; returns what the engine warned about.

    Raises EngineProblem when there is no site that could be used.
    """
    path = made.root / "mkdocs.yml"
    here = Location("mkdocs.yml")
    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        static = made.root / "site_config" / "static"
        stage.nothing.mkdir(exist_ok=True)
        docs = (
            {} if static.is_dir() else {"docs_dir": str(stage.nothing)}
        )  # git keeps no empty folder
        config = load_config(str(path), site_dir=str(stage.scratch), strict=strict, **docs)
        plugin = config.plugins.get("reciprocity")
        if not isinstance(plugin, ReciprocityPlugin):
            raise EngineProblem(
                code("T103")(
                    here, "the plugin is not switched on", 'add "- reciprocity" below "plugins:"'
                )
            )
        plugin.given, plugin.stage = made, stage
        mkdocs_build(config)
    except ConfigurationError as error:
        message = str(error) or "; ".join(warnings.messages) or "the file cannot be used"
        raise EngineProblem(
            code("T103")(here, _one_line(message), "compare it with the one we ship")
        ) from error
    except MkDocsException as error:
        if problem := _ours(error):
            raise EngineProblem(problem) from error
        said = [m for m in (*warnings.messages, str(error)) if m]
        raise EngineProblem(
            code("T103")(
                here, _one_line("; ".join(dict.fromkeys(said))), "the last site stays as it was"
            )
        ) from error
    except EngineProblem:
        raise
    except Exception as error:
        if problem := explain(made.root, error):
            raise EngineProblem(problem) from error
        raise
    finally:
        logger.removeHandler(warnings)
    return warnings.messages


def _ours(error: BaseException | None) -> Diagnostic | None:
    """The diagnostic of ours that an error of the engine wraps, if it does."""
    while error is not None:
        if isinstance(error, press.BlankProblem | TemplateProblem):
            return error.diagnostic
        error = error.__cause__ or error.__context__
    return None


def serve(root: Path, address: str) -> None:
    """Serve the site of a folder on an address such as `127.0.0.1:8000`, until interrupted."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s    -  %(message)s")
    mkdocs_serve(config_file=str(root / "mkdocs.yml"), dev_addr=address, livereload=True)


class _Warnings(logging.Handler):
    """Keeps what the engine warned about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _meta(page: Page) -> dict[str, Any]:
    """The engine prints these without escaping."""
    return {
        "title": escape(page.title),
        **({"description": escape(page.description)} if page.description else {}),
        **({"template": page.template} if page.template else {}),
        **({"hide": list(page.hide)} if page.hide else {}),
    }


def _navigation(run: _Run) -> list[Any]:
    """Hubs and guides. Stories are never in it: a list of every page on every page is quadratic."""
    pages = run.pages
    guides = [
        {escape(page.title): path}
        for path, page in pages.items()
        if path.startswith("onboarding/") and path != "onboarding/index.md"
    ]
    guides += [
        {escape(pages[path].title): path}
        for path in ("norms/index.md", "scenarios/index.md", "words/index.md", "glossary/index.md")
        if path in pages
    ]
    nav: list[Any] = [
        {"Home": "index.md"},
        {"Stories": "stories/index.md"},
        {"Themes": "themes/index.md"},
    ]
    if "onboarding/index.md" in pages:
        nav.append({"Onboarding": ["onboarding/index.md", *guides]})
    else:
        nav += guides
    together = [
        {escape(page.title): path}
        for path, page in pages.items()
        if path == "ask.md" or (path.startswith("practices/") and path != "practices/index.md")
    ]
    if "practices/index.md" in pages:
        nav.append({"Practices": ["practices/index.md", *together]})
    else:
        nav += together
    nav.append({escape(pages["newsletter/index.md"].title): "newsletter/index.md"})
    return nav


def _address(path: str) -> str:
    """`onboarding/day-1.md` → `onboarding/day-1/`, as directory URLs go."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"


def _line(problem: Diagnostic) -> str:
    """A diagnostic as one line of a log."""
    hint = f" ({problem.hint})" if problem.hint else ""
    return _one_line(
        f"{problem.location}: {problem.severity} {problem.code}: {problem.message}{hint}"
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
