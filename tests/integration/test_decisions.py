"""Deciding in the browser, with and without htmx."""

import pytest
from django.urls import reverse

from claimsite.claims import actions as claim_actions
from claimsite.claims.models import ClaimRelation
from claimsite.statements import actions
from claimsite.statements.models import Actor, Statement
from tests.factories import get_spans, make_user

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture(params=["statement", "relation"])
def row(request, world):
    return world.statements["never"] if request.param == "statement" else world.relations["entered"]


def get_url(row):
    return reverse("statements:statement_decide" if isinstance(row, Statement) else "claims:relation_decide", args=[row.pk])


def get_correction(statement):
    return reverse("statements:statement_correct", args=[statement.pk])


def read(row):
    return type(row).objects.get(pk=row.pk)


@pytest.mark.parametrize(("decision", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_decision_without_scripts_leads_back(client, editor, row, decision, state):
    response = client.post(get_url(row), {"decision": decision, "revision": 0, "next": "/workbench/?kind=statements"})
    assert (response.status_code, response["Location"]) == (302, "/workbench/?kind=statements")
    assert (read(row).state, read(row).decided_by) == (state, editor)


def test_decision_with_htmx_answers_with_the_part(client, editor, row):
    response = client.post(get_url(row), {"decision": "accept", "revision": 0, "next": "/claims/"}, headers=HTMX)
    assert response.status_code == 200
    html = response.content.decode()
    assert "<html" not in html
    assert html.count('class="decision ') == 1
    assert 'name="revision" value="1"' in html
    assert 'value="undo"' in html
    assert 'name="next" value="/claims/"' in html
    assert "HX-Request" in response["Vary"]


def test_undo_brings_the_proposal_back(client, editor, row):
    client.post(get_url(row), {"decision": "reject", "revision": 0, "reason": "other ship"})
    assert read(row).history.first().history_change_reason == "rejected: other ship"
    client.post(get_url(row), {"decision": "undo", "revision": 1})
    assert read(row).state == "proposed"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_stale_edit_is_a_conflict_that_shows_the_others_decision(client, editor, row, headers):
    module = actions if isinstance(row, Statement) else claim_actions
    module.reject(row, by=make_user("bea"), revision=0)
    response = client.post(get_url(row), {"decision": "accept", "revision": 0}, headers=headers)
    html = response.content.decode()
    assert response.status_code == 409
    assert "bea" in html
    assert "Somebody else" in html
    assert 'name="revision" value="1"' in html
    assert ("<html" in html) is not bool(headers)
    assert read(row).state == "rejected"


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize(
    "data",
    [{}, {"decision": "accept"}, {"decision": "praise", "revision": 0}, {"decision": "accept", "revision": "x"}, {"decision": "accept", "revision": 10**30},
     {"decision": "undo", "revision": 0}, {"decision": "reject", "revision": 0, "reason": "x" * 81}],
)  # fmt: skip
def test_what_cannot_be_decided_is_422_and_changes_nothing(client, editor, row, data, headers):
    response = client.post(get_url(row), data, headers=headers)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert (read(row).state, read(row).revision) == ("proposed", 0)


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "%2F%2Fevil.example", "http:evil.example"]
)
def test_next_leads_nowhere_else(client, editor, row, target):
    response = client.post(get_url(row), {"decision": "accept", "revision": 0, "next": target})
    assert response.status_code == 302
    assert "evil" not in response["Location"].split("?")[0].split("%")[0]
    assert response["Location"].startswith("/") or target.startswith("%")


@pytest.mark.parametrize("role", ["reader", None])
def test_readers_cannot_decide(client, row, role):
    client.force_login(make_user(role=role))
    assert client.post(get_url(row), {"decision": "accept", "revision": 0}).status_code == 403
    assert client.post(get_url(row), {"decision": "accept", "revision": 0}, headers=HTMX).status_code == 403
    assert read(row).state == "proposed"


def test_strangers_are_asked_to_sign_in(client, world, row):
    response = client.post(get_url(row), {"decision": "accept", "revision": 0})
    assert (response.status_code, response["Location"].split("?")[0]) == (302, reverse("core:login"))
    assert client.get(get_correction(world.statements["never"])).status_code == 302
    assert read(row).state == "proposed"


