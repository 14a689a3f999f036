"""Who stands against whom, read as plain values: a figure counts hundreds of contradictions and shows no row of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet

from claimsite.claims.evidence import End, find_best
from claimsite.claims.models import ClaimRelation, RelationKind
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among


class Pair(NamedTuple):
    """A contradiction by the statements that show it best; `claim` is one of its two claims, another than those asked about if there is one."""

    relation: int
    claim: int
    ends: tuple[End, End]


def find_pairs(claims: Iterable[int]) -> list[Pair]:
    """Standing contradictions of claims that standing statements show, the surest first. Two queries."""
    wanted = set(claims)
    relations = _read_contradictions(wanted)
    best = find_best(pk for pk, _, _ in relations)
    return [Pair(pk, a if b in wanted else b, (best[pk].a, best[pk].b)) for pk, a, b in relations if pk in best]


@prepared
def _read_contradictions(claims: Any) -> QuerySet[Any, Any]:
    found = ClaimRelation.objects.between_claims().filter(is_among("claim_a", claims) | is_among("claim_b", claims), kind=RelationKind.CONTRADICTS)
    return found.order_by("-score", "id").values_list("id", "claim_a", "claim_b")
