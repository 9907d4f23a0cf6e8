"""The whole site as an ordinary docs tree, which an engine builds without our plugin.

Its pages are those of the site, finished: HTML inside Markdown files, which engines pass on as it is.
What is left to the engine is what stands around them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

import markdown  # type: ignore[import-untyped]  # it comes without types
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]  # as above
from markupsafe import escape

from generator.engine import navigation
from generator.engine.errors import EngineProblem, configuration_file, unusable
from generator.engine.mkdocs_yml import MarkdownExtensions, MkdocsYml, front_matter
from generator.engine.session import EngineSession
from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.languages.messages import Messages
from generator.model import Channel
from generator.outputs.context import base_address
from generator.pipeline import Progress, Publication
from generator.rendering.artifacts import File, Page, PrintedPage
from generator.rendering.printer import print_pages, write_files
from generator.rendering.templates import template_folders
from generator.source.code_folders import code_folder_problems
from generator.system.inside import entries_below, read_bytes, real
from generator.system.staging import Stage
from generator.text.clean import one_line

Engine = Literal["zensical", "mkdocs"]

_DOCS, _OVERRIDES = "docs", "overrides"
_SITEMAP = "sitemap.xml"
_READ_BY_MARKDOWN = str.maketrans({"`": "&#96;", "~": "&#126;", "{": "&#123;"})
"""What extensions and plugins look for before they know that they are inside HTML."""
_BETWEEN_TAGS = re.compile(r"(?<=>)[^<]+")
_KEEPS_LINES = re.compile(r"<(pre|textarea)\b.*?</\1>", re.DOTALL)
_MARKDOWN_LINK = re.compile(r"(?<=\]\()[^()\s#?:]+\.md")
_WORDS = re.compile(r'{{ _\("([^"\\]*)"\) }}')
_BLANK_LINES = re.compile(r"\n\s*\n")


def write_tree(
    publication: Publication, stage: Stage, engine: Engine, progress: Progress
) -> list[Message]:
    """Write the site into a stage: `mkdocs.yml`, the pages in `docs/`, templates in `overrides/`.

    Args:
        publication: What to print.
        stage: Where to.
        engine: Which engine is to build it.
        progress: Called with how many pages are printed, and of how many.

    Returns:
        What somebody should know: settings left out, links that lead nowhere.

    Raises:
        EngineProblem: mkdocs.yml cannot be used.
        TemplateProblem: A template cannot be used.

    """
    root = publication.root
    settings = _settings(root)
    extensions = settings.markdown_extensions()
    session = EngineSession.of(publication, with_policy=False)
    words = publication.context(Channel.SITE).words
    nav = settings.get("nav") or navigation.navigation(session.pages, words)
    moved = _moved(session)
    theme = settings.get("theme")
    own = theme.get("custom_dir") if isinstance(theme, dict) else None
    static = dict(_files_below(root, str(settings.get("docs_dir") or _DOCS)))
    _refuse_taken(static, session)
    warnings = [
        _(
            "%(setting)s in mkdocs.yml was left out, because its files are not in the tree",
            setting=key,
        )
        for key in _configure(settings, session, engine)
    ]
    settings.put("nav", _with_moved_pages(nav, moved))

    files = [_static_file(path, raw, moved) for path, raw in static.items()]
    files += _theme_files(root, own, words)
    targets, parents = _targets(session, static), _parents(nav)
    for page in session.pages.values():
        html = page.finished(_rendered(page, extensions, targets, warnings.append))
        title, hub = parents.get(page.path, ("", ""))
        parent = {"parent": {"title": title, "url": targets[hub]}} if hub in targets else {}
        file = _markdown_file(page.address, {**navigation.meta(page), **parent}, html)
        files.append(_in(_DOCS, file))
    base = base_address(publication.context(Channel.SITE).edition)
    for file in session.all_files(base):
        files.append(_sitemap_template(file) if file.path == _SITEMAP else _in(_DOCS, file))
    files.append(File("mkdocs.yml", settings.text().encode()))

    docs = stage.folder / _DOCS
    print_pages(session.printed, _printed_file, docs, progress, session.drawings)
    write_files(files, stage.folder)
    stage.files.update(file.path for file in files)
    stage.files.update(f"{_DOCS}/{path}" for path in session.drawings)
    stage.files.update(f"{_DOCS}/{source_of(page.address)}" for page in session.printed)
    return warnings


def source_of(address: str) -> str:
    """The source path of a page of ours: `stories/rollback/index.md`, in the folder of its address.

    So a relative link means the same in the source and on the page. Zensical turns links from
    one to the other, within HTML too.
    """
    return f"{address}index.md"


def raw_block(html: str) -> str:
    """HTML as one block that Markdown passes on as it is.

    Python-Markdown ends a block at its closing tag, and CommonMark at a blank line; so neither is
    inside. Lines that have to stay lines, and what extensions look for, become references.
    """
    kept = _KEEPS_LINES.sub(lambda match: _with_references(match[0]), html)
    text = _BLANK_LINES.sub("\n", kept.translate(_READ_BY_MARKDOWN)).strip()
    return f'<div class="r-staged">\n{text}\n</div>\n'


def _with_references(element: str) -> str:
    """An element whose lines and tabs are character references, except those inside of tags."""
    return _BETWEEN_TAGS.sub(
        lambda text: text[0].replace("\n", "&#10;").replace("\t", "&#9;"), element
    )


def _settings(root: Path) -> MkdocsYml:
    path = configuration_file(root)
    try:
        return MkdocsYml(read_bytes(path).decode())
    except UnicodeDecodeError as error:
        raise unusable(
            _("not UTF-8 text"), _("save the file again with the encoding UTF-8")
        ) from error


def _configure(settings: MkdocsYml, session: EngineSession, engine: Engine) -> list[str]:
    """Tell the engine what our plugin would; return the settings that were left out."""
    context = session.publication.context(Channel.SITE)
    site, words = context.edition.site, context.words
    plugins = settings.without_plugin()
    gone = [key for key in settings.without_paths() if key not in ("docs_dir", "site_dir")]
    settings.put("site_name", escape(site.name))
    settings.put("site_url", site.url.rstrip("/") + "/")
    settings.put("site_description", escape(site.description))
    theme = settings.get("theme")
    palette = theme.get("palette") if isinstance(theme, dict) else None
    look = navigation.look(site, words, partial(_is_known, engine), palette)
    variant = {"variant": "classic"} if engine == "zensical" else {}
    settings.put_in("theme", {**look.theme, **variant, "custom_dir": _OVERRIDES})
    settings.put_in("extra", look.extra)
    settings.add("extra_css", navigation.STYLES)
    settings.add("extra_javascript", navigation.scripts(session.files))
    if not settings.get("not_in_nav"):
        settings.put("not_in_nav", "*")
    if engine == "zensical" and "search" not in plugins:
        settings.without_search()
    return gone


def _is_known(engine: Engine, code: str) -> bool:
    """Whether an engine's theme speaks a language; without the theme here, that is assumed."""
    package = find_spec("zensical" if engine == "zensical" else "material")
    if package is None or package.origin is None:
        return True
    languages = Path(package.origin).parent / "templates/partials/languages"
    return (languages / f"{code}.html").is_file()


