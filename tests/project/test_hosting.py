"""The servers of docs/how-to/hosting.md, started as it says, give each file as it promises."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.adopt.sample import DAY
from tests import ROOT
from tests.project.pages import DOCS, blocks
from tests.project.wheels import environment, wheel

pytestmark = pytest.mark.exhaustive

PAGE = DOCS / "how-to/hosting.md"
SHOWN = {title: text for _, title, text in blocks(PAGE) if title}
_IN_FOLDER = "https://loaf.dunnmarrow.example/stories/"
_APACHE_MODULES = Path("/usr/lib/apache2/modules")
_NEEDED = ("mpm_event", "authz_core", "mime", "dir", "unixd")
_OPTIONAL = ("filter", "deflate", "headers", "alias", "setenvif", "env")


class Organisation(NamedTuple):
    """A folder that anybody may read, with a built site, and one to write into."""

    root: Path
    scratch: Path


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def _ordinary() -> dict[str, object]:
    """Somebody who is not root, for a process that must not be."""
    if os.geteuid() != 0:
        return {}
    return {"user": "www-data", "group": "www-data", "extra_groups": []}


@pytest.fixture(scope="module")
def organisation() -> Iterator[Organisation]:
    with tempfile.TemporaryDirectory(prefix="hosting-") as folder:
        root, scratch = Path(folder) / "stories", Path(folder) / "scratch"
        for name in ("stories", "site_config"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        _build(root)
        _reciprocity(root, "rename", "story", "five-weeks", "five-weeks-in-leith", "--yes")
        _build(root)
        scratch.mkdir()
        scratch.chmod(0o777)
        Path(folder).chmod(0o755)
        yield Organisation(root, scratch)


def _reciprocity(root: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "--root", str(root), *words, "--today", f"{DAY}"],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout


def _build(root: Path) -> None:
    _reciprocity(root, "build")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextlib.contextmanager
def _served(words: list[str], port: int, scratch: Path) -> Iterator[int]:
    log = scratch / "log"
    with log.open("w") as output:
        process = subprocess.Popen(words, cwd="/", stdout=output, stderr=output, **_ordinary())  # type: ignore[call-overload]  # who runs it, if somebody else
        try:
            for _ in range(100):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                assert process.poll() is None, log.read_text()
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def _placed(text: str, organisation: Organisation, port: int) -> str:
    """A block of the page, for a folder and a port of ours."""
    for shown, ours in (
        ("/srv/stories", str(organisation.root)),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("*:80>", f"127.0.0.1:{port}>"),
        ("server_name stories.example.com;", "server_name localhost;"),
    ):
        text = text.replace(shown, ours)
    return text


@contextlib.contextmanager
def _nginx(organisation: Organisation, server: str, port: int) -> Iterator[int]:
    """nginx as an ordinary process that writes nowhere but into a temporary folder."""
    program, scratch = _program("nginx"), organisation.scratch
    temporary = "".join(
        f"{kind}_temp_path {scratch};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = scratch / "nginx.conf"
    configuration.write_text(
        f"daemon off;\nmaster_process off;\npid {scratch}/nginx.pid;\nerror_log stderr;\nevents {{ }}\n"
        f"http {{\naccess_log off;\n{temporary}{server}}}\n"
    )
    with _served([program, "-e", "stderr", "-c", str(configuration)], port, scratch) as found:
        yield found


@contextlib.contextmanager
def _apache(
    organisation: Organisation, port: int, optional: tuple[str, ...] = _OPTIONAL
) -> Iterator[int]:
    program, scratch = _program("apache2"), organisation.scratch
    modules = "".join(
        f"LoadModule {name}_module {_APACHE_MODULES / f'mod_{name}.so'}\n"
        for name in (*_NEEDED, *optional)
        if (_APACHE_MODULES / f"mod_{name}.so").exists()  # else it is built in
    )
    configuration = scratch / "apache.conf"
    configuration.write_text(
        f"{modules}ServerName localhost\nListen 127.0.0.1:{port}\nPidFile {scratch}/apache-{port}.pid\nMutex file:{scratch}\n"
        f"ErrorLog {scratch}/error.log\nDefaultRuntimeDir {scratch}\nTypesConfig /etc/mime.types\n"
        f"{_placed(SHOWN['stories-apache.conf'], organisation, port)}"
    )
    with _served([program, "-f", str(configuration), "-DFOREGROUND"], port, scratch) as found:
        yield found


class Answer(NamedTuple):
    """What a server says."""

    status: int
    headers: dict[str, str]
    body: bytes


def _get(port: int, path: str, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = connection.getresponse()
    answer = Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())  # fmt: skip
    connection.close()
    return answer


@pytest.fixture(scope="module", params=["nginx", "apache"])
def port(request: pytest.FixtureRequest, organisation: Organisation) -> Iterator[int]:
    wanted = _free_port()
    server = (
        _nginx(organisation, _placed(SHOWN["stories.conf"], organisation, wanted), wanted)
        if request.param == "nginx"
        else _apache(organisation, wanted)
    )
    with server as found:
        yield found


def _hashed(organisation: Organisation) -> str:
    sheet = next((organisation.root / "site/assets/stylesheets").glob("main.*.min.css"))
    return f"/assets/stylesheets/{sheet.name}"


def test_pages_have_the_policy_and_are_asked_for_again(
    port: int, organisation: Organisation
) -> None:
    for path in ("/", "/stories/first-night-alone/"):
        answer = _get(port, path)
        assert answer.status == 200
        assert answer.headers["content-type"].lower() == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-cache"
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.body == (organisation.root / "site/stories/first-night-alone/index.html").read_bytes()  # fmt: skip
    again = _get(port, "/", If_None_Match=_get(port, "/").headers["etag"])
    assert again.status == 304


def test_a_folder_without_its_slash_leads_to_the_page(port: int) -> None:
    answer = _get(port, "/stories/first-night-alone")
    assert answer.status == 301
    assert answer.headers["location"].endswith("/stories/first-night-alone/")


def test_what_is_not_there_gets_our_page(port: int) -> None:
    answer = _get(port, "/no/such/page/")
    assert answer.status == 404
    assert b"<title>" in answer.body
    assert "content-security-policy" in answer.headers
    for path in ("/_headers", "/_redirects", "/stories/../../site_config/people.yml"):
        assert _get(port, path).status in (400, 404)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/feed.xml", "application/atom+xml"),
        ("/newsletter/feed.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/practices/calendar.ics", "text/calendar"),
        ("/practices/the-pencil.ics", "text/calendar"),
        ("/assets/reciprocity.css", "text/css"),
        ("/assets/fonts/cabin-latin-wght-normal.woff2", "font/woff2"),
        ("/assets/icon.png", "image/png"),
    ],
)
def test_each_kind_of_file_has_its_type(port: int, path: str, kind: str) -> None:
    answer = _get(port, path)
    assert answer.status == 200
    found, _, charset = answer.headers["content-type"].partition(";")
    assert found == kind
    if kind in ("text/calendar", "text/css"):
        assert charset.strip().lower() == "charset=utf-8"


def test_texts_are_compressed_and_pictures_are_not(port: int, organisation: Organisation) -> None:
    for path in ("/stories/", _hashed(organisation), "/feed.xml", "/feed.json", "/sitemap.xml",
                 "/practices/calendar.ics", "/assets/finding.js"):  # fmt: skip
        answer = _get(port, path, Accept_Encoding="gzip")
        assert answer.headers.get("content-encoding") == "gzip", path
        assert "Accept-Encoding" in answer.headers["vary"]
    for path in ("/assets/icon.png", "/assets/fonts/cabin-latin-wght-normal.woff2"):
        assert "content-encoding" not in _get(port, path, Accept_Encoding="gzip").headers


def test_only_files_with_a_digest_in_their_name_are_kept_for_long(
    port: int, organisation: Organisation
) -> None:
    def kept(path: str) -> int:
        found = re.search(r"max-age=(\d+)", _get(port, path).headers["cache-control"])
        return int(found[1]) if found else 0

    assert kept(_hashed(organisation)) >= 31_000_000
    assert kept("/assets/fonts/cabin-latin-wght-normal.woff2") == 2_592_000
    for path in ("/", "/feed.xml", "/feed.json", "/practices/calendar.ics", "/assets/reciprocity.css"):  # fmt: skip
        assert kept(path) == 0


def test_a_renamed_story_is_found_at_its_old_address(port: int) -> None:
    answer = _get(port, "/stories/five-weeks/")
    assert answer.status == 301
    assert answer.headers["location"].endswith("/stories/five-weeks-in-leith/")


def test_a_site_in_a_folder_of_another(organisation: Organisation) -> None:
    settings = organisation.root / "site_config/site.yml"
    before = settings.read_text("utf-8")
    wanted = _free_port()
    block = _placed(SHOWN["stories-in-a-folder.conf"], organisation, wanted)
    server = f"server {{\nlisten 127.0.0.1:{wanted};\nroot {organisation.scratch};\ninclude /etc/nginx/mime.types;\n{block}}}\n"
    try:
        settings.write_text(re.sub("(?m)^url: .*", f"url: {_IN_FOLDER}", before), "utf-8")
        _build(organisation.root)
        with _nginx(organisation, server, wanted) as port:
            assert _get(port, "/stories/").status == 200
            assert _get(port, "/feed.xml").status == 404
            story = _get(port, "/stories/stories/first-night-alone/")
            assert story.status == 200
            assert "content-security-policy" in story.headers
            missing = _get(port, "/stories/nowhere/")
            assert missing.status == 404
            assert _get(port, "/stories").headers["location"].endswith("/stories/")
            for path, kind in (
                ("practices/calendar.ics", "text/calendar"),
                ("manifest.webmanifest", "application/manifest+json"),
                ("feed.xml", "application/atom+xml"),
                ("newsletter/feed.xml", "application/atom+xml"),
                ("feed.json", "application/feed+json"),
            ):
                answer = _get(port, f"/stories/{path}", Accept_Encoding="gzip")
                assert answer.status == 200, path
                assert answer.headers["content-type"].partition(";")[0] == kind
            zipped = _get(port, "/stories/", Accept_Encoding="gzip")
            assert zipped.headers.get("content-encoding") == "gzip"
            assert zipped.headers["content-type"].lower() == "text/html; charset=utf-8"
            assert _get(port, "/stories/_redirects").status == 404
            moved = _get(port, "/stories/stories/five-weeks/")
            assert moved.headers["location"].endswith("/stories/stories/five-weeks-in-leith/")
            (sheet,) = set(re.findall(rb'href="([^"]*/main\.[0-9a-f]{8}\.min\.css)"', missing.body))
            assert _get(port, sheet.decode()).status == 200, "the page finds its style at any depth"
    finally:
        settings.write_text(before, "utf-8")
        _build(organisation.root)


def test_apache_serves_with_less(organisation: Organisation) -> None:
    """Without the modules that are switched on by hand, the same block still gives pages."""
    with _apache(organisation, _free_port(), ()) as port:
        answer = _get(port, "/stories/first-night-alone/")
        assert answer.status == 200
        assert "content-security-policy" not in answer.headers
        assert _get(port, "/no/such/page/").status == 404


def test_the_steps_of_the_container_work(organisation: Organisation, tmp_path: Path) -> None:
    """The first stage as plain commands, and the server of the second without root, on its port."""
    text = SHOWN["Containerfile"]
    first, second = text.split("\n\n")
    runs = re.findall(r"^RUN (.+)$", first, re.MULTILINE)
    assert len(runs) == 3
    folder = tmp_path / "image"
    shutil.copytree(
        organisation.root, folder, ignore=shutil.ignore_patterns("site", "build", ".site*")
    )
    program = wheel(folder)
    own = environment(tmp_path, program, RECIPROCITY=f"./{program.name}")
    for command in runs:
        done = subprocess.run(["sh", "-c", command], cwd=folder, env=own, check=False, capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    for source, target in re.findall(r"^COPY --from=build (\S+) (\S+)$", second, re.MULTILINE):
        assert source == target
        assert Path(f"{folder}{source.removeprefix('/srv/stories')}").is_dir()
    port = _free_port()
    block = SHOWN["stories.conf"].replace("listen 80;", "listen 8080;")
    placed = _placed(block, organisation, port).replace("listen 8080;", f"listen {port};")
    with _nginx(organisation, placed, port) as found:
        assert _get(found, "/stories/first-night-alone/").status == 200
