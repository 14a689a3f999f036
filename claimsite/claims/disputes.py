"""What is most contested: pairs of statements that stand against each other, with who and what carries them.

Ranking reads plain values of many relations; rows are read for those that are shown.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from claimsite.claims.evidence import End, find_best
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind, Topic
from claimsite.claims.standing_alone import stands_alone
from claimsite.claims.strips import Strip, count_tallest, draw_strip
from claimsite.claims.wording import choose_wording_statement
from claimsite.core.languages import read_language
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Act, Actor, Statement

#: The newest contradictions that are looked at; what is older is found through claims and topics.
CANDIDATES = 150
#: A side's, or a language's, newest statements that are looked at.
RECENT_STATEMENTS = 2000
#: Topics on the first page; the others have pages of their own.
TOPICS = 8
#: The newest claims among which topics are looked for.
RECENT_CLAIMS = 1000
#: From this score on nearly all links are right (docs/quality.md); what is less sure never stands above what is surer, whoever carries it. Asked of the
#: best pair alone: two that are misread for one reason make a link no surer.
SURE = 0.75


class Stand(NamedTuple):
    """One end of what shows a contradiction: a statement and its claim."""

    claim: int
    end: End


@dataclass(slots=True)
class Half:
    """What carries one of the two claims of a dispute: a day for each statement, copies counted once, and the outlets and languages behind it."""

    days: list[dt.date] = field(default_factory=list)
    outlets: set[int] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)
    #: Which speakers say it in which act and language: what `_choose_words` may show instead of the statement that shows the contradiction.
    voices: set[tuple[int | None, str, str]] = field(default_factory=set)

    @property
    def newest(self) -> dt.date | None:
        """The day of the newest statement."""
        return max(self.days, default=None)


@dataclass(slots=True)
class Dispute:
    """A statement and the one that stands against it, and how widely both claims are carried; `said` and `against` are read when it is shown."""

    relation: int
    score: float | None
    best: float | None
    topic: int | None
    ends: tuple[Stand, Stand]
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
    """Contradictions between standing claims: between known sides first; of these what the machine is sure of,
    then what is in the reader's language, what many outlets carry, and the newest."""
    near = [set(_read_recent_claims(*each)) if any(each) else None for each in ((side.pk if side else None, None), (None, language or None))]
    rows = _read_contradictions(topic.pk if topic else None, *near)
    shown = find_best(row[0] for row in rows)
    carried = _count({claim for pk, a, b, *_ in rows if pk in shown for claim in (a, b)})
    disputes = []
    for pk, a, b, score, topic_a, topic_b in rows:
        if pk in shown:
            ends = _put_in_order(Stand(a, shown[pk].a), Stand(b, shown[pk].b))
            disputes.append(Dispute(pk, score, shown[pk].score, topic_a or topic_b, ends, (carried[ends[0].claim], carried[ends[1].claim])))
    reader = read_language()
    return sorted(disputes, key=lambda dispute: _rank(dispute, reader))


@prepared
def _read_contradictions(topic: Any, *near: Any) -> QuerySet[Any, Any]:
    """The newest; of each set of claims one end belongs to it."""
    found = ClaimRelation.objects.between_claims().filter(kind=RelationKind.CONTRADICTS)
    if topic is not None:
        found = found.filter(Q(claim_a__topic=topic) | Q(claim_b__topic=topic))
    for claims in near:
        if claims is not None:
            found = found.filter(is_among("claim_a", claims) | is_among("claim_b", claims))
    return found.order_by("-id").values_list("id", "claim_a", "claim_b", "score", "claim_a__topic", "claim_b__topic")[:CANDIDATES]


@prepared
def _read_recent_claims(side: Any, language: Any) -> QuerySet[Any, Any]:
    """Claims of the newest statements; read first, for within the other query the database would go through them four times."""
    conditions = {name: value for name, value in (("side", side), ("language", language)) if value is not None}
    newest = Statement.objects.standing().filter(**conditions).newest_first().values("pk")[:RECENT_STATEMENTS]
    return ClaimStatement.objects.standing().filter(statement__in=newest).order_by().values_list("claim", flat=True)


