"""The months of a run as dates, and the time that it covers in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .language import noted, ntext, text

if TYPE_CHECKING:
    from sulha.model import Setup

#: A date of each month of the year: languages that name their months in dates translate these.
_DATES = (
    noted("{year}-01"), noted("{year}-02"), noted("{year}-03"), noted("{year}-04"), noted("{year}-05"),
    noted("{year}-06"), noted("{year}-07"), noted("{year}-08"), noted("{year}-09"), noted("{year}-10"),
    noted("{year}-11"), noted("{year}-12"),
)  # fmt: skip


def month_date(start: str, month: int) -> date:
    """The first day of a month of the run, where month 0 is `start` (YYYY-MM)."""
    return date(*_year_and_month(start, month), 1)


def period(setup: Setup) -> str:
    """The time a run covers, in words."""
    n = setup.time.months
    if setup.time.start is None:
        return ntext("{n} month", "{n} months", n)
    first, last = (dated(setup.time.start, month) for month in (0, n))
    return ntext("{first} to {last} ({n} month)", "{first} to {last} ({n} months)", n, first=first, last=last)


def step(setup: Setup, month: int) -> str:
    """The month of a step, with its date where the run has dates: step 1 is the month that the run starts with."""
    if setup.time.start is None:
        return text("month {month}", month=month)
    return text("month {month} ({date})", month=month, date=dated(setup.time.start, month - 1))


def dated(start: str, month: int) -> str:
    """A month of the run as a date in a text, where month 0 is `start` (YYYY-MM)."""
    year, number = _year_and_month(start, month)
    return text(_DATES[number - 1], year=f"{year:04}")


def _year_and_month(start: str, month: int) -> tuple[int, int]:
    year, first = (int(part) for part in start.split("-"))
    years, months = divmod(year * 12 + first - 1 + month, 12)
    return years, months + 1
