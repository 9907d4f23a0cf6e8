"""Markdown → safe HTML and plain text, its mentions and its faults. The only user of pyromark and nh3.

Prose is rendered by pulldown-cmark, then cleaned by nh3 with an explicit allow-list. `class` and `id`
exist only where this module sets them. Text for readers is set by `typography`; text that is searched
for names and faults stays as it was typed.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from html import escape, unescape
from typing import Any, NamedTuple

import nh3
import pyromark

from generator.languages import SOURCE
from generator.languages.messages import messages as messages_in
from generator.languages.messages import noted
from generator.model import CONTROL, ID, Mark
from generator.text import typography
from generator.text.unspaced import has_unspaced, set_apart

_OPTIONS = pyromark.Options
_MARKDOWN = pyromark.Markdown(
    options=_OPTIONS.ENABLE_TABLES
    | _OPTIONS.ENABLE_FOOTNOTES
    | _OPTIONS.ENABLE_STRIKETHROUGH
    | _OPTIONS.ENABLE_TASKLISTS
    | _OPTIONS.ENABLE_GFM
    | _OPTIONS.ENABLE_DEFINITION_LIST
)
_BLOCKS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br"),
    *("ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td"),
    *("dl", "dt", "dd"),
}
_INLINE = {"em", "strong", "del", "code", "a", "sup"}
_ALIGN = {"left", "right", "center"}
_OUR_ID = re.compile(r"(?:s[0-9]{1,5}-)?(?:part|fn|fnref)-[0-9]{1,5}")
_TAG = re.compile(r"<[^<>]*>")
_ALERTS = {
    "note": noted("Note"),
    "tip": noted("Tip"),
    "important": noted("Important"),
    "warning": noted("Warning"),
    "caution": noted("Caution"),
}
"""What GitHub and GitLab write above a quotation that begins with `[!NOTE]` and the like."""
_ALERT = re.compile(r'<blockquote class="markdown-alert-([a-z]+)">')
_TASK = re.compile(r'<input disabled="" type="checkbox"( checked="")?/>\n?')
_BOXES = ("☐ ", "☑ ")
_OBSIDIAN_COMMENT = re.compile(r"(?<![\w%])%%(?!%).*?(?<!%)%%(?![\w%])", re.DOTALL)
_NO_SPACE = re.compile(r"\S")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_OUR_LINK = re.compile(r"#(?:s[0-9]{1,5}-)?fn(?:ref)?-[0-9]{1,5}")
_CLEANER = nh3.Cleaner(
    tags=_BLOCKS | _INLINE | {"section"},
    clean_content_tags={"script", "style"},
    attributes={
        "*": set(),  # else "lang" and "title" would be allowed everywhere
        "a": {"href", "id"},
        "li": {"id"},
        "ol": {"start"},
        **{f"h{n}": {"id"} for n in range(2, 7)},
    },
    attribute_filter=lambda _, name, value: (
        value if name != "id" or _OUR_ID.fullmatch(value) else None
    ),
    allowed_classes={"th": _ALIGN, "td": _ALIGN, "section": {"footnotes"}, "a": {"footnote"}},
    link_rel="noopener noreferrer",
    url_schemes={"https", "mailto"},
    url_relative=lambda url: url if _OUR_LINK.fullmatch(url) else None,
)
_NAMES = re.compile(r"(?!_)[\w:. -]{1,200}")
_AWAY = re.compile(r"[\s\x00-\x20]*[/\\][\s\x00-\x20]*[/\\]|[^/?#]*:")


def _guide_value(tag: str, name: str, value: str) -> str | None:
    """An attribute's value, if a guide may have it. Ids with an underscore belong to the site theme."""
    if name in ("id", "class"):
        return value if _NAMES.fullmatch(value) else None
    return None if name == "src" and _AWAY.match(value) else value


