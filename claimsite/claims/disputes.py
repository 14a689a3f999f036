"""What is most contested: pairs of statements that stand against each other, with who and what carries them.

Ranking reads plain values of many relations; rows are read for those that are shown.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.utils.translation import get_language

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, RelationKind, Topic
from claimsite.claims.strips import Strip, count_tallest, draw_strip
from claimsite.claims.wording import choose_wording_statement
from claimsite.core.querysets import is_among, is_standing
from claimsite.statements.models import Act, Actor, Statement

#: The newest contradictions that are looked at; what is older is found through claims and topics.
CANDIDATES = 150
#: A side's, or a language's, newest statements that are looked at.
RECENT_STATEMENTS = 2000
#: Topics on the first page; the others have pages of their own.
TOPICS = 8
#: The newest claims among which topics are looked for.
RECENT_CLAIMS = 1000
#: From this score on nearly all links are right (docs/quality.md); what is less sure never stands above what is surer, whoever carries it.
SURE = 0.7


class Evidence(NamedTuple):
    """One end of what shows a contradiction."""

    statement: int
    claim: int
    act: str
    side: int | None
    published_on: dt.date


@dataclass(slots=True)
class Half:
    """What carries one of the two claims of a dispute: a day for each statement, copies counted once, and the outlets and languages behind it."""

    days: list[dt.date] = field(default_factory=list)
    outlets: set[int] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)

    @property
    def newest(self) -> dt.date | None:
        """The day of the newest statement."""
        return max(self.days, default=None)


@dataclass(slots=True)
class Dispute:
    """A statement and the one that stands against it, and how widely both claims are carried; `said` and `against` are read when it is shown."""

    relation: int
    score: float | None
    topic: int | None
    ends: tuple[Evidence, Evidence]
    halves: tuple[Half, Half]
    said: Statement | None = None
    against: Statement | None = None
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
    for conditions in ({"side": side} if side else {}, {"language": language} if language else {}):
        if conditions:
            newest = Statement.objects.standing().filter(**conditions).newest_first().values("pk")[:RECENT_STATEMENTS]
            # Read first: within the other query the database would go through them four times.
            claims = set(ClaimStatement.objects.standing().filter(statement__in=newest).order_by().values_list("claim", flat=True))
            found = found.filter(is_among("claim_a", claims) | is_among("claim_b", claims))
    fields = ("id", "claim_a", "claim_b", "score", "claim_a__topic", "claim_b__topic")
    rows = list(found.order_by("-id").values_list(*fields)[:CANDIDATES])
    shown = _find_evidence({pk: (a, b) for pk, a, b, *_ in rows})
    carried = _count({claim for ends in shown.values() for claim in (ends[0].claim, ends[1].claim)})
    disputes = []
    for pk, _, _, score, topic_a, topic_b in rows:
        if pk in shown:
            ends = _put_in_order(*shown[pk])
            disputes.append(Dispute(pk, score, topic_a or topic_b, ends, (carried[ends[0].claim], carried[ends[1].claim])))
    return sorted(disputes, key=_rank)


def group_by_topic(disputes: Iterable[Dispute], *, each: int) -> list[TopicDisputes]:
    """By topic in order of each topic's first dispute, ready to be shown; the same statement leads only one of them."""
    groups: dict[int | None, TopicDisputes] = {}
    seen: set[int] = set()
    for dispute in disputes:
        group = groups.setdefault(dispute.topic, TopicDisputes(None, []))
        pair = {end.statement for end in dispute.ends}
        if len(group.disputes) < each and not pair & seen:
            group.disputes.append(dispute)
            seen |= pair
        else:
            group.more += 1
    shown = {topic: group for topic, group in groups.items() if group.disputes}
    shown = dict(list(shown.items())[:TOPICS])
    topics = Topic.objects.in_bulk([topic for topic in shown if topic is not None])
    for topic, group in shown.items():
        group.topic = topics.get(topic) if topic is not None else None
        _draw_strips(group.disputes)
    _read([dispute for group in shown.values() for dispute in group.disputes])
    return list(shown.values())


def list_topics(limit: int = 12) -> list[Topic]:
    """Topics of the newest claims, those with most of these first, each with its `claim_count`."""
    return choose_topics(list_recent_topics(limit), limit)


def list_recent_topics(limit: int) -> list[Topic]:
    """The same in order of how many of the newest claims they have; `choose_topics` takes fewer of them without asking again."""
    recent = Claim.objects.standing().filter(topic__isnull=False, topic__merged_into__isnull=True).order_by("-id").values_list("topic", flat=True)
    counts = Counter(pk for pk in recent[:RECENT_CLAIMS] if pk is not None)
    wanted = [pk for pk, _ in counts.most_common(limit)]
    claims = Count("claims", filter=Q(claims__merged_into__isnull=True))
    topics = Topic.objects.annotate(claim_count=claims).in_bulk(wanted)
    return [topics[pk] for pk in wanted]


