"""The editors' queue."""

import pytest

from claimsite.claims import actions as claim_actions
from claimsite.claims.needs import rate_claims
from claimsite.core import note_actions
from claimsite.core.paging import keyset_page
from claimsite.statements import actions
from claimsite.statements.models import Statement
from claimsite.workbench.queue import NEED, list_memberships, list_relations, list_speakers, list_statements
from tests.factories import make_actor, make_claim, make_relation, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db

URL = "/workbench/"
HTMX = {"HX-Request": "true"}


def get_order(rows):
    return [row.pk for row in keyset_page(rows, None, 50, NEED).rows]


def test_disputed_statements_come_first_then_the_least_sure(world):
    said = world.statements
    Statement.objects.filter(pk=said["sold"].pk).update(score=None)
    rate_claims([world.claims["sold"].pk])
    order = get_order(list_statements())
    assert set(order[:3]) == {said["never"].pk, said["entered"].pk, said["eingefahren"].pk}
    assert order[3:6] == [said["treaty"].pk, *sorted((said["sold"].pk, said["sperren"].pk))]
    assert order[-1] == said["no_night"].pk


def test_contradictions_come_before_other_relations(world):
    assert get_order(list_relations()) == [world.relations["entered"].pk, world.relations["night"].pk]


def test_decided_and_withdrawn_proposals_do_not_wait(world, editor):
    actions.accept(world.statements["never"], by=editor, revision=0)
    claim_actions.reject(world.relations["entered"], by=editor, revision=0)
    assert world.statements["never"].pk not in get_order(list_statements())
    assert get_order(list_relations()) == [world.relations["night"].pk]
    # A rejected contradiction is no dispute any more.
    assert get_order(list_statements())[0] == world.statements["treaty"].pk


def test_queue_shows_relations_first_and_statements_when_asked(client, editor, world):
    html = client.get(URL).content.decode()
    assert html.count('class="queue__item"') == 2
    assert "The dredger Petrel entered the lagoon on 2 March" in html
    html = client.get(URL, {"kind": "statements"}).content.decode()
    assert html.count('class="queue__item"') == 8
    assert 'name="next" value="/workbench/?kind=statements"' in html
    assert "The verb “said” introduces the sentence." in html


def test_reasons_are_in_the_interface_language(client, editor, world):
    html = client.get(URL, {"kind": "statements"}, headers={"Accept-Language": "de"}).content.decode()
    assert "Das Verb „sagte“ leitet den Satz ein." in html


def test_queue_narrows_by_language(client, editor, world):
    html = client.get(URL, {"kind": "statements", "language": "de"}).content.decode()
    assert html.count('class="queue__item"') == 3
    assert client.get(URL, {"language": "ru"}).content.decode().count('class="queue__item"') == 0


def test_htmx_gets_the_part(client, editor, world):
    response = client.get(URL, headers=HTMX)
    assert "<html" not in response.content.decode()
    assert "HX-Request" in response["Vary"]
    assert "<html" in client.get(URL, headers={**HTMX, "HX-Boosted": "true"}).content.decode()


@pytest.mark.parametrize(
    "parameters", [{"kind": "x"}, {"language": "xx"}, {"page": "junk"}, {"page": "o99999999999999999999.1"}, {"page": "-1"}, {"kind": ["a", "b"]}]
)
def test_junk_parameters_are_harmless(client, editor, world, parameters):
    assert client.get(URL, parameters).status_code == 200


@pytest.mark.parametrize("role", ["reader", None])
def test_queue_is_for_editors(client, role):
    assert client.get(URL).status_code == 302
    client.force_login(make_user(role=role))
    assert client.get(URL).status_code == 403


def test_pages_follow_one_another(client, editor, world, settings):
    version = make_version(" ".join(f"Sentence number {i} ends." for i in range(30)))
    for i in range(30):
        make_statement(version, f"number {i} ends", score=0.1)
    seen, address = [], URL + "?kind=statements"
    while address:
        response = client.get(address)
        seen += [row.pk for row in response.context["page"].rows]
        address = URL + response.context["older"] if response.context["older"] else None
    assert len(seen) == len(set(seen)) == 38


