"""What grouping asks about the members of claims: each answer costs the same, however many a claim has."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Q

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, RelationKind
from claimsite.core.models import ReviewState
from claimsite.core.prepared import prepared
from claimsite.core.querysets import CountedRows, is_among

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.db.models import QuerySet

    from claimsite.claims.querysets import ClaimStatementQuerySet
    from claimsite.statements.models import Statement

REASON = "proposed by the machine"
#: Two claims become one only by repetitions at least as sure as this (0 to 1).
STRONG = 0.75
#: What tells that something belongs to a claim or a topic: one link while that has fewer members than a handful, then two, never more than three (ADR 6).
HANDFUL, MOST_NEEDED = 4, 3
#: Two claims that both have more members stay two, until a person makes them one.
MOST_MOVED = 50
#: A claim is worded after the best of so many of its statements, the first that came to it.
WORDED_AFTER = 20
#: Of what lies between two claims, pieces of evidence that are looked at.
LOOKED_AT = 200
#: Of a statement what makes no difference to its claim, and takes longest to read.
UNREAD = ("why", "why_actor", "alternatives")


@dataclass(frozen=True, slots=True)
class Link:
    """What the machine sees between two statements; `score` is 0 to 1, None if unknown."""

    a: Statement
    b: Statement
    kind: str
    score: float | None
    why: Mapping[str, str]

    @property
    def pair(self) -> tuple[int, int]:
        """Both ids, the lower one first."""
        return (self.a.pk, self.b.pk) if self.a.pk < self.b.pk else (self.b.pk, self.a.pk)

    @property
    def strength(self) -> float:
        """The score, to sort by; unknown counts as even."""
        return 0.5 if self.score is None else self.score


def is_standing(statement: Any) -> bool:
    """What `StatementQuerySet.standing` asks for, of a row at hand."""
    return statement.withdrawn_at is None and statement.state != ReviewState.REJECTED


def count_needed(size: int) -> int:
    """How many members links must lead to: by one link each, chains would in time make one claim of whatever is somehow alike.

    >>> [count_needed(size) for size in (1, 3, 4, 7, 8, 500)]
    [1, 1, 2, 2, 3, 3]
    """
    return min(MOST_NEEDED, 1 + size // HANDFUL)


def collect_neighbors(links: Iterable[Link]) -> dict[int, set[int]]:
    """By statement the others that it is linked with."""
    neighbors: dict[int, set[int]] = defaultdict(set)
    for link in links:
        neighbors[link.a.pk].add(link.b.pk)
        neighbors[link.b.pk].add(link.a.pk)
    return neighbors


def list_members() -> ClaimStatementQuerySet:
    """Memberships with what grouping needs of their statements."""
    return ClaimStatement.objects.select_related("statement").defer(*(f"statement__{name}" for name in UNREAD))


def list_standing_members(claim: int) -> ClaimStatementQuerySet:
    """Those of a claim that stand with their statements, the first first."""
    return list_members().standing_with_statement().filter(claim=claim).order_by("id")


def count_members(claims: Collection[int], most: int) -> dict[int, int]:
    """By claim how many members stand with their statements, as far as `most`; in one query that looks at no more of each."""
    members = ClaimStatement.objects.standing_with_statement().filter(claim=OuterRef("pk")).order_by().values("pk")[:most]
    return dict(Claim.objects.filter(pk__in=claims).order_by().annotate(n=CountedRows(members)).values_list("pk", "n"))


def read_first_members(claims: Collection[int]) -> dict[int, list[ClaimStatement]]:
    """By claim all members that stand with their statements, the first first; for small claims, together."""
    found: dict[int, list[ClaimStatement]] = {pk: [] for pk in claims}
    for row in _read_members(claims):
        found[row.claim_id].append(row)
    return found


@prepared
def _read_members(claims: Any) -> ClaimStatementQuerySet:
    return list_members().standing_with_statement().filter(is_among("claim", claims)).order_by("id")


def find_merged(claims: Iterable[int]) -> set[int]:
    """Those of these that are part of another by now."""
    return set(_read_merged(claims))


@prepared
def _read_merged(claims: Any) -> QuerySet[Any, Any]:
    return Claim.objects.filter(is_among("pk", claims), merged_into__isnull=False).order_by().values_list("pk", flat=True)


def has_other_members(claim: int, known: Collection[int]) -> bool:
    """Whether a claim has members beside these statements."""
    return ClaimStatement.objects.standing_with_statement().filter(claim=claim).exclude(statement__in=known).exists()


def find_touched(claims: Mapping[int, Claim]) -> set[int]:
    """Those that people have worded, or of which they have decided a membership or a link: the machine leaves their wording and their extent alone."""
    touched = {pk for pk, claim in claims.items() if claim.worded_by_id is not None}
    for table, name in ((ClaimStatement, "claim"), (ClaimRelation, "claim_a"), (ClaimRelation, "claim_b")):
        rows: Any = table._default_manager
        found = rows.filter(**{f"{name}__in": claims}).filter(decided_at__isnull=False).order_by()
        touched |= set(found.values_list(name, flat=True).distinct())
    return touched


class Between:
    """What earlier runs found between the members of a claim that has few and those of another; for own statements this run's links count alone."""

    def __init__(self, few: int, many: int, own: Collection[int]) -> None:
        members = ClaimStatement.objects.standing_with_statement()
        some = list(members.filter(claim=few).exclude(statement__in=own).values_list("statement", flat=True))
        others = members.filter(claim=many).exclude(statement__in=own).values("statement")
        #: Whether a contradiction lies between them: they cannot share a claim.
        self.is_apart = False
        #: Strong repetitions: the statement of the claim with few, and the other's.
        self.repeating: set[tuple[int, int]] = set()
        between = Q(statement_a__in=some, statement_b__in=others) | Q(statement_b__in=some, statement_a__in=others)
        against = Q(kind=RelationKind.CONTRADICTS) & ~Q(relation__state=ReviewState.REJECTED)
        found = RelationEvidence.objects.filter(between, against | Q(kind=RelationKind.REPEATS, score__gte=STRONG))
        ends = set(some)
        for kind, a, b in found.order_by("kind").values_list("kind", "statement_a", "statement_b")[:LOOKED_AT] if some else ():  # contradictions first
            self.is_apart = self.is_apart or kind == RelationKind.CONTRADICTS
            if kind == RelationKind.REPEATS:
                self.repeating.add((a, b) if a in ends else (b, a))
