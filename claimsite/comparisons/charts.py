"""The charts of a comparison, drawn from its table alone: live and frozen pages show the same."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from analysis.figures import (
    ActCount,
    Contradiction,
    Figure,
    MatrixCell,
    OutletCount,
    Status,
    TimelineEvent,
    build_acts,
    build_matrix,
    build_network,
    build_outlets,
    build_timeline,
)
from claimsite.comparisons.drawing import draw
from claimsite.comparisons.local_names import localize
from claimsite.core.models import Language
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
    """Draw "matrix", "timeline", "acts", "outlets" and "network" of a table as `table.build_table` makes it.

    Args:
        table: live or out of a snapshot.
        language: of the interface, "en" or "de".
    """
    table = localize(table)
    sides = [(side["name"], get_number(side) or 0) for side in table["sides"]]
    statements = list(_get_statements(table))
    counts = Counter((statement["side"], statement["act"]) for statement in statements)
    return {
        "matrix": draw(build_matrix, _get_cells(table, sides), language=language),
        "timeline": draw(build_timeline, (_get_event(statement, sides) for statement in statements), language=language),
        "acts": draw(build_acts, (ActCount(sides[side][0], sides[side][1], act, count) for (side, act), count in sorted(counts.items())), language=language),
        "outlets": draw(build_outlets, _count_outlets(table, statements, sides), language=language),
        "network": draw(build_network, _count_contradictions(table, sides), language=language),
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


def _count_outlets(table: Mapping[str, Any], statements: list[Mapping[str, Any]], sides: list[tuple[str, int]]) -> Iterator[OutletCount]:
    """One mark for each outlet and side; it leads to these statements, of a frozen table without the outlets' ids to the newest one."""
    groups: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for statement in statements:
        groups.setdefault((statement["outlet"], statement["side"]), []).append(statement)
    for (outlet, side), rows in groups.items():
        languages = ", ".join(str(Language(code).label) for code in sorted({row["language"] for row in rows}))
        url = rows[0]["url"]
        if rows[0].get("outlet_id"):
            url = f"{reverse('statements:statement_list')}?{urlencode({'outlet': rows[0]['outlet_id'], 'side': table['sides'][side]['slug']})}"
        yield OutletCount(outlet, languages, *sides[side], len(rows), url)


def _count_contradictions(table: Mapping[str, Any], sides: list[tuple[str, int]]) -> Iterator[Contradiction]:
    """One mark for each pair of speakers; it leads to the claim of the surest contradiction between them."""
    seen: set[int] = set()
    pairs: dict[tuple[str, str], list[tuple[int, int, str]]] = {}
    for row in table["rows"]:
        for versus in row["versus"]:
            ends = sorted((_name(versus[end]), _get_color(versus[end], sides)) for end in "ab")
            if versus["relation"] in seen or not all(name for name, _ in ends):
                continue
            seen.add(versus["relation"])
            pairs.setdefault((ends[0][0], ends[1][0]), []).append((ends[0][1], ends[1][1], row["claim"]["url"]))
    for (a, b), found in pairs.items():
        if a != b:
            yield Contradiction(a, found[0][0], b, found[0][1], len(found), f"{found[0][2]}#counterclaims")


def _name(statement: Mapping[str, Any]) -> str:
    return str(statement["actor"] or statement["source"] or "")


def _get_color(statement: Mapping[str, Any], sides: list[tuple[str, int]]) -> int:
    """The color of a statement's side; both ends of a contradiction in a table are of chosen sides."""
    return sides[statement["side"]][1] if statement["side"] is not None else 0


def _get_event(statement: Mapping[str, Any], sides: list[tuple[str, int]]) -> TimelineEvent:
    name, number = sides[statement["side"]]
    return TimelineEvent(
        date=dt.date.fromisoformat(statement["published_on"]),
        side=name,
        side_index=number,
        label=f"{_name(statement) or name}: {statement['quote']}",
        act=statement["act"],
        url=statement["url"],
    )
