"""What one link alone does not do: make one claim, or one topic, of two that are large."""

import pytest
from django.db.models import Q

from claimsite.claims import actions
from claimsite.claims.members import count_needed
from claimsite.claims.models import Claim, ClaimStatement
from claimsite.claims.ties import read_ties
from tests.factories import make_claim, make_relation, make_side, make_statement, make_topic, make_user, make_version
from tests.unit.claims.mill import claim_of, why

pytestmark = pytest.mark.django_db
OLD = "".join(f"The mill burnt down in {year}. " for year in range(1900, 1910))


def say(count, *, text=OLD, first=1900, side="Olla"):
    """So many statements of one article."""
    version = make_version(text)
    return [make_statement(version, f"The mill burnt down in {year}", actor=make_side(side)) for year in range(first, first + count)]


@pytest.fixture
def newcomer():
    return make_statement(make_version("It is all ashes, said Bert."), "It is all ashes", actor=make_side("Bert"))


def repeat(statement, others, score=0.9):
    links = [(statement, other, "repeats", score, why()) for other in others]
    actions.group_statements([statement], links, run=statement.version.runs.first())


@pytest.mark.parametrize("size", [1, 3, 4, 8])
def test_statement_comes_to_a_claim_by_as_many_repetitions_as_its_size_asks_for(newcomer, size):
    members = say(size)
    claim = make_claim(*members)
    needed = count_needed(size)
    if needed > 1:
        repeat(newcomer, members[: needed - 1])
        assert claim_of(newcomer) != claim
        assert claim_of(newcomer).relations_as_b.get().kind == "repeats"
    repeat(newcomer, members[:needed])
    assert claim_of(newcomer) == claim


def test_claims_become_one_by_repetitions_of_several_members_that_earlier_runs_have_found_too():
    few, many = say(4), say(8)
    small, large = make_claim(*few), make_claim(*many)
    repeat(few[0], [*many[:3], few[1]])
    assert claim_of(few[0]) == small
    repeat(few[1], [*many[3:6], few[0]])
    assert claim_of(few[1]) == claim_of(few[3]) == large
    assert Claim.objects.get(pk=small.pk).merged_into == large
    assert ClaimStatement.objects.standing().filter(claim=large).count() == 12


def test_the_wording_of_a_large_claim_follows_its_first_statements(newcomer):
    members = say(8)
    claim = make_claim(*members)
    repeat(newcomer, members[:3])
    assert {row.stance for row in claim.claim_statements.all()} == {"supports"}
    assert ClaimStatement.objects.get(claim=claim, statement=newcomer).score == 0.9


def test_relation_ties_claims_whose_statements_or_articles_share_a_participant():
    olla, bert, cleo = (make_side(name) for name in ("Olla", "Bert", "Cleo"))
    first, second, third = make_version("It burns. It smokes."), make_version("It leaks. It stinks."), make_version("It is shut.")
    a, b = make_statement(first, "It burns", actor=olla), make_statement(first, "It smokes", actor=bert)
    c, d = make_statement(second, "It leaks", actor=bert), make_statement(second, "It stinks", actor=cleo)
    claims = [make_claim(each) for each in (a, b, c, d, make_statement(third, "It is shut", actor=make_side("Dora")))]
    make_relation(claims[0], claims[3])  # Bert speaks in both articles
    make_relation(claims[0], claims[4])
    alone = make_relation(claims[3], claims[4])
    assert {(tie.a, tie.b) for tie in read_ties(Q())} == {(claims[0].pk, claims[3].pk)}
    actions.accept(alone, by=make_user(), revision=alone.revision)
    assert len(read_ties(Q(pk=alone.pk))) == 1


def test_large_topics_are_not_joined_by_one_link_without_a_common_side(newcomer):
    kept, other = make_topic("Mill"), make_topic("Bridge")
    mine = [make_claim(each, topic=kept) for each in say(6)]
    theirs = [make_claim(each, topic=other) for each in say(6, side="Cleo")]
    make_relation(mine[0], theirs[0])
    statement = theirs[0].claim_statements.get().statement
    link = (statement, mine[0].claim_statements.get().statement, "contradicts", 0.9, why())
    actions.group_statements([statement], [link], run=statement.version.runs.first())
    other.refresh_from_db()
    assert other.merged_into is None
    assert Claim.objects.filter(topic=kept).count() == 6
