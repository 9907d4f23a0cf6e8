"""Comments are never printed, however they end, and hide nothing else."""

from __future__ import annotations

import pytest

from generator.text import markdown


@pytest.mark.parametrize(
    "text",
    [
        "<!-- secret -->\n\nTold.",
        "<!-- secret <b>secret</b> > secret -->\n\nTold.",
        "<!-- secret\n\nsecret <i>secret</i>\n-->\nTold.",
        "Told<!-- secret -->.",
        "<!-- a --!> secret -->\n\nTold.",
        "<!--> secret -->\n\nTold.",
        "> <!-- secret\n> secret -->\n>\n> Told.",
        "- Told.\n\n  <!-- secret\n  secret\n  -->\n",
        "Told.\n\n<!-- secret\n\nwithout an end",
    ],
)
def test_a_comment_is_no_fault_and_is_not_printed(text: str) -> None:
    assert markdown.faults(text) == []
    for shown in (markdown.html(text).html, markdown.plain(text)):
        assert "Told" in shown
        assert "secret" not in shown


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("<!-- a\n--> <b>x</b>\n\nTold.", "<b>"),
        ("<!-- a --><script>x</script>\n", "<script>"),
        ("<div>\n<!-- a -->\n</div>\n", "<div>"),
    ],
)
def test_html_beside_a_comment_is_still_a_fault(text: str, excerpt: str) -> None:
    assert markdown.faults(text)[0].excerpt == excerpt


def test_a_comment_in_code_is_code() -> None:
    assert markdown.html("`<!-- a -->`").html == "<p><code>&lt;!-- a --&gt;</code></p>\n"


def test_text_behind_a_comment_is_text_with_its_mentions() -> None:
    text = "<!-- é @bo --> *Told* by @ana.\n"
    assert markdown.faults(text) == []
    (mark,) = markdown.mentions(text, markdown=True)
    assert text[mark.start : mark.end] == "@ana"
    assert markdown.html(text).html == "<p><em>Told</em> by @ana.</p>\n"
