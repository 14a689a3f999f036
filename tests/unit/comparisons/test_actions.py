"""Saving comparisons, and what changes afterwards."""

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from claimsite.claims import actions as claim_actions
from claimsite.comparisons import actions, frozen
from claimsite.comparisons.changes import changed_since
from claimsite.comparisons.charts import build_figures
from claimsite.comparisons.forms import CompareForm
from claimsite.comparisons.models import Comparison, Snapshot
from claimsite.comparisons.query import read_query
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Actor
from tests.factories import find_place, make_claim, make_statement, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def comparison(world, editor):
    return actions.save_comparison(title="Who dredged?", note="  A note. ", query={"side": ["rosmark", "lindsund"], "topic": world.topic.slug}, by=editor)


def get_kinds(snapshot):
    return sorted(change["kind"] for change in changed_since(snapshot))


def test_saving_freezes_the_table(comparison, world, editor):
    snapshot = comparison.snapshots.get()
    assert (comparison.slug, comparison.owner, comparison.note) == ("who-dredged", editor, "A note.")
    assert (snapshot.number, snapshot.created_by, len(snapshot.content_hash)) == (1, editor, 64)
    assert snapshot.content["title"] == "Who dredged?"
    assert [side["slug"] for side in snapshot.content["table"]["sides"]] == ["rosmark", "lindsund"]
    assert snapshot.content_hash == frozen.hash_content(snapshot.content)
    assert comparison.history.get().history_user == editor


def test_snapshot_stays_as_it_was(comparison, world, editor):
    before = comparison.snapshots.get().content
    statement_actions.reject(world.statements["never"], by=editor, revision=0)
    assert comparison.snapshots.get().content == before


def test_same_content_makes_no_new_snapshot(comparison, world, editor):
    assert actions.publish_snapshot(comparison, by=editor).number == 1
    statement_actions.reject(world.statements["treaty"], by=editor, revision=0)
    assert actions.publish_snapshot(comparison, by=editor).number == 2
    assert actions.publish_snapshot(comparison, by=editor).number == 2
    statement_actions.undo(world.statements["treaty"], by=editor)
    assert actions.publish_snapshot(comparison, by=editor).number == 3
    assert Snapshot.objects.count() == 3


def test_revision_alone_makes_no_new_snapshot(comparison, world, editor):
    relation = world.relations["entered"]
    claim_actions.accept(relation, by=editor, revision=0)
    claim_actions.undo(relation, by=editor)
    assert relation.revision == 2
    assert actions.publish_snapshot(comparison, by=editor).number == 1


def test_title_gives_a_unique_address(comparison, editor):
    query = {"side": ["rosmark", "lindsund"]}
    assert actions.save_comparison(title="Who  dredged?", note="", query=query, by=editor).slug == "who-dredged-2"
    assert actions.save_comparison(title="Кто копал?", note="", query=query, by=editor).slug == "comparison"
    with pytest.raises(ValueError, match="title"):
        actions.save_comparison(title=" ", note="", query=query, by=editor)


def test_nothing_to_compare_is_not_saved(world, editor):
    with pytest.raises(actions.EmptyComparisonError):
        actions.save_comparison(title="Nothing", note="", query={"side": ["rosmark"], "until": "1999-01-01"}, by=editor)
    assert not Comparison.objects.exists()


def test_chosen_defaults_are_stored_as_chosen(world, editor):
    saved = actions.save_comparison(title="Default", note="", query={}, by=editor)
    assert saved.query["side"] == ["rosmark", "lindsund", "anglers"]
    assert saved.query["topic"] == world.topic.slug


def test_nothing_has_changed_at_first(comparison):
    assert changed_since(comparison.snapshots.get()) == []


