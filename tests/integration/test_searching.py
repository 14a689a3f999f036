"""The search of statements: facets that count, and files that hold what the page lists."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from claimsite.statements import facets
from claimsite.statements.models import Statement
from tests import factories as make
from tests.integration.test_reading import get

pytestmark = pytest.mark.django_db


def find_choices(page: str, name: str) -> dict[str, tuple[int, str]]:
    """Value → count and address, as the page shows them."""
    found = re.findall(rf'id="facet-{name}-([^"]+)" href="([^"]+)".*?facet__count">(\d+)<', page, re.DOTALL)
    return {value: (int(count), url.replace("&amp;", "&")) for value, url, count in found}


def read_csv(client, parameters: str) -> list[dict[str, str]]:
    body = b"".join(client.get(f"/statements.csv?{parameters}").streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(body, newline="")))


def test_facets_count_and_lead_to_what_they_count(client):
    make.build_world()
    page = get(client, "/statements/")
    assert {value: count for value, (count, _) in find_choices(page, "side").items()} == {"lindsund": 3, "rosmark": 3, "anglers": 2}
    for name in ("side", "act", "stance", "outlet", "language", "state"):
        choices = find_choices(page, name)
        assert choices, name
        for count, url in choices.values():
            assert get(client, url).count('class="said-block__words"') == count, url


def test_a_chosen_facet_still_shows_its_other_choices_and_can_be_left(client):
    make.build_world()
    page = get(client, "/statements/?side=rosmark&language=de")
    assert {value: count for value, (count, _) in find_choices(page, "side").items()} == {"rosmark": 1, "lindsund": 1, "anglers": 1}
    assert find_choices(page, "side")["rosmark"][1] == "/statements/?language=de"
    assert find_choices(page, "side")["anglers"][1] == "/statements/?side=anglers&language=de"
    assert '<input type="hidden" name="side" value="rosmark" form="search-form">' in page
    assert page.count('aria-current="true"') == 2


def test_counts_stop_at_a_sample_and_say_so(client, monkeypatch):
    make.build_world()
    monkeypatch.setattr(facets, "SAMPLE", 4)
    page = get(client, "/statements/")
    assert "more than 4 statements" in page
    assert "Counted among the newest 4." in page
    assert sum(count for count, _ in find_choices(page, "language").values()) == 4


def test_found_words_are_marked(client):
    make.build_world()
    page = get(client, "/statements/?q=LAGUNE")
    assert page.count('<b class="hit">Lagune</b>') == 2


@pytest.mark.hostile("exports.permissions-and-filters")
@pytest.mark.parametrize("parameters", ["", "side=rosmark", "q=lagoon&act=denies", "stance=opposes", "q=nowhere", "since=soon&outlet=x"])
def test_files_hold_exactly_what_the_page_lists(client, parameters):
    make.build_world()
    shown = [int(pk) for pk in re.findall(r'href="/statements/(\d+)/"', get(client, f"/statements/?{parameters}"))]
    rows = read_csv(client, parameters)
    assert [int(row["id"]) for row in rows] == shown
    response = client.get(f"/statements.json?{parameters}")
    data = json.loads(b"".join(response.streaming_content))
    assert [row["id"] for row in data["rows"]] == shown
    for row in data["rows"]:
        statement = Statement.objects.get(pk=row["id"])
        assert (row["content"], row["act"], row["url"]) == (statement.content, statement.act, f"http://testserver{statement.get_absolute_url()}")


def test_files_go_on_where_a_page_ends(client):
    version = make.make_version(" ".join(f"Ida said number {i:03}." for i in range(45)))
    for i in range(45):
        make.make_statement(version, f"number {i:03}")
    assert len(read_csv(client, "")) == 45


@pytest.mark.hostile("exports.formula-cells")
def test_formulas_in_texts_are_disarmed(client):
    version = make.make_version("Ida said =HYPERLINK(1) today.")
    make.make_statement(version, "=HYPERLINK(1)", source="Ida")
    assert read_csv(client, "")[0]["content"] == "'=HYPERLINK(1)"
    assert "'=" not in get(client, "/statements/")


@pytest.mark.hostile("size.search-syntax")
@pytest.mark.parametrize("q", ['"', '-"', "(" * 300, "a" * 299, "%00", "NEAR(a b)", "\ud83d", "*", "- - -", "'--"])
def test_nothing_typed_is_an_error(client, q):
    make.build_world()
    assert client.get("/statements/", {"q": q.encode("utf-8", "replace").decode()}).status_code == 200
    assert client.get("/statements.csv", {"q": "a" * 400}).status_code == 200
