"""A language says in which order a date's parts are, and what is between them."""

from __future__ import annotations

import pytest

from generator.model.periods import Period
from generator.text import locales


@pytest.mark.parametrize(
    ("language", "quarter", "month"),
    [
        ("en", "4th quarter 2026", "October 2026"), ("ja", "2026年第4四半期", "2026年10月"), ("es", "4.º trimestre de 2026", "octubre de 2026"),
        ("hu", "2026. IV. negyedév", "2026. október"), ("de", "4. Quartal 2026", "Oktober 2026"), ("ko", "2026년 제 4/4분기", "2026년 10월"),
        ("fr", "4e trimestre 2026", "octobre 2026"), ("nb", "4. kvartal 2026", "oktober 2026"), ("ar", "الربع الرابع 2026", "أكتوبر 2026"),
    ],
)  # fmt: skip
def test_a_period_is_named_in_the_order_of_its_language(
    language: str, quarter: str, month: str
) -> None:
    for name, said in (("2026-Q4", quarter), ("2026-10", month)):
        period = Period.parse(name)
        assert period
        assert locales.period(period, language) == said
