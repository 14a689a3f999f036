"""Editors add statements from the text; places are code points whatever the script."""

from __future__ import annotations

import pytest
from django.urls import reverse

from claimsite.claims import actions
from claimsite.claims.models import ClaimStatement
from claimsite.core.models import Operation
from claimsite.statements.models import Statement
from tests.factories import get_spans, make_actor, make_claim, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db
TEXT = "The mayor said 🚢🚢 ships would stay.\n한국 정부는 «계획이 없다»고 밝혔다. قال الوزير إن السفينة غادرت.\nÉcole e\u0301tude: “no”."


@pytest.fixture
def version():
    return make_version(TEXT)


def add(version) -> str:
    return reverse("claims:statement_add", args=[version.article_id])


def post(client, version, **data):
    return client.post(add(version), {"act": "asserts", "type": "indirect"} | data)


@pytest.mark.parametrize("words", ["🚢🚢 ships would stay", "계획이 없다", "إن السفينة غادرت", "e\u0301tude"])
@pytest.mark.parametrize("by_numbers", [False, True])
def test_words_and_numbers_mean_the_same_place_in_every_script(client, version, words, by_numbers):
    client.force_login(make_user())
    start = TEXT.index(words)
    place = (start, start + len(words))
    assert post(client, version, content=f"@{place[0]}-{place[1]}" if by_numbers else words).status_code == 302
    statement = Statement.objects.get()
    assert get_spans(statement) == [("content", *place)]
    assert statement.content == words


def test_an_added_statement_is_accepted_in_the_editors_name(client, version):
    ida = make_user("ida")
    mayor = make_actor("The mayor", kind="person")
    client.force_login(ida)
    answer = post(client, version, content="🚢🚢 ships would stay", source="The mayor", cue="said", actor="the mayor", act="commits")
    statement = Statement.objects.get()
    assert answer["Location"] == statement.get_absolute_url()
    assert (statement.state, statement.added_by, statement.actor, statement.act, statement.run) == ("accepted", ida, mayor, "commits", None)


def test_a_selection_comes_along(client, version):
    client.force_login(make_user())
    page = client.get(add(version), {"content": "@15-20"}).content.decode()
    assert "@15-20</textarea>" in page
    assert "🚢🚢 ships" in page


def test_a_long_text_is_shown_around_the_selection(client):
    version = make_version("A word. " * 20_000 + "The end is here.")
    client.force_login(make_user())
    page = client.get(add(version), {"content": f"@{len(version.text) - 9}-{len(version.text)}"}).content.decode()
    assert "The end is here." in page
    assert len(page) < 60_000
    assert f'data-offset="{len(version.text) - 9 - 3000}"' in page


@pytest.mark.parametrize(
    "data",
    [
        {"content": ""},
        {"content": "words that are not there"},
        {"content": "@5-2"},
        {"content": "@0-99999"},
        {"content": "The mayor", "act": "sings"},
        {"content": "The mayor", "actor": "Somebody new"},
        {"content": "The mayor\nmayor said"},
    ],
)
def test_what_cannot_be_is_said_and_stores_nothing(client, version, data):
    client.force_login(make_user())
    answer = post(client, version, **data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Statement.objects.exists()


def test_the_same_words_are_not_added_twice(client, version):
    make_statement(version, "🚢🚢 ships would stay")
    client.force_login(make_user())
    answer = post(client, version, content="🚢🚢 ships would stay")
    assert answer.status_code == 422
    assert "There is a statement with these words already." in answer.content.decode()


def test_only_editors(client, version):
    assert client.get(add(version)).status_code == 302
    client.force_login(make_user(role="reader"))
    assert client.get(add(version)).status_code == 403
    assert post(client, version, content="The mayor").status_code == 403
    client.force_login(make_user())
    assert client.get(reverse("claims:statement_add", args=[10**9])).status_code == 404


def place_of(statement):
    """The claims that a statement stands in, and how."""
    found = ClaimStatement.objects.standing().filter(statement=statement, claim__merged_into__isnull=True)
    return [(member.claim, member.stance, member.state) for member in found]


@pytest.fixture
def ships():
    return make_claim(make_statement(make_version("No ships stay here."), "No ships stay"), text="The ships leave.")


@pytest.mark.parametrize("written", ["#{pk}", "#{pk} The ships leave.", "The  ships leave."])
def test_a_new_statement_goes_to_the_claim_that_it_expresses(client, version, ships, written):
    client.force_login(make_user())
    assert post(client, version, content="ships would stay", claim=written.format(pk=ships.pk), stance="opposes").status_code == 302
    statement = Statement.objects.get(version=version)
    assert place_of(statement) == [(ships, "opposes", "accepted")]
    # The proposal that was in the claim before is still to be decided.
    assert ships.claim_statements.exclude(statement=statement).get().state == "proposed"
    actions.undo_claim_operation(Operation.objects.get(), by=make_user())
    ((own, stance, _state),) = place_of(statement)
    assert own != ships
    assert stance == "supports"


def test_words_bring_up_claims_of_which_one_is_chosen(client, version, ships):
    client.force_login(make_user())
    answer = post(client, version, content="ships would stay", claim="no ships")
    assert answer.status_code == 422
    assert f'name="chosen_claim" value="{ships.pk}"' in answer.content.decode()
    assert not Statement.objects.filter(version=version).exists()
    assert post(client, version, content="ships would stay", claim="no ships", chosen_claim=ships.pk).status_code == 302
    assert place_of(Statement.objects.get(version=version)) == [(ships, "supports", "accepted")]


def test_a_new_claim_is_made_in_the_editors_words(client, version):
    ida = make_user("ida")
    client.force_login(ida)
    assert post(client, version, content="ships would stay", claim="The ships stay.", is_new_claim="on").status_code == 302
    ((claim, _stance, _state),) = place_of(Statement.objects.get())
    assert (claim.text, claim.worded_by) == ("The ships stay.", ida)


@pytest.mark.parametrize(
    "data", [{"claim": "#999999"}, {"claim": "nothing like that"}, {"is_new_claim": "on"}, {"chosen_claim": "9" * 30}, {"stance": "perhaps"}]
)
def test_a_claim_that_is_none_stores_nothing(client, version, ships, data):
    client.force_login(make_user())
    assert post(client, version, content="ships would stay", **data).status_code == 422
    assert not Statement.objects.filter(version=version).exists()


def test_a_claim_that_was_merged_leads_on(client, version, ships):
    other = make_claim(text="They leave.")
    actions.merge_claims(ships, [other], by=make_user())
    client.force_login(make_user())
    post(client, version, content="ships would stay", claim=f"#{other.pk}")
    assert place_of(Statement.objects.get(version=version))[0][0] == ships


def test_claims_are_found_by_their_statements_words(client, ships):
    assert client.get("/claims/find.json", {"q": "stay"}).json() == {"found": [{"name": f"#{ships.pk} The ships leave."}]}
    assert client.get("/claims/find.json", {"q": "s"}).json() == {"found": []}


def test_a_new_name_of_somebody_known(client, version):
    mayor = make_actor("The mayor", kind="person")
    client.force_login(make_user())
    data = {"content": "ships would stay", "actor": "Ida Holm", "actor_same_as": "the mayor"}
    assert post(client, version, **data | {"actor_same_as": "Nobody"}).status_code == 422
    assert post(client, version, **data).status_code == 302
    assert Statement.objects.get().actor == mayor
    assert list(mayor.names.values_list("name", "language")) == [("Ida Holm", "en")]
