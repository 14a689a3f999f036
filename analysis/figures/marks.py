"""Marks on a grid, the common middle between cells or events and the two drawings of them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.figures.escape import clean, shorten
from analysis.figures.model import Status
from analysis.figures.wording import Wording

#: How a status is drawn: the form says what was done, color and shape say by whom.
FORMS: dict[Status, str] = {Status.DENIES: "ring", Status.DECLINES: "open", Status.SILENT: "dot"}
_KEYS = {"filled": "key filled", "ring": "key ring", "open": "key open", "dot": "key dot"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One point: `x` and `y` in units of the grid (a lane is 1 wide), `x_value` what Plotly is given (a number or an ISO date)."""

    x: float
    y: float
    x_value: float | str
    form: str
    side_index: int | None
    side: str
    hover: str
    url: str | None


def form_of(status: Status) -> str:
    """ "filled", "ring", "open" or "dot"."""
    return FORMS.get(status, "filled")


def explain_forms(marks: Iterable[Mark], wording: Wording) -> str:
    """The key to the forms that occur, in a fixed order."""
    used = {mark.form for mark in marks}
    return " · ".join(wording.say(key) for form, key in _KEYS.items() if form in used)


def spread(count: int, reach: float = 0.42) -> list[float]:
    """Offsets that keep `count` marks of one place apart: 0 for one, else evenly over ``[-reach, reach]``."""
    if count == 1:
        return [0.0]
    # A mark is 0.16 of a column wide.
    width = min(reach, 0.09 * (count - 1))
    return [round(-width + 2 * width * i / (count - 1), 4) for i in range(count)]


def wrap_label(label: str, width: int, lines: int = 2) -> list[str]:
    """A label cut to `lines` lines of at most `width` characters."""
    text = shorten(clean(label), width * lines - 4)
    wrapped = textwrap.wrap(text, width=width, break_long_words=True)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], shorten(" ".join(wrapped[lines - 1 :]), width)]
    return wrapped or ["–"]


def index_of(labels: Sequence[str]) -> dict[str, int]:
    """Label → place of its first occurrence among the distinct ones."""
    places: dict[str, int] = {}
    for label in labels:
        places.setdefault(label, len(places))
    return places