def test_rejected_and_corrected_statements_are_named(comparison, world, editor):
    snapshot = comparison.snapshots.get()
    statement_actions.reject(world.statements["no_night"], by=editor, revision=0)
    statement_actions.correct(world.statements["treaty"], by=editor, revision=0, act="warns")
    changes = {change["kind"]: change for change in changed_since(snapshot)}
    rejected = changes["statement_rejected"]
    assert (rejected["id"], rejected["url"]) == (world.statements["no_night"].pk, None)
    assert changes["statement_corrected"]["id"] == world.statements["treaty"].pk
    assert changes["claim_removed"]["text"] == "There was no dredging at night"


def test_new_claims_and_decided_contradictions_are_named(comparison, world, editor):
    snapshot = comparison.snapshots.get()
    statement = make_statement(world.english, "the treaty", actor=world.actors["ministry"])
    make_claim(statement, topic=world.topic)
    claim_actions.accept(world.relations["entered"], by=editor, revision=0)
    assert get_kinds(snapshot) == ["claim_added", "contradiction_changed", "statement_added"]
    claim_actions.reject(world.relations["entered"], by=editor, revision=1)
    assert "contradiction_removed" in get_kinds(snapshot)


def test_reworded_claims_are_named(comparison, world, editor):
    claim_actions.rephrase(world.claims["treaty"], "The port broke the treaty", by=editor)
    changes = changed_since(comparison.snapshots.get())
    assert [(change["kind"], change["text"]) for change in changes] == [("claim_reworded", "The port broke the treaty")]


def test_correction_that_moves_a_statement_to_another_side_is_named(comparison, world, editor):
    place = find_place(world.english.text, "breaking the treaty")
    statement_actions.correct(world.statements["treaty"], by=editor, revision=0, actor=world.actors["brandal"], spans={"content": [place]})
    assert get_kinds(comparison.snapshots.get()) == ["statement_corrected"]


@pytest.mark.parametrize("fields", [{"number": 0}, {"number": 1}])
def test_database_keeps_snapshot_numbers_in_order(comparison, editor, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.create(comparison=comparison, content={}, content_hash="", created_by=editor, **fields)


def test_query_reads_what_it_wrote(world):
    query = read_query({"side": ["rosmark", "anglers"], "topic": world.topic.slug, "since": "2024-03-01", "only": "contested"})
    assert read_query(query.as_json()) == query
    assert query.as_parameters() == f"side=rosmark&side=anglers&topic={world.topic.slug}&since=2024-03-01&only=contested"


def test_query_follows_merges_and_names_what_leads_nowhere(world):
    world.topic.merged_into = make_topic("Kept")
    world.topic.save()
    Actor.objects.filter(slug="anglers").update(merged_into=world.sides["Lindsund"])
    query = read_query({"side": ["anglers", "lindsund", "atlantis"], "topic": world.topic.slug, "since": "yesterday", "only": "x"})
    assert [side.slug for side in query.sides] == ["lindsund"]
    assert (query.topic.title, query.since, query.only, query.unknown) == ("Kept", None, "all", ("atlantis",))
    assert read_query({"topic": "atlantis"}).unknown == ("atlantis",)


def test_form_gives_what_a_query_reads():
    form = CompareForm(QueryDict("side=b&side=a&since=2024-05-01&until=2024-06-01&only=contested"))
    assert form.is_valid()
    assert form.cleaned_data["side"] == ["b", "a"]
    assert not CompareForm(QueryDict("since=2024-05-01&until=2024-04-01")).is_valid()
    assert not CompareForm(QueryDict("since=soon")).is_valid()
    assert not CompareForm(QueryDict("only=true")).is_valid()


@pytest.mark.parametrize("language", ["en", "de"])
def test_charts_are_drawn_from_the_frozen_table(comparison, language):
    table = comparison.snapshots.get().content["table"]
    figures = build_figures(table, language=language)
    assert figures["timeline"].point_count == 6
    assert figures["matrix"].point_count == len(figures["matrix"].rows)
    assert sum(int(row.cells[2]) for row in figures["acts"].rows) == 6


def test_charts_of_an_empty_table():
    assert build_figures(read_query({}).build_table(), language="en")["matrix"].point_count == 0