def group_by_topic(disputes: Iterable[Dispute], *, each: int) -> list[TopicDisputes]:
    """By topic in order of each topic's first dispute, ready to be shown; the same statement leads only one of them."""
    groups: dict[int | None, TopicDisputes] = {}
    seen: set[int] = set()
    for dispute in disputes:
        group = groups.setdefault(dispute.topic, TopicDisputes(None, []))
        pair = {each.end.statement for each in dispute.ends}
        if len(group.disputes) < each and not pair & seen:
            group.disputes.append(dispute)
            seen |= pair
        else:
            group.more += 1
    shown = {topic: group for topic, group in groups.items() if group.disputes}
    shown = dict(list(shown.items())[:TOPICS])
    topics = {topic.pk: topic for topic in _read_named(topic for topic in shown if topic is not None)}
    for topic, group in shown.items():
        group.topic = topics.get(topic) if topic is not None else None
        _draw_strips(group.disputes)
    _read([dispute for group in shown.values() for dispute in group.disputes])
    return list(shown.values())


@prepared
def _read_named(ids: Any) -> QuerySet[Topic]:
    return Topic.objects.filter(is_among("pk", ids)).order_by()


def list_topics(limit: int = 12) -> list[Topic]:
    """Topics of the newest claims, those with most of these first, each with its `claim_count`."""
    return choose_topics(list_recent_topics(limit), limit)


def list_recent_topics(limit: int) -> list[Topic]:
    """The same in order of how many of the newest claims they have; `choose_topics` takes fewer of them without asking again."""
    counts = Counter(_read_recent_topics())
    wanted = [pk for pk, _ in counts.most_common(limit)]
    topics = {topic.pk: topic for topic in _read_topics(wanted)}
    return [topics[pk] for pk in wanted]


@prepared
def _read_recent_topics() -> QuerySet[Any, Any]:
    recent = Claim.objects.standing().filter(topic__isnull=False, topic__merged_into__isnull=True)
    return recent.order_by("-id").values_list("topic", flat=True)[:RECENT_CLAIMS]


@prepared
def _read_topics(ids: Any) -> QuerySet[Topic]:
    claims = Count("claims", filter=Q(claims__merged_into__isnull=True))
    return Topic.objects.filter(is_among("pk", ids)).annotate(claim_count=claims).order_by()


def choose_topics(recent: Sequence[Topic], limit: int = 12) -> list[Topic]:
    """The first of `list_recent_topics`, those with most claims first."""
    topics: list[Any] = list(recent[:limit])
    return sorted(topics, key=lambda topic: (-topic.claim_count, topic.title))


def _count(claims: set[int]) -> dict[int, Half]:
    """What carries each claim."""
    carried: dict[int, Half] = defaultdict(Half)
    for claim, outlet, language, day, copy_of, side, actor, act in _read_members(claims):
        half = carried[claim]
        half.outlets.add(outlet)
        half.languages.add(language)
        half.voices.add((_tell_party(side, actor), act, language))
        if copy_of is None:  # wire copy in four outlets is one statement, but all four carry it
            half.days.append(day)
    return carried


@prepared
def _read_members(claims: Any) -> QuerySet[Any, Any]:
    names = ("outlet", "language", "published_on", "copy_of", "side", "actor", "act")
    found = ClaimStatement.objects.standing_with_statement().filter(is_among("claim", claims)).order_by()
    return found.values_list("claim", *(f"statement__{name}" for name in names))


def _tell_party(side: int | None, actor: int | None) -> int | None:
    """Who speaks for one another: a side; of no side each speaker alone, below zero; None if nobody is known."""
    return side if side is not None else None if actor is None else -actor


