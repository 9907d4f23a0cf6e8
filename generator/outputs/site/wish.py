"""The page on which somebody writes how they wish to be named, to send it as a mail or an issue."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from generator.intake.wish import NAME, SHOW_AS, Level
from generator.languages.messages import noted
from generator.model import AlsoShow, Channel, Repository, ShowAs
from generator.outputs.context import OutputContext
from generator.outputs.site.share import mail_of
from generator.rendering.artifacts import Page

CHANNELS = {
    Channel.SITE: noted("On this site"),
    Channel.NEWSLETTER: noted("In the newsletter"),
    Channel.TOWNHALL: noted("At the town hall"),
    Channel.ONBOARDING: noted("On the onboarding pages"),
}
LEVELS = {
    Level.YES: noted("By my name"),
    Level.ASK: noted("By my name, where I have said yes to the story"),
    Level.NO: noted("Without my name, as “a colleague”"),
    Level.NOWHERE: noted("Not at all: no story with me in it"),
}
FORMS = {
    ShowAs.FULL: noted("By my full name"),
    ShowAs.FIRST: noted("By my first name"),
    ShowAs.ROLE: noted("By what I do, without my name"),
}
DETAILS = {
    AlsoShow.ROLE: noted("What I do, beside my name"),
    AlsoShow.PLACE: noted("Where I work, beside my name"),
    AlsoShow.SINCE: noted("The year of my first day, beside my name"),
}
ANSWERS = {"yes": noted("Show it"), "no": noted("Leave it out")}
_TEXT = "{text}"
"""What the script replaces by the wish in an address."""


def make(context: OutputContext) -> Iterator[Page]:
    """The page `wish/index.md`."""
    site, _ = context.edition.site, context.words.gettext
    mail = mail_of(site)
    subject = _("My wish")
    html = context.render(
        "site/wish.html",
        root="../",
        channels=[(channel.value, title) for channel, title in CHANNELS.items()],
        levels=[(level.word, title) for level, title in LEVELS.items()],
        forms=[(form.value, title) for form, title in FORMS.items()],
        details=[(each.value, title) for each, title in DETAILS.items()],
        answers=list(ANSWERS.items()),
        name_key=NAME,
        form_key=SHOW_AS,
        mail=mail,
        mail_address=f"mailto:{mail}?subject={quote(subject, safe='')}&body={_TEXT}"
        if mail
        else "",
        issue=_new_issue(site.repository, subject) if site.repository else None,
    )
    yield Page.from_html(
        "wish/index.md",
        _("How I want to be named"),
        html,
        _("Say where you may be named in stories, and how."),
        "wish.html",
        hide=("navigation", "toc"),
    )


def _new_issue(repository: Repository, subject: str) -> dict[str, str]:
    """The page of a repository's website that opens an issue, with a place for its text."""
    url, title = repository.url.rstrip("/"), quote(subject, safe="")
    if repository.kind == "gitlab":
        page = f"{url}/-/issues/new?issue%5Btitle%5D={title}&issue%5Bdescription%5D={_TEXT}"
        return {"where": "GitLab", "address": page}
    return {"where": "GitHub", "address": f"{url}/issues/new?title={title}&body={_TEXT}"}
