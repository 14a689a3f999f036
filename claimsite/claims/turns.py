"""Changes of line: somebody who holds one thing and later its opposite, in both sentences and by date."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, RelationKind, Stance
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Act, Statement
from claimsite.statements.voices import Voice, is_spoken

#: Statements of an actor that are looked through, the newest; and changes that are shown.
LOOKED_AT, SHOWN = 1000, 10


class Held(NamedTuple):
    """That somebody holds a claim (or, by denying it, its opposite)."""

    claim: int
    statement: int
    actor: int
    day: dt.date
    is_denied: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What an actor said, and what later; `why` is the reason by interface language, empty where one denies what the other holds in the same words."""

    earlier: Statement
    later: Statement
    why: Mapping[str, str]
    relation: ClaimRelation | None

    @property
    def days(self) -> int:
        """How long the line held, by dates of publication."""
        return (self.later.published_on - self.earlier.published_on).days


def find_turns_of(voice: Voice) -> list[Turn]:
    """Changes of line of a voice, each speaker's own; the latest first. Two queries, one more where there may be any, three more where there are.

    Few claims are both said and denied by a voice, or contradict each other: of the others no statement is read.
    """
    stances: dict[int, set[str]] = defaultdict(set)
    statements: dict[int, list[int]] = defaultdict(list)
    for claim, statement, stance in _read_stances(*voice):
        stances[claim].add(stance)
        statements[claim].append(statement)
    within = _read_within(stances)
    claims = {claim for claim, found in stances.items() if len(found) > 1} | {claim for _, *pair in within for claim in pair}
    return _find_turns(_take(_read_held(pk for claim in claims for pk in statements[claim])), within)


def find_turns_on(claim: Claim) -> list[Turn]:
    """Changes of line from a claim to what stands against it, or back; the latest first. Two queries, three more where there are any."""
    relations = _read_around(claim.pk)
    claims = {pk for _, *pair in relations for pk in pair} | {claim.pk}
    return _find_turns(_take(_read_held_on(claims)), relations)


def _list_members() -> QuerySet[ClaimStatement]:
    """Who takes a stand: neither guesses nor refusals, and each text once however many outlets print it."""
    members = ClaimStatement.objects.standing_with_statement().counted_once()
    members = members.filter(claim__merged_into__isnull=True, statement__actor__isnull=False)
    return members.exclude(stance=Stance.UNCLEAR).exclude(statement__act__in=[Act.DECLINES, Act.SPECULATES])


_HELD = ("claim", "statement", "statement__actor", "statement__published_on", "stance")


@prepared
def _read_stances(actor: Any, sides: Any) -> QuerySet[Any, Any]:
    """Claims of the newest statements and how these stand to them, from indexes alone."""
    newest = Statement.objects.standing().counted_once().filter(is_spoken(actor, sides)).newest_first().values("pk")[:LOOKED_AT]
    members = ClaimStatement.objects.standing().exclude(stance=Stance.UNCLEAR).filter(statement__in=newest)
    return members.order_by().values_list("claim", "statement", "stance")


@prepared
def _read_held(statements: Any) -> QuerySet[Any, Any]:
    return _list_members().filter(is_among("statement", statements)).order_by().values_list(*_HELD)


@prepared
def _read_held_on(claims: Any) -> QuerySet[Any, Any]:
    newest_first = _list_members().filter(is_among("claim", claims)).order_by("-statement__published_on", "-statement")
    return newest_first.values_list(*_HELD)[:LOOKED_AT]


@prepared
def _read_within(claims: Any) -> QuerySet[Any, Any]:
    """Contradictions between these claims."""
    return _list_contradictions(is_among("claim_a", claims) & is_among("claim_b", claims))


@prepared
def _read_around(claim: Any) -> QuerySet[Any, Any]:
    """Contradictions of a claim."""
    return _list_contradictions(Q(claim_a=claim) | Q(claim_b=claim))


def _list_contradictions(condition: Q) -> QuerySet[Any, Any]:
    """Each with its two claims, the surest first."""
    return ClaimRelation.objects.standing().filter(condition, kind=RelationKind.CONTRADICTS).values_list("pk", "claim_a", "claim_b")


def _take(rows: Iterable[tuple[Any, ...]]) -> list[Held]:
    return [Held(claim, statement, actor or 0, day, stance == Stance.OPPOSES) for claim, statement, actor, day, stance in rows]


def _find_turns(held: Iterable[Held], contradictions: Iterable[tuple[int, int, int]]) -> list[Turn]:
    by_claim: dict[tuple[int, int], list[Held]] = defaultdict(list)
    for row in held:
        by_claim[row.actor, row.claim].append(row)
    actors: dict[int, list[int]] = defaultdict(list)
    for actor, claim in by_claim:
        actors[claim].append(actor)
    found: dict[tuple[int, int], int | None] = {}
    for rows in by_claim.values():
        if len(rows) > 1:
            found |= dict.fromkeys(_list_switches(rows, lambda row: row.is_denied))
    for relation, a, b in contradictions:
        for actor in actors.get(a, ()):
            both = [*by_claim[actor, a], *by_claim.get((actor, b), [])]
            # Who denies a claim does not contradict himself by holding its counterclaim.
            found |= dict.fromkeys(_list_switches([row for row in both if not row.is_denied], lambda row: row.claim), relation)
    return _describe(found) if found else []


def _list_switches(rows: Iterable[Held], take: Callable[[Held], object]) -> list[tuple[int, int]]:
    """Neighbors in time that differ; two statements of one day are no change of line, for the order of their words is unknown."""
    ordered = sorted(rows, key=lambda row: (row.day, row.statement))
    return [(a.statement, b.statement) for a, b in pairwise(ordered) if take(a) != take(b) and a.day < b.day]


def _describe(found: Mapping[tuple[int, int], int | None]) -> list[Turn]:
    statements = {row.pk: row for row in Statement.objects.filter(pk__in={pk for pair in found for pk in pair}).with_people()}
    relations = ClaimRelation.objects.in_bulk(pk for pk in found.values() if pk is not None)
    evidence = RelationEvidence.objects.filter(kind=RelationKind.CONTRADICTS, relation__in=relations)
    reasons = {frozenset((a, b)): why for a, b, why in evidence.values_list("statement_a", "statement_b", "why")}
    turns = []
    for (a, b), pk in found.items():
        relation = None if pk is None else relations[pk]
        why = reasons.get(frozenset((a, b))) or (relation.why if relation else {})
        turns.append(Turn(statements[a], statements[b], why, relation))
    turns.sort(key=lambda turn: (turn.later.published_on, turn.later.pk), reverse=True)
    return turns[:SHOWN]
