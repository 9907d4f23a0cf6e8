"""Markdown → safe HTML and plain words: nothing active survives, and no word is lost."""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model import CONTROL, ID
from generator.text import markdown

_ALLOWED = {
    **dict.fromkeys(
        ["p", "blockquote", "pre", "ul", "thead", "tbody", "tr", "table", "hr", "br"], ()
    ),
    **dict.fromkeys(["dl", "dt", "dd", "em", "strong", "del", "code", "sup"], ()),
    **dict.fromkeys([f"h{n}" for n in range(2, 7)], ("id",)),
    **dict.fromkeys(["td", "th", "section"], ("class",)),
    "ol": ("start",),
    "li": ("id",),
    "a": ("href", "id", "class", "rel"),
}
_HREF = re.compile(r"https:.*|mailto:.*|#fn(?:ref)?-[0-9]+", re.IGNORECASE | re.DOTALL)
_CLASSES = {"left", "right", "center", "footnotes", "footnote", ""}
_MARKUP = st.text(st.sampled_from("\n\n  \t#*_`~[]()<>!|-+=&;:/\\\"'^@1.xé漢"), max_size=80)
_PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "](",
                "[^1]",
                "[^1]: ",
                "\n: ",
                "<dd onclick=x>",
                "<b>",
                "</b>",
                "<!--",
                "-->",
                '<a href="',
                '">',
                "javascript:",
            ),
            *("https://x.example", "//x", "/\\x", "data:", "\n", "\n\n", "    ", "| a |", "|:-:|"),
            *("# ", "<h1>", "</h1>", "</div>", "<div class=", "<svg>", "<math>", "<style>", "&lt;"),
            *("[x]: ", "```", "`", "*", "_", "~~", "@ana", "[@ana]", "](@bo)", "\\", "é漢", "a "),
        ]
    ),
    max_size=25,
).map("".join)
_ANY = st.one_of(st.text(max_size=80), _MARKUP, _PIECES)


