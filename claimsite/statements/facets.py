"""What the statements found can be narrowed down to, with counts.

Counts look at the newest `SAMPLE` statements that fit: over a million rows an exact count would cost seconds. Where more fit, the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, Min, QuerySet

from claimsite.articles.models import Outlet
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.filters import EXACT, StatementFilter, list_memberships, narrow_exactly
from claimsite.statements.models import Actor, Statement
from claimsite.statements.querysets import StatementQuerySet
from claimsite.statements.sides import read_actors

#: Statements that are counted, the newest.
SAMPLE = 500
#: The newest statements, among which words are looked for first.
RECENT = 5000
#: Choices shown of one facet, those with most statements; any other works in the address.
SHOWN = 12

_ASKED = (*EXACT, "stance")
#: What is read of each statement, in this order: its id, what is counted, its day.
_COUNTED = ("side", "act", "outlet", "language", "state")
_COLUMNS = ("pk", *_COUNTED, "published_on")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; `parameters` lead to the page with it, of a chosen one without it."""

    value: str
    label: str
    count: int
    parameters: str
    is_chosen: bool = False
    side: Actor | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """A question with its answers."""

    name: str
    label: str
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Facets:
    """All facets; `total` counts what fits, at most `SAMPLE`, and `is_more` says whether there is more; `newest` are the ids of those that were counted."""

    facets: list[Facet]
    total: int
    is_more: bool
    newest: list[int]


def count_facets(form: StatementFilter) -> Facets:
    """Count each facet among the standing statements that fit the others.

    Args:
        form: what is asked for.

    Returns:
        Facets with something to choose. Four queries, and one more for each facet that is chosen.
    """
    rows = _read(form)
    is_more = len(rows) > SAMPLE
    counts = {name: _tally(row[place] for row in rows[:SAMPLE]) for place, name in enumerate(_COUNTED, 1)}
    counts["stance"] = _count_stances(row[0] for row in rows[:SAMPLE])
    for name in StatementFilter.FACETS:
        if form.cleaned_data.get(name):
            found = _read_open(form, name)[:SAMPLE]
            counts[name] = _count_stances(found) if name == "stance" else _tally(found)
    sides = {row.pk: row for row in read_actors(pk for pk, _ in counts["side"].most_common(SHOWN))}
    outlets = {row.pk: row for row in _read_outlets(pk for pk, _ in counts["outlet"].most_common(SHOWN))}
    facets = [_describe(form, name, counts[name], sides, outlets) for name in StatementFilter.FACETS]
    return Facets([facet for facet in facets if facet.choices], min(len(rows), SAMPLE), is_more, [row[0] for row in rows])


def _read(form: StatementFilter, without: str = "", columns: tuple[str, ...] = _COLUMNS) -> list[tuple[Any, ...]]:
    """The newest that fit, one more than is counted; a search for words or names is put together each time."""
    given = form.list_given(without)
    if given.keys() == {"q"} and connection.vendor == "sqlite":
        found = _find_recent(form, without)
        if found is not None:
            places = [_COLUMNS.index(column) for column in columns]
            return [tuple(row[place] for place in places) for row in found]
    if "q" in given or "actor" in given:
        return list(_take_newest(form.narrow(Statement.objects.standing(), without=without), columns))
    values = (getattr(given[name], "pk", given[name]) if name in given else None for name in _ASKED)
    return _READ_EXACTLY[columns](form.is_counted_once(without) or None, *values)


def _read_open(form: StatementFilter, name: str) -> list[Any]:
    """What one facet is counted by where it is left open: its values, of stances the statements."""
    return [value for (value,) in _read(form, without=name, columns=_choose_column(name))]


def _choose_column(name: str) -> tuple[str]:
    return ("pk" if name == "stance" else name,)


def _find_recent(form: StatementFilter, without: str = "") -> list[tuple[Any, ...]] | None:
    """The newest that fit a search, if there are enough among the newest of all; else None.

    All places where common words stand are many more than a page counts (among a million 17 to 35 ms). What lies within the newest statements is found
    from the lowest of their ids on; others that lie there are behind them by their days.
    """
    newest = Statement.objects.newest_first().values("pk", "published_on")[:RECENT]
    recent = newest.aggregate(lowest=Min("pk"), first_day=Min("published_on"))  # a day that may not be there as a whole
    if recent["lowest"] is None:
        return None
    rows = list(_take_newest(form.narrow(Statement.objects.standing(), without=without, since=recent["lowest"]).filter(pk__gte=recent["lowest"])))
    return rows if len(rows) > SAMPLE and rows[-1][-1] > recent["first_day"] else None


def _make_exact(columns: tuple[str, ...]) -> Callable[..., list[Any]]:
    @prepared
    def read(is_counted_once: Any, *values: Any) -> QuerySet[Any, Any]:
        given = {name: value for name, value in zip(_ASKED, values, strict=True) if value is not None}
        return _take_newest(narrow_exactly(Statement.objects.standing(), given, is_counted_once=is_counted_once is not None), columns)

    return read


_READ_EXACTLY = {columns: _make_exact(columns) for columns in (_COLUMNS, *map(_choose_column, StatementFilter.FACETS))}


def _take_newest(found: StatementQuerySet, columns: tuple[str, ...] = _COLUMNS) -> QuerySet[Any, Any]:
    return found.newest_first().values_list(*columns)[: SAMPLE + 1]


@prepared
def _read_outlets(ids: Any) -> QuerySet[Outlet]:
    return Outlet.objects.filter(is_among("pk", ids)).order_by()


def _tally(values: Iterable[Any]) -> Counter[Any]:
    return Counter(value for value in values if value is not None)


def _count_stances(statements: Iterable[int]) -> Counter[Any]:
    return Counter(dict(_read_stances(statements)))


@prepared
def _read_stances(statements: Any) -> QuerySet[Any, Any]:
    members: QuerySet[Any, Any] = list_memberships().filter(is_among("statement", statements))
    return members.values_list("stance").annotate(n=Count("statement", distinct=True))


def _describe(form: StatementFilter, name: str, counts: Counter[Any], sides: dict[int, Actor], outlets: dict[int, Outlet]) -> Facet:
    chosen = form.cleaned_data.get(name)
    labels = {} if name in ("side", "outlet") else dict(form.fields[name].choices)  # type: ignore[attr-defined]
    choices = []
    for key, count in counts.most_common(SHOWN):
        row = sides.get(key) if name == "side" else outlets.get(key) if name == "outlet" else None
        value = str(row.slug if isinstance(row, Actor) else row.pk if row else key)
        is_chosen = chosen is not None and (chosen == row if row else chosen == key)
        parameters = form.as_parameters(**{name: None if is_chosen else value})
        side = row if isinstance(row, Actor) else None
        choices.append(Choice(value, side.local_name if side else str(row or labels.get(key, key)), count, parameters, is_chosen, side))
    return Facet(name, str(form.fields[name].label), choices)
