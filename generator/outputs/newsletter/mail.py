"""The issue as HTML that mail programs can show, and as a message to open and send."""

from __future__ import annotations

import binascii
import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from generator.outputs.context import OutputContext
from generator.outputs.newsletter import plain
from generator.outputs.newsletter.view import IssueView, shortened
from generator.rendering.artifacts import File

if TYPE_CHECKING:
    from email.headerregistry import Address

_ADDRESS = re.compile(r"(?:[^<>@\r\n]*<)?([^\s<>@,;:]+@[^\s<>@,;:]+)>?")
MOST = 90_000
"""The largest size of both parts, in bytes as sent. Some mail programs cut off after 102 KB."""


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The files `email.html` and `email.eml`."""
    html = page(context, issue)
    yield File("email.html", html.encode())
    yield File("email.eml", message(issue, html, plain.plain(context, issue)))


def shortened_for_mail(context: OutputContext, issue: IssueView) -> IssueView:
    """The issue, short enough that no mail program cuts it off."""
    return shortened(
        issue,
        lambda version: (
            _size(page(context, version)) + _size(plain.plain(context, version)) <= MOST
        ),
    )


def page(context: OutputContext, issue: IssueView) -> str:
    """The mail's HTML, with its styles on the elements, where mail programs look for them."""
    import css_inline  # noqa: PLC0415  # only a digest needs it

    html = context.render("digest/email.html", issue=issue)
    inliner = css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
    )
    return inliner.inline(html).rstrip() + "\n"


def message(issue: IssueView, html: str, plain: str) -> bytes:
    """The mail as a message with both parts (RFC 5322).

    Its date, id and boundary depend on its content only, so that an issue is always the same bytes.
    """
    from email.message import EmailMessage  # noqa: PLC0415  # only a digest needs it
    from email.policy import SMTP  # noqa: PLC0415  # as above
    from email.utils import format_datetime  # noqa: PLC0415  # as above

    content_hash = hashlib.blake2b("\0".join((html, plain)).encode(), digest_size=12).hexdigest()
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = issue.heading
    if sender := _address(issue.title, issue.sender):
        mail["From"] = sender
    noon = dt.datetime.combine(issue.day, dt.time(12), dt.UTC)
    mail["Date"] = format_datetime(noon)
    host = urlsplit(issue.home).hostname or "localhost"
    mail["Message-ID"] = f"<{issue.period.name}.{content_hash}@{host}>"
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft
    mail.set_content(plain, cte=_encoding(plain))
    mail.add_alternative(html, subtype="html", cte=_encoding(html))
    mail["Content-Language"] = issue.lang
    mail.set_boundary(f"=_{content_hash}")  # never in quoted-printable text or in base64
    return mail.as_bytes()


def _address(name: str, sender: str | None) -> Address | None:
    """The address to send from, if the organisation gave a valid one."""
    from email.errors import MessageError  # noqa: PLC0415  # as above
    from email.headerregistry import Address as MailAddress  # noqa: PLC0415  # as above

    address = _ADDRESS.fullmatch(sender or "")
    try:
        return MailAddress(name, addr_spec=address[1]) if address else None
    except (MessageError, ValueError, IndexError):
        return None


def _encoding(text: str) -> str:
    """The transfer encoding that makes a text shorter."""
    return "base64" if _base64_size(text) < _quoted_printable_size(text) else "quoted-printable"


def _size(text: str) -> int:
    return min(_base64_size(text), _quoted_printable_size(text))


def _base64_size(text: str) -> int:
    return -(-len(text.encode()) // 57) * 78


def _quoted_printable_size(text: str) -> int:
    return len(binascii.b2a_qp(text.encode(), istext=True)) + text.count("\n")
