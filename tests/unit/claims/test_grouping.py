"""From statements and what the machine sees between them to claims, relations and topics."""

import datetime as dt

import pytest

from claimsite.claims import actions
from claimsite.claims.linking import combine
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence, Topic
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Statement
from tests.factories import make_run, make_side, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db

A_TEXT = "The mill has burnt down, said Olla. It was no fire, said Bert. The mill is insured, said Olla. Bert declined to comment on the insurance."
B_TEXT = "Olla repeats: the mill burnt down on Friday. Bert denies that the mill burnt at all. The river is high."


def why(text="Same words."):
    return {"en": text, "de": text}


class Two:
    """Two articles about one mill, by two sides."""

    def __init__(self):
        olla, bert = make_side("Olla"), make_side("Bert")
        self.a, self.b = make_version(A_TEXT), make_version(B_TEXT, published_on="2024-03-09")
        self.burnt = make_statement(self.a, "The mill has burnt down", actor=olla, score=0.9)
        self.no_fire = make_statement(self.a, "It was no fire", actor=bert, act="denies")
        self.insured = make_statement(self.a, "The mill is insured", actor=olla)
        self.declined = make_statement(self.a, "the insurance", actor=bert, act="declines")
        self.again = make_statement(self.b, "the mill burnt down on Friday", actor=olla)
        self.at_all = make_statement(self.b, "the mill burnt at all", actor=bert, act="denies")
        self.river = make_statement(self.b, "The river is high", actor=make_side("Weather service"))
        self.of_a = [self.burnt, self.no_fire, self.insured, self.declined]
        self.of_b = [self.again, self.at_all, self.river]

    def read_a(self, *links):
        actions.group_statements(self.of_a, links, run=self.a.runs.first())

    def read_b(self, *links):
        actions.group_statements(self.of_b, links, run=self.b.runs.first())


@pytest.fixture
def two():
    return Two()


@pytest.fixture
def editor():
    return make_user("ada")


def claim_of(statement):
    return Claim.objects.get(claim_statements__in=ClaimStatement.objects.standing().filter(statement=statement), merged_into__isnull=True)


def stance_of(statement):
    return ClaimStatement.objects.standing().get(statement=statement).stance


def describe_all():
    """Everything that a second run with the same input must leave alone."""
    return [
        list(model.objects.order_by("id").values())
        for model in (Claim, ClaimStatement, ClaimRelation, Topic)
    ] + [sorted(RelationEvidence.objects.values_list("statement_a", "statement_b", "kind", "score", "relation"))]  # fmt: skip


def test_each_statement_but_a_refusal_gets_a_claim(two):
    two.read_a()
    assert sorted(ClaimStatement.objects.values_list("statement", flat=True)) == [two.burnt.pk, two.no_fire.pk, two.insured.pk]
    assert claim_of(two.burnt).text == "The mill has burnt down"
    assert Topic.objects.count() == 0


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


def test_verbal_denial_opposes_the_claim_that_its_content_words(two):
    two.read_b()
    assert (stance_of(two.at_all), stance_of(two.again)) == ("opposes", "supports")


def test_pipeline_may_say_what_is_rejected(two):
    actions.group_statements([two.at_all, two.no_fire][:1], [], run=two.b.runs.first(), rejected={two.at_all.pk: False})
    assert stance_of(two.at_all) == "supports"


def test_stances_in_a_claim_follow_its_wording(two):
    two.read_a()
    two.read_b((two.at_all, two.no_fire, "repeats", 0.6, why()))
    claim = claim_of(two.no_fire)
    assert claim == claim_of(two.at_all)
    expected = "opposes" if claim.text == "The mill burnt at all" else "supports"
    assert {stance_of(two.no_fire), stance_of(two.at_all)} == {expected}


def test_second_run_with_the_same_input_changes_nothing(two):
    links_a = [(two.burnt, two.no_fire, "contradicts", 0.8, why())]
    links_b = [
        (two.again, two.burnt, "repeats", 0.9, why()),
        (two.at_all, two.burnt, "contradicts", 0.7, why()),
        (two.insured, two.again, "supports", 0.6, why()),
    ]
    two.read_a(*links_a)
    two.read_b(*links_b)
    before = describe_all()
    two.read_b(*links_b)
    assert describe_all() == before


