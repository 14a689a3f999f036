"""Who of a dispute has said nothing to a claim. Silence is no agreement: all that is known is that no statement was found."""

from __future__ import annotations

from django.db.models import Q

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind
from claimsite.statements.models import Actor

#: Sides named at most, those first that say most in the dispute.
SHOWN = 12


def list_silent(claim: Claim) -> list[Actor]:
    """Sides that speak in the claim's dispute, but neither to it nor to a claim that contradicts or repeats it; who says most first. Three queries."""
    if claim.topic_id is None:
        return []
    members = ClaimStatement.objects.standing_with_statement().filter(claim__merged_into__isnull=True, statement__side__isnull=False)
    kinds = [RelationKind.CONTRADICTS, RelationKind.REPEATS]
    links = ClaimRelation.objects.standing().filter(Q(claim_a=claim) | Q(claim_b=claim), kind__in=kinds).values_list("claim_a", "claim_b")
    near = {pk for pair in links for pk in pair} | {claim.pk}
    heard = set(members.filter(claim__in=near).values_list("statement__side", flat=True))
    silent: dict[int, int] = {}
    for side in members.filter(claim__topic=claim.topic_id).order_by().values_list("statement__side", flat=True):
        if side is not None and side not in heard:
            silent[side] = silent.get(side, 0) + 1
    rows = Actor.objects.in_bulk(sorted(silent, key=lambda pk: (-silent[pk], pk))[:SHOWN])
    return sorted(rows.values(), key=lambda side: (-silent[side.pk], side.pk))
