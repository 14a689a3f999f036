"""What follows an operation on claims, and taking one back although the machine has gone on since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from claimsite.claims.linking import rehome
from claimsite.claims.members import REASON
from claimsite.claims.models import Claim, ClaimOperation, ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.claims.needs import rate_claims
from claimsite.core.history import save_signed
from claimsite.core.models import Operation, ReviewState
from claimsite.core.operations import OperationError, list_changed, undo_operation
from claimsite.core.turns import in_turn

if TYPE_CHECKING:
    from claimsite.core.models import User

_UNDECIDED = {"state": ReviewState.PROPOSED}


def follow_operation(operation: Operation) -> None:
    """List an operation with the claims that it concerns, bring evidence where its statements are now, and let forms that somebody has open notice."""
    members = ClaimStatement.history.filter(id__in=list_changed(operation, ClaimStatement))
    pairs = set(members.values_list("claim_id", "statement_id"))
    claims = set(list_changed(operation, Claim)) | {claim for claim, _ in pairs}
    for ends in ClaimRelation.objects.filter(pk__in=list_changed(operation, ClaimRelation)).values_list("claim_a", "claim_b"):
        claims |= set(ends)
    if not claims:
        rate_claims(find_near(operation))
        return
    moved = rehome({statement for _, statement in pairs})
    if moved and operation.undone_at is None:
        operation.changes.append({"model": RelationEvidence._meta.label, "pk": None, "moved": moved})
        operation.save(update_fields=["changes"])
    there = Claim.objects.filter(pk__in=claims)
    ClaimOperation.objects.bulk_create([ClaimOperation(claim=claim, operation=operation) for claim in there], ignore_conflicts=True)
    there.update(revision=F("revision") + 1)
    rate_claims(find_near(operation))


@in_turn()
def undo_claim_operation(operation: Operation, *, by: User) -> Operation:
    """Take back all that an operation did to claims, although the machine may have gone on since.

    What the machine has added to a claim that goes with it returns to where that claim came from, and evidence to its old relation.

    Raises:
        OperationError: if it is undone already, or a person has decided since about what it did; nothing is changed then.
    """
    _check_untouched(operation)
    near = find_near(operation)
    made = set(_list_made(operation, Claim))
    loose = list(RelationEvidence.objects.filter(relation__in=_list_made(operation, ClaimRelation)))
    members, relations = list_changed(operation, ClaimStatement), list_changed(operation, ClaimRelation)
    origin = ClaimStatement.objects.filter(pk__in=members).exclude(claim__in=made).values_list("claim", flat=True).first()
    for member in ClaimStatement.objects.filter(claim__in=made, **_UNDECIDED).exclude(pk__in=members):
        if origin is not None and not ClaimStatement.objects.filter(claim=origin, statement=member.statement_id).exists():
            member.claim_id = origin
            save_signed(member, by=None, reason=REASON)
        else:
            member.delete()
    for relation in ClaimRelation.objects.filter(Q(claim_a__in=made) | Q(claim_b__in=made), **_UNDECIDED).exclude(pk__in=relations):
        loose.extend(relation.evidence.all())
        relation.delete()
    homes = {(a, b): relation for note in operation.changes for a, b, relation in note.get("moved", ())}
    _leave_derived(operation)
    undo_operation(operation, by=by)
    for row in loose:
        row.pk = None
    rehome((), loose, homes)
    rate_claims(find_near(operation) | near)
    return operation


def find_near(operation: Operation) -> set[int]:
    """Claims that an operation and its undoing may let stand otherwise, with those that they are linked with; rows that are gone count by their history."""
    claims = set(list_changed(operation, Claim))
    claims |= set(ClaimStatement.history.filter(id__in=list_changed(operation, ClaimStatement)).values_list("claim", flat=True))
    for ends in ClaimRelation.history.filter(id__in=list_changed(operation, ClaimRelation)).values_list("claim_a", "claim_b"):
        claims |= set(ends)
    for ends in ClaimRelation.objects.filter(Q(claim_a__in=claims) | Q(claim_b__in=claims)).values_list("claim_a", "claim_b"):
        claims |= set(ends)
    return claims


#: What people decide about rows of each table.
_DECIDED = {
    Claim: ("worded_by_id", "merged_into_id"),
    ClaimStatement: ("state", "decided_at", "decided_by_id", "stance"),
    ClaimRelation: ("state", "decided_at", "decided_by_id", "kind"),
}


def _check_untouched(operation: Operation) -> None:
    """That nobody has decided about what the operation made; what only the machine has changed is no decision."""
    for model, names in _DECIDED.items():
        for row in model._default_manager.filter(pk__in=_list_made(operation, model)):
            first = model.history.filter(id=row.pk, history_type="+").order_by("history_id").first()  # type: ignore[attr-defined]
            is_decided = getattr(row, "state", None) != ReviewState.PROPOSED
            if is_decided and any(getattr(row, name) != getattr(first, name) for name in names):
                raise OperationError(_("Somebody has changed “%(row)s” since. Undo that first.") % {"row": str(row)[:80]})


def _list_made(operation: Operation, model: type[models.Model]) -> list[Any]:
    return [note["pk"] for note in operation.changes if note["model"] == model._meta.label and note.get("made")]


def _leave_derived(operation: Operation) -> None:
    """Evidence finds its way by itself, and topics are the machine's: where it has gathered claims anew since, there is nothing to take back."""
    kept = []
    for note in operation.changes:
        if "moved" in note or (note["model"] == Topic._meta.label and note.get("made") and _has_others(note["pk"], operation)):
            continue
        after = note.get("after", {})
        if note["model"] == Claim._meta.label and "topic" in after and not Claim.objects.filter(pk=note["pk"], topic=after["topic"]).exists():
            note = {**note, **{side: {name: value for name, value in note[side].items() if name != "topic"} for side in ("before", "after")}}
        kept.append(note)
    operation.changes = kept
    operation.save(update_fields=["changes"])


def _has_others(topic: int, operation: Operation) -> bool:
    return Claim.objects.filter(topic=topic).exclude(pk__in=list_changed(operation, Claim)).exists() or Topic.objects.filter(merged_into=topic).exists()
