"""Whom a local server answers, what it refuses, and which headers it sends.

MkDocs' server answers everybody who reaches it, under any name. A web page from elsewhere could have a
name of its own lead to this machine, and read drafts under it; so only names of this machine are
answered. The headers are those of the published site: what works here works there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import TYPE_CHECKING

from watchdog.observers.polling import PollingObserverVFS

from generator.languages.message import Message
from generator.languages.message import gettext as _
from generator.languages.messages import Messages
from generator.outputs import csp

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from mkdocs.livereload import LiveReloadServer

Headers = Sequence[tuple[str, str]]

_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
_EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104  # compared with, not listened on
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:]+)(?::[0-9]{1,5})?")
_POLLING = 0.5
"""Seconds between two looks for changes, as MkDocs has it."""
_MOST_CHARACTERS = 2000
"""The longest path that is looked up; those of the site are much shorter."""
_RELOADING = re.compile(rb"\s*var livereload = .*\nlivereload\([0-9]+, [0-9]+\);\s*", re.DOTALL)
"""MkDocs' script that waits for the next build; it ends with two numbers of the page's own."""


def guarded(
    application: WSGIApplication,
    address: str,
    headers: Callable[[Sequence[str]], Headers],
    words: Callable[[], Messages],
) -> WSGIApplication:
    """An application that answers under names of this machine alone, with the site's headers.

    Args:
        application: Answers everything that is not refused.
        address: Where the server listens, such as `127.0.0.1`.
        headers: The headers of an answer whose page has some more scripts, given by their hashes.
        words: Our words in the language of a refusal.

    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if refusal := _refusal(environ, address):
            status, sentence = refusal
            plain = ("Content-Type", "text/plain; charset=utf-8")
            start_response(status, [plain, *headers(())])
            return [f"{words().say(sentence)}\n".encode()]
        environ.pop("HTTP_REFERER", None)  # it would be printed as it is
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(
            status: str, fields: list[tuple[str, str]], _: object = None
        ) -> Callable[..., None]:
            begun.append((status, fields))
            return lambda _: None

        body = application(environ, begin)
        (status, fields) = begun[-1]
        if dict(fields).get("Content-Type") == "text/html":
            page = _all_of(body)
            body, scripts = [page], _added_scripts(page)
        else:
            scripts = ()
        start_response(status, [*fields, *headers(scripts)])
        return body

    return answer


def watch_without_following_links(
    server: LiveReloadServer, watched: Sequence[str], more: Sequence[str]
) -> None:
    """Let a server that has not started watch some more paths.

    MkDocs follows links as it looks for changes: one to `/` has it read the whole machine, and two
    to their own folder never let it finish.

    Args:
        server: The server of MkDocs.
        watched: The paths that it watches already.
        more: The paths that it shall watch besides.

    """
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserverVFS(os.lstat, os.scandir, polling_interval=_POLLING)  # type: ignore[assignment]  # the same interface
    for path in (*watched, *more):
        server.watch(path)


def _refusal(environ: WSGIEnvironment, address: str) -> tuple[str, Message] | None:
    """The status and the sentence for a request that is not answered."""
    if not _is_ours(environ.get("HTTP_HOST", ""), address):
        return "421 Misdirected Request", _(
            "This server only answers requests for localhost and for the address that it was started with."
        )
    try:
        path = environ["PATH_INFO"].encode("latin-1").decode()
    except UnicodeDecodeError:
        return "400 Bad Request", _("This address is not valid UTF-8.")
    if len(path) > _MOST_CHARACTERS:
        return "414 URI Too Long", _("This address is longer than any on the site.")
    parts = path.split("/")
    is_plain = path.startswith("/") and path.isprintable() and "\\" not in path
    if not is_plain or "" in parts[1:-1] or not {".", ".."}.isdisjoint(parts):
        return "404 Not Found", _("There is no such page.")
    return None


def _is_ours(host: str, address: str) -> bool:
    """Whether a Host header names this machine. Of a server that listens everywhere, any number does."""
    match = _HOST.fullmatch(host.lower())
    if match is None:
        return False
    name = match[1]
    if name in _LOCAL or name.strip("[]") == address.lower():
        return True
    return address in _EVERYWHERE and _is_number(name.strip("[]"))


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _all_of(body: Iterable[bytes]) -> bytes:
    try:
        return b"".join(body)
    finally:
        if close := getattr(body, "close", None):
            close()


def _added_scripts(page: bytes) -> tuple[str, ...]:
    """The hash of the script that MkDocs has put at the end of a page, if it has."""
    script, _, rest = page.rpartition(b"<script>")[2].partition(b"</script>")
    is_last = rest.strip().startswith(b"</body>") or not rest.strip()
    if not is_last or not _RELOADING.fullmatch(script):
        return ()
    return tuple(csp.Inline.of(f"<script>{script.decode()}</script>").scripts)
