"""Every file that is printed, with the parser that shows hostile text to be text in it.

A file that no line of the table covers fails the test: an output that is added brings its parser.
"""

from __future__ import annotations

import csv
import email
import email.policy
import gzip
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from lxml import etree  # type: ignore[import-untyped]  # python-pptx brings it, without types

from generator.diagnostics.diagnostic import Code, Diagnostic, Location, Severity
from generator.diagnostics.report.github import job_summary, workflow_commands
from generator.diagnostics.report.report import Report
from generator.model import CONTROL
from generator.rendering.printer import write_files
from generator.text import markdown
from generator.text.terminal import safe
from tests import hostile
from tests.conftest import Organisation, print_site

pytestmark = pytest.mark.usefixtures("as_typed")

BASE = "https://stories.bench.example/"
TELLTALE = "<script>alert(1)</script><img src=x onerror=alert(1)>"
ALLOWED = ("https://", "mailto:")


def _page(raw: bytes) -> None:
    page = raw.decode("utf-8")
    for tag, attributes in hostile.elements(page):
        assert tag not in ("base", "object", "embed", "applet", "frame", "frameset")
        assert not any(name.startswith("on") for name in attributes), tag
    assert hostile.foreign(page) == []


def _xml(raw: bytes) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(raw, parser)
    assert tree.getroottree().docinfo.internalDTD is None
    for element in tree.iter():
        assert isinstance(element.tag, str), "no comment, no instruction"
        assert element.tag.startswith("{"), "of a vocabulary we know"
        for name, value in element.attrib.items():
            if str(name).rpartition("}")[2] in ("href", "src", "base"):
                assert str(value).startswith(ALLOWED), value
        if element.get("type") == "html":
            page = element.text or ""
            assert {tag for tag, _ in hostile.elements(page)}.isdisjoint(
                {"script", "img", "svg", "iframe"}
            )
            _page(page.encode())


def _json(raw: bytes) -> None:
    def look(thing: Any) -> None:
        if isinstance(thing, dict):
            for key, value in thing.items():
                if key in ("url", "href", "home_page_url", "feed_url", "image"):
                    assert not value or str(value).startswith(ALLOWED), (key, value)
                if key == "content_html":
                    _page(value.encode())
                look(value)
        elif isinstance(thing, list):
            for value in thing:
                look(value)

    look(json.loads(raw))


def _sheet(raw: bytes) -> None:
    """Lines of four cells, of which a spreadsheet works none out."""
    lines = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert {len(cells) for cells in lines} == {4}
    assert not [cell for cells in lines for cell in cells if cell.startswith(tuple("=+-@\t\r"))]


def _form(raw: bytes) -> None:
    """One value, and nothing else."""
    found = re.fullmatch(r"globalThis\.shareForm = (.*);\n", raw.decode("utf-8"), re.DOTALL)
    assert found
    json.loads(found[1])


def _call(raw: bytes) -> None:
    """One call with JSON, which is valid where a script and where a page is read."""
    text = raw.decode("utf-8").rstrip()
    found = re.fullmatch(r"reciprocity\.take\((.*)\)", text, re.DOTALL)
    assert found
    json.loads(f"[{found[1]}]")
    assert "\u2028" not in text
    assert "\u2029" not in text


def _calendar(raw: bytes) -> None:
    read = icalendar.Calendar.from_ical(raw)
    assert {each.name for each in read.walk()} <= {
        "VCALENDAR",
        "VEVENT",
        "VTIMEZONE",
        "STANDARD",
        "DAYLIGHT",
    }
    assert len(read.walk("VEVENT")) == 1
    assert not {"ATTACH", "ATTENDEE", "X-EVIL"} & set(read.walk("VEVENT")[0])
    assert max(map(len, raw.split(b"\r\n"))) <= 75


def _picture(raw: bytes) -> None:
    from PIL import Image

    with Image.open(io.BytesIO(raw)) as found:
        assert found.format == "PNG"
        about = dict(found.info)
    assert not about or re.fullmatch("[0-9a-f]{32}", about.pop("Comment")), "but for a checksum"
    assert not about


def _style(raw: bytes) -> None:
    assert not re.search(rb"url\(|@import|expression|</", raw)


def _headers(raw: bytes) -> None:
    first, *lines = raw.decode("ascii").splitlines()
    assert first == "/*"
    assert [line.split(":")[0].strip() for line in lines] == [
        "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy",
    ]  # fmt: skip


def _redirects(raw: bytes) -> None:
    for line in raw.decode("ascii").splitlines():
        assert re.fullmatch(r"(/[a-z0-9-]+){2}/ (/[a-z0-9-]+){2}/ 301", line), line


def _zipped(raw: bytes) -> None:
    _xml(gzip.decompress(raw))


def _message(raw: bytes) -> None:
    made = email.message_from_bytes(raw, policy=email.policy.default)
    assert made.defects == []
    assert set(made.keys()) <= {"Subject", "From", "Date", "Message-ID", "MIME-Version", "Content-Type",
                                "X-Unsent", "Content-Language"}  # fmt: skip
    assert [part.get_content_type() for part in made.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip


def _plain(raw: bytes) -> None:
    assert not CONTROL.search(raw.decode("utf-8").replace("\n", ""))


def _markdown(raw: bytes) -> None:
    _plain(raw)
    tags = list(hostile.elements(markdown.unsafe_html(raw.decode())))
    assert {tag for tag, _ in tags}.isdisjoint({"script", "img", "iframe", "svg", "style", "form"})
    assert all((made["href"] or "").startswith(BASE) for tag, made in tags if tag == "a")


def _slides(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        assert packed.testzip() is None
        for name in packed.namelist():
            assert not name.startswith("/")
            assert ".." not in name
            assert not name.endswith(("vbaProject.bin", ".vbs", ".js", ".exe"))
            if name.endswith((".xml", ".rels")):
                etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False))
            if name.endswith(".rels"):
                for relation in etree.fromstring(packed.read(name)):
                    if relation.get("TargetMode") == "External":
                        assert relation.get("Target", "").startswith(BASE)


