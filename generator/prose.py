"""Markdown → safe HTML, plain text, and what is in it. The only user of pyromark and nh3.

Prose is data. It is rendered by pulldown-cmark, then cleaned by nh3 with an explicit allow-list;
`class` and `id` exist only where this module sets them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import nh3
import pyromark

from generator.model import ID

_OPTIONS = pyromark.Options
_MARKDOWN = pyromark.Markdown(
    options=_OPTIONS.ENABLE_TABLES | _OPTIONS.ENABLE_FOOTNOTES | _OPTIONS.ENABLE_STRIKETHROUGH
)
_FOOTNOTE = re.compile(r"#fn(?:ref)?-[0-9]{1,4}\Z")
_BLOCKS = {
    "p",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "hr",
    "br",
}
_INLINE = {"em", "strong", "del", "code", "a", "sup"}
_ALIGN = {"left", "right", "center"}
_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _INLINE | {"section"},
    clean_content_tags={"script", "style"},
    attributes={
        "a": {"href", "id"},
        "li": {"id"},
        "ol": {"start"},
        **{f"h{n}": {"id"} for n in range(2, 7)},
    },
    allowed_classes={"th": _ALIGN, "td": _ALIGN, "section": {"footnotes"}, "a": {"footnote"}},
    link_rel="noopener noreferrer",
    url_schemes={"https", "mailto"},
    url_relative=lambda url: url if _FOOTNOTE.match(url) else None,
)
_MENTION = re.compile(rf"(?<![\w@./+\\-])@({ID})(?![\w@])")
_LABELLED = re.compile(rf"\[([^\[\]\n]+)\]\(@({ID})\)")
_SAFE_LINK = re.compile(r"(?:https://[^\s/\\]|mailto:[^\s@]+@[^\s@]+\Z)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？؟](?:[\"'”’»)\]]*)(?=\s|$)")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])|^([#+\-=])|(?<=^[0-9])([.)])")

Offset = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Mention:
    """`@maria`, or `[my mentor](@maria)` with a label, from `start` to `end` of the text."""

    start: int
    end: int
    person: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that prose must not contain: `html`, `link` or `picture`."""

    kind: str
    start: int
    end: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    id: str
    title: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A piece of prose as safe HTML, and its headings."""

    html: str
    headings: tuple[Heading, ...] = ()


def mentions(text: str, *, markdown: bool) -> list[Mention]:
    """All mentions of a text. In Markdown, none stands inside code or a link's address."""
    if "@" not in text:
        return []
    found = [Mention(m.start(), m.end(), m[2], m[1]) for m in _LABELLED.finditer(text)]
    labelled = [(m.start, m.end) for m in found]
    found += [
        Mention(m.start(), m.end(), m[1])
        for m in _MENTION.finditer(text)
        if not any(start <= m.start() < end for start, end in labelled)
    ]
    if found and markdown and _may_hide(text):
        hidden = list(_hidden(text))
        found = [m for m in found if not any(start <= m.start < end for start, end in hidden)]
    return sorted(found, key=lambda m: m.start)


def _may_hide(text: str) -> bool:
    """Whether any `@` could stand in code or an address: a cheap look before a parse."""
    return (
        "`" in text
        or "~~~" in text
        or "](" in text
        or "    " in text
        or "<" in text
        or "]:" in text
    )


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """The spans of code, of links' addresses and of autolinks."""
    at = _characters(text)
    for event, span in _MARKDOWN.events_with_range(text):
        if isinstance(event, str):
            continue
        if "Code" in event or "Html" in event or "InlineHtml" in event:
            yield at(span["start"]), at(span["end"])
        elif "Start" in event and isinstance(event["Start"], dict):
            if "CodeBlock" in event["Start"]:
                yield at(span["start"]), at(span["end"])
            elif "Link" in event["Start"] and not event["Start"]["Link"]["dest_url"].startswith(
                "@"
            ):
                link = event["Start"]["Link"]
                if link["link_type"] in ("Autolink", "Email"):
                    yield at(span["start"]), at(span["end"])
                else:  # the label may mention somebody, the address may not
                    start, end = at(span["start"]), at(span["end"])
                    yield start + text[start:end].rfind("]("), end


def _characters(text: str) -> Offset:
    """pulldown-cmark counts bytes of UTF-8; this maps them to characters."""
    if text.isascii():
        return lambda offset: offset
    raw = text.encode()
    return lambda offset: len(raw[:offset].decode("utf-8", "ignore"))


def faults(text: str) -> list[Fault]:
    """Raw HTML, unsafe links and pictures in Markdown."""
    if (
        "<" not in text
        and "](" not in text
        and "]:" not in text
        and "][" not in text
        and "]" not in text
    ):
        return []
    found: list[Fault] = []
    at = _characters(text)
    for event, span in _MARKDOWN.events_with_range(text):
        if isinstance(event, str):
            continue
        if "Html" in event or "InlineHtml" in event:
            excerpt = str(event.get("Html") or event.get("InlineHtml")).strip()
            if not excerpt.startswith("<!--"):
                found.append(Fault("html", at(span["start"]), at(span["end"]), excerpt[:40]))
        elif "Start" in event and isinstance(event["Start"], dict):
            tag = event["Start"]
            if "Link" in tag:
                url = tag["Link"]["dest_url"]
                email = tag["Link"]["link_type"] == "Email"
                if not (email or re.fullmatch(f"@{ID}", url) or _SAFE_LINK.match(url)):
                    found.append(Fault("link", at(span["start"]), at(span["end"]), url[:60]))
            elif "Image" in tag:
                found.append(
                    Fault(
                        "picture", at(span["start"]), at(span["end"]), tag["Image"]["dest_url"][:60]
                    )
                )
    return found


