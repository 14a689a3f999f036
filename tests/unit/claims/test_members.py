"""What grouping asks about members takes one query for all claims, and looks at no more of each than it needs."""

from __future__ import annotations

import pytest
from django.utils import timezone

from claimsite.claims.members import Between, count_members, read_first_members
from claimsite.claims.models import ClaimStatement, RelationKind
from claimsite.statements.models import Statement
from tests.factories import make_claim, make_relation, make_side, make_statement, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims():
    """One of three statements and one of two."""
    version = make_version("The mill burnt. The mill is gone. The mill is ash. It stands. It is whole.")
    said = [make_statement(version, words, actor=make_side("Olla")) for words in version.text.rstrip(".").split(". ")]
    return make_claim(*said[:3]), make_claim(*said[3:])


def test_members_that_stand_are_counted_as_far_as_it_matters(claims, django_assert_num_queries):
    burnt, stands = claims
    ClaimStatement.objects.filter(pk=burnt.claim_statements.order_by("id").first().pk).update(withdrawn_at=timezone.now())
    Statement.objects.filter(claim_statements__claim=stands).update(withdrawn_at=timezone.now())
    with django_assert_num_queries(1):
        assert count_members([burnt.pk, stands.pk], 50) == {burnt.pk: 2, stands.pk: 0}
    assert count_members([burnt.pk], 1) == {burnt.pk: 1}


def test_members_of_several_claims_are_read_together(claims, django_assert_num_queries):
    burnt, stands = claims
    with django_assert_num_queries(1):
        found = read_first_members([burnt.pk, stands.pk])
        assert {pk: [row.statement.content for row in rows] for pk, rows in found.items()} == {
            burnt.pk: ["The mill burnt", "The mill is gone", "The mill is ash"],
            stands.pk: ["It stands", "It is whole"],
        }
    with django_assert_num_queries(0):
        assert read_first_members([]) == {}


@pytest.mark.parametrize("is_turned", [False, True])
def test_what_lies_between_two_claims_is_found_from_either_end(claims, is_turned, django_assert_num_queries):
    burnt, stands = claims
    few, many = (burnt, stands) if is_turned else (stands, burnt)
    first, second = burnt.claim_statements.order_by("id").first().statement, stands.claim_statements.order_by("id").first().statement
    relation = make_relation(burnt, stands, kind=RelationKind.REPEATS, score=0.9)
    with django_assert_num_queries(2):
        between = Between(few.pk, many.pk, own=())
    assert between.repeating == {(second.pk, first.pk) if few == stands else (first.pk, second.pk)}
    assert not between.is_apart
    relation.evidence.update(kind=RelationKind.CONTRADICTS)
    assert Between(few.pk, many.pk, own=()).is_apart
    assert not Between(few.pk, many.pk, own={first.pk, second.pk}).is_apart
