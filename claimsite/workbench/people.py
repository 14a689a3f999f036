"""What one person has decided, out of all tables that keep history, newest first."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from claimsite.core.histories import Entry, build_entry
from claimsite.core.models import User
from claimsite.core.rows import ROWS

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of somebody's hand in the history of a row, which may be gone by now."""

    kind: str
    title: str
    row_id: int
    words: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class ActPage:
    """Some acts, and the cursor of those before them."""

    acts: list[Act]
    older: str | None


def list_acts(person: User, cursor: str | None = None, size: int = PAGE_SIZE) -> ActPage:
    """Acts of one person before a cursor; one query for each kind of row. A cursor that is none gives the newest."""
    before = _read_cursor(cursor)
    streams = [_read_kind(name, person, before, size + 1) for name in ROWS]
    found = list(heapq.merge(*streams, key=lambda found: found[0], reverse=True))[: size + 1]
    older = _write_cursor(*found[size - 1][0]) if len(found) > size else None
    return ActPage([act for _, act in found[:size]], older)


def _read_kind(name: str, person: User, before: tuple[dt.datetime, str, int] | None, limit: int) -> Iterator[tuple[tuple[dt.datetime, str, int], Act]]:
    """Entries of one kind, newest first; those of the same moment go by the kind's name and then by number."""
    history: Any = ROWS[name].model.history  # type: ignore[attr-defined]
    found = history.filter(history_user=person).select_related("history_user")
    if before is not None:
        at, kind, pk = before
        same = Q(history_date=at, history_id__lt=pk) if name == kind else Q(history_date=at) if name < kind else Q(pk__in=[])
        found = found.filter(Q(history_date__lt=at) | same)
    for record in found.order_by("-history_date", "-history_id")[:limit]:
        key = (record.history_date, name, record.history_id)
        yield key, Act(name, str(ROWS[name].title), record.id, str(record.instance), build_entry(record, ""))


def _read_cursor(cursor: str | None) -> tuple[dt.datetime, str, int] | None:
    parts = (cursor or "").split("~")
    if len(parts) != 3 or parts[1] not in ROWS or not parts[2].isascii() or not parts[2].isdigit() or len(parts[2]) > 18:
        return None
    try:
        at = parse_datetime(parts[0])
    except ValueError:
        return None
    return (at, parts[1], int(parts[2])) if at is not None and at.tzinfo is not None else None


def _write_cursor(at: dt.datetime, kind: str, pk: int) -> str:
    return f"{at.isoformat()}~{kind}~{pk}"
