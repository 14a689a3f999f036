"""Decisions and taking them back, on relations, which have no spans."""

import pytest
from django.db import IntegrityError, transaction

from claimsite.claims.models import ClaimRelation
from claimsite.core import review
from claimsite.core.models import TRANSITIONS, ReviewState
from tests.factories import build_world, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def relation():
    return build_world().relations["entered"]


@pytest.fixture
def editor():
    return make_user("ada")


def test_decision_is_stored_with_person_and_reason(relation, editor):
    review.decide(relation, "rejected", by=editor, revision=0, reason="other ship")
    stored = ClaimRelation.objects.get(pk=relation.pk)
    assert (stored.state, stored.decided_by, stored.revision) == ("rejected", editor, 1)
    assert stored.decided_at is not None
    entry = stored.history.first()
    assert (entry.history_user, entry.history_change_reason) == (editor, "rejected: other ship")


def test_stale_edit_changes_nothing_and_carries_the_current_row(relation, editor):
    other = ClaimRelation.objects.get(pk=relation.pk)
    review.decide(other, "accepted", by=make_user("bea"), revision=0)
    with pytest.raises(review.StaleEditError) as caught:
        review.decide(relation, "rejected", by=editor, revision=0)
    assert caught.value.current.state == "accepted"
    assert ClaimRelation.objects.get(pk=relation.pk).state == "accepted"


@pytest.mark.parametrize("start", ReviewState.values)
@pytest.mark.parametrize("state", ReviewState.values)
def test_only_the_transitions_of_the_table(relation, editor, start, state):
    if start != "proposed":
        review.decide(relation, start, by=editor, revision=0)
    if state != "proposed" and state in TRANSITIONS[start]:
        assert review.decide(relation, state, by=editor, revision=relation.revision).state == state
    else:
        with pytest.raises(review.TransitionError):
            review.decide(relation, state, by=editor, revision=relation.revision)
        assert ClaimRelation.objects.get(pk=relation.pk).state == start


def test_undo_walks_back_one_decision_at_a_time(relation, editor):
    review.decide(relation, "accepted", by=editor, revision=0)
    review.decide(relation, "corrected", by=editor, revision=1, changes={"kind": "supports"})
    review.decide(relation, "rejected", by=editor, revision=2)
    seen = []
    for _ in range(3):
        review.undo(relation, by=editor)
        seen.append((relation.state, relation.kind))
    assert seen == [("corrected", "supports"), ("accepted", "contradicts"), ("proposed", "contradicts")]
    assert relation.revision == 6
    assert (relation.decided_by, relation.decided_at) == (None, None)
    with pytest.raises(review.TransitionError):
        review.undo(relation, by=editor)


def test_decision_after_an_undo_is_the_one_that_the_next_undo_takes_back(relation, editor):
    review.decide(relation, "accepted", by=editor, revision=0)
    review.decide(relation, "rejected", by=editor, revision=1)
    review.undo(relation, by=editor)
    review.decide(relation, "disputed", by=editor, revision=3)
    review.undo(relation, by=editor)
    assert relation.state == "accepted"
    review.undo(relation, by=editor)
    assert relation.state == "proposed"


def test_undo_keeps_what_else_changed_since(relation, editor):
    review.decide(relation, "accepted", by=editor, revision=0)
    relation.score = 0.5
    relation.save()
    review.undo(relation, by=editor)
    assert (relation.state, relation.score) == ("proposed", 0.5)


def test_undo_of_somebody_elses_decision_notices_a_newer_one(relation, editor):
    review.decide(relation, "accepted", by=make_user("bea"), revision=0)
    with pytest.raises(review.StaleEditError):
        review.undo(relation, by=editor, revision=0)


def test_reason_that_looks_like_an_undo_is_none(relation, editor):
    review.decide(relation, "rejected", by=editor, revision=0, reason="undone")
    review.undo(relation, by=editor)
    assert relation.state == "proposed"


def test_too_long_reason_is_refused(relation, editor):
    with pytest.raises(ValueError, match="at most"):
        review.decide(relation, "rejected", by=editor, revision=0, reason="x" * 81)


@pytest.mark.parametrize("fields", [{"state": "accepted"}, {"state": "maybe"}, {"revision": -1}])
def test_database_refuses_half_decisions(relation, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimRelation.objects.filter(pk=relation.pk).update(**fields)
