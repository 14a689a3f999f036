"""Saying which claim a statement expresses, by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.claims.models import Claim, ClaimStatement, Stance
from claimsite.core.models import ReviewState
from claimsite.core.operations import OperationError, Recorder, operate

if TYPE_CHECKING:
    from claimsite.core.models import Operation, User
    from claimsite.statements.models import Statement

KIND = "place-statement"


def place_statement(statement: Statement, claim: Claim, *, by: User, stance: str = Stance.SUPPORTS, reason: str = "") -> Operation:
    """Say that a statement expresses a claim, whichever it was counted to before; the machine leaves it there.

    Of the claims that it had by then, those that nothing else holds and nobody worded go into this one; in the others its place is rejected.

    Args:
        statement: any that stands.
        claim: where it belongs.
        by: who says so.
        stance: one of `Stance`.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        OperationError: if the claim was merged into another.
        ValueError: for an unknown stance.
    """
    if stance not in Stance.values:
        raise ValueError(f"unknown stance {stance!r}; known are {', '.join(Stance.values)}")
    decided = {"decided_at": timezone.now(), "decided_by": by, "withdrawn_at": None}
    with operate(KIND, by=by, summary=claim.text[:120], reason=reason) as recorder:
        claim.refresh_from_db(from_queryset=Claim.objects.select_for_update())
        if claim.merged_into_id is not None:
            raise OperationError(_("“%(claim)s” was merged into another claim.") % {"claim": claim.text[:120]})
        there = claim.claim_statements.filter(statement=statement).first()
        given = {"stance": stance, "state": ReviewState.ACCEPTED, **decided}
        if there is None:
            recorder.create(ClaimStatement(claim=claim, statement=statement, **given))
        else:
            recorder.change(there, **given)
        for row in ClaimStatement.objects.standing().filter(statement=statement, claim__merged_into__isnull=True).exclude(claim=claim).select_related("claim"):
            _leave(recorder, row, claim, rejected={"state": ReviewState.REJECTED, **decided})
    return recorder.operation


def _leave(recorder: Recorder, row: ClaimStatement, claim: Claim, *, rejected: dict[str, object]) -> None:
    former = row.claim
    is_held = former.worded_by_id is not None or former.claim_statements.exclude(pk=row.pk).exists()
    is_held = is_held or former.relations_as_a.exists() or former.relations_as_b.exists() or former.merged_from.exists()
    if is_held:
        recorder.change(row, **rejected)
    else:
        recorder.change(former, merged_into=claim)
