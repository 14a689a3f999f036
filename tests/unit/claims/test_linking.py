"""Relations between claims, their evidence, and topics."""

import datetime as dt

import pytest

from claimsite.claims import actions
from claimsite.claims.linking import combine
from claimsite.claims.models import ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Statement
from tests.unit.claims.mill import claim_of, why

pytestmark = pytest.mark.django_db


def test_repetitions_share_a_claim_and_contradictions_link_claims(two):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why("“burnt” against “no fire”")))
    two.read_b(
        (two.again, two.burnt, "repeats", 0.9, why()),
        (two.at_all, two.burnt, "contradicts", 0.7, why("denied")),
        (two.at_all, two.again, "contradicts", 0.95, why("denied outright")),
    )
    burnt = claim_of(two.burnt)
    assert claim_of(two.again) == burnt
    relation = ClaimRelation.objects.get(claim_a=min(burnt.pk, claim_of(two.at_all).pk), claim_b=max(burnt.pk, claim_of(two.at_all).pk))
    assert (relation.kind, relation.why["en"], relation.state) == ("contradicts", "denied outright", "proposed")
    assert relation.score == combine([0.95, 0.7])
    assert relation.evidence.count() == 2
    assert ClaimRelation.objects.count() == 2


def test_relations_of_a_merged_claim_move_along(two):
    two.read_a()
    two.read_b((two.at_all, two.again, "contradicts", 0.7, why()))
    actions.group_statements([two.burnt], [(two.burnt, two.again, "repeats", 0.9, why())], run=two.a.runs.first())
    kept, other = claim_of(two.burnt), claim_of(two.at_all)
    assert claim_of(two.again) == kept
    relation = ClaimRelation.objects.standing().get()
    assert {relation.claim_a, relation.claim_b} == {kept, other}
    assert relation.evidence.get().kind == "contradicts"


def test_weak_repetition_between_claims_is_a_relation(two):
    two.read_a()
    two.read_b()
    two.read_b((two.again, two.burnt, "repeats", 0.5, why()))
    assert claim_of(two.again) != claim_of(two.burnt)
    assert ClaimRelation.objects.get().kind == "repeats"


@pytest.mark.parametrize("decide", [actions.accept, actions.reject])
def test_decided_relation_is_never_touched_and_a_rejected_pair_not_proposed_again(two, editor, decide):
    link = (two.burnt, two.no_fire, "contradicts", 0.8, why())
    two.read_a(link)
    relation = ClaimRelation.objects.get()
    decide(relation, by=editor, revision=relation.revision)
    before = ClaimRelation.objects.values().get(), list(RelationEvidence.objects.values())
    two.read_a((two.burnt, two.no_fire, "supports", 0.99, why("new")))
    two.read_a()
    assert (ClaimRelation.objects.values().get(), list(RelationEvidence.objects.values())) == before


def test_rejected_pair_of_statements_is_not_proposed_between_other_claims(two, editor):
    two.read_a()
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()), (two.at_all, two.again, "contradicts", 0.8, why()))
    relation = ClaimRelation.objects.get()
    actions.reject(relation, by=editor, revision=relation.revision)
    two.read_b((two.at_all, two.again, "contradicts", 0.8, why()))
    assert claim_of(two.again) != claim_of(two.burnt)
    assert list(ClaimRelation.objects.values_list("state", flat=True)) == ["rejected"]


def test_relation_without_evidence_is_withdrawn_and_comes_back(two):
    link = (two.burnt, two.no_fire, "contradicts", 0.8, why())
    two.read_a(link)
    two.read_a()
    assert ClaimRelation.objects.get().withdrawn_at is not None
    two.read_a(link)
    assert ClaimRelation.objects.get().withdrawn_at is None
    assert ClaimRelation.objects.get().evidence.count() == 1


