"""Keeps with relations, memberships and statements how much each needs a person, whenever links or claims change."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from claimsite.claims.members import find_merged
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationKind
from claimsite.core.needs import measure_need
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.core.turns import Track, hold_rows
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

#: Claims that are rated at a time.
_BATCH = 500
#: Of a claim with more than twice so many members the first and the last tell whether those that nothing has happened to are rated right.
SAMPLE = 10
_COLUMNS = ("id", "claim", "statement", "score", "need")

#: Of a membership its id, claim, statement, score and need.
Row = tuple[int, int, int, float | None, int | None]
#: By id what a row's need is, and what it should be.
Needs = dict[int, tuple[int | None, int | None]]


def rate_claims(claims: Iterable[int]) -> None:
    """Rate anew what belongs to these claims: their statements, what joins these to them, and their relations.

    A statement is contested if a claim that it expresses is contradicted. A membership needs nobody where the statement is alone in its claim, a relation
    where one of its claims was merged into another. Only rows that differ are written; none of it is a decision, so no history names it.
    """
    wanted = sorted(set(claims))
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        _write(_judge(_list_members(claim__in=batch), frozenset()))
        _rate_relations(Q(claim_a__in=batch) | Q(claim_b__in=batch))


def rate_changes(claims: Iterable[int], *, statements: Collection[int], relations: Collection[int], merged: Collection[int]) -> None:
    """As `rate_claims`, after a run that has done something to no other statements and relations than these, and merged no other claims.

    What belongs to the rest of a large claim changes only if the claim comes to be contested or ceases to be; its first and last members tell.
    """
    wanted = set(claims)
    counted = ClaimStatement.objects.filter(claim__in=wanted).order_by().values_list("claim").annotate(n=models.Count("pk"))
    large = frozenset(pk for pk, n in counted if n > 2 * SAMPLE) - set(merged)
    sample = [row for claim in sorted(large) for order in ("id", "-id") for row in _list_members(order, claim=claim)[:SAMPLE] if row[2] not in statements]
    of_members, of_statements = _judge(sample, large)
    stale = {claim for pk, claim, statement, _, _ in sample if _differs(of_members[pk]) or _differs(of_statements[statement])}
    rows = [*_list_members(claim__in=wanted - large | stale), *_list_members(claim__in=large - stale, statement__in=statements)]
    _write(_judge(rows, large))
    _rate_relations(Q(pk__in=relations) | Q(claim_a__in=merged) | Q(claim_b__in=merged))


def _list_members(*order: str, **conditions: Any) -> Any:
    return ClaimStatement.objects.filter(**conditions).order_by(*order).values_list(*_COLUMNS)


def _differs(needs: tuple[int | None, int | None]) -> bool:
    return needs[0] != needs[1]


def _judge(rows: Iterable[Row], large: frozenset[int]) -> tuple[Needs, Needs]:
    """What memberships and their statements need, of claims whose members are all here or that are known to be large."""
    members = list(rows)
    spoken = {statement for _, _, statement, _, _ in members}
    homes: dict[int, set[int]] = defaultdict(set)
    for claim, statement in _read_homes(spoken):
        homes[statement].add(claim)
    near = {claim for _, claim, _, _, _ in members}.union(*homes.values())
    merged = find_merged(near)
    contested = _find_contested(near - merged)
    sizes = Counter(claim for each in homes.values() for claim in each)
    wanted: Needs = {}
    for pk, claim, statement, score, need in members:
        has_others = claim in large or sizes[claim] - (claim in homes[statement]) > 0
        is_rated = has_others and claim not in merged
        wanted[pk] = (need, measure_need(score, is_contested=claim in contested) if is_rated else None)
    return wanted, {pk: (need, measure_need(score, is_contested=not homes[pk].isdisjoint(contested))) for pk, score, need in _read_needs(spoken)}


@prepared
def _read_homes(statements: Any) -> models.QuerySet[Any, Any]:
    return ClaimStatement.objects.standing_with_statement().filter(is_among("statement", statements)).order_by().values_list("claim", "statement")


@prepared
def _read_needs(statements: Any) -> models.QuerySet[Any, Any]:
    return Statement.objects.filter(is_among("pk", statements)).order_by().values_list("id", "score", "need")


def _write(needs: tuple[Needs, Needs]) -> None:
    _store(ClaimStatement, needs[0])
    changed = [pk for pk, (need, right) in needs[1].items() if need != right]
    if changed:
        hold_rows(Statement.objects.filter(pk__in=changed), Track.STATEMENTS)
        _store(Statement, needs[1])


def _rate_relations(which: Q) -> None:
    rows = list(ClaimRelation.objects.filter(which).order_by().values_list("id", "kind", "score", "need", "claim_a", "claim_b"))
    merged = find_merged({pk for row in rows for pk in row[4:]})
    wanted = {
        pk: (need, None if merged & {a, b} else measure_need(score, is_contested=kind == RelationKind.CONTRADICTS)) for pk, kind, score, need, a, b in rows
    }
    _store(ClaimRelation, wanted)


def _find_contested(claims: set[int]) -> set[int]:
    """Those of these that a standing relation contradicts."""
    return {*_read_contested_as_a(claims), *_read_contested_as_b(claims)}


@prepared
def _read_contested_as_a(claims: Any) -> models.QuerySet[Any, Any]:
    return _list_contested("claim_a", claims)


@prepared
def _read_contested_as_b(claims: Any) -> models.QuerySet[Any, Any]:
    return _list_contested("claim_b", claims)


def _list_contested(end: str, claims: Any) -> models.QuerySet[Any, Any]:
    found = ClaimRelation.objects.standing().filter(is_among(end, claims), kind=RelationKind.CONTRADICTS)
    return found.order_by().values_list(end, flat=True).distinct()


def _store(table: type[models.Model], wanted: Mapping[int, tuple[int | None, int | None]]) -> None:
    """Write what differs, rows of the same need together."""
    by_need: dict[int | None, list[int]] = defaultdict(list)
    for pk, (need, right) in wanted.items():
        if need != right:
            by_need[right].append(pk)
    rows: Any = table._default_manager
    if len(by_need) <= 1:
        for need, pks in by_need.items():
            rows.filter(pk__in=pks).update(need=need)
    else:
        cases = [models.When(pk__in=pks, then=models.Value(need)) for need, pks in by_need.items()]
        changed = [pk for pks in by_need.values() for pk in pks]
        rows.filter(pk__in=changed).update(need=models.Case(*cases, output_field=models.PositiveSmallIntegerField(null=True)))
