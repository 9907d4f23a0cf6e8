"""One run of the engine: the pages to print, and the page templates that it has rendered."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.outputs import csp
from generator.outputs import offline as offline_pages
from generator.outputs.sitemap import sitemap
from generator.pipeline import Publication, print_site, search_files
from generator.rendering import printer
from generator.rendering.artifacts import File, Page, PrintedPage


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
    """Whether every page gets a Content-Security-Policy."""
    templates: dict[str, tuple[printer.Key, int]] = field(default_factory=dict)
    """Source path of a page template → its key, and the number of the sample that it shows."""
    rendered: dict[printer.Key, dict[int, str]] = field(default_factory=dict)
    scripts: set[str] = field(default_factory=set)
    """The hashes of all inline scripts."""

    @classmethod
    def of(
        cls, publication: Publication, *, offline: bool = False, with_policy: bool = True
    ) -> EngineSession:
        artifacts = print_site(publication)
        files = (artifact for artifact in artifacts if isinstance(artifact, File))
        session = cls(
            publication,
            {a.path: a for a in artifacts if isinstance(a, Page)},
            tuple(a for a in artifacts if isinstance(a, PrintedPage)),
            tuple(f for f in files if not (offline and f.path in offline_pages.WEB_ONLY)),
            offline,
            with_policy,
        )
        for key in sorted({printer.key_of(page) for page in session.printed}):
            shape, top, depth = key
            for sample in range(len(printer.SAMPLES)):
                path = "/".join([top, *["x"] * (depth - 2), f"zblank{shape}{sample}z.md"])
                session.templates[path] = key, sample
        return session

    def finish(self, page: str, source: str = "", content: str = "") -> str:
        """Make a rendered page ready for publication; keep a page template for our printer.

        Args:
            page: The HTML of the whole page.
            source: The page's source path.
            content: The part of it that is ours: the policy allows no script in it.
        """
        if self.offline and source not in self.templates:
            page = offline_pages.with_file_links(page)
        if self.with_policy:
            scripts = csp.hashes(page) - csp.hashes(content)
            self.scripts |= scripts
            page = csp.with_policy(page, scripts, folder=self.offline)
        if source in self.templates:
            key, sample = self.templates[source]
            self.rendered.setdefault(key, {})[sample] = page
        return page

    def page_templates(self) -> dict[printer.Key, printer.PageTemplate]:
        """The page templates by their keys. Raises PageTemplateProblem."""
        return {
            key: printer.PageTemplate.cut(key, [rendered[n] for n in range(len(printer.SAMPLES))])
            for key, rendered in self.rendered.items()
        }

    def all_files(self, base: str) -> list[File]:
        """Every file besides the pages: those of the outputs, search, sitemap and headers."""
        files = [
            *self.files,
            *search_files(self.publication, [*self.printed, *self.pages.values()]),
        ]
        if self.offline:
            return files
        pages: list[Page | PrintedPage] = [*self.pages.values(), *self.printed]
        files += sitemap(sorted(page.address for page in pages if page.in_sitemap), base)
        if self.with_policy:
            files.append(csp.headers(self.scripts)[0])
        return files
