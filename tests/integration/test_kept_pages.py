"""Pages that are kept for readers: never older than what anybody did, never one reader's for another."""

from __future__ import annotations

import re

import pytest
from django.db import connection, transaction
from django.urls import reverse

from claimsite.claims import actions as claim_actions
from claimsite.core.keeping import SHELF
from claimsite.core.stamps import NAME, list_tables, read_stamp
from claimsite.statements import actions
from claimsite.statements.models import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]{64})"')


@pytest.fixture(autouse=True)
def shelf(settings):
    settings.KEPT_PAGES_MB = 8
    SHELF.clear()
    yield SHELF
    SHELF.clear()


@pytest.fixture
def statement():
    version = make.make_version("Rosmark said that the dredger never entered the lagoon.")
    return make.make_statement(version, "the dredger never entered the lagoon", actor=make.make_actor("Rosmark"))


def read(client, address, **extra):
    response = client.get(address, **extra)
    assert response.status_code == 200
    return response.content.decode()


def test_second_reader_costs_one_query(client, statement, django_assert_num_queries):
    first = read(client, "/statements/")
    with django_assert_num_queries(1):
        second = read(client, "/statements/")
    assert TOKEN.sub("", first) == TOKEN.sub("", second)
    assert statement.content in second


def test_every_decision_shows_at_once(client, statement):
    editor = make.make_user("vera")
    assert statement.content in read(client, "/statements/")
    actions.reject(statement, by=editor, revision=statement.revision)
    assert statement.content not in read(client, "/statements/")


def test_renamed_actor_shows_at_once_though_no_action_wrote_it(client, statement):
    assert "Rosmark" in read(client, "/statements/")
    Actor.objects.filter(pk=statement.actor_id).update(name="Rosmark and Sound")
    assert "Rosmark and Sound" in read(client, "/statements/")


def test_rolled_back_change_counts_for_nothing(statement):
    before = read_stamp()
    with transaction.atomic():
        Actor.objects.filter(pk=statement.actor_id).update(name="Nobody")
        assert read_stamp() > before
        transaction.set_rollback(True)
    assert read_stamp() == before


def test_forms_of_a_kept_page_carry_the_token_of_whoever_asks(client, statement, django_user_model):
    from django.test import Client

    read(Client(), "/statements/")
    other = Client(enforce_csrf_checks=True)
    page = read(other, "/statements/")
    token = TOKEN.search(page)[1]
    response = other.post(reverse("core:theme"), {"csrfmiddlewaretoken": token, "theme": "dark", "next": "/"})
    assert response.status_code == 302
    strange = Client(enforce_csrf_checks=True)
    assert TOKEN.search(read(strange, "/statements/"))[1] != token


def test_language_colors_and_part_are_kept_apart(client, statement):
    whole = read(client, "/statements/")
    assert "<html" not in read(client, "/statements/", HTTP_HX_REQUEST="true")
    assert 'lang="de"' in read(client, "/statements/", HTTP_ACCEPT_LANGUAGE="de")
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in read(client, "/statements/")
    del client.cookies["theme"]
    assert TOKEN.sub("", read(client, "/statements/")) == TOKEN.sub("", whole)


def test_who_has_signed_in_gets_every_page_made_anew(client, statement):
    read(client, "/statements/")
    client.force_login(make.make_user("vera"))
    page = read(client, f"/statements/{statement.pk}/")
    assert "Sign out" in page
    client.logout()
    client.cookies.clear()
    assert "Sign out" not in read(client, f"/statements/{statement.pk}/")


def test_missing_pages_are_not_kept(client):
    for _ in range(2):
        assert client.get("/statements/999999/").status_code == 404


def test_every_table_that_readers_see_is_counted():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{NAME}_%"])
        else:
            cursor.execute("SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE tgname = %s", [NAME])
        counted = {name for (name,) in cursor.fetchall()}
    assert counted == set(list_tables())
    assert {"statements_statement", "claims_claimrelation", "articles_articleversion", "statements_actor_parts"} <= counted


def test_rows_added_despite_conflicts_are_counted(statement):
    from claimsite.statements.models import ActorName

    before = read_stamp()
    row = ActorName(actor=statement.actor, name="Rosmark's people", language="en")
    ActorName.objects.bulk_create([row, ActorName(actor=statement.actor, name="Rosmark's people", language="en")], ignore_conflicts=True)
    assert read_stamp() > before


def test_oldest_pages_go_when_the_shelf_is_full(shelf):
    for number in range(5):
        shelf.put(1, number, ("text/html", b"x" * 300), 1000)
    assert [number for number in range(5) if shelf.get(1, number)] == [2, 3, 4]
    assert shelf.get(2, 4) is None
    shelf.put(2, 4, ("text/html", b"y"), 1000)
    assert shelf.get(1, 3) is None


def test_a_new_link_between_claims_shows_at_once(client, world):
    claim = world.claims["entered"]
    before = read(client, claim.get_absolute_url())
    claim_actions.reject(claim.relations_as_a.first() or claim.relations_as_b.first(), by=make.make_user("vera"), revision=0)
    assert read(client, claim.get_absolute_url()) != before
