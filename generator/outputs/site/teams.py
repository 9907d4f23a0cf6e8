"""The teams: an overview, and a page for each that there is something to read of.

A page says of its team only what is told elsewhere on the site, or what the team says of itself in
`teams.yml`: a story belongs to it if its page tells the team, whoever that stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from generator.edition import ShownHelper, ShownPractice, ShownStory, ShownTeam
from generator.outputs.context import OutputContext
from generator.outputs.grouping import Stories
from generator.outputs.site.listing import Listing, listing_pages
from generator.rendering.artifacts import Body, Page, PrintedPage, SearchEntry

NEWEST = 5
"""The number of stories in each part of a team's page: one large, and two rows of two."""


class TeamView(NamedTuple):
    """What there is to read of a team."""

    team: ShownTeam
    stories: Stories
    helpers: tuple[tuple[int, ShownHelper], ...]
    """Whom to ask in it, with their numbers on the page that says whom to ask."""
    practices: tuple[ShownPractice, ...]
    """Those that somebody of it runs and that have not ended."""

    @property
    def address(self) -> str:
        return f"teams/{self.team.slug}/"


class StoryPart(NamedTuple):
    """The newest stories in which a team has one part."""

    title: str
    stories: Stories


def make(context: OutputContext) -> Iterator[Page | PrintedPage]:
    """The pages `teams/index.md`, `teams/<slug>/`, and `teams/<slug>/stories/` where there are more."""
    _, views = context.words.gettext, teams_with_pages(context)
    if not views:
        return
    departments: dict[str | None, list[TeamView]] = {}
    for view in views:
        departments.setdefault(view.team.department, []).append(view)
    yield Page.from_html(
        "teams/index.md",
        _("Teams"),
        context.render("site/teams.html", root="../", departments=departments),
        _("What each team does, whom to ask there, and the stories it is in."),
        hide=("navigation", "toc"),
        template="browse.html",
    )
    for view in views:
        yield from _pages(context, view)


def teams_with_pages(context: OutputContext) -> tuple[TeamView, ...]:
    """The teams that there is something to read of, in the organisation's order."""
    edition, by_team = context.edition, context.groups.by_team
    helpers = tuple(enumerate(edition.helpers, 1))
    running = [p for p in edition.practices if not p.has_ended(edition.today)]
    views = (
        TeamView(
            team,
            by_team[slug],
            tuple(each for each in helpers if each[1].who.team == slug),
            tuple(p for p in running if any(lead.team == slug for lead in p.leads)),
        )
        for slug, team in edition.teams.items()
    )
    return tuple(v for v in views if v.stories or v.helpers or v.practices or v.team.about)


def parts_of(context: OutputContext, view: TeamView) -> tuple[StoryPart, ...]:
    """The stories of a team by its part in them, each story once; parts without any are left out."""
    _, slug = context.words.gettext, view.team.slug

    def told(story: ShownStory) -> tuple[bool, bool]:
        return (
            any(who.team == slug for who in story.givers),
            any(who.team == slug for who in story.receivers),
        )

    titles = {
        (True, False): _("Helped others"),
        (False, True): _("Was helped"),
        (True, True): _("Helped one another"),
    }
    parts: dict[tuple[bool, bool], list[ShownStory]] = {of: [] for of in titles}
    for story in view.stories:
        parts[told(story)].append(story)
    return tuple(StoryPart(titles[of], tuple(stories)) for of, stories in parts.items() if stories)


def _pages(context: OutputContext, view: TeamView) -> Iterator[PrintedPage]:
    _, team = context.words.gettext, view.team
    parts = parts_of(context, view)
    newest = tuple(part._replace(stories=part.stories[:NEWEST]) for part in parts)
    has_more = sum(len(part.stories) for part in newest) < len(view.stories)
    about = _("Stories in which %(team)s helped or was helped.", team=team.name)
    topics = dict.fromkeys(topic for _number, each in view.helpers for topic in each.topics)
    yield PrintedPage(
        view.address,
        "team",
        team.name,
        partial(_body, context, view, newest, has_more=has_more),
        team.about or about,
        search=partial(
            SearchEntry,
            team.name,
            team.about or about,
            kicker=_("Team"),
            more=partial("\n\n".join, [*filter(None, [team.place]), *topics]),
        ),
    )
    if has_more:
        yield from listing_pages(
            context,
            Listing(
                f"{view.address}stories/",
                _("Team"),
                team.name,
                view.stories,
                about,
                facet=("team", team.slug),
                page_title=_("Stories: %(of)s", of=team.name),
                found=False,
            ),
        )


def _body(
    context: OutputContext, view: TeamView, parts: tuple[StoryPart, ...], *, has_more: bool
) -> Body:
    return Body(
        context.render(
            "site/team.html",
            root="../../",
            view=view,
            team=view.team,
            parts=parts,
            has_more=has_more,
        )
    )
