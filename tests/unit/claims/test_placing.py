"""Saying which claim a statement expresses, whichever it was counted to before."""

import pytest

from claimsite.claims import actions
from claimsite.claims.models import ClaimStatement
from claimsite.core.operations import OperationError
from tests.factories import build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


def list_places(statement):
    return {row.claim_id: (row.stance, row.state) for row in ClaimStatement.objects.filter(statement=statement)}


def test_a_claim_that_nothing_else_holds_goes_into_the_one_that_is_named(world, editor):
    sold, sperren = world.claims["sold"], world.claims["sperren"]
    actions.place_statement(world.statements["sold"], sperren, by=editor, stance="opposes")
    sold.refresh_from_db()
    assert sold.merged_into == sperren
    assert list_places(world.statements["sold"])[sperren.pk] == ("opposes", "accepted")


@pytest.mark.parametrize("holds", ["another statement", "words", "a link"])
def test_a_claim_that_something_else_holds_stays_and_is_left(world, editor, holds):
    name = {"another statement": "entered", "words": "sold", "a link": "never"}[holds]
    statement, claim, target = world.statements[name], world.claims[name], world.claims["sperren"]
    if holds == "words":
        actions.rephrase(claim, "Sand was sold", by=editor)
    operation = actions.place_statement(statement, target, by=editor)
    claim.refresh_from_db()
    assert claim.merged_into is None
    assert list_places(statement) == {claim.pk: ("supports", "rejected"), target.pk: ("supports", "accepted")}
    actions.undo_claim_operation(operation, by=editor)
    assert list_places(statement) == {claim.pk: ("supports", "proposed")}


def test_a_statement_that_was_taken_out_of_a_claim_can_be_put_back(world, editor):
    statement, claim = world.statements["entered"], world.claims["entered"]
    actions.reject(ClaimStatement.objects.get(statement=statement), by=editor, revision=0)
    actions.place_statement(statement, claim, by=editor, stance="opposes")
    assert list_places(statement) == {claim.pk: ("opposes", "accepted")}


def test_what_makes_no_sense_is_refused_and_changes_nothing(world, editor):
    statement, target = world.statements["sold"], world.claims["sperren"]
    with pytest.raises(ValueError, match="unknown stance"):
        actions.place_statement(statement, target, by=editor, stance="maybe")
    actions.merge_claims(world.claims["treaty"], [target], by=editor)
    with pytest.raises(OperationError):
        actions.place_statement(statement, target, by=editor)
    assert list_places(statement) == {world.claims["sold"].pk: ("supports", "proposed")}
