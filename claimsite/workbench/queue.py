"""What waits for a decision, in the order in which decisions help most: what is in dispute first, and of that what the machine is least sure of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationEvidence, RelationKind
from claimsite.core.paging import Order
from claimsite.core.querysets import is_awaiting_review, is_standing
from claimsite.statements.models import Statement

RELATIONS, STATEMENTS, SPEAKERS, MEMBERSHIPS = "relations", "statements", "speakers", "memberships"
NEED = Order("need", int, is_ascending=True)
#: Scores in thousandths; an unknown one counts as even. What is in dispute comes before all that is not.
_UNSURE, _STEP = 500, 2000
#: Speakers whom the machine met so few times are new to it.
_SEEN_OFTEN = 3


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of proposals: how its rows are shown, in what order they come, and which there are (by language and topic, both may be empty)."""

    title: str | Promise
    order: str | Promise
    template: str
    find: Callable[[str, str], QuerySet[Any]]


def list_statements(language: str = "", topic: str = "") -> QuerySet[Statement]:
    """Statements that nobody has decided, with speaker, article and outlet at hand."""
    return _rate(_find_statements(language, topic), Exists(_find_contradictions("pk")))


def list_relations(language: str = "", topic: str = "") -> QuerySet[ClaimRelation]:
    """Relations that nobody has decided, with both claims and, in `evidence`, the statements that show them, the best first."""
    found = ClaimRelation.objects.awaiting_review().filter(claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True)
    if language:
        found = found.filter(Q(claim_a__language=language) | Q(claim_b__language=language))
    if topic:
        found = found.filter(Q(claim_a__topic__slug=topic) | Q(claim_b__topic__slug=topic))
    return _rate(found.with_evidence(), Q(kind=RelationKind.CONTRADICTS))


def list_speakers(language: str = "", topic: str = "") -> QuerySet[Statement]:
    """Statements whose speaker is in doubt: nobody was found, others were considered, or the speaker has been met hardly ever; disputed ones first."""
    others = Statement.objects.filter(actor=OuterRef("actor")).order_by().values("actor")[_SEEN_OFTEN : _SEEN_OFTEN + 1]
    doubtful = Q(actor__isnull=True) | ~Q(alternatives=[]) | ~Exists(others)
    return _rate(_find_statements(language, topic).filter(doubtful), Exists(_find_contradictions("pk")))


def list_memberships(language: str = "", topic: str = "") -> QuerySet[ClaimStatement]:
    """Statements that the machine put together with others into one claim; of contested claims first."""
    others = ClaimStatement.objects.standing().filter(claim=OuterRef("claim")).exclude(pk=OuterRef("pk"))
    found = ClaimStatement.objects.filter(Exists(others), is_awaiting_review(), is_standing("statement__"), claim__merged_into__isnull=True)
    if language:
        found = found.filter(statement__language=language)
    if topic:
        found = found.filter(claim__topic__slug=topic)
    people = [f"statement__{path}" for path in ("actor", "side", "article__outlet")]
    relations = ClaimRelation.objects.standing().filter(kind=RelationKind.CONTRADICTS)
    contested = Exists(relations.filter(claim_a=OuterRef("claim"))) | Exists(relations.filter(claim_b=OuterRef("claim")))
    return _rate(found.select_related("claim", "decided_by", *people), contested)


_CONTESTED_FIRST = _("What is contested comes first, and of that what the machine is least sure of.")
QUEUES: dict[str, Queue] = {
    RELATIONS: Queue(
        _("Relations"), _("Contradictions come first, and of these what the machine is least sure of."), "workbench/_relation_part.html", list_relations
    ),
    STATEMENTS: Queue(_("Statements"), _CONTESTED_FIRST, "workbench/_statement_part.html", list_statements),
    SPEAKERS: Queue(
        _("Speakers in doubt"),
        _("Nobody was found, others were considered, or the speaker is new. What is contested comes first."),
        "workbench/_speaker_part.html",
        list_speakers,
    ),
    MEMBERSHIPS: Queue(
        _("Joined statements"),
        _("Statements that the machine takes for one claim. Contested claims come first, and of these what it is least sure of."),
        "workbench/_membership_part.html",
        list_memberships,
    ),
}


def _find_statements(language: str, topic: str) -> QuerySet[Statement]:
    found = Statement.objects.awaiting_review().counted_once().with_people()
    found = found.filter(language=language) if language else found
    if topic:
        members = ClaimStatement.objects.standing().filter(statement=OuterRef("pk"), claim__topic__slug=topic)
        found = found.filter(Exists(members))
    return found


def _find_contradictions(statement: str) -> QuerySet[RelationEvidence]:
    either = Q(statement_a=OuterRef(statement)) | Q(statement_b=OuterRef(statement))
    return RelationEvidence.objects.filter(either, is_standing("relation__"), kind=RelationKind.CONTRADICTS)


def _rate(found: QuerySet[Any], is_disputed: Exists | Q | Any) -> QuerySet[Any]:
    sureness = Coalesce(Cast(F("score") * 1000, IntegerField()), Value(_UNSURE))
    return found.annotate(need=sureness + Case(When(is_disputed, then=Value(0)), default=Value(_STEP), output_field=IntegerField()))
