"""Our pages in MkDocs' terms, files and tables of contents; and which of its own files it looks at."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File as EngineFile
from mkdocs.structure.files import Files
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.theme import Theme

from generator.rendering import printer
from generator.system.inside import entries_below
from generator.text.markdown import Heading

_ID = re.compile(r'<[^<>]* id="([^"]+)"')


def let_links_lead_to(
    is_printed: Callable[[str], bool], files: Files, config: MkDocsConfig
) -> None:
    """Let links lead to pages that our printer makes, which are no files of the engine.

    A guide may link to `../stories/rollback.md`: MkDocs resolves and checks the link as usual. The
    list stays the same object, since other plugins warn of a new one.

    Args:
        is_printed: Whether there is such a page, by its source path.
        files: The engine's files.
        config: The engine's settings.
    """
    find = files.get_file_from_path

    def found(path: str) -> EngineFile | None:
        file = find(path)
        if file is None and is_printed(path):
            return EngineFile(path, None, config.site_dir, config.use_directory_urls)
        return file

    files.get_file_from_path = found  # type: ignore[method-assign]  # see above


def skip_hidden_folders(theme: Theme) -> None:
    """Let the engine not walk through the site theme's hidden folders in search of files to copy.

    It leaves out what is in them one by one, and `.icons` of Material has more than ten thousand files.
    """
    make = theme.get_env

    def get_env() -> Any:
        env = make()
        every = env.list_templates

        def visible(
            extensions: Collection[str] | None = None,
            filter_func: Callable[[str], bool] | None = None,
        ) -> list[str]:
            if filter_func is None:
                return every(extensions)
            return sorted(filter(filter_func, set(_visible_files(theme.dirs))))

        env.list_templates = visible  # type: ignore[method-assign]  # the engine makes it itself
        return env

    theme.get_env = get_env  # type: ignore[method-assign]  # as above


def _visible_files(folders: Iterable[str]) -> Iterator[str]:
    """The paths of the files in some folders, but for those in hidden folders at their top."""
    for top in folders:
        try:
            with os.scandir(top) as found:
                entries = list(found)
        except OSError:
            continue
        for entry in entries:
            if not entry.is_dir():
                yield entry.name
            elif not entry.name.startswith("."):
                below = entries_below(Path(top), entry.name)
                yield from (path for path, each in below if not each.is_dir())


def ids_in(html: str) -> set[str]:
    """The ids in a page of ours, which links may lead to."""
    return {unescape(found) for found in _ID.findall(html)}


def toc(title: str, headings: Sequence[Heading]) -> TableOfContents:
    """A page's table of contents: its title, with the headings below it."""
    top = AnchorLink(escape(title), "top", 1)
    for heading, below in printer.tree_of(headings):
        link = AnchorLink(escape(heading.title), heading.id, heading.level)
        link.children = [AnchorLink(escape(h.title), h.id, h.level) for h in below]
        top.children.append(link)
    return TableOfContents([top])
