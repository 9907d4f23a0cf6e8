"""Nothing private is in anything that a build makes."""

from __future__ import annotations

from click.testing import CliRunner

from generator.cli import main
from tests.conftest import Organisation
from tests.consent.canary import found, made_of
from tests.private.test_portfolio import PRACTICE, ROUND
from tests.private.test_review import DECIDED

PRIVATE = (
    "Not to be passed on",
    "where help may not arrive",
    "The busiest tenth",
    "Three questions for the talk",
    "The two met",
    "which they look after",
    "We ask again at the next meeting",
    "The benches swap a visit",
    "lathes",
)
"""Words of the gaps, a portfolio and a review."""


def test_no_artifact_has_what_is_private(organisation: Organisation) -> None:
    organisation.story("the-hour")
    organisation.config("practices/lamp-oil.yml", PRACTICE)
    organisation.config("practices/pairs/2026-Q3.yml", ROUND)
    organisation.config("reviews/2026-Q3.yml", DECIDED)
    for words in (("gaps",), ("portfolio", "ana"), ("review", "2026-Q4"), ("gaps", "--sheets")):
        arguments = ["--root", str(organisation.root), *words, "--today", f"{organisation.today}"]
        assert CliRunner().invoke(main, arguments).exit_code == 0
    looked_at = 0
    for where, _, straws in made_of(organisation.built()):
        looked_at += 1
        for secret in PRIVATE:
            assert not found(secret, straws), (secret, where)
        assert "portfolio" not in where, where
        assert "gaps" not in where, where
    assert looked_at > 20


def test_these_words_are_in_what_is_private(organisation: Organisation) -> None:
    """Otherwise their absence elsewhere would mean nothing."""
    organisation.story("the-hour")
    organisation.config("practices/lamp-oil.yml", PRACTICE)
    organisation.config("practices/pairs/2026-Q3.yml", ROUND)
    organisation.config("reviews/2026-Q3.yml", DECIDED)
    said = ""
    for words in (("portfolio", "ana", "--stdout"), ("review", "2026-Q4", "--stdout"), ("gaps",)):
        arguments = ["--root", str(organisation.root), *words, "--today", f"{organisation.today}"]
        said += CliRunner().invoke(main, arguments).output
    said += (organisation.root / "build/gaps/gaps.md").read_text("utf-8")
    seen = {words for words in PRIVATE if words.casefold() in said.casefold()}
    assert seen == {*PRIVATE} - {"The busiest tenth"}, "ten did not give here"
