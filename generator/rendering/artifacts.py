"""What outputs make: pages for the engine, sheets for the press, and plain files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from generator.text.markdown import Heading


@dataclass(frozen=True, slots=True)
class Page:
    """A hand-sized page that the engine renders from Markdown.

    `path` is a source path such as `stories/index.md`. Finished HTML does not pass through the
    engine's Markdown: each key of `inserts` stands alone in a paragraph of `markdown`. `finish`
    is given what the engine makes of the Markdown, before the inserts stand in it.
    """

    path: str
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
    in_sitemap: bool = True


Facet = Literal["kind", "theme", "team", "year"]
"""What a list of stories can be narrowed by."""


class SearchEntry(NamedTuple):
    """What the search finds: a title, and text that is small.

    `tags` are titles of themes; `kicker` and `date` stand above the title. `more` is searched and
    not shown.
    """

    title: str
    text: str
    tags: tuple[str, ...] = ()
    people: str = ""
    kicker: str = ""
    date: str = ""
    more: str = ""
    facets: tuple[tuple[Facet, str], ...] = ()
    lang: str | None = None


class Body(NamedTuple):
    """The inside of a printed page: finished HTML, and the headings for its table of contents."""

    html: str
    headings: tuple[Heading, ...] = ()


class PrintedPage(NamedTuple):
    """A page that the press prints. `address` is relative to the site: `stories/rollback/`.

    `shape` names the blank page; `body` is called where the page is printed, maybe in another
    process, and must not depend on anything that changes.
    """

    address: str
    shape: str
    title: str
    body: Callable[[], Body]
    description: str = ""
    search: SearchEntry | None = None
    in_sitemap: bool = True

    @property
    def depth(self) -> int:
        return self.address.count("/")


class File(NamedTuple):
    """A file as it is; `path` is relative to the output's folder."""

    path: str
    content: bytes


Artifact = Page | PrintedPage | File


def address_of(page: Page | PrintedPage) -> str:
    """Where a page lies on the site; `onboarding/day-1.md` → `onboarding/day-1/`."""
    if isinstance(page, PrintedPage):
        return page.address
    stem = page.path.removesuffix(".md")
    return stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"
