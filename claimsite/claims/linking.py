"""From what stands between statements to relations between their claims, each with its evidence."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.utils import timezone

from claimsite.claims.members import REASON, find_merged
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationEvidence, RelationKind
from claimsite.core.history import save_all_signed, save_signed
from claimsite.core.models import ReviewState
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among, is_standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from claimsite.claims.grouping import Grouper

Pair = tuple[int, int]
#: How much of what is left to certainty each further piece of evidence takes: little, for wire copies are no witnesses.
BACKING = 0.1
#: Pieces of evidence that speak for a link, the best; what more would add is lost in rounding.
WEIGHED = 50


def relate_claims(grouper: Grouper) -> set[int]:
    """Bring evidence and undecided relations in line with this run's links.

    Between own statements and all others the run's links count alone; older evidence between others stays and moves along with their claims. Pairs
    of statements whose relation people have decided are left alone, wherever their claims are by now.

    Returns:
        The claims at the ends of relations that were looked at.
    """
    moved = grouper.own.keys() | grouper.moved  # what lies between others, in claims as they were, stays
    touched = Q(statement_a__in=moved) | Q(statement_b__in=moved)
    merged = Q(relation__claim_a__in=grouper.merged) | Q(relation__claim_b__in=grouper.merged)
    # One after the other: with both in one condition the database walks through all evidence there is.
    stored = list({row.pk: row for which in (touched, merged) for row in RelationEvidence.objects.filter(which).select_related("relation")}.values())
    decided = {(row.statement_a_id, row.statement_b_id) for row in stored if row.relation.state != ReviewState.PROPOSED}
    old = [row for row in stored if row.relation.state == ReviewState.PROPOSED]
    wanted = {(row.statement_a_id, row.statement_b_id): row for row in old if row.statement_a_id not in grouper.own and row.statement_b_id not in grouper.own}
    for link in sorted(grouper.links, key=lambda link: link.strength):
        a, b = link.pair
        wanted[link.pair] = RelationEvidence(statement_a_id=a, statement_b_id=b, kind=link.kind, score=link.score, why=dict(link.why))
    relations, added = _get_relations(wanted, decided, grouper)
    _write_evidence(old, {pair: (relation.pk, wanted[pair]) for pair, relation in relations.items()})
    grouper.related = {row.relation_id for row in old} | {relation.pk for relation in relations.values()}
    return summarize(grouper.related, added=added)


def _write_evidence(old: Sequence[RelationEvidence], wanted: dict[Pair, tuple[int, RelationEvidence]]) -> None:
    """Delete what is not wanted any more, add what is new; what stays as it is is left alone, for most of it does."""
    gone, left = [], dict(wanted)
    for row in old:
        relation, given = wanted.get((row.statement_a_id, row.statement_b_id), (None, row))
        if relation == row.relation_id and (row.kind, row.score, row.why) == (given.kind, given.score, given.why):
            del left[row.statement_a_id, row.statement_b_id]
        else:
            gone.append(row.pk)
    RelationEvidence.objects.filter(pk__in=gone).delete()
    rows = [
        RelationEvidence(relation_id=relation, statement_a_id=a, statement_b_id=b, kind=given.kind, score=given.score, why=given.why)
        for (a, b), (relation, given) in left.items()
    ]
    RelationEvidence.objects.bulk_create(rows)


def _get_relations(wanted: dict[Pair, RelationEvidence], decided: set[Pair], grouper: Grouper) -> tuple[dict[Pair, ClaimRelation], set[int]]:
    """For each pair of statements the undecided relation between their claims, and the ids of those that are added here; `summarize` signs them."""
    claim_of = _get_claims(wanted, grouper)
    refused = _find_refused(wanted)
    by_claims: dict[Pair, list[Pair]] = defaultdict(list)
    for pair in wanted:
        a, b = claim_of.get(pair[0]), claim_of.get(pair[1])
        if pair not in decided and a is not None and b is not None and a != b and not _is_refused(wanted[pair], (a, b), refused):
            by_claims[min(a, b), max(a, b)].append(pair)
    ends = {pk for pair in by_claims for pk in pair}
    known = {(row.claim_a_id, row.claim_b_id): row for row in ClaimRelation.objects.filter(claim_a__in=ends, claim_b__in=ends)}
    missing = [ClaimRelation(claim_a_id=a, claim_b_id=b, kind=wanted[pairs[0]].kind) for (a, b), pairs in by_claims.items() if (a, b) not in known]
    ClaimRelation.objects.bulk_create(missing)
    known |= {(row.claim_a_id, row.claim_b_id): row for row in missing}
    undecided = {claims: pairs for claims, pairs in by_claims.items() if known[claims].state == ReviewState.PROPOSED}
    return {pair: known[claims] for claims, pairs in undecided.items() for pair in pairs}, {row.pk for row in missing}


def _find_refused(pairs: Iterable[Pair]) -> set[Pair]:
    """Claims with the statements of these pairs that people took out of them."""
    return set(_read_refused({pk for pair in pairs for pk in pair}))


@prepared
def _read_refused(statements: Any) -> QuerySet[Any, Any]:
    return ClaimStatement.objects.filter(is_among("statement", statements), state=ReviewState.REJECTED).order_by().values_list("claim", "statement")


def _is_refused(link: RelationEvidence, claims: Pair, refused: set[Pair]) -> bool:
    """Whether people took one of two statements that repeat each other out of the other's claim: then they are no reason to link the claims either."""
    a, b = claims
    return link.kind == RelationKind.REPEATS and ((b, link.statement_a_id) in refused or (a, link.statement_b_id) in refused)


