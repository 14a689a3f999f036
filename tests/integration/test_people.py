"""Invitations, roles, closed accounts: who comes in, what they may do, and that what they decided stays."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from claimsite.core import actions
from claimsite.core.models import Invitation, User
from claimsite.core.permissions import can_edit, can_manage_people
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
SIGN_UP = {"username": "nora", "first_name": "Nora", "last_name": "Quist", "password1": PASSWORD, "password2": PASSWORD}
PEOPLE = "/people/"


def invite(client, role: str = "editor") -> str:
    """The address of a new invitation, as the admin's page shows it."""
    client.force_login(make_user(role="admin"))
    page = client.post(PEOPLE, {"role": role, "label": "for Nora"}, follow=True)
    address = re.search(r'value="(http://testserver/invitation/[^"]+)"', page.content.decode())
    assert address
    client.logout()
    return address[1]


@pytest.mark.parametrize(("role", "edits", "manages"), [("reader", False, False), ("editor", True, False), ("admin", True, True)])
def test_an_invitation_makes_a_user_with_its_role_once(client, role, edits, manages):
    address = invite(client, role)
    page = client.get(address)
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "same-origin"
    assert "noindex" in page["X-Robots-Tag"]
    assert client.post(address, SIGN_UP).status_code == 302
    user = User.objects.get(username="nora")
    assert str(user) == "Nora Quist"
    assert (can_edit(user), can_manage_people(user)) == (edits, manages)
    assert client.session["_auth_user_id"] == str(user.pk)
    client.logout()
    assert client.get(address).status_code == 404
    assert client.post(address, SIGN_UP | {"username": "again"}).status_code == 404
    assert not User.objects.filter(username="again").exists()


def test_an_invitation_that_is_closed_while_somebody_signs_up_is_not_there(client, monkeypatch):
    address, find = invite(client), actions.find_invitation

    def find_and_close(token):
        found = find(token)
        actions.revoke_invitation(found, by=found.invited_by)
        return found

    monkeypatch.setattr(actions, "find_invitation", find_and_close)
    assert client.post(address, SIGN_UP).status_code == 404
    assert not User.objects.filter(username="nora").exists()


def test_the_link_is_shown_once_and_kept_only_as_a_hash(client):
    address = invite(client)
    token = address.rstrip("/").split("/")[-1]
    assert len(token) >= 43
    invitation = Invitation.objects.get()
    assert token not in str(invitation.__dict__)
    client.force_login(invitation.invited_by)
    assert token not in client.get(PEOPLE).content.decode()


def test_closed_expired_and_unknown_links_look_alike(client):
    closed, expired = invite(client), invite(client)
    first, second = Invitation.objects.order_by("pk")
    actions.revoke_invitation(first, by=first.invited_by)
    second.expires_at = timezone.now() - dt.timedelta(seconds=1)
    second.save()
    answers = [client.get(address) for address in (closed, expired, "http://testserver/invitation/never/")]
    assert {answer.status_code for answer in answers} == {404}
    assert (
        len(
            {
                re.sub(r"/invitation/[^/\"]+|token\" value=\"[^\"]+|csrfmiddlewaretoken[^>]+|%2Finvitation%2F[^\"]+", "", answer.content.decode())
                for answer in answers
            }
        )
        == 1
    )


def test_a_weak_password_stores_nothing(client):
    address = invite(client)
    page = client.post(address, SIGN_UP | {"password1": "nora", "password2": "nora"})
    assert page.status_code == 422
    assert not User.objects.filter(username="nora").exists()
    assert client.get(address).status_code == 200


def test_two_people_cannot_use_one_invitation(client):
    invite(client)
    invitation = Invitation.objects.get()
    actions.accept_invitation(invitation, user=User(username="first"))
    with pytest.raises(actions.PeopleError):
        actions.accept_invitation(invitation, user=User(username="second"))
    assert not User.objects.filter(username="second").exists()


@pytest.mark.parametrize("role", [None, "reader", "editor"])
@pytest.mark.parametrize(
    ("name", "method"), [("people", "get"), ("people", "post"), ("person_role", "post"), ("person_activity", "post"), ("invitation_revoke", "post")]
)
def test_only_admins_manage_people(client, role, name, method):
    other, admin = make_user(role="editor"), make_user(role="admin")
    invitation, _ = actions.invite(role="admin", label="", by=admin)
    client.force_login(make_user(role=role))
    pk = invitation.pk if name == "invitation_revoke" else other.pk
    address = reverse(f"core:{name}", args=[] if name == "people" else [pk])
    assert getattr(client, method)(address, {"role": "admin", "is_active": "0"}).status_code == 403
    other.refresh_from_db()
    assert other.is_active
    assert not can_manage_people(User.objects.get(pk=other.pk))
    assert Invitation.objects.get().is_open


@pytest.mark.hostile("accounts.disabled-user")
def test_closing_an_account_ends_its_session_and_keeps_its_work(client):
    admin, editor = make_user(role="admin"), make_user("ida")
    client.force_login(editor)
    assert client.get(reverse("workbench:queue")).status_code == 200
    actions.set_activity(editor, is_active=False, by=admin)
    assert client.get(reverse("workbench:queue")).status_code == 302
    assert client.post(reverse("core:login"), {"username": "ida", "password": PASSWORD}).status_code == 200
    assert client.get(reverse("workbench:queue")).status_code == 302
    assert User.objects.filter(pk=editor.pk).exists()
    assert LogEntry.objects.get().change_message == "account closed"


def test_an_admin_gives_a_role_and_it_holds_at_once(client):
    editor = make_user(role="reader")
    client.force_login(make_user(role="admin"))
    client.post(reverse("core:person_role", args=[editor.pk]), {"role": "editor"})
    assert can_edit(User.objects.get(pk=editor.pk))
    client.post(reverse("core:person_role", args=[editor.pk]), {"role": "emperor"})
    assert list(editor.groups.values_list("name", flat=True)) == ["editor"]


def test_the_last_admin_cannot_leave(client):
    admin = make_user(role="admin")
    client.force_login(admin)
    page = client.post(reverse("core:person_activity", args=[admin.pk]), {"is_active": "0"}, follow=True)
    assert "Somebody has to stay admin" in page.content.decode()
    client.post(reverse("core:person_role", args=[admin.pk]), {"role": "reader"})
    assert can_manage_people(User.objects.get(pk=admin.pk))
    make_user(role="admin")
    client.post(reverse("core:person_role", args=[admin.pk]), {"role": "reader"})
    assert not can_manage_people(User.objects.get(pk=admin.pk))


@pytest.mark.hostile("accounts.password-change")
def test_a_new_password_ends_the_other_sessions(client):
    from django.test import Client

    make_user("ida")
    elsewhere = Client()
    for browser in (client, elsewhere):
        browser.post(reverse("core:login"), {"username": "ida", "password": PASSWORD})
    new = "another horse battery"
    answer = client.post(reverse("core:password_change"), {"old_password": PASSWORD, "new_password1": new, "new_password2": new}, follow=True)
    assert "Your password is changed." in answer.content.decode()
    assert client.get(reverse("workbench:queue")).status_code == 200
    assert elsewhere.get(reverse("workbench:queue")).status_code == 302


def test_the_list_of_people_costs_the_same_for_many(client, django_assert_max_num_queries):
    for _ in range(12):
        make_user()
    client.force_login(make_user(role="admin"))
    with django_assert_max_num_queries(9):
        client.get(PEOPLE)
