"""Changes of line, silence and claims that nobody answers."""

import pytest

from claimsite.claims import actions
from claimsite.claims.models import Claim
from claimsite.claims.silence import list_silent
from claimsite.claims.turns import find_turns_of, find_turns_on
from claimsite.statements.models import Actor
from claimsite.statements.voices import find_voices
from tests.factories import make_actor, make_claim, make_relation, make_side, make_statement, make_topic, make_version

pytestmark = pytest.mark.django_db


def say(words, day, actor, **fields):
    return make_statement(make_version(f"{words}.", published_on=day), words, actor=actor, **fields)


@pytest.fixture
def mayor():
    return make_actor("Mayor Olla", kind="person", side=make_side("Lindsund"))


@pytest.fixture
def turned(mayor):
    """Open in March, never open by May."""
    first, later = say("The bridge is safe", "2024-03-01", mayor), say("The bridge was never safe", "2024-05-11", mayor)
    relation = make_relation(make_claim(first), make_claim(later))
    return first, later, relation


def test_opposite_things_held_one_after_the_other(turned, mayor):
    first, later, relation = turned
    (turn,) = find_turns_of(find_voices(mayor).own)
    assert (turn.earlier, turn.later, turn.days, turn.relation) == (first, later, 71, relation)
    assert turn.why == relation.why
    assert find_turns_on(relation.claim_a) == find_turns_on(relation.claim_b) == [turn]
    assert find_turns_of(find_voices(mayor.side).own) == [turn]


def test_reason_of_the_very_two_sentences_comes_first(turned, mayor):
    first, later, relation = turned
    relation.evidence.update(why={"en": "“safe” against “never safe”"})
    assert find_turns_of(find_voices(mayor).own)[0].why["en"] == "“safe” against “never safe”"
    assert {first.pk, later.pk} == {row.pk for row in relation.evidence.get().statements}


def test_back_and_forth_are_two_turns_the_latest_first(turned, mayor):
    _, later, _ = turned
    again = say("The bridge is safe after all", "2024-06-01", mayor)
    actions.group_statements([again], [(again, turned[0], "repeats", 0.9, {"en": "", "de": ""})], run=again.run)
    turns = find_turns_of(find_voices(mayor).own)
    assert [turn.later for turn in turns] == [again, later]


def test_holding_and_then_denying_the_same_claim(mayor):
    first, later = say("The bridge is safe", "2024-03-01", mayor), say("the bridge is safe", "2024-05-11", mayor, act="denies")
    claim = make_claim(first)
    claim.claim_statements.create(statement=later, stance="opposes")
    (turn,) = find_turns_on(claim)
    assert (turn.earlier, turn.later, turn.why, turn.relation) == (first, later, {}, None)


@pytest.mark.parametrize(
    ("day", "fields"),
    [("2024-03-01", {}), ("2024-05-11", {"act": "speculates"}), ("2024-05-11", {"act": "declines"}), ("2024-05-11", {"actor": "another"})],
)
def test_what_is_no_change_of_line(mayor, day, fields):
    other = make_actor("Deputy Bert", kind="person", side=mayor.side)
    given = {**fields, "actor": other if fields.get("actor") else mayor}
    first, later = say("The bridge is safe", "2024-03-01", mayor), say("The bridge was never safe", day, **given)
    relation = make_relation(make_claim(first), make_claim(later))
    assert find_turns_of(find_voices(mayor).own) == find_turns_on(relation.claim_a) == find_turns_of(find_voices(mayor.side).own) == []


def test_denying_a_claim_and_holding_its_counterclaim_is_one_line(mayor):
    first, later = say("the bridge is unsafe", "2024-03-01", mayor, act="denies"), say("The bridge is safe", "2024-05-11", mayor)
    make_relation(make_claim(first, stance="opposes"), make_claim(later))
    assert find_turns_of(find_voices(mayor).own) == []


def test_rejected_links_and_statements_make_no_turn(turned, mayor, editor):
    _, _, relation = turned
    actions.reject(relation, by=editor, revision=relation.revision)
    assert find_turns_of(find_voices(mayor).own) == []


def test_the_number_of_queries_for_turns_is_fixed(turned, mayor, django_assert_num_queries):
    for n in range(6):
        make_relation(make_claim(say(f"Pier {n} stands", "2024-01-01", mayor)), make_claim(say(f"Pier {n} fell", "2024-02-02", mayor)))
    own = find_voices(mayor).own
    with django_assert_num_queries(6):
        assert len(find_turns_of(own)) == 7
    bert = make_actor("Deputy Bert", kind="person")
    make_claim(say("The ferry sails", "2024-01-01", bert))
    steady = find_voices(bert).own
    with django_assert_num_queries(2):
        assert find_turns_of(steady) == []
    with django_assert_num_queries(6):
        find_turns_on(turned[2].claim_a)


@pytest.fixture
def dispute(mayor):
    topic, union = make_topic("Bridge"), make_side("Anglers")
    return {
        "topic": topic,
        "alone": make_claim(say("The bridge is safe", "2024-03-01", mayor), topic=topic),
        "union": make_claim(say("Fish are gone", "2024-03-01", union), say("The fish have gone", "2024-03-02", mayor), topic=topic),
        "rosmark": make_claim(say("Rosmark built the bridge", "2024-03-02", make_side("Rosmark")), topic=topic),
    }


def test_sides_of_the_dispute_that_say_nothing_to_a_claim(dispute):
    assert {side.name for side in list_silent(dispute["alone"])} == {"Anglers", "Rosmark"}
    assert [side.name for side in list_silent(dispute["union"])] == ["Rosmark"]
    make_relation(dispute["alone"], dispute["rosmark"])
    assert [side.name for side in list_silent(dispute["alone"])] == ["Anglers"]
    assert list_silent(make_claim(say("It rains", "2024-03-02", make_side("Weather")))) == []


def test_claims_that_nobody_answers(dispute):
    assert set(Claim.objects.unanswered()) == {dispute["alone"], dispute["rosmark"]}
    make_relation(dispute["alone"], dispute["rosmark"], kind="supports")
    assert set(Claim.objects.unanswered()) == {dispute["alone"], dispute["rosmark"]}
    assert set(Claim.objects.contested()) == set()
    make_relation(dispute["union"], dispute["rosmark"])
    assert set(Claim.objects.unanswered()) == {dispute["alone"]}
    assert set(Claim.objects.contested()) == {dispute["union"], dispute["rosmark"]}


def test_a_side_that_contradicts_itself_is_not_answered(turned):
    assert Claim.objects.unanswered().count() == 2


def test_claims_without_the_voice_of_a_side(dispute):
    anglers = Actor.objects.get(name="Anglers")
    assert set(Claim.objects.without_voice_of(anglers)) == {dispute["alone"], dispute["rosmark"]}


def test_pages_say_who_turned_and_who_is_silent(client, turned, dispute, mayor):
    html = client.get(turned[2].claim_a.get_absolute_url()).content.decode()
    assert "Change of line" in html
    assert "71 days later" in html
    assert "Change of line" in client.get(mayor.get_absolute_url()).content.decode()
    html = client.get(dispute["alone"].get_absolute_url()).content.decode()
    assert "Unanswered" in html
    assert "no consent" in html
    listed = client.get("/claims/", {"show": "unanswered"}).content.decode()
    assert "Rosmark built the bridge" in listed
    assert "Fish are gone" not in listed
