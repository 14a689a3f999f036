"""Who stands against whom, read as plain values: a figure counts hundreds of contradictions and shows no row of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationEvidence, RelationKind
from claimsite.core.palette import choose_number
from claimsite.core.querysets import is_among, is_standing


class Speaker(NamedTuple):
    """Who said a statement, as known or as written, and the number of their side."""

    name: str
    number: int | None


class Pair(NamedTuple):
    """A contradiction by the statements that show it best; `claim` is one of its two claims, another than those asked about if there is one."""

    relation: int
    claim: int
    speakers: tuple[Speaker, Speaker]


def find_pairs(claims: Iterable[int]) -> list[Pair]:
    """Standing contradictions of claims that standing statements show, the surest first. Three queries."""
    wanted = set(claims)
    ends = is_among("claim_a", wanted) | is_among("claim_b", wanted)
    found = ClaimRelation.objects.standing().filter(ends, kind=RelationKind.CONTRADICTS, claim_a__merged_into__isnull=True, claim_b__merged_into__isnull=True)
    relations = {pk: (a, b) for pk, a, b in found.order_by("-score", "id").values_list("id", "claim_a", "claim_b")}
    best = _find_best(relations)
    return [Pair(pk, a if b in wanted else b, best[pk]) for pk, (a, b) in relations.items() if pk in best]


def _find_best(relations: dict[int, tuple[int, int]]) -> dict[int, tuple[Speaker, Speaker]]:
    """Of each relation the speakers of its best evidence whose statements stand and belong to its two claims."""
    found = RelationEvidence.objects.filter(is_among("relation", relations), kind=RelationKind.CONTRADICTS)
    found = found.filter(is_standing("statement_a__"), is_standing("statement_b__")).order_by("-score", "id")
    fields = [f"statement_{end}{path}" for end in "ab" for path in ("", "__actor__name", "__source", "__side", "__side__palette_number")]
    rows = list(found.values_list("relation", *fields))
    statements = {pk for row in rows for pk in (row[1], row[6])}
    members = set(ClaimStatement.objects.standing().filter(is_among("statement", statements)).order_by().values_list("claim", "statement"))
    best: dict[int, tuple[Speaker, Speaker]] = {}
    for relation, *ends in rows:
        a, b = relations[relation]
        p, q = ends[0], ends[5]
        if relation not in best and ({(a, p), (b, q)} <= members or {(a, q), (b, p)} <= members):
            best[relation] = _read(ends[:5]), _read(ends[5:])
    return best


def _read(end: Sequence[Any]) -> Speaker:
    _, name, source, side, number = end
    return Speaker(name or source or "", choose_number(number, side))
