"""Half-years: statements far apart in time are never compared, so each half-year's vectors are kept for themselves."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Statements further apart in time are not compared.
WINDOW = dt.timedelta(days=180)


def name_slice(day: dt.date) -> str:
    """The half-year of a day: "2024-1" is January to June."""
    return f"{day.year:04d}-{1 if day.month <= 6 else 2}"


def get_days(name: str) -> tuple[dt.date, dt.date]:
    """First and last day of a half-year."""
    year, half = int(name[:4]), name[5:]
    return (dt.date(year, 1, 1), dt.date(year, 6, 30)) if half == "1" else (dt.date(year, 7, 1), dt.date(year, 12, 31))


def get_window(around: dt.date) -> tuple[dt.date, dt.date]:
    """The days that a statement is compared with; the calendar has ends."""
    before = WINDOW if around - dt.date.min > WINDOW else around - dt.date.min
    after = WINDOW if dt.date.max - around > WINDOW else dt.date.max - around
    return around - before, around + after


def list_slices(around: dt.date) -> Iterator[str]:
    """The half-years that reach into the window around a day, its own first."""
    since, until = get_window(around)
    names = [name_slice(around), name_slice(since), name_slice(until)]
    yield from dict.fromkeys(names)
