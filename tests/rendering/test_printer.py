"""A printed page is the page that MkDocs would have rendered from the same body and contents."""

from __future__ import annotations

import gzip
from html import escape
from pathlib import Path
from typing import Any

import pytest
from mkdocs.structure.files import File as EngineFile
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.engine import driver
from generator.engine.errors import EngineProblem
from generator.engine.navigation import _hub
from generator.engine.plugin import SiteBuild
from generator.rendering import printer
from generator.rendering.artifacts import Body, PrintedPage
from generator.system.staging import Stage
from generator.text.markdown import Heading
from tests.conftest import Organisation, print_site

PROSE = {
    "plain": "@ana stayed an hour, and it was enough.",
    "table": "Before.\n\n| a | b |\n|:-:|--:|\n| 1 | *2* |\n\nAfter.",
    "lists": "1. one\n   - two\n     - three\n2. four\n\n- [link](https://x.example)\n",
    "quotes": '> "Ask at four," she said.\n>\n> > Twice.\n',
    "code": "Run `a < b && c`:\n\n```python\nprint('<b>&amp;</b>')\n```\n",
    "footnotes": "It ran[^1], twice[^more].\n\n[^1]: Once.\n[^more]: And *again*.\n",
    "headings": "Start.\n\n# One & only\n\n## Below <one>\n\n### Deeper\n\n## Second `below`\n\n# Two\n\ntext\n\n# Three\n",
    "one-heading": "Start.\n\n# Alone\n\ntext",
    "inner-last": "Start.\n\n# One\n\n## Inner\n\ntext",
    "two-inner": "# One\n\n## First  inner\n\n## Second inner\n\n## Third inner",
    "scripts": "شكراً يا @ana — ありがとう, gràcies, 🧵 zslotbodyz zslottitlez zslotanchor0z",
}


class Reference:
    """A hook that renders every printed page as an ordinary page of MkDocs, and keeps the output."""

    def __init__(self, printed_pages: tuple[PrintedPage, ...]) -> None:
        self.printed_pages = {
            f"{printed_page.address.rstrip('/')}.md": printed_page for printed_page in printed_pages
        }
        self.bodies = {
            path: printed_page.body() for path, printed_page in self.printed_pages.items()
        }
        self.pages: dict[str, str] = {}

    def on_files(self, files: Any, config: Any) -> Any:
        for path in self.printed_pages:
            files.append(EngineFile.generated(config, path, content="text"))
        return files

    def on_nav(self, nav: Any, config: Any, files: Any) -> Any:
        hubs = {page.file.src_uri.split("/")[0]: page for page in nav.pages if page.is_index}
        for path in self.printed_pages:
            page = EnginePage(None, files.get_file_from_path(path), config)
            hub = hubs.get(path.split("/")[0])
            page.parent = hub.parent or hub if hub else None
        return nav

    def on_page_markdown(self, markdown: str, page: Any, config: Any, files: Any) -> str:
        if printed_page := self.printed_pages.get(page.file.src_uri):
            page.meta = {
                "title": escape(printed_page.title)
                .replace("&quot;", "&#34;")
                .replace("&#x27;", "&#39;"),
                "description": escape(printed_page.description)
                .replace("&quot;", "&#34;")
                .replace("&#x27;", "&#39;"),
                "template": "sheet.html",
                "shape": printed_page.shape,
                "picture": printed_page.picture,
                **_hub(printed_page.address),
                "hide": ["navigation", "toc"],
                "search": {"exclude": True},
            }
        return markdown

    def on_page_content(self, html: str, page: Any, config: Any, files: Any) -> str:
        if body := self.bodies.get(page.file.src_uri):
            top = AnchorLink("page", "top", 1)
            for heading in body.headings:
                link = AnchorLink(escape(heading.title), heading.id, heading.level)
                if heading.level == 2:
                    top.children.append(link)
                elif heading.level == 3:
                    (top.children[-1] if top.children else top).children.append(link)
            page.toc = TableOfContents([top])
            return body.html
        return html

    def on_post_page(self, output: str, page: Any, config: Any) -> str:
        if page.file.src_uri in self.printed_pages:
            self.pages[page.file.src_uri] = output
        return output


current: Reference | None = None
"""What the hook file of the running test stands for."""

HOOK = """\
from tests.rendering import test_printer

for name in ("on_files", "on_nav", "on_page_markdown", "on_page_content", "on_post_page"):
    hook = lambda *args, _name=name, **kwargs: getattr(test_printer.current, _name)(*args, **kwargs)
    hook.mkdocs_priority = -200  # after ours
    globals()[name] = hook
"""


