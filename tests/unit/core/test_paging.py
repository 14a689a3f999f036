"""Pages by keyset."""

import pytest
from django.db.models import F

from claimsite.core.paging import LATEST_ID, NEWEST, Order, keyset_page, walk, walk_chunks
from claimsite.statements.models import Statement
from tests.factories import make_run, make_statement, make_version

pytestmark = pytest.mark.django_db

DAYS = ["2024-01-01", "2024-01-03", "2024-01-03", "2024-01-03", "2024-01-02", "2024-01-01", "2024-01-04"]


@pytest.fixture
def statements():
    version = make_version(" ".join(f"Sentence {i}." for i in range(len(DAYS))))
    make_run(version)
    for i, day in enumerate(DAYS):
        statement = make_statement(version, f"Sentence {i}")
        Statement.objects.filter(pk=statement.pk).update(published_on=day)
    return Statement.objects.all()


@pytest.mark.parametrize("order", [NEWEST, LATEST_ID, Order("start_score", int, is_ascending=True)])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_walk_to_the_end_and_back(statements, order, size):
    statements = statements.annotate(start_score=F("pk") % 3)
    keys = {"published_on": ("-published_on", "-pk"), None: ("-pk",), "start_score": ("start_score", "pk")}
    everything = list(statements.order_by(*keys[order.field]))
    pages = [keyset_page(statements, None, size, order)]
    while pages[-1].older:
        pages.append(keyset_page(statements, pages[-1].older, size, order))
    assert [row for page in pages for row in page] == everything
    assert pages[0].newer is None
    for page, before in zip(pages[::-1], pages[-2::-1], strict=False):
        assert keyset_page(statements, page.newer, size, order).rows == before.rows


@pytest.mark.parametrize("order", [NEWEST, LATEST_ID, Order("start_score", int, is_ascending=True)])
@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_chunks_hold_every_row_once(statements, order, size):
    statements = statements.annotate(start_score=F("pk") % 3)
    everything = list(walk(statements, order, len(DAYS) + 1))
    assert sorted(row.pk for row in everything) == sorted(statements.values_list("pk", flat=True))
    assert list(walk(statements, order, size)) == everything
    chunks = list(walk_chunks(statements.values("id", "published_on", "start_score"), order, size))
    assert [row["id"] for chunk in chunks for row in chunk] == [row.pk for row in everything]
    assert {len(chunk) for chunk in chunks[:-1]} <= {size}
    assert list(walk_chunks(statements.none(), order, size)) == []


@pytest.mark.hostile("size.page-minus-one", "size.page-1e9", "size.page-nan")
@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "o",
        "o12",
        "o2024-13-41.5",
        "o2024-01-02",
        "o2024-01-02.",
        "o2024-01-02.-1",
        "o2024-01-02.99999999999999999999",
        "o2024-01-02.9999999999999999999",
        "o²024-01-02.1",
        "o٢٠٢٤-01-02.1",
        "' OR 1=1",
        "o2024-01-02.1\n",
        "o0000-01-01.1",
        "n9999-12-31.5",
        "\x00",
    ],
)
def test_junk_gives_the_first_page(statements, cursor):
    assert keyset_page(statements, cursor, 3).rows == keyset_page(statements, None, 3).rows


def test_behind_the_end_is_the_first_page(statements):
    assert keyset_page(statements, "o0001-01-01.1", 3) == keyset_page(statements, None, 3)


def test_empty_list():
    page = keyset_page(Statement.objects.all(), None, 5)
    assert (page.rows, page.older, page.newer) == ([], None, None)


@pytest.mark.parametrize("cursor", ["oabc.1", "o99999999999999999999.1", "o--1.2", "o1-2.2", "o.1", "o1"])
def test_junk_for_a_number_gives_the_first_page(statements, cursor):
    order = Order("number", int, is_ascending=True)
    numbered = statements.annotate(number=F("pk") % 3)
    assert keyset_page(numbered, cursor, 3, order) == keyset_page(numbered, None, 3, order)
