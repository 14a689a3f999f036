"""Numbers of sides on a page: each has a color and a mark (static/css/tokens.css, static/img/marks.svg, the same as in charts)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

#: How many sides have a color and a mark of their own.
SIDES = 8


def name_side(index: Any) -> str:
    """The class and the mark of the side with this number, counted round; of none without a number."""
    return f"side-{index % SIDES}" if isinstance(index, int) else "side-none"


def number_sides(sides: Iterable[int | None]) -> dict[int, int]:
    """Side's id → number, those named most often first; of equals the first named."""
    counts: dict[int, int] = {}
    for side in sides:
        if side is not None:
            counts[side] = counts.get(side, 0) + 1
    return {side: number for number, side in enumerate(sorted(counts, key=lambda side: -counts[side]))}