def test_printed_pages_equal_the_engines_own(organisation: Organisation, tmp_path: Path) -> None:
    global current  # noqa: PLW0603  # MkDocs imports hooks from a file and passes them nothing
    for name, prose in PROSE.items():
        organisation.story(
            name, prose, title=f"\"{name} & 'more' <it>\"", themes="[asking, listening]"
        )
    for number in range(60):
        organisation.story(f"more-{number}", date=f"2025-{number % 12 + 1:02}-03")
    organisation.story("after", continues="plain", date="2026-10-15")
    organisation.write("hook.py", HOOK)
    config = (organisation.root / "mkdocs.yml").read_text()
    organisation.write("mkdocs.yml", f"{config}\nhooks: [hook.py]\n")
    made = organisation.built()
    printed_pages = tuple(a for a in made.site() if isinstance(a, PrintedPage))
    current = Reference(printed_pages)

    assert print_site(made, tmp_path / "site") == []

    assert {printed_page.shape for printed_page in printed_pages} == {
        "story",
        "listing",
        "issue",
        "team",
        "thread",
    }
    assert any("/page/" in printed_page.address for printed_page in printed_pages)
    assert len(current.pages) == len(printed_pages)
    for path, page in current.pages.items():
        printed = tmp_path / "site" / path.removesuffix(".md") / "index.html"
        assert printed.read_text("utf-8") == page, path


def test_sitemap_and_folders_are_complete(organisation: Organisation, tmp_path: Path) -> None:
    organisation.story("first")
    organisation.story("gone", withdrawn="2026-11-01")
    site = tmp_path / "site"
    print_site(organisation.built(), site)

    sitemap = (site / "sitemap.xml").read_text()
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()).decode() == sitemap
    pages = {p.parent.relative_to(site).as_posix() for p in site.rglob("index.html")}
    listed = {
        line.split("/", 3)[3].split("<")[0].rstrip("/") or "."
        for line in sitemap.splitlines()
        if "<loc>" in line
    }
    # A tombstone answers, and is listed nowhere; what is drawn is another story each time.
    assert pages - listed == {"stories/gone", "random"}
    assert listed - pages == set()
    assert "noindex" in (site / "stories/gone/index.html").read_text()
    assert not any(b"gone" in part.read_bytes() for part in (site / "search").glob("*.js"))
    assert not list(site.rglob("*zblank*"))


def test_a_theme_without_a_slot_is_said(organisation: Organisation, tmp_path: Path) -> None:
    organisation.story("first")
    organisation.write(
        "site_config/templates/theme/sheet.html",
        '{% extends "main.html" %}{% block content %}{% endblock %}',
    )
    with pytest.raises(EngineProblem, match="no single place for its content"):
        print_site(organisation.built(), tmp_path / "site", strict=False)


def test_what_is_filled_in_is_never_scanned() -> None:
    page = f"<t>{printer.TITLE}</t><m>{printer.DESCRIPTION}|{printer.CANONICAL}</m>{printer.BODY}"

    def toc(*headings: Heading) -> str:
        items = "".join(
            f"<i>#{h.id}|{h.title}{'|' + h.title if at == 0 else ''}</i>"
            for at, h in enumerate(headings)
        )
        return page.replace("<m>", f"{items}<m>")

    blank = printer.PageTemplate.cut(
        ("story", "stories", 2), [page, *(toc(*s) for s in printer.SAMPLES[1:])]
    )
    nasty = "".join((printer.TITLE, printer.BODY, printer.CANONICAL, "zslotanchor0z"))
    printed_page = PrintedPage("stories/x/", "story", nasty, lambda: Body(nasty), description=nasty)
    assert blank.print(printed_page, Body(nasty), "https://x.example/") == (
        f"<t>{nasty}</t><m>{nasty}|https://x.example/stories/x/</m>{nasty}"
    )


def test_links_from_guides_to_printed_pages_are_checked(
    organisation: Organisation, tmp_path: Path
) -> None:
    organisation.story("first")
    guide = organisation.root / "site_config/onboarding/day-1.md"
    guide.write_text(
        guide.read_text() + "\n[A story](../stories/first.md), [none](../themes/no.md).\n"
    )
    warnings = print_site(organisation.built(), tmp_path / "site", strict=False)
    assert len(warnings) == 2, "one for its page, one for the path's, where it stands too"
    assert all("themes/no.md" in warning for warning in warnings)
    assert (
        'href="../../stories/first/"' in (tmp_path / "site/onboarding/day-1/index.html").read_text()
    )


def test_it_says_how_far_it_is(organisation: Organisation, tmp_path: Path) -> None:
    for number in range(3):
        organisation.story(f"story-{number}")
    told: list[tuple[int, int]] = []
    site = tmp_path / "site"
    site.mkdir()
    stage = Stage(site, tmp_path / "scratch")
    stage.scratch.mkdir()
    publication = organisation.built().publication
    job = SiteBuild(publication, stage, progress=lambda done, total: told.append((done, total)))
    driver.render(job, strict=True)
    assert told[0][0] == 0
    assert told == sorted(told)
    (total,) = {total for _, total in told}
    assert 3 <= total <= len(list(site.rglob("index.html")))
