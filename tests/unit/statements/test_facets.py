"""Words are looked for among the newest statements first: what is found so is what looking through all of them finds."""

from __future__ import annotations

import random

import pytest
from django.db import connection

from claimsite.statements import facets
from claimsite.statements.filters import StatementFilter
from claimsite.statements.models import Statement
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's planner tells common words by itself")]


@pytest.fixture
def archive(monkeypatch):
    """Days and arrival in different orders, several statements a day, one word in two of three."""
    drawn = random.Random(7)
    for n in range(60):
        words = f"The {'ferry' if n % 3 else 'train'} sank {n} times"
        make.make_statement(make.make_version(f"{words}.", published_on=f"2024-03-{drawn.randrange(1, 13):02}"), words)
    monkeypatch.setattr(facets, "SAMPLE", 8)


def list_all(words):
    found = Statement.objects.standing().filter(content__contains=words).order_by("-published_on", "-id")
    return list(found.values_list("pk", flat=True)[: facets.SAMPLE + 1])


@pytest.mark.parametrize("recent", [12, 20, 30, 60])
def test_the_newest_are_found_in_their_order(archive, monkeypatch, recent):
    monkeypatch.setattr(facets, "RECENT", recent)
    assert [row[0] for row in facets._read(StatementFilter({"q": "ferry"}))] == list_all("ferry")


def test_enough_among_the_newest_are_taken_and_too_few_are_not(archive, monkeypatch):
    form = StatementFilter({"q": "ferry"})
    monkeypatch.setattr(facets, "RECENT", 40)
    assert [row[0] for row in facets._find_recent(form) or []] == list_all("ferry")
    monkeypatch.setattr(facets, "RECENT", 10)
    assert facets._find_recent(form) is None
    Statement.objects.all().update(published_on="2024-03-04")
    monkeypatch.setattr(facets, "RECENT", 40)
    assert facets._find_recent(form) is None, "of one day nobody knows whether all of it is among the newest"


def test_an_empty_archive_has_no_newest():
    assert facets._find_recent(StatementFilter({"q": "ferry"})) is None


def test_a_facet_is_left_open_for_words_that_are_found_among_the_newest(archive, monkeypatch):
    monkeypatch.setattr(facets, "RECENT", 40)
    Statement.objects.filter(pk__in=list_all("ferry")[::2]).update(act="warns")
    counted = {facet.name: facet for facet in facets.count_facets(StatementFilter({"q": "ferry", "act": "asserts"})).facets}
    assert {choice.value: (choice.count, choice.is_chosen) for choice in counted["act"].choices} == {"warns": (4, False), "asserts": (4, True)}
