"""The issue as HTML that mail programs can show, and as a message to open and send."""

from __future__ import annotations

import binascii
import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from generator.media import images
from generator.model.mailbox import mailbox, unsubscribe_address
from generator.outputs import logo
from generator.outputs.context import OutputContext
from generator.outputs.newsletter import plain
from generator.outputs.newsletter.view import IssueView, shortened
from generator.rendering.artifacts import File

if TYPE_CHECKING:
    from email.headerregistry import Address

_MARK = (180, 48)
"""The largest size of the organisation's mark in the mail, in pixels."""
_FOLD = "\r\n "
MOST = 90_000
"""The largest size of both parts, in bytes as sent. Some mail programs cut off after 102 KB."""


class Mark(NamedTuple):
    """The organisation's mark as a part of a message. Sizes are those at which it is shown."""

    content: bytes
    """A PNG, with twice the pixels for sharp screens."""
    cid: str
    width: int
    height: int


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The files `email.html` and `email.eml`."""
    html = page(context, issue)
    yield File("email.html", html.encode())
    mark = _mark(context, issue)
    if mark:
        html = page(context, issue, mark)
    yield File("email.eml", message(issue, html, plain.plain(context, issue), mark))


def shortened_for_mail(context: OutputContext, issue: IssueView) -> IssueView:
    """The issue, short enough that no mail program cuts it off."""
    return shortened(
        issue,
        lambda version: (
            _size(page(context, version)) + _size(plain.plain(context, version)) <= MOST
        ),
    )


def page(context: OutputContext, issue: IssueView, mark: Mark | None = None) -> str:
    """The e-mail's HTML, with its styles on the elements, where mail programs look for them.

    A page to paste has no mark, since it would lead to a part that only a message has.
    """
    import css_inline  # noqa: PLC0415  # only a digest needs it

    html = context.render("digest/email.html", issue=issue, mark=mark)
    inliner = css_inline.CSSInliner(
        keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False
    )
    return inliner.inline(html).rstrip() + "\n"


def message(issue: IssueView, html: str, plain: str, mark: Mark | None = None) -> bytes:
    """The mail as a message with both parts (RFC 5322), the page with its mark (RFC 2387 and 2392).

    Its date, ids and boundaries depend on its content only, so that an issue is always the same bytes.
    """
    from email.message import EmailMessage  # noqa: PLC0415  # only a digest needs it
    from email.policy import SMTP  # noqa: PLC0415  # as above
    from email.utils import format_datetime  # noqa: PLC0415  # as above

    content_hash = hashlib.blake2b("\0".join((html, plain)).encode(), digest_size=12).hexdigest()
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = issue.heading
    if sender := _address(issue.title, issue.sender):
        mail["From"] = sender
    if recipients := [one for text in issue.recipients if (one := _address("", text))]:
        mail["To"] = recipients
    noon = dt.datetime.combine(issue.day, dt.time(12), dt.UTC)
    mail["Date"] = format_datetime(noon)
    mail["Message-ID"] = f"<{issue.period.name}.{content_hash}@{_host(issue)}>"
    mail["X-Unsent"] = "1"  # Outlook opens it as a draft
    mail.set_content(plain, cte=_encoding(plain))
    mail.add_alternative(html, subtype="html", cte=_encoding(html))
    mail["Content-Language"] = issue.lang
    mail.set_boundary(f"=_{content_hash}")  # never in quoted-printable text or in base64
    if mark:
        shown = mail.get_body(("html",))
        assert shown is not None
        shown.add_related(
            mark.content,
            "image",
            "png",
            cid=f"<{mark.cid}>",
            disposition="inline",
            filename="mark.png",
        )
        shown.set_boundary(f"=_related_{content_hash}")
    leave = [address for text in issue.unsubscribe if (address := unsubscribe_address(text))]
    # The library would encode an address that is longer than a line, and no program reads that.
    header = (
        f"List-Unsubscribe: {f',{_FOLD}'.join(f'<{one}>' for one in leave)}\r\n" if leave else ""
    )
    return header.encode() + mail.as_bytes()


def _mark(context: OutputContext, issue: IssueView) -> Mark | None:
    found = logo.picture(context)
    if found is None:
        return None
    shown = images.within(found, *(2 * side for side in _MARK))
    name = hashlib.blake2b(shown.content, digest_size=8).hexdigest()
    scale = max(1, found.width / _MARK[0], found.height / _MARK[1])
    width, height = (max(1, round(side / scale)) for side in (found.width, found.height))
    return Mark(shown.content, f"{name}@{_host(issue)}", width, height)


def _host(issue: IssueView) -> str:
    return urlsplit(issue.home).hostname or "localhost"


def _address(name: str, text: str | None) -> Address | None:
    """An address with the name that is shown with it: its own, else the one given."""
    from email.errors import MessageError  # noqa: PLC0415  # as above
    from email.headerregistry import Address as MailAddress  # noqa: PLC0415  # as above

    found = mailbox(text or "")
    try:
        return MailAddress(found.name or name, found.local, found.domain) if found else None
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
