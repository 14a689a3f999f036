"""What is most contested: pairs of statements that stand against each other, with who and what carries them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from claimsite.claims.linked import show_evidence, with_evidence
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationKind, Topic
from claimsite.claims.strips import Strip, count_tallest, draw_strip
from claimsite.statements.models import Act, Actor, Statement

#: The newest contradictions that are looked at; what is older is found through claims and topics.
CANDIDATES = 200


@dataclass(slots=True)
class Half:
    """What carries one of the two claims of a dispute: a day for each statement, and the outlets and languages behind it."""

    days: list[dt.date] = field(default_factory=list)
    outlets: set[int] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)

    @property
    def newest(self) -> dt.date | None:
        """The day of the newest statement."""
        return max(self.days, default=None)


@dataclass(slots=True)
class Dispute:
    """A statement and the one that stands against it, and how widely both claims are carried."""

    relation: ClaimRelation
    said: Statement
    against: Statement
    said_claim: int
    against_claim: int
    halves: tuple[Half, Half] = field(default_factory=lambda: (Half(), Half()))
    strip: Strip | None = None

    @property
    def outlets(self) -> int:
        """Outlets behind both claims."""
        return len(self.halves[0].outlets | self.halves[1].outlets)

    @property
    def languages(self) -> list[str]:
        """Languages of both claims."""
        return sorted(self.halves[0].languages | self.halves[1].languages)

    @property
    def newest(self) -> dt.date | None:
        """The newest day of both claims."""
        return max((day for half in self.halves for day in half.days), default=None)


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
    disputes = [_put_in_order(relation, a, b) for relation, a, b in show_evidence(list(relations)) if a is not None and b is not None]
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
    shown = [group for group in groups.values() if group.disputes]
    for group in shown:
        _draw_strips(group.disputes)
    return shown


def _draw_strips(disputes: Sequence[Dispute]) -> None:
    """On the same scale for all of a topic, so that they can be compared."""
    days = [day for dispute in disputes for half in dispute.halves for day in half.days]
    if not days:
        return
    first, last = min(days), max(days)
    tallest = count_tallest([half.days for dispute in disputes for half in dispute.halves], first=first, last=last)
    for dispute in disputes:
        said, against = dispute.halves
        dispute.strip = draw_strip(said.days, against.days, first=first, last=last, tallest=tallest)


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


def _put_in_order(relation: ClaimRelation, a: Statement, b: Statement) -> Dispute:
    """What is put forward before what denies it; else the older one first."""
    is_turned = a.act == Act.DENIES if (a.act == Act.DENIES) != (b.act == Act.DENIES) else (a.published_on, a.pk) > (b.published_on, b.pk)
    if is_turned:
        return Dispute(relation, b, a, relation.claim_b_id, relation.claim_a_id)
    return Dispute(relation, a, b, relation.claim_a_id, relation.claim_b_id)


def _count(disputes: Sequence[Dispute]) -> None:
    """What carries both claims of each."""
    claims = {pk for each in disputes for pk in (each.relation.claim_a_id, each.relation.claim_b_id)}
    rows = ClaimStatement.objects.standing_with_statement().filter(claim__in=claims)
    carried: dict[int, Half] = defaultdict(Half)
    for claim, outlet, language, day in rows.order_by().values_list("claim", "statement__article__outlet", "statement__language", "statement__published_on"):
        carried[claim].outlets.add(outlet)
        carried[claim].languages.add(language)
        carried[claim].days.append(day)
    for each in disputes:
        each.halves = carried[each.said_claim], carried[each.against_claim]
