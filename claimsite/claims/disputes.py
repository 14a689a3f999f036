"""What is most contested: pairs of statements that stand against each other, with who and what carries them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from claimsite.claims.linked import show_evidence, with_evidence
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationKind, Topic
from claimsite.statements.models import Act, Actor, Statement

#: The newest contradictions that are looked at; what is older is found through claims and topics.
CANDIDATES = 200


@dataclass(slots=True)
class Dispute:
    """A statement and the one that stands against it, and how widely both claims are carried."""

    relation: ClaimRelation
    said: Statement
    against: Statement
    outlets: int = 0
    languages: list[str] = field(default_factory=list)
    newest: dt.date | None = None


@dataclass(slots=True)
class TopicDisputes:
    """The disputes of a topic (None: of none), the most widely carried first; `more` counts those left out."""

    topic: Topic | None
    disputes: list[Dispute]
    more: int = 0


def list_disputes(*, topic: Topic | None = None, side: Actor | None = None, language: str = "") -> list[Dispute]:
    """Contradictions between standing claims: between known sides first; of these what many outlets carry and the machine is sure of, then the newest."""
    found = ClaimRelation.objects.standing().filter(kind=RelationKind.CONTRADICTS, claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True)
    if topic is not None:
        found = found.filter(Q(claim_a__topic=topic) | Q(claim_b__topic=topic))
    members = ClaimStatement.objects.standing_with_statement()
    if side is not None:
        claims = members.filter(statement__side=side).values("claim")
        found = found.filter(Q(claim_a__in=claims) | Q(claim_b__in=claims))
    if language:
        claims = members.filter(statement__language=language).values("claim")
        found = found.filter(Q(claim_a__in=claims) | Q(claim_b__in=claims))
    relations = with_evidence(found).select_related("claim_a__topic", "claim_b__topic").order_by("-id")[:CANDIDATES]
    disputes = [Dispute(relation, *_put_in_order(a, b)) for relation, a, b in show_evidence(list(relations)) if a is not None and b is not None]
    _count(disputes)
    disputes.sort(key=_rank)
    return disputes


def group_by_topic(disputes: Iterable[Dispute], *, each: int) -> list[TopicDisputes]:
    """By topic in order of each topic's first dispute; the same statement leads only one of them."""
    groups: dict[int | None, TopicDisputes] = {}
    seen: set[int] = set()
    for dispute in disputes:
        topic = dispute.relation.claim_a.topic or dispute.relation.claim_b.topic
        group = groups.setdefault(topic.pk if topic else None, TopicDisputes(topic, []))
        pair = {dispute.said.pk, dispute.against.pk}
        if len(group.disputes) < each and not pair & seen:
            group.disputes.append(dispute)
            seen |= pair
        else:
            group.more += 1
    return [group for group in groups.values() if group.disputes]


def list_topics(limit: int = 12) -> list[Topic]:
    """Topics with most claims, each with `claim_count`."""
    claims = Count("claims", filter=Q(claims__merged_into__isnull=True))
    return list(Topic.objects.filter(merged_into__isnull=True).annotate(claim_count=claims).filter(claim_count__gt=0).order_by("-claim_count", "title")[:limit])


def _rank(dispute: Dispute) -> tuple[bool, float, int]:
    """A link that is as likely wrong as right should not lead the page because many outlets carry its two halves."""
    sides = {dispute.said.side_id, dispute.against.side_id}
    is_between_sides = None not in sides and len(sides) == 2
    sureness = 0.5 if dispute.relation.score is None else dispute.relation.score
    return not is_between_sides, -dispute.outlets * sureness, -(dispute.newest or dt.date.min).toordinal()


def _put_in_order(a: Statement, b: Statement) -> tuple[Statement, Statement]:
    """What is put forward before what denies it; else the older one first."""
    if (a.act == Act.DENIES) != (b.act == Act.DENIES):
        return (b, a) if a.act == Act.DENIES else (a, b)
    return (a, b) if (a.published_on, a.pk) <= (b.published_on, b.pk) else (b, a)


def _count(disputes: Sequence[Dispute]) -> None:
    """Outlets, languages and the newest day of both claims of each."""
    claims = {pk for each in disputes for pk in (each.relation.claim_a_id, each.relation.claim_b_id)}
    rows = ClaimStatement.objects.standing_with_statement().filter(claim__in=claims)
    carried: dict[int, list[tuple[int, str, dt.date]]] = defaultdict(list)
    for claim, outlet, language, day in rows.order_by().values_list("claim", "statement__article__outlet", "statement__language", "statement__published_on"):
        carried[claim].append((outlet, language, day))
    for each in disputes:
        members = carried[each.relation.claim_a_id] + carried[each.relation.claim_b_id]
        each.outlets = len({outlet for outlet, _, _ in members})
        each.languages = sorted({language for _, language, _ in members})
        each.newest = max((day for _, _, day in members), default=None)
