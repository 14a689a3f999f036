"""Places and copies of statements, read for a whole page at once and kept with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Statement, StatementSpan


class Span(NamedTuple):
    """Where a part of a statement stands in its text."""

    role: str
    start_char: int
    end_char: int


def attach_spans(rows: Sequence[Statement]) -> None:
    """Keep with each statement its places in order; see `Statement.list_spans`. One query."""
    found: dict[int, list[Any]] = defaultdict(list)
    for statement, *place in _read_spans(row.pk for row in rows):
        found[statement].append(Span(*place))
    for row in rows:
        row.spans_at_hand = found[row.pk]


def attach_copies(rows: Sequence[Statement]) -> None:
    """Keep with each statement those of other outlets that repeat it, as `with_copies` does; see `Statement.also_in`. One query."""
    found: dict[int | None, list[Statement]] = defaultdict(list)
    for copy in _read_copies(row.pk for row in rows):
        found[copy.copy_of_id].append(copy)
    for row in rows:
        row.copies_at_hand = found[row.pk]


def read_with_people(ids: Iterable[int]) -> list[Statement]:
    """Statements by their ids with people and copies, the newest first. Two queries."""
    rows = _read_with_people(ids)
    attach_copies(rows)
    return rows


@prepared
def _read_spans(statements: Any) -> QuerySet[Any, Any]:
    found = StatementSpan.objects.filter(is_among("statement", statements)).order_by("statement", "start_char")
    return found.values_list("statement", "role", "start_char", "end_char")


@prepared
def _read_copies(statements: Any) -> QuerySet[Statement]:
    found = Statement.objects.standing().filter(is_among("copy_of", statements))
    return found.select_related("article__outlet").order_by("published_on", "id")


@prepared
def _read_with_people(ids: Any) -> QuerySet[Statement]:
    return Statement.objects.filter(is_among("pk", ids)).with_people().newest_first()
