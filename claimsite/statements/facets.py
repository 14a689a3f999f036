"""What the statements found can be narrowed down to, with counts.

Counts look at the newest `SAMPLE` statements that fit: over a million rows an exact count would cost seconds. Where more fit, the page says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from claimsite.articles.models import Outlet
from claimsite.core.querysets import is_among
from claimsite.statements.filters import StatementFilter, list_memberships
from claimsite.statements.models import Actor
from claimsite.statements.querysets import StatementQuerySet

#: Statements that are counted, the newest.
SAMPLE = 500
#: Choices shown of one facet, those with most statements; any other works in the address.
SHOWN = 12

_COLUMNS = {"side": "side", "act": "act", "outlet": "article__outlet", "language": "language", "state": "state"}


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


def count_facets(form: StatementFilter, statements: StatementQuerySet) -> Facets:
    """Count each facet among the statements that fit the others.

    Args:
        form: what is asked for.
        statements: all that might be shown.

    Returns:
        Facets with something to choose. Four queries, and one more for each facet that is chosen.
    """
    rows = _read(form.narrow(statements))
    is_more = len(rows) > SAMPLE
    counts = {name: _tally(rows[:SAMPLE], name) for name in _COLUMNS} | {"stance": _count_stances(rows[:SAMPLE])}
    for name in StatementFilter.FACETS:
        if form.cleaned_data.get(name):
            open_rows = _read(form.narrow(statements, without=name))[:SAMPLE]
            counts[name] = _count_stances(open_rows) if name == "stance" else _tally(open_rows, name)
    sides = Actor.objects.in_bulk([pk for pk, _ in counts["side"].most_common(SHOWN)])
    outlets = Outlet.objects.in_bulk([pk for pk, _ in counts["outlet"].most_common(SHOWN)])
    facets = [_describe(form, name, counts[name], sides, outlets) for name in StatementFilter.FACETS]
    return Facets([facet for facet in facets if facet.choices], min(len(rows), SAMPLE), is_more, [row[0] for row in rows])


def _read(found: StatementQuerySet) -> list[tuple[Any, ...]]:
    return list(found.newest_first().values_list("pk", *_COLUMNS.values())[: SAMPLE + 1])


def _tally(rows: Sequence[tuple[Any, ...]], name: str) -> Counter[Any]:
    column = list(_COLUMNS).index(name) + 1
    return Counter(row[column] for row in rows if row[column] is not None)


def _count_stances(rows: Iterable[tuple[Any, ...]]) -> Counter[Any]:
    members = list_memberships().filter(is_among("statement", (row[0] for row in rows)))
    return Counter(dict(members.values_list("stance").annotate(n=Count("statement", distinct=True))))


def _describe(form: StatementFilter, name: str, counts: Counter[Any], sides: dict[int, Actor], outlets: dict[int, Outlet]) -> Facet:
    chosen = form.cleaned_data.get(name)
    labels = {} if name in ("side", "outlet") else dict(form.fields[name].choices)  # type: ignore[attr-defined]
    choices = []
    for key, count in counts.most_common(SHOWN):
        row = sides.get(key) if name == "side" else outlets.get(key) if name == "outlet" else None
        value = str(row.slug if isinstance(row, Actor) else row.pk if row else key)
        is_chosen = chosen is not None and (chosen == row if row else chosen == key)
        parameters = form.as_parameters(**{name: None if is_chosen else value})
        choices.append(Choice(value, str(row or labels.get(key, key)), count, parameters, is_chosen, row if isinstance(row, Actor) else None))
    return Facet(name, str(form.fields[name].label), choices)
