"""What figures are made from and what they come out as: frozen dataclasses, free of Django and Plotly."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What a cell of the matrix shows: an act, or that no statement was found (which never means consent)."""

    ASSERTS = "asserts"
    DENIES = "denies"
    SPECULATES = "speculates"
    WARNS = "warns"
    COMMITS = "commits"
    DEMANDS = "demands"
    DECLINES = "declines"
    SILENT = "silent"


class UnknownStatusError(ValueError):
    """A figure was given an act that does not exist."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """What one column (a side or an actor) says of one row (a claim).

    Several cells may share row and column: a side whose speakers differ gets several marks.

    Attributes:
        row_label: the claim.
        column_label: the side or actor.
        column_side_index: which color and mark, 0 or more; counted round after `palette.SIDES`.
        status: an act, or "silent".
        count: how many statements the mark stands for.
        url: where the mark leads; None for a silent cell.
        words: the exact words, for the table and the hover text.
    """

    row_label: str
    column_label: str
    column_side_index: int
    status: str
    count: int = 1
    url: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """One statement in time; `label` is its speaker and words; of a speaker for no side, `side` is its name and the number None."""

    date: dt.date
    side: str
    side_index: int | None
    label: str
    act: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ActCount:
    """How many statements of one act a side has made."""

    side: str
    side_index: int
    act: str
    count: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class OutletCount:
    """How many statements of a side an outlet reports; `language` in words."""

    outlet: str
    language: str
    side: str
    side_index: int
    count: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Contradiction:
    """How often two speakers stand against each other; the numbers are those of their sides, None without one."""

    a: str
    a_index: int | None
    b: str
    b_index: int | None
    count: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table under a figure: one mark of the figure."""

    cells: tuple[str, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in three forms with the same marks in the same order: Plotly JSON, table and SVG.

    Attributes:
        kind: "matrix", "timeline", "acts", "outlets" or "network".
        title: plain text.
        summary: one sentence from the data, plain text.
        alt: text alternative: title, kind of chart and summary.
        data: Plotly's ``{"data": [...], "layout": {...}}``, pure JSON. Each trace has ``meta.color``, a name in ``layout.meta.palette.{light,dark}``;
            ``customdata`` holds the address of each point or None.
        key: what the forms of the marks mean, plain text; empty where the form means nothing.
        columns: headings of the table.
        rows: one a mark, plain text.
        point_count: marks drawn, at most `MAX_POINTS`.
        omitted: marks left out.
        omitted_note: what was left out, in words; empty if nothing was.
        svg: the same figure without JavaScript, safe to put into a page.
        is_small: whether the live chart can be read in the width of a phone; others scroll there.
    """

    kind: str
    title: str
    summary: str
    alt: str
    data: dict[str, Any]
    key: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    point_count: int
    omitted: int
    omitted_note: str
    svg: str
    is_small: bool = False


#: No figure has more marks; beyond that nobody can read it, and a page grows without bound.
MAX_POINTS = 200


#: So many sides beside each other can be read in the width of a phone.
SMALL_COLUMNS = 2


def check_status(name: str) -> Status:
    """The status of that name.

    Raises:
        UnknownStatusError: if there is none.
    """
    try:
        return Status(name)
    except ValueError:
        raise UnknownStatusError(f"unknown act {name!r}; known are {', '.join(Status)}") from None
