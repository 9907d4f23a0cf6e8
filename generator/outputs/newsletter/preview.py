"""One page that shows an issue in every format, to look at, to copy and to download."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from markupsafe import Markup, escape

from generator.outputs.context import OutputContext
from generator.outputs.newsletter.deck import policy
from generator.outputs.newsletter.view import IssueView
from generator.rendering.artifacts import File

_LINK = re.compile(r"<([^|<>]+)\|([^<>]*)>")
_STRONG = re.compile(r"\*([^*\n]+)\*")
_QUOTE = re.compile(r"^&gt; (.*)$", re.MULTILINE)


def make(
    context: OutputContext, issue: IssueView, files: Sequence[File], beside: Sequence[str]
) -> Iterator[File]:
    """The file `index.html`: it holds the letters, and frames the slides that lie beside it."""
    texts = {file.path: file.content.decode() for file in files}
    tokens = context.render("digest/colours.css")
    style = tokens + context.render("digest/index.css")
    script = context.render("digest/index.js")
    html = context.render(
        "digest/index.html",
        issue=issue,
        texts=texts,
        slack=_slack(json.loads(texts["slack.json"])),
        teams=_teams(json.loads(texts["teams.json"])),
        beside=beside,
        style=style,
        script=script,
        data=Markup(_in_script(json.dumps(texts, ensure_ascii=False))),  # escaped there
        policy=f"{_unhashed(policy(style, script))}; frame-src 'self' file:",
    )
    yield File("index.html", html.encode())


def _unhashed(policy_: str) -> str:
    """A policy that allows inline styles: the mail in its frame has them on its elements."""
    return re.sub(r"style-src '[^']*'", "style-src 'unsafe-inline'", policy_)


def _in_script(text: str) -> str:
    """JSON that cannot end the script it stands in."""
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _slack(message: Mapping[str, Any]) -> Markup:
    """How Slack shows a message."""
    made = []
    for block in message["blocks"]:
        kind = block["type"]
        if kind == "divider":
            made.append(Markup("<hr>"))
        elif kind == "header":
            made.append(Markup("<h3>{}</h3>").format(block["text"]["text"]))
        else:
            texts = [block["text"]] if kind == "section" else block["elements"]
            inside = Markup(" ").join(_mrkdwn(text["text"]) for text in texts)
            made.append(Markup('<p class="{}">{}</p>').format(kind, inside))
    return Markup("\n").join(made)


def _mrkdwn(text: str) -> Markup:
    """Slack's markup, of which we write links and strong words."""
    links: list[Markup] = []

    def link(match: re.Match[str]) -> str:
        href, label = unescape(match[1]), unescape(match[2])
        links.append(Markup('<a href="{}">{}</a>').format(href, label))
        return f"\0{len(links) - 1}\0"

    html = str(escape(unescape(_LINK.sub(link, text))))
    html = _STRONG.sub(r"<strong>\1</strong>", html)
    html = _QUOTE.sub(r"<em>\1</em>", html).replace("\n", "<br>")
    return Markup(
        re.sub("\0([0-9]+)\0", lambda match: str(links[int(match[1])]), html)
    )  # all escaped


def _teams(card: Mapping[str, Any]) -> Markup:
    """How Teams shows a card."""
    return Markup("\n").join(map(_element, card["body"]))


def _element(element: Mapping[str, Any]) -> Markup:
    kind = element["type"]
    if kind == "TextBlock":
        return Markup("<h3>{}</h3>").format(element["text"])
    if kind == "FactSet":
        facts = (Markup("<strong>{title}</strong> {value}").format(**f) for f in element["facts"])
        return Markup("<p>{}</p>").format(Markup("<br>").join(facts))
    if kind == "Container":
        inside = Markup("\n").join(map(_element, element["items"]))
        href = element.get("selectAction", {}).get("url")
        link = Markup('<a class="open" href="{}">{}</a>').format(href, "↗") if href else ""
        return Markup('<div class="box">{}{}</div>').format(link, inside)
    runs = []
    for run in element["inlines"]:
        tag = "strong" if run.get("weight") else "em" if run.get("italic") else "span"
        quiet = Markup(' class="quiet"') if run.get("isSubtle") else ""
        runs.append(Markup("<{0}{1}>{2}</{0}>").format(Markup(tag), quiet, run["text"]))
    return Markup("<p>{}</p>").format(Markup("").join(runs))
