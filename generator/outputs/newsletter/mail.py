"""The issue as a mail: a page of HTML that mail programs can show, and a message to open and send."""

from __future__ import annotations

import binascii
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.outputs.context import OutputContext
from generator.outputs.newsletter import plain
from generator.outputs.newsletter.view import IssueView, shorter
from generator.rendering.artifacts import File

if TYPE_CHECKING:
    from email.headerregistry import Address

_ADDRESS = re.compile(r"(?:[^<>@\r\n]*<)?([^\s<>@,;:]+@[^\s<>@,;:]+)>?")
MOST = 90_000
"""Bytes of both parts as they are sent. Some mail programs cut off what is longer than 102 KB."""


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The files `email.html` and `email.eml`."""
    html = page(context, issue)
    yield File("email.html", html.encode())
    yield File("email.eml", message(issue, html, plain.plain(context, issue)))


def fitting(context: OutputContext, issue: IssueView) -> IssueView:
    """The issue, shortened until its mail is short enough."""
    for told in chain((issue,), shorter(issue)):
        issue = told
        if _size(page(context, told)) + _size(plain.plain(context, told)) <= MOST:
            break
    return issue


def page(context: OutputContext, issue: IssueView) -> str:
    """The mail's HTML, with the styles on the elements, where mail programs look for them."""
    import css_inline  # noqa: PLC0415  # only a digest needs it

    html = context.render("digest/email.html", issue=issue)
    inliner = css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
    )
    return inliner.inline(html).rstrip() + "\n"


def message(issue: IssueView, html: str, plain: str) -> bytes:
    """The mail as a message (RFC 5322) with both parts. Its date, its id and the boundary of its
    parts follow from what it says, so that the same issue is the same message.
    """
    from email.message import EmailMessage  # noqa: PLC0415  # only a digest needs it
    from email.policy import SMTP  # noqa: PLC0415  # as above
    from email.utils import format_datetime  # noqa: PLC0415  # as above

    mark = hashlib.blake2b("\0".join((html, plain)).encode(), digest_size=12).hexdigest()
    made = EmailMessage(policy=SMTP)
    made["Subject"] = issue.heading
    if sender := _address(issue.title, issue.sender):
        made["From"] = sender
    noon = dt.datetime.combine(issue.day, dt.time(12), dt.UTC)
    made["Date"] = format_datetime(noon)
    host = urlsplit(issue.home).hostname or "localhost"
    made["Message-ID"] = f"<{issue.period.name}.{mark}@{host}>"
    made["X-Unsent"] = "1"  # Outlook opens it as a draft
    made.set_content(plain, cte=_encoding(plain))
    made.add_alternative(html, subtype="html", cte=_encoding(html))
    made["Content-Language"] = issue.lang
    made.set_boundary(f"=_{mark}")  # never in quoted-printable text or in base64
    return made.as_bytes()


def _address(name: str, sender: str | None) -> Address | None:
    """An address to send from, if the organisation gave one that can be used."""
    from email.errors import MessageError  # noqa: PLC0415  # as above
    from email.headerregistry import Address as Made  # noqa: PLC0415  # as above

    address = _ADDRESS.fullmatch(sender or "")
    try:
        return Made(name, addr_spec=address[1]) if address else None
    except (MessageError, ValueError, IndexError):
        return None


def _encoding(text: str) -> str:
    """The shorter of the two ways in which a text is sent."""
    return "base64" if _packed(text) < _printable(text) else "quoted-printable"


def _size(text: str) -> int:
    return min(_packed(text), _printable(text))


def _packed(text: str) -> int:
    return -(-len(text.encode()) // 57) * 78


def _printable(text: str) -> int:
    return len(binascii.b2a_qp(text.encode(), istext=True)) + text.count("\n")
