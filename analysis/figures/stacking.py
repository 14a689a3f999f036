"""Where the marks of a busy day go: beside and above each other, never over one another."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

#: Pixels between the middles of two marks.
STEP = 19.0
#: Marks above each other before a day takes another column, and at most.
GOOD_ROWS, MAX_ROWS = 4, 14


@dataclass(frozen=True, slots=True)
class Stack:
    """Places of marks in pixels from the left and rows from the bottom of their lane, None for those that found none; and each lane's number of rows."""

    places: list[tuple[float, int] | None]
    rows: dict[str, int]
    slot: float


def stack(days: Sequence[dt.date], lanes: Sequence[str], span: float) -> Stack:
    """Place marks that are given by day and lane.

    Args:
        days: in ascending order.
        lanes: of each mark.
        span: pixels for all days together.
    """
    first = days[0].toordinal() if days else 0
    slot = span / (days[-1].toordinal() - first + 1) if days else span
    counts = Counter(zip(days, lanes, strict=True))
    taken: dict[tuple[str, int], list[float]] = {}
    rows: dict[str, int] = {}
    places: list[tuple[float, int] | None] = []
    for day, lane in zip(days, lanes, strict=True):
        columns = min(max(1, int(slot / STEP)), math.ceil(counts[day, lane] / GOOD_ROWS))
        middle = slot * (day.toordinal() - first + 0.5)
        place = _find(taken, lane, [middle + STEP * (i - (columns - 1) / 2) for i in range(columns)])
        places.append(place)
        if place is not None:
            taken.setdefault((lane, place[1]), []).append(place[0])
            rows[lane] = max(rows.get(lane, 0), place[1] + 1)
    return Stack(places, rows, slot)


def _find(taken: dict[tuple[str, int], list[float]], lane: str, columns: Sequence[float]) -> tuple[float, int] | None:
    """The lowest free place, from left to right."""
    for row in range(MAX_ROWS):
        for x in columns:
            if all(abs(x - other) >= STEP - 0.01 for other in taken.get((lane, row), [])):
                return x, row
    return None
