"""Small multiples: when each half of a dispute was said, on the same days for all disputes of a topic."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Pixels, and the bins of equal length that the days are gathered in.
WIDTH, BINS, ROW, TALLEST = 240, 40, 22, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """The statements of one bin, standing on the line of its half of the dispute."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """Bars of what is put forward and of what stands against it, between two days."""

    said: list[Bar]
    against: list[Bar]
    first: dt.date
    last: dt.date


def draw_strip(said: Sequence[dt.date], against: Sequence[dt.date], *, first: dt.date, last: dt.date, tallest: int) -> Strip:
    """Draw the days of both halves.

    Args:
        said: a day for each statement, within `first` and `last`.
        against: the same for the other half.
        first: the day at the left edge, for all strips that are compared.
        last: the day at the right edge.
        tallest: statements of the highest bar of all these strips.
    """
    return Strip(_draw(said, ROW, first, last, tallest), _draw(against, 2 * ROW, first, last, tallest), first, last)


def count_tallest(halves: Iterable[Sequence[dt.date]], *, first: dt.date, last: dt.date) -> int:
    """The most statements that fall into one bin."""
    return max((n for days in halves for n in _gather(days, first, last).values()), default=1)


def count_bins(first: dt.date, last: dt.date) -> int:
    """A bin a day, of more than `BINS` days fewer."""
    return min(BINS, (last - first).days + 1)


def _gather(days: Sequence[dt.date], first: dt.date, last: dt.date) -> Counter[int]:
    span, bins = (last - first).days + 1, count_bins(first, last)
    return Counter((day - first).days * bins // span for day in days)


def _draw(days: Sequence[dt.date], line: float, first: dt.date, last: dt.date, tallest: int) -> list[Bar]:
    step = WIDTH / count_bins(first, last)
    bars = []
    for place, n in sorted(_gather(days, first, last).items()):
        height = round(max(3.0, TALLEST * n / tallest), 1)
        bars.append(Bar(round((place + 0.5) * step - min(step - 1, 14) / 2, 1), round(line - height, 1), round(min(step - 1, 14), 1), height))
    return bars
