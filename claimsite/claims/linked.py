"""What stands against a claim, or backs it, as readers see it: each link with the words that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Prefetch, Q

from claimsite.claims.members import is_standing
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, RelationKind
from claimsite.core.models import ReviewState
from claimsite.statements.models import Statement

#: How far from a claim another may be that repeats it in other words, and how many of these are looked at.
STEPS, NEIGHBORS = 2, 10


@dataclass(frozen=True, slots=True)
class Linked:
    """A relation seen from one of its claims: the other claim, and the statement at either end that shows it best (None if none stands).

    `through`: the claim at whose end it is seen, where that is not the claim asked about but one that repeats it.
    """

    relation: ClaimRelation
    claim: Claim
    own: Statement | None
    other: Statement | None
    through: Claim | None = None


def find_linked(claims: Iterable[int], **conditions: Any) -> dict[int, list[Linked]]:
    """Standing relations of claims, by claim, the surest first; `conditions` narrow the relations down. Three queries."""
    wanted = set(claims)
    ends = Q(claim_a__in=wanted) | Q(claim_b__in=wanted)
    found = ClaimRelation.objects.standing().filter(ends, claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True, **conditions)
    relations = with_evidence(found).order_by("-score", "id")
    result: dict[int, list[Linked]] = defaultdict(list)
    shown = show_evidence(list(relations))
    for relation, in_a, in_b in shown:
        if relation.claim_a_id in wanted:
            result[relation.claim_a_id].append(Linked(relation, relation.claim_b, in_a, in_b))
        if relation.claim_b_id in wanted:
            result[relation.claim_b_id].append(Linked(relation, relation.claim_a, in_b, in_a))
    return result


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
    repeats = ClaimRelation.objects.standing().filter(kind=RelationKind.REPEATS, claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True)
    for _ in range(STEPS):
        ends = {pk for reached in steps.values() for pk in reached[-1]}
        beside: dict[int, list[int]] = defaultdict(list)
        for a, b in repeats.filter(Q(claim_a__in=ends) | Q(claim_b__in=ends)).order_by("-score", "id").values_list("claim_a", "claim_b"):
            beside[a].append(b)
            beside[b].append(a)
        for reached in steps.values():
            known = {pk for step in reached for pk in step}
            reached.append(list(dict.fromkeys(pk for here in reached[-1] for pk in beside[here] if pk not in known))[:NEIGHBORS])
    return steps


def with_evidence(relations: Any) -> Any:
    """Relations with their claims and, in one more query, the statements that show them."""
    people = [f"statement_{end}__{path}" for end in "ab" for path in ("actor", "side", "article__outlet")]
    evidence = RelationEvidence.objects.select_related(*people).order_by("-score", "id")
    return relations.select_related("claim_a", "claim_b", "decided_by").prefetch_related(Prefetch("evidence", queryset=evidence))


def show_evidence(relations: list[ClaimRelation]) -> list[tuple[ClaimRelation, Statement | None, Statement | None]]:
    """Relations that readers see, each with the statements of its first and its second claim that show it best."""
    statements = {pk for relation in relations for row in relation.evidence.all() for pk in (row.statement_a_id, row.statement_b_id)}
    rows = ClaimStatement.objects.standing().filter(statement__in=statements).values_list("claim", "statement")
    members = set(rows)
    result = []
    for relation in relations:
        a, b = relation.claim_a_id, relation.claim_b_id
        in_a = in_b = None
        for row in relation.evidence.all():
            p, q = row.statement_a, row.statement_b
            if row.kind != relation.kind or not (is_standing(p) and is_standing(q)):
                continue
            if (a, p.pk) in members and (b, q.pk) in members:
                in_a, in_b = p, q
                break
            if (a, q.pk) in members and (b, p.pk) in members:
                in_a, in_b = q, p
                break
        if in_a is not None or relation.state != ReviewState.PROPOSED or relation.added_by_id is not None:
            result.append((relation, in_a, in_b))
    return result