def _files_below(root: Path, folder: str) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder of code, hidden ones aside, by its path in the folder.

    Raises:
        EngineProblem: Something in the folder is no file.

    """
    folder = posixpath.normpath(folder)
    for problem in code_folder_problems(root, folder):
        raise EngineProblem(problem)
    for path, entry in entries_below(root, folder):
        inner = path.removeprefix(f"{folder}/")
        if not inner.startswith(".") and "/." not in inner:
            yield inner, read_bytes(real(entry.path))


def _theme_files(root: Path, own: str | None, words: Messages) -> Iterator[File]:
    """The templates of the site theme, and the files that it brings: ours, and over them theirs."""
    for folder in reversed(template_folders(root)):
        for path, raw in _files_below(folder, "theme"):
            yield _theme_file(path, raw, words)
    if own:
        for path, raw in _files_below(root, own):
            yield _theme_file(path, raw, words)


def _theme_file(path: str, raw: bytes, words: Messages) -> File:
    """A file of the theme. Our own words are set in templates, since engines know nothing of them."""
    if path.endswith(".html"):
        raw = _WORDS.sub(lambda text: words.text("", text[1]) % {}, raw.decode()).encode()
    return _in(_OVERRIDES if path.endswith(".html") else _DOCS, File(path, raw))


def _in(folder: str, file: File) -> File:
    return File(f"{folder}/{file.path}", file.content)


def _sitemap_template(file: File) -> File:
    """The sitemap as the template that the engine makes its own from."""
    raw = b"{% raw %}" + file.content + b"{% endraw %}"
    return File(f"{_OVERRIDES}/{_SITEMAP}", raw)


def _refuse_taken(static: Iterable[str], session: EngineSession) -> None:
    """Raises EngineProblem if a file of the organisation has the address of a page of ours."""
    ours = {page.address for page in session.printed} | {file.path for file in session.files}
    ours |= session.drawings.keys()
    for path in static:
        if _address_of(path) in ours:
            message = _("%(path)s has the same address as a generated page", path=path)
            raise unusable(message, _("move it to another place in the folder of static files"))


def _address_of(path: str) -> str:
    """The address of a source file: of a page if it is Markdown, else its path."""
    return Page(path, "", "").address if path.endswith(".md") else path


def _targets(session: EngineSession, static: Iterable[str]) -> dict[str, str]:
    """The address of everything that a guide may link to, by source path."""
    return {
        **{path: _address_of(path) for path in static},
        **{page.path: page.address for page in session.pages.values()},
        **{_usual_source(page): page.address for page in session.printed},
    }


def _moved(session: EngineSession) -> dict[str, str]:
    """The usual source path of each page → its path in the tree."""
    return {
        **{page.path: source_of(page.address) for page in session.pages.values()},
        **{_usual_source(page): source_of(page.address) for page in session.printed},
    }


def _usual_source(page: PrintedPage) -> str:
    """What a guide calls a page that has no source: `stories/rollback.md`."""
    return f"{page.address.rstrip('/')}.md"


def _static_file(path: str, raw: bytes, moved: Mapping[str, str]) -> File:
    """A file of the organisation. The links of its own pages lead to ours in their new places."""
    if path.endswith(".md"):
        folder = posixpath.dirname(path)

        def lead(link: re.Match[str]) -> str:
            target = moved.get(posixpath.normpath(posixpath.join(folder, link[0])))
            return posixpath.relpath(target, folder or ".") if target else link[0]

        text = raw.decode("utf-8", "surrogateescape")
        raw = _MARKDOWN_LINK.sub(lead, text).encode("utf-8", "surrogateescape")
    return File(f"{_DOCS}/{path}", raw)


def _with_moved_pages(nav: Any, moved: Mapping[str, str]) -> Any:
    """A navigation that leads to our pages in their new places."""
    if isinstance(nav, str):
        return moved.get(nav, nav)
    if isinstance(nav, Mapping):
        return {title: _with_moved_pages(below, moved) for title, below in nav.items()}
    return [_with_moved_pages(item, moved) for item in nav] if isinstance(nav, list) else nav


def _parents(nav: Sequence[Any]) -> dict[str, tuple[str, str]]:
    """Source path → title and first page of the section of the navigation that a page is in."""
    found: dict[str, tuple[str, str]] = {}
    for item in nav:
        if not isinstance(item, dict):
            continue
        for title, below in item.items():
            if not isinstance(below, list):
                continue
            paths = [next(iter(p.values())) if isinstance(p, dict) else p for p in below]
            if paths and isinstance(paths[0], str):
                found |= {p: (str(title), paths[0]) for p in paths if isinstance(p, str)}
            found |= _parents(below)
    return found


def _rendered(
    page: Page,
    extensions: MarkdownExtensions,
    targets: Mapping[str, str],
    warn: Callable[[Message], None],
) -> str:
    """The HTML of a page's Markdown, as MkDocs makes it."""
    try:
        converter = markdown.Markdown(
            extensions=extensions.names, extension_configs=extensions.options
        )
    except Exception as error:  # whatever an extension raises
        message = _(
            "%(setting)s cannot be read: %(reason)s",
            setting="markdown_extensions",
            reason=one_line(str(error)),
        )
        raise unusable(message, _("install what is missing, or remove the extension")) from error
    converter.treeprocessors.register(_Links(page, targets, warn), "links", 0)
    return str(converter.convert(page.markdown))