def _get_claims(pairs: Iterable[Pair], grouper: Grouper) -> dict[int, int]:
    """The claim of each statement; for those that the run did not look at, the stored one."""
    missing = {pk for pair in pairs for pk in pair} - grouper.claim_of.keys()
    return _find_claims(missing) | grouper.claim_of


def _find_claims(statements: Iterable[int]) -> dict[int, int]:
    """The standing claim of each statement, the oldest of several; joined and put in order here, for SQLite would walk through all claims to do so."""
    rows = _read_homes(statements)
    merged = find_merged(claim for _, _, claim in rows)
    return {statement: claim for _, statement, claim in sorted(rows, reverse=True) if claim not in merged}


@prepared
def _read_homes(statements: Any) -> QuerySet[Any, Any]:
    return ClaimStatement.objects.standing().filter(is_among("statement", statements)).order_by().values_list("id", "statement", "claim")


def summarize(relation_ids: Iterable[int], *, added: Collection[int] = ()) -> set[int]:
    """Give undecided relations the kind, score and reason of their evidence; without any they are withdrawn.

    Evidence counts while both statements stand, each in its claim. The best pair gives kind and reason, all pairs of that kind together the score.

    Args:
        relation_ids: of any relations; decided ones stay as they are.
        added: those that were just added and have no entry in the history yet.

    Returns:
        The claims at their ends.
    """
    claims: set[int] = set()
    found = ClaimRelation.objects.filter(pk__in=list(relation_ids), state=ReviewState.PROPOSED)
    relations = list(found)
    evidence = _read_evidence(relations)
    ends = {pk for relation in relations for pk in (relation.claim_a_id, relation.claim_b_id)}
    speaking = {pk for rows in evidence.values() for row in rows for pk in (row.statement_a_id, row.statement_b_id)}
    members = set(ClaimStatement.objects.standing_with_statement().filter(claim__in=ends, statement__in=speaking).values_list("claim", "statement"))
    changed: dict[tuple[bool, str], list[ClaimRelation]] = defaultdict(list)
    for relation in relations:
        claims |= {relation.claim_a_id, relation.claim_b_id}
        changes = _sum_up(relation, evidence[relation.pk], members)
        if changes:
            relation.revision += bool(relation.why)  # a form that was opened before shows something else
            for name, value in changes.items():
                setattr(relation, name, value)
            changed[relation.pk in added, REASON if relation.withdrawn_at is None else "no evidence is left"].append(relation)
    for (is_added, reason), rows in changed.items():
        save_all_signed(rows, by=None, reason=reason, is_added=is_added)
    return claims


def _read_evidence(relations: Sequence[ClaimRelation]) -> dict[int, list[RelationEvidence]]:
    """By relation what speaks for it; of those that many pairs speak for, the best."""
    counted = RelationEvidence.objects.filter(relation__in=relations).order_by().values_list("relation").annotate(n=Count("pk"))
    many = {pk for pk, n in counted if n > WEIGHED}
    evidence: dict[int, list[RelationEvidence]] = defaultdict(list)
    for row in RelationEvidence.objects.filter(relation__in=[relation.pk for relation in relations if relation.pk not in many]).order_by("id"):
        evidence[row.relation_id].append(row)
    for pk in many:
        standing = RelationEvidence.objects.filter(is_standing("statement_a__"), is_standing("statement_b__"), relation=pk)
        evidence[pk] = list(standing.order_by("-score", "id")[:WEIGHED])
    return evidence


