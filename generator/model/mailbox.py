"""Addresses of mail, as people write them and as the headers of a message need them."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_MAILBOX = re.compile(r"(?:(?P<name>[^<>@\r\n]*?)\s*<(?P<inner>[^<>\s]+)>|(?P<bare>[^<>\s]+))")
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
)
_LONGEST = 480
"""Characters of a name and an address; the longest address alone has 320."""
_UNSUBSCRIBE = re.compile(r"https://[\w.-]+(?::[0-9]+)?(?:[/?][!-;=?-~]*)?", re.ASCII)
_QUERY = re.compile(r"\?[!-;=?-~]*")


class Mailbox(NamedTuple):
    """An address of mail with the name that is shown with it. `domain` is ASCII."""

    name: str
    local: str
    domain: str

    @property
    def address(self) -> str:
        """The address alone."""
        return f"{self.local}@{self.domain}"


def mailbox(text: str) -> Mailbox | None:
    """An address, alone or as `The bench <stories@bench.example>`. None if no mail could reach it."""
    match = _MAILBOX.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    local, _, domain = ((match["inner"] or match["bare"]) if match else "").rpartition("@")
    domain = _ascii_domain(domain)
    if not match or not _LOCAL.fullmatch(local) or len(local) > 64 or not domain:
        return None
    return Mailbox((match["name"] or "").strip().strip('"').strip(), local, domain)


def unsubscribe_address(text: str) -> str | None:
    """A web or mail address to unsubscribe at, as a header holds it. None if it is none."""
    kind, _, rest = text.strip().partition(":")
    if kind.lower() != "mailto":
        return text.strip() if _UNSUBSCRIBE.fullmatch(text.strip()) else None
    address, mark, query = rest.partition("?")
    found = mailbox(address)
    if found is None or found.name or not (not mark or _QUERY.fullmatch(f"?{query}")):
        return None
    return f"mailto:{found.address}{mark}{query}"


def _ascii_domain(domain: str) -> str:
    """A domain as mail servers know it, or an empty string: `bücher.example` has another name there."""
    if not domain.isascii():
        import idna  # noqa: PLC0415  # only for the few that need it

        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError:
            return ""
    domain = domain.lower()
    return domain if len(domain) <= 253 and _DOMAIN.fullmatch(domain) else ""


def _mail_address(value: object) -> object:
    if isinstance(value, str) and mailbox(value) is None:
        raise PydanticCustomError("mail_address", "is no address for mail")
    return value


def _unsubscribe(value: object) -> object:
    if isinstance(value, str) and unsubscribe_address(value) is None:
        raise PydanticCustomError("unsubscribe_address", "is no address to unsubscribe at")
    return value


MailAddress = Annotated[str, BeforeValidator(_mail_address)]
UnsubscribeAddress = Annotated[str, BeforeValidator(_unsubscribe)]
