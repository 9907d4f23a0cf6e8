"""Edits change one value and leave every other byte as it is."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.consent.record import with_consent
from generator.model import Consent
from generator.source.editor import Change, EditError, change_file, normalized_text
from generator.source.stories import story_from_text

FRONT = (
    "---\ndate: 2026-10-14 # a Wednesday\ngivers: ana\n{}---\nShe stayed.\n\n---\n\nconsent: no\n"
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("receivers: bo\n", "receivers: bo\nconsent: [cem]\n"),
        ("receivers: bo # him\n", "receivers: bo # him\nconsent: [cem]\n"),
        (
            "receivers:\n  - bo\n  # and\n  - fay\n",
            "consent: [cem]\nreceivers:\n  - bo\n  # and\n  - fay\n",
        ),
        ("receivers: [bo,\n  fay]\n# x\n", "receivers: [bo,\n  fay]\nconsent: [cem]\n# x\n"),
        ("consent: bo # yes\nreceivers: bo\n", "consent: [bo, cem] # yes\nreceivers: bo\n"),
        ("receivers: bo\nconsent: []\n", "receivers: bo\nconsent: [cem]\n"),
        ("receivers: bo\nconsent: [ bo ] # x\n", "receivers: bo\nconsent: [ bo, cem ] # x\n"),
        (
            "receivers: bo\nconsent: ['bo',\n \"fay\"]\n",
            "receivers: bo\nconsent: ['bo',\n \"fay\", cem]\n",
        ),
        ("receivers: bo\nconsent:\n- bo # x\n", "receivers: bo\nconsent:\n- bo # x\n- cem\n"),
        (
            "receivers: bo\nconsent:\n    - bo\n\ntitle: x\n",
            "receivers: bo\nconsent:\n    - bo\n    - cem\n\ntitle: x\n",
        ),
        ("receivers: bo\nconsent: [cem]\n", "receivers: bo\nconsent: [cem]\n"),
        (
            "receivers: bo\nconsent: {person: bo, on: 2026-10-16}\n",
            "receivers: bo\nconsent: [{person: bo, on: 2026-10-16}, cem]\n",
        ),
        (
            "receivers: bo\nconsent:\n- person: bo\n  how: by mail # x\n",
            "receivers: bo\nconsent:\n- person: bo\n  how: by mail # x\n- cem\n",
        ),
        ("consent: {person: cem}\nreceivers: bo\n", "consent: {person: cem}\nreceivers: bo\n"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_yes_is_one_small_change(before: str, after: str, ends: str) -> None:
    raw = FRONT.format(before).replace("\n", ends).encode()
    expected = FRONT.format(after).replace("\n", ends).encode()
    assert with_consent("stories/2026/a.md", raw, [Consent(person="cem")]) == expected


def test_a_yes_in_yaml_whose_body_is_last() -> None:
    raw = b"\xef\xbb\xbfdate: 2026-10-14\ngivers: ana\nreceivers:\n- bo\nbody: |\n  no end"
    consents = [Consent(person="cem"), Consent(person="fay")]
    made = with_consent("stories/2026/a.yml", raw, consents)
    assert made == raw.replace(b"receivers", b"consent: [cem, fay]\nreceivers")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "consent: [{person: cem, on: 2026-10-16, how: 'it''s by: mail'}]\n"),
        ("consent: cem\n", "consent: {person: cem, on: 2026-10-16, how: 'it''s by: mail'}\n"),
        (
            "consent: [fay, cem] # x\n",
            "consent: [fay, {person: cem, on: 2026-10-16, how: 'it''s by: mail'}] # x\n",
        ),
        ("consent: {person: cem, how: said so}\n", "consent: {person: cem, how: said so}\n"),
    ],
)
def test_a_yes_keeps_its_day_and_how_it_was_said(before: str, after: str) -> None:
    said = Consent(person="cem", on=dt.date(2026, 10, 16), how="it's by: mail")
    raw = FRONT.format(f"receivers: bo\n{before}").encode()
    made = with_consent("stories/2026/a.md", raw, [said])
    assert made == FRONT.format(f"receivers: bo\n{after}").encode()
    story = story_from_text("stories/2026/a.md", made.decode()).story
    assert story is not None
    assert story.meta.consent.count("cem") == 1


@pytest.mark.parametrize(
    "raw", [b"{date: 2026-10-14, givers: ana, receivers: bo, body: x}", b"date: [", b"- a\n"]
)
def test_what_cannot_be_edited_safely_is_refused(raw: bytes) -> None:
    with pytest.raises(EditError):
        with_consent("stories/2026/a.yml", raw, [Consent(person="cem")])


@given(st.text(alphabet="ab\r\n\ufeffé𝔘", max_size=30), st.data())
def test_bytes_outside_a_change_stay(text: str, data: st.DataObject) -> None:
    raw = text.encode()
    seen = normalized_text(raw)
    at = data.draw(st.integers(0, len(seen)))
    made = change_file(raw, [Change(at, at, "HERE")])
    assert made.replace(b"HERE", b"") == raw
    assert normalized_text(made) == f"{seen[:at]}HERE{seen[at:]}"
