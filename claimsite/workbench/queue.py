"""What waits for a decision, in the order in which decisions help most: what is in dispute first, and of that what the machine is least sure of."""

from __future__ import annotations

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from claimsite.claims.models import ClaimRelation, RelationEvidence, RelationKind
from claimsite.core.paging import Order
from claimsite.core.querysets import is_standing
from claimsite.statements.models import Statement

RELATIONS, STATEMENTS = "relations", "statements"
KINDS = (RELATIONS, STATEMENTS)
NEED = Order("need", int, is_ascending=True)
#: Scores in thousandths; an unknown one counts as even. What is in dispute comes before all that is not.
_UNSURE, _STEP = 500, 2000


def list_statements(language: str = "") -> QuerySet[Statement]:
    """Statements that nobody has decided, with speaker, article and outlet at hand."""
    contradictions = RelationEvidence.objects.filter(
        Q(statement_a=OuterRef("pk")) | Q(statement_b=OuterRef("pk")), is_standing("relation__"), kind=RelationKind.CONTRADICTS
    )
    found = Statement.objects.awaiting_review().with_people()
    found = found.filter(language=language) if language else found
    return _rate(found, Exists(contradictions))


def list_relations(language: str = "") -> QuerySet[ClaimRelation]:
    """Relations that nobody has decided, with both claims and, in `evidence`, the statements that show them, the best first."""
    found = ClaimRelation.objects.awaiting_review().filter(claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True)
    if language:
        found = found.filter(Q(claim_a__language=language) | Q(claim_b__language=language))
    return _rate(found.with_evidence(), Q(kind=RelationKind.CONTRADICTS))


def _rate(found: QuerySet, is_disputed: Exists | Q) -> QuerySet:
    sureness = Coalesce(Cast(F("score") * 1000, IntegerField()), Value(_UNSURE))
    return found.annotate(need=sureness + Case(When(is_disputed, then=Value(0)), default=Value(_STEP), output_field=IntegerField()))
