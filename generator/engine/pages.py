"""Our pages in MkDocs' terms: files, metadata, tables of contents and navigation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File as EngineFile
from mkdocs.structure.files import Files
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.rendering import printer
from generator.rendering.artifacts import Page, PrintedPage
from generator.text.markdown import Heading


class FilesWithPrintedPages(Files):
    """The engine's files, and for links the pages that our printer makes.

    A guide may link to `../stories/rollback.md`: MkDocs resolves and checks the link as usual.
    """

    def __init__(
        self, files: Iterable[EngineFile], pages: Sequence[PrintedPage], config: MkDocsConfig
    ) -> None:
        super().__init__(files)
        self._printed = {f"{page.address.rstrip('/')}.md" for page in pages}
        self._config = config

    def get_file_from_path(self, path: str) -> EngineFile | None:
        found = super().get_file_from_path(path)
        if found is None and path in self._printed:
            return EngineFile(path, None, self._config.site_dir, self._config.use_directory_urls)
        return found


def toc(title: str, headings: Sequence[Heading]) -> TableOfContents:
    """A page's table of contents: its title, with the headings below it."""
    top = AnchorLink(escape(title), "top", 1)
    for heading, below in printer.tree_of(headings):
        link = AnchorLink(escape(heading.title), heading.id, heading.level)
        link.children = [AnchorLink(escape(h.title), h.id, h.level) for h in below]
        top.children.append(link)
    return TableOfContents([top])


def meta(page: Page) -> dict[str, Any]:
    """A page's metadata for the site theme, escaped, since the theme prints it as it is."""
    return {
        "title": escape(page.title),
        **({"description": escape(page.description)} if page.description else {}),
        **({"template": page.template} if page.template else {}),
        **({"hide": list(page.hide)} if page.hide else {}),
    }


def navigation(pages: Mapping[str, Page]) -> list[Any]:
    """The navigation: hubs and guides. Stories would make it quadratic: every page lists them all."""
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
    nav.append({escape(pages["share/index.md"].title): "share/index.md"})
    return nav
