"""Writes of claims, their relations and topics: each is one transaction, and the history names the person and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.utils.translation import gettext as _

from claimsite.claims.editing import link_claims, merge_claims, move_statements, rephrase, split_claim
from claimsite.claims.grouping import Grouper
from claimsite.claims.linking import relate_claims, summarize
from claimsite.claims.members import Link
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationEvidence, RelationKind, Stance, Topic
from claimsite.claims.needs import rate_changes, rate_claims
from claimsite.claims.placing import place_statement
from claimsite.claims.topics import gather_topics
from claimsite.claims.undoing import undo_claim_operation
from claimsite.core import review
from claimsite.core.history import save_signed
from claimsite.core.models import ReviewState
from claimsite.core.review import ReviewError, StaleEditError, TransitionError
from claimsite.core.turns import Track, in_turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimsite.core.models import User
    from claimsite.statements.models import ExtractionRun, Statement

__all__ = [
    "EmptyWordingError",
    "StaleEditError",
    "TransitionError",
    "accept",
    "change_kind",
    "follow_statement",
    "group_statements",
    "link_claims",
    "merge_claims",
    "move_statements",
    "place_statement",
    "reject",
    "rename_topic",
    "rephrase",
    "set_stance",
    "split_claim",
    "undo",
    "undo_claim_operation",
]

#: What people decide here: that two claims stand to each other so, or that a statement stands so to a claim.
Decidable = TypeVar("Decidable", ClaimRelation, ClaimStatement)


class EmptyWordingError(ReviewError):
    """A topic needs words."""

    def __init__(self) -> None:
        super().__init__(_("Please enter some words."))


@in_turn()
def accept(row: Decidable, *, by: User, revision: int) -> Decidable:
    """Say that a relation, or a statement's place in a claim, is right.

    Args:
        row: brought up to date.
        by: who decides.
        revision: the row's revision as the person saw it.

    Raises:
        StaleEditError: if somebody else was faster; `current` is the row as it stands.
        TransitionError: if it is accepted already.
    """
    return _follow(review.decide(row, ReviewState.ACCEPTED, by=by, revision=revision))


@in_turn()
def reject(row: Decidable, *, by: User, revision: int, reason: str = "") -> Decidable:
    """Say that there is no such relation, or that the statement does not express the claim; the machine does not propose it again.

    Args:
        row: brought up to date.
        by: who decides.
        revision: the row's revision as the person saw it.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        StaleEditError: if somebody else was faster.
        TransitionError: if it is rejected already.
    """
    return _follow(review.decide(row, ReviewState.REJECTED, by=by, revision=revision, reason=reason))


@in_turn()
def undo(row: Decidable, *, by: User, revision: int | None = None) -> Decidable:
    """Bring a row back to what it was before the latest decision, whoever took it; repeated, one further back each time.

    Args:
        row: brought up to date.
        by: who takes the decision back.
        revision: the row's revision as the person saw it; None takes back whatever is latest.

    Raises:
        StaleEditError: if somebody else was faster.
        TransitionError: if there is no decision left to take back.
    """
    return _follow(review.undo(row, by=by, revision=revision)[0])


@in_turn()
def change_kind(relation: ClaimRelation, kind: str, *, by: User, revision: int, reason: str = "") -> ClaimRelation:
    """Say that two claims stand to each other otherwise than proposed; the same kind accepts it.

    Args:
        relation: brought up to date.
        kind: one of `RelationKind`.
        by: who decides.
        revision: the relation's revision as the person saw it.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        StaleEditError: if somebody else was faster.
        TransitionError: if it is accepted already and the kind is the same.
        ValueError: for an unknown kind.
    """
    if kind not in RelationKind.values:
        raise ValueError(f"unknown kind {kind!r}; known are {', '.join(RelationKind.values)}")
    if kind == relation.kind:
        return accept(relation, by=by, revision=revision)
    review.decide(relation, ReviewState.CORRECTED, by=by, revision=revision, reason=reason, changes={"kind": kind})
    rate_claims([relation.claim_a_id, relation.claim_b_id])
    return relation


@in_turn()
def set_stance(membership: ClaimStatement, stance: str, *, by: User, revision: int, reason: str = "") -> ClaimStatement:
    """Say how a statement stands to a claim; the same stance accepts it.

    Args:
        membership: brought up to date.
        stance: one of `Stance`.
        by: who decides.
        revision: the membership's revision as the person saw it.
        reason: why, at most `review.REASON_LENGTH` characters.

    Raises:
        StaleEditError: if somebody else was faster.
        TransitionError: if it is accepted already and the stance is the same.
        ValueError: for an unknown stance.
    """
    if stance not in Stance.values:
        raise ValueError(f"unknown stance {stance!r}; known are {', '.join(Stance.values)}")
    if stance == membership.stance:
        return accept(membership, by=by, revision=revision)
    return _follow(review.decide(membership, ReviewState.CORRECTED, by=by, revision=revision, reason=reason, changes={"stance": stance}))


def _follow(row: Decidable) -> Decidable:
    """Undecided links count a statement's evidence only while it has its place, and say after an undo what their evidence says by now."""
    if isinstance(row, ClaimStatement):
        evidence = RelationEvidence.objects.filter(Q(statement_a=row.statement_id) | Q(statement_b=row.statement_id))
        rate_claims({row.claim_id} | summarize(evidence.values_list("relation", flat=True)))
    else:
        summarize([row.pk])
        rate_claims([row.claim_a_id, row.claim_b_id])
        row.refresh_from_db()
    return row


