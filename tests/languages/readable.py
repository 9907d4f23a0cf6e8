"""What a person reads of a file that we print: the texts of pages, mails, slides, feeds and data."""

from __future__ import annotations

import csv
import email
import email.policy
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import pptx
from selectolax.lexbor import LexborHTMLParser

_NOT_READ = {"style", "script", "code", "pre", "noscript"}
_ATTRIBUTES = {"aria-label", "alt", "title", "placeholder", "aria-description", "aria-roledescription"}  # fmt: skip
_META = {"description", "og:title", "og:description", "og:site_name", "og:image:alt", "author"}
_MACHINES = {
    *("$schema", "type", "style", "size", "weight", "spacing", "contentType", "schema"),
    *("actions", "id", "url", "lang", "language", "kind", "display", "sizes"),
    *("src", "theme_color", "name", "background_color", "width", "color", "theme", "code"),
    *("linked", "sensitive", "newFile", "cadence"),
}
"""Keys of data whose values no person reads."""
_NO_WORDS = re.compile(
    r"(?:https?://|mailto:)\S*|%\([a-z]+\)s|\{\w+\}|[\w.-]+@[\w.-]+|reciprocity [a-z]+|"
    r"[\"„“«「]\s?[a-z_]+(?:: [a-z]+)?\s?[\"“”»」]|"
    r"[A-Za-z0-9_/-]+\.(?:eml|html|txt|md|json|pptx|yml|csv)(?![A-Za-z])"
)
"""Addresses, placeholders, fields in quotation marks, commands, and names of files."""
_CODE = re.compile("^```[a-z]*$|^[ #-]*[a-z]+:(?= |$)|`[^`\n]+`", re.MULTILINE)
"""In Markdown: the marks and the keys of YAML, and words that are typed."""
_WORD = re.compile("[A-Za-zÀ-ɏ]{2,}")


def words(text: str) -> list[str]:
    """The words of a text in Latin letters, in small letters."""
    return [word.casefold() for word in _WORD.findall(_NO_WORDS.sub(" ", text))]


def html_texts(source: str) -> Iterator[str]:
    """The texts of a page between its tags, and in attributes: labels, and what its scripts say."""
    tree = LexborHTMLParser(source)
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        if node.is_text_node:
            if not _is_hidden(node):
                yield node.text_content or ""
            continue
        for name, value in node.attributes.items():
            is_said = name in _ATTRIBUTES or (
                node.tag == "form" and re.match(r"data-(?!md-)", name)
            )
            if is_said and value:
                yield value
        attributes = node.attributes
        if node.tag == "meta" and (attributes.get("name") or attributes.get("property")) in _META:
            yield attributes.get("content") or ""


def _is_hidden(node: Any) -> bool:
    """Whether nobody reads a text, or it is the name of a language in that language."""
    parent = node.parent
    while parent is not None:
        if parent.tag in _NOT_READ or (parent.tag == "option" and "lang" in parent.attributes):
            return True
        parent = parent.parent
    return False


def _json_texts(source: str) -> Iterator[str]:
    yield from _leaves(json.loads(source))


def _script_texts(source: str) -> Iterator[str]:
    """The data of a script: that of the form, and what the search shows."""
    start = min(at for sign in "{[" if (at := source.find(sign, source.find(",[") + 1)) >= 0)
    found = _leaves(json.JSONDecoder().raw_decode(source, start)[0])
    yield from (text for text in found if " " in text or "/" not in text)  # no addresses


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key == "content_html":
                yield from html_texts(each)
            elif key == "coach":  # the rest is what it looks for in stories
                for remark in (*each["remarks"], each["late"]):
                    yield from (remark["message"], remark["question"])
            elif key not in _MACHINES:
                yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, str):
        yield value


def _calendar_texts(source: str) -> Iterator[str]:
    for line in source.replace("\r\n ", "").replace("\\n", " ").splitlines():
        name, _, value = line.partition(":")
        if name.partition(";")[0] in ("SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME"):
            yield value


def _feed_texts(source: str) -> Iterator[str]:
    for element in ET.fromstring(source).iter():
        if element.tag.endswith("}content") and element.text:
            yield from html_texts(element.text)
        elif element.tag.rpartition("}")[2] in ("title", "subtitle", "summary", "name"):
            yield element.text or ""


def _mail_texts(source: str) -> Iterator[str]:
    mail = email.message_from_string(source, policy=email.policy.default)
    yield str(mail["Subject"])
    for part in mail.walk():
        if part.get_content_type() == "text/plain":
            yield part.get_content()
        elif part.get_content_type() == "text/html":
            yield from html_texts(part.get_content())


def _slide_texts(content: bytes) -> Iterator[str]:
    presentation = pptx.Presentation(io.BytesIO(content))
    yield presentation.core_properties.title
    for slide in presentation.slides:
        yield slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            else:
                yield str(shape._element.nvPicPr.cNvPr.get("descr") or "")


def _table_texts(source: str) -> Iterator[str]:
    """The cells of a table; its columns and its first one have names for programs."""
    for row in list(csv.reader(io.StringIO(source)))[1:]:
        yield from row[1:2]


def _paragraphs(source: str) -> Iterator[str]:
    source = re.sub(_CODE, "", source.replace("\\", ""))
    yield from re.split(r"\n\s*\n|\n[ \t]*(?=- )|\n(?=-+\n)", source)


_READERS: Mapping[str, Callable[[str], Iterable[str]]] = {
    ".html": html_texts,
    ".json": _json_texts,
    ".webmanifest": _json_texts,
    ".ics": _calendar_texts,
    ".xml": _feed_texts,
    ".eml": _mail_texts,
    ".txt": _paragraphs,
    ".md": _paragraphs,
    ".csv": _table_texts,
}


def readable_texts(path: str, content: bytes) -> set[str]:
    """The texts of a file that a person reads; none of scripts, styles, pictures and fonts."""
    file = PurePosixPath(path)
    if file.suffix == ".pptx":
        found = _slide_texts(content)
    elif path == "share/form.js" or re.fullmatch(r"search/d\d+\.js", path):
        found = _script_texts(content.decode())
    elif file.suffix in _READERS and file.parts[0] != "assets":
        found = iter(_READERS[file.suffix](content.decode()))
    else:
        return set()
    return {text for each in found if (text := " ".join(each.split()))}
