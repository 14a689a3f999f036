"""What the first page shows."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from claimsite.claims.disputes import group_by_topic, list_disputes
from claimsite.claims.models import RelationEvidence
from claimsite.core.models import ReviewState
from claimsite.statements.models import Statement
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_what_is_put_forward_comes_before_its_denial():
    world = make.build_world()
    ((dispute,),) = (group.disputes for group in group_by_topic(list_disputes(), each=3))
    assert (dispute.said, dispute.against) == (world.statements["entered"], world.statements["never"])
    assert (dispute.outlets, dispute.languages) == (2, ["de", "en"])
    assert str(dispute.newest) == "2024-03-05"


def test_filters_narrow_disputes_down():
    world = make.build_world()
    assert list_disputes(topic=world.topic, side=world.sides["Rosmark"], language="de")
    assert not list_disputes(topic=make.make_topic())
    assert not list_disputes(side=world.sides["Anglers"])
    assert not list_disputes(language="fr")


def test_rejected_links_and_statements_make_no_dispute():
    world = make.build_world()
    vera = make.make_user("vera")
    from claimsite.claims import actions
    from claimsite.statements import actions as statement_actions

    relation = world.relations["entered"]
    actions.reject(relation, by=vera, revision=relation.revision)
    assert not list_disputes()
    actions.undo(relation, by=vera, revision=relation.revision)
    assert list_disputes()
    never = world.statements["never"]
    statement_actions.reject(never, by=vera, revision=never.revision)
    assert never.state == ReviewState.REJECTED
    assert not list_disputes()


def test_one_statement_leads_a_topic_only_once():
    world = make.build_world()
    make.make_relation(world.claims["entered"], world.claims["no_night"])
    (group,) = group_by_topic(list_disputes(), each=3)
    assert len(group.disputes) == 1
    assert group.more == 1


def build_pair(said: str, denied: str, *, score: float, outlets: int = 1):
    """A contradiction; `outlets` carry the claim that is put forward."""
    olla, bert = make.make_side("Olla"), make.make_side("Bert")
    first = [make.make_statement(make.make_version(f"{said}.", outlet=f"{said} {n}"), said, actor=olla) for n in range(outlets)]
    second = make.make_statement(make.make_version(f"{denied}.", outlet=denied), denied, actor=bert)
    return make.make_relation(make.make_claim(*first), make.make_claim(second), score=score)


def test_a_doubtful_link_never_leads_however_many_carry_it():
    doubtful = build_pair("The weir was opened", "The weir was closed", score=0.55, outlets=5)
    sure = build_pair("The gate is green", "The gate is white", score=0.9)
    assert [dispute.relation for dispute in list_disputes()] == [sure.pk, doubtful.pk]


def test_two_doubtful_pairs_make_no_sure_link():
    twice = build_pair("The weir was opened", "The weir was closed", score=0.8, outlets=5)
    RelationEvidence.objects.filter(relation=twice).update(score=0.72)
    once = build_pair("The gate is green", "The gate is white", score=0.78)
    assert [dispute.relation for dispute in list_disputes()] == [once.pk, twice.pk]


def test_words_are_shown_in_the_readers_language_where_the_same_side_says_the_same_in_it():
    olla, bert = make.make_side("Olla"), make.make_side("Bert")
    russian = make.make_statement(make.make_version("Плотину открыли ночью.", outlet="Odin", language="ru"), "Плотину открыли ночью", actor=olla)
    german = make.make_statement(make.make_version("Das Wehr wurde geöffnet.", outlet="Eins", language="de"), "Das Wehr wurde geöffnet", actor=olla)
    other = make.make_statement(make.make_version("Das Wehr war offen.", outlet="Zwei", language="de"), "Das Wehr war offen", actor=bert)
    closed = make.make_statement(make.make_version("Плотина закрыта.", outlet="Dva", language="ru"), "Плотина закрыта", actor=bert)
    make.make_relation(make.make_claim(russian, german, other), make.make_claim(closed))
    for language, expected in (("de", german), ("fr", russian)):
        with override(language):
            (group,) = group_by_topic(list_disputes(), each=3)
            assert {group.disputes[0].said, group.disputes[0].against} == {expected, closed}


def test_of_sure_links_one_in_the_readers_language_leads():
    wide = build_pair("The gate is green", "The gate is white", score=0.9, outlets=3)
    olla, bert = make.make_side("Olla"), make.make_side("Bert")
    said = make.make_statement(make.make_version("Das Wehr ist offen.", outlet="Eins", language="de"), "Das Wehr ist offen", actor=olla)
    denied = make.make_statement(make.make_version("Das Wehr ist zu.", outlet="Zwei", language="de"), "Das Wehr ist zu", actor=bert)
    german = make.make_relation(make.make_claim(said), make.make_claim(denied), score=0.8)
    for language, expected in (("en", [wide.pk, german.pk]), ("de", [german.pk, wide.pk])):
        with override(language):
            assert [dispute.relation for dispute in list_disputes()] == expected


def test_a_language_that_only_another_side_speaks_in_a_claim_does_not_lead():
    wide = build_pair("The gate is green", "The gate is white", score=0.8, outlets=6)
    spoken = build_pair("The weir is open", "The weir is shut", score=0.9)
    german = make.make_statement(make.make_version("Das Wehr ist offen.", outlet="Eins", language="de"), "Das Wehr ist offen", actor=make.make_side("Third"))
    make.add_to_claim(spoken.claim_a, german)
    german_too = make.make_statement(make.make_version("Das Wehr ist zu.", outlet="Zwei", language="de"), "Das Wehr ist zu", actor=make.make_side("Third"))
    make.add_to_claim(spoken.claim_b, german_too)
    with override("de"):
        assert [dispute.relation for dispute in list_disputes()] == [wide.pk, spoken.pk]


@pytest.mark.parametrize(("torn", "act"), [("playing down the danger", "asserts"), ("it was drained", "asserts"), ("such a gate", "denies")])
def test_half_a_sentence_does_not_lead(torn, act):
    half = build_pair(torn, "The danger is high", score=0.95, outlets=3)
    Statement.objects.filter(content=torn).update(act=act)
    whole = build_pair("The gate is green", "The gate is white", score=0.8)
    assert [dispute.relation for dispute in list_disputes()] == [whole.pk, half.pk]


def test_what_a_verb_denies_may_lack_the_one_who_does_it():
    denied = build_pair("The port breached the treaty", "breaching any treaty", score=0.95, outlets=3)
    Statement.objects.filter(content="breaching any treaty").update(act="denies")
    other = build_pair("The gate is green", "The gate is white", score=0.8)
    assert [dispute.relation for dispute in list_disputes()] == [denied.pk, other.pk]


@pytest.mark.parametrize("named", [True, False])
def test_of_two_who_have_no_side_neither_speaks_for_the_other(named):
    """Nor does one of whom nobody knows who it is."""
    one, other = (make.make_actor("Una"), make.make_actor("Duo")) if named else (None, None)
    russian = make.make_statement(make.make_version("Плотину открыли ночью.", outlet="Odin", language="ru"), "Плотину открыли ночью", actor=one)
    german = make.make_statement(make.make_version("Das Wehr wurde geöffnet.", outlet="Eins", language="de"), "Das Wehr wurde geöffnet", actor=other)
    closed = make.make_statement(make.make_version("Плотина закрыта.", outlet="Dva", language="ru"), "Плотина закрыта", actor=make.make_side("Bert"))
    make.make_relation(make.make_claim(russian, german), make.make_claim(closed))
    with override("de"):
        (group,) = group_by_topic(list_disputes(), each=3)
        assert {group.disputes[0].said, group.disputes[0].against} == {russian, closed}
