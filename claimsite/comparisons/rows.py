"""Which rows a comparison has and in what order, from ids alone: the words are read afterwards, for the rows that are shown."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet

from claimsite.claims.disputes import SURE
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationEvidence, RelationKind, Stance
from claimsite.core.models import ReviewState
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among, is_standing
from claimsite.statements.models import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimsite.claims.models import Topic

#: Beyond that the oldest statements do not count: a person compares tens of claims, not thousands.
MAX_MEMBERSHIPS = 20_000


class Membership(NamedTuple):
    """That a statement expresses a claim, with what ordering needs; `original` is the statement that counts for it and its copies in other outlets."""

    claim: int
    statement: int
    stance: str
    original: int
    side: int
    act: str
    outlet: int
    article: int
    actor: int | None
    language: str
    published_on: dt.date


class Against(NamedTuple):
    """A contradiction between two claims, and the two statements that show it best; `best` is the score of that pair alone."""

    relation: int
    score: float
    best: float
    statements: dict[int, int]


@dataclass
class Row:
    """A claim, the counterclaims folded into it, and the contradictions that it stands in, by the other claim."""

    claim: int
    members: list[Membership]
    folded: list[Membership] = field(default_factory=list)
    versus: dict[int, Against] = field(default_factory=dict)
    is_contested: bool = False

    @property
    def everything(self) -> list[Membership]:
        """All statements in the row."""
        return self.members + self.folded


@dataclass
class Frame:
    """What the table is cut from: all rows in order, and every statement of the chosen sides."""

    rows: list[Row]
    members: list[Membership]


def build_frame(
    side_index: Mapping[int, int], *, topic: Topic | None, since: dt.date | None, until: dt.date | None, only: str, sort: str = "contested"
) -> Frame:
    """Read, fold and order.

    Args:
        side_index: by id of an actor that is (or was merged into) a chosen side, which one.
        topic: None for all.
        since: first day, None for no limit.
        until: last day, None for no limit.
        only: "all", "contested", "unanswered" or "silent".
        sort: "contested", "recent" or "outlets".
    """
    members = _read_members(side_index, topic, since, until)
    by_claim: dict[int, list[Membership]] = defaultdict(list)
    for member in members:
        by_claim[member.claim].append(member)
    against = _read_contradictions(by_claim)
    rows = _fold(by_claim, against)
    for row in rows:
        row.is_contested = _is_contested(row, by_claim)
    sides = len(set(side_index.values()))
    kept = [row for row in rows if _is_wanted(row, only, sides)]
    kept.sort(key=_ORDERS[sort])
    return Frame(kept, members)


def _is_wanted(row: Row, only: str, sides: int) -> bool:
    """Whether the row is of the kind asked for; "silent" are those where a chosen side says nothing."""
    if only == "contested":
        return row.is_contested
    if only == "unanswered":
        return _is_unanswered(row)
    return only != "silent" or len({member.side for member in row.everything}) < sides


def _read_members(side_index: Mapping[int, int], topic: Topic | None, since: dt.date | None, until: dt.date | None) -> list[Membership]:
    rows = _read_values(side_index, topic.pk if topic else None, since, until)
    return [Membership._make((*each[:3], each[3] or each[1], side_index[each[4]], *each[5:])) for each in rows]


@prepared
def _read_values(sides: Any, topic: Any, since: Any, until: Any) -> QuerySet[Any, Any]:
    found = ClaimStatement.objects.standing_with_statement().filter(is_among("statement__side", sides), claim__merged_into__isnull=True)
    found = found.exclude(statement__act=Act.DECLINES)
    if topic is not None:
        found = found.filter(claim__topic=topic)
    if since is not None:
        found = found.filter(statement__published_on__gte=since)
    if until is not None:
        found = found.filter(statement__published_on__lte=until)
    fields = ("copy_of", "side", "act", "outlet", "article", "actor", "language", "published_on")
    newest_first = found.order_by("-statement__published_on", "-statement")
    return newest_first.values_list("claim", "statement", "stance", *(f"statement__{name}" for name in fields))[:MAX_MEMBERSHIPS]


def _read_contradictions(by_claim: Mapping[int, list[Membership]]) -> dict[int, dict[int, Against]]:
    """Contradictions between these claims that people confirmed or standing statements show, from each end."""
    rows = _read_relations(by_claim)
    shown = _read_evidence([row[0] for row in rows])
    result: dict[int, dict[int, Against]] = defaultdict(dict)
    for pk, a, b, score, state, added_by in rows:
        pairs = shown.get(pk, [])
        if not pairs and state == ReviewState.PROPOSED and added_by is None:
            continue
        in_a, in_b = {row.statement for row in by_claim[a]}, {row.statement for row in by_claim[b]}
        both_ways = [pair for p, q, _ in pairs for pair in ((p, q), (q, p))]
        # Of statements out of the chosen sides or dates the relation holds, too; then the newest within stand for it.
        best = next(((p, q) for p, q in both_ways if p in in_a and q in in_b), (by_claim[a][0].statement, by_claim[b][0].statement))
        sureness = 1.0 if state in (ReviewState.ACCEPTED, ReviewState.CORRECTED) else score or 0.0
        alone = max((shown_by for *_, shown_by in pairs if shown_by is not None), default=sureness)
        result[a][b] = result[b][a] = Against(pk, sureness, sureness if sureness == 1.0 else min(alone, sureness), {a: best[0], b: best[1]})
    return result


@prepared
def _read_relations(claims: Any) -> QuerySet[Any, Any]:
    found = ClaimRelation.objects.standing().filter(is_among("claim_a", claims), is_among("claim_b", claims), kind=RelationKind.CONTRADICTS)
    return found.order_by("-score", "id").values_list("id", "claim_a", "claim_b", "score", "state", "added_by")


def _read_evidence(relations: Iterable[int]) -> dict[int, list[tuple[int, int, float | None]]]:
    """Pairs of standing statements by relation with their scores, the best first."""
    pairs: dict[int, list[tuple[int, int, float | None]]] = defaultdict(list)
    for relation, *pair in _read_pairs(relations):
        pairs[relation].append(tuple(pair))
    return pairs


@prepared
def _read_pairs(relations: Any) -> QuerySet[Any, Any]:
    found = RelationEvidence.objects.filter(is_among("relation", relations), kind=RelationKind.CONTRADICTS)
    found = found.filter(is_standing("statement_a__"), is_standing("statement_b__"))
    return found.order_by("-score", "id").values_list("relation", "statement_a", "statement_b", "score")


def _fold(by_claim: Mapping[int, list[Membership]], against: Mapping[int, Mapping[int, Against]]) -> list[Row]:
    """Rows; a claim made of denials only goes into the rows of the claims that it contradicts."""
    denials = {claim for claim, rows in by_claim.items() if all(row.act == Act.DENIES for row in rows)}
    result = []
    for claim, rows in by_claim.items():
        others = against.get(claim, {})
        if claim in denials and others.keys() - denials:
            continue
        folded = [row for other in others if other in denials and claim not in denials for row in by_claim[other]]
        result.append(Row(claim, rows, folded, dict(others)))
    return result


def _is_contested(row: Row, by_claim: Mapping[int, list[Membership]]) -> bool:
    """Whether one side says what another denies: by a contradicting claim, or within the claim."""
    sides = {member.side for member in row.members}
    if any({member.side for member in by_claim[other]} - sides or len(sides) > 1 for other in row.versus):
        return True
    stances = {(member.side, member.stance) for member in row.members}
    return any(a != b and {s, t} == {Stance.SUPPORTS, Stance.OPPOSES} for a, s in stances for b, t in stances)


def _is_unanswered(row: Row) -> bool:
    """Whether one side speaks and no other says anything for it or against it."""
    return not row.is_contested and len({member.side for member in row.everything}) == 1


def _measure(row: Row) -> tuple[int, int]:
    """How many outlets carry a row, and its newest day."""
    return len({member.outlet for member in row.everything}), max(member.published_on for member in row.everything).toordinal()


def _order_by_dispute(row: Row) -> tuple[bool, bool, bool, float, int, int]:
    """Contested first, those to which two sides speak before the others, sure links before doubtful ones; of these what many outlets carry; then the newest."""
    outlets, newest = _measure(row)
    is_alone = len({member.side for member in row.everything}) < 2
    # A doubtful link should not lead the table. Denied within the claim: nothing had to be linked.
    sureness = max((against.score for against in row.versus.values()), default=1.0)
    best = max((against.best for against in row.versus.values()), default=1.0)
    return not row.is_contested, is_alone, best < SURE, -outlets * sureness, -newest, -row.claim


def _order_by_day(row: Row) -> tuple[int, bool, int, int]:
    """The newest first, of one day the contested."""
    outlets, newest = _measure(row)
    return -newest, not row.is_contested, -outlets, -row.claim


def _order_by_outlets(row: Row) -> tuple[int, bool, int, int]:
    """What most outlets carry first."""
    outlets, newest = _measure(row)
    return -outlets, not row.is_contested, -newest, -row.claim


_ORDERS: dict[str, Callable[[Row], tuple[Any, ...]]] = {"contested": _order_by_dispute, "recent": _order_by_day, "outlets": _order_by_outlets}
