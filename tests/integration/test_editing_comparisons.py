"""The edit page of a comparison: plain forms, for its people alone."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from claimsite.comparisons import actions
from claimsite.comparisons.frozen import build_table
from claimsite.comparisons.models import Comparison, SecretLink, Visibility
from claimsite.statements import actions as statement_actions
from tests.factories import make_claim, make_statement, make_user

pytestmark = pytest.mark.django_db
EDIT = "/c/who-dredged/edit/"


@pytest.fixture
def draft(world, editor):
    query = {"side": ["rosmark", "lindsund"], "topic": world.topic.slug}
    return actions.save_comparison(title="Who dredged?", note="", query=query, by=editor, visibility=Visibility.DRAFT)


def send(client, address, status=302, **given):
    answer = client.post(address, given)
    assert answer.status_code == status, answer.status_code
    return answer


def list_ids(comparison):
    comparison.refresh_from_db()
    return [each["id"] for each in comparison.claims]


def test_a_view_is_saved_as_a_draft(client, world, editor):
    send(client, "/compare/save/?side=rosmark&side=lindsund", title="Mine", note="", visibility="draft")
    assert Comparison.objects.get().visibility == Visibility.DRAFT
    send(client, "/compare/save/?side=rosmark&side=lindsund", title="Theirs", note="")
    assert Comparison.objects.get(title="Theirs").visibility == Visibility.PUBLISHED
    send(client, "/compare/save/?side=rosmark", status=422, title="Odd", visibility="secret")


def test_a_title_of_characters_that_show_nothing_is_none(client, draft):
    for address in ("/compare/save/?side=rosmark&side=lindsund", EDIT):
        page = send(client, address, status=422, title="\u200b\u2060\u00ad", note="").content.decode()
        assert "This field is required." in page
    assert Comparison.objects.get().title == "Who dredged?"


def test_others_find_no_edit_page(client, draft):
    posts = ["claims/", "visibility/", "links/", "editors/", "links/1/revocation/"]
    client.force_login(make_user(role="admin"))
    assert client.get(EDIT).status_code == 404
    for address in ("", *posts):
        send(client, f"{EDIT}{address}", status=404, title="Taken", to="published", name="ada")
    draft.refresh_from_db()
    assert (draft.title, draft.visibility, SecretLink.objects.count()) == ("Who dredged?", "draft", 0)


def test_words_are_stored(client, draft):
    answer = send(client, EDIT, title="Who dug?", note="N", method="M", owner="2", visibility="published", slug="x")
    assert answer.url == "/c/who-dug/edit/"
    draft.refresh_from_db()
    assert (draft.title, draft.note, draft.method, draft.visibility, draft.owner.username) == ("Who dug?", "N", "M", "draft", "ada")
    page = send(client, answer.url, status=422, title=" ").content.decode()
    assert 'href="#id_title"' in page


def test_claims_are_ordered_by_buttons(client, draft, world):
    page = client.get(EDIT).content.decode()
    shown = [row["claim"]["id"] for row in build_table(draft)["rows"]]
    assert [f'name="claim" value="{pk}"' in page for pk in shown] == [True] * len(shown)
    a, b, c = shown[:3]
    address = f"{EDIT}claims/"
    send(client, address, claim=shown, do=f"down:{a}", **{f"words-{b}": "In short"})
    assert list_ids(draft) == [b, a, *shown[2:]]
    assert draft.claims[0]["words"] == "In short"
    send(client, address, claim=[b, a, c], do=f"up:{c}", **{f"words-{b}": "In short"})
    assert list_ids(draft) == [b, c, a]
    send(client, address, claim=[b, c, a], do=f"remove:{c}")
    assert list_ids(draft) == [b, a]
    assert f'value="add:{c}"' in client.get(EDIT).content.decode()
    send(client, address, claim=[b, a], do=f"add:{c}")
    assert list_ids(draft) == [b, a, c]
    send(client, address, claim=[b, a, c], do="all")
    assert list_ids(draft) == []


@pytest.mark.parametrize("given", [{"do": "up:x"}, {"do": "fly:1"}, {"claim": ["x", "9" * 40, "-1"]}, {"do": "up:" + "9" * 18}, {}])
def test_nonsense_chooses_nothing(client, draft, given):
    send(client, f"{EDIT}claims/", **given)
    assert list_ids(draft) == []


def test_too_many_claims_are_refused(client, draft):
    send(client, f"{EDIT}claims/", claim=list(range(1, 100)))
    assert list_ids(draft) == []
    assert "at most 60" in client.get(EDIT).content.decode()


def test_a_claim_without_statements_is_named(client, draft, world, editor):
    actions.choose_claims(draft, [{"id": world.claims["treaty"].pk}, {"id": world.claims["entered"].pk}], by=editor)
    statement_actions.reject(world.statements["treaty"], by=editor, revision=0)
    assert "for which no statement is found now" in client.get(EDIT).content.decode()


def test_publishing_and_hiding(client, draft, world, editor):
    send(client, f"{EDIT}visibility/", to="published")
    draft.refresh_from_db()
    assert (draft.visibility, draft.snapshots.count()) == ("published", 1)
    assert Client().get("/c/who-dredged/").status_code == 200
    send(client, f"{EDIT}visibility/", to="draft")
    assert "is no draft any more" in client.get(EDIT).content.decode()
    send(client, f"{EDIT}visibility/", to="version")
    assert draft.snapshots.count() == 1
    statement_actions.reject(world.statements["treaty"], by=editor, revision=0)
    assert "1 statement rejected" in client.get(EDIT).content.decode()
    send(client, f"{EDIT}visibility/", to="version")
    assert draft.snapshots.count() == 2
    send(client, f"{EDIT}visibility/", to="unlisted")
    assert Client().get("/c/who-dredged/").status_code == 404
    send(client, f"{EDIT}visibility/", to="everywhere")
    draft.refresh_from_db()
    assert draft.visibility == "unlisted"


def test_a_secret_link_is_shown_once_and_closed(client, draft):
    send(client, f"{EDIT}links/", label="For Bo", days="7")
    page = client.get(EDIT).content.decode()
    address = page.split('id="secret-link"')[1].split('value="')[1].split('"')[0]
    assert address.startswith("http://testserver/c/who-dredged/?key=")
    assert Client().get(address).status_code == 200
    assert "?key=" not in client.get(EDIT).content.decode()
    send(client, f"{EDIT}links/{SecretLink.objects.get().pk}/revocation/")
    assert Client().get(address).status_code == 404
    send(client, f"{EDIT}links/", days="9000")
    assert SecretLink.objects.count() == 1
    send(client, f"{EDIT}links/", days="")
    assert SecretLink.objects.filter(expires_at=None).count() == 1


def test_co_editors_come_and_go(client, draft):
    bo = make_user("bo")
    send(client, f"{EDIT}editors/", name="bo")
    theirs = Client()
    theirs.force_login(bo)
    assert theirs.get(EDIT).status_code == 200
    send(client, f"{EDIT}editors/", name="nobody")
    assert "There is no editor of that name." in client.get(EDIT).content.decode()
    assert send(theirs, f"{EDIT}editors/", remove=bo.pk).url == reverse("comparisons:comparison_list")
    assert theirs.get(EDIT).status_code == 404


def test_the_number_of_queries_is_fixed(client, draft, world, editor, django_assert_max_num_queries):
    actions.set_visibility(draft, Visibility.PUBLISHED, by=editor)
    actions.choose_claims(draft, [{"id": world.claims["treaty"].pk}], by=editor)
    for number in range(12):
        make_claim(make_statement(world.english, "the treaty", actor=world.actors["ministry"]), topic=world.topic, text=f"Claim {number}")
    with django_assert_max_num_queries(36):
        client.get(EDIT)


def read_revision(page, form):
    return re.search(r'name="revision" value="([0-9a-f]{32})"', page[page.index(form) :])[1]


def test_two_who_edit_at_once_see_each_other_and_lose_nothing(client, draft, editor):
    page = client.get(EDIT).content.decode()
    revision = read_revision(page, 'id="edit-words"')
    actions.edit_comparison(draft, title="Theirs", note="Their note", method="", by=editor)
    page = send(client, EDIT, status=409, title="Mine", note="My note", method="", revision=revision).content.decode()
    assert "Their note" in page
    assert 'value="Mine"' in page
    assert "My note" in page
    draft.refresh_from_db()
    assert draft.title == "Theirs"
    again = send(client, "/c/theirs/edit/", title="Both", note="Their note, my note", method="", revision=read_revision(page, 'id="edit-words"'))
    assert again.url == "/c/both/edit/"


def test_two_who_choose_claims_at_once_see_each_other(client, draft, editor, world):
    revision = read_revision(client.get(EDIT).content.decode(), 'id="edit-claims"')
    treaty, entered = world.claims["treaty"].pk, world.claims["entered"].pk
    actions.choose_claims(draft, [{"id": treaty, "words": "The treaty"}], by=editor)
    given = {"claim": [entered], f"words-{entered}": "My words", "do": "store"}
    page = send(client, f"{EDIT}claims/", status=409, revision=revision, **given).content.decode()
    assert "My words" in page
    assert "The treaty" in page
    assert list_ids(draft) == [treaty]
    send(client, f"{EDIT}claims/", revision=read_revision(page, 'id="edit-claims"'), **given)
    assert list_ids(draft) == [entered]
