"""A story's own page speaks the story's language, and the pages around it the site's."""

from __future__ import annotations

import re

import pytest

from generator.consent.requests import as_text
from generator.languages.messages import messages
from generator.model import Channel
from generator.rendering.artifacts import PrintedPage
from tests.conftest import Organisation

STORY = {
    "title": "X", "summary": "Y.", "ask": "A?", "outcome": "B.", "kind": "feedback",
    "quote": "{text: Q., by: ana}",
}  # fmt: skip


def _page(organisation: Organisation, address: str) -> str:
    made = organisation.built()
    return next(
        page.body().html
        for page in made.site()
        if isinstance(page, PrintedPage) and page.address == address
    )


def _head(html: str) -> str:
    """What the page says of the story itself."""
    return html.partition('<footer class="r-story-foot">')[0]


@pytest.mark.parametrize(
    ("lang", "direction", "labels", "day", "share"),
    [
        ("ar", "rtl", ["ملاحظات", "الطلب", "المساعدة", "ما الذي تغيّر", " إلى "], "14 أكتوبر 2026", "«X»: Y."),
        ("es", "ltr", ["Retroalimentación", "La petición", "La ayuda", "Qué cambió"], "14 de octubre de 2026", "«X»: Y."),
        ("nb-NO", "ltr", ["Tilbakemelding", "Spørsmålet", "Hjelpen", "Dette endret seg", " til "],
         "14. oktober 2026", "«X»: Y."),
        ("de", "ltr", ["Rückmeldung", "Die Bitte", "Die Hilfe", "Was sich geändert hat"], "14. Oktober 2026", "„X“: Y."),
        ("fr", "ltr", ["Retour", "La demande", "L’aide", "Ce qui a changé"], "14 octobre 2026", "«\u202fX\u202f»\u00a0: Y."),
        ("ja", "ltr", ["フィードバック", "頼んだこと", "助けたこと", "変わったこと"], "2026年10月14日", "「X」：Y."),
        ("fi", "ltr", ["Feedback", "The ask", "The help", "What changed", " to "], "October 14, 2026", "”X”: Y."),
    ],
)  # fmt: skip
def test_labels_dates_direction_and_marks_are_those_of_the_story(
    organisation: Organisation, lang: str, direction: str, labels: list[str], day: str, share: str
) -> None:
    """A language that our words are not in has the site's, and its own direction and marks."""
    organisation.story("one", "Z.", lang=lang, **STORY)
    html = _page(organisation, "stories/one/")
    head = _head(html)
    for label in labels:
        assert f">{label}<" in head, label
    assert f">{day}</time>" in head
    assert re.search(rf'<div class="r-story"[^>]* dir="{direction}"', head)
    assert head.count(f'lang="{lang}" dir="{direction}"') >= 4, "title, ask, text, quote, outcome"
    assert f'<bdi lang="{lang}" dir="{direction}">{share}</bdi>' in html
    assert "Share this story" in html, "which is the site's"


def test_a_card_on_another_page_has_the_labels_of_the_site(organisation: Organisation) -> None:
    organisation.story("one", "Z.", lang="ar", **STORY)
    html = _page(organisation, "stories/2026/")
    assert "Feedback" in html
    assert "October 14, 2026" in html
    assert "أكتوبر" not in html


def test_a_site_in_norwegian_tells_an_english_story_with_english_labels(
    organisation: Organisation,
) -> None:
    organisation.config("site.yml", "{name: Historier, url: https://x.example/, language: nb}\n")
    organisation.story("one", "Z.", lang="en", **STORY)
    html = _page(organisation, "stories/one/")
    assert ">What changed<" in _head(html)
    assert 'lang="en" dir="ltr">“X”: Y.</bdi>' in html
    assert "Del historien" in html


def test_a_role_is_told_in_texts_of_the_sites_language_alone(organisation: Organisation) -> None:
    """`bookkeeper` in a Spanish sentence would be half a sentence in English."""
    organisation.story("en", "Then @fay came.")
    organisation.story("es", "Luego vino @fay.", lang="es")
    bodies = {story.id: story.body for story in organisation.built().edition(Channel.SITE).stories}
    assert bodies == {
        "en": "Then the bookkeeper came.",
        "es": "Luego vino alguien de Office.",
    }
    organisation.config("site.yml", "{name: Historias, url: https://x.example/, language: es}\n")
    organisation.story("es", "Luego vino @fay.")
    bodies = {story.id: story.body for story in organisation.built().edition(Channel.SITE).stories}
    assert bodies["es"] == "Luego vino alguien (bookkeeper)."


def test_a_plain_text_of_a_story_has_the_quotation_marks_of_its_language(
    organisation: Organisation,
) -> None:
    organisation.story("one", "Z.", lang="nb", **STORY)
    (story,) = organisation.built().edition(Channel.SITE).stories
    assert "«Q.» — Ana Óscoz" in as_text(story, "en", messages("en"))
