"""One run of the engine: what is to be printed, and what the engine has rendered of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.outputs import csp, offline
from generator.outputs.sitemap import sitemap
from generator.pipeline import Build
from generator.rendering import printer
from generator.rendering.artifacts import File, Page, PrintedPage, address_of


@dataclass
class EngineSession:
    """The artifacts of a build, and the blanks as the engine renders them."""

    build: Build
    pages: dict[str, Page]
    sheets: tuple[PrintedPage, ...]
    files: tuple[File, ...]
    folder: bool
    """Whether the pages are for a folder that is opened without a server."""
    guarded: bool
    """Whether every page says what may be loaded and run on it."""
    blanks: dict[str, tuple[printer.Key, int]] = field(default_factory=dict)
    """Source path of a blank → its key, and which of the samples it shows."""
    rendered: dict[printer.Key, dict[int, str]] = field(default_factory=dict)
    scripts: set[str] = field(default_factory=set)
    """The hashes of all inline scripts."""

    @classmethod
    def of(cls, build: Build, *, folder: bool = False, guarded: bool = True) -> EngineSession:
        made = build.site()
        run = cls(
            build,
            {a.path: a for a in made if isinstance(a, Page)},
            tuple(a for a in made if isinstance(a, PrintedPage)),
            tuple(
                a
                for a in made
                if isinstance(a, File) and not (folder and a.path in offline.WEB_ONLY)
            ),
            folder,
            guarded,
        )
        for key in sorted({printer.key_of(sheet) for sheet in run.sheets}):
            shape, top, depth = key
            for sample in range(len(printer.SAMPLES)):
                path = "/".join([top, *["x"] * (depth - 2), f"zblank{shape}{sample}z.md"])
                run.blanks[path] = key, sample
        return run

    def finished(self, page: str, source: str = "", inside: str = "") -> str:
        """A page as it is published; a blank is kept, for the press. `inside` is what the site
        theme was given to print around: no script in it is allowed.
        """
        if self.folder and source not in self.blanks:
            page = offline.relinked(page)
        if self.guarded:
            scripts = csp.hashes(page) - csp.hashes(inside)
            self.scripts |= scripts
            page = csp.guarded(page, scripts, folder=self.folder)
        if source in self.blanks:
            key, sample = self.blanks[source]
            self.rendered.setdefault(key, {})[sample] = page
        return page

    def cut(self) -> dict[printer.Key, printer.PageTemplate]:
        """The blanks, cut. Raises BlankProblem."""
        return {
            key: printer.PageTemplate.cut(key, [rendered[n] for n in range(len(printer.SAMPLES))])
            for key, rendered in self.rendered.items()
        }

    def all_files(self, base: str) -> list[File]:
        """Every file besides the pages: the outputs', and what is made of all pages together."""
        files = [*self.files, *self.build.search_files([*self.sheets, *self.pages.values()])]
        if self.folder:
            return files
        pages: list[Page | PrintedPage] = [*self.pages.values(), *self.sheets]
        files += sitemap(sorted(address_of(page) for page in pages if page.in_sitemap), base)
        if self.guarded:
            files.append(csp.headers(self.scripts)[0])
        return files
