"""Editors put speakers right on one page; merges can be undone by anybody who edits."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claimsite.core.models import Operation
from claimsite.statements.models import Actor, Affiliation
from tests.factories import build_world, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return build_world()


def edit(actor: Actor) -> str:
    return reverse("statements:actor_edit", args=[actor.slug])


def test_the_page_opens_with_all_forms(client, world):
    client.force_login(make_user())
    page = client.get(edit(world.actors["vik"])).content.decode()
    for field in ("describe-name", "name-name", "affiliate-organization", "merge-into", "split-statements"):
        assert f'name="{field}"' in page
    assert "<details" in page


def test_merging_and_undoing_by_forms(client, world):
    vik, ministry = world.actors["vik"], world.actors["ministry"]
    client.force_login(make_user("ida"))
    answer = client.post(edit(vik), {"do": "merge", "merge-into": "rosmark ministry of fisheries"})
    assert answer["Location"] == ministry.get_absolute_url()
    assert client.get(edit(vik))["Location"] == edit(ministry)
    assert ministry.statements.count() == 3
    client.force_login(make_user("bo"))
    assert "Minister Tore Vik → Rosmark ministry of fisheries" in client.get(reverse("core:operations")).content.decode()
    client.post(reverse("core:operation_undo", args=[Operation.objects.get().pk]))
    assert ministry.statements.count() == 2
    page = client.post(reverse("core:operation_undo", args=[Operation.objects.get().pk]), follow=True)
    assert "This has been undone already." in page.content.decode()


def test_splitting_by_form(client, world):
    client.force_login(make_user())
    data = {"do": "split", "split-statements": [world.statements["treaty"].pk], "split-name": "Coast guard", "split-kind": "body", "split-side": "Rosmark"}
    assert client.post(edit(world.actors["ministry"]), data).status_code == 302
    assert [statement.content for statement in Actor.objects.get(name="Coast guard").statements.all()] == ["breaking the treaty"]


def test_names_and_offices_by_form(client, world):
    vik = world.actors["vik"]
    client.force_login(make_user())
    client.post(edit(vik), {"do": "name", "name-name": "Вик", "name-language": "ru"})
    written = vik.names.get()
    client.post(
        edit(vik),
        {"do": "affiliate", "affiliate-organization": "Rosmark ministry of fisheries", "affiliate-role": "minister", "affiliate-started_on": "2023-01-05"},
    )
    office = Affiliation.objects.get()
    page = client.get(edit(vik)).content.decode()
    assert "Вик" in page
    client.post(edit(vik), {"do": "unname", "unname-written": written.pk})
    client.post(edit(vik), {"do": "unaffiliate", "unaffiliate-affiliation": office.pk})
    assert not vik.names.exists()
    assert not Affiliation.objects.exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"do": "merge", "merge-into": "Nobody at all"}, "There is nobody by this name."),
        ({"do": "merge", "merge-into": "Minister Tore Vik"}, "That is the same speaker already."),
        ({"do": "describe", "describe-name": "Anglers&#x27; union", "describe-kind": "wizard"}, "wizard"),
        ({"do": "describe", "describe-name": "Anglers' union", "describe-kind": "body"}, "Merge the two"),
        ({"do": "split", "split-name": "X", "split-kind": "body"}, "This field is required."),
        ({"do": "unname", "unname-written": "77"}, ""),
        ({"do": "conquer"}, ""),
        ({}, ""),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(client, world, data, words):
    client.force_login(make_user())
    answer = client.post(edit(world.actors["vik"]), data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Operation.objects.exists()


@pytest.mark.parametrize("role", [None, "reader"])
def test_only_editors(client, world, role):
    address = edit(world.actors["vik"])
    assert client.get(address).status_code == 302
    client.force_login(make_user(role=role))
    assert client.get(address).status_code == 403
    assert client.post(address, {"do": "merge", "merge-into": "Anglers' union"}).status_code == 403
    assert client.get(reverse("core:operations")).status_code == 403
    assert client.post(reverse("core:operation_undo", args=[1])).status_code == 403


def test_search_as_you_type_finds_names_as_written_too(client, world):
    world.actors["vik"].names.create(name="министр Вик", language="ru")
    find = reverse("statements:actor_find")
    assert client.get(find, {"q": "вик"}).json()["found"] in ([], [{"name": "Minister Tore Vik", "kind": "person"}])
    assert client.get(find, {"q": "Вик"}).json() == {"found": [{"name": "Minister Tore Vik", "kind": "person"}]}
    assert client.get(find, {"q": "v"}).json() == {"found": []}
    for words in ("%", "_" * 3, "\0\0", "'; --", "x" * 5000):
        assert client.get(find, {"q": words}).status_code == 200