def _build_party(refer: type[F]) -> Coalesce:
    """`_tell_party` of a membership in a query, `F`, or of that in the query around it, `OuterRef`."""
    return Coalesce(refer("statement__side"), 0 - refer("statement__actor"))


def _put_in_order(a: Stand, b: Stand) -> tuple[Stand, Stand]:
    """What is put forward before what denies it; else the older one first."""
    if (a.end.act == Act.DENIES) != (b.end.act == Act.DENIES):
        return (b, a) if a.end.act == Act.DENIES else (a, b)
    return (a, b) if (a.end.published_on, a.end.statement) <= (b.end.published_on, b.end.statement) else (b, a)


def _rank(dispute: Dispute, language: str) -> tuple[bool, bool, bool, bool, float, int, int]:
    """What is as likely wrong as right should not lead because many outlets carry it, nor half a sentence, nor words that the reader does not know."""
    sides = {each.end.side for each in dispute.ends}
    is_between_sides = None not in sides and len(sides) == 2
    sureness = 0.5 if dispute.score is None else dispute.score
    is_doubtful = sureness < SURE or (dispute.best is not None and dispute.best < SURE)
    newest = (dispute.newest or dt.date.min).toordinal()
    ends = [each.end for each in dispute.ends]
    is_torn = not all(stands_alone(end.words, end.language, is_denied=end.act == Act.DENIES) for end in ends)
    spoken = [(_tell_party(end.side, end.actor), end.act, language) for end in ends]
    is_foreign = not all(voice in half.voices for voice, half in zip(spoken, dispute.halves, strict=True))
    return not is_between_sides, is_doubtful, is_torn, is_foreign, -dispute.outlets * sureness, -newest, -dispute.relation


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
    ends = [each for dispute in disputes for each in dispute.ends]
    language = read_language()
    members = _read_words({each.end.statement for each in ends}, {each.claim for each in ends}, language)
    by_end = {(row.claim_id, row.statement_id): row for row in members}
    by_voice: dict[tuple[Any, ...], list[Statement]] = defaultdict(list)
    for row in members:
        by_voice[_describe_voice(row)].append(row.statement)
    for dispute in disputes:
        dispute.said, dispute.against = (_choose_words(by_end[each.claim, each.end.statement], by_voice, language) for each in dispute.ends)


@prepared
def _read_words(shown: Any, claims: Any, language: Any) -> QuerySet[ClaimStatement]:
    """What is shown, and what could stand for it in a language that it is not in."""
    members = ClaimStatement.objects.standing_with_statement().filter(is_among("claim", claims))
    alike = {"claim": OuterRef("claim"), "stance": OuterRef("stance"), "statement__act": OuterRef("statement__act")}
    foreign = ClaimStatement.objects.filter(is_among("statement", shown), **alike).annotate(party=_build_party(F))
    foreign = foreign.filter(party=_build_party(OuterRef))
    # The language first: only of what is in it has to be known whether it could stand for something.
    could = Q(statement__language=language) & Q(Exists(foreign.exclude(statement__language=language)))
    found = members.filter(is_among("statement", shown) | could).order_by("-statement")
    return found.select_related("statement__actor", "statement__side")[:RECENT_STATEMENTS]


def _describe_voice(row: ClaimStatement) -> tuple[Any, ...]:
    """What two members have in common that say the same."""
    statement = row.statement
    return row.claim_id, row.stance, _tell_party(statement.side_id, statement.actor_id), statement.act, statement.language


def _choose_words(best: ClaimStatement, by_voice: Mapping[tuple[Any, ...], list[Statement]], language: str) -> Statement:
    """The statement that shows an end best, or what its side says in the reader's language with the same stance and act."""
    if best.statement.language == language or _tell_party(best.statement.side_id, best.statement.actor_id) is None:
        return best.statement
    said = by_voice.get((*_describe_voice(best)[:-1], language))
    return choose_wording_statement(said) if said else best.statement
