"""Histories: public, complete, in words, and a way back."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claimsite.claims import actions as claim_actions
from claimsite.core.rows import ROWS
from claimsite.statements import actions
from claimsite.statements.models import Statement
from tests.factories import build_world, find_place, get_spans, make_user

pytestmark = pytest.mark.django_db


def history_of(kind: str, row: object) -> str:
    return reverse("core:history", args=[kind, row.pk])


def test_everybody_reads_who_changed_a_statement_and_from_what_to_what(client):
    world = build_world()
    statement, ida = world.statements["entered"], make_user("ida")
    actions.correct(statement, by=ida, revision=0, act="denies", actor=world.actors["ministry"], reason="the minister only reads it out")
    page = client.get(history_of("statement", statement)).content.decode()
    for words in (
        "Corrected",
        "by ida",
        "the minister only reads it out",
        "Minister Tore Vik",
        "Rosmark ministry of fisheries",
        "asserts",
        "denies",
        "by the machine (test)",
    ):
        assert words in page, words
    assert "Bring this back" not in page


def test_a_correction_of_words_shows_both_places(client):
    world = build_world()
    statement = world.statements["entered"]
    place = find_place(world.english.text, "entered the lagoon on 2 March")
    actions.correct(statement, by=make_user(), revision=0, spans={"content": [place]})
    data = json.loads(client.get(reverse("core:history_json", args=["statement", statement.pk])).content)
    words = [(change["before"], change["after"]) for change in data["entries"][0]["changes"]]
    assert (None, f"entered the lagoon on 2 March ({place[0]}–{place[1]})") in words
    assert any(before and before.startswith("The dredger Petrel entered") for before, _ in words)


def test_an_editor_brings_back_what_was_and_can_undo_that(client):
    world = build_world()
    statement, ida = world.statements["entered"], make_user("ida")
    before = get_spans(statement)
    actions.correct(statement, by=ida, revision=0, act="denies", spans={"content": [find_place(world.english.text, "entered the lagoon on 2 March")]})
    changed = get_spans(statement)
    actions.reject(statement, by=ida, revision=statement.revision)
    first, second = statement.history.order_by("history_id")[:2]
    client.force_login(make_user("bo"))
    restore = reverse("core:history_restore", args=["statement", statement.pk])
    client.post(restore, {"entry": first.pk, "revision": statement.revision})
    statement = Statement.objects.get(pk=statement.pk)
    assert (statement.act, get_spans(statement), statement.state, str(statement.decided_by)) == ("asserts", before, "corrected", "bo")
    client.post(restore, {"entry": second.pk, "revision": statement.revision})
    statement = Statement.objects.get(pk=statement.pk)
    assert (statement.act, get_spans(statement)) == ("denies", changed)
    actions.undo(statement, by=ida)
    assert (statement.act, get_spans(statement)) == ("asserts", before)


def test_a_stale_restoration_changes_nothing(client):
    world = build_world()
    statement, ida = world.statements["entered"], make_user("ida")
    actions.correct(statement, by=ida, revision=0, act="denies")
    actions.accept(statement, by=ida, revision=1)
    client.force_login(make_user())
    first = statement.history.order_by("history_id").first()
    page = client.post(reverse("core:history_restore", args=["statement", statement.pk]), {"entry": first.pk, "revision": 1}, follow=True)
    assert "Somebody else has changed this" in page.content.decode()
    assert Statement.objects.get(pk=statement.pk).act == "denies"


def test_only_editors_bring_back(client):
    statement = build_world().statements["entered"]
    entry = {"entry": statement.history.get().pk, "revision": 0}
    address = reverse("core:history_restore", args=["statement", statement.pk])
    assert client.post(address, entry).status_code == 302
    client.force_login(make_user(role="reader"))
    assert client.post(address, entry).status_code == 403
    client.force_login(make_user())
    assert client.get(address).status_code == 405
    assert client.post(address, {"entry": 10**9, "revision": 0}).status_code == 404


def test_every_kind_of_row_has_a_page(client):
    world = build_world()
    rows = {
        "statement": world.statements["never"],
        "actor": world.actors["vik"],
        "claim": world.claims["never"],
        "relation": world.relations["entered"],
        "membership": world.claims["never"].claim_statements.get(),
        "topic": world.topic,
        "article": world.english.article,
    }
    for kind in ROWS:
        if kind in rows:
            assert client.get(history_of(kind, rows[kind])).status_code == 200, kind
    assert set(rows) <= set(ROWS)
    assert client.get("/history/wizard/1/").status_code == 404
    assert client.get("/history/claim/999999999/").status_code == 404


def test_a_claims_rewording_is_in_its_history(client):
    world = build_world()
    claim_actions.rephrase(world.claims["never"], "No dredger was there", by=make_user("ida"))
    page = client.get(history_of("claim", world.claims["never"])).content.decode()
    assert "No dredger was there" in page
    assert "by ida" in page


def test_a_long_history_costs_no_more_queries(client):
    world, ida = build_world(), make_user("ida")
    statement = world.statements["entered"]
    with CaptureQueriesContext(connection) as short:
        client.get(history_of("statement", statement))
    for _ in range(6):
        actions.accept(statement, by=ida, revision=statement.revision)
        actions.reject(statement, by=ida, revision=statement.revision)
    with CaptureQueriesContext(connection) as long:
        client.get(history_of("statement", statement))
    assert len(long) <= len(short) + 1
