"""Programs read what the pages show: the same rows, the same filters, nothing that is not for everybody."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from claimsite.api import throttling
from claimsite.comparisons import actions
from claimsite.comparisons.models import Comparison, FormerSlug, Snapshot
from claimsite.core.rates import Rate
from claimsite.core.token_actions import create_token
from claimsite.statements import actions as statement_actions
from claimsite.statements.models import Statement
from tests.factories import add_to_claim, build_world, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db

LISTS = ["articles", "statements", "actors", "claims", "relations", "comparisons"]


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def comparison(world):
    return actions.save_comparison(title="Who dredged?", note="", query={"side": ["rosmark", "lindsund"], "topic": world.topic.slug}, by=make_user("ada"))


def get(path: str, client: Client | None = None, **headers: str) -> Any:
    return (client or Client()).get(path if path.startswith("/") else f"/api/v1/{path}", headers={name.replace("_", "-"): v for name, v in headers.items()})


def read(path: str) -> Any:
    response = get(path)
    assert response.status_code == 200, response.content
    return response.json()


def list_ids(path: str, name: str = "id") -> list[Any]:
    return [each[name] for each in read(path)["items"]]


def follow(address: str) -> Any:
    parts = urlsplit(address)
    return read(f"{parts.path}?{parts.query}")


def test_a_statement_is_what_its_page_shows(world):
    row = world.statements["entered"]
    found = read(f"statements/{row.pk}")
    assert (found["content"], found["actor"]["slug"], found["side"]["name"], found["act"]) == (row.content, "minister-tore-vik", "Rosmark", "asserts")
    text = world.english.text
    assert found["spans"]
    for span in found["spans"]:
        assert text[span["start"] : span["end"]] == span["exact"]
    assert "".join(part["text"] for part in found["context"]) in text
    assert [each["claim"]["id"] for each in found["claims"]] == [world.claims["entered"].pk]
    assert set(found["why"]) == {"en", "de"}
    assert Client().get(urlsplit(found["page"]).path).status_code == 200


def test_addresses_in_answers_lead_on(world, comparison):
    seen: set[str] = set()

    def walk(value: Any) -> None:
        for key, each in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(each, dict | list):
                walk(each)
            elif key in ("url", "statements_url", "relations_url", "snapshots_url", "changes_url") and str(each).startswith("http"):
                seen.add(each)

    for name in LISTS:
        walk(read(name)["items"])
    assert len(seen) > 30
    for address in sorted(seen):
        assert follow(address), address


def test_filters_are_those_of_the_pages(world):
    assert len(list_ids("statements")) == 8
    assert list_ids("statements?q=treaty") == [world.statements["treaty"].pk]
    assert list_ids('statements?q="entered the lagoon" -never&side=rosmark&language=en') == [world.statements["entered"].pk]
    assert list_ids("statements?act=&language=de&since=2024-03-05&until=") == list_ids("statements?language=de")
    assert list_ids(f"articles?outlet={world.german.article.outlet_id}") == [world.german.article.pk]
    assert set(list_ids("claims?show=contested")) == {world.claims["entered"].pk, world.claims["never"].pk}
    assert len(list_ids("claims")) == 7
    assert set(list_ids("actors?side=rosmark", "slug")) == {"rosmark", "rosmark-ministry-of-fisheries", "minister-tore-vik"}
    assert list_ids("actors?q=brandal", "slug") == ["spokeswoman-ida-brandal"]
    assert list_ids("relations?kind=supports") == [world.relations["night"].pk]
    assert list_ids(f"relations?claim={world.claims['never'].pk}") == [world.relations["entered"].pk]
    assert len(list_ids("actors/rosmark/statements")) == 3
    assert list_ids("actors/lindsund/statements?act=asserts") == []


@pytest.mark.parametrize(
    "path",
    [
        "statements?limit=0",
        "statements?limit=101",
        "statements?limit=NaN",
        "statements?limit=1e9",
        "statements?limit=-1",
        "statements?cursor=bm8",
        "statements?cursor=%00",
        "statements?cursor=" + "A" * 500,
        "claims?cursor=bzIwMjQtMDMtMDQuMQ",
        "statements?act=sings",
        "statements?side=nobody",
        "statements?outlet=99999999999999999999",
        "statements?outlet=7777",
        "statements?since=yesterday",
        "statements?since=0000-00-00",
        "statements?since=0",
        "statements?since=2024",
        "statements?until=1709510400",
        "articles?since=2024-03-05T00:00:00",
        "statements?langauge=de",
        "statements?q=%00",
        "statements?q=" + "x" * 301,
        "actors?side=nobody",
        "statements/0",
        "statements/abc",
        "statements/99999999999999999999",
        "claims/-1",
        "articles/1.5",
        "relations?claim=x",
        "relations?claim=12818891204468659978240",
        "comparisons/who-dredged/snapshots/99999999999",
    ],
)
def test_what_makes_no_sense_is_refused_with_its_name(world, path):
    response = get(path)
    assert response.status_code == 422, response.content
    error = response.json()["error"]
    assert (error["code"], set(error)) == ("invalid", {"code", "message", "fields"})
    assert error["fields"][0]["field"]
    assert error["fields"][0]["message"]


@pytest.mark.parametrize(
    "path", ["statements/9", "articles/9223372036854775807", "actors/nobody", "claims/999", "relations/999", "comparisons/x", "x", "x/y/", ""]
)
def test_what_is_not_there_is_said_in_the_same_shape(path):
    response = get(path)
    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")
    assert response["Content-Type"].startswith("application/json")


def test_other_methods_are_refused_in_the_same_shape(world):
    for path, allowed in (("statements", "GET, HEAD, OPTIONS"), ("articles", "GET, HEAD, OPTIONS, POST")):
        response = Client(enforce_csrf_checks=True).delete(f"/api/v1/{path}")
        assert (response.status_code, response["Allow"], response.json()["error"]["code"]) == (405, allowed, "method")


@pytest.mark.parametrize("name", ["statements", "articles", "actors", "claims", "relations"])
def test_pages_lead_through_the_whole_list_and_back(world, name):
    whole = list_ids(name)
    page, seen = read(f"{name}?limit=2"), []
    assert page["previous"] is None
    while True:
        seen += [each["id"] for each in page["items"]]
        if page["next"] is None:
            break
        page = follow(page["next"])
    assert seen == whole
    assert len(whole) > 1
    if len(whole) > 2:
        back = follow(page["previous"])
        assert [each["id"] for each in back["items"]] == whole[-len(page["items"]) - 2 : -len(page["items"])]


def test_a_cursor_is_no_number_and_behind_the_last_row_is_nothing(world):
    response = get("statements?limit=3&language=en")
    given = parse_qs(urlsplit(response.json()["next"]).query)
    assert response["Link"] == f'<{response.json()["next"]}>; rel="next"'
    assert (given["limit"], given["language"]) == (["3"], ["en"])
    assert not given["cursor"][0].isdigit()
    last = follow(response.json()["next"])
    Statement.objects.exclude(pk__in=[each["id"] for each in response.json()["items"]]).update(withdrawn_at="2024-03-05T00:00Z")
    empty = follow(response.json()["next"])
    assert (last["next"], empty["items"], empty["next"]) == (None, [], None)


def test_rejected_and_withdrawn_rows_are_nowhere(world):
    gone, editor = world.statements["entered"], make_user("eve")
    statement_actions.reject(gone, by=editor, revision=0)
    Statement.objects.filter(pk=world.statements["sold"].pk).update(withdrawn_at="2024-03-05T00:00Z")
    assert not {gone.pk, world.statements["sold"].pk} & set(list_ids("statements"))
    assert get(f"statements/{gone.pk}").status_code == get(f"statements/{world.statements['sold'].pk}").status_code == 404
    for path in (
        f"articles/{gone.article_id}/statements",
        "actors/minister-tore-vik/statements",
        f"claims/{world.claims['entered'].pk}/statements",
        "relations",
    ):
        assert gone.content not in get(path).content.decode()


def test_comparisons_that_are_not_published_are_for_nobody(comparison):
    owner = Client()
    owner.force_login(comparison.owner)
    token = create_token(comparison.owner, name="x")[1]
    paths = [f"comparisons/{comparison.slug}{rest}" for rest in ("", "/changes", "/snapshots", "/snapshots/1")]
    for visibility, status in (("published", 200), ("unlisted", 404), ("draft", 404)):
        Comparison.objects.update(visibility=visibility)
        assert len(list_ids("comparisons", "slug")) == (status == 200)
        for path in paths:
            assert get(path).status_code == get(path, owner).status_code == get(path, Authorization=f"Bearer {token}").status_code == status


def test_a_comparison_has_versions_that_stay_and_says_what_has_changed(world, comparison):
    found = read(f"comparisons/{comparison.slug}")
    assert (found["latest"]["number"], found["content"]["title"], found["owner"]) == (1, "Who dredged?", "ada")
    assert actions.hash_content(found["content"]) == found["latest"]["content_hash"]
    assert read(f"comparisons/{comparison.slug}/changes")["items"] == []
    statement_actions.reject(world.statements["treaty"], by=comparison.owner, revision=0)
    changes = read(f"comparisons/{comparison.slug}/changes")
    assert {"statement_rejected", "claim_removed"} <= {each["kind"] for each in changes["items"]}
    version = get(f"comparisons/{comparison.slug}/snapshots/1")
    assert version.json()["content"] == Snapshot.objects.get().content
    assert version["Last-Modified"].endswith("GMT")
    FormerSlug.objects.create(slug="old", comparison=comparison)
    assert get("comparisons/old/snapshots/1")["Location"] == f"/api/v1/comparisons/{comparison.slug}/snapshots/1"


def test_what_was_merged_leads_to_what_it_became(world):
    a, b = world.actors["vik"], world.actors["ministry"]
    a.merged_into = b
    a.save()
    moved = get("actors/minister-tore-vik")
    assert (moved.status_code, moved["Location"]) == (302, "/api/v1/actors/rosmark-ministry-of-fisheries")
    assert "minister-tore-vik" not in list_ids("actors", "slug")


def test_what_is_had_already_is_not_sent_again(world):
    first = get("statements")
    again = get("statements", If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    make_statement(make_version("The quay is closed, the mayor of Lindsund said."), "The quay is closed")
    assert get("statements", If_None_Match=first["ETag"]).status_code == 200


def test_other_sites_may_read_but_without_credentials(world):
    response = get("statements", Origin="https://other.example")
    assert (response["Access-Control-Allow-Origin"], "Access-Control-Allow-Credentials" in response) == ("*", False)
    assert "Link" in response["Access-Control-Expose-Headers"]
    asked = Client().options("/api/v1/articles", headers={"Origin": "https://other.example", "Access-Control-Request-Method": "POST"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "authorization" not in asked["Access-Control-Allow-Headers"].lower()
    assert "Access-Control-Allow-Origin" not in Client().post("/api/v1/articles", "{}", content_type="application/json")


def test_head_answers_as_get_without_a_body(world):
    response = Client().head("/api/v1/statements")
    assert (response.status_code, response.content, response["ETag"]) == (200, b"", get("statements")["ETag"])


def test_answers_set_no_cookie_and_may_be_kept_if_asked_anew(world):
    client = Client()
    client.force_login(make_user())
    response = get("statements", client)
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    assert "Cookie" not in response["Vary"]


def test_too_many_readings_are_put_off_by_address(world, monkeypatch):
    monkeypatch.setattr(throttling.reading, "rate", Rate(3))
    codes = [get("statements").status_code for _ in range(4)]
    refused = get("claims")
    assert (codes, refused.status_code) == ([200, 200, 200, 429], 429)
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused.json()["error"]["code"] == "throttled"
    assert Client(REMOTE_ADDR="192.0.2.7").get("/api/v1/statements").status_code == 200
    assert Client().get("/api/v1/statements", headers={"X-Forwarded-For": "192.0.2.9"}).status_code == 429


@pytest.mark.parametrize("path", [*LISTS, "articles/{a}", "articles/{a}/statements", "statements/{s}", "actors/rosmark", "actors/rosmark/statements"])
def test_queries_do_not_grow(world, comparison, django_assert_max_num_queries, path):
    for number in range(12):
        version = make_version(f"The quay is closed, mayor {number} of Lindsund said.", outlet=f"Outlet {number}")
        add_to_claim(world.claims["entered"], make_statement(version, "The quay is closed", actor=world.actors["vik"]))
    with django_assert_max_num_queries(10):
        read(path.format(a=world.english.article.pk, s=world.statements["entered"].pk))


def test_queries_of_a_claim_do_not_grow(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        read(f"claims/{world.claims['entered'].pk}")
    with django_assert_max_num_queries(7):
        read(f"claims/{world.claims['entered'].pk}/statements")
