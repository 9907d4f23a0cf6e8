"""The issue as Slack's Block Kit, within its limits. What people wrote never becomes markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from generator.outputs.context import OutputContext
from generator.outputs.newsletter.view import IssueView, Part, StoryView, shortened
from generator.rendering.artifacts import File
from generator.text import markdown
from generator.text.width import utf16_length

BLOCKS, SECTION, HEADER, ALL = 50, 3000, 150, 10_000
"""Slack's limits: blocks in a message, characters in a section, in a header, and in all.

The last is not documented; messages a little longer were refused. Characters are counted as UTF-16
has them, and after escaping.
"""
_LINE = SECTION // 2 - 200
"""The longest text of a line, so that it fits in a section together with its link and what follows."""
_SIGNS = {"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"}
"""Slack's markup cannot escape these, so they are replaced where they would begin or end markup."""
_SIGN = re.compile(r"(?<!\w)[*_~`]|[*_~`](?!\w)")
_EMOJI = re.compile(r":(?=[\w+'-]+:)")

Block = Mapping[str, Any]


def make(context: OutputContext, issue: IssueView) -> Iterator[File]:
    """The file `slack.json`."""
    text = json.dumps(message(issue), ensure_ascii=False, indent=1)
    yield File("slack.json", f"{text}\n".encode())


def message(issue: IssueView) -> Block:
    """The payload for Slack, within its limits."""
    issue = shortened(issue, lambda version: _fits(list(_blocks(version))), brief_first=True)
    return {"text": mrkdwn(issue.heading), "blocks": list(_blocks(issue))[:BLOCKS]}


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= BLOCKS and sum(map(_length, blocks)) <= ALL


def mrkdwn(text: str) -> str:
    """Plain text as Slack's markup, without mentions, links, emphasis or emoji."""
    text = _EMOJI.sub(":\u2060", _SIGN.sub(lambda match: _SIGNS[match[0]], text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"^&gt;", "\u2060&gt;", text, flags=re.MULTILINE)


def _short(text: str, limit: int) -> str:
    """Plain text as Slack's markup of at most `limit` characters."""
    length = limit
    while (excess := utf16_length(made := mrkdwn(markdown.shorten(text, length))) - limit) > 0:
        length -= -(-excess // 5)  # no character becomes more than five
    return made


def mrkdwn_html(text: str) -> Markup:
    """Our Slack markup as HTML. Its `&`, `<` and `>` are escaped already."""
    html = text.replace('"', "&#34;").replace("'", "&#39;")
    html = re.sub(r"^> (.*)$", r"<em>\1</em>", html, flags=re.MULTILINE)
    html = re.sub(r"<([^|<>]+)\|([^<>]*)>", r'<a href="\1">\2</a>', html)
    html = re.sub(r"(?<!\w)\*([^*\n]+)\*(?!\w)", r"<strong>\1</strong>", html)
    return Markup(html.replace("\n", "<br>"))


def _blocks(issue: IssueView) -> Iterator[Block]:
    words = issue.words
    yield _header(issue.heading)
    about = [mrkdwn(issue.number)] if issue.number else []
    about += [_linked(words.on_site, issue.href)] if issue.href else []
    if about:
        yield _context(" · ".join(about))
    if issue.notice:
        yield _context(mrkdwn(issue.notice))
    if issue.note:
        yield _section(_short(markdown.plain(issue.note, issue.lang), SECTION // 2))
    for part in issue.parts:
        yield {"type": "divider"}
        if part.heading:
            yield _header(part.heading)
        yield from _part(issue, part)
    if issue.call:
        yield {"type": "divider"}
        yield _section(f"*{_short(issue.call, SECTION // 2)}*")
    yield _context(
        f"{mrkdwn(issue.site)} · {words.consent} {_linked(words.all_stories, issue.home)}"
    )


def _part(issue: IssueView, part: Part) -> Iterator[Block]:
    dash = issue.words.messages.separators.dash
    if part.name == "acts":
        acts = (
            f"• {_linked(story.title, story.href)}{dash}{_short(story.who, _LINE)}"
            for story in part.stories
        )
        yield from _sections(acts)
    else:
        for story in part.stories:
            yield _section("\n".join(_story(issue, part, story)))
    yield from _sections(
        f"• {_linked(line.text, line.href)}{dash + _short(line.after, _LINE) if line.after else ''}"
        for line in part.lines
    )
    if part.figures:
        yield _section(
            "\n".join(
                f"• *{figure.number}* {mrkdwn(figure.description)}" for figure in part.figures
            )
        )
    if part.more:
        yield _context(_linked(issue.more_text(part.more), part.href))


def _story(issue: IssueView, part: Part, story: StoryView) -> Iterator[str]:
    """The lines of a story, short enough together for one section."""
    yield f"*{_linked(story.title, story.href, 200)}*"
    yield _short(story.who, 300)
    if part.name == "ask" and story.ask:
        yield f"> {_short(story.ask, 400)}"
    if story.summary:
        yield _short(story.summary, 400)
    if story.quote:
        yield f"> {_short(story.quote, 400)}"
        yield f"> {_short(story.quoted, 100)}"
    if story.outcome:
        label = issue.words.changed + issue.words.messages.separators.colon.rstrip()
        yield f"*{label}* {_short(story.outcome, 400)}"


def _sections(lines: Iterable[str]) -> Iterator[Block]:
    """Lines in as few sections as possible."""
    text = ""
    for line in lines:
        if text and utf16_length(text) + 1 + utf16_length(line) > SECTION:
            yield _section(text)
            text = ""
        text += f"\n{line}" if text else line
    if text:
        yield _section(text)


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> Block:
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}],
    }


def _header(text: str) -> Block:
    text = markdown.shorten(text, HEADER)
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _linked(text: str, href: str | None, limit: int = _LINE) -> str:
    if href is None:
        return _short(text, limit)
    for sign, code in (("&", "&amp;"), ("<", "%3C"), (">", "%3E"), ("|", "%7C")):
        href = href.replace(sign, code)
    return f"<{href}|{_short(text, limit)}>"


def _length(block: Block) -> int:
    texts = [block["text"]] if "text" in block else block.get("elements", ())
    return sum(utf16_length(text["text"]) for text in texts)
