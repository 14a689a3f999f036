"""What goes along when claims become one, or statements go from one to another: members and links; evidence follows (`linking.rehome`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from claimsite.claims.members import is_standing
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement
from claimsite.core.models import ReviewState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimsite.core.operations import Recorder

_OF_RELATION = ("kind", "score", "why", "state", "decided_at", "decided_by", "withdrawn_at", "added_by")


def get_ends(a: int, b: int) -> dict[str, int]:
    """Both claims of a relation, the lower id first."""
    return {"claim_a_id": min(a, b), "claim_b_id": max(a, b)}


def find_relation(a: int, b: int) -> ClaimRelation | None:
    """The relation between two claims, whatever its state."""
    return ClaimRelation.objects.select_for_update().filter(**get_ends(a, b)).first()


def carry_members(recorder: Recorder, given_up: Claim, kept: Claim, *, decided: Mapping[str, Any], refused: Mapping[str, Any]) -> None:
    """Give a claim the statements of another, as decisions; what was rejected there is rejected here, unless it has a place here."""
    there = {row.statement_id: row for row in kept.claim_statements.all()}
    for row in given_up.claim_statements.select_related("statement").order_by("id"):
        own = there.get(row.statement_id)
        if row.withdrawn_at is not None:
            continue
        if own is None:
            given = decided if is_standing(row) else refused
            recorder.create(ClaimStatement(claim=kept, statement=row.statement, stance=row.stance, score=row.score, why=row.why, **given))
        elif is_standing(row) and not is_standing(own):
            recorder.change(own, stance=row.stance, **decided)


def carry_relations(recorder: Recorder, given_up: Claim, kept: Claim) -> None:
    """Give a claim the links of another; where both are linked with a third, a decision counts more than a proposal."""
    for relation in _list_relations(given_up):
        third = _get_third(relation, given_up.pk)
        target = find_relation(kept.pk, third)
        if third == kept.pk:
            continue
        if target is None:
            recorder.create(_copy(relation, kept.pk, third))
        elif target.state == ReviewState.PROPOSED and relation.state != ReviewState.PROPOSED:
            recorder.change(target, **{name: getattr(relation, name) for name in _OF_RELATION})


def carry_links(recorder: Recorder, claim: Claim, target: Claim, moved: set[int]) -> None:
    """Links that statements show who go to another claim go with them; a decided link stays as long as other evidence is left."""
    for relation in _list_relations(claim):
        rows = list(relation.evidence.all())
        gone = [row for row in rows if {row.statement_a_id, row.statement_b_id} & moved]
        third = _get_third(relation, claim.pk)
        is_kept = relation.state != ReviewState.PROPOSED and len(gone) < len(rows)
        if gone and not is_kept and third != target.pk and find_relation(target.pk, third) is None:
            recorder.create(_copy(relation, target.pk, third))


def _list_relations(claim: Claim) -> list[ClaimRelation]:
    found = ClaimRelation.objects.select_for_update().filter(Q(claim_a=claim) | Q(claim_b=claim))
    return list(found.prefetch_related("evidence").order_by("id"))


def _get_third(relation: ClaimRelation, claim: int) -> int:
    return relation.claim_b_id if relation.claim_a_id == claim else relation.claim_a_id


def _copy(relation: ClaimRelation, a: int, b: int) -> ClaimRelation:
    return ClaimRelation(**get_ends(a, b), **{name: getattr(relation, name) for name in _OF_RELATION})
