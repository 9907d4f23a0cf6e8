"""What a people lead hands on depends on nothing that the site does not show.

The organisations are those of the projection's tests: in each pair, both have the same site.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from generator.model import Channel
from generator.model.periods import Period
from generator.private.gaps import gaps_of
from generator.private.printed import FORMATS, review_file, sheets_file
from generator.private.review import quarter_review, without_names
from generator.pulse.cards import cards
from generator.pulse.measures import pulse_of
from generator.pulse.projection import project
from generator.rendering.templates import Renderer
from tests.built import Built
from tests.consent.test_projection import GENERATED, LAST, PAIRS, World, pairs

QUARTERS = ("2026-Q3", "2026-Q4")


def handed_on(built: Built) -> Iterator[bytes]:
    """The sheets, and the reviews of two quarters."""
    edition = built.edition(Channel.SITE)
    render = Renderer(None, edition)
    record = project(edition)
    found = cards(record, pulse_of(record))
    for form in FORMATS:
        yield sheets_file(render, edition.site, found, form).content
        for name in QUARTERS:
            quarter = Period.parse(name)
            assert quarter is not None
            made = quarter_review(quarter, edition, without_names(built.settings))
            yield review_file(render, edition.site, made, form).content


def of(world: World) -> Built:
    with TemporaryDirectory() as folder:
        organisation = world.write(Path(folder))
        world.tell(organisation, LAST)
        return Built.of(organisation.root, LAST)


@pytest.mark.parametrize("what", PAIRS)
def test_what_is_not_shown_decides_nothing(what: str) -> None:
    one, two = map(of, PAIRS[what])
    assert list(handed_on(one)) == list(handed_on(two))


@pytest.mark.slow
@settings(GENERATED, max_examples=6)
@given(pairs())
def test_equal_sites_are_equal_papers(both: tuple[World, World]) -> None:
    one, two = map(of, both)
    assert list(handed_on(one)) == list(handed_on(two))


def test_the_gaps_see_what_the_papers_do_not() -> None:
    """Otherwise the comparisons above would compare what no organisation changes."""

    def seen(world: World) -> object:
        built = of(world)
        return gaps_of(built.library, built.edition(Channel.SITE).stories)._replace(ask_again=())

    assert [what for what, (one, two) in PAIRS.items() if seen(one) != seen(two)] != []
