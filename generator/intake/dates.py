"""A day as people and programs write it → the one form that a story has."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

Order = Literal["dmy", "mdy"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2}(?=[ ,T]|$))(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]{3,9})\.?,? (\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(r"\b([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)")


def day(text: str, order: Order | None = None) -> str:
    """The day in a text as 2026-10-14, or an empty string when there is none that is certain.

    10/11/2026 is two different days: without `order` only those with one reading are taken.
    """
    low = text.casefold()
    if found := _YEAR_FIRST.search(low):
        return _iso(found[1], found[3], found[4])
    if found := _DAY_MONTH.search(low):
        return _iso(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY.search(low):
        return _iso(found[3], _month(found[1]), found[2])
    if found := _NUMBERS.search(low):
        first, second = found[1], found[3]
        year = found[4] if len(found[4]) == 4 else f"20{found[4]}"
        if found[2] == ".":  # where days are written with dots, they come first
            order = "dmy"
        either = {_iso(year, second, first), _iso(year, first, second)} - {""}
        if order:
            return _iso(year, *((second, first) if order == "dmy" else (first, second)))
        return either.pop() if len(either) == 1 else ""
    return ""


def order_of(texts: list[str]) -> Order | None:
    """The order of day and month in a column, where one of its days has one reading only."""
    orders: set[Order] = set()
    for text in texts:
        if (found := _NUMBERS.search(text)) and found[1] != found[3]:
            if int(found[1]) > 12:
                orders.add("dmy")
            elif int(found[3]) > 12:
                orders.add("mdy")
    return orders.pop() if len(orders) == 1 else None


def _month(name: str) -> str:
    return str(_MONTHS.index(name[:3]) + 1) if name[:3] in _MONTHS else "0"


def _iso(year: str, month: str, number: str) -> str:
    try:
        return dt.date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return ""
