"""Who of a dispute has said nothing to a claim. Silence is no agreement: all that is known is that no statement was found."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Actor
from claimsite.statements.sides import read_actors

#: Sides named at most, those first that say most in the dispute.
SHOWN = 12


def list_silent(claim: Claim) -> list[Actor]:
    """Sides that speak in the claim's dispute, but neither to it nor to a claim that contradicts or repeats it; who says most first. Four queries."""
    if claim.topic_id is None:
        return []
    near = {pk for pair in _read_near(claim.pk) for pk in pair} | {claim.pk}
    heard = set(_read_heard(near))
    counts = {side: n for side, n in _count_sides(claim.topic_id) if side not in heard}
    rows = read_actors(sorted(counts, key=lambda pk: (-counts[pk], pk))[:SHOWN])
    return sorted(rows, key=lambda side: (-counts[side.pk], side.pk))


def _list_members() -> QuerySet[ClaimStatement]:
    return ClaimStatement.objects.standing_with_statement().filter(claim__merged_into__isnull=True, statement__side__isnull=False).order_by()


@prepared
def _read_near(claim: Any) -> QuerySet[Any, Any]:
    """What contradicts or repeats it."""
    found = ClaimRelation.objects.standing().filter(Q(claim_a=claim) | Q(claim_b=claim), kind__in=[RelationKind.CONTRADICTS, RelationKind.REPEATS])
    return found.order_by().values_list("claim_a", "claim_b")


@prepared
def _read_heard(claims: Any) -> QuerySet[Any, Any]:
    return _list_members().filter(is_among("claim", claims)).values_list("statement__side", flat=True).distinct()


@prepared
def _count_sides(topic: Any) -> QuerySet[Any, Any]:
    """How much each side says in a dispute."""
    return _list_members().filter(claim__topic=topic).values_list("statement__side").annotate(n=Count("pk"))
