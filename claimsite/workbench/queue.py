"""What waits for a decision, in the order in which decisions help most: what is in dispute first, and of that what the machine is least sure of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement
from claimsite.core.paging import Order
from claimsite.core.querysets import is_awaiting_review, is_standing
from claimsite.statements.models import Statement

RELATIONS, STATEMENTS, SPEAKERS, MEMBERSHIPS = "relations", "statements", "speakers", "memberships"
NEED = Order("need", int, is_ascending=True)
#: Of a topic's claims and statements no more are looked at; the rest follows when these are decided.
TOPIC_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Queue:
    """One kind of proposals: how its rows are shown, in what order they come, and which there are (by language and topic, both may be empty).

    `row_kind` is their name among `core.rows.ROWS`.
    """

    title: str | Promise
    order: str | Promise
    template: str
    row_kind: str
    find: Callable[[str, str], QuerySet[Any]]


def list_statements(language: str = "", topic: str = "") -> QuerySet[Statement]:
    """Statements that nobody has decided, with speaker, article and outlet at hand."""
    found = Statement.objects.awaiting_review().counted_once().with_people()
    found = found.filter(language=language) if language else found
    if topic:
        # By ids: who asks for few of many must not walk through all that waits.
        members = ClaimStatement.objects.standing().filter(claim__topic__slug=topic)
        found = found.filter(pk__in=list(members.order_by().values_list("statement", flat=True)[:TOPIC_LIMIT]))
    return found


def list_relations(language: str = "", topic: str = "") -> QuerySet[ClaimRelation]:
    """Relations that nobody has decided, with both claims and, in `evidence`, the statements that show them, the best first."""
    found = ClaimRelation.objects.awaiting_review().filter(need__isnull=False)
    if language:
        found = found.filter(Q(claim_a__language=language) | Q(claim_b__language=language))
    if topic:
        claims = list(Claim.objects.standing().filter(topic__slug=topic).order_by().values_list("pk", flat=True)[:TOPIC_LIMIT])
        found = found.filter(Q(claim_a__in=claims) | Q(claim_b__in=claims))
    return found.with_evidence()


def list_speakers(language: str = "", topic: str = "") -> QuerySet[Statement]:
    """Statements whose speaker is in doubt: nobody was found, others were considered, or the speaker had been met hardly ever."""
    return list_statements(language, topic).filter(has_doubtful_speaker=True)


def list_memberships(language: str = "", topic: str = "") -> QuerySet[ClaimStatement]:
    """Statements that the machine put together with others into one claim."""
    found = ClaimStatement.objects.filter(is_awaiting_review(), is_standing("statement__"), need__isnull=False)
    if language:
        found = found.filter(statement__language=language)
    if topic:
        found = found.filter(claim__in=list(Claim.objects.standing().filter(topic__slug=topic).order_by().values_list("pk", flat=True)[:TOPIC_LIMIT]))
    people = [f"statement__{path}" for path in ("actor", "side", "article__outlet")]
    return found.select_related("claim", "decided_by", *people)


_CONTESTED_FIRST = _("What is contested comes first, and of that what the machine is least sure of.")
QUEUES: dict[str, Queue] = {
    RELATIONS: Queue(
        _("Relations"),
        _("Contradictions come first, and of these what the machine is least sure of."),
        "workbench/_relation_part.html",
        "relation",
        list_relations,
    ),
    STATEMENTS: Queue(_("Statements"), _CONTESTED_FIRST, "workbench/_statement_part.html", "statement", list_statements),
    SPEAKERS: Queue(
        _("Speakers in doubt"),
        _("Nobody was found, others were considered, or the speaker is new. What is contested comes first."),
        "workbench/_speaker_part.html",
        "statement",
        list_speakers,
    ),
    MEMBERSHIPS: Queue(
        _("Joined statements"),
        _("Statements that the machine takes for one claim. Contested claims come first, and of these what it is least sure of."),
        "workbench/_membership_part.html",
        "membership",
        list_memberships,
    ),
}
