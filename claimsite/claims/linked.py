"""What stands against a claim, or backs it, as readers see it: each link with the words that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db.models import QuerySet

from claimsite.claims.evidence import find_best
from claimsite.claims.models import Claim, ClaimRelation, RelationKind
from claimsite.core.models import ReviewState
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Statement

#: How far from a claim another may be that repeats it in other words, and how many of these are looked at.
STEPS, NEIGHBORS = 2, 10


class Link(NamedTuple):
    """A relation that readers see, with the statements of its first and its second claim that show it best, and how many pairs of statements do."""

    relation: ClaimRelation
    in_a: Statement | None
    in_b: Statement | None
    pairs: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A relation seen from one of its claims: the other claim, and the statement at either end that shows it best (None if none stands).

    `pairs`: of statements that show it. `through`: the claim at whose end it is seen, where that is not the claim asked about but one that repeats it.
    """

    relation: ClaimRelation
    claim: Claim
    own: Statement | None
    other: Statement | None
    pairs: int = 0
    through: Claim | None = None


def find_linked(claims: Iterable[int], kind: str | None = None) -> dict[int, list[Linked]]:
    """Standing relations of claims, by claim, the surest first; of one kind, or of all. Three queries."""
    wanted = set(claims)
    result: dict[int, list[Linked]] = defaultdict(list)
    for relation, in_a, in_b, pairs in show_evidence(_read_relations(wanted, kind)):
        if relation.claim_a_id in wanted:
            result[relation.claim_a_id].append(Linked(relation, relation.claim_b, in_a, in_b, pairs))
        if relation.claim_b_id in wanted:
            result[relation.claim_b_id].append(Linked(relation, relation.claim_a, in_b, in_a, pairs))
    return result


@prepared
def _read_relations(claims: Any, kind: Any) -> QuerySet[ClaimRelation]:
    found = ClaimRelation.objects.between_claims().filter(is_among("claim_a", claims) | is_among("claim_b", claims))
    return (found if kind is None else found.filter(kind=kind)).with_claims().order_by("-score", "id")


class Other(NamedTuple):
    """A claim that stands against another, where a list names it."""

    pk: int
    text: str
    language: str


def name_contradicting(claims: Iterable[int]) -> dict[int, list[Other]]:
    """What contradicts claims as readers see it, by claim, the surest first: plain values, for lists. Two queries."""
    wanted = set(claims)
    rows = _read_contradictions(wanted)
    best = find_best(row[0] for row in rows)
    result: dict[int, list[Other]] = defaultdict(list)
    for pk, state, added_by, a, b, *words in rows:
        if pk in best or state != ReviewState.PROPOSED or added_by is not None:
            if a in wanted:
                result[a].append(Other(b, *words[2:]))
            if b in wanted:
                result[b].append(Other(a, *words[:2]))
    return result


@prepared
def _read_contradictions(claims: Any) -> QuerySet[Any, Any]:
    found = ClaimRelation.objects.between_claims().filter(is_among("claim_a", claims) | is_among("claim_b", claims), kind=RelationKind.CONTRADICTS)
    words = ("claim_a__text", "claim_a__language", "claim_b__text", "claim_b__language")
    return found.order_by("-score", "id").values_list("id", "state", "added_by", "claim_a", "claim_b", *words)


def find_against(claims: Iterable[int]) -> dict[int, list[Linked]]:
    """What stands against claims, by claim: their own contradictions, or else those of the nearest claims that repeat them. Five queries.

    A denial in other words can be a claim of its own, which repeats the one that somebody's claim contradicts.
    """
    nearest = _find_repeating(set(claims))
    found = find_linked({pk for steps in nearest.values() for step in steps for pk in step}, kind=RelationKind.CONTRADICTS)
    result: dict[int, list[Linked]] = {}
    for claim, steps in nearest.items():
        for step in steps:
            linked = {each.relation.pk: each if pk == claim else _see_through(each) for pk in step for each in found.get(pk, [])}
            if linked:
                result[claim] = list(linked.values())
                break
    return result


def _see_through(linked: Linked) -> Linked:
    relation = linked.relation
    return replace(linked, through=relation.claim_a if linked.claim.pk == relation.claim_b_id else relation.claim_b)


def _find_repeating(claims: set[int]) -> dict[int, list[list[int]]]:
    """For each claim itself, then the claims that repeat it, then those that repeat these, up to `STEPS`; one query a step."""
    steps = {pk: [[pk]] for pk in claims}
    for _ in range(STEPS):
        beside: dict[int, list[int]] = defaultdict(list)
        for a, b in _read_repeating({pk for reached in steps.values() for pk in reached[-1]}):
            beside[a].append(b)
            beside[b].append(a)
        for reached in steps.values():
            known = {pk for step in reached for pk in step}
            reached.append(list(dict.fromkeys(pk for here in reached[-1] for pk in beside[here] if pk not in known))[:NEIGHBORS])
    return steps


@prepared
def _read_repeating(claims: Any) -> QuerySet[Any, Any]:
    repeats = ClaimRelation.objects.between_claims().filter(is_among("claim_a", claims) | is_among("claim_b", claims), kind=RelationKind.REPEATS)
    return repeats.order_by("-score", "id").values_list("claim_a", "claim_b")


def show_evidence(relations: Sequence[ClaimRelation]) -> list[Link]:
    """Those of these relations that readers see, each with the statements that show it best. Two queries."""
    best = find_best(relation.pk for relation in relations)
    statements = {row.pk: row for row in _read_statements({end.statement for each in best.values() for end in (each.a, each.b)})}
    result = []
    for relation in relations:
        shown = best.get(relation.pk)
        if shown is not None:
            result.append(Link(relation, statements[shown.a.statement], statements[shown.b.statement], shown.pairs))
        elif relation.state != ReviewState.PROPOSED or relation.added_by_id is not None:
            result.append(Link(relation, None, None, 0))
    return result


@prepared
def _read_statements(ids: Any) -> QuerySet[Statement]:
    return Statement.objects.filter(is_among("pk", ids)).select_related("actor", "side", "article__outlet").order_by()
