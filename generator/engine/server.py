"""The local server of `serve`: it answers from memory, and tells open pages when something else is shown."""

from __future__ import annotations

import gc
import logging
import mimetypes
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, quote
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from markupsafe import Markup

from generator.diagnostics import report
from generator.diagnostics.diagnostic import Diagnostic
from generator.engine.guard import Headers, guarded
from generator.engine.live import LiveSite, Shown, page_of
from generator.engine.watch import Watch
from generator.languages.message import Message, sentences
from generator.languages.message import gettext as _
from generator.outputs import csp
from generator.pipeline import Today
from generator.rendering.templates import TemplateProblem, template_folders
from generator.source.files import read_lines
from generator.source.words import words_of
from generator.system.inside import read_bytes
from generator.text.locales import direction

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

Tell = Callable[[Shown, float], None]

_OWN = "/_serve/"
_PATIENCE = 60.0
"""Seconds until a page that waits for a change asks again."""
_QUIET = 0.05
"""Seconds without another change, before changes are looked at: programs write a file in several steps."""
_MOST = 10
"""The most problems that a page shows."""
_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".woff2": "font/woff2",
    ".ics": "text/calendar",
}


class Pages:
    """Answers requests with what a live site shows.

    Args:
        live: The site.
        root: The folder that holds stories/ and site_config/.

    """

    def __init__(self, live: LiveSite, root: Path) -> None:
        self._live = live
        self._root = root
        self._open: Counter[str] = Counter()
        self._lock = threading.Lock()
        (ours,) = template_folders(None)
        self._own = {file.name: read_bytes(file) for file in (ours / "serve").iterdir()}

    def open_pages(self) -> list[str]:
        """The paths of the pages that are open in a browser."""
        with self._lock:
            return list(self._open)

    def headers(self, _: Sequence[str]) -> Headers:
        """The headers of the published site, and those of a server that only this machine is to see."""
        site = self._live.shown.site
        inline = csp.Inline() if site is None else site.shells.inline
        is_without = site is not None and not site.shells.with_policy
        return (
            *csp.header_lines(None if is_without else inline),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        )

    def answer(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request: a WSGI application."""
        path = environ["PATH_INFO"].encode("latin-1").decode()
        if path.startswith(_OWN):
            status, kind, body = self._own_answer(path.removeprefix(_OWN), environ)
        else:
            status, kind, body = self._page(path)
        if status is HTTPStatus.FOUND:
            start_response(f"{status} {status.phrase}", [("Location", body.decode())])
            return []
        fields = [("Content-Type", kind), ("Content-Length", str(len(body)))]
        start_response(f"{status} {status.phrase}", fields)
        return [body]

    def _own_answer(self, name: str, environ: WSGIEnvironment) -> tuple[HTTPStatus, str, bytes]:
        if name == "next":
            asked = parse_qs(environ.get("QUERY_STRING", ""))
            after, page = (asked.get(key, [""])[0] for key in ("after", "page"))
            return HTTPStatus.OK, "text/plain", self._wait(after, _file_of(page)).encode()
        if name in self._own:
            return HTTPStatus.OK, _type_of(name), self._own[name]
        return HTTPStatus.NOT_FOUND, "text/plain", b"There is no such page.\n"

    def _wait(self, after: str, page: str) -> str:
        """The number of what is shown, once it is another one."""
        shown = self._live.shown
        if after != str(shown.number):
            return str(shown.number)
        with self._lock:
            self._open[page] += 1
        try:
            return str(self._live.wait(shown.number, _PATIENCE).number)
        finally:
            with self._lock:
                self._open[page] -= 1
                self._open += Counter()  # without those that are open nowhere

    def _page(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        file = _file_of(path)
        try:
            content, shown = self._live.content(file)
            is_folder = content is None and self._live.content(f"{file}/index.html")[0] is not None
            if is_folder and not path.endswith("/"):
                return HTTPStatus.FOUND, "", f"{quote(path)}/".encode()
        except TemplateProblem as problem:
            shown = self._live.shown
            problems = [problem.diagnostic]
            return HTTPStatus.INTERNAL_SERVER_ERROR, "text/html", self._bare(shown, problems)
        problems = _problems_of(shown, file)
        if content is not None:
            kind = _type_of(file)
            if kind == "text/html":
                content = self._with_notice(content, shown, problems)
            return HTTPStatus.OK, kind, content
        if shown.site is None:
            return HTTPStatus.SERVICE_UNAVAILABLE, "text/html", self._bare(shown, problems)
        missing = shown.site.content("404.html")
        if missing is None:
            return HTTPStatus.NOT_FOUND, "text/html", self._bare(shown, problems)
        return HTTPStatus.NOT_FOUND, "text/html", self._with_notice(missing, shown, problems)

    def _bare(self, shown: Shown, problems: Sequence[Diagnostic]) -> bytes:
        """A page where there is none of the site."""
        lang = words_of(self._root).lang
        page = Markup(
            '<!doctype html><html lang="{}" dir="{}"><meta charset=utf-8><title>reciprocity</title>'
            "<body></body>"
        ).format(lang, direction(lang))
        return self._with_notice(page.encode(), shown, problems)

    def _with_notice(self, page: bytes, shown: Shown, problems: Sequence[Diagnostic]) -> bytes:
        """A page that loads again after a change, and says what is wrong."""
        extra = Markup('<script src="{}reload.js" data-shown="{}"></script>').format(
            _OWN, shown.number
        )
        if sentence := _sentence(shown, problems):
            lines, words = partial(read_lines, self._root), words_of(self._root)
            extra = (
                Markup(
                    '<link rel="stylesheet" href="{}notice.css">'
                    '<aside id="serve-notice" role="alert"><p>{}</p><pre>{}</pre></aside>'
                ).format(_OWN, words.say(sentence), report.text(problems[:_MOST], lines, words))
                + extra
            )
        before, end, after = page.rpartition(b"</body>")
        return b"".join((before, extra.encode(), end, after))


def _problems_of(shown: Shown, file: str) -> list[Diagnostic]:
    """What a page says is wrong: all errors, and whatever it is about its own story."""
    own = [p for p in shown.problems if page_of(p.location.path) == file]
    return own + [p for p in shown.problems if p.is_error and p not in own]


def _sentence(shown: Shown, problems: Sequence[Diagnostic]) -> Message | Literal[""]:
    """What the problems mean for what is shown; empty if there is nothing to say."""
    if shown.is_current and not problems:
        return ""
    if shown.is_current:
        what = _("Something is wrong. Stories with errors are not on the site.")
    elif shown.site is None:
        what = _("There is nothing to show yet.")
    else:
        what = _("This is the last version that worked; it does not show your latest changes.")
    if len(problems) <= _MOST:
        return what
    shown_of_all = _(
        "These are the first %(most)s of %(all)s problems.", most=_MOST, all=len(problems)
    )
    return sentences(what, shown_of_all)


def _file_of(path: str) -> str:
    """The file of an address, such as `stories/index.html` for `/stories/`."""
    return f"{path[1:]}index.html" if path.endswith("/") else path[1:]


def _type_of(name: str) -> str:
    suffix = Path(name).suffix
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


class _Handler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        log.debug(format, *args)


class LocalServer(ThreadingMixIn, WSGIServer):
    """Serves the site of a folder, and follows its changes.

    Args:
        root: The folder that holds stories/ and site_config/.
        host: Where to listen, and the name to answer as, besides localhost.
        port: The port.
        today: The day.
        tell: Called with what is shown, and how many seconds it took, whenever that is something else.

    """

    daemon_threads = True

    def __init__(self, root: Path, host: str, port: int, today: Today, tell: Tell) -> None:
        if _is_ipv6(host):
            self.address_family = socket.AF_INET6
        super().__init__((host, port), _Handler)
        self._tell = tell
        self._live = LiveSite(root, today)
        self._pages = Pages(self._live, root)
        self._changed = threading.Event()
        self._watch = Watch(root, self._changed.set)
        self._is_ending = False
        self._follower = threading.Thread(target=self._follow, daemon=True)
        self._fault = words_of(root).gettext(
            "This is a bug in reciprocity. The last version of the site is still shown."
        )
        words = partial(words_of, root)
        self.set_app(guarded(self._pages.answer, host, self._pages.headers, words))

    def serve(self) -> None:
        """Show the site, and then each change, until interrupted or shut down."""
        try:
            self._look()  # in several processes, which is safe while there is one thread
            gc.freeze()  # ten thousand records hold no cycles to look for
            self._watch.start(self._live.folders)
            self._changed.set()  # perhaps something has meanwhile
            self._follower.start()
            self.serve_forever()
        finally:
            self._is_ending = True
            self._changed.set()
            self._watch.stop()
            self.server_close()

    def _follow(self) -> None:
        while True:
            self._changed.wait()
            self._changed.clear()
            while not self._is_ending and self._changed.wait(_QUIET):
                self._changed.clear()
            if self._is_ending:
                return
            self._look()

    def _look(self) -> None:
        before, start = self._live.shown, time.monotonic()
        try:
            gc.disable()  # nearly all that is made is kept until the next change
            self._live.refresh(self._pages.open_pages, self._changed.is_set)
        except Exception:
            log.exception(self._fault)
        finally:
            gc.enable()
        if (shown := self._live.shown) is not before:
            self._tell(shown, time.monotonic() - start)
        if self._follower.is_alive():
            self._watch.add(self._live.folders)


def _is_ipv6(host: str) -> bool:
    try:
        return isinstance(ip_address(host), IPv6Address)
    except ValueError:
        return False