def html(text: str) -> Rendered:
    """Markdown → safe HTML. Headings start at h2 and carry ids; notes and alignment keep theirs."""
    raw = _MARKDOWN.html(text)
    if "<t" in raw:
        raw = re.sub(r'<(t[hd]) style="text-align: (\w+)">', r'<\1 class="\2">', raw)
    if 'class="footnote' in raw:
        raw = _footnotes(raw)
    headings: tuple[Heading, ...] = ()
    if "<h" in raw:
        raw, headings = _headings(raw)
    return Rendered(_CLEANER.clean(raw), headings)


def _headings(raw: str) -> tuple[str, tuple[Heading, ...]]:
    """Shift headings one level down (the page's title is h1) and give each an id."""
    found: list[Heading] = []

    def open_tag(match: re.Match[str]) -> str:
        level = min(int(match[1]) + 1, 6)
        title = unescape(re.sub(r"<[^>]*>", "", match[2])).strip()
        found.append(Heading(level, f"part-{len(found) + 1}", title))
        return f'<h{level} id="{found[-1].id}">{match[2]}</h{level}>'

    return re.sub(r"<h([1-6])>(.*?)</h\1>", open_tag, raw, flags=re.DOTALL), tuple(found)


def _footnotes(raw: str) -> str:
    """pulldown-cmark's notes → numbered references with a way back, collected at the end."""
    numbers: dict[str, int] = {}

    def reference(match: re.Match[str]) -> str:
        first = match[1] not in numbers
        number = numbers.setdefault(match[1], len(numbers) + 1)
        anchor = f' id="fnref-{number}"' if first else ""
        return f'<sup><a class="footnote" href="#fn-{number}"{anchor}>{number}</a></sup>'

    raw = re.sub(
        r'<sup class="footnote-reference"><a href="#([^"]*)">[^<]*</a></sup>', reference, raw
    )
    notes: dict[int, str] = {}

    def definition(match: re.Match[str]) -> str:
        number = numbers.get(match[1])
        if number is not None:
            back = f'<a class="footnote" href="#fnref-{number}">↩</a>'
            text = match[2].strip()
            text = text[:-4] + f" {back}</p>" if text.endswith("</p>") else f"{text} {back}"
            notes[number] = f'<li id="fn-{number}">{text}</li>'
        return ""

    raw = re.sub(
        r'<div class="footnote-definition" id="([^"]*)"><sup class="footnote-definition-label">[^<]*</sup>'
        r"(.*?)</div>\n?",
        definition,
        raw,
        flags=re.DOTALL,
    )
    items = "\n".join(notes[number] for number in sorted(notes))
    return f'{raw}<section class="footnotes"><ol>\n{items}\n</ol></section>\n' if notes else raw


def plain(text: str) -> str:
    """Markdown → plain text, a blank line between blocks; no markup survives, no word is lost."""
    return "\n\n".join(_blocks(text))


def lead(text: str) -> str:
    """The first paragraph of a Markdown text, as plain text."""
    return next(_blocks(text, paragraphs_only=True), "")


def _blocks(text: str, *, paragraphs_only: bool = False) -> Iterator[str]:
    parts: list[str] = []
    inside = ""
    note = 0
    for event in _MARKDOWN.events(text):
        if isinstance(event, str):
            if event in ("SoftBreak", "HardBreak"):
                parts.append(" ")
            continue
        if "Text" in event or "Code" in event:
            if not note:
                parts.append(str(event.get("Text", event.get("Code"))))
        elif "Start" in event or "End" in event:
            tag: Any = event.get("Start", event.get("End"))
            name = tag if isinstance(tag, str) else next(iter(tag))
            if name == "FootnoteDefinition":
                note += 1 if "Start" in event else -1
            if name in ("Paragraph", "Heading", "Item", "TableRow", "TableHead", "CodeBlock"):
                if "End" in event and parts:
                    block, parts = "".join(parts).strip(), []
                    if block and (inside == "Paragraph" or not paragraphs_only):
                        yield block
                elif "Start" in event:
                    if parts and (block := "".join(parts).strip()) and not paragraphs_only:
                        yield block
                    parts, inside = [], name
            elif name == "TableCell" and "End" in event:
                parts.append(" ")
    if parts and not paragraphs_only and (block := "".join(parts).strip()):
        yield block


def first_sentence(text: str) -> str:
    """The first sentence of a plain text, without a closing full stop."""
    match = _SENTENCE_END.search(text)
    sentence = text[: match.end()] if match else text
    return sentence.removesuffix(".") if not sentence.endswith("..") else sentence


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters of a plain text, cut after a sentence, else after a word."""
    if len(text) <= limit:
        return text
    ends = [m.end() for m in _SENTENCE_END.finditer(text) if m.end() <= limit]
    if ends and ends[-1] >= limit // 3:
        return text[: ends[-1]]
    cut = text[: limit - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip(" ,;:–—-") + "…"


def literal(text: str) -> str:
    """Plain text → Markdown that renders as exactly this text."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def paragraphs(text: str) -> str:
    """Plain text → HTML paragraphs, split at blank lines."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(block.strip())}</p>" for block in blocks if block.strip())
