"""Editors' decisions as gold data."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from analysis.evaluation import main_table
from claimsite.claims import actions as claim_actions
from claimsite.statements import actions
from tests.factories import World, build_world, find_place, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """All statements of the English article decided, one of the German one; one link accepted with another kind."""
    world, ida = build_world(), make_user("ida")
    said = world.statements
    for name in ("never", "no_night", "entered", "nachts"):
        actions.accept(said[name], by=ida, revision=0)
    actions.reject(said["treaty"], by=ida, revision=0)
    actions.correct(said["sold"], by=ida, revision=0, act="asserts", spans={"content": [find_place(world.english.text, "sold abroad")]})
    relation = world.relations["entered"]
    relation.refresh_from_db()
    claim_actions.change_kind(relation, "supports", by=ida, revision=relation.revision)
    return world


def read(folder) -> list[dict]:
    return [json.loads(line) for line in (folder / "attributions.jsonl").read_text().splitlines()]


def test_only_articles_without_open_proposals_are_gold(world, tmp_path):
    call_command("export_gold", tmp_path, verbosity=0)
    assert [record["document"] for record in read(tmp_path)] == [f"article-{world.english.article_id}-v1"]
    call_command("export_gold", tmp_path, "--with-open", verbosity=0)
    assert len(read(tmp_path)) == 2


def test_gold_holds_what_people_left(world, tmp_path):
    call_command("export_gold", tmp_path, verbosity=0)
    (record,) = read(tmp_path)
    found = {"".join(record["text"][span["start"] : span["end"]] for span in each["content"]): each for each in record["attributions"]}
    assert set(found) == {world.statements[name].content for name in ("never", "no_night", "entered")} | {"sold abroad"}
    assert (found["sold abroad"]["act"], found["sold abroad"]["actor"]) == ("asserts", "Anglers' union")


def test_the_machine_can_be_scored_against_it(world, tmp_path):
    call_command("export_gold", tmp_path, verbosity=0)
    gold = tmp_path / "attributions.jsonl"
    table = main_table(gold, gold)
    assert "joint@0.5              P 100.0  R 100.0  F 100.0   (4 hits, 4 system, 4 gold)" in table
    assert "actor right, of matched         100.0   (4 of 4)" in table


def test_a_topic_has_its_statements_and_the_links_that_people_left(world, tmp_path):
    call_command("export_gold", tmp_path, "--with-open", verbosity=0)
    (path,) = (tmp_path / "disputes").glob("*.json")
    dispute = json.loads(path.read_text())
    assert dispute["title"] == world.topic.title
    for statement in dispute["statements"]:
        text = next(article["text"] for article in dispute["articles"] if article["id"] == statement["article"])
        for role in ("content", "source", "cue"):
            assert all(text[span["start"] : span["end"]] == span["text"] for span in statement[role])
    kinds = [(link["relation"], {link["a"], link["b"]}) for link in dispute["links"]]
    assert kinds == [("supports", {f"s{world.statements['entered'].pk}", f"s{world.statements['never'].pk}"})]


def test_a_folder_that_cannot_be_written_is_said_in_one_line(world, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError):
        call_command("export_gold", tmp_path / "file", verbosity=0)
