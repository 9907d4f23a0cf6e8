"""Marks of other programs are recognised, comments of theirs are printed nowhere, and the rest is rendered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Channel
from generator.rules import leftovers
from generator.text import markdown
from tests.conftest import Organisation
from tests.consent.canary import found, made_of


def said(organisation: Organisation, body: str) -> list[str]:
    organisation.story("the-lamp", body)
    return [p.message for p in organisation.problems() if p.code == "S150"]


@pytest.mark.parametrize(
    ("mark", "what"),
    [
        ("[[The jet]]", "an Obsidian or Logseq link"),
        ("[[The jet|a jet]]", "an Obsidian or Logseq link"),
        ("![[lamp.png]]", "an Obsidian or Logseq link"),
        ("==this==", "an Obsidian highlight"),
        ("%%private%%", "an Obsidian comment"),
        ("%%\nprivate\n%%", "an Obsidian comment"),
        (":tada:", "an emoji"),
        (":+1:", "an emoji"),
        ("\n\n!!! note \"Mind\"\n    The jet is hot.", "a box from a documentation theme"),
        ("\n\n??? tip\n    x", "a box from a documentation theme"),
        ("\n\n> [!note] Mind\n> The jet is hot.", "an Obsidian box"),
        ("\n\n> [!INFO]\n> The jet is hot.", "an Obsidian box"),
        ("\n\ntags:: lamp, oil", "a Logseq property"),
        ("((64f1c2aa-1b2c-4d3e-8f90-123456789abc))", "a Logseq property"),
        *((f"\n\n- {word} ring the yard", "a Logseq property") for word in ("TODO", "DOING", "DONE", "LATER", "NOW")),
        ("{{query lamp}}", "a Logseq property"),
        ("The jet 0123456789abcdef0123456789abcdef", "the number that Notion"),
        ("The%200123456789abcdef0123456789abcdef.md", "the number that Notion"),
        ("\n\nThe jet {#jet}", "left over from"),
        ("lamp[a] held", "left over from"),
        ("![][image1]", "left over from"),
    ],
)  # fmt: skip
def test_a_mark_of_another_program_is_named_once_with_its_place(
    organisation: Organisation, mark: str, what: str
) -> None:
    messages = said(organisation, f"@ana held the lamp. {mark}\n\nAnd again: {mark}\n")
    assert [message for message in messages if what in message] == messages
    assert len(messages) == 1
    assert said(organisation, f"@ana held the lamp.\n\n<!-- {mark} -->\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "At 10:30:45 the lamp went out, as [1] says: a == b, 100%% sure.",
        "See https://bench.example/a:b:c and `==this==` and `[[x]]`.",
        "> [!NOTE]\n> Ask first.",
        "- [x] done\n- [ ] not yet",
        "Term\n: What it means.",
        "A list: one; two: three :) and (((brackets))).",
        "He said NOW and TODO, and x[i] = 3.",
        "===\n\nIt held.",
        "C++ :: std, and std::vector too",
    ],
)  # fmt: skip
def test_ordinary_signs_are_left_alone(organisation: Organisation, text: str) -> None:
    assert said(organisation, f"@ana held the lamp.\n\n{text}\n") == []


@pytest.mark.parametrize(
    "comment", ["%%quenching%%", "%%\nquenching\n\nmore\n%%", "<!-- quenching -->"]
)
def test_comments_are_in_no_output(organisation: Organisation, comment: str) -> None:
    organisation.story("the-lamp", f"@ana held the torch.\n\n{comment}\n\nIt was late.")
    made = [
        (where, straws) for where, _, straws in made_of(organisation.built()) if where != "edition"
    ]
    assert any(found("torch", straws) for _, straws in made)
    for where, straws in made:
        assert not found("quenching", straws), where


def test_a_story_of_nothing_but_a_comment_has_no_prose(organisation: Organisation) -> None:
    organisation.story("the-lamp", "%% to be written %%")
    assert "S124" in organisation.codes()


@pytest.mark.parametrize(
    "name", ["Dora %%x%% Nkemelu", "Dora %%\nx\n%% Nkemelu", "%%x%%Dora Nkemelu"]
)
def test_a_comment_hides_no_name_that_is_printed(organisation: Organisation, name: str) -> None:
    organisation.story("the-lamp", f"@ana held the lamp with {name}.")
    assert organisation.edition(Channel.SITE).stories == ()


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        (
            "- [x] lit\n- [ ] cold",
            "<ul>\n<li>☑ lit</li>\n<li>☐ cold</li>\n</ul>\n",
            "☑ lit\n\n☐ cold",
        ),
        (
            "> [!TIP]\n> Ask first.",
            "<blockquote>\n<p><strong>Tip</strong></p>\n<p>Ask first.</p>\n</blockquote>\n",
            "Ask first.",
        ),
        (
            "Jet\n: It is hot.",
            "<dl>\n<dt>Jet</dt>\n<dd>It is hot.</dd>\n</dl>\n",
            "Jet\n\nIt is hot.",
        ),
    ],
)
def test_what_forges_show_is_shown(text: str, html: str, plain: str) -> None:
    assert markdown.faults(text) == []
    assert markdown.html(text).html == html
    assert markdown.plain(text) == plain


def test_mentions_stand_where_they_stood(organisation: Organisation) -> None:
    text = "%%é @cem%% @ana\n\n- [ ] @bo\n\nJet\n: of @ana\n\n> [!NOTE]\n> by @bo"
    marks = markdown.mentions(text, markdown=True)
    assert [text[mark.start : mark.end] for mark in marks] == ["@ana", "@bo", "@ana", "@bo"]


@given(
    st.lists(
        st.sampled_from(
            ["%%", "a", " ", "[[", "]]", "[a]", "[", "]", "==", "x", ":", "smile", "_", "!!! note", "???", "\n",
             "> [!FOO]", "[!", "key:: v", ":: ", "((64f1c2aa-1b2c-4d3e-8f90-123456789abc))", "{{", "}}", "- TODO ",
             "- ", f" {'0a' * 16}", f"%20{'ab' * 16}", ".md", "![][image1]", "[image2]: x", "{#id}", " {#", "Ab[c]"]
        ),
        max_size=8,
    ).map("".join)
)  # fmt: skip
def test_a_first_look_misses_nothing(text: str) -> None:
    assert leftovers._may_have_some(text) or not leftovers._ANY.search(text)