class _Links(Treeprocessor):  # type: ignore[misc]  # as above
    """Makes links to source files links to their addresses."""

    def __init__(
        self, page: Page, targets: Mapping[str, str], warn: Callable[[Message], None]
    ) -> None:
        self._page, self._targets, self._warn = page, targets, warn

    def run(self, root: Element) -> None:
        for element in root.iter():
            if key := {"a": "href", "img": "src"}.get(element.tag):
                element.set(key, self._address(element.get(key, "")))

    def _address(self, link: str) -> str:
        try:
            scheme, host, path, query, place = urlsplit(link)
        except ValueError:
            return link
        if scheme or host or not path or path.startswith("/"):
            return link
        folder = posixpath.dirname(self._page.path)
        target = self._targets.get(posixpath.normpath(posixpath.join(folder, unquote(path))))
        if target is None:
            if path.endswith(".md"):
                self._warn(
                    _(
                        "%(page)s has a link to %(path)s, which does not exist",
                        page=self._page.path,
                        path=path,
                    )
                )
            return link
        address = posixpath.relpath(target or ".", self._page.address or ".")
        end = "/" if not target or target.endswith("/") else ""
        return urlunsplit(("", "", f"{address}{end}", query, place))


def _markdown_file(address: str, meta: Mapping[str, Any], html: str) -> File:
    text = f"{front_matter(meta)}{raw_block(html)}"
    return File(source_of(address), text.encode("utf-8", "xmlcharrefreplace"))


def _printed_file(page: PrintedPage) -> File:
    meta = navigation.printed_meta(
        page.address, escape(page.title), escape(page.description), page.shape, escape(page.picture)
    )
    return _markdown_file(page.address, meta, page.body().html)
