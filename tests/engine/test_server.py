"""`reciprocity serve` and plain `mkdocs serve` as whoever reaches their port sees them."""

from __future__ import annotations

import re
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection, HTTPResponse
from unittest import mock

import pytest

from generator.engine.guard import guarded
from generator.engine.live import Site
from generator.languages.catalogs import read_catalog
from generator.languages.messages import ENGLISH, Messages, messages
from generator.outputs import csp
from tests.conftest import Organisation, organisation_in, print_site
from tests.served import served, served_by_mkdocs

Answer = tuple[HTTPResponse, str]
Ask = Callable[..., Answer]


@pytest.fixture(scope="module", params=[served, served_by_mkdocs], ids=["reciprocity", "mkdocs"])
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks the server of a small site, which has no folder of static files."""
    organisation = organisation_in(tmp_path_factory.mktemp("served"))
    organisation.story("first")
    if request.param is served:  # MkDocs alone does not do without
        (organisation.root / "site_config/static/mark.svg").unlink()
        (organisation.root / "site_config/static").rmdir()
    with request.param(organisation.root) as port:

        def get(path: str, host: str | None = "localhost") -> Answer:
            connection = HTTPConnection("127.0.0.1", port, timeout=60)
            connection.putrequest("GET", path, skip_host=True)
            if host is not None:
                connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read().decode("utf-8", "replace")

        yield get


def test_a_site_without_static_files_is_served(ask: Ask) -> None:
    answer, page = ask("/stories/first/")
    assert answer.status == 200
    assert "it was enough" in page


@pytest.mark.parametrize("path", ["/", "/stories/first/", "/search/index.js", "/nothing/", "/%00"])
def test_every_answer_has_the_headers_of_the_published_site(ask: Ask, path: str) -> None:
    answer, page = ask(path)
    rule = answer.headers["Content-Security-Policy"]
    _, published = ask("/_headers")
    (wanted,) = re.findall("Content-Security-Policy: (.*)", published)
    added = set(re.findall("'sha256-[^']*'", rule)) - set(re.findall("'sha256-[^']*'", wanted))
    assert re.sub(" 'sha256-[^']*'", "", rule) == re.sub(" 'sha256-[^']*'", "", wanted)
    by_mkdocs = "var livereload" in page
    reloads = by_mkdocs or 'src="/_serve/reload.js"' in page
    assert len(added) == by_mkdocs, "the one script that MkDocs puts into a page"
    assert added <= csp.Inline.of(page).scripts
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert reloads or path not in ("/", "/stories/first/")
    assert not (reloads and path == "/search/index.js")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_names_of_this_machine_are_answered(ask: Ask, host: str) -> None:
    assert ask("/stories/first/", host)[0].status == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8000", "localhost.evil.example", "evil.example:localhost", "", None,
     "127.0.0.1.evil.example", "localhost:8000@evil.example", "192.168.1.7", "[::2]", "0.0.0.0", "[]",
     "localhost evil.example", "localhost:", "127.1", "::1"],
)  # fmt: skip
def test_any_other_name_gets_one_sentence(ask: Ask, host: str | None) -> None:
    for path in ("/stories/first/", "/livereload/0/1", "/_serve/next"):
        answer, said = ask(path, host)
        assert (answer.status, answer.reason) == (421, "Misdirected Request")
        assert re.fullmatch(r"This server only answers requests for localhost.*\.\n", said)


@pytest.mark.parametrize(
    ("path", "status"),
    [("/%00", 404), ("/stories/%00/", 404), ("/first%0a", 404), ("/%1b[2J", 404), ("/..%2f..%2fetc/passwd", 404),
     ("/../../etc/passwd", 404), ("/stories/..%2f..%2f..%2fetc%2fpasswd", 404), ("//evil.example/%2e%2e", 404),
     ("/..%5c..%5cetc", 404), ("/%zz", 404), ("/%", 404), ("/%ff", 400), ("/%c0%ae%c0%ae/", 400),
     (f"/{'a' * 300}", 404), (f"/{'a/' * 900}", 404), (f"/{'a' * 5000}", 414),
     (f"/livereload/{'9' * 5000}/1", 414), ("/livereload/x/1", 404), ("http://evil.example/", 404),
     ("*", 404), ("/stories", 302), ("/assets/", 404), ("/%F0%9F%92%A9/", 404)],
)  # fmt: skip
def test_no_address_is_more_than_not_found(ask: Ask, path: str, status: int) -> None:
    answer, said = ask(path)
    assert answer.status == status
    assert "root:" not in said
    if status == 302:
        assert answer.headers["Location"] == "/stories/"


def _status(address: str, host: str) -> str:
    statuses: list[str] = []
    answer = guarded(_empty, address, lambda _: (), lambda: ENGLISH)
    list(answer({"HTTP_HOST": host, "PATH_INFO": "/"}, lambda status, _: statuses.append(status)))  # type: ignore[arg-type]  # enough for this application
    return statuses[0]


def _empty(environ: object, start_response: Callable[..., object]) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/css")])
    return []


@pytest.mark.parametrize(
    ("address", "host", "answered"),
    [("192.168.1.7", "192.168.1.7:80", True), ("192.168.1.7", "192.168.1.8", False),
     ("stories.bench.example", "Stories.bench.example", True), ("fe80::1", "[fe80::1]:8000", True),
     ("0.0.0.0", "192.168.1.8:8000", True), ("::", "[fe80::1]", True), ("0.0.0.0", "evil.example", False)],
)  # fmt: skip
def test_the_address_that_was_given_is_answered(address: str, host: str, answered: bool) -> None:
    assert _status(address, host).startswith("200" if answered else "421")


def test_a_refusal_is_in_the_language_of_the_organisation() -> None:
    raw = 'msgid "There is no such page."\nmsgstr "Die Seite gibt es nicht."\n'
    german: Messages = messages("de", {"de": read_catalog(raw.encode(), "de")[0]})
    answer = guarded(_empty, "localhost", lambda _: (), lambda: german)
    environ = {"HTTP_HOST": "localhost", "PATH_INFO": "/../"}
    assert list(answer(environ, lambda *_: None)) == [b"Die Seite gibt es nicht.\n"]  # type: ignore[arg-type]  # enough here


@pytest.mark.parametrize(
    "end",
    [
        "<script>\nvar livereload = 0;\nlivereload(1, 2);\n</script></main></body>",
        "<script>alert(1)</script></body>",
        "<script>\nvar livereload = 0;\nlivereload(1, alert());\n</script></body>",
    ],
)
def test_only_the_script_at_the_very_end_is_allowed(end: str) -> None:
    def page(environ: object, start_response: Callable[..., object]) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html")])
        return [end.encode()]

    asked: list[object] = []

    def headers(scripts: Sequence[str]) -> Sequence[tuple[str, str]]:
        asked.append(scripts)
        return ()

    answer = guarded(page, "localhost", headers, lambda: ENGLISH)
    list(answer({"HTTP_HOST": "localhost", "PATH_INFO": "/"}, lambda *_: None))  # type: ignore[arg-type]  # enough here
    assert asked == [()]


def test_changes_are_seen_beside_links_that_never_end(organisation: Organisation) -> None:
    organisation.story("first")
    for name in ("a", "b", "c"):
        (organisation.root / "stories/2026" / name).symlink_to(".", target_is_directory=True)
    with served(organisation.root) as port:
        address = f"http://localhost:{port}/stories/first/"
        page, end = "", time.monotonic() + 20
        while "two hours" not in page and time.monotonic() < end:
            organisation.story("first", f"It took @ana two hours, until {time.monotonic()}.")
            time.sleep(1)  # longer than the pause between two looks
            page = urllib.request.urlopen(address, timeout=30).read().decode()
    assert "two hours" in page


def _asked(port: int, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": "localhost"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode("utf-8", "replace")


def _number(page: str) -> str:
    (found,) = re.findall('data-shown="([0-9]+)"', page)
    return str(found)


def test_a_page_is_what_a_build_writes_and_one_script(organisation: Organisation) -> None:
    organisation.story("first")
    with served(organisation.root, today=lambda _: organisation.today) as port:
        _, page = _asked(port, "/stories/first/")
    print_site(organisation.built(), organisation.root / "site")
    written = (organisation.root / "site/stories/first/index.html").read_text()
    script = re.search('<script src="/_serve/reload.js" data-shown="[0-9]+"></script>', page)
    assert script
    assert page.replace(script[0], "") == written


def test_errors_are_said_on_the_page_and_its_last_state_stays(organisation: Organisation) -> None:
    story = organisation.story("first", "@ana stayed <b>here</b>, it was late.", kind="help")
    organisation.story("second")
    story.write_text(story.read_text().replace("<b>here</b>", "here"))
    with served(organisation.root) as port:
        before = _asked(port, "/stories/first/")[1]
        assert "serve-notice" not in before
        organisation.story("first", "@ana stayed <script>alert(1)</script>.", givers="[ana")
        assert _asked(port, f"/_serve/next?after={_number(before)}&page=/stories/first/")[0] == 200
        status, page = _asked(port, "/stories/first/")
        assert status == 200
        assert "it was late" in page
        assert "stories/2026/first.md:3" in page
        assert "<script>alert" not in page
        assert "stories/2026/first.md:3" in _asked(port, "/")[1]
        (organisation.root / "site_config/people.yml").write_text("ana: [")
        _asked(port, f"/_serve/next?after={_number(page)}&page=/")
        status, page = _asked(port, "/stories/second/")
        assert status == 200
        assert "This is the last version that worked" in page
        assert "site_config/people.yml:" in page


def test_a_page_that_is_not_there_says_why(organisation: Organisation) -> None:
    organisation.story("first", "Dora Nkemelu stayed.", givers="dora")
    with served(organisation.root) as port:
        status, page = _asked(port, "/stories/first/")
        assert status == 404
        assert "stories/2026/first.md" in page
        assert "S122" in page or "withheld" in page or "hidden" in page.casefold()


def test_a_wrong_configuration_does_not_keep_it_from_starting(organisation: Organisation) -> None:
    organisation.story("first")
    people = organisation.root / "site_config/people.yml"
    right = people.read_text()
    people.write_text("ana: [")
    with served(organisation.root) as port:
        status, page = _asked(port, "/")
        assert status == 503
        assert "site_config/people.yml:" in page
        people.write_text(right)
        _asked(port, f"/_serve/next?after={_number(page)}&page=/")
        assert _asked(port, "/stories/first/")[0] == 200


def test_the_page_that_is_open_is_printed_before_anything_is_told(
    organisation: Organisation,
) -> None:
    organisation.story("first")
    said: list[tuple[int, str]] = []
    original = Site.content
    with (
        served(organisation.root) as port,
        mock.patch.object(Site, "content", autospec=True) as content,
    ):
        content.side_effect = original
        number = _number(_asked(port, "/stories/first/")[1])
        ask = f"/_serve/next?after={number}&page=/stories/first/"
        waiting = threading.Thread(target=lambda: said.append(_asked(port, ask)))
        waiting.start()
        while not content.call_args_list or threading.active_count() < 2:
            time.sleep(0.01)
        time.sleep(0.2)
        content.reset_mock()
        organisation.story("first", "It took @ana two hours.")
        waiting.join(60)
        printed = [call.args[1] for call in content.call_args_list]
    assert printed[:1] == ["stories/first/index.html"]
    assert said[0][1] != number


def test_where_nothing_happens_it_takes_no_processor(organisation: Organisation) -> None:
    organisation.story("first")
    with served(organisation.root) as port:
        _asked(port, "/stories/first/")
        time.sleep(1)
        start = time.process_time()
        time.sleep(2)
        assert time.process_time() - start < 0.02
