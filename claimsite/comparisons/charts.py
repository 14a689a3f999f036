"""The charts of a comparison, drawn from its table alone: live and frozen pages show the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.figures import ActCount, Figure, MatrixCell, Status, TimelineEvent, build_acts, build_matrix, build_timeline
from claimsite.core.palette import get_number

#: How the table's statuses are called in figures.
_STATUS = {
    "said": Status.ASSERTS,
    "denied": Status.DENIES,
    "speculated": Status.SPECULATES,
    "warned": Status.WARNS,
    "demanded": Status.DEMANDS,
    "committed": Status.COMMITS,
    "silent": Status.SILENT,
}


def build_figures(table: Mapping[str, Any], *, language: str) -> dict[str, Figure]:
    """Draw "matrix", "timeline" and "acts" of a table as `table.build_table` makes it.

    Args:
        table: live or out of a snapshot.
        language: of the interface, "en" or "de".
    """
    sides = [(side["name"], get_number(side) or 0) for side in table["sides"]]
    statements = list(_get_statements(table))
    counts = Counter((statement["side"], statement["act"]) for statement in statements)
    return {
        "matrix": build_matrix(list(_get_cells(table, sides)), language=language),
        "timeline": build_timeline([_get_event(statement, sides) for statement in statements], language=language),
        "acts": build_acts([ActCount(sides[side][0], sides[side][1], act, count) for (side, act), count in sorted(counts.items())], language=language),
    }


def _get_cells(table: Mapping[str, Any], sides: list[tuple[str, int]]) -> Iterator[MatrixCell]:
    """One mark for each thing that a side does with a claim; it leads to the newest such statement."""
    for row in table["rows"]:
        for cell in row["cells"]:
            name, number = sides[cell["side"]]
            if not cell["statements"]:
                yield MatrixCell(row["claim"]["text"], name, number, Status.SILENT, count=0)
            for status, count in cell["statuses"].items():
                first = next((s for s in cell["statements"] if s["status"] == status), None)
                words, url = (first["quote"], first["url"]) if first else ("", row["claim"]["url"])
                yield MatrixCell(row["claim"]["text"], name, number, _STATUS[status], count, url, words)


def _get_statements(table: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Each statement once, though it may stand in several rows."""
    seen: set[int] = set()
    for row in table["rows"]:
        for cell in row["cells"]:
            for statement in cell["statements"]:
                if statement["id"] not in seen:
                    seen.add(statement["id"])
                    yield statement


def _get_event(statement: Mapping[str, Any], sides: list[tuple[str, int]]) -> TimelineEvent:
    name, number = sides[statement["side"]]
    return TimelineEvent(
        date=dt.date.fromisoformat(statement["published_on"]),
        side=name,
        side_index=number,
        label=f"{statement['actor'] or statement['source'] or name}: {statement['quote']}",
        act=statement["act"],
        url=statement["url"],
    )
