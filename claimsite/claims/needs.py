"""Keeps with relations, memberships and statements how much each needs a person, whenever links or claims change."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind
from claimsite.core.needs import measure_need
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Claims that are rated at a time.
_BATCH = 500


def rate_claims(claims: Iterable[int]) -> None:
    """Rate anew what belongs to these claims: their statements, what joins these to them, and their relations.

    A statement is contested if a claim that it expresses is contradicted. A membership needs nobody where the statement is alone in its claim, a relation
    where one of its claims was merged into another. Only rows that differ are written; none of it is a decision, so no history names it.
    """
    wanted = sorted(set(claims))
    for start in range(0, len(wanted), _BATCH):
        _rate(wanted[start : start + _BATCH])


def _rate(claims: list[int]) -> None:
    members = list(ClaimStatement.objects.filter(claim__in=claims).order_by().values_list("id", "claim", "statement", "score", "need"))
    spoken = {statement for _, _, statement, _, _ in members}
    homes: dict[int, set[int]] = defaultdict(set)
    for claim, statement in ClaimStatement.objects.standing_with_statement().filter(statement__in=spoken).order_by().values_list("claim", "statement"):
        homes[statement].add(claim)
    near = set(claims).union(*homes.values())
    merged = set(Claim.objects.filter(pk__in=near, merged_into__isnull=False).values_list("pk", flat=True))
    contested = _find_contested(near - merged)
    sizes = Counter(claim for each in homes.values() for claim in each)
    wanted: dict[int, tuple[int | None, int | None]] = {}
    for pk, claim, statement, score, need in members:
        has_others = sizes[claim] - (claim in homes[statement]) > 0
        is_rated = has_others and claim not in merged
        wanted[pk] = (need, measure_need(score, is_contested=claim in contested) if is_rated else None)
    _store(ClaimStatement, wanted)
    rows = Statement.objects.filter(pk__in=spoken).order_by().values_list("id", "score", "need")
    _store(Statement, {pk: (need, measure_need(score, is_contested=not homes[pk].isdisjoint(contested))) for pk, score, need in rows})
    _rate_relations(claims)


def _rate_relations(claims: list[int]) -> None:
    found = ClaimRelation.objects.filter(Q(claim_a__in=claims) | Q(claim_b__in=claims)).order_by()
    rows = list(found.values_list("id", "kind", "score", "need", "claim_a", "claim_b"))
    ends = {pk for row in rows for pk in row[4:]}
    merged = set(Claim.objects.filter(pk__in=ends, merged_into__isnull=False).values_list("pk", flat=True))
    wanted = {
        pk: (need, None if merged & {a, b} else measure_need(score, is_contested=kind == RelationKind.CONTRADICTS)) for pk, kind, score, need, a, b in rows
    }
    _store(ClaimRelation, wanted)


def _find_contested(claims: set[int]) -> set[int]:
    """Those of these that a standing relation contradicts."""
    found = ClaimRelation.objects.standing().filter(Q(claim_a__in=claims) | Q(claim_b__in=claims), kind=RelationKind.CONTRADICTS).order_by()
    return {pk for pair in found.values_list("claim_a", "claim_b") for pk in pair} & claims


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
