"""German pages name speakers and sides in German, English ones in English, and what is exported or frozen names them as stored."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from claimsite.comparisons import actions, frozen
from claimsite.core.parts import PARTS
from claimsite.statements.models import Actor
from tests import factories as make
from tests.integration.test_reading import list_paths

pytestmark = pytest.mark.django_db

SIDES = {"Rosmark": "Rossmark", "Lindsund": "Lindensund"}


@pytest.fixture
def world():
    world = make.build_world()
    for name, german in SIDES.items():
        Actor.objects.filter(name=name).update(local_names={"de": german})
    Actor.objects.filter(name="Rosmark ministry of fisheries").update(local_names={"de": "Fischereiministerium"})
    PARTS.clear()
    return world


def read(client, path: str, language: str) -> str:
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, path
    return answer.content.decode()


PAGES = [
    "home",
    "article",
    "statements",
    "statement",
    "actors",
    "actor",
    "claims",
    "claim",
    "compare",
    "claim charts",
    "actor charts",
    "home filtered",
    "silent claim",
]


@pytest.mark.parametrize("page", PAGES)
def test_every_page_speaks_the_readers_language(client, world, page):
    more = {
        "claim charts": reverse("comparisons:claim_charts", args=[world.claims["entered"].pk]),
        "actor charts": reverse("comparisons:actor_charts", args=[world.sides["Rosmark"].slug]),
        "home filtered": "/?side=rosmark",
        "silent claim": world.claims["treaty"].get_absolute_url(),
    }
    path = {**list_paths(world), **more}[page]
    german, english = read(client, path, "de"), read(client, path, "en")
    assert "Rossmark" in german
    assert "Rosmark" in english
    for name, local in SIDES.items():  # topics and texts have words of their own
        assert f">{name}<" not in german
        assert f"<title>{name} –" not in german
        assert local not in english


@pytest.mark.parametrize("page", ["claims", "actor", "claim", "statement", "compare"])
def test_claims_are_led_by_words_in_the_readers_language(client, world, page):
    path = {**list_paths(world), "claims": "/claims/", "claim": world.claims["never"].get_absolute_url()}[page]
    path = reverse("statements:statement_detail", args=[world.statements["entered"].pk]) if page == "statement" else path
    german, english = read(client, path, "de"), read(client, path, "en")
    assert ">Der Bagger „Petrel“ sei in die Lagune eingefahren<" in german
    assert ">The dredger Petrel entered the lagoon on 2 March<" in english


def test_names_are_found_and_sorted_as_they_are_shown(client, world):
    found = json.loads(read(client, "/actors/find.json?q=Fischerei", "de"))["found"]
    assert [each["name"] for each in found] == ["Fischereiministerium"]
    assert "Fischereiministerium" in read(client, "/actors/?q=Rossmark", "de")
    assert "Fischereiministerium" not in read(client, "/actors/?q=Rossmark", "en")
    menu = read(client, "/claims/", "de")
    assert menu.index(">Lindensund</option>") < menu.index(">Rossmark</option>")


def test_a_published_comparison_keeps_its_names_and_shows_the_readers(client, world):
    query = {"side": ["rosmark", "lindsund"]}
    made = actions.save_comparison(title="Who dredged?", note="", query=query, by=make.make_user())
    content = made.snapshots.get().content
    assert [side["name"] for side in content["table"]["sides"]] == ["Rosmark", "Lindsund"]
    Actor.objects.filter(name="Rosmark").update(local_names={"de": "Später"})
    base = f"{made.get_absolute_url()}v/1/"
    for path in (made.get_absolute_url(), base, f"{base}print/", f"/embed/c/{made.slug}/", f"/embed/c/{made.slug}/v/1/charts/acts/"):
        german, english = read(client, path, "de"), read(client, path, "en")
        assert "Rossmark" in german, path
        assert "Später" not in german
        assert "Rossmark" not in english, path
    for name in ("export.csv", "annotations.jsonld", "changes.atom"):
        assert "Fischereiministerium" not in read(client, f"{base}{name}", "de")
    assert frozen.hash_content(content) == made.snapshots.get().content_hash


def test_a_snapshot_without_names_shows_those_that_it_has(client, world):
    made = actions.save_comparison(title="Who dredged?", note="", query={"side": ["rosmark", "lindsund"]}, by=make.make_user())
    snapshot = made.snapshots.get()
    del snapshot.content["table"]["names"]
    snapshot.save(update_fields=["content"])
    assert "Rossmark" not in read(client, f"{made.get_absolute_url()}v/1/", "de")


def test_exports_and_programs_are_told_the_stored_name(client, world):
    for path in ("/statements.csv", f"/api/v1/actors/{world.sides['Rosmark'].slug}"):
        answer = client.get(path, headers={"accept-language": "de"})
        assert answer.status_code == 200, path
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Rosmark" in body
        assert b"Rossmark" not in body


def test_an_editor_gives_a_name_for_german_pages(client, world):
    ministry = world.actors["ministry"]
    client.force_login(make.make_user())
    address = reverse("statements:actor_edit", args=[ministry.slug])
    kept = {"do": "describe", "describe-kind": "body", "describe-side": "Rosmark", "describe-name_en": ""}
    client.post(address, {**kept, "describe-name": ministry.name, "describe-name_de": "Ministerium für Fischerei"})
    assert "<h1>Ministerium für Fischerei</h1>" in read(client, ministry.get_absolute_url(), "de")
    client.post(address, {**kept, "describe-name": "Fisheries", "describe-name_de": "Ministerium für Fischerei"})
    for language in ("de", "en"):
        assert "<h1>Fisheries</h1>" in read(client, ministry.get_absolute_url(), language)
