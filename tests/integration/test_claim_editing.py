"""Putting claims right in the browser, with and without htmx, and who may."""

import pytest
from django.urls import reverse

from claimsite.claims import actions
from claimsite.claims.models import Claim, ClaimRelation, ClaimStatement
from claimsite.core.models import Operation
from tests.factories import make_user

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def get_url(claim):
    return reverse("claims:claim_edit", args=[claim.pk])


def send(client, claim, do, headers=None, **given):
    """What the form named `do` would send."""
    data = {f"{do}-{name}": value for name, value in ({"revision": Claim.objects.get(pk=claim.pk).revision} | given).items()}
    return client.post(get_url(claim), {"do": do, **data}, headers=headers or {})


def test_page_offers_linked_claims_and_finds_others(client, editor, world):
    html = client.get(get_url(world.claims["entered"])).content.decode()
    assert "never entered the lagoon (English)" in html
    found = client.get(get_url(world.claims["entered"]), {"q": "nachts gebaggert"}, headers=HTMX)
    html = found.content.decode()
    assert "<html" not in html
    assert "Nachts gebaggert wurde (German)" in html
    assert "never entered" not in html
    assert "HX-Request" in found["Vary"]
    assert "Find one by its words" in client.get(get_url(world.claims["entered"]), {"q": "zzzz"}).content.decode()


def test_rephrase(client, editor, world):
    claim = world.claims["entered"]
    response = send(client, claim, "rephrase", text="A dredger was in the lagoon", language="en", reason="shorter")
    assert (response.status_code, response["Location"]) == (302, claim.get_absolute_url())
    claim.refresh_from_db()
    assert (claim.text, claim.worded_by) == ("A dredger was in the lagoon", editor)


def test_merge_split_move_and_link(client, editor, world):
    claims, said = world.claims, world.statements
    assert send(client, claims["treaty"], "merge", others=[claims["sold"].pk, claims["sperren"].pk]).status_code == 302
    assert Claim.objects.get(pk=claims["sold"].pk).merged_into == claims["treaty"]
    page = client.get(claims["sold"].get_absolute_url())
    assert page["Location"] == claims["treaty"].get_absolute_url()
    assert send(client, claims["treaty"], "split", statements=[said["sold"].pk], text="").status_code == 302
    new = ClaimStatement.objects.standing().get(statement=said["sold"], claim__merged_into__isnull=True).claim
    assert new.text == "Sand was sold abroad"
    assert send(client, claims["treaty"], "move", statements=[said["sperren"].pk], into=new.pk, stance="unclear").status_code == 302
    assert ClaimStatement.objects.get(claim=new, statement=said["sperren"]).stance == "unclear"
    assert send(client, new, "link", other=claims["never"].pk, kind="contradicts", reason="both cannot hold").status_code == 302
    assert ClaimRelation.objects.get(claim_b=new, claim_a=claims["never"]).state == "accepted"


def test_undo_on_the_page_of_the_claim(client, editor, world):
    claim = world.claims["treaty"]
    send(client, claim, "merge", others=[world.claims["sold"].pk])
    html = client.get(claim.get_absolute_url()).content.decode()
    operation = Operation.objects.get()
    assert reverse("core:operation_undo", args=[operation.pk]) in html
    response = client.post(reverse("core:operation_undo", args=[operation.pk]), {"next": claim.get_absolute_url()})
    assert response["Location"] == claim.get_absolute_url()
    assert Claim.objects.get(pk=world.claims["sold"].pk).merged_into is None
    assert "undone by" in client.get(claim.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("do", "given", "field"),
    [
        ("rephrase", {"text": "", "language": "en"}, "text"),
        ("rephrase", {"text": "x" * 1001, "language": "en"}, "text"),
        ("rephrase", {"text": "Words", "language": "xx"}, "language"),
        ("rephrase", {"text": "Words", "language": "en", "reason": "x" * 81}, "reason"),
        ("merge", {}, "others"),
        ("merge", {"others": [10**30]}, "others"),
        ("split", {}, "statements"),
        ("split", {"statements": ["x"]}, "statements"),
        ("move", {}, "into"),
        ("link", {"kind": "hates"}, "kind"),
        ("link", {"kind": "supports", "other": 10**9}, "other"),
    ],
)
def test_bad_forms_are_explained_and_change_nothing(client, editor, world, do, given, field):
    response = send(client, world.claims["entered"], do, **given)
    assert response.status_code == 422
    assert field in response.context["forms"][do].errors
    assert 'role="alert"' in response.content.decode()
    assert not Operation.objects.exists()


