"""Blank pages + sheets → printed pages.

The engine renders one blank page for each shape, with a marker in every slot. The press cuts
the blank at the markers once, and prints thousands of pages by joining the pieces. What is
filled in is never scanned for markers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from generator.diagnostics.codes import code
from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.rendering.artifacts import Body, File, PrintedPage
from generator.system.atomic import write_if_changed
from generator.system.pool import parallel_map
from generator.text.clean import one_line
from generator.text.markdown import Heading

Key = tuple[str, str, int]
"""A blank page: the shape, the first part of the address, and how deep the page lies."""

# Markers are letters only, and hold none of the words that site themes rewrite in addresses.
TITLE, DESCRIPTION, CANONICAL, BODY = "zslottitlez", "zslotsummaryz", "zslotplacez", "zslotbodyz"
_NAMES = {TITLE: "title", DESCRIPTION: "description", CANONICAL: "address", BODY: "content"}
_SLOT = re.compile(f"({'|'.join(_NAMES)})")

_A, _B, _C, _D = (
    Heading(level, f"zslotanchor{n}z", f"zslotheading{n}z") for n, level in enumerate((2, 3, 2, 2))
)
SAMPLES: tuple[tuple[Heading, ...], ...] = (
    (),
    (_A, _B, _C, _D),
    (_A, _B, Heading(3, _C.id, _C.title)),
)
"""Headings of the blanks of one shape: none; then samples that show every step from one heading
to the next in a table of contents."""
_HEADING = re.compile(r"#?zslotanchor[0-9]z|zslotheading[0-9]z")


class PageTemplateProblem(Exception):
    """A blank page that cannot be cut, because the site theme leaves a slot out."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Slot(str):
    """A place to fill in, as opposed to the text of the page."""


Pieces = tuple[str, ...]


def key_of(sheet: PrintedPage) -> Key:
    """The blank page that a sheet is printed on."""
    return sheet.shape, sheet.address.partition("/")[0], sheet.depth


def tree_of(headings: Sequence[Heading]) -> list[tuple[Heading, list[Heading]]]:
    """Headings as a table of contents: each h2 with the h3 below it; deeper ones are left out."""
    tree: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level == 2 or (heading.level == 3 and not tree):
            tree.append((heading, []))
        elif heading.level == 3:
            tree[-1][1].append(heading)
    return tree


class PageTemplate(NamedTuple):
    """A blank page, cut at its slots: without a table of contents, and the pieces of one, where
    the site theme prints one.
    """

    bare: Pieces
    contents: Contents | None

    @classmethod
    def cut(cls, key: Key, pages: Sequence[str]) -> PageTemplate:
        """Cut the pages that the engine rendered for SAMPLES.

        Raises BlankProblem when a page has no slot for something, or several for the content.
        """
        for page in pages:
            for slot, name in _NAMES.items():
                if slot not in page or (slot is BODY and page.count(slot) != 1):
                    raise PageTemplateProblem(
                        code("T102")(
                            Location("templates/theme/sheet.html"),
                            f'the page "{key[0]}" of the site theme has no single place for its {name}',
                            "leave out plugins that rewrite HTML (minifiers), or restore the template",
                        )
                    )
        bare, tree, inner = pages
        return cls(_cut(bare), Contents.cut(tree, inner) if _HEADING.search(tree) else None)

    def print(self, sheet: PrintedPage, body: Body, base: str) -> str:
        """The finished page of a sheet; `base` is the site's address."""
        values = {
            TITLE: escape(sheet.title),
            DESCRIPTION: escape(sheet.description),
            CANONICAL: escape(base + sheet.address),
            BODY: body.html,
        }
        tree = tree_of(body.headings)
        pieces = self.contents.pieces(tree) if tree and self.contents else self.bare
        return "".join([values[piece] if type(piece) is Slot else piece for piece in pieces])


def _cut(text: str) -> Pieces:
    return tuple(Slot(part) if at % 2 else part for at, part in enumerate(_SLOT.split(text)))


class Contents(NamedTuple):
    """The pieces of a page with a table of contents, cut between its headings.

    `start` leads to the first link, `middle` from a link's address to its title. After a title
    comes `level` (the next heading is of the same level), `down` or `up`, and `last` after the
    last one; `down` has two parts, around the title as the label of the inner list.
    """

    start: Pieces
    middle: str
    level: str
    level_inner: str
    down: tuple[str, str]
    up: str
    last: Pieces
    last_inner: Pieces

    @classmethod
    def cut(cls, tree: str, inner: str) -> Contents:
        """From pages whose contents are a{b}, c, d and a{b, c}."""
        t, i = _HEADING.split(tree), _HEADING.split(inner)
        if len(t) != 10 or len(i) != 8 or len({t[1], t[4], t[6], t[8], i[1], i[4], i[6]}) != 1:
            raise PageTemplateProblem(
                code("T102")(
                    Location("templates/theme/sheet.html"),
                    "the site theme's table of contents is not one that can be printed",
                    "restore partials/toc.html and partials/toc-item.html of the site theme",
                )
            )
        return cls(_cut(t[0]), t[1], t[7], i[5], (t[2], t[3]), t[5], _cut(t[9]), _cut(i[7]))

    def pieces(self, tree: Sequence[tuple[Heading, list[Heading]]]) -> list[str]:
        """A page's pieces with these headings in its table of contents."""
        out = list(self.start)
        for at, (heading, below) in enumerate(tree):
            is_last = at == len(tree) - 1
            out.append(self._link(heading))
            if below:
                label = one_line(heading.title)
                out += [self.down[0], escape(label), self.down[1]]
                out.append(self.level_inner.join(self._link(each) for each in below))
                out += self.last_inner if is_last else [self.up]
            else:
                out += self.last if is_last else [self.level]
        return out

    def _link(self, heading: Heading) -> str:
        return f"#{heading.id}{self.middle}{escape(heading.title)}"


def print_pages(
    pages: Sequence[PrintedPage],
    templates: Mapping[Key, PageTemplate],
    base: str,
    folder: Path,
    *,
    finish: Callable[[str], str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Print pages below a folder, in as many processes as are worth it.

    Args:
        pages: What to print.
        templates: The page templates, cut.
        base: The site's address, with a slash at its end.
        folder: Where the pages go, each as `index.html` in the folder of its address.
        finish: What is done to every page before it is written.
        progress: Is told how many pages are printed, and of how many.
    """
    for parent in sorted({page.address[:-1].rpartition("/")[0] for page in pages}):
        (folder / parent).mkdir(parents=True, exist_ok=True)

    def print_share(share: Sequence[tuple[int, PrintedPage]]) -> None:
        if progress:
            progress(share[0][0], len(pages))
        for _, page in share:
            text = templates[key_of(page)].print(page, page.body(), base)
            raw = (finish(text) if finish else text).encode("utf-8", "xmlcharrefreplace")
            write_if_changed(str(folder), f"{page.address}index.html", raw)

    if pages:
        parallel_map(print_share, list(enumerate(pages)))


def write_files(files: Iterable[File], folder: Path) -> None:
    """Write plain files below `folder`."""
    for file in files:
        write_if_changed(folder, file.path, file.content)
