"""Page templates + pages → printed pages.

The engine renders one template for each shape of page, with a marker in every slot. The printer cuts
it at the markers once, and prints thousands of pages by joining the pieces. What is filled in is
never scanned for markers.

T102 (error): a page of the site theme cannot be used

    A page of the site theme has no place for stories.

    Why: A template or another plugin changed the page, so no story could be put on it.

    Remedy: Undo the last change to the theme's templates, or to the plugins in mkdocs.yml.

    Bad: site_config/templates/theme/sheet.html

        {% extends "main.html" %}{% block content %}{% endblock %}

    Good: site_config/templates/theme/sheet.html

        {% extends "main.html" %}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import escape

from generator.diagnostics.diagnostic import Diagnostic, Location
from generator.diagnostics.manual import codes
from generator.languages.message import gettext as _
from generator.rendering.artifacts import Body, Drawing, File, PrintedPage
from generator.system.atomic import write_if_changed
from generator.system.inside import read_bytes
from generator.system.pool import parallel_map
from generator.text.clean import one_line
from generator.text.markdown import Heading

CODES = codes(__doc__)
NO_PLACE_FOR_STORIES = CODES["T102"]

Key = tuple[str, str, int]
"""A page template: the shape, the first part of the address, and the depth of the address."""

# Markers are letters only, and contain no words that site themes rewrite in addresses.
TITLE, DESCRIPTION, CANONICAL, BODY = "zslottitlez", "zslotsummaryz", "zslotplacez", "zslotbodyz"
PICTURE = "zslotpicturez"
_NAMES = {TITLE: "title", DESCRIPTION: "description", CANONICAL: "address", BODY: "content"}
"""The slots that every template has, and what they are called."""
_SLOT = re.compile(f"({'|'.join((*_NAMES, PICTURE))})")

_A, _B, _C, _D = (
    Heading(level, f"zslotanchor{n}z", f"zslotheading{n}z") for n, level in enumerate((2, 3, 2, 2))
)
SAMPLES: tuple[tuple[Heading, ...], ...] = (
    (),
    (_A, _B, _C, _D),
    (_A, _B, Heading(3, _C.id, _C.title)),
)
"""The headings of the templates of one shape: none; then samples with every step from one heading to
the next in a table of contents."""
_HEADING = re.compile(r"#?zslotanchor[0-9]z|zslotheading[0-9]z")


class PageTemplateProblem(Exception):
    """A template that cannot be cut, because the site theme leaves a slot out."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Slot(str):
    """A place to fill in, among the pieces of text."""


Pieces = tuple[str, ...]


def key_of(page: PrintedPage) -> Key:
    """The template that a page is printed with."""
    return page.shape, page.address.partition("/")[0], page.depth


def tree_of(headings: Sequence[Heading]) -> list[tuple[Heading, list[Heading]]]:
    """The headings of a table of contents: each h2 with its h3; deeper headings are left out."""
    tree: list[tuple[Heading, list[Heading]]] = []
    for heading in headings:
        if heading.level == 2 or (heading.level == 3 and not tree):
            tree.append((heading, []))
        elif heading.level == 3:
            tree[-1][1].append(heading)
    return tree


class PageTemplate(NamedTuple):
    """A template, cut at its slots: a page without a table of contents, and the pieces of a page
    with one, if the site theme prints one.
    """

    plain: Pieces
    contents: Contents | None

    @classmethod
    def cut(cls, key: Key, pages: Sequence[str]) -> PageTemplate:
        """Cut the pages that the engine rendered for `SAMPLES`.

        Raises:
            PageTemplateProblem: A slot is missing, or there are several for the content.

        """
        for page in pages:
            for slot, name in _NAMES.items():
                if slot not in page or (slot is BODY and page.count(slot) != 1):
                    raise PageTemplateProblem(
                        NO_PLACE_FOR_STORIES(
                            Location("templates/theme/sheet.html"),
                            _(
                                'the page "%(page)s" of the site theme has no single place for its '
                                "%(part)s",
                                page=key[0],
                                part=name,
                            ),
                            _(
                                "remove plugins that rewrite HTML (minifiers), or restore the template"
                            ),
                        )
                    )
        plain, tree, inner = pages
        return cls(_cut(plain), Contents.cut(tree, inner) if _HEADING.search(tree) else None)

    def print(self, page: PrintedPage, body: Body, base: str) -> str:
        """The HTML of a page; `base` is the site's address."""
        values = {
            TITLE: escape(page.title),
            DESCRIPTION: escape(page.description),
            CANONICAL: escape(base + page.address),
            PICTURE: escape(page.picture),
            BODY: body.html,
        }
        tree = tree_of(body.headings)
        pieces = self.contents.pieces(tree) if tree and self.contents else self.plain
        return "".join([values[piece] if type(piece) is Slot else piece for piece in pieces])


