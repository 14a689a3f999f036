"""Who may do what: roles, signing in, preferences, the admin site."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from claimsite.articles.models import Outlet
from claimsite.core.history import save_signed
from claimsite.core.models import User
from tests.factories import PASSWORD, build_world, make_user

pytestmark = pytest.mark.django_db
LOGIN = {"username": "ida", "password": PASSWORD}


def test_the_three_roles_are_there():
    assert set(Group.objects.values_list("name", flat=True)) >= {"reader", "editor", "admin"}


@pytest.mark.hostile("accounts.redirect-scheme-relative", "accounts.redirect-backslash")
def test_signing_in_leads_back_and_never_away(client):
    make_user("ida")
    assert client.post(reverse("core:login"), LOGIN | {"next": "/add/"})["Location"] == "/add/"
    client.post(reverse("core:logout"))
    for address in ("//evil.example", "/\\evil.example", "https://evil.example/"):
        assert client.post(reverse("core:login"), LOGIN | {"next": address})["Location"] == "/"
        client.post(reverse("core:logout"))


def test_signing_out_needs_a_form(client):
    client.force_login(make_user())
    assert client.get(reverse("core:logout")).status_code == 405
    assert "_auth_user_id" in client.session


@pytest.mark.hostile("accounts.brute-force")
def test_guessing_is_slowed_down(client, settings):
    make_user("ida")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("core:login"), LOGIN | {"password": "wrong"})
    assert answer.status_code == 429
    assert client.post(reverse("core:login"), LOGIN).status_code == 429


@pytest.mark.hostile("accounts.mass-assignment")
def test_preferences_are_the_persons_own(client):
    address = reverse("core:preferences")
    assert client.get(address).status_code == 302
    user, other = make_user(role="reader"), make_user()
    client.force_login(user)
    assert client.get(address).status_code == 200
    client.post(address, {"is_superuser": "on", "username": "other"})
    user.refresh_from_db()
    assert (user.has_single_key_shortcuts, user.is_superuser) == (False, False)
    client.post(address, {"has_single_key_shortcuts": "on"})
    user.refresh_from_db()
    other.refresh_from_db()
    assert user.has_single_key_shortcuts
    assert other.has_single_key_shortcuts


@pytest.mark.parametrize("role", ["reader", "editor", "admin"])
def test_the_admin_site_is_for_superusers(client, role):
    user = make_user(role=role)
    User.objects.update(is_staff=True)
    client.force_login(user)
    assert client.get("/admin/").status_code == 302


def test_every_page_of_the_admin_site_opens_for_a_superuser(client, admin_user):
    from django.contrib import admin

    client.force_login(admin_user)
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert client.get(address).status_code == 200, address


def test_the_admin_site_writes_no_row_past_the_actions(client, admin_user):
    world = build_world()
    outlet, given = world.english.article.outlet, {"name": "x", "title": "x", "text": "x", "country": "", "post": "yes"}
    client.force_login(admin_user)
    for row in (world.english.article, outlet, world.actors["vik"], world.claims["sold"]):
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}"
        assert client.get(reverse(f"{name}_change", args=[row.pk])).status_code == 200
        assert [client.post(reverse(f"{name}_{act}", args=[row.pk]), given).status_code for act in ("change", "delete")] == [403, 403]
    # The page of an entry takes what it shows for a form.
    entry = save_signed(outlet, by=None, reason="read").history.first()
    assert client.post(reverse("admin:articles_outlet_simple_history", args=[outlet.pk, entry.pk]), given).status_code == 403
    assert Outlet.objects.get(pk=outlet.pk).name == outlet.name == outlet.history.first().name


def test_a_topic_is_named_on_the_admin_site_for_good(client, admin_user):
    topic = build_world().topic
    client.force_login(admin_user)
    address = reverse("admin:claims_topic_change", args=[topic.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"title": "\u200b"}).status_code == 200
    assert client.post(address, {"title": " The   lagoon "}).status_code == 302
    topic.refresh_from_db()
    assert (topic.title, topic.titles, topic.is_named_by_hand) == ("The lagoon", {}, True)
    assert topic.history.first().history_user == admin_user


def test_headers_keep_others_out(client):
    answer = client.get(reverse("core:login"))
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
