"""What outputs make: pages for the engine, pages for our printer, plain files, and drawings."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.text.markdown import Heading

SITE_PICTURE = "assets/share.png"
"""The picture that stands for the site where a page is linked to."""
_INSERT = re.compile(r"<p>(insert[a-z0-9]+)</p>")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that the engine renders from Markdown. There are few enough of them for that.

    Finished HTML does not pass through the engine's Markdown: each key of `inserts` is a paragraph
    of `markdown` by itself, and is replaced by its HTML after `finish` has seen the rendered page.
    """

    path: str
    """The path of a source file, such as `stories/index.md`."""
    title: str
    markdown: str
    inserts: Mapping[str, str] = field(default_factory=dict)
    description: str | None = None
    template: str | None = None
    source: str | None = None
    hide: tuple[str, ...] = ()
    finish: Callable[[str], str] | None = None
    search: SearchEntry | None = None
    """What the search finds; without it, title and description."""
    places: Mapping[str, SearchEntry] = field(default_factory=dict)
    """What the search finds at places of the page, by their ids."""
    in_sitemap: bool = True

    @classmethod
    def from_html(
        cls,
        path: str,
        title: str,
        html: str,
        description: str | None = None,
        template: str | None = None,
        *,
        source: str | None = None,
        hide: tuple[str, ...] = ("toc",),
        search: SearchEntry | None = None,
        places: Mapping[str, SearchEntry] | None = None,
        in_sitemap: bool = True,
    ) -> Page:
        """A page whose whole content is finished HTML."""
        return cls(
            path,
            title,
            "insertpage",
            {"insertpage": html},
            description,
            template,
            source,
            hide,
            search=search,
            places=places or {},
            in_sitemap=in_sitemap,
        )

    def finished(self, html: str) -> str:
        """The content of the page.

        Args:
            html: What the engine's Markdown, or that of `stage`, made of `markdown`.
        """
        if self.finish:
            html = self.finish(html)
        # One pass only: inserted text may look like a placeholder.
        return _INSERT.sub(lambda found: self.inserts.get(found[1], found[0]), html)

    @property
    def address(self) -> str:
        """The address relative to the site: `onboarding/day-1/` for `onboarding/day-1.md`."""
        stem = self.path.removesuffix(".md")
        is_index = stem.rpartition("/")[2] == "index"
        return stem.removesuffix("index") if is_index else f"{stem}/"


Facet = Literal["kind", "theme", "team", "year", "month"]
"""What a list of stories can be filtered by."""


class SearchEntry(NamedTuple):
    """An entry of the search index.

    `tags` are titles of themes; `kicker` and `date` are shown above the title. `more` makes the rest of
    what the page says, as plain text: it is searched, and shown in excerpts. It must not depend on
    anything that changes.
    """

    title: str
    text: str
    tags: tuple[str, ...] = ()
    people: str = ""
    kicker: str = ""
    date: str = ""
    more: Callable[[], str] = str
    facets: tuple[tuple[Facet, str], ...] = ()
    lang: str | None = None


class Body(NamedTuple):
    """The content of a printed page: finished HTML, and the headings of its table of contents."""

    html: str
    headings: tuple[Heading, ...] = ()


class PrintedPage(NamedTuple):
    """A page that the printer prints into a page template. There may be many thousands of them.

    `address` is relative to the site: `stories/rollback/`. `shape` names the page template. `body`
    is called where the page is printed, maybe in another process, and must not depend on anything
    that changes.
    """

    address: str
    shape: str
    title: str
    body: Callable[[], Body]
    description: str = ""
    search: Callable[[], SearchEntry] | None = None
    """Makes what the search finds, where the index is made."""
    in_sitemap: bool = True
    picture: str = SITE_PICTURE
    """The path of the picture that stands for the page where it is linked to."""

    @property
    def depth(self) -> int:
        return self.address.count("/")


class File(NamedTuple):
    """A file that is written as it is; `path` is relative to the output's folder."""

    path: str
    content: bytes
    is_web_only: bool = False
    """Whether a folder that is opened without a server has no use for it."""


class Drawing(NamedTuple):
    """A file that is slow to make. It is made when it is written, possibly in another process."""

    path: str
    draw: Callable[[bytes], bytes]
    """Returns the content. Its argument is the file at this path in the earlier site, or empty bytes; if that
    file is still right, it is returned as it is.
    """

    def file(self, earlier: bytes = b"") -> File:
        """Make the file; `earlier` is the content at its path in the earlier site."""
        return File(self.path, self.draw(earlier))


Artifact = Page | PrintedPage | File