@pytest.mark.parametrize("kind", ["relations", "statements", "speakers"])
def test_queries_do_not_grow_with_the_queue(client, editor, world, kind, django_assert_max_num_queries):
    version = make_version(" ".join(f"Sentence number {i} ends." for i in range(40)))
    claims = [make_claim(make_statement(version, f"number {i} ends", actor=make_actor(f"Speaker {i}"))) for i in range(40)]
    for a, b in zip(claims[::2], claims[1::2], strict=True):
        make_relation(a, b)
    with django_assert_max_num_queries(16):
        response = client.get(URL, {"kind": kind})
    assert len(response.context["page"].rows) == 20


def test_statement_without_an_actor(client, editor):
    make_statement(make_version("Somebody said that it rained."), "it rained")
    assert "somebody unnamed" in client.get(URL, {"kind": "statements"}).content.decode()


def test_speakers_in_doubt_are_those_unknown_ambiguous_or_new(client, editor, world):
    often = make_actor("Often heard")
    version = make_version("One. Two. Three. Four. Five. Six.")
    for words in ("One", "Two", "Three", "Four", "Six"):
        make_statement(version, words, actor=often)
    doubted = make_statement(version, "Five", actor=often, alternatives=[{"name": "Minister Tore Vik", "score": 0.3}])
    found = set(list_speakers().values_list("content", flat=True))
    assert {"Five", "One"} <= found
    assert not found & {"Six"}
    html = client.get(URL, {"kind": "speakers"}).content.decode()
    assert 'value="Minister Tore Vik"' in html
    address = f"/statements/{doubted.pk}/speaker/"
    assert client.post(address, {"revision": 0, "actor": "Nobody here"}, headers=HTMX).status_code == 422
    assert client.post(address, {"revision": 7, "actor": "Minister Tore Vik"}, headers=HTMX).status_code == 409
    assert client.post(address, {"revision": 0, "actor": "Minister Tore Vik"}, headers=HTMX).status_code == 200
    doubted.refresh_from_db()
    assert (doubted.actor, doubted.side, doubted.state) == (world.actors["vik"], world.sides["Rosmark"], "corrected")


def test_joined_statements_wait_only_where_the_machine_joined_some(client, editor, world):
    found = list_memberships()
    assert {member.statement.content for member in found} == {world.statements["entered"].content, world.statements["eingefahren"].content}
    html = client.get(URL, {"kind": "memberships"}).content.decode()
    assert html.count("Does this statement") == 2


def test_the_queue_narrows_by_topic(client, editor, world):
    make_relation(make_claim(text="A"), make_claim(text="B"))
    assert client.get(URL, {"topic": world.topic.slug}).content.decode().count('class="queue__item"') == 2
    assert client.get(URL).content.decode().count('class="queue__item"') == 3


def test_more_rows_come_alone(client, editor, world):
    version = make_version(" ".join(f"Sentence number {i} ends." for i in range(30)))
    for i in range(30):
        make_statement(version, f"number {i} ends")
    page = client.get(URL, {"kind": "statements"})
    older = page.context["older"]
    assert f'hx-get="{older.replace("&", "&amp;")}&amp;more=1"' in page.content.decode()
    more = client.get(URL + older + "&more=1", headers=HTMX).content.decode()
    assert "<ul" not in more
    assert more.count('class="queue__item"') == 18


def test_open_threads_are_listed_those_that_call_me_first(client, editor, world):
    other = make_user()
    note_actions.write_note(world.claims["never"], kind="claim", text="general", by=other)
    note_actions.write_note(world.claims["never"], kind="claim", text=f"@{editor.username} please", by=other)
    note_actions.write_note(world.claims["never"], kind="claim", text="later", by=other)
    html = client.get("/workbench/threads/").content.decode()
    assert html.index("please") < html.index("later") < html.index("general")
    assert "3 open threads" in client.get(URL).content.decode()
    assert "1 calls you" in client.get(URL).content.decode()
