"""What belongs to somebody else, is not published, or was taken out: reachable by no address, list, search, file or program."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from claimsite.comparisons import actions, sharing_actions
from claimsite.comparisons.models import Comparison, SecretLink, Visibility
from claimsite.core.models import ApiToken, User
from claimsite.core.token_actions import create_token
from claimsite.statements.models import Actor, Statement
from tests.factories import World, make_actor, make_statement, make_user, make_version
from tests.integration import rules
from tests.integration import test_permission_matrix as matrix

pytestmark = pytest.mark.django_db

#: Words that stand in nothing else.
DRAFT, GONE, ASKED = "Secretdraft", "withdrawnword", "hiddenly"
#: Lists, searches and files that everybody reads, whatever else there is.
PUBLIC = [
    f"/statements/?q={ASKED}",
    f"/statements.csv?q={ASKED}",
    f"/statements.json?q={ASKED}",
    f"/actors/find.json?q={ASKED}",
    "/actors/find.json?q=Secret",
    "/sitemap.xml",
    "/robots.txt",
    "/c/?q=Secret",
]


@pytest.fixture
def owner() -> User:
    return make_user("owner")


@pytest.fixture
def draft(world: World, owner: User) -> Comparison:
    """Somebody's comparison with a version, which only they see."""
    comparison = actions.save_comparison(title=DRAFT, note=DRAFT, query={"topic": world.topic.slug}, by=owner)
    actions.set_visibility(comparison, Visibility.UNLISTED, by=owner)
    return comparison


@pytest.fixture
def gone() -> Statement:
    """A statement that a later reading no longer finds, by an actor who was merged away."""
    version = make_version(f"Ida said {GONE} {ASKED} today.", outlet="Skerry Post")
    actor = Actor.objects.get(pk=make_actor(f"{GONE} {ASKED}").pk)
    statement = make_statement(version, f"{GONE} {ASKED}", actor=actor)
    Statement.objects.filter(pk=statement.pk).update(withdrawn_at=timezone.now())
    Actor.objects.filter(pk=actor.pk).update(merged_into=make_actor("Ida"))
    return statement


def sign_in(role: str | None) -> Client:
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(make_user(role=role))
    return client