def test_what_cannot_be_done_is_said(client, editor, world):
    claim = world.claims["entered"]
    both = list(claim.claim_statements.values_list("statement", flat=True))
    response = send(client, claim, "split", statements=both, text="")
    assert response.status_code == 422
    assert "but not all" in response.content.decode()
    assert client.post(get_url(claim), {"do": "praise"}).status_code == 422
    assert not Operation.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_stale_form_keeps_the_words_and_can_be_sent_again(client, editor, world, headers):
    claim = world.claims["entered"]
    actions.rephrase(claim, "Bea's words", by=make_user("bea"))
    response = send(client, claim, "rephrase", headers, text="My words", language="en", revision=0)
    html = response.content.decode()
    assert response.status_code == 409
    assert ("<html" in html) is not bool(headers)
    assert "Somebody else" in html
    assert "My words" in html
    assert Claim.objects.get(pk=claim.pk).text == "Bea's words"
    again = response.context["forms"]["rephrase"]["revision"].value()
    assert send(client, claim, "rephrase", text="My words", language="en", revision=again).status_code == 302


@pytest.mark.parametrize("role", ["reader", None])
def test_readers_cannot_edit(client, world, role):
    claim = world.claims["entered"]
    client.force_login(make_user(role=role))
    assert client.get(get_url(claim)).status_code == 403
    assert send(client, claim, "rephrase", text="Mine", language="en").status_code == 403
    html = client.get(claim.get_absolute_url()).content.decode()
    assert get_url(claim) not in html
    assert "/memberships/" not in html


def test_strangers_are_asked_to_sign_in(client, world):
    member = ClaimStatement.objects.first()
    decide = reverse("claims:membership_decide", args=[member.pk])
    assert client.get(get_url(world.claims["entered"])).status_code == 302
    assert client.post(decide, {"decision": "accept", "revision": 0}).status_code == 302
    member.refresh_from_db()
    assert member.state == "proposed"


def test_merged_claim_leads_to_the_one_that_stayed(client, editor, world):
    actions.merge_claims(world.claims["treaty"], [world.claims["sold"]], by=editor)
    assert client.get(get_url(world.claims["sold"]))["Location"] == get_url(world.claims["treaty"])
    assert client.get(reverse("claims:claim_edit", args=[10**9])).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_membership_is_decided_in_place(client, editor, world, headers):
    member = ClaimStatement.objects.get(statement=world.statements["entered"])
    decide = reverse("claims:membership_decide", args=[member.pk])
    assert decide in client.get(member.claim.get_absolute_url()).content.decode()
    for revision, (given, state, stance) in enumerate(
        [
            ({"decision": "accept"}, "accepted", "supports"),
            ({"decision": "correct", "stance": "unclear"}, "corrected", "unclear"),
            ({"decision": "undo"}, "accepted", "supports"),
            ({"decision": "reject", "reason": "other ship"}, "rejected", "supports"),
        ]
    ):
        response = client.post(decide, {**given, "revision": revision, "next": "/claims/"}, headers=headers)
        assert response.status_code == (200 if headers else 302)
        member.refresh_from_db()
        assert (member.state, member.stance) == (state, stance)
    assert client.post(decide, {"decision": "accept", "revision": 0}, headers=headers).status_code == 409
    assert client.post(decide, {"decision": "correct", "revision": 4}, headers=headers).status_code == 422
    assert client.get(decide).status_code == 405


def test_text_that_looks_like_markup_is_shown_as_text(client, editor, world):
    actions.rephrase(world.claims["entered"], "<b>bold</b>", by=editor, reason="<i>why</i>")
    for url in (get_url(world.claims["never"]), world.claims["entered"].get_absolute_url()):
        html = client.get(url).content.decode()
        assert "<b>bold" not in html
        assert "<i>why" not in html


def test_the_number_of_queries_is_fixed(client, editor, world, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        client.get(get_url(world.claims["entered"]))
    for n in range(4):
        actions.rephrase(world.claims["entered"], f"Words {n}", by=editor)
    with django_assert_max_num_queries(32):
        client.get(world.claims["entered"].get_absolute_url())
