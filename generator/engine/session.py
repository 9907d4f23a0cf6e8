"""One run of the engine: what is to be printed, and what the engine has rendered of it."""

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
    """What one run of the engine prints, and the page templates as the engine renders them."""

    publication: Publication
    pages: dict[str, Page]
    """The engine's own pages, by source path."""
    printed: tuple[PrintedPage, ...]
    files: tuple[File, ...]
    offline: bool
    """Whether the pages are for a folder that is opened without a server."""
    guarded: bool
    """Whether every page says what may be loaded and run on it."""
    templates: dict[str, tuple[printer.Key, int]] = field(default_factory=dict)
    """Source path of a page template → its key, and which of the samples it shows."""
    rendered: dict[printer.Key, dict[int, str]] = field(default_factory=dict)
    scripts: set[str] = field(default_factory=set)
    """The hashes of all inline scripts."""

    @classmethod
    def of(
        cls, publication: Publication, *, offline: bool = False, guarded: bool = True
    ) -> EngineSession:
        artifacts = print_site(publication)
        files = (artifact for artifact in artifacts if isinstance(artifact, File))
        session = cls(
            publication,
            {a.path: a for a in artifacts if isinstance(a, Page)},
            tuple(a for a in artifacts if isinstance(a, PrintedPage)),
            tuple(f for f in files if not (offline and f.path in offline_pages.WEB_ONLY)),
            offline,
            guarded,
        )
        for key in sorted({printer.key_of(page) for page in session.printed}):
            shape, top, depth = key
            for sample in range(len(printer.SAMPLES)):
                path = "/".join([top, *["x"] * (depth - 2), f"zblank{shape}{sample}z.md"])
                session.templates[path] = key, sample
        return session

    def finished(self, page: str, source: str = "", inside: str = "") -> str:
        """A page as it is published. A page template is kept for our printer.

        `inside` is what the site theme was given to print around: no script in it is allowed.
        """
        if self.offline and source not in self.templates:
            page = offline_pages.relinked(page)
        if self.guarded:
            scripts = csp.hashes(page) - csp.hashes(inside)
            self.scripts |= scripts
            page = csp.guarded(page, scripts, folder=self.offline)
        if source in self.templates:
            key, sample = self.templates[source]
            self.rendered.setdefault(key, {})[sample] = page
        return page

    def cut(self) -> dict[printer.Key, printer.PageTemplate]:
        """The page templates, cut at their slots. Raises PageTemplateProblem."""
        return {
            key: printer.PageTemplate.cut(key, [rendered[n] for n in range(len(printer.SAMPLES))])
            for key, rendered in self.rendered.items()
        }

    def all_files(self, base: str) -> list[File]:
        """Every file besides the pages: the outputs', and what is made of all pages together."""
        files = [
            *self.files,
            *search_files(self.publication, [*self.printed, *self.pages.values()]),
        ]
        if self.offline:
            return files
        pages: list[Page | PrintedPage] = [*self.pages.values(), *self.printed]
        files += sitemap(sorted(page.address for page in pages if page.in_sitemap), base)
        if self.guarded:
            files.append(csp.headers(self.scripts)[0])
        return files
