"""Programs add articles with a token; whatever is wrong is said in JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from claimsite.core.models import ApiToken
from claimsite.core.token_actions import create_token, find_token
from claimsite.pipeline import tasks
from claimsite.pipeline.models import Job, JobKind
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TEXT = {"text": "The ferry was late, the mayor of Lindsund said.", "outlet": "Skerry Post", "language": "en", "published_on": "2024-05-06"}


@pytest.fixture(autouse=True)
def rung(monkeypatch) -> list[int]:
    """No worker, and a fresh count of requests."""
    cache.clear()
    rings: list[int] = []
    monkeypatch.setattr(tasks, "work_on", rings.append)
    return rings


@pytest.fixture
def secret() -> str:
    return create_token(make_user("ada"), name="archive")[1]


def post(secret: str | None, given: Any, client: Client | None = None) -> Any:
    headers = {"Authorization": f"Bearer {secret}"} if secret is not None else {}
    body = given if isinstance(given, str | bytes) else json.dumps(given)
    return (client or Client(enforce_csrf_checks=True)).post("/api/v1/articles", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (TEXT, JobKind.ADD_TEXT),
        ({"url": "https://skerry.example/news/1?utm_source=x"}, JobKind.ADD_URL),
        ({"html": "<article><p>The ferry was late.</p></article>", "url": "https://skerry.example/2"}, JobKind.ADD_FILE),
        ({"html": "<article><p>The ferry was late.</p></article>", "outlet": "Skerry Post"}, JobKind.ADD_FILE),
    ],
    ids=["text", "url", "html", "html without address"],
)
def test_an_article_is_asked_for_and_the_answer_names_the_job(secret, given, kind):
    response = post(secret, given)
    job = Job.objects.get()
    answer = response.json()
    assert response.status_code == 202
    assert response["Location"] == answer["url"] == f"http://testserver/api/v1/jobs/{job.pk}"
    assert (job.kind, job.created_by.username, answer["state"], answer["page"]) == (kind, "ada", "waiting", f"http://testserver/jobs/{job.pk}/")


def test_the_same_article_again_is_the_same_job(secret):
    assert post(secret, TEXT).json()["id"] == post(secret, TEXT).json()["id"]
    assert Job.objects.count() == 1


def test_the_job_can_be_asked_for(secret):
    address = post(secret, TEXT).json()["url"]
    Job.objects.update(state="failed", error_code="language")
    answer = Client().get(address, headers={"Authorization": f"Bearer {secret}"}).json()
    assert (answer["state"], answer["error"]) == ("failed", "language")
    assert answer["message"]


def test_without_a_living_token_nothing_is_stored(secret):
    revoked, closed, reader = (create_token(make_user(role=role), name="x") for role in ("editor", "editor", None))
    client = Client()
    client.force_login(revoked[0].user)
    client.post(reverse("core:token_revoke", args=[revoked[0].pk]))
    closed[0].user.is_active = False
    closed[0].user.save()
    for given in (None, "", "wrong", "claimsite_" + "x" * 43, revoked[1], closed[1], secret.upper(), "\udcff"):
        response = post(given.encode("utf-8", "replace").decode() if given else given, TEXT)
        assert response.status_code == 401
        assert response.json()["error"]["code"] == "token"
        assert response["WWW-Authenticate"] == "Bearer"
    assert post(reader[1], TEXT).status_code == 403
    assert not Job.objects.exists()


def test_a_session_alone_opens_nothing():
    client = Client()
    client.force_login(make_user("ben"))
    assert post(None, TEXT, client).status_code == 401
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 422),
        ("{", 400),
        ("[]", 422),
        (b"\xff\xfe", 400),
        ({"text": "No outlet."}, 422),
        ({"text": "No outlet that shows.", "outlet": "\u200b"}, 422),
        ({**TEXT, "html": "<p>both</p>"}, 422),
        ({**TEXT, "text": " \n"}, 422),
        ({**TEXT, "text": "a" * 300_000}, 422),
        ({**TEXT, "text": "x" * 500_000}, 422),
        ({**TEXT, "language": "xx"}, 422),
        ({**TEXT, "published_on": "9999-01-01"}, 422),
        ({**TEXT, "published_on": "yesterday"}, 422),
        ({**TEXT, "published_on": 1709510400}, 422),
        ({**TEXT, "published_on": "1709510400"}, 422),
        ({**TEXT, "by": 1, "state": "done"}, 422),
        ({"url": "javascript:alert(1)"}, 422),
        ({"url": "http://127.0.0.1/"}, 422),
        ({"url": ["https://skerry.example/"]}, 422),
        ("x" * 4_000_000, 413),
    ],
    ids=range(20),
)
def test_what_cannot_be_is_refused_in_json_and_stores_nothing(secret, given, status):
    response = post(secret, given)
    assert response.status_code == status
    error = response.json()["error"]
    assert error["code"]
    assert error["message"]
    assert not Job.objects.exists()


@pytest.mark.parametrize("address", ["/api/v1/jobs/999", "/api/v1/jobs/99999999999999999999999999"])
def test_what_is_not_there_is_said_in_json(secret, address):
    response = Client().get(address, headers={"Authorization": f"Bearer {secret}"})
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_a_fault_of_ours_is_said_in_json_without_its_details(secret, monkeypatch):
    from claimsite.api import articles

    monkeypatch.setattr(articles.actions, "request_text", lambda **_: 1 / 0)
    response = post(secret, TEXT)
    assert (response.status_code, response.json()["error"]["code"]) == (500, "internal")
    assert "division" not in response.content.decode()


def test_too_many_requests_are_put_off(secret):
    codes = {post(secret, {}).status_code for _ in range(61)}
    refused = post(secret, TEXT)
    assert (codes, refused.status_code) == ({422, 429}, 429)
    assert int(refused["Retry-After"]) > 0
    other = create_token(make_user("ben"), name="x")[1]
    assert post(other, TEXT).status_code == 202


def test_only_the_hash_of_a_token_is_kept(secret):
    row = ApiToken.objects.get()
    assert secret not in json.dumps({field.name: str(getattr(row, field.name)) for field in row._meta.fields})
    found = find_token(secret)
    assert found is not None
    assert (found.pk, len(secret) > 50) == (row.pk, True)
    row.refresh_from_db()
    assert row.last_used_at is not None


class TestPages:
    @pytest.fixture
    def editor(self, client):
        user = make_user("eve")
        client.force_login(user)
        return user

    def test_a_token_is_shown_once(self, client, editor):
        page = client.post(reverse("core:token_list"), {"name": "archive"})
        secret = page.context["secret"]
        assert secret in page.content.decode()
        assert page["Cache-Control"].startswith("max-age=0")
        again = client.get(reverse("core:token_list")).content.decode()
        assert secret not in again
        assert "archive" in again
        assert client.post(reverse("core:token_list"), {"name": ""}).status_code == 422

    def test_nobody_revokes_somebody_elses(self, client, editor):
        other, secret = create_token(make_user("ben"), name="x")
        assert client.post(reverse("core:token_revoke", args=[other.pk])).status_code == 404
        assert find_token(secret) is not None

    def test_a_reader_makes_none(self, client):
        client.force_login(make_user(role=None))
        assert client.post(reverse("core:token_list"), {"name": "x"}).status_code == 403
        assert not ApiToken.objects.exists()

    def test_the_api_is_described_without_a_script(self, client):
        page = client.get("/api/docs")
        text = page.content.decode()
        assert page.status_code == 200
        assert "POST /api/v1/articles" in text
        assert "published_on" in text
        assert "style=" not in text
        for words in ("GET /api/v1/relations", "page of StatementOut", "Retry-After", "asserts | denies", "throttled", "SpanOut"):
            assert words in text, words
        assert "unsafe-inline" not in page["Content-Security-Policy"]
        schema = client.get("/api/v1/openapi.json").json()
        assert set(schema["paths"]) >= {"/api/v1/articles", "/api/v1/jobs/{pk}"}
