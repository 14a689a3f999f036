"""From statements that repeat one another to claims; `actions.group_statements` is the way in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, RelationKind, Stance
from claimsite.claims.wording import choose_wording_statement, is_rejected_proposition, word
from claimsite.core.history import save_all_signed, save_signed
from claimsite.core.models import ReviewState
from claimsite.statements.models import Act, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Two claims become one only by a repetition at least as sure as this (0 to 1).
STRONG = 0.75
REASON = "proposed by the machine"
#: Of a statement what makes no difference to its claim, and takes longest to read.
UNREAD = ("why", "why_actor", "alternatives")
_FIRST = {"en": "The claim is worded after this statement.", "de": "Die Behauptung ist nach dieser Aussage formuliert."}


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


class Grouper:
    """Brings each statement into one claim, and remembers which claims changed."""

    def __init__(self, statements: Sequence[Statement], links: Sequence[Link], rejected: Mapping[int, bool] | None = None) -> None:
        self.own = {row.pk: row for row in statements if row.act != Act.DECLINES}
        involved = {row.pk: row for link in links for row in (link.a, link.b) if row.act != Act.DECLINES} | self.own
        self.links = [link for link in links if link.a.pk in involved and link.b.pk in involved and link.a.pk != link.b.pk]
        self.rejected = dict(rejected or {})
        self.apart = {link.pair for link in self.links if link.kind == RelationKind.CONTRADICTS}
        self.statements = involved
        self.changed: set[int] = set()
        self.moved: set[int] = set()
        self.new_members: list[ClaimStatement] = []
        self.merged: dict[int, int] = {}
        self._load()

    def _load(self) -> None:
        """The claims of these statements with all their members."""
        # By ids first: with a join, order and distinct in one query SQLite walks through all claims (8 s among a million statements).
        ids = set(ClaimStatement.objects.filter(statement__in=self.statements).order_by().values_list("claim", flat=True))
        self.claims = dict(sorted(Claim.objects.standing().in_bulk(ids).items()))
        self.claim_of: dict[int, int] = {}
        self.members: dict[int, dict[int, ClaimStatement]] = defaultdict(dict)
        self.refused: set[tuple[int, int]] = set()
        self.resting: dict[tuple[int, int], ClaimStatement] = {}
        self.touched = {pk for pk, claim in self.claims.items() if claim.worded_by_id is not None}
        rows = ClaimStatement.objects.filter(claim__in=self.claims).select_related("statement")
        for row in rows.defer(*(f"statement__{name}" for name in UNREAD)).order_by("id"):
            if row.state != ReviewState.PROPOSED:
                self.touched.add(row.claim_id)
            if row.state == ReviewState.REJECTED:
                self.refused.add((row.claim_id, row.statement_id))
            elif row.withdrawn_at is not None:
                self.resting[row.claim_id, row.statement_id] = row
            elif is_standing(row.statement):
                self.members[row.claim_id][row.statement_id] = row
                self.claim_of.setdefault(row.statement_id, row.claim_id)
        ends = Q(claim_a__in=self.claims) | Q(claim_b__in=self.claims)
        for pair in ClaimRelation.objects.filter(ends).exclude(state=ReviewState.PROPOSED).values_list("claim_a", "claim_b"):
            self.touched.update(pair)
        self._load_contradictions()

    def _load_contradictions(self) -> None:
        """What earlier runs found between other members; for own statements this run's links count alone."""
        everyone = {pk for each in self.members.values() for pk in each}
        stored = RelationEvidence.objects.filter(kind=RelationKind.CONTRADICTS, statement_a__in=everyone, statement_b__in=everyone)
        pairs = stored.exclude(relation__state=ReviewState.REJECTED).values_list("statement_a", "statement_b")
        self.apart |= {(a, b) for a, b in pairs if a not in self.own and b not in self.own}

    def group(self) -> None:
        """Leave claims that nothing holds any more, join those that repeat each other, best links first, and open claims for the rest."""
        repeats = sorted((link for link in self.links if link.kind == RelationKind.REPEATS), key=lambda link: (-link.strength, link.pair))
        self._leave(repeats)
        for link in repeats:
            self._follow(link)
        self._open_claims([statement for statement in self.own.values() if statement.pk not in self.claim_of])
        for pk in sorted(self.changed):
            self.reword(self.claims[pk])
        self.write()

    def write(self) -> None:
        """Store the memberships that are new; all other changes are stored when they are made."""
        save_all_signed([row for row in self.new_members if row._state.adding], by=None, reason=REASON)
        self.new_members.clear()

    def _leave(self, repeats: Sequence[Link]) -> None:
        """Take own statements out of claims in which they repeat nobody, unless people put them there."""
        neighbors: dict[int, set[int]] = defaultdict(set)
        for link in repeats:
            neighbors[link.a.pk].add(link.b.pk)
            neighbors[link.b.pk].add(link.a.pk)
        for pk in self.own:
            claim = self.claim_of.get(pk)
            if claim is None:
                continue
            row, others = self.members[claim][pk], self.members[claim].keys() - {pk}
            if row.state == ReviewState.PROPOSED and others and not others & neighbors[pk]:
                row.withdrawn_at = timezone.now()
                save_signed(row, by=None, reason="repeats no statement of this claim any more")
                self.moved.add(pk)
                del self.members[claim][pk], self.claim_of[pk]
                self.resting[claim, pk] = row
                self.changed.add(claim)

    def _follow(self, link: Link) -> None:
        """Bring both ends into one claim if nothing speaks against it."""
        a, b = self.claim_of.get(link.a.pk), self.claim_of.get(link.b.pk)
        if a is None and b is None:
            first, second = sorted((link.a, link.b), key=lambda row: row.pk)
            self._join(second, first, self.open_claim(first), link)
        elif a is None and b is not None:
            self._join(link.a, link.b, b, link)
        elif a is not None and b is None:
            self._join(link.b, link.a, a, link)
        elif a is not None and b is not None and a != b and self._may_merge(a, b, link):
            self._merge(min(a, b), max(a, b))

    def _may_merge(self, a: int, b: int, link: Link) -> bool:
        return link.strength >= STRONG and not self.touched & {a, b} and not self._is_apart(self.members[a], self.members[b])

    def _join(self, newcomer: Statement, neighbor: Statement, claim: int, link: Link) -> None:
        if (claim, newcomer.pk) in self.refused or self._is_apart([newcomer.pk], self.members[claim]):
            return
        self._add(claim, newcomer, self.members[claim][neighbor.pk].stance, link.score, dict(link.why))

    def open_claim(self, statement: Statement) -> int:
        """A new claim, worded after a statement."""
        return self._open_claims([statement])[0]

    def _open_claims(self, statements: Sequence[Statement]) -> list[int]:
        """A new claim after each of these."""
        claims = [Claim(text=word(statement), language=statement.language) for statement in statements]
        save_all_signed(claims, by=None, reason=REASON)
        for claim, statement in zip(claims, statements, strict=True):
            self.claims[claim.pk] = claim
            self._add(claim.pk, statement, self._get_first_stance(statement), None, _FIRST)
        return [claim.pk for claim in claims]

    def _add(self, claim: int, statement: Statement, stance: str, score: float | None, why: dict[str, str]) -> None:
        row = self.resting.pop((claim, statement.pk), None)
        if row is None:
            row = ClaimStatement(claim=self.claims[claim], statement=statement)
            self.new_members.append(row)
        row.stance, row.score, row.why, row.withdrawn_at = stance, score, why, None
        self._save(row, REASON)
        self.members[claim][statement.pk] = row
        self.claim_of[statement.pk] = claim
        self.moved.add(statement.pk)
        self.changed.add(claim)

    def _merge(self, kept: int, given_up: int) -> None:
        """Make one claim of two that nobody has touched; the older one stays."""
        claim = self.claims[given_up]
        claim.merged_into = self.claims[kept]
        if self.claims[kept].topic_id is None:
            self.claims[kept].topic_id = claim.topic_id
            save_signed(self.claims[kept], by=None, reason="two claims that repeat each other", update_fields=["topic"])
        save_signed(claim, by=None, reason="two claims that repeat each other", update_fields=["merged_into"])
        for pk, row in self.members.pop(given_up).items():
            self._add(kept, row.statement, row.stance, row.score, row.why)
            row.withdrawn_at = timezone.now()
            self._save(row, "two claims that repeat each other")
            self.claim_of[pk] = kept
        self.changed.discard(given_up)
        self.merged[given_up] = kept

    def reword(self, claim: Claim) -> None:
        """Word an untouched claim after its best statement; stances follow the wording, for all its statements say the same."""
        members = self.members[claim.pk]
        if claim.pk in self.touched or not members:
            return
        best = choose_wording_statement(row.statement for row in members.values())
        if (claim.text, claim.language) != (word(best), best.language):
            claim.text, claim.language = word(best), best.language
            save_signed(claim, by=None, reason="worded after its best statement", update_fields=["text", "language"])
        stance = self._get_first_stance(best)
        for row in members.values():
            if row.stance != stance:
                row.stance = stance
                self._save(row, "follows the wording of the claim", ["stance"])

    @staticmethod
    def _save(row: ClaimStatement, reason: str, fields: Sequence[str] | None = None) -> None:
        """Store a change of a membership; one that is new is stored by `write`, as it is then."""
        if not row._state.adding:
            save_signed(row, by=None, reason=reason, update_fields=fields)

    def _get_first_stance(self, statement: Statement) -> str:
        is_rejected = self.rejected.get(statement.pk)
        if is_rejected is None:
            is_rejected = is_rejected_proposition(statement)
        return Stance.OPPOSES if is_rejected else Stance.SUPPORTS

    def _is_apart(self, some: Iterable[int], others: Iterable[int]) -> bool:
        """Whether a contradiction lies between two groups of statements: they cannot share a claim."""
        others = list(others)
        return any((min(a, b), max(a, b)) in self.apart for a in some for b in others)


def is_standing(statement: Any) -> bool:
    """What `StatementQuerySet.standing` asks for, of a row at hand."""
    return statement.withdrawn_at is None and statement.state != ReviewState.REJECTED
