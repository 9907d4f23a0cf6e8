"""The colours that follow from a palette."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.media.palette import EDGE, TEXT, Tokens, contrast, mix
from generator.model import Palette
from tests.conftest import Organisation

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(st.builds(Palette, primary=COLOURS, accent=COLOURS, paper=COLOURS, ink=COLOURS))
def test_whatever_the_palette_text_can_be_read(palette: Palette) -> None:
    tokens = Tokens.of(palette)
    for scheme in (tokens.light, tokens.dark):
        for ground in (scheme.paper, scheme.tint):
            for text in (scheme.ink, scheme.soft, scheme.link, scheme.mark):
                assert contrast(text, ground) >= TEXT, (scheme, text, ground)
            assert contrast(scheme.edge, ground) >= EDGE
        assert all(re.fullmatch("#[0-9a-f]{6}", colour, re.IGNORECASE) for colour in scheme)


@given(st.builds(Palette, primary=COLOURS, accent=COLOURS, paper=COLOURS, ink=COLOURS))
def test_only_what_does_not_pass_is_moved(palette: Palette) -> None:
    tokens = Tokens.of(palette)
    printed = {"primary": tokens.light.link, "accent": tokens.light.mark,
               "paper": tokens.light.paper, "ink": tokens.light.ink}  # fmt: skip
    moved = {colour.name: colour for colour in tokens.moved}
    for name, colour in printed.items():
        assert (colour == getattr(palette, name)) == (name not in moved)
        if name in moved:
            assert moved[name].ratio < moved[name].needed <= contrast(colour, moved[name].ground)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#8c2f14", "#8c2f14", 1)],
)
def test_the_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_a_mix_begins_and_ends_with_its_colours(one: str, other: str) -> None:
    assert (mix(one, other, 0), mix(one, other, 1)) == (one, other)


def test_a_colour_that_is_hard_to_read_is_a_warning_at_its_place(
    organisation: Organisation,
) -> None:
    site = (organisation.root / "site_config/site.yml").read_text()
    organisation.config("site.yml", site + 'palette:\n  primary: "#e8b04a"\n')
    organisation.story("first")
    (found,) = [d for d in organisation.problems() if d.code == "C126"]
    assert str(found.location) == "site_config/site.yml:5:12"
    assert found.message == (
        'the contrast of primary "#e8b04a" with "#efece5" is 1.6:1; it must be at least 4.5:1'
    )
    passing = Tokens.of(Palette(primary="#e8b04a")).light.link
    assert found.hint.startswith(f'"{passing}" is the closest that passes')
    organisation.config("site.yml", site + f'palette:\n  primary: "{passing}"\n')
    assert "C126" not in organisation.codes()