def test_decisions_are_posts_with_a_token(client, editor, row):
    assert client.get(get_url(row)).status_code == 405
    strict = type(client)(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(get_url(row), {"decision": "accept", "revision": 0}).status_code == 403
    assert read(row).state == "proposed"


def test_missing_row_is_404(client, editor):
    assert client.post(reverse("statements:statement_decide", args=[10**9]), {"decision": "accept", "revision": 0}).status_code == 404
    assert client.post(reverse("claims:relation_decide", args=[10**9]), {"decision": "accept", "revision": 0}).status_code == 404
    assert client.get(reverse("statements:statement_correct", args=[10**9])).status_code == 404


def test_kind_of_a_relation_can_be_corrected(client, editor, world):
    relation = world.relations["entered"]
    response = client.post(get_url(relation), {"decision": "correct", "kind": "supports", "revision": 0})
    assert response.status_code == 302
    assert (read(relation).kind, read(relation).state) == ("supports", "corrected")
    assert client.post(get_url(relation), {"decision": "correct", "revision": 1}).status_code == 422
    assert client.post(get_url(relation), {"decision": "correct", "kind": "hates", "revision": 1}).status_code == 422
    assert ClaimRelation.objects.get(pk=relation.pk).revision == 1


def get_form(client, statement, **changes):
    """What the page's form would send, with changes."""
    form = client.get(get_correction(statement)).context["form"]
    data = {name: form.initial.get(name, "") for name in form.fields if name not in ("add_actor",)}
    return {name: value for name, value in (data | changes).items() if value is not None}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_correction_form_shows_text_and_places(client, editor, world, headers):
    response = client.get(get_correction(world.statements["never"]), headers=headers)
    html = response.content.decode()
    assert response.status_code == 200
    assert "the dredger Petrel never entered the lagoon</textarea>" in html
    assert "was no dredging at night" in html
    assert '<option value="Minister Tore Vik">' in html
    assert ("<html" in html) is not bool(headers)


def test_correction_with_words_out_of_the_text(client, editor, world):
    statement = world.statements["never"]
    data = get_form(client, statement, actor="minister tore vik", act="asserts", content="never  entered\nthe lagoon", cue="", reason="misread")
    response = client.post(get_correction(statement), {**data, "next": "/x/"})
    assert (response.status_code, response["Location"]) == (302, "/x/")
    stored = read(statement)
    text = world.english.text
    start = text.index("never entered")
    assert (stored.state, stored.actor, stored.side, stored.act, stored.content) == (
        "corrected", world.actors["vik"], world.sides["Rosmark"], "asserts", "never entered the lagoon",
    )  # fmt: skip
    contents = [(a, b) for role, a, b in get_spans(stored) if role == "content"]
    assert contents == [(start, start + 13), (start + 14, start + 24)]
    assert "cue" not in [role for role, _, _ in get_spans(stored)]


def test_correction_with_numbers_and_htmx(client, editor, world):
    statement = world.statements["never"]
    data = get_form(client, statement, content="@4-10")
    response = client.post(get_correction(statement), data, headers=HTMX)
    assert response.status_code == 200
    assert "decision--corrected" in response.content.decode()
    assert read(statement).content == "harbor"


def test_same_words_twice_mean_the_nearest(client, editor, world):
    statement = world.statements["entered"]
    client.post(get_correction(statement), get_form(client, statement, content="entered the lagoon"))
    assert (read(statement).spans.get(role="content").start_char) == world.english.text.index("entered the lagoon on 2 March")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"content": ""}, "content"),
        ({"content": "words that are not there"}, "content"),
        ({"content": "@5-5"}, "content"),
        ({"content": "@9-4"}, "content"),
        ({"content": "@0-999999999"}, "content"),
        ({"content": "@0-12\n@5-20"}, "content"),
        ({"content": "\n".join(["the"] * 30)}, "content"),
        ({"content": "(" * 20_000}, "content"),
        ({"source": "@0-"}, "source"),
        ({"act": "sings"}, "act"),
        ({"type": ""}, "type"),
        ({"actor": "Nobody Known"}, "actor"),
        ({"actor": "Nobody Known", "add_actor": "on", "actor_side": "Atlantis"}, "actor_side"),
        ({"revision": ""}, "revision"),
    ],
)
def test_bad_corrections_are_explained_and_nothing_is_lost(client, editor, world, changes, field):
    statement = world.statements["never"]
    data = get_form(client, statement, reason="kept", **changes)
    response = client.post(get_correction(statement), data)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert 'value="kept"' in response.content.decode()
    assert read(statement).revision == 0
    assert not Actor.objects.filter(name="Nobody Known").exists()


def test_correction_adds_a_new_actor(client, editor, world):
    statement = world.statements["never"]
    data = get_form(client, statement, actor="Port  warden", add_actor="on", actor_kind="person", actor_side="Lindsund")
    assert client.post(get_correction(statement), data).status_code == 302
    actor = read(statement).actor
    assert (actor.name, actor.kind, actor.side, actor.slug) == ("Port warden", "person", world.sides["Lindsund"], "port-warden")
    assert actor.history.first().history_user == editor


def test_stale_correction_keeps_the_words_and_adds_no_actor(client, editor, world):
    statement = world.statements["never"]
    data = get_form(client, statement, actor="Port warden", add_actor="on", content="never entered")
    actions.correct(statement, by=make_user("bea"), revision=0, act="warns")
    response = client.post(get_correction(statement), data)
    html = response.content.decode()
    assert response.status_code == 409
    assert "bea" in html
    assert ">never entered</textarea>" in html.replace("\r", "").replace(">\n", ">")
    assert (read(statement).act, Actor.objects.filter(name="Port warden").exists()) == ("warns", False)
    again = {**data, "revision": response.context["form"]["revision"].value()}
    assert client.post(get_correction(statement), again).status_code == 302
    assert read(statement).content == "never entered"


def test_text_that_looks_like_markup_is_shown_as_text(client, editor, world):
    Statement.objects.filter(pk=world.statements["never"].pk).update(source="<script>alert(1)</script>", alternatives=[{"name": "<b>x</b>", "score": 0.1}])
    html = client.get(get_correction(world.statements["never"])).content.decode()
    assert "<b>x" not in html
    assert "<script>alert" not in html