class _Reader(HTMLParser):
    """Asserts that only allowed tags and attributes are there, and collects the words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        for name, value in attrs:
            assert name in _ALLOWED[tag], (tag, name)
            if name == "href":
                assert _HREF.fullmatch(value or ""), value
                self.links.append(value or "")
            elif name == "id":
                assert re.fullmatch(r"(?:part|fn|fnref)-[0-9]+", value or ""), value
                self.ids.append(value or "")
            elif name == "class":
                assert {*(value or "").split(" ")} <= _CLASSES, value

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment survived: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration survived: {decl}")


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


# --- safety -------------------------------------------------------------------------------------


@given(_ANY)
@example('<div class="footnote-definition" id="x"><sup class="footnote-definition-label">1</sup>')
@example("[x](<javascript:alert(1)>)")
@example('<a id="part-1" href="#fn-1" class="md-nav">x</a>')
def test_only_what_is_allowed_is_in_the_html(text: str) -> None:
    _read(markdown.html(text).html)


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
        ),
        *(
            "//host.example",
            "/\\host.example",
            "\\\\host",
            "/path",
            "path",
            "#id",
            "?q",
            "http://x.y",
        ),
        *("java&#10;script:x", "&#106;avascript:x", "@ana", "#fn-1x", "ftp://x", "tel:1", "x:y"),
    ],
)
def test_no_other_link_survives_even_without_the_check(url: str) -> None:
    for text in (f"[x]({url})", f"[x](<{url}>)", f'<a href="{url}">x</a>', f"[x][r]\n\n[r]: {url}"):
        assert _read(markdown.html(text).html).links == []


@pytest.mark.parametrize(
    "url", ["https://x.example/a?b#c", "HTTPS://x.example", "mailto:a@b.example"]
)
def test_good_links_survive(url: str) -> None:
    (link,) = _read(markdown.html(f"[x]({url})").html).links
    assert link.lower() == url.lower()
    assert markdown.faults(f"[x]({url})") == []


def _payloads(path: Path) -> list[str]:
    return [case["payload"] for case in json.loads(path.read_text("utf-8"))]


def _inert(payload: str) -> None:
    for text in (
        payload,
        f"Words {payload} words",
        f"[x]({payload})",
        f"- {payload}\n\n> {payload}",
    ):
        start = time.process_time()
        _read(markdown.html(text[:65_536]).html)
        assert time.process_time() - start < 1


def test_a_sample_of_hostile_payloads_is_inert(corpus: Callable[[str], Path]) -> None:
    for payload in random.Random(7).sample(_payloads(corpus("xss_payloads.json")), 400):
        _inert(payload)


@pytest.mark.slow
def test_every_hostile_payload_is_inert(corpus: Callable[[str], Path]) -> None:
    for payload in _payloads(corpus("xss_payloads.json")):
        _inert(payload)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["commonmark_spec.json", "pathological_markdown.json"])
def test_known_hard_markdown_is_rendered_in_time(name: str, corpus: Callable[[str], Path]) -> None:
    cases = json.loads(corpus(name).read_text("utf-8"))
    texts = [c.get("markdown") or eval(c["python_expr"] or "''")[:65_536] for c in cases]
    for text in texts:
        start = time.process_time()
        _read(markdown.html(text).html)
        markdown.plain(text)
        markdown.first_paragraph(text)
        markdown.faults(text)
        markdown.mentions(f"@ana {text}", markdown=True)
        limit = 1 if sys.gettrace() is None else 5  # coverage is being measured
        assert time.process_time() - start < limit, text[:40]


@pytest.mark.parametrize(
    "text",
    [
        "# a\n" * 15_000,
        "<h1>" * 16_000,
        "a[^1] " * 10_000 + "\n\n[^1]: x",
        "".join(f"[^{n}] " for n in range(6_000)) + "".join(f"\n\n[^{n}]: x" for n in range(3_000)),
        '<div class="footnote-definition" id="a"><sup class="footnote-definition-label">' * 800,
        "|a" * 20_000 + "\n" + "|-" * 20_000,
        "é" * 20_000 + " *a*" * 6_000,
        "# <" + "<" * 60_000,
    ],
    ids=lambda text: text[:14],
)
def test_rendering_is_linear(text: str) -> None:
    start = time.process_time()
    markdown.html(text)
    markdown.plain(text)
    markdown.faults(text)
    assert time.process_time() - start < 1


# --- what rendering keeps -----------------------------------------------------------------------


def test_headings_begin_below_the_title_and_have_ids() -> None:
    rendered = markdown.html("# One *two* & `<b>`\n\n## Three\n\n###### Six\n\nOne\n===\n")
    assert rendered.headings == (
        markdown.Heading(2, "part-1", "One two & <b>"),
        markdown.Heading(3, "part-2", "Three"),
        markdown.Heading(6, "part-3", "Six"),
        markdown.Heading(2, "part-4", "One"),
    )
    assert _read(rendered.html).ids == ["part-1", "part-2", "part-3", "part-4"]
    assert '<h2 id="part-1">One <em>two</em> &amp; <code>&lt;b&gt;</code></h2>' in rendered.html


def test_tables_keep_their_alignment_without_a_style() -> None:
    html = markdown.html("|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|\n").html
    assert (
        '<th class="left">a</th><th class="center">b</th><th class="right">c</th><th>d</th>' in html
    )
    assert '<td class="right">3</td>' in html
    assert "style" not in html


def test_footnotes_are_numbered_and_lead_back() -> None:
    html = markdown.html("One[^a] two[^b] one[^a].\n\n[^b]: Bee.\n\n[^a]: Ay.\n").html
    reader = _read(html)
    assert reader.ids == ["fnref-1", "fnref-2", "fn-1", "fn-2"]
    assert reader.links == ["#fn-1", "#fn-2", "#fn-1", "#fnref-1", "#fnref-2"]
    assert '<li id="fn-1"><p>Ay. <a class="footnote" href="#fnref-1"' in html


@pytest.mark.parametrize(
    "text",
    [
        "a[^x]\n\n[^x]: one\n\n[^x]: two\n",
        "a[^nowhere]",
        "[^x]: never asked for",
        'a[^"><script>alert(1)</script>]\n\n[^"><script>alert(1)</script>]: x\n',
        "[^x]: [^x] itself",
        "a[^A b]\n\n[^a B]: folded\n",
        "a[^1]\n\n[^1]: one\n\n    > two\n    >\n    > [^2]: three\n\nb[^2]",
        '<div class="footnote-definition" id="1"><sup class="footnote-definition-label">1</sup> a[^1]\n\n[^1]: x',
    ],
)
def test_strange_footnotes_are_harmless(text: str) -> None:
    ids = _read(markdown.html(text).html).ids
    assert len(ids) == len(set(ids))


def test_both_definitions_of_one_note_are_kept() -> None:
    words = "".join(_read(markdown.html("a[^x]\n\n[^x]: one\n\n[^x]: two\n").html).words)
    assert "one" in words
    assert "two" in words


# --- words --------------------------------------------------------------------------------------

_WORDY = st.lists(
    st.sampled_from(
        [
            *(
                "one ",
                "two.\n",
                "漢字 ",
                "éè ",
                "*three* ",
                "**four** ",
                "`five` ",
                "\n\n",
                "\n",
                "- six\n",
            ),
            *("> seven\n", "1. eight\n", "\n# nine\n\n", "\n\n| ten | x |\n|--|--|\n| a | b |\n\n"),
            *(
                "\n\n    eleven\n\n",
                "[twelve](https://x.example) ",
                "~~no~~ ",
                "& ",
                "&amp; ",
                "\\* ",
            ),
        ]
    ),
    max_size=20,
).map("".join)


@given(_WORDY)
def test_plain_loses_no_word_and_keeps_their_order(text: str) -> None:
    shown = "".join(f"{w} " for w in _read(markdown.html(text).html).words)
    assert re.findall(r"\w+", markdown.plain(text)) == re.findall(r"\w+", shown)


def test_plain_puts_notes_last() -> None:
    text = "Hello[^1] *there*\nyou.\n\n[^1]: A note.\n\n- a\n  - b\n\n```\ncode\n```\n"
    assert markdown.plain(text) == "Hello there you.\n\na\n\nb\n\ncode\n\nA note."


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("# Title\n\nFirst *one*.\n\nSecond.", "First one."),
        ("- item\n\nPara", "Para"),
        ("- only\n- items", ""),
        ("[^1]: note\n\nPara[^1]", "Para"),
        ("> Quoted.\n\nPara", "Quoted."),
        ("| a |\n|--|\n| b |\n", ""),
        ("", ""),
    ],
)
def test_the_lead_is_the_first_paragraph(text: str, lead: str) -> None:
    assert markdown.first_paragraph(text) == lead


_LIKE_PROSE = st.text(
    st.sampled_from("aZ1 \n\t#>-+=:|.\"'()!^$\\`*_[]<>&~\x00\x85\xa0\u2028\u200bé—\ue000")
    | st.characters(exclude_categories=["Cs"]),
    max_size=60,
)


@given(_LIKE_PROSE)
@example("Words  \nand words. \n \n# More")
@example("A title\n===")
@example("Words\n- an item")
@example("\x85\n\nWords")
@example("a\n :-\n")
def test_the_lead_of_bare_words_is_what_markdown_makes_of_them(text: str) -> None:
    """What stands before it is never shown, and begins with a bracket: nothing is bare any more."""
    assert markdown.first_paragraph(text) == markdown.first_paragraph(
        f"[nowhere-else]: https://example.org\n\n{text}"
    )


@given(st.text(max_size=60))
@example("12. foo")
@example("1) x")
@example("    code")
@example("a\n===")
@example(" a ")
@example("\ta")
@example("a  \nb")
@example("a|b\n-|-")
@example("[^1]: x")
@example("https://x.y <b> &amp; &")
def test_literal_renders_as_exactly_the_text(text: str) -> None:
    text = CONTROL.sub("", re.sub("[\r\ud800-\udfff]", "", text))
    expected = f"<p>{escape(text, quote=False)}</p>" if text.strip("\n") or text else ""
    html = markdown.html(markdown.literal(text)).html.removesuffix("\n")
    assert unescape(html) == unescape(expected)


@given(st.text(max_size=200), st.integers(1, 120))
def test_shorten_keeps_to_the_limit_and_to_the_beginning(text: str, limit: int) -> None:
    short = markdown.shorten(text, limit)
    assert len(short) <= limit
    assert text.startswith(short.removesuffix("…")) or text == short


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("One. Two. Three is long.", 12, "One. Two."),
        ("Nothing ends here at all", 14, "Nothing ends…"),
        ("Er half. 其次。再说一遍,很长的句子", 14, "Er half. 其次。"),
        ("abcdefghij", 5, "abcd…"),
    ],
)
def test_shorten_cuts_at_sentences_then_at_words(text: str, limit: int, short: str) -> None:
    assert markdown.shorten(text, limit) == short


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("One thing. Another.", "One thing"),
        ("Really? Yes.", "Really?"),
        ('She said "now." Then left.', 'She said "now."'),
        ("At 10.30 we met. Later.", "At 10.30 we met"),
        ("Well... Then.", "Well..."),
        ("他帮助了我。然后走了。", "他帮助了我"),
        ("no end", "no end"),
        ("", ""),
    ],
)
def test_the_first_sentence_ends_where_a_sentence_ends(text: str, first: str) -> None:
    assert markdown.first_sentence(text) == first


def test_paragraphs_are_escaped() -> None:
    assert markdown.paragraphs("a <b>\n\n\n c ") == "<p>a &lt;b&gt;</p><p>c</p>"


# --- mentions -----------------------------------------------------------------------------------


def _people(text: str, *, is_markdown: bool = True) -> list[str]:
    found = markdown.mentions(text, markdown=is_markdown)
    for mention in found:
        assert f"@{mention.person}" in text[mention.start : mention.end]
    return [mention.person for mention in found]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("@ana", ["ana"]),
        (
            "(@ana), “@bo”; *@cem* **@dora** _@eli_ ~~@fay~~ @ana's",
            ["ana", "bo", "cem", "dora", "eli", "fay", "ana"],
        ),
        (
            "> @ana\n\n- @bo\n\n# @cem\n\n| @dora |\n|--|\n| @eli |\n",
            ["ana", "bo", "cem", "dora", "eli"],
        ),
        ("x[^1]\n\n[^1]: @ana", ["ana"]),
        ("mail ana@bench.example, @@ana, a/@ana, +@ana, -@ana, .@ana, é@ana, foo_@ana", []),
        ("`@ana` ``@ana ` x`` and @bo", ["bo"]),
        ("```\n@ana\n```\n\n    @ana\n\n\t@ana\n\n~~~\n@ana\n~~~\n\n@bo", ["bo"]),
        ("[x](https://x.example/@ana) [x](https://x.example?u=@ana '@ana') @bo", ["bo"]),
        ("<https://x.example/?u=@ana> <ana@x.example> @bo", ["bo"]),
        (
            "[@ana](https://x.example) [@bo][r] [x][r]\n\n[r]: https://x.example?=@cem '@cem'",
            ["ana", "bo"],
        ),
        ("[my mentor](@ana) and [*her* friend](@bo)", ["ana", "bo"]),
        ("\\@ana and @bo and \\\\@cem", ["bo", "cem"]),
        ("<b title='@ana'>@bo</b> <!-- @ana -->", ["bo"]),
        ("@Ana @ana_x @ana@bo @an-a @ana- @-ana", ["an-a"]),
        ("![@ana](x.png)", ["ana"]),
    ],
)
def test_a_mention_is_a_visible_at_with_an_id(text: str, people: list[str]) -> None:
    if text.endswith("@-ana"):
        assert _people(text) in (people, ["an-a", "ana"])
    else:
        assert _people(text) == people


def test_a_label_stands_for_the_person() -> None:
    (mention,) = markdown.mentions("é [my *dear* mentor](@ana)!", markdown=True)
    assert (mention.start, mention.end, mention.label) == (2, 26, "my *dear* mentor")
    (mention,) = markdown.mentions("[](@ana)", markdown=True)
    assert mention.label is None


def test_a_mention_in_the_label_of_another_is_a_fault() -> None:
    text = "[a friend of @bo](@ana)"
    assert [(f.kind, text[f.start : f.end]) for f in markdown.faults(text)] == [("label", "@bo")]
    assert _people(text) == ["ana"]


@given(
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="@\\`<[]_&\n\r"), max_size=300
    ),
    st.sampled_from(["", "*x* ", "`code` ", "[l](https://x.example) ", "\\* "]),
    st.from_regex(ID, fullmatch=True),
)
def test_places_are_right_whatever_stands_before(before: str, markup: str, person: str) -> None:
    text = f"x{before.strip()} {markup}@{person} \\@no `@no`"
    found = [m for m in markdown.mentions(text, markdown=True) if m.person == person]
    assert [(m.start, m.end) for m in found] == [
        (text.index(f"@{person} \\@no"), text.index(" \\@no `@no`"))
    ]


@given(_ANY)
def test_places_of_any_text_are_inside_it_and_in_order(text: str) -> None:
    text = re.sub("[\ud800-\udfff]", "", text)
    for is_markdown in (True, False):
        found = markdown.mentions(text, markdown=is_markdown)
        ends = [0, *(m.end for m in found)]
        assert all(end <= m.start < m.end for end, m in zip(ends, found, strict=False))
        assert all(f"@{m.person}" in text[m.start : m.end] for m in found)
    for fault in markdown.faults(text):
        assert 0 <= fault.start <= fault.end <= len(text)


# --- faults -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a <b>x</b>", ["html", "html"]),
        ("<script>alert(1)</script>", ["html"]),
        ("<!-- a note to the editor -->\n\nWords <!-- here --> too.", []),
        ("a < b, b > a, <3, <- and -> and x<y", []),
        ("`<b>` and \\<b> and &lt;b&gt;", []),
        ("[x](http://x.example)", ["link"]),
        ("[x](//x.example) [x](/x) [x](x.md) [x](#y) [x]()", ["link"] * 5),
        ("[x](https:///x) [x](https:/x) [x](https://\\x)", ["link"] * 3),
        ("<http://x.example> <https://x.example> <a@x.example>", ["link"]),
        ("[x](mailto:a@b.c) [x](mailto:x) [x](mailto:a@b.c?bcc=d@e.f)", ["link", "link"]),
        ("[x][r]\n\n[r]: javascript:x", ["link"]),
        ("[x](@ana) [x](@Ana)", ["link"]),
        ("![x](https://x.example/x.png)", ["picture"]),
        ("[ ] todo, [sic], array[0], [^1] and a]b", []),
    ],
)
def test_each_fault_is_found_by_its_kind(text: str, kinds: list[str]) -> None:
    assert [fault.kind for fault in markdown.faults(text)] == kinds


def test_a_fault_is_found_where_it_stands() -> None:
    text = "ünï 漢字 👍 <b>x"
    (fault,) = markdown.faults(text)
    assert (text[fault.start : fault.end], fault.excerpt) == ("<b>", "<b>")


@pytest.mark.parametrize(
    "html",
    [
        '<p class="admonition-title" id="fn:1">A <a class="md-button" href="../ask/#top">b</a></p>',
        '<img alt="A lamp" src="../../lamp.png"><table><tbody><tr><td align="right">1</td></tr></tbody></table>',
        '<a href="https://ok.example/?a=b:c">c</a> <a href="mailto:x@ok.example">d</a> <a href="?a=b:c">e</a>',
    ],
)
def test_what_a_guide_may_hold_is_kept(html: str) -> None:
    assert Counter(re.findall(r"[\w:/#?.@-]+", markdown.clean_guide(html, "en"))) == Counter(
        re.findall(r"[\w:/#?.@-]+", html)
    )


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://evil.example/x.png">', '<img src="//evil.example/x.png">', '<img src="data:x">',
        '<a href="//evil.example">', '<a href="/\\evil.example">', '<a href="\t/\n/evil.example">',
        '<a href="evil:x">', '<a href="java\nscript:evil">', '<p onclick="evil()">', '<p style="evil">',
        '<script>evil()</script>', '<p id="__evil">', '<form action="evil">', '<base href="evil">',
    ],
)  # fmt: skip
def test_what_a_guide_may_not_hold_is_gone(html: str) -> None:
    assert "evil" not in markdown.clean_guide(html, "en")
    assert "data:" not in markdown.clean_guide(html, "en")


@pytest.mark.parametrize("handle", ["@ana.oscoz", "@ana.o", "@ana:bench.example", "@ana.oscoz.2"])
@pytest.mark.parametrize("text", ["{}", "Thanks {} for the lamp", "`x` and {}!"])
def test_a_handle_that_begins_like_an_id_is_no_mention(handle: str, text: str) -> None:
    assert markdown.mentions(text.format(handle), markdown=True) == ()


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("これは**「重要」**です", "これは<strong>「重要」</strong>です"),
        ("**はい。**次は*（注）*と", "<strong>はい。</strong>次は<em>（注）</em>と"),
        ("`「x」**は`**「い」**は", "<code>「x」**は</code><strong>「い」</strong>は"),
        ("五\\*（注）\\*です", "五*（注）*です"),
        ("ASCII **(a)**b", "ASCII **(a)**b"),
    ],
)
def test_emphasis_needs_no_space_beside_a_bracket_where_none_is_written(
    text: str, html: str
) -> None:
    assert markdown.html(text, "ja").html == f"<p>{html}</p>\n"
    assert markdown.plain(text) == re.sub("<[^>]*>", "", html)
    assert markdown.unsafe_html(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    "text", ["{}は", "昨日{}さんに", "「{}」と", "{}。次", "{}が`x`", "**あ**{}に", "우리{}가", "กับ{}ครับ", "شكرا ل{}، وصل", "ל{} תודה"]
)  # fmt: skip
@pytest.mark.parametrize("is_markdown", [True, False])
def test_a_script_without_spaces_goes_on_after_a_mention(text: str, is_markdown: bool) -> None:
    text = text.format("@sato-yumi")
    (mention,) = markdown.mentions(text, markdown=is_markdown)
    assert (text[mention.start : mention.end], mention.person) == ("@sato-yumi", "sato-yumi")


def test_a_label_in_a_script_without_spaces_stays_as_it_is() -> None:
    text = "昨日[佐藤先輩](@sato)に"
    for is_markdown in (True, False):
        (mention,) = markdown.mentions(text, markdown=is_markdown)
        assert (text[mention.start : mention.end], mention.label) == (text[2:-1], "佐藤先輩")


@pytest.mark.parametrize("text", ["佐藤@bench.example", "は@ana.oscoz", "は@anaé", "はé@ana", "は@ana@bo", "は@anaＡ"])  # fmt: skip
def test_addresses_and_longer_words_are_no_mentions_there_either(text: str) -> None:
    assert markdown.mentions(text, markdown=False) == markdown.mentions(text, markdown=True) == ()


@pytest.mark.parametrize("text", ["@ana. Then", "@ana.", "@ana: thanks", "@ana:\nx", "@ana…", "@ana's"])  # fmt: skip
def test_a_mention_may_end_a_sentence_or_begin_a_list(text: str) -> None:
    assert [m.person for m in markdown.mentions(text, markdown=True)] == ["ana"]
