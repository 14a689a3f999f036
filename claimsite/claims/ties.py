"""Which relations hold a dispute together: sentences that are built alike may speak of different places and people, and then they are no one dispute."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from claimsite.claims.mentions import get_known_names
from claimsite.claims.models import ClaimRelation, RelationEvidence
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Q, QuerySet

#: Relations and pieces of evidence that are looked at, the surest.
MOST_RELATIONS, MOST_EVIDENCE = 500, 2000


class Tie(NamedTuple):
    """Two claims that belong to one dispute, and how much speaks for it (0 to 1)."""

    a: int
    b: int
    weight: float


def read_ties(which: Q) -> list[Tie]:
    """Of these relations those that people have decided, and those of which two statements, or their articles, share a participant; in six queries."""
    found = ClaimRelation.objects.standing().filter(which).order_by("-score", "id")
    rows = list(found.values_list("id", "claim_a", "claim_b", "score", "decided_at")[:MOST_RELATIONS])
    firm = {pk for pk, _, _, _, decided_at in rows if decided_at is not None}
    firm |= _find_shared(pk for pk, _, _, _, _ in rows if pk not in firm)
    return [Tie(a, b, 0.5 if score is None else score) for pk, a, b, score, _ in rows if pk in firm]


def _find_shared(relations: Iterable[int]) -> set[int]:
    """Relations of which two statements share somebody, or come from articles in which the same side speaks: opponents need not name each other."""
    pairs = _read_evidence(relations)
    spoken = {pk for _, a, b in pairs for pk in (a, b)}
    rows = _read_statements(spoken)
    named = get_known_names().find(content for _, content, _, _, _ in rows) if rows else []
    parts = {row[0]: {pk for pk in (*row[3:], *names) if pk is not None} for row, names in zip(rows, named, strict=True)}
    shared = {relation for relation, a, b in pairs if parts[a] & parts[b]}
    left = [(relation, a, b) for relation, a, b in pairs if relation not in shared]
    article_of = {row[0]: row[2] for row in rows}
    voices = _list_voices({article_of[pk] for _, a, b in left for pk in (a, b)})
    return shared | {relation for relation, a, b in left if article_of[a] == article_of[b] or voices[article_of[a]] & voices[article_of[b]]}


def _list_voices(articles: set[int]) -> dict[int, set[int]]:
    """By article the sides that speak in it."""
    voices: dict[int, set[int]] = defaultdict(set)
    for article, side in _read_voices(articles):
        voices[article].add(side)
    return voices


@prepared
def _read_evidence(relations: Any) -> QuerySet[Any, Any]:
    rows = RelationEvidence.objects.filter(is_among("relation", relations)).order_by("-score", "id")
    return rows.values_list("relation", "statement_a", "statement_b")[:MOST_EVIDENCE]


@prepared
def _read_statements(ids: Any) -> QuerySet[Any, Any]:
    return Statement.objects.filter(is_among("pk", ids)).order_by().values_list("id", "content", "article", "actor", "side")


@prepared
def _read_voices(articles: Any) -> QuerySet[Any, Any]:
    rows = Statement.objects.standing().filter(is_among("article", articles), side__isnull=False).order_by()
    return rows.values_list("article", "side").distinct()
