"""Terms are linked once, in prose only, and never change what is read."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Term
from generator.model.ids import anchor
from generator.text import markdown
from generator.text.glossary import Glossary

TERMS = Glossary(
    {
        "Long Band": Term(meaning="A tunnel <with> a steel band.", also=("Long Bands",)),
        "slate": Term(meaning='Where "mistakes" stand.'),
        "slate pencil": Term(meaning="What it is written with."),
        "خبز": Term(meaning="Bread."),
    }
)
PAGE = "../../glossary/"


def _linked(html: str) -> list[str]:
    return re.findall(r'<span class="r-term"><a [^>]*>([^<]*)</a>', TERMS.link(html, PAGE))


def test_only_the_first_mention_is_linked() -> None:
    html = TERMS.link("<p>A slate, a slate.</p><p>The Slate.</p>", PAGE)
    assert html.count('class="r-term"') == 1
    assert 'href="../../glossary/#slate" aria-describedby="term-slate">slate</a>' in html
    assert 'role="tooltip" id="term-slate">Where &#34;mistakes&#34; stand.</span>' in html


def test_another_form_leads_to_the_same_place_and_the_longest_wins() -> None:
    assert _linked("<p>Two long bands and a slate pencil.</p>") == ["long bands", "slate pencil"]
    assert _linked("<p>A Long Band, and Long Bands.</p>") == ["Long Band"]


def test_a_term_within_a_word_is_none() -> None:
    assert _linked("<p>slated, translate, slate-grey, prolong band</p>") == []
    assert _linked("<p>(slate)</p>") == ["slate"]


def test_code_links_headings_and_quotations_stay_as_they_are() -> None:
    for html in (
        "<p><code>slate</code></p>",
        '<p><a href="x">the <em>slate</em></a></p>',
        "<h2>The slate</h2>",
        "<pre><code>slate\nslate</code></pre>",
        "<blockquote><p>slate</p></blockquote>",
        '<p><img src="slate" alt="slate"></p>',
    ):
        assert TERMS.link(html, PAGE) == html


def test_after_such_a_place_terms_are_linked_again() -> None:
    assert _linked("<h2>Slate</h2><p>a slate</p>") == ["slate"]


def test_other_scripts_have_terms_too() -> None:
    assert Glossary({"كعك": Term(meaning="Rings.")}).used("أكل كعك اليوم") == {"كعك"}


JAPANESE = Glossary(
    {
        "長いバンド": Term(meaning="鋼のバンドの付いたトンネル。"),
        "バンド": Term(meaning="帯。", also=("ベルト",)),
        "朝会": Term(meaning="朝の短い集まり。"),
        "相互扶助": Term(meaning="助け合い。"),
        "おすそわけ": Term(meaning="分け合うこと。"),
        "API": Term(meaning="窓口。"),
        "밴드": Term(meaning="띠."),
        "باند": Term(meaning="حزام."),
    }
)


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("昨日の長いバンドを直した", ["長いバンド"]), ("バンドとベルトは", ["バンド"]), ("ハズバンドとバンドマン", []),
        ("毎週の朝会で", ["朝会"]), ("早朝会議で", []), ("相互扶助制度", ["相互扶助"]), ("これはおすそわけです", ["おすそわけ"]),
        ("このAPIを呼ぶ", ["API"]), ("RAPIDを", []), ("그 밴드를", ["밴드"]), ("허밴드", []), ("رأيت الباند وللباند", ["الباند"]),
        ("باندا", []),
    ],
)  # fmt: skip
def test_terms_are_found_where_words_are_not_set_apart(text: str, linked: list[str]) -> None:
    html = JAPANESE.link(f"<p>{text}</p>", PAGE)
    assert re.findall(r'<span class="r-term"><a [^>]*>([^<]*)</a>', html) == linked
    assert len(JAPANESE.used(text)) == len(linked)


def test_a_term_with_a_sharp_s_is_found_however_it_is_written() -> None:
    assert Glossary({"Größe": Term(meaning="?")}).used("Die Größe, auch GRÖSSE") == {"Größe"}


def test_a_place_is_named_in_the_script_of_its_term() -> None:
    html = JAPANESE.link("<p>長いバンドを</p>", PAGE)
    assert 'href="../../glossary/#長いバンド" aria-describedby="term-長いバンド"' in html
    terms = ["Long Band", "Café", "Øl", "Q4の会", "Q4の計画", "خبز", "हिन्दी", "C++", "---"]
    assert list(map(anchor, terms)) == [
        *("long-band", "cafe", "øl", "q4の会", "q4の計画", "خبز", "हिन्दी", "c", "")
    ]


def test_a_term_within_a_name_is_not_meant() -> None:
    terms = Glossary({"Marrow": Term(meaning="A deck oven.")}, ["Dunn & Marrow"])
    html = terms.link("<p>Dunn &amp; Marrow builds the Marrow.</p>", PAGE)
    assert html.startswith('<p>Dunn &amp; Marrow builds the <span class="r-term">')
    assert terms.used("Dunn & Marrow") == set()


def test_apostrophes_and_signs_are_found_however_they_are_written() -> None:
    terms = Glossary({"builder's plate": Term(meaning="Brass."), "R&D": Term(meaning="Upstairs.")})
    for html in ("builder's plate", "builder’s plate", "builder&#39;s plate", "R&amp;D"):
        assert f">{html}</a>" in terms.link(f"<p>{html}</p>", PAGE)
    assert TERMS.link("<p>slate penc\u0130l</p>", PAGE)  # İ is found by i, and is another letter


def test_what_a_text_uses_is_told_by_the_word() -> None:
    assert TERMS.used("Two Long Bands.") == {"Long Band"}
    assert TERMS.used("Nothing here.") == set()


class _Read(HTMLParser):
    """What is read, without the tips."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self._tip = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._tip or ("role", "tooltip") in attrs:
            self._tip += 1

    def handle_endtag(self, tag: str) -> None:
        self._tip = max(0, self._tip - 1)

    def handle_data(self, data: str) -> None:
        if not self._tip:
            self.text += data


def _read(html: str) -> str:
    reader = _Read()
    reader.feed(html)
    reader.close()
    return reader.text


@given(st.lists(st.sampled_from(
    ["slate", "Long Band", "*slate*", "`slate`", "[slate](https://a.example/slate)", "# slate\n\n", "\n\n",
     "> slate", "<", "&lt;", "&", "|", "- ", "1. ", "خبز", " ", "a", "slate pencil", '"', "[^1]"])))  # fmt: skip
def test_linking_changes_nothing_that_is_read(pieces: list[str]) -> None:
    html = markdown.html(" ".join(pieces)).html
    linked = TERMS.link(html, PAGE)
    assert _read(linked) == _read(html)
    assert linked.count('role="tooltip"') <= 4
