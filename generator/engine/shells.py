"""What the engine made of a site, as long as only stories change.

The engine renders a page around its content. Of what a story says, only the content depends; so
the engine's pages are cut at their content once, and filled again after each change. Whatever else
could change a page around its content is among its facts: where these differ, the engine is asked again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.engine import navigation
from generator.engine.driver import EngineRun
from generator.engine.session import TOP, RenderedPage
from generator.languages.messages import Messages
from generator.model import Channel
from generator.outputs import csp
from generator.pipeline import Publication
from generator.rendering import printer
from generator.rendering.artifacts import Artifact, Page, PrintedPage
from generator.source.code_folders import TEMPLATES
from generator.system.inside import entries_below, read_bytes

_OURS = {"reciprocity"}
_READS_CONTENT = re.compile(r"\bpage\b.{0,4}\bcontent\b")


class ShellsDoNotFit(Exception):
    """The engine has to render the site again."""


class Shell(NamedTuple):
    """A page of the engine, and the facts that it depends on besides its content."""

    facts: tuple[object, ...]
    rendered: RenderedPage

    def with_content(self, content: str) -> str | None:
        """The page with another content; None where its content is not there as we made it."""
        if content == self.rendered.content:
            return self.rendered.html
        before, found, after = self.rendered.html.partition(self.rendered.content)
        is_cut = found and self.rendered.content not in after
        return f"{before}{content}{after}" if is_cut else None


@dataclass(frozen=True)
class Shells:
    """What the engine made of a site: its own pages, page templates, and files."""

    pages: Mapping[str, Shell]
    """By source path."""
    templates: Mapping[printer.Key, printer.PageTemplate]
    files: Mapping[str, bytes]
    """The site theme's and the organisation's files, by their paths on the site."""
    inline: csp.Inline
    with_policy: bool
    base: str
    navigation: object
    asked: Mapping[str, bool]
    """The printed pages that texts link to, by their source paths, and whether there were such pages."""

    @classmethod
    def of(cls, run: EngineRun, files: Mapping[str, bytes]) -> Shells:
        """Keep what the engine rendered. Raises PageTemplateProblem."""
        session = run.session
        pages = session.pages
        return cls(
            {p: Shell(_facts(pages[p], hub.content), hub) for p, hub in session.hubs.items()},
            session.page_templates(),
            files,
            session.inline,
            session.with_policy,
            str(run.config.site_url),
            navigation.navigation(pages, _words(session.publication)),
            dict(session.asked),
        )

    def print(self, page: Page) -> str:
        """A page of the engine with its present content.

        Raises:
            ShellsDoNotFit: The engine has to render the page.
        """
        shell = self.pages.get(page.path)
        if shell is None:
            raise ShellsDoNotFit(page.path)
        content = page.finished(shell.rendered.markdown)
        html = shell.with_content(content) if _facts(page, content) == shell.facts else None
        if html is None:
            raise ShellsDoNotFit(page.path)
        return html

    def check(self, publication: Publication, artifacts: Iterable[Artifact]) -> None:
        """Raise ShellsDoNotFit unless they fit everything that a site has."""
        artifacts = list(artifacts)
        pages = {a.path: a for a in artifacts if isinstance(a, Page)}
        printed = [a for a in artifacts if isinstance(a, PrintedPage)]
        paths = {f"{page.address.rstrip('/')}.md" for page in printed}
        if (
            pages.keys() != self.pages.keys()
            or navigation.navigation(pages, _words(publication)) != self.navigation
            or not {printer.key_of(page) for page in printed} <= self.templates.keys()
            or any((path in paths) != there for path, there in self.asked.items())
            or any(f"{page.address}index.html" in self.files for page in printed)
        ):
            raise ShellsDoNotFit
        for page in pages.values():
            self.print(page)


def can_be_kept(run: EngineRun, root: Path) -> bool:
    """Whether what the engine rendered stays right while only stories change.

    A plugin or a hook could look at the content of a page, or at all pages, and so could a
    template of the organisation; then the engine renders everything after each change.
    """
    theme = run.config.theme
    own = [str(root / TEMPLATES / "theme"), *filter(None, [theme.custom_dir])]
    return (
        set(run.config.plugins) <= _OURS
        and not run.config.hooks
        and not any(map(_reads_content, own))
    )


def _words(publication: Publication) -> Messages:
    return publication.context(Channel.SITE).words


def _reads_content(folder: str) -> bool:
    """Whether a template in a folder may look at the content of a page."""
    above, name = os.path.split(folder)
    for path, _ in entries_below(Path(above), name):
        try:
            text = read_bytes(os.path.join(above, path)).decode("utf-8", "replace")
        except OSError:  # such as a link
            return True
        if path.endswith(".html") and _READS_CONTENT.search(text):
            return True
    return os.path.islink(folder)


def _facts(page: Page, content: str) -> tuple[object, ...]:
    """What may change a page around its content."""
    return (
        page.title,
        page.description,
        page.template,
        page.source,
        page.hide,
        page.markdown,
        page.finish is None,
        "<h1" in content,
        TOP in content,
        csp.Inline.of(content),
    )
