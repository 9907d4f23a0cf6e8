"""The page for writing a story in the browser, without any account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.intake.fields import Field, form_fields
from generator.languages import CODES
from generator.model import Repository, Site
from generator.outputs.context import OutputContext
from generator.outputs.site.share_data import most_values, script
from generator.rendering.artifacts import File, Page
from generator.rendering.changes import changes
from generator.text.locales import SPOKEN, direction, own_name

_MAIL = re.compile(r"[^@\s<>?&=#%,;:]+@[^@\s<>?&=#%,;:]+")
_FIRST = ("givers", "receivers", "body", "ask", "outcome", "date")
"""What everybody is asked, in the order in which people tell a story."""
_LAST = ("for_editors",)
_CONTROLS = {
    "givers": "people",
    "receivers": "people",
    "quote.by": "person",
    "themes": "themes",
    "continues": "story",
    "lang": "language",
}
"""The controls of some fields; those of the others follow from what they hold."""


class Question(NamedTuple):
    """One question of the form: the path of its field, and the control for the answer."""

    path: str
    field: Field
    control: str


class SpokenLanguage(NamedTuple):
    """A language in a list: its tag, how those who speak it call it, and its direction."""

    tag: str
    name: str
    direction: str


def make(context: OutputContext) -> Iterator[Page | File]:
    """The page `share/index.md` and the data of its script, `share/form.js`."""
    site, _ = context.edition.site, context.words.gettext
    mail = mail_of(site)
    forge = new_file(site.repository) if site.repository else None
    first, more, last = _questions()
    html = context.render(
        "site/share.html",
        root="../",
        first=first,
        more=more,
        last=last,
        mail=mail,
        suggests=bool(context.edition.people),
        most=most_values(),
        changes=changes(context.words),
        languages=_languages(context),
        site_language=own_name(site.language),
        new_file=forge,
    )
    yield Page.from_html(
        "share/index.md",
        _("Tell a story"),
        html,
        _("Send us a story. You need no account."),
        "share.html",
        hide=("navigation", "toc"),
    )
    yield script(context, mail, forge)


def mail_of(site: Site) -> str | None:
    """The address that things are mailed to, if the contact is one."""
    return site.contact if site.contact and _MAIL.fullmatch(site.contact) else None


def new_file(repository: Repository) -> dict[str, str]:
    """The page of a repository's website that creates a file, and its parameters for name and text.

    GitLab's page ignores the text.
    """
    url = repository.url.rstrip("/")
    if repository.kind == "gitlab":
        page = f"{url}/-/new/{repository.branch}"
        return {"where": "GitLab", "page": page, "name": "file_name", "text": ""}
    return {
        "where": "GitHub",
        "page": f"{url}/new/{repository.branch}",
        "name": "filename",
        "text": "value",
    }


def _questions() -> tuple[list[Question], list[Question], list[Question]]:
    """What everybody is asked, what is folded away, and what is asked at the end."""
    known = {path: Question(path, field, _control(path, field)) for path, field in form_fields()}
    more = [each for path, each in known.items() if path not in (*_FIRST, *_LAST)]
    return [known[path] for path in _FIRST], more, [known[path] for path in _LAST]


def _control(path: str, field: Field) -> str:
    """The kind of HTML control that asks for a field."""
    if path in _CONTROLS:
        return _CONTROLS[path]
    if field.choices:
        return "several" if field.many else "choices"
    if field.shape == "day":
        return "date"
    return "textarea" if field.shape == "text" and "." not in path else "text"


def _languages(context: OutputContext) -> list[SpokenLanguage]:
    """The languages that a story may be in, by their own names."""
    told = {story.lang for story in context.edition.stories if story.lang}
    tags = {*SPOKEN, *CODES, *told} - {context.edition.site.language}
    found = [SpokenLanguage(tag, own_name(tag), direction(tag)) for tag in tags]
    return sorted(found, key=lambda each: (each.name.casefold(), each.tag))