def _sum_up(relation: ClaimRelation, rows: Sequence[RelationEvidence], members: set[Pair]) -> dict[str, Any]:
    """What differs in an undecided relation from what its evidence says."""
    a, b = relation.claim_a_id, relation.claim_b_id
    pairs = [(row, row.statement_a_id, row.statement_b_id) for row in rows]
    evidence = [row for row, p, q in pairs if {(a, p), (b, q)} <= members or {(a, q), (b, p)} <= members]
    if not evidence:
        return {} if relation.withdrawn_at is not None else {"withdrawn_at": timezone.now()}
    best = max(evidence, key=lambda row: (row.score or 0, -row.pk))
    score = combine([row.score for row in evidence if row.kind == best.kind])
    wanted = {"kind": best.kind, "why": best.why, "score": score, "withdrawn_at": None}
    return {name: value for name, value in wanted.items() if getattr(relation, name) != value}


def rehome(statements: Iterable[int], loose: Sequence[RelationEvidence] = (), homes: Mapping[Pair, int] | None = None) -> list[tuple[int, int, int]]:
    """After statements have come to other claims: put evidence under the relation of the claims that its statements are in now.

    Evidence of a decided relation stays unless another relation takes its place. What lies within one claim has no effect and stays where it is.

    Args:
        statements: ids of statements whose claims may have changed.
        loose: evidence that has lost its relation and is not stored.
        homes: by pair of statements the relation that evidence within one claim goes to, if it exists.

    Returns:
        Both statements of what was moved, and the relation that it had before.
    """
    wanted = set(statements) | {pk for row in loose for pk in (row.statement_a_id, row.statement_b_id)} | {pk for pair in homes or () for pk in pair}
    stored = list(RelationEvidence.objects.filter(Q(statement_a__in=wanted) | Q(statement_b__in=wanted)).select_related("relation"))
    relations = _Relations([*stored, *loose])
    moved, looked_at = [], {row.relation_id for row in stored}
    for row in (*stored, *loose):
        home = relations.find_home(row, homes or {})
        if home is not None and (home != row.relation_id or row.pk is None):
            moved.append((row.statement_a_id, row.statement_b_id, row.relation_id))
            row.relation_id = home
            row.save()
            looked_at.add(home)
    summarize(looked_at)
    return moved


class _Relations:
    """Where evidence belongs."""

    def __init__(self, rows: Sequence[RelationEvidence]) -> None:
        ends = {pk for row in rows for pk in (row.statement_a_id, row.statement_b_id)}
        self.claim_of = _find_claims(ends)
        claims = set(self.claim_of.values())
        found = ClaimRelation.objects.filter(claim_a__in=claims, claim_b__in=claims)
        self.known = {(a, b): pk for pk, a, b in found.values_list("id", "claim_a", "claim_b")}

    def find_home(self, row: RelationEvidence, homes: Mapping[Pair, int]) -> int | None:
        """The relation that a piece of evidence belongs to; added for proposals where there is none; None leaves it where it is."""
        a, b = self.claim_of.get(row.statement_a_id), self.claim_of.get(row.statement_b_id)
        if a is None or b is None or a == b:
            home = homes.get((row.statement_a_id, row.statement_b_id))
            return home if home is not None and ClaimRelation.objects.filter(pk=home).exists() else None
        pair = min(a, b), max(a, b)
        is_decided = row.pk is not None and row.relation.state != ReviewState.PROPOSED
        if pair not in self.known and not is_decided:
            self.known[pair] = save_signed(ClaimRelation(claim_a_id=pair[0], claim_b_id=pair[1], kind=row.kind), by=None, reason=REASON).pk
        return self.known.get(pair)


def combine(scores: Sequence[float | None]) -> float | None:
    """The best score, and for each further one a little of what is left to certainty; None if none is known.

    >>> combine([0.8, 0.5])
    0.81
    """
    known = sorted((score for score in scores if score is not None), reverse=True)
    if not known:
        return None
    left = 1 - known[0]
    for score in known[1:]:
        left *= 1 - BACKING * score
    return round(1 - left, 4)
