"""Colors and marks of sides: eight of each make 64 pairs, and a side keeps its pair on every page (static/css/tokens.css, static/img/marks.svg).

The charts draw the same (analysis/figures/palette.py); a test holds both together, for neither may import the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: How many colors there are, and as many marks.
SIDES = 8
#: How many sides differ in color or mark.
PAIRS = SIDES * SIDES


def get_number(side: Any) -> int | None:
    """A side's number: of an actor what is stored (before that, one that follows from its id), of a comparison's plain data what stands there."""
    if isinstance(side, int) or side is None:
        return side
    if isinstance(side, Mapping):
        number = side.get("color", side.get("index"))
        return number if isinstance(number, int) else None
    return choose_number(getattr(side, "palette_number", None), getattr(side, "pk", None))


def choose_number(stored: Any, pk: Any) -> int | None:
    """The number out of what is stored of a side, and its id, where neither is at hand in a row."""
    if isinstance(stored, int):
        return stored
    return pk % PAIRS if isinstance(pk, int) else None


def name_color(number: int | None) -> str:
    """The class that colors a side; the eight colors first, then again with other marks."""
    return "side-none" if number is None else f"side-{number % SIDES}"


def name_mark(number: int | None) -> str:
    """The mark of a side; the first eight sides have their color's own mark, each next eight the one after it."""
    return "side-none" if number is None else f"side-{(number + number // SIDES) % SIDES}"