@in_turn()
def rename_topic(topic: Topic, title: str, *, by: User) -> Topic:
    """Name a topic by hand; the machine leaves the name alone from then on. Its address stays.

    Args:
        topic: brought up to date.
        title: white space is put in order; cut at 200 characters.
        by: who names it.

    Raises:
        EmptyWordingError: if there are no words.
    """
    title = " ".join(title.split())[:200]
    if not title:
        raise EmptyWordingError
    topic.refresh_from_db(from_queryset=Topic.objects.select_for_update())
    topic.title, topic.titles, topic.is_named_by_hand = title, {}, True
    return save_signed(topic, by=by, reason="renamed", update_fields=["title", "titles", "is_named_by_hand"])


@in_turn()
def follow_statement(statement: Statement) -> None:
    """Bring untouched claims and undecided relations in line with what a person has just decided about a statement.

    Claims are worded anew, relations lose or regain their evidence; a statement that a person added, or made one by a correction, gets a claim.

    Args:
        statement: as it stands now.
    """
    grouper = Grouper([statement], [])
    for claim in list(grouper.claims.values()):
        grouper.reword(claim)
    is_by_hand = statement.added_by_id is not None or statement.state == ReviewState.CORRECTED
    if is_by_hand and statement.pk in grouper.own and not ClaimStatement.objects.filter(statement=statement).exists():
        claim = grouper.open_claim(statement)
        grouper.write()
        gather_topics([claim])
    evidence = RelationEvidence.objects.filter(Q(statement_a=statement) | Q(statement_b=statement))
    ends = summarize(evidence.values_list("relation", flat=True))
    rate_claims({*ends, *ClaimStatement.objects.filter(statement=statement).values_list("claim", flat=True)})


@in_turn(Track.CLAIMS)
def group_statements(
    statements: Sequence[Statement],
    relations: Iterable[tuple[Statement, Statement, str, float | None, Mapping[str, str]]],
    *,
    run: ExtractionRun,
    rejected: Mapping[int, bool] | None = None,
) -> None:
    """Bring statements into claims, relate the claims, gather them in topics. Again with the same input, nothing changes.

    Statements that repeat one another form a claim, unless a contradiction lies between them. Two claims become one by a strong repetition, if people
    have touched neither. A claim is worded after its best statement until somebody rephrases it. Contradictions, supports and repetitions between the
    statements of different claims become evidence of one relation between these; the best evidence gives kind and reason. What people decided stays.

    Args:
        statements: the standing statements of the text that was read; each gets a claim, but refusals to comment.
        relations: what was found between them, and between them and others: two standing statements, a `RelationKind`, a score of 0 to 1 (None if
            unknown), and one sentence per interface language. Other relations of `statements` that an earlier run found are given up.
        run: the reading that led here.
        rejected: by id of a statement whether its content is what its speaker rejects ("denied that …"); statements that are missing are judged by
            act and words.

    Raises:
        ValueError: for an unknown kind, or a statement of another text than the run's.
    """
    links = [Link(*each) for each in relations]
    for link in links:
        if link.kind not in RelationKind.values:
            raise ValueError(f"unknown kind {link.kind!r}; known are {', '.join(RelationKind.values)}")
    if any(row.version_id != run.version_id for row in statements):
        raise ValueError("the run read another text than that of these statements")
    grouper = Grouper(statements, links, rejected)
    grouper.group()
    ends = relate_claims(grouper)
    gather_topics(ends | grouper.changed | {grouper.claim_of[pk] for pk in grouper.own})
    changed = {*ends, *grouper.changed, *grouper.merged, *grouper.claim_of.values()}
    rate_changes(changed, statements=grouper.own.keys() | grouper.moved, relations=grouper.related, merged=grouper.merged.keys())
