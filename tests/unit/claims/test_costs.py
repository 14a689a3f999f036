"""What an article costs does not depend on how many have said the same before."""

import itertools

import pytest
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext

from claimsite.claims import actions
from claimsite.claims.linking import WEIGHED
from claimsite.claims.members import MOST_MOVED
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence
from claimsite.claims.needs import rate_claims
from claimsite.claims.titles import LOOKED_AT
from claimsite.statements.models import Statement
from tests.factories import make_side, make_statement, make_topic, make_version
from tests.unit.claims.mill import claim_of, why

pytestmark = pytest.mark.django_db
SMALL, LARGE = LOOKED_AT + 20, 3 * LOOKED_AT


def copy_many(statement, count):
    """So many statements like this one; what a claim's members have in common."""
    fields = {field.attname: getattr(statement, field.attname) for field in Statement._meta.concrete_fields if not field.primary_key}
    return Statement.objects.bulk_create([Statement(**fields) for _ in range(count)])


def make_large_claim(statement, count, topic):
    claim = Claim.objects.create(text=statement.content, language="en", topic=topic)
    members = copy_many(statement, count)
    ClaimStatement.objects.bulk_create([ClaimStatement(claim=claim, statement=each, stance="supports", score=0.8, why=why()) for each in members])
    return claim, members


@pytest.fixture
def count_costs(monkeypatch):
    """How many queries grouping an article takes beside two claims of a size that stand against each other, and how many rows it reads."""
    read = itertools.count()
    original = SQLCompiler.results_iter

    def results_iter(self, *args, **kwargs):
        for row in original(self, *args, **kwargs):
            next(read)
            yield row

    monkeypatch.setattr(SQLCompiler, "results_iter", results_iter)

    def count(size):
        from django.db import connection

        old, new = make_version(f"The mill burnt. It stands. In {size}."), make_version(f"The mill has burnt in {size}. It stands still.")
        topic = make_topic()
        claim, members = make_large_claim(make_statement(old, "The mill burnt", actor=make_side("Olla")), size, topic)
        other, others = make_large_claim(make_statement(old, "It stands", actor=make_side("Bert")), size, topic)
        relation = ClaimRelation.objects.create(claim_a=claim, claim_b=other, kind="contradicts", score=0.9, why=why())
        pairs = zip(members, others, strict=True)
        RelationEvidence.objects.bulk_create(
            [RelationEvidence(relation=relation, statement_a=a, statement_b=b, kind="contradicts", score=0.9, why=why()) for a, b in pairs]
        )
        rate_claims([claim.pk, other.pk])
        burnt, stands = make_statement(new, f"The mill has burnt in {size}", actor=make_side("Olla")), make_statement(new, "It stands still")
        links = [(burnt, each, "repeats", 0.9, why()) for each in members[:3]]
        links += [(stands, each, "repeats", 0.9, why()) for each in others[-3:]] + [(burnt, others[0], "contradicts", 0.8, why())]
        before = next(read)
        with CaptureQueriesContext(connection) as queries:
            actions.group_statements([burnt, stands], links, run=new.runs.first())
        assert (claim_of(burnt), claim_of(stands)) == (claim, other)
        return next(read) - before, len(queries)

    return count


def test_costs_do_not_depend_on_the_size_of_claims(count_costs):
    assert max(WEIGHED, MOST_MOVED) < SMALL
    assert count_costs(LARGE) == count_costs(SMALL)


def test_statements_of_a_large_claim_are_rated_anew_when_it_comes_to_be_contested():
    version, new = make_version("The mill burnt."), make_version("It stands.")
    claim, members = make_large_claim(make_statement(version, "The mill burnt"), 50, None)
    rate_claims([claim.pk])
    stands = make_statement(new, "It stands")
    assert {need < 2000 for need in ClaimStatement.objects.values_list("need", flat=True)} == {False}
    actions.group_statements([stands], [(stands, members[0], "contradicts", 0.9, why())], run=new.runs.first())
    assert {row.need < 2000 for row in ClaimStatement.objects.filter(claim=claim)} == {True}
    actions.group_statements([stands], [], run=new.runs.first())
    assert {row.need < 2000 for row in ClaimStatement.objects.filter(claim=claim)} == {False}