def test_form_that_was_opened_before_the_machine_changed_a_relation_is_stale(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    seen = ClaimRelation.objects.get()
    two.read_a((two.burnt, two.no_fire, "supports", 0.8, why()))
    with pytest.raises(actions.StaleEditError):
        actions.accept(seen, by=editor, revision=seen.revision)


def test_kind_and_stance_can_be_corrected(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    relation = ClaimRelation.objects.get()
    actions.change_kind(relation, "supports", by=editor, revision=0)
    assert (relation.kind, relation.state) == ("supports", "corrected")
    actions.undo(relation, by=editor)
    assert (relation.kind, relation.state) == ("contradicts", "proposed")
    membership = ClaimStatement.objects.get(statement=two.burnt)
    actions.set_stance(membership, "unclear", by=editor, revision=membership.revision)
    assert (membership.stance, membership.state) == ("unclear", "corrected")
    with pytest.raises(ValueError, match="unknown"):
        actions.change_kind(relation, "hates", by=editor, revision=relation.revision)
    with pytest.raises(ValueError, match="unknown"):
        actions.set_stance(membership, "hates", by=editor, revision=membership.revision)


def test_linked_claims_become_a_topic_named_after_sides_and_dispute(two):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    topic = Topic.objects.get()
    assert topic.title == "Bert, Olla: The mill has burnt down"
    assert topic.slug == "bert-olla"
    # The insurance is of the same article and one of the sides.
    assert claim_of(two.insured).topic == topic
    two.read_b((two.at_all, two.again, "contradicts", 0.7, why()))
    assert claim_of(two.at_all).topic == topic
    assert claim_of(two.river).topic is None


def test_far_apart_in_time_is_another_topic(two):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    Statement.objects.filter(version=two.b).update(published_on=dt.date(2025, 3, 4))
    for row in two.of_b:
        row.refresh_from_db()
    two.read_b((two.at_all, two.again, "contradicts", 0.7, why()))
    assert Topic.objects.count() == 2
    assert sorted(Topic.objects.values_list("slug", flat=True)) == ["bert-olla", "bert-olla-2"]


def test_link_between_topics_merges_them(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    Statement.objects.filter(version=two.b).update(published_on=dt.date(2025, 3, 4))
    for row in two.of_b:
        row.refresh_from_db()
    two.read_b((two.at_all, two.again, "contradicts", 0.7, why()))
    older, younger = Topic.objects.order_by("id")
    actions.rename_topic(younger, "The fire", by=editor)
    two.read_b((two.at_all, two.again, "contradicts", 0.7, why()), (two.again, two.burnt, "supports", 0.6, why()))
    older.refresh_from_db()
    assert older.merged_into == younger
    assert claim_of(two.burnt).topic == younger == claim_of(two.again).topic
    assert Topic.objects.get(merged_into__isnull=True).title == "The fire"


def test_rejected_statement_is_no_evidence(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    statement_actions.reject(two.no_fire, by=editor, revision=0)
    actions.group_statements([two.burnt, two.insured], [], run=two.a.runs.first())
    assert not ClaimRelation.objects.standing().exists()


def test_relation_with_itself_is_none(two):
    two.read_a((two.burnt, two.burnt, "supports", 0.8, why()))
    assert not ClaimRelation.objects.exists()


def test_combined_score():
    assert combine([None]) is None
    assert combine([0.8]) == 0.8
    assert 0.8 < combine([0.8, 0.8, None]) < 0.9
    assert combine([1.0, 0.2]) == 1.0


def test_decision_about_a_statement_rewords_its_claim_and_shakes_its_relations(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    claim = claim_of(two.burnt)
    assert claim.text == "The mill has burnt down"
    statement_actions.reject(two.burnt, by=editor, revision=0)
    claim.refresh_from_db()
    assert claim.text == "The mill burnt down on Friday"
    assert not ClaimRelation.objects.standing().exists()
    statement_actions.undo(two.burnt, by=editor)
    claim.refresh_from_db()
    assert claim.text == "The mill has burnt down"
    assert ClaimRelation.objects.standing().exists()


def test_decided_relation_outlives_its_evidence(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    actions.accept(ClaimRelation.objects.get(), by=editor, revision=0)
    statement_actions.reject(two.burnt, by=editor, revision=0)
    assert ClaimRelation.objects.standing().exists()
