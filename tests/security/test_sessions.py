"""Signing in, sessions, cookies, hosts and where a form leads afterwards."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import hashers
from django.test import Client
from django.urls import reverse

from claimsite.core.callers import get_address
from claimsite.core.token_actions import create_token
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/login/"


def sign_in(client: Client, name: str = "ida", password: str = PASSWORD, **given: Any) -> Any:
    return client.post(LOGIN, {"username": name, "password": password, **given.pop("data", {})}, **given)


@pytest.mark.hostile("accounts.session-fixation")
def test_a_session_that_somebody_else_began_gets_another_key(client):
    make_user("ida")
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client)
    assert client.cookies["sessionid"].value != session.session_key
    intruder = Client()
    intruder.cookies["sessionid"] = session.session_key
    assert intruder.get("/workbench/").status_code == 302
    made_up = Client()
    made_up.cookies["sessionid"] = "a" * 32
    sign_in(made_up)
    assert made_up.cookies["sessionid"].value != "a" * 32


@pytest.mark.hostile("accounts.session-fixation")
def test_the_forms_token_changes_with_signing_in(client):
    make_user("ida")
    client.get(LOGIN)
    before = client.cookies["csrftoken"].value
    sign_in(client)
    assert client.cookies["csrftoken"].value != before


def test_signing_out_ends_the_session_everywhere_it_was_copied_to(client):
    make_user("ida")
    sign_in(client)
    copied = client.cookies["sessionid"].value
    answer = client.post("/logout/")
    assert "cache" in answer["Clear-Site-Data"]
    other = Client()
    other.cookies["sessionid"] = copied
    assert other.get("/workbench/").status_code == 302


def list_answers(client: Client) -> set[tuple[int, str]]:
    make_user("ida")
    closed = make_user("bo")
    closed.is_active = False
    closed.save()
    answers = [sign_in(client, name, word) for name, word in (("ida", "wrong"), ("bo", PASSWORD), ("bo", "wrong"), ("nobody", "wrong"), ("nobody", PASSWORD))]
    return {(answer.status_code, re.sub(r'value="[^"]*"', "", answer.content.decode())) for answer in answers}


@pytest.mark.hostile("accounts.enumeration-by-text")
def test_unknown_closed_and_wrong_read_the_same(client):
    assert len(list_answers(client)) == 1


@pytest.mark.hostile("accounts.enumeration-by-time")
def test_a_password_is_hashed_as_often_whoever_is_named(client, monkeypatch):
    make_user("ida")
    closed = make_user("bo")
    closed.is_active = False
    closed.save()
    hashed: list[str] = []
    hasher = type(hashers.get_hasher())
    monkeypatch.setattr(hasher, "encode", lambda self, password, salt, *rest, real=hasher.encode: hashed.append(salt) or real(self, password, salt, *rest))
    counts = set()
    for name in ("ida", "bo", "nobody"):
        before = len(hashed)
        sign_in(client, name, "wrong")
        counts.add(len(hashed) - before)
    assert counts == {1}


@pytest.mark.hostile("accounts.brute-force")
def test_failures_are_counted_in_the_database_for_all_processes(settings):
    make_user("ida")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(Client(), password="wrong")
    assert AccessAttempt.objects.get().failures_since_start == settings.AXES_FAILURE_LIMIT
    assert settings.AXES_HANDLER == "axes.handlers.database.AxesDatabaseHandler"
    assert sign_in(Client()).status_code == 429
    # Another name from there, and the same name from elsewhere, are not locked.
    make_user("bo")
    assert sign_in(Client(), "bo").status_code == 302
    assert sign_in(Client(), REMOTE_ADDR="198.51.100.7").status_code == 302


@pytest.mark.hostile("accounts.brute-force")
def test_naming_another_address_does_not_open_the_lock(settings):
    make_user("ida")
    settings.PROXIES = 1
    for number in range(settings.AXES_FAILURE_LIMIT):
        sign_in(Client(), password="wrong", headers={"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.9"})
    assert sign_in(Client(), headers={"X-Forwarded-For": "203.0.113.77, 198.51.100.9"}).status_code == 429
    assert sign_in(Client(), headers={"X-Forwarded-For": "198.51.100.10"}).status_code == 302


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.1", "127.0.0.1"),
        (1, "203.0.113.1", "203.0.113.1"),
        (1, "10.0.0.1, 203.0.113.1", "203.0.113.1"),
        (2, "10.0.0.1, 203.0.113.1, 10.1.1.1", "203.0.113.1"),
        (2, "203.0.113.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
    ],
)
def test_the_address_of_a_caller_is_what_our_proxy_saw(rf, settings, proxies, forwarded, address):
    settings.PROXIES = proxies
    assert get_address(rf.get("/", headers={"X-Forwarded-For": forwarded})) == address


ELSEWHERE = {
    "scheme relative": "//evil.example/",
    "three slashes": "///evil.example/",
    "backslash": "/\\evil.example/",
    "backslashes": "\\\\evil.example/",
    "absolute": "https://evil.example/",
    "no slashes": "https:evil.example",
    "script": "javascript:alert(1)",
    "tab": "/\t/evil.example/",
    "newline": "/\n/evil.example/",
    "leading space": " //evil.example/",
    "control": "\x08//evil.example/",
    "encoded slashes": "%2f%2fevil.example/",
    "full width": "／／evil.example/",
    "user": "http://testserver@evil.example/",
    "our name below theirs": "http://testserver.evil.example/",
    "our name as another scheme": "ftp://testserver/",
}


@pytest.mark.hostile(
    cases={
        "accounts.redirect-scheme-relative": "scheme relative",
        "accounts.redirect-backslash": "backslash",
        "accounts.redirect-encoded": "encoded slashes",
    }
)
@pytest.mark.parametrize("case", ELSEWHERE)
def test_no_form_leads_away(client, case):
    make_user("ida")
    answers = [sign_in(client, data={"next": ELSEWHERE[case]})]
    given = {"next": ELSEWHERE[case], "theme": "dark", "language": "de"}
    answers += [client.post(address, given, headers={"Referer": ELSEWHERE[case]}) for address in ("/preferences/theme/", "/i18n/setlang/")]
    for answer in answers:
        # As browsers read it: tabs and line ends are dropped, a backslash is a slash.
        target = re.sub(r"[\t\r\n]", "", answer["Location"]).strip("".join(map(chr, range(33)))).replace("\\", "/")
        assert urlsplit(urljoin("http://testserver/login/", target))[:2] == ("http", "testserver"), target


@pytest.mark.hostile("accounts.poisoned-host")
@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "testserver:80@evil.example"},
        {"Host": "testserver.evil.example"},
        {"Host": "evil.example", "X-Forwarded-Host": "testserver"},
    ],
)
def test_another_host_is_refused(client, headers):
    answer = client.get("/", headers=headers)
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()


@pytest.mark.hostile("accounts.poisoned-host")
def test_no_link_leads_to_a_host_that_a_header_names(client):
    client.force_login(make_user(role="admin"))
    page = client.post("/people/", {"role": "reader", "label": ""}, follow=True, headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
    assert "http://testserver/invitation/" in page.content.decode()
    assert "evil" not in page.content.decode()


@pytest.mark.hostile("accounts.disabled-user")
def test_a_closed_account_is_out_at_once_with_its_programs(client):
    editor = make_user("ida")
    _, secret = create_token(editor, name="x")
    client.force_login(editor)
    assert client.get("/workbench/").status_code == 200
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    assert client.get("/workbench/").status_code == 302
    assert client.post(reverse("core:preferences")).status_code == 302
    assert Client().get("/api/v1/jobs/1", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.hostile("accounts.cookie-flags")
def test_no_script_reads_cookies_and_no_other_site_sends_them(client):
    make_user("ida")
    client.get(LOGIN)
    sign_in(client)
    client.post("/preferences/theme/", {"theme": "dark"})
    client.post("/i18n/setlang/", {"language": "de"})
    assert set(client.cookies) == {"sessionid", "csrftoken", "theme", "language"}
    for cookie in client.cookies.values():
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"]) == (True, "Lax", "", "/"), cookie.key


@pytest.mark.hostile("accounts.private-partial-public")
def test_what_came_with_a_session_is_kept_by_nobody_else(client):
    make_user("ida")
    sign_in(client)
    for address in ("/", "/statements/", "/compare/", "/workbench/", "/preferences/"):
        for headers in ({}, {"HX-Request": "true"}):
            answer = client.get(address, headers=headers)
            assert "private" in answer["Cache-Control"], address
            assert "public" not in answer["Cache-Control"], address
            assert "Cookie" in answer["Vary"], address
    assert "Cache-Control" not in Client().get("/method/").headers


@pytest.mark.hostile("accounts.private-partial-public")
def test_an_answer_that_sets_a_cookie_is_never_public(rf):
    from django.http import HttpResponse

    from claimsite.core.headers import Headers

    def view(request):
        response = HttpResponse("x", headers={"Cache-Control": "public, max-age=300"})
        response.set_cookie("a", "b")
        return response

    assert Headers(view)(rf.get("/"))["Cache-Control"] == "private, no-cache"
    assert Headers(lambda request: HttpResponse(headers={"Cache-Control": "public"}))(rf.get("/"))["Cache-Control"] == "public"


@pytest.mark.hostile("accounts.private-partial-public")
def test_pages_of_long_addresses_are_not_taken_for_each_other(settings):
    from tests.factories import build_world

    settings.KEPT_PAGES_MB = 10
    build_world()
    long = f"/statements/?x={'1' * 2400}&"
    first, second = (Client().get(f"{long}q={word}").content.decode() for word in ("treaty", "petrel"))
    assert "treaty</b>" in first
    assert "treaty</b>" not in second


@pytest.mark.hostile("accounts.forged-htmx")
@pytest.mark.parametrize("role", [None, "reader"])
def test_a_forged_header_opens_no_door(client, role):
    if role:
        client.force_login(make_user(role=role))
    for name in ("workbench:queue", "pipeline:add", "pipeline:job_list", "core:people", "core:operations", "workbench:threads"):
        plain, forged = client.get(reverse(name)), client.get(reverse(name), headers={"HX-Request": "true"})
        assert forged.status_code in (302, 401, 403)
        assert plain.status_code in (302, 403)


@pytest.mark.parametrize("method", ["trace", "put", "delete", "patch"])
def test_methods_that_no_page_has_are_refused(client, method):
    make_user("ida")
    sign_in(client)
    for address in ("/", "/statements/", "/compare/", "/preferences/", "/people/"):
        assert getattr(client, method)(address).status_code in (405, 403), address
