"""Whatever lies in stories/: a diagnostic with a place, within bounded time and memory, and a
--fix that makes nothing worse and writes nowhere else.
"""

from __future__ import annotations

import base64
import json
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.fixes import Fixer
from generator.model import Image, Quote, Story, fields_of
from generator.source.discover import discover
from generator.source.settings import read_settings
from tests import ROOT
from tests.conftest import TODAY, Organisation

FIELDS = "date: 2026-10-14\ngivers: ana\nreceivers: bo\n"
SECONDS, MEGABYTES = 60, 1500


def _bounded(organisation: Organisation, *arguments: str) -> tuple[int, str]:
    """`reciprocity check` in a process of its own, with limits that only a hang would meet."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))

    done = subprocess.run(
        [
            *(sys.executable, "-m", "generator", "--root", str(organisation.root), "check"),
            *("--today", f"{TODAY}", *arguments),
        ],
        capture_output=True,
        timeout=5 * SECONDS,
        preexec_fn=limit,
        check=False,
        cwd=ROOT,
    )
    said = (done.stdout + done.stderr).decode()
    assert "Traceback" not in said, said[-3000:]
    assert "Error:" not in done.stderr.decode()
    return done.returncode, said


def _all_read_or_reported(organisation: Organisation, said: str) -> None:
    """No file is skipped in silence: it is a story that can be used, or it has a diagnostic."""
    made = organisation.built()
    usable = {record.meta.path for record in made.library.records}
    reported = {d.location.path for d in made.problems if d.is_error}
    for folder, folders, files in os.walk(organisation.root / "stories"):
        for name in files + [f for f in folders if f.endswith((".md", ".yml"))]:
            path = (Path(folder) / name).relative_to(organisation.root).as_posix()
            shown = path.encode("utf-8", "backslashreplace").decode()
            assert (path in usable) != (shown in reported), path
            assert (shown in said) or path in usable


def _snapshot(root: Path) -> dict[str, bytes | str]:
    return {
        str(path.relative_to(root)): str(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in root.rglob("*")
        if path.is_symlink() or path.is_file()
    }


def _survives(organisation: Organisation) -> None:
    """Check, --fix and check again; errors only become fewer, and only stories change."""
    before = {d.location.path for d in organisation.problems() if d.is_error}
    status, said = _bounded(organisation)
    assert status == 1
    _all_read_or_reported(organisation, said)
    there = _snapshot(organisation.root)
    _bounded(organisation, "--fix", "--dry-run")
    assert _snapshot(organisation.root) == there
    _bounded(organisation, "--fix")
    now = _snapshot(organisation.root)
    assert now.keys() == there.keys()
    assert {path for path in now if now[path] != there[path]} <= before | {
        path
        for path in now
        if b"\r" in _bytes(there[path]) or b"\xef\xbb\xbf" in _bytes(there[path])
    }
    assert {d.location.path for d in organisation.problems() if d.is_error} <= before
    _bounded(organisation, "--fix")
    assert _snapshot(organisation.root) == now


def _bytes(content: bytes | str) -> bytes:
    return content if isinstance(content, bytes) else b""


@pytest.mark.slow
def test_every_document_of_the_yaml_test_suite_is_survived(
    organisation: Organisation, corpus: Callable[[str], Path]
) -> None:
    cases = json.loads(corpus("yaml_test_suite.json").read_text("utf-8"))
    for number, case in enumerate(cases):
        text = case["yaml"]
        organisation.write(f"stories/2026/front-{number}.md", f"---\n{text}\n---\nx\n")
        organisation.write(f"stories/2026/more-{number}.md", f"---\n{FIELDS}{text}\n---\nx\n")
        organisation.write(f"stories/2026/whole-{number}.yml", text)
        organisation.write(f"stories/2026/last-{number}.yml", f"{FIELDS}body: x\n{text}")
    _survives(organisation)


@pytest.mark.slow
def test_every_document_of_the_json_test_suite_is_survived(
    organisation: Organisation, corpus: Callable[[str], Path]
) -> None:
    for number, case in enumerate(json.loads(corpus("json_test_suite.json").read_text("utf-8"))):
        raw = base64.b64decode(case["b64"])
        organisation.write(f"stories/2026/whole-{number}.yml", raw)
        organisation.write(f"stories/2026/front-{number}.md", b"---\n" + raw + b"\n---\nx\n")
    _survives(organisation)


def _with(field: str, value: str) -> str:
    """A story in YAML whose one field is a text as typed, without quotes."""
    inner, _, name = field.rpartition(".")
    lines = {"date": "2026-10-14", "givers": "ana", "receivers": "bo", "body": "x"}
    if inner:
        other = {"quote": "text: x\n  by: ana", "image": "file: x.png\n  alt: x"}[inner]
        kept = [line for line in other.split("\n  ") if not line.startswith(f"{name}:")]
        return "".join(f"{k}: {v}\n" for k, v in lines.items()) + (
            f"{inner}:\n  {name}: {value}\n" + "".join(f"  {line}\n" for line in kept)
        )
    return "".join(f"{k}: {v}\n" for k, v in (lines | {field: value}).items())


def _fields() -> list[str]:
    names = [name for name in fields_of(Story) if name not in ("quote", "image")]
    return [*names, *(f"quote.{n}" for n in fields_of(Quote)), *(f"image.{n}" for n in fields_of(Image))]  # fmt: skip


def _fixed(organisation: Organisation, fields: list[str], naughty: list[str], quoted: bool) -> None:
    """In one process, as there are thousands: an exception fails the test by itself."""
    settings, _ = read_settings(organisation.root)
    assert settings is not None
    fixer = Fixer.of(settings, TODAY, ["stories/2026/a.yml"], [])
    for field, text in product(fields, naughty):
        value = yaml.safe_dump(text, width=10**6).removesuffix("...\n").strip() if quoted else text
        story = _with(field, value)
        before = fixer.problems("stories/2026/a.yml", story)
        assert all(d.message and d.location.path == "stories/2026/a.yml" for d in before)
        fixed = fixer.fix("stories/2026/a.yml", story.encode())
        after = fixer.problems("stories/2026/a.yml", fixed.after.decode())
        assert sum(d.is_error for d in after) <= sum(d.is_error for d in before), (field, text)
        if not before and "\r" not in story:
            assert not fixed.changed, (field, text)
        assert not fixer.fix("stories/2026/a.yml", fixed.after).changed, (field, text)


def _naughty(path: Path) -> list[str]:
    strings: list[str] = json.loads(path.read_text("utf-8"))
    return strings


@pytest.mark.slow
@pytest.mark.parametrize("quoted", [False, True])
def test_fixing_some_naughty_strings_in_any_field_makes_nothing_worse(
    organisation: Organisation, corpus: Callable[[str], Path], *, quoted: bool
) -> None:
    some = random.Random(11).sample(_naughty(corpus("blns.json")), 25)
    _fixed(organisation, _fields(), some, quoted)


@pytest.mark.exhaustive
@pytest.mark.parametrize("field", _fields())
@pytest.mark.parametrize("quoted", [False, True])
def test_fixing_naughty_strings_in_a_field_makes_nothing_worse(
    organisation: Organisation, corpus: Callable[[str], Path], field: str, *, quoted: bool
) -> None:
    _fixed(organisation, [field], _naughty(corpus("blns.json")), quoted)


LONG = 60_000
NASTY: dict[str, bytes] = {
    "empty": b"",
    "one-newline": b"\n",
    "large": b"x" * 10_000_000,
    "large-fields": b"---\n" + b"a: b\n" * 2_000_000,
    "binary": bytes(range(256)) * 200,
    "nul": b"\0" * 3000,
    "nul-inside": f"---\n{FIELDS}title: a\0b\n---\nx\n".encode(),
    "controls": b"---\n" + bytes(range(1, 32)) * 100,
    "utf-16": f"---\n{FIELDS}---\nx\n".encode("utf-16"),
    "utf-16-bare": f"---\n{FIELDS}---\nx\n".encode("utf-16-le"),
    "utf-32": f"---\n{FIELDS}---\nx\n".encode("utf-32"),
    "latin-1": f"---\n{FIELDS}title: Café\n---\nx\n".encode("latin-1"),
    "surrogate": b"---\ntitle: \xed\xa0\x80\n---\n",
    "crlf-broken": f"---\n{FIELDS}kind: Hepl\n---\nx\n".replace("\n", "\r\n").encode(),
    "cr": f"---\n{FIELDS}kind: hepl\n---\nx\n".replace("\n", "\r").encode(),
    "bom-broken": f"\ufeff---\n{FIELDS}kind: hepl\n---\nx\n".encode(),
    "two-boms": f"\ufeff\ufeff---\n{FIELDS}---\nx\n".encode(),
    "tabs": b"---\n\tdate: 2026-10-14\n\tgivers: zoe\n\treceivers: bo\n---\nx\n",
    "all-tabs": b"---\n" + b"\t" * LONG,
    "tab-lines": b"---\ngivers:\n" + b"\t- a\n" * 10_000 + b"---\n",
    "brackets": b"---\na: " + b"[" * LONG + b"\n---\n",
    "braces": b"---\na: " + b"{a: " * 15_000 + b"\n---\n",
    "deep": b"---\n" + b"".join(b" " * n + b"a:\n" for n in range(300)) + b"---\n",
    "dashes": b"---\n" + b"- " * 30_000 + b"\n---\n",
    "question-marks": b"---\n" + b"? " * 30_000 + b"\n---\n",
    "aliases": b"---\na: &a [x]\n" + b"".join(
        b"%c: &%c [%s]\n" % (n + 1, n + 1, b", ".join([b"*%c" % n] * 9)) for n in range(97, 121)
    ) + b"---\n",
    "merge-keys": b"---\n" + b"<<: *a\n" * 8_000 + b"---\n",
    "anchors": b"---\n" + b"title: &a x\n" * 4_000 + b"---\n",
    "tags": b"---\n" + b"title: !a x\n" * 4_000 + b"---\n",
    "many-keys": b"---\n" + b"".join(b"k%d: x\n" % n for n in range(5_000)) + b"---\n",
    "twice": b"---\n" + b"date: x\n" * 7_000 + b"---\n",
    "many-names": f"---\ngivers: [{', '.join(['Ana Óscoz'] * 900)}]\n---\n".encode(),
    "long-name": f"---\ngivers: {'Ana, ' * 10_000}\n---\n".encode(),
    "long-key": b"---\n" + b"k" * LONG + b": x\n---\n",
    "long-scalar": b"---\ntitle: " + b"a" * LONG + b": b: c\n---\n",
    "long-at": b"---\ngivers: [" + b"a" * 50_000 + b", @ana]\n---\n",
    "spaces": b"---\ntitle: @a" + b" " * LONG + b"b\n---\n",
    "spaces-and-hash": b"---\ntitle: @a #b" + b" " * LONG + b"c\n---\n",
    "hashes": b"---\n" + FIELDS.encode() + b"title: a" + b" #b" * 20_000 + b"\n---\nx\n",
    "hash-spaces": b"---\n" + FIELDS.encode() + b"title: a #b" + b" " * LONG + b"c\n---\nx\n",
    "nbsp": ("---\n" + FIELDS + "\u00a0" * 30_000 + "kind: x\n---\nx\n").encode(),
    "zero-width": ("---\n" + "\u200b" * 20_000 + "kind: x\n---\nx\n").encode(),
    "at-lines": b"---\ngivers:\n" + b"- @ana\n" * 8_000 + b"---\n",
    "broken-lines": b"---\n" + b"title: a: b\n" * 5_000 + b"---\n",
    "quotes": b"---\ntitle: " + b"'" * LONG + b"\n---\n",
    "double-quotes": b"---\ntitle: " + b'"a" ' * 15_000 + b"\n---\n",
    "curly": ("---\n" + "title: “a: b”\n" * 3_000 + "---\n").encode(),
    "escapes": b'---\ntitle: "' + b"\\x07" * 15_000 + b'"\n---\nx\n',
    "hyphens": b"-" * LONG,
    "fences": b"---\n" * 16_000,
    "blank-lines": b"\n" * LONG + b"---\n",
    "no-fence-end": b"---\n" + b"a: b\n" * 12_000,
    "toml": b'+++\ndate = "2026-10-14"\n+++\nx\n',
    "date": b"---\ndate: " + b"1 " * 400 + b"\n---\nx\n",
    "separators": "---\ntitle: a\u2028b\u2029c\x85d\n---\nx\n".encode(),
    "bidi": ("---\ntitle: " + "\u202e\u2066" * 5 + "\n---\nx\n").encode(),
}  # fmt: skip


@pytest.mark.slow
def test_files_that_are_no_stories_and_stories_that_are_no_files_are_survived(
    organisation: Organisation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    secret = outside / "secret.md"
    secret.write_text(f"---\n{FIELDS}kind: Help\n---\nA secret, kept outside.\n")
    for name, raw in NASTY.items():
        organisation.write(f"stories/2026/{name}.md", raw)
        organisation.write(f"stories/2026/{name}-y.yml", raw.removeprefix(b"---\n"))
    folder = organisation.root / "stories" / "2026"
    (folder / "link.md").symlink_to(secret)
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "dangling.yml").symlink_to(outside / "nothing.yml")
    (folder / "folder.md").mkdir()
    (folder / "linked.md").symlink_to(outside)
    os.mkfifo(folder / "pipe.md")
    for name in ("Straße.md", "STRASSE.md", "strasse.md", "e\u0301.md", "\u00e9.md", "con.md"):
        organisation.write(f"stories/2026/{name}", f"---\n{FIELDS}---\nx\n")
    with open(os.fsencode(folder) + b"/\xff\xfe.md", "wb") as file:
        file.write(b"x")
    before = secret.read_bytes()
    _survives(organisation)
    assert secret.read_bytes() == before
    assert sorted(path.name for path in outside.iterdir()) == ["secret.md"]
    assert "A secret" not in _bounded(organisation, "--fix", "--dry-run")[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported(organisation: Organisation) -> None:
    path = organisation.story("closed", kind="Help")
    path.chmod(0)
    status, said = _bounded(organisation, "--fix")
    assert status == 1
    assert "stories/2026/closed.md: error P113" in said


def test_what_is_nested_in_a_story_named_folder_is_reported(organisation: Organisation) -> None:
    organisation.write("stories/2026/folder.md/inner.md", f"---\n{FIELDS}---\nx\n")
    organisation.write("stories/other/inner.md", f"---\n{FIELDS}---\nx\n")
    found: Any = discover(organisation.root)
    assert {d.location.path for d in found.problems} == {"stories/2026/folder.md", "stories/other"}
