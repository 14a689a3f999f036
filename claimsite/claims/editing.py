"""What editors do to claims as a whole: each act is one operation, which can be undone exactly, and holds against the machine until then.

Members of a claim that an editor merged, split off or moved are decisions, so the machine leaves them where they are; where they came from they stand
rejected, so it does not put them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from claimsite.claims.carrying import carry_links, carry_members, carry_relations, find_relation, get_ends
from claimsite.claims.members import is_standing
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationKind, Stance
from claimsite.claims.topics import open_topic
from claimsite.claims.wording import choose_wording_statement, is_rejected_proposition, word
from claimsite.core.models import ReviewState
from claimsite.core.operations import OperationError, Recorder, operate
from claimsite.core.review import StaleEditError
from claimsite.core.words import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimsite.core.models import Operation, User

_OTHER_STANCE: dict[str, str] = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}
#: The operations' kinds, as the history names them.
KINDS = ("rephrase-claim", "merge-claims", "split-claim", "move-statements", "link-claims")
#: Of a wording in an operation's one line.
SUMMARY_LENGTH = 120


def rephrase(claim: Claim, text: str, *, by: User, language: str = "", revision: int | None = None, reason: str = "") -> Operation:
    """Word a claim by hand; the machine leaves the wording alone from then on, and merges the claim with no other.

    Args:
        claim: brought up to date.
        text: white space is put in order.
        by: who words it.
        language: of the new words; empty leaves it.
        revision: the claim's revision as the person saw it; None does not ask.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        OperationError: if there are no words, or the claim was merged into another.
        StaleEditError: if somebody else was faster.
    """
    text = tidy(text)
    if not text:
        raise OperationError(_("Please enter some words."))
    with operate("rephrase-claim", by=by, summary=_shorten(text), reason=reason) as recorder:
        _lock(claim, revision)
        recorder.change(claim, text=text, language=language or claim.language, worded_by=by)
    return recorder.operation


def merge_claims(claim: Claim, others: Iterable[Claim], *, by: User, revision: int | None = None, reason: str = "") -> Operation:
    """Say that several claims are one: statements and links of the others come to this one, and their addresses lead here. The machine never splits it.

    Args:
        claim: the one that stays, with its wording; brought up to date.
        others: those that go.
        by: who says so.
        revision: the claim's revision as the person saw it; None does not ask.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        OperationError: if there is no other, or one of them was merged before.
        StaleEditError: if somebody else was faster.
    """
    given_up = [other for other in dict.fromkeys(others) if other.pk != claim.pk]
    if not given_up:
        raise OperationError(_("Choose another claim."))
    with operate("merge-claims", by=by, summary=_shorten(claim.text), reason=reason) as recorder:
        _lock(claim, revision)
        decided = _decide(ReviewState.ACCEPTED, by)
        for row in claim.claim_statements.filter(state=ReviewState.PROPOSED, withdrawn_at__isnull=True):
            recorder.change(row, **decided)
        for other in given_up:
            _lock(other, None)
            carry_members(recorder, other, claim, decided=decided, refused=_decide(ReviewState.REJECTED, by))
            carry_relations(recorder, other, claim)
            if claim.topic_id is None and other.topic_id is not None:
                recorder.change(claim, topic=other.topic)
            recorder.change(other, merged_into=claim)
    return recorder.operation


def split_claim(claim: Claim, statements: Iterable[int], *, by: User, text: str = "", revision: int | None = None, reason: str = "") -> tuple[Operation, Claim]:
    """Say that some statements of a claim express another one; the machine never brings the two together again.

    Args:
        claim: brought up to date.
        statements: ids of some but not all of its standing statements.
        by: who says so.
        text: the new claim's wording; empty takes the best statement's.
        revision: the claim's revision as the person saw it; None does not ask.
        reason: why, at most `review.REASON_LENGTH` characters.

    Returns:
        The operation and the new claim.

    Raises:
        OperationError: if nothing or everything was chosen.
        StaleEditError: if a statement is not in the claim any more, or somebody else was faster.
    """
    with operate("split-claim", by=by, summary=_shorten(claim.text), reason=reason) as recorder:
        _lock(claim, revision)
        rows, rest = _choose(claim, statements)
        best = choose_wording_statement(row.statement for row in rows)
        text = tidy(text)
        new = Claim(text=text or word(best), language=best.language, topic=claim.topic, worded_by=by if text else None)
        recorder.create(new)
        first = next(row.stance for row in rows if row.statement_id == best.pk)
        wanted = first if text else Stance.OPPOSES if is_rejected_proposition(best) else Stance.SUPPORTS
        for row in rows:
            _transfer(recorder, row, new, by, row.stance if wanted == first else _OTHER_STANCE.get(row.stance, row.stance))
        carry_links(recorder, claim, new, {row.statement_id for row in rows})
        _keep_apart(recorder, claim, new, by)
        _reword(recorder, claim, rows, rest)
    return recorder.operation, new


def move_statements(
    claim: Claim, statements: Iterable[int], *, into: Claim, by: User, stance: str = "", revision: int | None = None, reason: str = ""
) -> Operation:
    """Say that some statements express another claim; the machine leaves them there and does not compare the claims by them again.

    Args:
        claim: where they are; brought up to date.
        statements: ids of some but not all of its standing statements.
        into: where they belong.
        by: who says so.
        stance: how they stand to the other claim; empty keeps theirs.
        revision: the claim's revision as the person saw it; None does not ask.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        OperationError: if nothing or everything was chosen, or the other claim is the same or was merged before.
        StaleEditError: if a statement is not in the claim any more, or somebody else was faster.
        ValueError: for an unknown stance.
    """
    if stance and stance not in Stance.values:
        raise ValueError(f"unknown stance {stance!r}; known are {', '.join(Stance.values)}")
    if into.pk == claim.pk:
        raise OperationError(_("Choose another claim."))
    with operate("move-statements", by=by, summary=_shorten(into.text), reason=reason) as recorder:
        _lock(claim, revision)
        _lock(into, None)
        rows, rest = _choose(claim, statements)
        for row in rows:
            _transfer(recorder, row, into, by, stance or row.stance)
        carry_links(recorder, claim, into, {row.statement_id for row in rows})
        _reword(recorder, claim, rows, rest)
    return recorder.operation


def link_claims(claim: Claim, other: Claim, kind: str, *, by: User, revision: int | None = None, reason: str = "") -> Operation:
    """Say how two claims stand to each other; a relation that is there, also one rejected, becomes that.

    Args:
        claim: brought up to date.
        other: another.
        kind: one of `RelationKind`.
        by: who says so.
        revision: the claim's revision as the person saw it; None does not ask.
        reason: why, at most `review.REASON_LENGTH` characters; shown as the link's reason where there is none.

    Raises:
        OperationError: if the other claim is the same or was merged, or they are linked like that already.
        StaleEditError: if somebody else was faster.
        ValueError: for an unknown kind.
    """
    if kind not in RelationKind.values:
        raise ValueError(f"unknown kind {kind!r}; known are {', '.join(RelationKind.values)}")
    if other.pk == claim.pk:
        raise OperationError(_("Choose another claim."))
    with operate("link-claims", by=by, summary=_shorten(claim.text), reason=reason) as recorder:
        _lock(claim, revision)
        _lock(other, None)
        relation = find_relation(claim.pk, other.pk)
        if relation is None:
            why = {"en": reason, "de": reason} if reason else {}
            recorder.create(ClaimRelation(**get_ends(claim.pk, other.pk), kind=kind, why=why, added_by=by, **_decide(ReviewState.ACCEPTED, by)))
        else:
            _relate(recorder, relation, kind, by)
        _share_topic(recorder, claim, other)
    return recorder.operation


def _relate(recorder: Recorder, relation: ClaimRelation, kind: str, by: User) -> None:
    is_same = relation.kind == kind and relation.state in (ReviewState.ACCEPTED, ReviewState.CORRECTED)
    if is_same:
        raise OperationError(_("These claims are linked like that already."))
    state = ReviewState.ACCEPTED if relation.kind == kind else ReviewState.CORRECTED
    recorder.change(relation, kind=kind, **_decide(state, by))


def _share_topic(recorder: Recorder, claim: Claim, other: Claim) -> None:
    """Linked claims are of one topic; two topics become one when the machine next looks."""
    if claim.topic_id is None and other.topic_id is None:
        topic = recorder.create(open_topic([claim, other]))
        for each in (claim, other):
            recorder.change(each, topic=topic)
    elif claim.topic_id is None:
        recorder.change(claim, topic=other.topic)
    elif other.topic_id is None:
        recorder.change(other, topic=claim.topic)


def _lock(claim: Claim, revision: int | None) -> None:
    """Bring a claim up to date and keep others from changing it."""
    claim.refresh_from_db(from_queryset=Claim.objects.select_for_update())
    if revision is not None and claim.revision != revision:
        raise StaleEditError(claim)
    if claim.merged_into_id is not None:
        raise OperationError(_("“%(claim)s” was merged into another claim.") % {"claim": _shorten(claim.text)})


def _choose(claim: Claim, statements: Iterable[int]) -> tuple[list[ClaimStatement], list[ClaimStatement]]:
    """The standing memberships that were chosen, and the others."""
    wanted = set(statements)
    rows = [row for row in claim.claim_statements.select_related("statement").order_by("id") if is_standing(row) and is_standing(row.statement)]
    chosen = [row for row in rows if row.statement_id in wanted]
    if wanted - {row.statement_id for row in chosen}:
        raise StaleEditError(claim)
    if not chosen or len(chosen) == len(rows):
        raise OperationError(_("Choose some of the statements, but not all."))
    return chosen, [row for row in rows if row.statement_id not in wanted]


def _transfer(recorder: Recorder, row: ClaimStatement, target: Claim, by: User, stance: str) -> None:
    """Reject a statement's place in one claim and give it one in another."""
    there = target.claim_statements.filter(statement=row.statement_id).first()
    given = {"stance": stance, **_decide(ReviewState.ACCEPTED, by)}
    if there is None:
        recorder.create(ClaimStatement(claim=target, statement=row.statement, score=row.score, why=row.why, **given))
    else:
        recorder.change(there, **given)
    recorder.change(row, **_decide(ReviewState.REJECTED, by))


def _keep_apart(recorder: Recorder, claim: Claim, new: Claim, by: User) -> None:
    """A repetition between the two is rejected, so none is proposed."""
    relation = ClaimRelation(**get_ends(claim.pk, new.pk), kind=RelationKind.REPEATS, added_by=by, **_decide(ReviewState.REJECTED, by))
    recorder.create(relation)


def _reword(recorder: Recorder, claim: Claim, gone: Sequence[ClaimStatement], rest: Sequence[ClaimStatement]) -> None:
    """A claim in the words of a statement that has left takes those of one that is still there."""
    words = {word(row.statement) for row in rest}
    if claim.worded_by_id is None and claim.text not in words and claim.text in {word(row.statement) for row in gone}:
        best = choose_wording_statement(row.statement for row in rest)
        recorder.change(claim, text=word(best), language=best.language)


def _decide(state: str, by: User) -> dict[str, Any]:
    return {"state": state, "decided_at": timezone.now(), "decided_by": by, "withdrawn_at": None}


def _shorten(text: str) -> str:
    return text if len(text) <= SUMMARY_LENGTH else f"{text[: SUMMARY_LENGTH - 1]}…"