def choose_topics(recent: Sequence[Topic], limit: int = 12) -> list[Topic]:
    """The first of `list_recent_topics`, those with most claims first."""
    topics: list[Any] = list(recent[:limit])
    return sorted(topics, key=lambda topic: (-topic.claim_count, topic.title))


def _find_evidence(relations: dict[int, tuple[int, int]]) -> dict[int, tuple[Evidence, Evidence]]:
    """The statements that show each contradiction best, of its first and its second claim; of relations that no standing statements show none."""
    found = RelationEvidence.objects.filter(is_among("relation", relations), kind=RelationKind.CONTRADICTS)
    found = found.filter(is_standing("statement_a__"), is_standing("statement_b__")).order_by("-score", "id")
    fields = [f"statement_{end}{path}" for end in "ab" for path in ("", "__act", "__side", "__published_on")]
    rows = list(found.values_list("relation", *fields))
    statements = {pk for row in rows for pk in (row[1], row[5])}
    members = set(ClaimStatement.objects.standing().filter(is_among("statement", statements)).order_by().values_list("claim", "statement"))
    best: dict[int, tuple[Evidence, Evidence]] = {}
    for relation, *ends in rows:
        a, b = relations[relation]
        for (claim, one), (other_claim, other) in (((a, ends[:4]), (b, ends[4:])), ((a, ends[4:]), (b, ends[:4]))):
            if relation not in best and (claim, one[0]) in members and (other_claim, other[0]) in members:
                best[relation] = Evidence(one[0], claim, *one[1:]), Evidence(other[0], other_claim, *other[1:])
    return best


def _count(claims: set[int]) -> dict[int, Half]:
    """What carries each claim."""
    rows = ClaimStatement.objects.standing_with_statement().filter(is_among("claim", claims))
    carried: dict[int, Half] = defaultdict(Half)
    fields = ("statement__article__outlet", "statement__language", "statement__published_on", "statement__copy_of")
    for claim, outlet, language, day, copy_of in rows.order_by().values_list("claim", *fields):
        carried[claim].outlets.add(outlet)
        carried[claim].languages.add(language)
        if copy_of is None:  # wire copy in four outlets is one statement, but all four carry it
            carried[claim].days.append(day)
    return carried


def _put_in_order(a: Evidence, b: Evidence) -> tuple[Evidence, Evidence]:
    """What is put forward before what denies it; else the older one first."""
    if (a.act == Act.DENIES) != (b.act == Act.DENIES):
        return (b, a) if a.act == Act.DENIES else (a, b)
    return (a, b) if (a.published_on, a.statement) <= (b.published_on, b.statement) else (b, a)


def _rank(dispute: Dispute) -> tuple[bool, bool, float, int, int]:
    """A link that is as likely wrong as right should not lead the page because many outlets carry its two halves."""
    sides = {end.side for end in dispute.ends}
    is_between_sides = None not in sides and len(sides) == 2
    sureness = 0.5 if dispute.score is None else dispute.score
    return not is_between_sides, sureness < SURE, -dispute.outlets * sureness, -(dispute.newest or dt.date.min).toordinal(), -dispute.relation


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


def _read(disputes: Sequence[Dispute]) -> None:
    """The statements of what is shown, with their people; in the reader's language where one of the same side says the same in it."""
    ends = [end for dispute in disputes for end in dispute.ends]
    language = (get_language() or "").split("-")[0]
    shown = Q(statement__in={end.statement for end in ends}) | Q(statement__language=language)
    found = ClaimStatement.objects.standing_with_statement().filter(shown, claim__in={end.claim for end in ends}).order_by("-statement")
    members = list(found.select_related("statement__actor", "statement__side")[:RECENT_STATEMENTS])
    by_end = {(row.claim_id, row.statement_id): row for row in members}
    for dispute in disputes:
        dispute.said, dispute.against = (_choose_words(by_end[end.claim, end.statement], members, language) for end in dispute.ends)


def _choose_words(best: ClaimStatement, members: Sequence[ClaimStatement], language: str) -> Statement:
    """The statement that shows an end best, or what its side says in the reader's language with the same stance and act."""
    if best.statement.language == language:
        return best.statement
    said = [
        row.statement
        for row in members
        if (row.claim_id, row.stance, row.statement.language) == (best.claim_id, best.stance, language)
        and (row.statement.side_id, row.statement.act) == (best.statement.side_id, best.statement.act)
    ]
    return choose_wording_statement(said) if said else best.statement