def test_strong_repetition_makes_one_claim_of_two_untouched_ones(two):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    two.read_b()
    older, younger = claim_of(two.burnt), claim_of(two.again)
    assert older != younger
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    younger.refresh_from_db()
    assert younger.merged_into == older
    assert claim_of(two.again) == older == claim_of(two.burnt)


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


@pytest.mark.parametrize("touch", ["rephrase", "membership", "relation"])
def test_claims_that_people_touched_are_not_merged(two, editor, touch):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    two.read_b()
    claim = claim_of(two.burnt)
    if touch == "rephrase":
        actions.rephrase(claim, "The mill burned to the ground", by=editor)
    elif touch == "membership":
        actions.accept(claim.claim_statements.get(), by=editor, revision=0)
    else:
        actions.accept(ClaimRelation.objects.get(), by=editor, revision=0)
    two.read_b((two.again, two.burnt, "repeats", 0.95, why()))
    assert claim_of(two.again) != claim_of(two.burnt)
    assert ClaimRelation.objects.filter(kind="repeats").exists()


def test_statement_that_repeats_nobody_any_more_leaves_the_claim(two):
    two.read_a()
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    assert claim_of(two.again) == claim_of(two.burnt)
    two.read_b()
    assert claim_of(two.again) != claim_of(two.burnt)
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    assert claim_of(two.again) == claim_of(two.burnt)


def test_statement_stays_where_people_put_it(two, editor):
    two.read_a()
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    actions.accept(ClaimStatement.objects.get(statement=two.again), by=editor, revision=0)
    two.read_b()
    assert claim_of(two.again) == claim_of(two.burnt)


def test_rejected_membership_is_not_proposed_again(two, editor):
    two.read_a()
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    actions.reject(ClaimStatement.objects.get(statement=two.again), by=editor, revision=0)
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    assert claim_of(two.again) != claim_of(two.burnt)


def test_contradicting_statements_never_share_a_claim(two):
    links = [(two.again, two.burnt, "repeats", 0.9, why()), (two.at_all, two.burnt, "repeats", 0.8, why()), (two.at_all, two.again, "contradicts", 0.6, why())]
    two.read_a()
    two.read_b(*links)
    assert claim_of(two.at_all) != claim_of(two.burnt)


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


def test_rephrased_claim_keeps_its_words(two, editor):
    two.read_a()
    actions.rephrase(claim_of(two.burnt), "  The mill \n burned ", by=editor)
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    assert claim_of(two.again).text == "The mill burned"
    with pytest.raises(actions.EmptyWordingError):
        actions.rephrase(claim_of(two.burnt), " \n", by=editor)


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


def test_bad_input_is_refused(two):
    with pytest.raises(ValueError, match="unknown kind"):
        two.read_a((two.burnt, two.no_fire, "hates", 0.8, why()))
    with pytest.raises(ValueError, match="another text"):
        actions.group_statements(two.of_a, [], run=make_run(two.b))
    assert not Claim.objects.exists()


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


def test_corrected_words_become_the_claims_words(two, editor):
    two.read_a()
    start = A_TEXT.index("mill has")
    statement_actions.correct(two.burnt, by=editor, revision=0, spans={"content": [(start, start + len("mill has burnt down"))]})
    assert claim_of(two.burnt).text == "Mill has burnt down"


def test_statement_that_an_editor_added_gets_a_claim(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    place = (A_TEXT.index("Bert declined"), len(A_TEXT) - 1)
    olla = two.burnt.actor
    statement = statement_actions.add_statement(two.a, by=editor, spans={"content": [place]}, act="asserts", type="indirect", actor=olla)
    assert claim_of(statement).topic == claim_of(two.burnt).topic
    refusal = statement_actions.add_statement(two.a, by=editor, spans={"content": [(0, 8)]}, act="declines", type="indirect", actor=olla)
    assert not ClaimStatement.objects.filter(statement=refusal).exists()
    statement_actions.correct(refusal, by=editor, revision=0, act="asserts")
    assert claim_of(refusal)


def test_decided_relation_outlives_its_evidence(two, editor):
    two.read_a((two.burnt, two.no_fire, "contradicts", 0.8, why()))
    actions.accept(ClaimRelation.objects.get(), by=editor, revision=0)
    statement_actions.reject(two.burnt, by=editor, revision=0)
    assert ClaimRelation.objects.standing().exists()