def read(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8", "replace")


def list_addresses(draft: Comparison, statement: Statement) -> list[tuple[str, str]]:
    """Every route that takes something of a comparison, for this one."""
    found = []
    for name in matrix.RULES:
        for given in ({"slug": draft.slug}, {"slug": draft.slug, "number": 1}, {"slug": draft.slug, "number": 1, "pk": statement.pk}):
            if name.startswith("comparisons:"):
                try:
                    found.append((name, reverse(name, kwargs=given)))
                except NoReverseMatch:
                    continue
    return found


@pytest.mark.hostile("accounts.ids-of-others", "accounts.private-export", "accounts.private-history", "accounts.private-picture", "sharing.absent-from-feeds")
@pytest.mark.parametrize("role", [None, "reader", "editor", "admin"])
def test_every_address_of_somebodys_draft_is_as_if_it_never_was(draft, world, role):
    client = sign_in(role)
    addresses = list_addresses(draft, world.statements["never"])
    assert len(addresses) > 15
    for name, address in [*addresses, ("core:history", f"/history/comparison/{draft.pk}/"), ("core:history_json", f"/history/comparison/{draft.pk}.json")]:
        for method in ("get", "post"):
            answer = getattr(client, method)(address)
            assert answer.status_code in (404, 405, *((302,) if role is None else (403,))), (name, method, answer.status_code)
            assert DRAFT not in read(answer), (name, method)
    known, unknown = client.get(draft.get_absolute_url()), client.get("/c/never-was/")
    assert strip(read(known)) == strip(read(unknown))


def strip(page: str) -> str:
    return re.sub(r'value="[^"]*"|next=[^"]*|/c/[\w-]+/', "", page)


@pytest.mark.hostile(
    "accounts.private-search",
    "accounts.private-autocomplete",
    "accounts.private-export",
    "accounts.private-history",
    "sharing.absent-from-sitemap",
    "sharing.absent-from-feeds",
)
@pytest.mark.parametrize("role", [None, "editor"])
def test_no_page_list_search_or_file_names_what_is_not_published_or_was_taken_out(draft, gone, world, role):
    client, admin = sign_in(role), make_user("the-admin", role="admin")
    arguments = matrix._find_arguments(world, admin)
    routes = [name for name, (get, _) in matrix.RULES.items() if get != rules.NOBODY]
    addresses = [*PUBLIC, *(reverse(name, kwargs=arguments.get(name, {})) for name in routes)]
    for address in addresses:
        page = read(client.get(address))
        assert DRAFT not in page, address
        assert GONE not in page, address


@pytest.mark.hostile("accounts.private-api")
@pytest.mark.parametrize("role", [None, "editor"])
def test_the_api_gives_nothing_away(draft, gone, world, role):
    cache.clear()
    client = Client()
    if role:
        client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {create_token(make_user(role=role), name='x')[1]}"
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    asked = 0
    for path, methods in paths.items():
        if "get" not in methods:
            continue
        for slug, pk in ((draft.slug, draft.pk), (gone.actor.slug, gone.pk), (world.topic.slug, 1)):
            address = re.sub(r"\{[^}]*slug[^}]*\}", slug, path)
            address = re.sub(r"\{number\}", "1", address)
            address = re.sub(r"\{\w+\}", str(pk), address)
            for query in ("", f"?q={ASKED}", "?q=secret"):
                answer = client.get(address + query)
                assert answer.status_code < 500, address
                words = read(answer)
                assert DRAFT not in words, address
                asked += 1
                if answer.status_code == 200 and gone.actor.slug not in address and str(gone.pk) not in address:
                    assert GONE not in words, address
    assert asked >= 3


@pytest.mark.hostile("accounts.ids-of-others")
def test_nobody_ends_the_token_of_another(owner):
    token, _ = create_token(owner, name="x")
    for role in ("editor", "admin"):
        assert sign_in(role).post(reverse("core:token_revoke", args=[token.pk])).status_code == 404
    assert ApiToken.objects.get().revoked_at is None
    assert "x (" not in read(sign_in("editor").get("/preferences/tokens/"))


@pytest.mark.hostile("accounts.mass-assignment")
def test_fields_that_a_form_has_not_are_not_heeded(world, owner):
    client, other = Client(), make_user("other")
    client.force_login(owner)
    slipped = {
        "owner": other.pk,
        "owner_id": other.pk,
        "visibility": "published",
        "state": "accepted",
        "decided_by": other.pk,
        "is_superuser": "on",
        "is_staff": "on",
        "groups": "1",
        "role": "admin",
        "added_by": other.pk,
        "pk": 1,
        "id": 1,
    }
    client.post("/preferences/", slipped)
    client.post(f"/compare/save/?topic={world.topic.slug}", slipped | {"title": "T", "visibility": "draft"})
    comparison = Comparison.objects.get()
    assert (comparison.owner, comparison.visibility) == (owner, "draft")
    client.post(reverse("comparisons:comparison_edit", args=[comparison.slug]), slipped | {"title": "T2"})
    statement = world.statements["never"]
    client.post(reverse("statements:statement_decide", args=[statement.pk]), slipped | {"decision": "reject", "revision": 0})
    comparison.refresh_from_db()
    statement.refresh_from_db()
    owner.refresh_from_db()
    assert (comparison.owner, comparison.visibility, comparison.title) == (owner, "draft", "T2")
    assert (statement.state, statement.decided_by) == ("rejected", owner)
    assert (owner.is_superuser, owner.is_staff, sorted(owner.groups.values_list("name", flat=True))) == (False, False, ["editor"])


@pytest.mark.hostile("accounts.mass-assignment")
def test_an_invitation_gives_the_role_that_it_was_made_for():
    from claimsite.core import actions as core_actions

    _, token = core_actions.invite(role="reader", label="", by=make_user(role="admin"))
    word = "correct horse battery"
    sent = {"username": "nora", "first_name": "", "last_name": "", "password1": word, "password2": word, "role": "admin", "is_superuser": "on", "groups": "1"}
    assert Client().post(reverse("core:invitation", args=[token]), sent).status_code == 302
    user = User.objects.get(username="nora")
    assert (list(user.groups.values_list("name", flat=True)), user.is_superuser, user.is_staff) == (["reader"], False, False)


@pytest.mark.hostile("sharing.token-never-writes", "sharing.token-reach")
def test_a_secret_link_writes_nothing_and_makes_nobody_of_its_reader(draft, owner, world):
    _, token = sharing_actions.make_link(draft, label="", days=None, by=owner)
    before = (Comparison.objects.values().get(), SecretLink.objects.values().get(), draft.snapshots.count())
    for role in (None, "reader", "editor"):
        client = sign_in(role)
        for _, address in list_addresses(draft, world.statements["never"]):
            answer = client.post(f"{address}?key={token}", {"title": "Taken", "to": "published", "do": "all", "label": "x", "name": "owner", "key": token})
            assert answer.status_code in (302, 403, 404, 405), address
            assert answer.status_code != 302 or answer["Location"].startswith("/login/"), address
    assert (Comparison.objects.values().get(), SecretLink.objects.values().get(), draft.snapshots.count()) == before


@pytest.mark.hostile("sharing.revoked", "sharing.expired", "sharing.cached-copies")
def test_nobody_closes_a_link_to_the_comparison_of_another(draft, owner, world):
    link, _ = sharing_actions.make_link(draft, label="", days=7, by=owner)
    stranger = make_user("stranger")
    own = actions.save_comparison(title="Own", note="", query={"topic": world.topic.slug}, by=stranger)
    client = Client()
    client.force_login(stranger)
    assert client.post(reverse("comparisons:comparison_link_revoke", args=[own.slug, link.pk])).status_code == 404
    link.refresh_from_db()
    assert link.is_open


def test_a_closed_link_ends_at_once_and_no_copy_is_left(draft, owner):
    link, token = sharing_actions.make_link(draft, label="", days=None, by=owner)
    client = Client()
    address = f"{draft.get_absolute_url()}?key={token}"
    opened = client.get(address)
    assert (opened.status_code, opened["Cache-Control"]) == (200, "private, no-store")
    assert "ETag" not in opened.headers
    sharing_actions.revoke_link(link, by=owner)
    again = client.get(address, headers={"If-Modified-Since": "Tue, 01 Jan 2030 00:00:00 GMT", "If-None-Match": "*"})
    assert (again.status_code, again["Cache-Control"]) == (404, "private, no-store")


@pytest.mark.hostile("sharing.absent-from-logs")
def test_no_log_line_holds_a_token(draft, owner, caplog):
    _, token = sharing_actions.make_link(draft, label="", days=None, by=owner)
    with caplog.at_level("DEBUG"):
        client = Client(raise_request_exception=False)
        client.get(f"{draft.get_absolute_url()}?key={token}")
        client.get(f"/c/never-was/?key={token}")
        client.post(f"{draft.get_absolute_url()}?key={token}")
        client.get(f"/invitation/{token}/")
        client.get("/api/v1/jobs/1", headers={"Authorization": f"Bearer {token}"})
    from claimsite.core.logs import PlainFormatter

    lines = [PlainFormatter().format(record) for record in caplog.records if not record.name.startswith("django.db")]
    assert len(lines) >= 5
    assert not [line for line in lines if token in line]
