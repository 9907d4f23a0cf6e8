"""Looking for a name in everything that was made, whatever it was packed or escaped in."""

from __future__ import annotations

import dataclasses
import email
import email.policy
import gzip
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pydantic import BaseModel

from generator.model import Channel
from generator.outputs import ISSUE, SITE
from generator.outputs.newsletter import FORMATS
from generator.rendering.artifacts import Artifact, File, Page, PrintedPage, SearchEntry
from tests.built import Built

Area = frozenset[Channel]
_TAG = re.compile(r"<[^<>]*>")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_QUOTED = re.compile(r"=\r?\n|=([0-9A-F]{2})")


def squash(text: str) -> str:
    """Letters and digits alone, without case and diacritics: nothing can stand inside a name."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in bare if char.isalnum())


def found(canary: str, haystack: Iterable[str]) -> bool:
    needle = squash(canary)
    assert len(needle) > 3, "too short to be unmistakable"
    return any(needle in straw for straw in haystack)


def views(text: str) -> set[str]:
    """A text as a browser, a feed reader, a mail program and a curious person would see it."""
    seen = {text, _TAG.sub("", text)}
    for _ in range(2):
        seen |= {unescape(view) for view in seen}
    seen |= {unquote(view) for view in seen if "%" in view}
    seen |= {_ESCAPE.sub(lambda m: chr(int(m[1], 16)), view) for view in seen if "\\u" in view}
    seen |= {_TAG.sub("", view) for view in seen}
    return {squash(view) for view in seen}


def texts_of(name: str, content: bytes) -> Iterator[str]:
    """Every text in a file: packed ones are unpacked, with the names of their members."""
    yield name
    if content[:2] == b"\x1f\x8b":
        yield from texts_of(name, gzip.decompress(content))
    elif content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive.comment.decode("latin-1")
            for member in archive.namelist():
                yield from texts_of(member, archive.read(member))
    elif content[:8] == b"\x89PNG\r\n\x1a\n":
        yield from _chunks(content)
    else:
        text = content.decode("utf-8", "replace")
        yield text
        if "\x00" in text:
            yield content.decode("utf-16-le", "replace")
            yield content.decode("latin-1")
        if name.endswith(".eml"):
            yield from _parts(content)
        if name.endswith(".json"):
            yield json.dumps(json.loads(text), ensure_ascii=False)


def _chunks(png: bytes) -> Iterator[str]:
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4])
        kind, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        if kind != b"IDAT":
            yield data.decode("utf-8", "replace")
        if kind in (b"zTXt", b"iTXt"):
            packed = data.split(b"\0", 2)[-1]
            for start in range(len(packed)):
                try:
                    yield zlib.decompress(packed[start:]).decode("utf-8", "replace")
                except zlib.error:
                    continue
        at += length + 12


def _parts(content: bytes) -> Iterator[str]:
    for part in email.message_from_bytes(content, policy=email.policy.default).walk():
        yield str(dict(part.items()))
        if not part.is_multipart():
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            yield payload.decode("utf-8", "replace")


def inside(thing: Any) -> Iterator[str]:
    """Every text in an object, fields that outputs do not use yet included."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, bytes):
        yield from texts_of("", thing)
    elif isinstance(thing, BaseModel):
        yield from inside(thing.model_dump())
        yield from inside(thing.__pydantic_private__ or {})
    elif dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        for field in dataclasses.fields(thing):
            yield from inside(getattr(thing, field.name))
    elif isinstance(thing, SearchEntry):
        yield from inside([*thing._replace(more=str), thing.more()])
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from inside(key)
            yield from inside(value)
    elif isinstance(thing, Iterable):
        for item in thing:
            yield from inside(item)


def texts_of_artifact(made: Artifact) -> Iterator[str]:
    if isinstance(made, File):
        yield from texts_of(made.path, made.content)
    elif isinstance(made, PrintedPage):
        yield from inside([made.address, made.title, made.description, made.search])
        body = made.body()
        yield body.html
        yield from inside(body.headings)
    else:
        assert isinstance(made, Page)
        yield from inside(made)


def made_of(build: Built) -> Iterator[tuple[str, Area, set[str]]]:
    """Everything that a build makes: what it is, which channels read it, and its texts."""
    for channels, make in SITE:
        context = build.context(*channels)
        yield "edition", frozenset(channels), _all(inside(context.edition))
        for made in make(context):
            where = getattr(made, "path", getattr(made, "address", ""))
            yield where, frozenset(channels), _all(texts_of_artifact(made))
    for channels, output in ISSUE:
        context = build.context(*channels)
        yield "edition", frozenset(channels), _all(inside(context.edition))
        for period in build.periods:
            for file in output(context, build.issue(period, *channels), FORMATS):
                yield file.path, frozenset(channels), _all(texts_of(file.path, file.content))


def walked(folder: Path) -> Iterator[tuple[str, Area, set[str]]]:
    """Every file below a folder that holds `site/` and `newsletter/`, found by walking."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        content = path.read_bytes() if path.is_file() else b""
        yield name, area_of(name), _all(texts_of(name, content))


def area_of(name: str) -> Area:
    """Which channels read a file. What is not known yet is held to be on all of its tree's."""
    if name.startswith("site/onboarding/"):
        return frozenset({Channel.SITE, Channel.ONBOARDING})
    if name.startswith("site/newsletter/"):
        return frozenset({Channel.SITE, Channel.NEWSLETTER})
    if name.startswith("site"):
        return frozenset({Channel.SITE})
    if name.endswith("/wall.html"):
        return frozenset({Channel.SITE, Channel.TOWNHALL})
    if name.rpartition("/")[2].startswith("townhall"):
        return frozenset({Channel.TOWNHALL})
    return frozenset({Channel.NEWSLETTER})


def _all(texts: Iterable[str]) -> set[str]:
    return {straw for text in texts for straw in views(text)}