PARSERS: dict[str, Callable[[bytes], None]] = {
    "site/**.html": _page,
    "site/feed.xml": _xml,
    "site/newsletter/feed.xml": _xml,
    "site/sitemap.xml": _xml,
    "site/sitemap.xml.gz": _zipped,
    "site/feed.json": _json,
    "site/share/form.js": _form,
    "site/pulse/pulse.json": _json,
    "site/pulse/pulse.csv": _sheet,
    "site/search/**.js": _call,
    "site/practices/*.ics": _calendar,
    "site/stories/**.png": _picture,
    "site/assets/identity.css": _style,
    "site/assets/icon.png": _picture,
    "site/assets/stories/*.png": _picture,
    "site/manifest.webmanifest": _json,
    "site/_headers": _headers,
    "site/_redirects": _redirects,
    "digest/*/email.html": _page,
    "digest/*/townhall.html": _page,
    "digest/*/wall.html": _page,
    "digest/*/index.html": _page,
    "digest/*/email.eml": _message,
    "digest/*/digest.txt": _plain,
    "digest/*/digest.md": _markdown,
    "digest/*/slack.json": _json,
    "digest/*/teams*.json": _json,
    "digest/*/digest.json": _json,
    "digest/*/townhall.pptx": _slides,
}  # fmt: skip
OURS = ("site/assets/*", "site/mark.svg", "site/search/index.html")
"""What is the same whatever is written: the site theme's files and ours."""


@pytest.fixture
def printed(organisation: Organisation, tmp_path: Path) -> Path:
    hostile.write(organisation, hostile.OURS)
    slug = next(iter(organisation.built().settings.themes))
    organisation.config("redirects.yml", f"themes/an-old-one: {{to: themes/{slug}}}\n")
    made = organisation.built()
    out = tmp_path / "out"
    print_site(made, out / "site", strict=False)
    for period in made.periods:
        write_files(made.digest(period), out / "digest" / period.name)
    return out


def read_all(out: Path) -> set[str]:
    """Read every file of a site and its digests with its parser; returns the lines that were used."""
    used = set()
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        name = path.relative_to(out).as_posix()
        rules = [pattern for pattern in PARSERS if fnmatch(name, pattern)]
        if not rules:
            assert any(fnmatch(name, pattern) for pattern in OURS), (
                f"no parser reads {name}: give its kind a line in PARSERS"
            )
            assert TELLTALE.encode() not in path.read_bytes(), name
            continue
        used.add(rules[0])
        try:
            PARSERS[rules[0]](path.read_bytes())
        except Exception as error:
            raise AssertionError(f"{name}: {error}") from error
    return used


def test_every_file_is_read_by_its_parser(printed: Path) -> None:
    assert read_all(printed) == set(PARSERS), "every parser had something to read"


def _reports() -> Iterator[Diagnostic]:
    for text in (
        *hostile.OURS,
        "::error::x\n::set-output name=x::y\r\n##[command]",
        "\x1b[2J\x07\u202eevil\x9b",
    ):
        html = Code("S118", Severity.ERROR, "raw HTML in prose")
        yield html(Location(f"stories/2026/{text}", 1, 1, 1, 2), text, text)


def test_a_report_is_lines_and_nothing_else() -> None:
    report = Report(tuple(_reports()), 1, lambda path: ())
    commands = workflow_commands(report).split("\n")
    assert all(re.match(r"::(error|warning|notice) file=[^:,]*,", line) for line in commands)
    assert not CONTROL.search("".join(commands))
    summary = job_summary(report)
    assert {tag for tag, _ in hostile.elements(markdown.unsafe_html(summary))}.isdisjoint(
        {"script", "img", "svg"}
    )


@pytest.mark.parametrize("text", [*hostile.OURS, "\x1b]0;x\x07", "a\u202eb\u2066c", "\x9b31m", "\r\nx", "\x00"])  # fmt: skip
def test_a_terminal_only_shows(text: str) -> None:
    assert not CONTROL.search(safe(text))


@pytest.mark.parametrize("text", [*hostile.OURS, "yes", "2026-10-14", "- x", "a: b # c", "&a *a !!python/x", "| x"])  # fmt: skip
def test_what_is_written_as_yaml_is_read_as_text(text: str, tmp_path: Path) -> None:
    from generator.intake.writing import story_text

    written = story_text({"date": "2026-10-14", "title": text, "body": "A lamp."})
    front = written.split("---\n")[1]
    assert yaml.load(front, yaml.BaseLoader)["title"] == text


def test_only_the_pulse_is_a_table_for_spreadsheets(printed: Path) -> None:
    """Its cells are read by `_sheet`. A table of another output needs a line of its own."""
    tables = [path for path in printed.rglob("*") if path.suffix in (".csv", ".tsv", ".xlsx")]
    assert [path.name for path in tables] == ["pulse.csv"]
