"""What printers' signs become of typewriters', in each language, and what is left alone."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.languages.language import Language, Quotes
from generator.text import markdown, typography

SAID = '"Again," she said. "He calls it \'good\' now."'


@pytest.mark.parametrize(
    ("language", "set_"),
    [
        ("en", "“Again,” she said. “He calls it ‘good’ now.”"),
        ("en-GB", "“Again,” she said. “He calls it ‘good’ now.”"),
        ("de", "„Again,“ she said. „He calls it ‚good‘ now.“"),
        ("de-CH", "«Again,» she said. «He calls it ‹good› now.»"),
        (
            "fr",
            "«\u202fAgain,\u202f» she said. «\u202fHe calls it “good” now.\u202f»",
        ),
        ("es", "«Again,» she said. «He calls it “good” now.»"),
        ("es-MX", "“Again,” she said. “He calls it ‘good’ now.”"),
        ("pt-BR", "“Again,” she said. “He calls it ‘good’ now.”"),
        ("pl", "„Again,” she said. „He calls it «good» now.”"),
        ("sv", "”Again,” she said. ”He calls it ’good’ now.”"),
        ("hu", "„Again,” she said. „He calls it »good« now.”"),
        ("ru", "«Again,» she said. «He calls it „good“ now.»"),
        ("he", SAID),
        ("tlh", SAID),
    ],
)
def test_each_language_has_its_marks(language: str, set_: str) -> None:
    assert typography.text(SAID, language) == set_
    assert unescape(typography.html(SAID, language)) == set_


def test_the_marks_of_a_folder_go_before_those_of_languages_without_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marks, swiss = Quotes(*"„“‚‘"), Quotes(*"‹›«»")
    found = Language("it", quotes=marks, regional_quotes={"ch": swiss})
    monkeypatch.setattr(typography, "language_of", lambda _: found)
    marks_of = typography.marks_of.__wrapped__
    assert [marks_of(tag) for tag in ("it", "it-CH", "it-IT")] == [marks, swiss, marks]


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("It's the bakers' oven, isn't it?", "It’s the bakers’ oven, isn’t it?"),
        ("rock 'n' roll of the '90s, 'til late", "rock ’n’ roll of the ’90s, ’til late"),
        ("the bakers' 'best' loaf", "the bakers’ ‘best’ loaf"),
        ("\"'Now,' he said,\" she said.", "“‘Now,’ he said,” she said."),
        ('("Yes")', "(“Yes”)"),
        ('and/or "both"-ish', "and/or “both”-ish"),
        ("a 12\" pipe, 6' long", "a 12″ pipe, 6′ long"),
        ("wait -- no --- yes - well", "wait – no — yes – well"),
        ("well... so....", "well… so...."),
        ('"...and so on"', "“…and so on”"),
        ("run it with --strict or -v, 2015-2016", "run it with --strict or -v, 2015-2016"),
        ('run it with "--strict"', "run it with “--strict”"),
        ("https://example.com/it's--x is a place", "https://example.com/it's--x is a place"),
        ('"https://example.com/" is one', "“https://example.com/” is one"),
        ("“typed” ‘well’ – already…", "“typed” ‘well’ – already…"),
        ('one "without an end', "one “without an end"),
        ("a ' b \" c", "a ' b \" c"),
        ('"First.\n\n"Second," he said.', "“First.\n\n“Second,” he said."),
        ("- a list", "- a list"),
        ("e'er O'Neill's", "e’er O’Neill’s"),
    ],
)
def test_english_is_set_with_its_own_signs(typed: str, set_: str) -> None:
    assert typography.text(typed, "en") == set_


@pytest.mark.parametrize(
    ("typed", "language", "set_"),
    [
        ("Wie geht's? 's ist gut.", "de", "Wie geht’s? ’s ist gut."),
        ("Die Lampe - lang -, gut.", "de", "Die Lampe – lang –, gut."),
        ("'s avonds is het z'n beurt", "nl", "’s avonds is het z’n beurt"),
        ("L'eau ? Non ; « oui » : non !", "fr", "L’eau\u202f? Non\u202f; «\u202foui\u202f»\u00a0: non\u202f!"),
        ('¿"Otra vez"? ¡"No"!', "es", "¿«Otra vez»? ¡«No»!"),
        ('צה"ל', "he", 'צה"ל'),
    ],
)  # fmt: skip
def test_other_languages_are_set_with_theirs(typed: str, language: str, set_: str) -> None:
    assert typography.text(typed, language) == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('<p>"<em>Again</em>," it<em>\'</em>s</p>', "<p>“<em>Again</em>,” it<em>’</em>s</p>"),
        ('<p>"a</p><p>b" "c"</p>', "<p>“a</p><p>b” “c”</p>"),
        (
            '<p><code>"x" it\'s --</code>\'s "<code>y</code>"</p>',
            '<p><code>"x" it\'s --</code>’s “<code>y</code>”</p>',
        ),
        (
            '<pre><code class="a-b">"x" -- y\n</code></pre><p>"z"</p>',
            '<pre><code class="a-b">"x" -- y\n</code></pre><p>“z”</p>',
        ),
        (
            '<a href="https://e.org/a--b" title="it\'s">"q"</a>',
            '<a href="https://e.org/a--b" title="it\'s">“q”</a>',
        ),
        (
            "<p><a href=\"https://e.org/it's--x\">https://e.org/it's--x</a></p>",
            "<p><a href=\"https://e.org/it's--x\">https://e.org/it's--x</a></p>",
        ),
        (
            "<p><a href=\"mailto:o'n--x@e.org\">o'n--x@e.org</a></p>",
            "<p><a href=\"mailto:o'n--x@e.org\">o'n--x@e.org</a></p>",
        ),
        ("<p>'a <b>bold</b> word'</p>", "<p>‘a <b>bold</b> word’</p>"),
    ],
)
def test_the_text_of_html_is_set_and_its_code_is_not(typed: str, set_: str) -> None:
    assert typography.html(typed, "en") == set_


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('彼は"はい"と言った。', "彼は「はい」と言った。"),
        ('"はい"、"いいえ"。次は"い"', "「はい」、「いいえ」。次は「い」"),
        ('これ（"引用"）と"これです。"と', "これ（「引用」）と「これです。」と"),
        ("彼は'はい'と\"外'内'外\"と", "彼は『はい』と「外『内』外」と"),
        ('「彼は"はい"と」', "「彼は『はい』と」"),
        ('英語の"Long Band"を直した', "英語の「Long Band」を直した"),
        ('5"のパイプに"大"の字', "5″のパイプに「大」の字"),
        ("it'sは、Mariaさんの'80年", "it’sは、Mariaさんの’80年"),
    ],
)
def test_quotations_need_no_space_beside_them_where_none_is_written(typed: str, set_: str) -> None:
    assert typography.text(typed, "ja") == set_
    html = f'<p title="a">{typed}</p><p>"</p>'
    assert typography.html(html, "ja") == f'<p title="a">{set_}</p><p>"</p>'


@pytest.mark.parametrize(
    "typed", ['彼は"と言った。', "彼は'と言った。", '"あ"と"い', '"はいと言った']
)
def test_a_mark_that_has_no_other_stays_as_it_was_typed(typed: str) -> None:
    assert typography.text(typed, "ja")[-5:] == typed[-5:].replace('あ"', "あ」")
    assert typography.text(f'{typed}\n\n"', "ja")[-1] == '"'


def test_prose_is_set_where_a_language_is_given_and_nowhere_else() -> None:
    text = '"Again," said `it\'s "x"`.\n\n    it\'s code\n\n# It\'s'
    rendered = markdown.html(text, "en")
    assert '<p>“Again,” said <code>it\'s "x"</code>.</p>' in rendered.html
    assert "<code>it's code\n</code>" in rendered.html
    assert rendered.headings[0].title == "It’s"
    assert markdown.plain(text, "en") == "“Again,” said it's \"x\".\n\nit's code\n\nIt’s"
    assert markdown.plain(text) == '"Again," said it\'s "x".\n\nit\'s code\n\nIt\'s'
    assert markdown.html(text).html.count("'") == 3


_TEXT = st.text(alphabet="ab '\"-.<>/&;:\n«»!?1code(は、", max_size=60)


@given(_TEXT, st.sampled_from(["en", "de", "fr", "es", "sv", "he", "ja"]))
def test_no_letter_changes_and_none_is_lost(text: str, language: str) -> None:
    for made in (typography.text(text, language), typography.html(text, language)):
        assert re.sub(r"[^\w<>&/;]", "", made) == re.sub(r"[^\w<>&/;]", "", text)


@pytest.mark.parametrize("sign", ["a -; b", "a -, b", "a - b", "a -- b", "a...", "it's", '"a"'])
def test_each_sign_is_seen_where_it_is_the_only_one(sign: str) -> None:
    assert typography.text(sign, "en") != sign


@given(_TEXT, st.sampled_from(["en", "fr"]))
def test_a_text_without_signs_is_set_as_beside_one_that_has_them(text: str, language: str) -> None:
    """What has none is not looked at, and is as if it had been."""
    both = typography.text(f'{text}.\n\n"', language)
    assert both == typography.text(f"{text}.", language) + typography.text('\n\n"', language)


@given(_TEXT)
def test_between_letters_stands_an_apostrophe(text: str) -> None:
    made = typography.text(text, "en")
    assert not re.search(r"(?<=\w)'(?=\w)", re.sub(r"://\S*", "", made))


@given(_TEXT)
def test_tags_stay_as_they_are(text: str) -> None:
    source = markdown.unsafe_html(text)
    tags = re.compile(r'<[a-z/][^<>"]*(?:"[^"<]*"[^<>"]*)*>')
    assert tags.findall(typography.html(source, "en")) == tags.findall(source)


@pytest.mark.parametrize(
    "piece",
    [" 'a", "<code>", "<a <a ", "<a>::::", '<a "', "'x y' ", '"<b ', "\n ", '"', "'", "x' ", "--", "« "],
)  # fmt: skip
def test_setting_is_linear(piece: str) -> None:
    def took(size: int) -> float:
        text = piece * (size // len(piece))
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            typography.text(text, "fr")
            typography.html(text, "fr")
            best = min(best, time.perf_counter() - start)
        return best

    assert took(64_000) < 100 * took(4_000) + 0.05


_PIECES = (
    *("a ", '"', "'", "it's ", "--", "...", "- ", "\n\n", "\n", "- b\n", "1. c\n", "> ", "`\"d\"`", "**", "*e*", "# F\n"),
    *("```\n'g'\n```\n", "| h | i |\n|---|---|\n| 'j' | \"k\" |\n", "[l](https://m.example \"n's\")", "https://o.example/'p' "),
    *("[^q]", "\n\n[^q]: 'r'\n", "  - s\n", "    t\n", "« u »", "&quot;", "(", ")", "9", "    ", "\\\\", "~~v~~"),
)  # fmt: skip


@given(
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.sampled_from(["en", "de", "fr", "nl", "ar", "es"]),
)
def test_paragraphs_are_set_by_themselves_as_in_the_whole(text: str, language: str) -> None:
    raw = markdown.unsafe_html(text)
    assert typography.html_of_paragraphs(raw, language) == typography.html(raw, language)
