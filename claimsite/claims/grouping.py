"""From statements that repeat one another to claims; `actions.group_statements` is the way in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils import timezone

from claimsite.claims.members import (
    MOST_MOVED,
    MOST_NEEDED,
    REASON,
    STRONG,
    WORDED_AFTER,
    Between,
    Link,
    collect_neighbors,
    count_members,
    count_needed,
    find_touched,
    has_other_members,
    is_standing,
    list_members,
    list_standing_members,
    read_first_members,
)
from claimsite.claims.models import Claim, ClaimStatement, RelationKind, Stance
from claimsite.claims.wording import choose_wording_statement, is_rejected_proposition, word
from claimsite.core.history import save_all_signed, save_signed
from claimsite.core.models import ReviewState
from claimsite.statements.models import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimsite.statements.models import Statement

_COUNTED = MOST_MOVED + 1
_FIRST = {"en": "The claim is worded after this statement.", "de": "Die Behauptung ist nach dieser Aussage formuliert."}
_MERGED = "two claims that repeat each other"


class Grouper:
    """Brings each statement into one claim, and remembers which claims changed.

    Of claims it knows the members that the links lead to, so that what an article costs does not depend on how many others have said the same.
    """

    def __init__(self, statements: Sequence[Statement], links: Sequence[Link], rejected: Mapping[int, bool] | None = None) -> None:
        self.own = {row.pk: row for row in statements if row.act != Act.DECLINES}
        involved = {row.pk: row for link in links for row in (link.a, link.b) if row.act != Act.DECLINES} | self.own
        self.links = [link for link in links if link.a.pk in involved and link.b.pk in involved and link.a.pk != link.b.pk]
        self.rejected = dict(rejected or {})
        self.neighbors = collect_neighbors(link for link in self.links if link.kind == RelationKind.REPEATS)
        self.strong = collect_neighbors(link for link in self.links if link.kind == RelationKind.REPEATS and link.strength >= STRONG)
        self.against = collect_neighbors(link for link in self.links if link.kind == RelationKind.CONTRADICTS)
        self.statements = involved
        self.changed: set[int] = set()
        self.moved: set[int] = set()
        self.new_members: list[ClaimStatement] = []
        self.merged: dict[int, int] = {}
        self.related: set[int] = set()
        self.small: dict[int, list[ClaimStatement]] = {}
        self._load()

    def _load(self) -> None:
        """The claims of these statements, with these as their members."""
        rows = list(list_members().filter(statement__in=self.statements).order_by("id"))
        # By ids first: with a join, order and distinct in one query SQLite walks through all claims (8 s among a million statements).
        self.claims = dict(sorted(Claim.objects.standing().in_bulk({row.claim_id for row in rows}).items()))
        self.claim_of: dict[int, int] = {}
        self.members: dict[int, dict[int, ClaimStatement]] = defaultdict(dict)
        self.refused: set[tuple[int, int]] = set()
        self.resting: dict[tuple[int, int], ClaimStatement] = {}
        self.touched = find_touched(self.claims)
        #: By claim how many members it has, as far as `_COUNTED`: more than this run could take from it and have less than `MOST_MOVED` left.
        self.sizes = count_members(self.claims, _COUNTED + len(self.own))
        for row in rows:
            if row.claim_id not in self.claims:
                continue
            if row.state == ReviewState.REJECTED:
                self.refused.add((row.claim_id, row.statement_id))
            elif row.withdrawn_at is not None:
                self.resting[row.claim_id, row.statement_id] = row
            elif is_standing(row.statement):
                self.members[row.claim_id][row.statement_id] = row
                self.claim_of.setdefault(row.statement_id, row.claim_id)

    def group(self) -> None:
        """Leave claims that nothing holds any more, join those that repeat each other, best links first, and open claims for the rest."""
        repeats = sorted((link for link in self.links if link.kind == RelationKind.REPEATS), key=lambda link: (-link.strength, link.pair))
        self._leave()
        for link in repeats:
            self._follow(link)
        self._open_claims([statement for statement in self.own.values() if statement.pk not in self.claim_of])
        self._read_small(self.changed - self.touched)
        for pk in sorted(self.changed):
            self.reword(self.claims[pk])
        self.write()

    def write(self) -> None:
        """Store the memberships that are new; all other changes are stored when they are made."""
        save_all_signed([row for row in self.new_members if row._state.adding], by=None, reason=REASON)
        self.new_members.clear()

    def _read_small(self, claims: Iterable[int]) -> None:
        """Read the members of the claims that have few, for wording them, all in one query."""
        waiting = {row.claim_id for row in self.new_members}
        old = [pk for pk in claims if self.sizes[pk] <= WORDED_AFTER and (self.sizes[pk] > 1 or pk not in waiting)]
        self.small = read_first_members(old)

    def _leave(self) -> None:
        """Take own statements out of claims in which they repeat nobody, unless people put them there."""
        for pk in self.own:
            claim = self.claim_of.get(pk)
            if claim is None or self.members[claim][pk].state != ReviewState.PROPOSED or self.members[claim].keys() & self.neighbors[pk]:
                continue
            if self.members[claim].keys() == {pk} and not has_other_members(claim, self.own.keys()):
                continue
            row = self.members[claim].pop(pk)
            self.sizes[claim] -= 1
            row.withdrawn_at = timezone.now()
            save_signed(row, by=None, reason="repeats no statement of this claim any more")
            self.moved.add(pk)
            del self.claim_of[pk]
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
            self._merge(*sorted((a, b), key=lambda pk: (-self.sizes[pk], pk)))

    def _may_merge(self, a: int, b: int, link: Link) -> bool:
        if link.strength < STRONG or self.touched & {a, b} or any(self.against[pk] & self.members[b].keys() for pk in self.members[a]):
            return False
        sizes = self.sizes[a], self.sizes[b]
        if min(sizes) > MOST_MOVED:
            return False
        self.write()  # what lies between the two is asked of the database
        few, many = (a, b) if sizes[0] <= sizes[1] else (b, a)
        between = Between(few, many, self.own)
        if between.is_apart:
            return False
        pairs = between.repeating | {(p, q) for p in self.members[few] for q in self.strong[p] & self.members[many].keys()}
        return all(len(set(ends)) >= count_needed(self.sizes[claim]) for claim, ends in zip((few, many), zip(*pairs, strict=True), strict=True))

    def _join(self, newcomer: Statement, neighbor: Statement, claim: int, link: Link) -> None:
        members = self.members[claim].keys()
        if (claim, newcomer.pk) in self.refused or self.against[newcomer.pk] & members:
            return
        repeated = len(self.neighbors[newcomer.pk] & members)
        if repeated >= MOST_NEEDED or repeated >= count_needed(self.sizes[claim]):
            self._add(claim, newcomer, self.members[claim][neighbor.pk].stance, link.score, dict(link.why))

    def open_claim(self, statement: Statement) -> int:
        """A new claim, worded after a statement."""
        return self._open_claims([statement])[0]

    def _open_claims(self, statements: Sequence[Statement]) -> list[int]:
        """A new claim after each of these."""
        claims = [Claim(text=word(statement), language=statement.language) for statement in statements]
        save_all_signed(claims, by=None, reason=REASON)
        for claim, statement in zip(claims, statements, strict=True):
            self.claims[claim.pk], self.sizes[claim.pk] = claim, 0
            self._add(claim.pk, statement, self._get_first_stance(statement), None, _FIRST)
        return [claim.pk for claim in claims]

    def _add(self, claim: int, statement: Statement, stance: str, score: float | None, why: dict[str, str]) -> None:
        row = self.resting.pop((claim, statement.pk), None)
        if row is None:
            row = ClaimStatement(claim=self.claims[claim], statement=statement)
            self.new_members.append(row)
        self.sizes[claim] += 1
        row.stance, row.score, row.why, row.withdrawn_at = stance, score, why, None
        self._save(row, REASON)
        self.members[claim][statement.pk] = row
        self.claim_of[statement.pk] = claim
        self.moved.add(statement.pk)
        self.changed.add(claim)

    def _merge(self, kept: int, given_up: int) -> None:
        """Make one claim of two that nobody has touched; the larger one stays, of equals the older."""
        claim = self.claims[given_up]
        claim.merged_into = self.claims[kept]
        if self.claims[kept].topic_id is None:
            self.claims[kept].topic_id = claim.topic_id
            save_signed(self.claims[kept], by=None, reason=_MERGED, update_fields=["topic"])
        save_signed(claim, by=None, reason=_MERGED, update_fields=["merged_into"])
        rows = list(list_standing_members(given_up))
        there = ClaimStatement.objects.filter(claim=kept, statement__in=[row.statement_id for row in rows], withdrawn_at__isnull=False)
        self.resting |= {(kept, row.statement_id): row for row in there}
        for row in rows:
            self._add(kept, row.statement, row.stance, row.score, row.why)
            row.withdrawn_at = timezone.now()
        save_all_signed(rows, by=None, reason=_MERGED, fields=["withdrawn_at"])
        del self.members[given_up]
        self.changed.discard(given_up)
        self.merged[given_up] = kept

    def reword(self, claim: Claim) -> None:
        """Word an untouched claim after the best of its first statements; stances follow the wording, for all its statements say the same."""
        if claim.pk in self.touched:
            return
        known = self.members[claim.pk]
        waiting = [row for row in self.new_members if row._state.adding and row.claim_id == claim.pk]
        stored = self.small.get(claim.pk)
        if stored is None:
            stored = [] if len(waiting) == self.sizes[claim.pk] else list(list_standing_members(claim.pk)[:WORDED_AFTER])
        first = [known.setdefault(row.statement_id, row) for row in stored] + waiting
        if not first:
            return
        best = choose_wording_statement(row.statement for row in first[:WORDED_AFTER])
        stance = self._get_first_stance(best)
        rest: Iterable[ClaimStatement] = ()
        if (claim.text, claim.language) != (word(best), best.language):
            claim.text, claim.language = word(best), best.language
            save_signed(claim, by=None, reason="worded after its best statement", update_fields=["text", "language"])
            rest = list_standing_members(claim.pk).exclude(stance=stance).exclude(statement__in=known)
        odd = [row for row in (*known.values(), *rest) if row.stance != stance]
        for row in odd:
            row.stance = stance
        save_all_signed([row for row in odd if not row._state.adding], by=None, reason="follows the wording of the claim", fields=["stance"])

    @staticmethod
    def _save(row: ClaimStatement, reason: str) -> None:
        """Store a change of a membership; one that is new is stored by `write`, as it is then."""
        if not row._state.adding:
            save_signed(row, by=None, reason=reason)

    def _get_first_stance(self, statement: Statement) -> str:
        is_rejected = self.rejected.get(statement.pk)
        if is_rejected is None:
            is_rejected = is_rejected_proposition(statement)
        return Stance.OPPOSES if is_rejected else Stance.SUPPORTS