def _cut(text: str) -> Pieces:
    return tuple(Slot(part) if n % 2 else part for n, part in enumerate(_SLOT.split(text)))


class Contents(NamedTuple):
    """The pieces of a page with a table of contents, cut between its headings.

    `start` ends before the first link, and `middle` is between a link's address and its title.
    After a title comes `level` if the next heading is of the same level, else `down` or `up`, and
    `last` after the last title. `down` has two parts, around the title as label of the inner list.
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
        """Cut pages whose headings are a{b}, c, d and a{b, c} (see `SAMPLES`)."""
        t, i = _HEADING.split(tree), _HEADING.split(inner)
        if len(t) != 10 or len(i) != 8 or len({t[1], t[4], t[6], t[8], i[1], i[4], i[6]}) != 1:
            raise PageTemplateProblem(
                NO_PLACE_FOR_STORIES(
                    Location("templates/theme/sheet.html"),
                    _("the table of contents of the site theme cannot be used"),
                    _("restore partials/toc.html and partials/toc-item.html of the site theme"),
                )
            )
        return cls(_cut(t[0]), t[1], t[7], i[5], (t[2], t[3]), t[5], _cut(t[9]), _cut(i[7]))

    def pieces(self, tree: Sequence[tuple[Heading, list[Heading]]]) -> list[str]:
        """The pieces of a page with these headings in its table of contents."""
        out = list(self.start)
        for number, (heading, below) in enumerate(tree, 1):
            is_last = number == len(tree)
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


def html_file(
    page: PrintedPage,
    templates: Mapping[Key, PageTemplate],
    base: str,
    finish: Callable[[str], str] = str,
) -> File:
    """The file of a page: `index.html` in the folder of its address.

    Args:
        page: What to print.
        templates: The page templates, cut.
        base: The site's address, with a slash at its end.
        finish: What is done to the page before it is written.
    """
    text = finish(templates[key_of(page)].print(page, page.body(), base))
    return File(f"{page.address}index.html", text.encode("utf-8", "xmlcharrefreplace"))


def print_pages(
    pages: Sequence[PrintedPage],
    file_of: Callable[[PrintedPage], File],
    folder: Path,
    progress: Callable[[int, int], None],
    drawings: Mapping[str, Drawing],
) -> None:
    """Print pages below a folder, and draw the pictures that stand for them, in as many processes as
    are worth it.

    Args:
        pages: What to print.
        file_of: Makes the file of a page, such as `html_file`.
        folder: Where the files go.
        progress: Called with how many pages are printed, and of how many.
        drawings: The pictures by their paths. One that is there already is not drawn again.
    """
    for parent in sorted({page.address[:-1].rpartition("/")[0] for page in pages}):
        (folder / parent).mkdir(parents=True, exist_ok=True)

    def print_share(share: Sequence[int]) -> None:
        progress(share[0], len(pages))
        for number in share:
            page = pages[number]
            _write(file_of(page), folder)
            if drawing := drawings.get(page.picture):
                _write(drawing.file(_content(folder / drawing.path)), folder)

    if pages:
        # Templates cannot be pickled.
        parallel_map(print_share, range(len(pages)), methods=("fork",))


def write_files(files: Iterable[File], folder: Path) -> list[str]:
    """Write files into a folder, each when it is made; return their paths."""
    written: list[str] = []
    for file in files:
        _write(file, folder)
        written.append(file.path)
    return written


def _write(file: File, folder: Path) -> None:
    write_if_changed(str(folder), file.path, file.content)


def _content(path: Path) -> bytes:
    """The content of a file; empty if the file cannot be read."""
    try:
        return read_bytes(path)
    except OSError:
        return b""
