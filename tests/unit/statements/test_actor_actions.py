"""Correcting, merging and splitting actors; and that undoing everything leads back exactly."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement, RelationEvidence
from claimsite.core.models import Operation
from claimsite.core.operations import OperationError, undo_operation
from claimsite.core.turns import in_turn
from claimsite.statements import actions, actor_actions
from claimsite.statements.models import Actor, ActorName, Affiliation, Statement, StatementSpan
from tests.factories import World, build_world, make_actor, make_user

pytestmark = pytest.mark.django_db

TABLES = (Actor, ActorName, Affiliation, Statement, StatementSpan, Claim, ClaimRelation, ClaimStatement, RelationEvidence)


def read_tables() -> dict[str, list[dict[str, Any]]]:
    """All that must be as it was; revisions only ever rise."""
    return {model.__name__: [{k: v for k, v in row.items() if k != "revision"} for row in model.objects.order_by("pk").values()] for model in TABLES}


@pytest.fixture
def world() -> World:
    """A dispute whose actors have names as written and an office."""
    world = build_world()
    ActorName.objects.create(actor=world.actors["vik"], name="minister Tore Vik", language="en")
    ActorName.objects.create(actor=world.actors["ministry"], name="Das Ministerium in Rosmark", language="de")
    Affiliation.objects.create(actor=world.actors["vik"], organization=world.actors["ministry"], role="minister")
    return world


def test_a_merge_moves_everything_and_undoing_brings_it_back(world):
    before, ida = read_tables(), make_user("ida")
    operation = actor_actions.merge_actors(world.actors["vik"], into=world.actors["ministry"], by=ida, reason="he speaks for it")
    ministry = world.actors["ministry"]
    assert set(ministry.statements.values_list("content", flat=True)) >= {"The dredger Petrel entered the lagoon on 2 March", "breaking the treaty"}
    assert set(ministry.names.values_list("name", flat=True)) == {"minister Tore Vik", "Das Ministerium in Rosmark", "Minister Tore Vik"}
    assert not Affiliation.objects.exists()
    assert Actor.objects.get(pk=world.actors["vik"].pk).merged_into == ministry
    undo_operation(operation, by=ida)
    assert read_tables() == before


def test_merging_a_side_takes_its_members_along(world):
    other = make_actor("Kingdom of Rosmark", kind="state")
    operation = actor_actions.merge_actors(world.sides["Rosmark"], into=other, by=make_user())
    assert set(other.members.values_list("name", flat=True)) == {"Rosmark ministry of fisheries", "Minister Tore Vik"}
    assert Statement.objects.get(pk=world.statements["entered"].pk).side == other
    undo_operation(operation, by=make_user())
    assert Statement.objects.get(pk=world.statements["entered"].pk).side == world.sides["Rosmark"]


def test_what_is_the_same_or_a_member_is_not_merged(world):
    ida = make_user()
    with pytest.raises(OperationError):
        actor_actions.merge_actors(world.actors["vik"], into=world.actors["vik"], by=ida)
    with pytest.raises(OperationError):
        actor_actions.merge_actors(world.sides["Rosmark"], into=world.actors["vik"], by=ida)
    actor_actions.merge_actors(world.actors["vik"], into=world.actors["ministry"], by=ida)
    with pytest.raises(OperationError):
        actor_actions.merge_actors(world.actors["vik"], into=world.actors["union"], by=ida)
    with pytest.raises(OperationError):
        actor_actions.merge_actors(world.actors["ministry"], into=world.actors["vik"], by=ida)


def test_a_split_makes_an_actor_of_some_statements(world):
    before, ida = read_tables(), make_user()
    ActorName.objects.all().delete()
    before = read_tables()
    actors = world.actors
    operation = actor_actions.split_actor(
        actors["ministry"],
        statements=[world.statements["treaty"], world.statements["sold"]],
        name="Coast guard",
        kind="body",
        side=world.sides["Rosmark"],
        by=ida,
    )
    new = Actor.objects.get(name="Coast guard")
    assert [statement.content for statement in new.statements.all()] == ["breaking the treaty"]
    undo_operation(operation, by=ida)
    assert read_tables() == before
    with pytest.raises(OperationError):
        actor_actions.split_actor(actors["ministry"], statements=[world.statements["sold"]], name="Pilots", kind="body", side=None, by=ida)
    with pytest.raises(OperationError):
        actor_actions.split_actor(actors["ministry"], statements=[world.statements["treaty"]], name="Anglers' union", kind="body", side=None, by=ida)


def test_another_side_is_followed_by_the_statements(world):
    ida = make_user()
    vik = world.actors["vik"]
    actor_actions.describe_actor(vik, by=ida, name="Tore Vik", kind="person", side=world.sides["Lindsund"], wikidata_id="Q123")
    vik.refresh_from_db()
    assert (vik.name, vik.slug, vik.wikidata_id) == ("Tore Vik", "minister-tore-vik", "Q123")
    assert Statement.objects.get(pk=world.statements["entered"].pk).side == world.sides["Lindsund"]
    for wrong in ({"name": "Anglers' union"}, {"name": " "}, {"wikidata_id": "42"}, {"side": world.actors["union"]}):
        with pytest.raises(OperationError):
            actor_actions.describe_actor(vik, by=ida, **{"name": "Tore Vik", "kind": "person", "side": None} | wrong)


def test_a_side_gets_another_color_and_back(world):
    rosmark, ida = world.sides["Rosmark"], make_user()
    Actor.objects.filter(pk=rosmark.pk).update(palette_number=3)
    operation = actor_actions.describe_actor(rosmark, by=ida, name="Rosmark", kind="state", side=rosmark, palette_number=5)
    assert Actor.objects.get(pk=rosmark.pk).palette_number == 5
    undo_operation(operation, by=ida)
    assert Actor.objects.get(pk=rosmark.pk).palette_number == 3


def test_names_and_offices(world):
    ida, vik = make_user(), world.actors["vik"]
    actor_actions.add_name(vik, name="  министр   Вик ", language="ru", by=ida)
    written = vik.names.get(language="ru")
    assert written.name == "министр Вик"
    with pytest.raises(OperationError):
        actor_actions.add_name(vik, name="министр Вик", language="ru", by=ida)
    actor_actions.remove_name(written, by=ida)
    office = Affiliation.objects.get()
    start = dt.date(2023, 1, 1)
    actor_actions.set_affiliation(vik, organization=world.actors["ministry"], role="minister", started_on=start, ended_on=None, by=ida, affiliation=office)
    assert Affiliation.objects.get().started_on == start
    for wrong in ({"organization": vik}, {"started_on": start, "ended_on": dt.date(2022, 1, 1)}, {}):
        with pytest.raises(OperationError):
            actor_actions.set_affiliation(
                vik, **{"organization": world.actors["ministry"], "role": "minister", "started_on": None, "ended_on": None, "by": ida} | wrong
            )
    actor_actions.remove_affiliation(Affiliation.objects.get(), by=ida)
    assert not Affiliation.objects.exists()


def test_what_a_later_act_changed_has_to_be_undone_first(world):
    ida = make_user()
    first = actor_actions.merge_actors(world.actors["vik"], into=world.actors["ministry"], by=ida)
    second = actor_actions.merge_actors(world.actors["ministry"], into=world.actors["union"], by=ida)
    before = read_tables()
    with pytest.raises(OperationError):
        undo_operation(first, by=ida)
    assert read_tables() == before
    undo_operation(second, by=ida)
    undo_operation(first, by=ida)
    with pytest.raises(OperationError):
        undo_operation(first, by=ida)


def test_a_decision_taken_after_a_merge_stays_when_it_is_undone(world):
    ida = make_user()
    operation = actor_actions.merge_actors(world.actors["vik"], into=world.actors["ministry"], by=ida)
    statement = Statement.objects.get(pk=world.statements["entered"].pk)
    actions.accept(statement, by=ida, revision=statement.revision)
    undo_operation(operation, by=ida)
    statement.refresh_from_db()
    assert (statement.state, statement.actor) == ("accepted", world.actors["vik"])
    actions.undo(statement, by=ida)
    assert (statement.state, statement.actor) == ("proposed", world.actors["vik"])


ACTS = st.tuples(st.sampled_from(["merge", "split", "describe", "name", "affiliate"]), st.integers(0, 6), st.integers(0, 6), st.booleans())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=6))
def test_undoing_everything_latest_first_leads_back(world, acts):
    ida, before = make_user(), read_tables()
    with in_turn():
        for number, act in enumerate(acts):
            do(act, number, ida)
        for operation in Operation.objects.filter(undone_at__isnull=True).order_by("-pk"):
            undo_operation(operation, by=ida)
        assert read_tables() == before
        transaction.set_rollback(True)


def do(act: tuple[str, int, int, bool], number: int, by: Any) -> None:
    """One random act; those that the rules forbid leave no trace."""
    kind, first, second, flag = act
    actors = list(Actor.objects.order_by("pk"))
    one, two = actors[first % len(actors)], actors[second % len(actors)]
    try:
        if kind == "merge":
            actor_actions.merge_actors(one, into=two, by=by)
        elif kind == "split":
            actor_actions.split_actor(
                one, statements=one.statements.order_by("pk")[: 1 + second], name=f"new {number}", kind="body", side=two if flag else None, by=by
            )
        elif kind == "describe":
            actor_actions.describe_actor(one, by=by, name=f"renamed {number}" if flag else one.name, kind="state", side=two.side or two)
        elif kind == "name":
            actor_actions.add_name(one, name=f"alias {second}", language="fr", by=by)
        else:
            actor_actions.set_affiliation(one, organization=two, role="member", started_on=None, ended_on=None, by=by)
    except OperationError:
        pass
