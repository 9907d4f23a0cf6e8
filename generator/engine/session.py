"""One run of the engine: the pages to print, and the page templates that it has rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.model import Channel
from generator.outputs import csp
from generator.outputs import offline as offline_pages
from generator.outputs.sitemap import sitemap
from generator.pipeline import Publication, print_site, search_files, share_pictures
from generator.rendering import printer
from generator.rendering.artifacts import Artifact, Drawing, File, Page, PrintedPage

TOP = '<h1 id="top">'
"""The heading of a page of ours that brings its own, and has no other table of contents."""


class RenderedPage(NamedTuple):
    """One of the engine's pages: what it made of the Markdown, the content made of that, and the whole."""

    markdown: str
    content: str
    html: str = ""


@dataclass
class EngineSession:
    """The pages and files of one run, and the page templates as the engine renders them."""

    publication: Publication
    pages: dict[str, Page]
    """The engine's own pages, by source path."""
    printed: tuple[PrintedPage, ...]
    files: tuple[File, ...]
    offline: bool
    """Whether the pages are for a folder that is opened without a server."""
    with_policy: bool
    """Whether the pages have a Content-Security-Policy."""
    policy_in_pages: bool
    """Whether each page says it itself, and not the headers of the server alone."""
    templates: dict[str, tuple[printer.Key, int]] = field(default_factory=dict)
    """Source path of a page template → its key, and the number of the sample that it shows."""
    rendered: dict[printer.Key, dict[int, str]] = field(default_factory=dict)
    inline: csp.Inline = field(default_factory=csp.Inline)
    """The inline scripts and style sheets of all pages."""
    hubs: dict[str, RenderedPage] = field(default_factory=dict)
    """The engine's own pages as it rendered them, by source path."""
    asked: dict[str, bool] = field(default_factory=dict)
    """The source paths that links led to beside the engine's files, and whether we print such a page."""

    @classmethod
    def of(
        cls,
        publication: Publication,
        artifacts: Iterable[Artifact] | None = None,
        *,
        offline: bool = False,
        with_policy: bool = True,
        policy_in_pages: bool = True,
    ) -> EngineSession:
        """The session of a site; `artifacts` are what `print_site` makes of it, if that is done already."""
        artifacts = tuple(print_site(publication) if artifacts is None else artifacts)
        files = (artifact for artifact in artifacts if isinstance(artifact, File))
        session = cls(
            publication,
            {a.path: a for a in artifacts if isinstance(a, Page)},
            tuple(a for a in artifacts if isinstance(a, PrintedPage)),
            tuple(
                f
                for f in files
                if not (offline and (f.is_web_only or f.path in offline_pages.WEB_ONLY))
            ),
            offline,
            with_policy,
            policy_in_pages,
        )
        for key in sorted({printer.key_of(page) for page in session.printed}):
            shape, top, depth = key
            for sample in range(len(printer.SAMPLES)):
                path = "/".join([top, *["x"] * (depth - 2), f"zblank{shape}{sample}z.md"])
                session.templates[path] = key, sample
        return session

    def prints(self, path: str) -> bool:
        """Whether our printer makes the page of a source path, such as `stories/rollback.md`."""
        stem, _, ending = path.rpartition(".")
        self.asked[path] = ending == "md" and f"{stem}/" in self._addresses
        return self.asked[path]

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(page.address for page in self.printed)

    def forget_printed(self) -> None:
        """Free the memory of the printed pages, once they are written. There may be many thousands."""
        self.printed = ()
        vars(self).pop("_addresses", None)

    def content(self, page: Page, markdown: str) -> str:
        """The content of one of the engine's pages; `markdown` is what the engine made of its Markdown."""
        content = page.finished(markdown)
        self.hubs[page.path] = RenderedPage(markdown, content)
        return content

    def finish(self, page: str, source: str = "", content: str = "") -> str:
        """Make a rendered page ready for publication; keep a page template for our printer.

        Args:
            page: The HTML of the whole page.
            source: The page's source path.
            content: The part of it that is ours: the policy allows no script and no style in it.
        """
        if self.offline and source not in self.templates:
            page = offline_pages.with_file_links(page)
        if self.with_policy:
            inline = csp.Inline.of(page) - csp.Inline.of(content)
            self.inline |= inline
            if self.policy_in_pages:
                page = csp.with_policy(page, inline, folder=self.offline)
        if source in self.templates:
            key, sample = self.templates[source]
            self.rendered.setdefault(key, {})[sample] = page
        elif source in self.hubs:
            self.hubs[source] = self.hubs[source]._replace(html=page)
        return page

    def page_templates(self) -> dict[printer.Key, printer.PageTemplate]:
        """The page templates by their keys. Raises PageTemplateProblem."""
        return {
            key: printer.PageTemplate.cut(key, [rendered[n] for n in range(len(printer.SAMPLES))])
            for key, rendered in self.rendered.items()
        }

    @cached_property
    def drawings(self) -> Mapping[str, Drawing]:
        """The pictures to share by their paths. Offline pages have no address to share."""
        if self.offline:
            return {}
        return {drawing.path: drawing for drawing in share_pictures(self.publication)}

    def all_files(self, base: str) -> Iterator[File]:
        """Every file besides pages and drawings: those of the outputs, search, sitemap and headers."""
        yield from self.files
        yield from search_files(self.publication, [*self.printed, *self.pages.values()])
        if self.offline:
            return
        pages: list[Page | PrintedPage] = [*self.pages.values(), *self.printed]
        yield from sitemap(sorted(page.address for page in pages if page.in_sitemap), base)
        if self.with_policy:
            noindex = self.publication.context(Channel.SITE).edition.site.noindex
            yield csp.headers(self.inline, noindex=noindex)[0]
