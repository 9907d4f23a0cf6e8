"""The page for writing a story in the browser, without any account."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from generator.intake.fields import Field, fields, form_fields
from generator.intake.form_messages import sentences
from generator.model import Repository
from generator.outputs.context import OutputContext
from generator.outputs.kinds import KINDS
from generator.rendering.artifacts import File, Page

_MAIL = re.compile(r"[^@\s<>?&=#%,;:]+@[^@\s<>?&=#%,;:]+")


def make(context: OutputContext) -> Iterator[Page | File]:
    """The page `share/index.md` and the data of its script, `share/form.js`."""
    site = context.edition.site
    mail = site.contact if site.contact and _MAIL.fullmatch(site.contact) else None
    html = context.render(
        "site/share.html",
        root="../",
        questions=[(path, field, _control(path, field)) for path, field in form_fields()],
        kinds=KINDS,
        mail=mail,
        most=fields()["themes"].most,
        new_file=new_file(site.repository) if site.repository else None,
    )
    yield Page.from_html(
        "share/index.md",
        "Tell a story",
        html,
        "Hand in a story from here, without any account.",
        "share.html",
        hide=("navigation", "toc"),
    )
    yield File("share/form.js", f"globalThis.shareForm = {_json(context, mail)};\n".encode())


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


def _control(path: str, field: Field) -> str:
    """The kind of HTML control that asks for a field."""
    if path in ("givers", "receivers"):
        return "people"
    if path == "quote.by":
        return "person"
    if path == "themes":
        return "themes"
    if field.choices:
        return "choices"
    if field.shape == "day":
        return "date"
    return "textarea" if field.shape == "text" and "." not in path else "text"


def _json(context: OutputContext, mail: str | None) -> str:
    site = context.edition.site
    known = {
        "people": dict(context.edition.people),
        "most": {"themes": fields()["themes"].most},
        "longest": {
            path: field.longest
            for path, field in form_fields()
            if field.longest and field.shape in ("line", "text")
        },
        "sentences": {name: said._asdict() for name, said in sentences().items()},
        "newFile": new_file(site.repository) if site.repository else None,
        "mail": mail,
        "site": site.name,
    }
    text = json.dumps(known, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