_GUIDE = nh3.Cleaner(
    tags=_BLOCKS
    | _INLINE
    | {
        "h1",
        "section",
        "div",
        "span",
        "img",
        "abbr",
        "kbd",
        "mark",
        "ins",
        "sub",
        "b",
        "i",
        "s",
        "small",
        "details",
        "summary",
    },
    clean_content_tags={"script", "style"},
    attributes={
        "*": {"id", "class"},
        "a": {"href", "title"},
        "abbr": {"title"},
        "img": {"src", "alt", "title", "width", "height"},
        "ol": {"start"},
        "th": {"align"},
        "td": {"align"},
        "details": {"open"},
    },
    attribute_filter=_guide_value,
    link_rel=None,
    url_schemes={"https", "mailto"},
    url_relative=lambda url: None if _AWAY.match(url) else url,
)
_ENDS = r"(?![\w@]|\.\w|:[\w-]+\.\w)"
"""What follows an id in a mention: no more of a word, of an address, or of a handle such as @maria.okafor.

These patterns look at texts that are `set_apart`: ids are ASCII, so は after one is no more of it.
"""
_MENTION = re.compile(rf"@(?<![\w@./+\\-]@)({ID}){_ENDS}")
_IN_WORDS = re.compile(rf"@(?<![\w@./+-]@)({ID}){_ENDS}")
_EITHER = re.compile(rf"\[([^\[\]\n]+)\]\(@({ID})\)|{_MENTION.pattern}")
_TRICKY = ("%%", "`", "<", "\t", "~~~", "    ", "]", "_", "\\@")
"""Signs without which a text has no code and no links, so that each `@id` is a mention."""
_LETTER = "\ue002"
"""A letter that is taken out again: what Markdown must see between a bracket and `**`."""
_STARS = re.compile(r"(?<!\*)\*{1,3}(?!\*)")
_BESIDE = frozenset("「」『』（）〈〉《》【】〔〕“”‘’、。，！？：；…・()!?.,:;\"'")
_LINE = r"""[^\x00-!#-&)-@\[-`{-\x7f][^\\`*_\[\]<>&|~\x00-\x1f\x7f]*+"""
_BARE = re.compile(rf"{_LINE}(?:\n{_LINE})*+(?=\n[ \t]*\n|\n?\Z)")
"""A paragraph without markup, at the beginning of a text."""
_PERSON = re.compile(f"@({ID})")
_SAFE_LINK = re.compile(r"(?:https://[^\s/\\]|mailto:[^\s@]+@[^\s@]+\Z)", re.IGNORECASE)
_CLOSERS = r"(?:[\u202f\xa0]?[\"'”’“‘»›)\]」』])*"
_SENTENCE_END = re.compile(rf"[.!?…؟۔।]+{_CLOSERS}(?=\s|$)|[。！？]+{_CLOSERS}")
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&]|^[#+\-=:]|(?<=^[0-9])[.)]|[\t\n\r]|^\s|\s\Z")
_MENTION_SIGN = re.compile(r"(?<![A-Za-z0-9_.])[@#](?=\w)|:(?=[\w+-]+:)")
_ORDINAL = re.compile(r"^([0-9]{2,9})([.)])")

_SIDES = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
"""The lines that git puts around two versions that it could not merge."""

_DEEPEST = 500
_FLAT = bytes(set(range(256)).difference(b">*_-+~[.)"))
"""Every byte except those that nest Markdown."""

Offset = Callable[[int], int]


class Fault(NamedTuple):
    """Something that prose must not contain.

    `kind` is html, link, picture, label (a mention inside one), control (a control character),
    conflict (of git) or deep (too deeply nested).
    """

    kind: str
    start: int
    end: int
    excerpt: str


class Heading(NamedTuple):
    level: int
    id: str
    title: str
    """Plain text."""


class ProseHtml(NamedTuple):
    """Prose as safe HTML, and its headings."""

    html: str
    headings: tuple[Heading, ...] = ()


def mentions(text: str, *, markdown: bool) -> tuple[Mark, ...]:
    """All mentions in a text, in order. In Markdown, code and addresses of links contain none."""
    if "@" not in text:
        return ()
    if markdown and any(sign in text for sign in _TRICKY):
        return _look(text)[0]
    apart = set_apart(text)
    if "](@" not in text:
        return tuple([Mark(m.start(), m.end(), m[1]) for m in _MENTION.finditer(apart)])
    return tuple(
        [
            Mark(m.start(), m.end(), m[2] or m[3], text[slice(*m.span(1))] if m[1] else None)
            for m in _EITHER.finditer(apart)
        ]
    )


def outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a Markdown text, except those in code."""
    found = list(pattern.finditer(text))
    if not found or not ("`" in text or "~~~" in text or "    " in text or "\t" in text):
        yield from found
        return
    raw = text.encode()
    at = _characters(text, raw)
    spans = [
        (at(span["start"]), at(span["end"]))
        for event, span in _MARKDOWN.events_with_range(text)
        if not isinstance(event, str) and _is_code(event)
    ]
    starts = [start for start, _ in spans]
    for match in found:
        number = bisect_right(starts, match.start()) - 1
        if number < 0 or match.start() >= spans[number][1]:
            yield match


def replace_outside_code(
    pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str
) -> str:
    """A Markdown text in which the matches of a pattern are replaced, except those in code."""
    pieces: list[str] = []
    at = 0
    for match in outside_code(pattern, text):
        pieces += [text[at : match.start()], replace(match)]
        at = match.end()
    return "".join([*pieces, text[at:]])


def _is_code(event: Any) -> bool:
    ((kind, tag),) = event.items()
    name = _name_of(tag)
    return kind == "Code" or (kind == "Start" and name == "CodeBlock")


def _name_of(tag: Any) -> str:
    """The name of what an event is about; a marker of a task has none."""
    return tag if isinstance(tag, str) else next(iter(tag), "") if isinstance(tag, dict) else ""


def faults(text: str) -> list[Fault]:
    """The faults of a Markdown text: raw HTML, unsafe links, pictures, mentions inside mentions,
    control characters written as references (`&#27;`), merge conflicts, and nesting too deep to print.
    """
    found = list(_look(text)[1]) if "<" in text or "]" in text else []
    if len(text.encode().translate(None, _FLAT)) > _DEEPEST and _too_deep(_MARKDOWN.html(text)):
        found.append(Fault("deep", 0, len(text.partition("\n")[0]), text[:40]))
    if "<<<<<<<" in text or ">>>>>>>" in text:
        for side in outside_code(_SIDES, text):
            found.append(Fault("conflict", side.start(), side.end(), side[0]))
    if "&#" in text and CONTROL.search(_MARKDOWN.html(text)):
        found += [
            Fault("control", m.start(), m.end(), m[0])
            for m in re.finditer(r"&#[xX]?[0-9a-fA-F]+;", text)
            if CONTROL.search(unescape(m[0])) or not unescape(m[0])
        ]
    return found


@lru_cache(maxsize=64)  # the same texts are searched for mentions, then for faults
def _look(text: str) -> tuple[tuple[Mark, ...], tuple[Fault, ...]]:
    """The mentions and faults of a Markdown text, in one pass over its events."""
    found: list[Mark] = []
    wrong: list[Fault] = []
    text = _with_comments(
        text, lambda comment: _NO_SPACE.sub("\u2060", comment)
    )  # as long as it was
    raw = text.encode()  # spans are in bytes
    at = _characters(text, raw)
    run = stop = 0  # the visible text that is not yet searched
    hidden = 0  # the number of enclosing code blocks and autolinks
    label: tuple[str, int, int] | None = None
    tag: Any

    def search() -> None:
        if raw.find(b"@", run, stop) < 0:
            return
        first, last = at(run), at(stop)
        for match in _IN_WORDS.finditer(set_apart(text[first:last])):
            start, end = first + match.start(), first + match.end()
            if start and match.start() == 0 and text[start - 1] == "\\":
                continue
            if label:
                wrong.append(Fault("label", start, end, match[0]))
            else:
                found.append(Mark(start, end, match[1]))

    def fault(kind: str, excerpt: str) -> None:
        wrong.append(Fault(kind, at(start), at(end), excerpt))

    for event, span in _MARKDOWN.events_with_range(text):
        if isinstance(event, str):
            continue
        ((kind, tag),) = event.items()  # pulldown-cmark's events are mappings of one key
        start, end = span["start"], span["end"]
        if kind == "Text":
            if not hidden:
                if start != stop:
                    search()
                    run = start
                stop = end
            continue
        name = _name_of(tag)
        if kind == "Start" and name == "Link":
            link, url = tag["Link"]["link_type"], tag["Link"]["dest_url"]
            person = _PERSON.fullmatch(url)
            if person and link == "Inline" and label is None:
                search()
                run = stop = start
                label = person[1], start, end
            elif link in ("Autolink", "Email"):
                hidden += 1
            if not (link == "Email" or (person and link == "Inline") or _SAFE_LINK.match(url)):
                fault("link", url[:60])
        elif kind == "End" and name == "Link":
            if hidden:
                hidden -= 1
            elif label and label[2] == end:
                search()
                words = raw[label[1] + 1 : raw.rindex(b"](", label[1], end)].decode()
                found.append(Mark(at(label[1]), at(end), label[0], words or None))
                run = stop = end
                label = None
        elif name == "CodeBlock":
            hidden += 1 if kind == "Start" else -1
        elif kind == "Start" and name == "Image":
            fault("picture", tag["Image"]["dest_url"][:60])
        elif kind in ("Html", "InlineHtml"):
            fault("html", str(tag).strip()[:40])
    search()
    return tuple(found), tuple(wrong)


def _characters(text: str, raw: bytes) -> Offset:
    """A function from offsets in UTF-8 bytes to offsets in characters, each in constant time."""
    if len(text) == len(raw):
        return lambda offset: offset
    size = 128
    starts = [0]  # where each run of `size` characters begins
    for at in range(0, len(text) - size, size):
        starts.append(starts[-1] + len(text[at : at + size].encode()))

    def character(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        return number * size + len(raw[starts[number] : offset].decode("utf-8", "ignore"))

    return character


def html(
    text: str, language: str | None = None, *, title: int = 1, number: int | None = None
) -> ProseHtml:
    """Markdown → safe HTML. Headings have ids, as have footnotes.

    Text that is nested too deeply becomes plain paragraphs.

    Args:
        text: The Markdown.
        language: The language whose typography is applied; without it the text stays as it was typed.
        title: The level of the heading that the text is below.
        number: The text's number on a page with several, so that their ids differ: `s2-part-1`.

    """
    prefix = "" if number is None else f"s{number}-"
    raw = _MARKDOWN.html(_without_comments(text)).replace(_LETTER, "")
    if "&#" in text:
        raw = CONTROL.sub(" ", raw)
    if _too_deep(raw):
        return ProseHtml(paragraphs(plain(text, language)))
    if "<blockquote class" in raw:
        raw = _ALERT.sub(partial(_titled, language), raw)
    if "<input" in raw:
        raw = _TASK.sub(lambda match: _BOXES[match[1] is not None], raw)
    if language:
        is_ours = "<" not in text
        setting = typography.html_of_paragraphs if is_ours else typography.html
        raw = setting(raw, language)
    if "<t" in raw:
        raw = re.sub(r'<(t[hd]) style="text-align: (\w+)">', r'<\1 class="\2">', raw)
    if 'class="footnote' in raw:
        raw = _footnotes(raw, prefix)
    headings: tuple[Heading, ...] = ()
    if "<h" in raw:
        raw, headings = _headings(raw, title, prefix)
    return ProseHtml(_CLEANER.clean(raw), headings)


def _titled(language: str | None, alert: re.Match[str]) -> str:
    """The beginning of a quotation with the title of its kind of alert."""
    title = messages_in(language or SOURCE).gettext(_ALERTS[alert[1]])
    return f"<blockquote>\n<p><strong>{escape(title)}</strong></p>"


def _without_comments(text: str) -> str:
    """Markdown without its comments, and without those of Obsidian (`%% … %%`).

    It may have `_LETTER`, for whoever prints it to take out again.
    """
    text = _with_comments(text, lambda comment: " " if comment.startswith("%%") else "")
    return _STARS.sub(_emphasis, text) if "*" in text and has_unspaced(text) else text


def _emphasis(stars: re.Match[str]) -> str:
    """Asterisks, with a letter where a bracket beside them would keep Markdown from seeing emphasis: it wants a
    space on the other side of `**「はい」**と`, and none is written there.
    """
    text, (start, end) = stars.string, stars.span()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in _BESIDE and has_unspaced(after):
        return _LETTER + stars[0]
    return stars[0] + _LETTER if after in _BESIDE and has_unspaced(before) else stars[0]


def _with_comments(text: str, replace: Callable[[str], str]) -> str:
    """Markdown with its comments replaced before it is parsed.

    Text behind a comment is text then, and not HTML of the same block; and a browser ends some comments earlier
    than Markdown does (`--!>`).
    """
    if "%%" in text:
        text = replace_outside_code(_OBSIDIAN_COMMENT, lambda match: replace(match[0]), text)
    if "<!--" not in text:
        return text
    raw = text.encode()
    pieces: list[bytes] = []
    last = 0
    for event, span in _MARKDOWN.events_with_range(text):
        if isinstance(event, str):
            continue
        ((kind, tag),) = event.items()
        if kind == "InlineHtml" or (kind == "Start" and tag == "HtmlBlock"):
            start, end = span["start"], span["end"]
            found = raw[start:end].decode()
            if start >= last and found.lstrip().startswith("<!--"):
                kept = _COMMENT.sub(lambda match: replace(match[0]), found)
                pieces += [raw[last:start], kept.encode()]
                last = end
    return b"".join([*pieces, raw[last:]]).decode()


def _too_deep(raw: str) -> bool:
    return raw.count("</") > _DEEPEST and _depth(raw) > _DEEPEST


def _depth(raw: str) -> int:
    """The depth of nested elements. The cost of cleaning grows with its square."""
    depth = deepest = 0
    for closing, name in re.findall(r"<(/?)([a-z][a-z0-9]*)", raw):
        if name not in ("br", "hr", "img"):
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest


def clean_guide(html: str, language: str) -> str:
    """A guide's HTML from the engine, without anything that runs or loads."""
    return _GUIDE.clean(typography.html(html, language))


def unsafe_html(text: str) -> str:
    """Markdown → HTML before cleaning, to be examined and never published."""
    return str(_MARKDOWN.html(_without_comments(text))).replace(_LETTER, "")


def _headings(raw: str, title: int, prefix: str) -> tuple[str, tuple[Heading, ...]]:
    """Move headings below the title's level, and give each an id."""
    pieces = re.split(r"<(/?)h([1-6])>", raw)
    parts = pieces[:1]
    found: list[Heading] = []
    for closing, digit, words in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        level = min(int(digit) + title, 6)
        if closing:
            parts.append(f"</h{level}>{words}")
        else:
            plain_words = unescape(_TAG.sub("", words)).strip()
            found.append(Heading(level, f"{prefix}part-{len(found) + 1}", plain_words))
            parts.append(f'<h{level} id="{found[-1].id}">{words}')
    return "".join(parts), tuple(found)


def _footnotes(raw: str, prefix: str) -> str:
    """pulldown-cmark's footnotes → numbered notes at the end, with links back."""
    numbers: dict[str, int] = {}

    def reference(match: re.Match[str]) -> str:
        first = match[1] not in numbers
        number = numbers.setdefault(match[1], len(numbers) + 1)
        anchor = f' id="{prefix}fnref-{number}"' if first else ""
        return f'<sup><a class="footnote" href="#{prefix}fn-{number}"{anchor}>{number}</a></sup>'

    raw = re.sub(
        r'<sup class="footnote-reference"><a href="#([^"]*)">[^<]*</a></sup>', reference, raw
    )
    # A definition ends with the next </div>: pulldown-cmark writes no other.
    body, *definitions = re.split(
        r'<div class="footnote-definition" id="([^"]*)">'
        r'<sup class="footnote-definition-label">[^<]*</sup>',
        raw,
    )
    notes: dict[int, str] = {}
    for label, rest in zip(definitions[::2], definitions[1::2], strict=True):
        words, _, after = rest.partition("</div>")
        body += after.removeprefix("\n")
        if (number := numbers.get(label)) is not None:
            notes[number] = notes.get(number, "") + words.strip()
    items = "".join(_note(number, notes[number], prefix) for number in sorted(notes))
    return f'{body}<section class="footnotes"><ol>\n{items}</ol></section>\n' if notes else body


def _note(number: int, words: str, prefix: str) -> str:
    back = f'<a class="footnote" href="#{prefix}fnref-{number}">↩</a>'
    text = words[:-4] + f" {back}</p>" if words.endswith("</p>") else f"{words} {back}"
    return f'<li id="{prefix}fn-{number}">{text}</li>\n'


def plain(text: str, language: str | None = None) -> str:
    """Markdown → plain text without markup, with a blank line between blocks. Footnotes come last.

    With a language, its typography is applied.
    """
    blocks: list[str] = []
    notes: list[str] = []
    for pieces, _, is_note in _blocks(text):
        if words := _words(pieces, language):
            (notes if is_note else blocks).append(words)
    return "\n\n".join(blocks + notes)


def first_paragraph(text: str) -> str:
    """The first paragraph of a Markdown text, as plain text."""
    text = _without_comments(text)
    if bare := _BARE.match(text):  # as most stories begin, so that nothing has to be parsed
        lines = [line.rstrip(" ") for line in bare[0].split("\n")]
        if words := " ".join(lines).strip():
            return words
    for pieces, name, is_note in _blocks(text):
        if name == "Paragraph" and not is_note and (words := _words(pieces)):
            return words
    return ""


_CONTAINERS = (
    *("Paragraph", "Heading", "Item", "TableRow", "TableHead", "CodeBlock", "BlockQuote"),
    *("DefinitionListTitle", "DefinitionListDefinition"),
)

Pieces = list[tuple[str, bool]]
"""Texts, and whether they are code."""


def _words(pieces: Pieces, language: str | None = None) -> str:
    words = "".join([words for words, _ in pieces])
    if language is None or not typography.may_change(words, language):
        return words.strip()
    marked = (
        f"<code>{escape(text, quote=False)}</code>" if code else escape(text, quote=False)
        for text, code in pieces
    )
    return unescape(_TAG.sub("", typography.html("".join(marked), language))).strip()


def _blocks(text: str) -> Iterator[tuple[Pieces, str, bool]]:
    """The pieces of each block, its kind, and whether it is in a footnote."""
    pieces: Pieces = []
    inside, note = "", False
    tag: Any
    for event in _MARKDOWN.events(_without_comments(text)):
        if isinstance(event, str):
            if event in ("SoftBreak", "HardBreak"):
                pieces.append((" ", False))
            continue
        ((kind, tag),) = event.items()
        if kind == "TaskListMarker":
            pieces.append((_BOXES[bool(tag)], False))
        elif kind in ("Text", "Code"):
            pieces.append((str(tag).replace(_LETTER, ""), kind == "Code" or inside == "CodeBlock"))
        elif kind in ("Start", "End"):
            name = _name_of(tag)
            if name in _CONTAINERS or name == "FootnoteDefinition":
                yield pieces, inside, note
                pieces, inside = [], name if kind == "Start" else ""
                if name == "FootnoteDefinition":
                    note = kind == "Start"
            elif name == "TableCell" and kind == "End":
                pieces.append((" ", False))
    yield pieces, inside, note


def first_sentence(text: str) -> str:
    """The first sentence of a plain text, without its full stop."""
    match = _SENTENCE_END.search(text)
    sentence = text[: match.end()] if match else text
    return sentence if sentence.endswith("..") else sentence.removesuffix(".").removesuffix("。")


def sentences(text: str) -> list[str]:
    """The sentences of a plain text on one line, each with its full stop."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    found = (text[start:end].strip() for start, end in itertools.pairwise(ends))
    return [sentence for sentence in found if sentence]


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters of a plain text, cut after a sentence, else after a word, or
    anywhere in scripts that do not set words apart: a space there may be far back, within a name.
    """
    if len(text) <= limit:
        return text
    ends = [m.end() for m in _SENTENCE_END.finditer(text[: limit + 1]) if m.end() <= limit]
    if ends and ends[-1] >= limit // 3:
        return text[: ends[-1]]
    cut = text[: max(0, limit - 1)]
    if " " in cut and not has_unspaced(text[max(0, limit - 2) : limit]):
        cut = cut[: cut.rfind(" ")]
    return (cut.rstrip(" ,;:–—-、「『（") + "…")[:limit]


def literal(text: str) -> str:
    """Plain text → Markdown that renders as exactly this text."""
    return _ORDINAL.sub(r"\1\\\2", _SPECIAL.sub(_escaped, text))


def chat_literal(text: str) -> str:
    """`literal` for Markdown in a chat or a forge, where `@name` must notify nobody and `#12` link to
    nothing. An invisible word joiner separates the sign from the word.
    """
    return literal(_MENTION_SIGN.sub(lambda match: f"{match[0]}\u2060", text))


def _escaped(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};" if match[0].isspace() else f"\\{match[0]}"


def standalone(html: str, address: str) -> str:
    """HTML of ours to be read elsewhere: what leads to a place on its page leads to that page."""
    return html.replace(' href="#', f' href="{escape(address)}#')


def paragraphs(text: str) -> str:
    """Plain text → HTML paragraphs, split at blank lines."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(block.strip())}</p>" for block in blocks if block.strip())
