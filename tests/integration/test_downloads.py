"""Files beside pages: the same rows, whatever the filter, in a form that reads back, and in chunks."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claimsite.comparisons.actions import save_comparison
from claimsite.comparisons.models import Comparison
from claimsite.core import downloads, paging
from claimsite.core.paging import walk
from claimsite.core.rates import Rate
from claimsite.statements import actions
from claimsite.statements.models import Statement
from tests.factories import build_world, make_actor, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db

PAGES = [
    "statements",
    "statements/{statement}",
    "articles",
    "articles/{article}",
    "actors",
    "actors/rosmark",
    "claims",
    "claims/{claim}",
    "compare",
    "c",
]


@pytest.fixture
def world():
    return build_world()


@pytest.fixture
def places(world) -> dict[str, int]:
    statement = world.statements["entered"]
    save_comparison(title="Who dredged?", note="", query={"topic": world.topic.slug}, by=make_user("ada"))
    return {"statement": statement.pk, "article": statement.article_id, "claim": world.claims["entered"].pk}


def load(address: str, **parameters: str) -> bytes:
    response = Client().get(f"/{address}", parameters)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def read(address: str, **parameters: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(load(f"{address}.csv", **parameters).decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_its_rows_beside_it(world, places, page):
    address = page.format(**places)
    rows = read(address)
    document = json.loads(load(f"{address}.json"))
    assert rows
    assert [{name: "" if value is None else str(value) for name, value in row.items()} for row in document["rows"]] == rows
    assert Client().get(document["url"].removeprefix("http://testserver")).status_code == 200
    assert document["retrieved_at"].endswith("Z")
    with zipfile.ZipFile(io.BytesIO(load(f"{address}.zip"))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:2] == ["README.txt", "LICENCE.txt"]
        assert document["url"] in archive.read("README.txt").decode()
        assert json.loads(archive.read(names[3]))["rows"] == document["rows"]
        assert archive.read(names[2]) == load(f"{address}.csv")


def test_filters_of_the_pages_hold(world):
    assert {row["language"] for row in read("statements", language="de")} == {"de"}
    assert [row["id"] for row in read("statements", q="treaty")] == [str(world.statements["treaty"].pk)]
    assert [row["outlet"] for row in read("articles", outlet=str(world.german.article.outlet_id))] == ["Fjordblatt"]
    assert {row["id"] for row in read("claims")} == {str(world.claims[name].pk) for name in ("entered", "never")}
    assert len(read("claims", show="all")) == 7
    assert [row["slug"] for row in read("actors", q="brandal")] == ["spokeswoman-ida-brandal"]
    assert read("actors/lindsund", act="asserts") == []
    assert len(read("actors/lindsund", act="denies")) == 3


def test_the_table_is_the_one_that_is_asked_for(world, places):
    assert {row["side"] for row in read("compare", side="lindsund", topic=world.topic.slug)} == {"Lindsund"}
    assert {row["status"] for row in read("compare", topic=world.topic.slug)} > {"said", "denied", "silent"}


def test_only_published_comparisons_are_in_the_list(world, places):
    Comparison.objects.update(visibility="unlisted")
    owner = Client()
    owner.force_login(Comparison.objects.get().owner)
    assert b"Who dredged" not in b"".join(owner.get("/c.csv").streaming_content)


def test_what_is_rejected_is_in_no_file(world, places):
    row = world.statements["entered"]
    actions.reject(row, by=make_user(), revision=0)
    assert Client().get(f"/statements/{row.pk}.csv").status_code == 404
    for page in ("statements", f"articles/{row.article_id}", "actors/minister-tore-vik", f"claims/{places['claim']}"):
        assert row.content not in load(f"{page}.csv").decode()


def test_hostile_words_read_back_and_none_is_a_formula(world):
    actor = make_actor('=HYPERLINK("x"), "y"\r\nz')
    version = make_version("+1 said:\n„Der Bagger\r\nfuhr“ – so war es.", title="@SUM(A1)")
    row = make_statement(version, "Der Bagger\r\nfuhr", actor=actor)
    found = next(each for each in read("statements") if each["id"] == str(row.pk))
    assert (found["content"], found["actor"], found["article"]) == (row.content, "'" + actor.name, "'@SUM(A1)")
    document = json.loads(load(f"statements/{row.pk}.json"))
    assert document["rows"][0]["actor"] == actor.name


def test_rows_are_read_a_chunk_a_query(world, django_assert_num_queries):
    for number in range(9):
        version = make_version(f"The quay is closed, mayor {number} said.", published_on=f"2024-03-0{number % 3 + 1}")
        make_statement(version, "The quay is closed")
    everything = list(Statement.objects.newest_first())
    with django_assert_num_queries(6):
        rows = walk(Statement.objects.all(), size=3)
        seen = [next(rows) for _ in range(4)]
        seen += list(rows)
    assert seen == everything


def describe_one(statement: Statement) -> dict[str, Any]:
    """What a file must say of a statement, asked of the statement itself and of nothing else."""
    standing = [copy for copy in statement.copies.all() if copy.withdrawn_at is None and copy.state != "rejected"]
    elsewhere = {copy.article.outlet.name for copy in standing} - {statement.article.outlet.name}
    return {
        "id": statement.pk,
        "url": f"http://testserver{statement.get_absolute_url()}",
        "published_on": str(statement.published_on),
        "outlet": statement.article.outlet.name,
        "also_in": ", ".join(sorted(elsewhere)),
        "article": statement.article.title,
        "actor": statement.actor and statement.actor.name,
        "side": statement.side and statement.side.name,
        **{name: getattr(statement, name) for name in ("language", "act", "type", "source", "content", "state", "score")},
    }


def add_copies(statement: Statement) -> None:
    """Four more outlets have it, one twice, one its own, and two of those are not to be shown."""
    for outlet, fields in [
        ("Zander Zeitung", {}),
        ("Anchor Weekly", {}),
        ("Anchor Weekly", {}),
        ("The Skerry Post", {}),
        ("Gone Gazette", {"state": "rejected", "decided_at": timezone.now(), "decided_by": make_user("ida")}),
        ("Left Ledger", {"withdrawn_at": timezone.now()}),
    ]:
        version = make_version(f"{statement.content}, they say.", outlet=outlet, title=f"As in {outlet}")
        make_statement(version, statement.content, copy_of=statement, **fields)


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_rows_are_those_of_the_statements_whatever_the_chunk(world, places, monkeypatch, size):
    monkeypatch.setattr(paging.walk_chunks, "__defaults__", (paging.NEWEST, size))
    add_copies(world.statements["entered"])
    make_statement(make_version("It was foggy, somebody said."), "It was foggy", score=None)
    rows = json.loads(load("statements.json"))["rows"]
    assert rows == [describe_one(each) for each in Statement.objects.standing().counted_once().newest_first()]
    assert {row["also_in"] for row in rows} == {"", "Anchor Weekly, Zander Zeitung"}
    assert {None} < {row["actor"] for row in rows}
    members = json.loads(load(f"claims/{places['claim']}.json"))["rows"]
    assert members
    for row in members:
        assert row.pop("stance") in {"supports", "opposes", "unclear"}
        assert row == describe_one(Statement.objects.get(pk=row["id"]))
    article = json.loads(load(f"articles/{places['article']}.json"))["rows"]
    assert article == [describe_one(each) for each in Statement.objects.standing().filter(article=places["article"]).order_by("-pk")]


def test_a_chunk_costs_two_queries_whatever_it_holds(world, monkeypatch):
    for number in range(30):
        make_statement(make_version(f"The quay is closed, mayor {number} said.", outlet=f"Outlet {number}"), "The quay is closed")
    with CaptureQueriesContext(connection) as queries:
        count = len(json.loads(load("statements.json"))["rows"])
    assert count > 30
    assert len([each for each in queries.captured_queries if "statements_statement" in each["sql"]]) == 2


def test_a_download_begins_before_the_last_row_is_read(world, monkeypatch):
    monkeypatch.setattr(paging.walk_chunks, "__defaults__", (paging.NEWEST, 2))
    for number in range(40):
        make_statement(make_version(f"The quay is closed {'very ' * 200}tight, mayor {number} said."), f"The quay is closed {'very ' * 200}tight")
    with CaptureQueriesContext(connection) as queries:
        response = Client().get("/statements.json")
        pieces: Any = iter(response.streaming_content)
        next(pieces)
        first = len(queries)
        rest = sum(len(piece) for piece in pieces)
    assert rest > 16_000
    assert first < len(queries) / 2


def test_who_loads_too_much_waits(world, monkeypatch):
    monkeypatch.setattr(downloads, "RATE", Rate(2))
    codes = [Client().get("/statements.csv").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    assert int(Client().get("/claims.csv")["Retry-After"]) > 0


def test_head_reads_no_rows(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        response = Client().head("/statements.zip")
    assert (response.status_code, response["Content-Type"], response.content) == (200, "application/zip", b"")


@pytest.mark.parametrize("page", PAGES)
def test_pages_link_to_their_files_which_keep_the_choice(page, places):
    address = "/" + page.format(**places)
    shown = Client().get(f"{address}/", {"show": "all"}).content.decode()
    for ending in ("csv", "json", "zip"):
        link = next(part for part in re.findall(r'href="([^"]*)" download', shown) if f".{ending}" in part)
        assert link.split("?")[0] == f"{address}.{ending}"
        assert Client().get(link.replace("&amp;", "&")).status_code == 200
    if page == "claims":
        assert f"{address}.csv?show=all" in shown


def test_a_rejected_statement_has_no_file_to_link_to(world):
    statement = world.statements["entered"]
    actions.reject(statement, by=make_user("bob"), revision=statement.revision)
    assert " download" not in Client().get(f"/statements/{statement.pk}/").content.decode()
