"""From statements that repeat one another to claims."""

import pytest

from claimsite.claims import actions
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, Topic
from claimsite.core.operations import OperationError
from claimsite.statements import actions as statement_actions
from tests.factories import make_run
from tests.unit.claims.mill import A_TEXT, claim_of, describe_all, stance_of, why

pytestmark = pytest.mark.django_db


def test_each_statement_but_a_refusal_gets_a_claim(two):
    two.read_a()
    assert sorted(ClaimStatement.objects.values_list("statement", flat=True)) == [two.burnt.pk, two.no_fire.pk, two.insured.pk]
    assert claim_of(two.burnt).text == "The mill has burnt down"
    assert Topic.objects.count() == 0


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


def test_rephrased_claim_keeps_its_words(two, editor):
    two.read_a()
    actions.rephrase(claim_of(two.burnt), "  The mill \n burned ", by=editor)
    two.read_b((two.again, two.burnt, "repeats", 0.9, why()))
    assert claim_of(two.again).text == "The mill burned"
    with pytest.raises(OperationError):
        actions.rephrase(claim_of(two.burnt), " \n", by=editor)


def test_bad_input_is_refused(two):
    with pytest.raises(ValueError, match="unknown kind"):
        two.read_a((two.burnt, two.no_fire, "hates", 0.8, why()))
    with pytest.raises(ValueError, match="another text"):
        actions.group_statements(two.of_a, [], run=make_run(two.b))
    assert not Claim.objects.exists()


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


@pytest.mark.parametrize("is_turned", [False, True])
def test_repetitions_within_a_new_text_share_a_claim(two, is_turned):
    pairs = [(two.burnt, two.insured), (two.insured, two.no_fire)]
    two.read_a(*((b, a, "repeats", 0.6, why()) if is_turned else (a, b, "repeats", 0.6, why()) for a, b in pairs))
    assert claim_of(two.burnt) == claim_of(two.insured) == claim_of(two.no_fire)


def test_newcomer_on_either_end_joins(two):
    two.read_a()
    two.read_b((two.burnt, two.again, "repeats", 0.6, why()), (two.river, two.insured, "repeats", 0.6, why()))
    assert claim_of(two.again) == claim_of(two.burnt)
    assert claim_of(two.river) == claim_of(two.insured)
