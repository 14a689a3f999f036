"""Queries that are put together once give what their querysets give."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404

from claimsite.core.prepared import KEPT, get_or_404, prepared
from claimsite.core.querysets import is_among
from claimsite.statements.models import Actor, Statement
from tests import factories as make

pytestmark = pytest.mark.django_db


@prepared
def read_said(speaker, since, ids):
    found = Statement.objects.select_related("actor").order_by("id")
    for name, value in (("actor", speaker), ("published_on__gte", since)):
        if value is not None:
            found = found.filter(**{name: value})
    return found if ids is None else found.filter(is_among("pk", ids))


@prepared
def read_days(words):
    return Statement.objects.filter(content=words).values_list("published_on", "why", "actor__name")


@pytest.fixture
def said():
    orla, bram = make.make_actor("Orla"), make.make_actor("Bram")
    version = make.make_version("The quay sank. It fell. It broke.", published_on="2024-03-04")
    return [make.make_statement(version, words, actor=actor) for words, actor in (("The quay sank", orla), ("It fell", bram), ("It broke", orla))]


def test_each_value_goes_to_its_place(said):
    orla, bram = said[0].actor, said[1].actor
    assert read_said(orla.pk, None, None) == [said[0], said[2]]
    assert read_said(bram.pk, None, None) == [said[1]], "the second time other values stand in the same query"
    assert read_said(None, dt.date(2024, 3, 4), [said[2].pk, said[1].pk]) == said[1:]
    assert read_said(None, dt.date(2024, 3, 5), None) == []


def test_among_none_there_is_nothing_to_ask_for(said, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert read_said(None, None, []) == read_said(None, None, iter(())) == []


def test_rows_are_what_the_queryset_gives(said, django_assert_num_queries):
    with django_assert_num_queries(1):
        (row,) = read_said(said[1].actor_id, None, None)
        assert row.actor.name == "Bram"
    assert (row.published_on, row.why, row.added_at) == (said[1].published_on, said[1].why, said[1].added_at)
    assert read_days("It fell") == [(dt.date(2024, 3, 4), said[1].why, "Bram")]


def test_a_query_is_put_together_once_for_the_values_that_are_given(said):
    KEPT.clear()
    for _ in range(3):
        read_said(said[0].actor_id, None, None)
        read_said(None, None, [row.pk for row in said])
    assert len(KEPT) == 2


def test_strings_stay_strings(said):
    assert read_days("It fell' OR '1'='1") == []
    assert read_days("{numbers 0}") == []
    with pytest.raises(ValueError, match="invalid literal"):
        read_said(None, None, ["1) OR (1=1"])


def test_a_number_that_no_database_holds_finds_nothing(said):
    assert read_said(10**30, None, None) == []
    with pytest.raises(Http404):
        get_or_404(read_said(10**30, None, None))
    assert get_or_404(read_said(said[1].actor_id, None, None)) == said[1]


def test_rows_come_with_what_the_queryset_fetches_beside_them(said):
    @prepared
    def read_speakers(name):
        return Actor.objects.filter(name=name).prefetch_related("statements")

    (orla,) = read_speakers("Orla")
    assert {row.pk for row in orla.statements.all()} == {said[0].pk, said[2].pk}
    assert "statements" in orla._prefetched_objects_cache


@prepared
def read_names(actor):
    return Actor.objects.filter(pk=actor).values_list("local_names", "side__local_names")


@pytest.mark.parametrize("names", [{}, {"de": "Kai", "ru": "Причал"}, {"en": "", "fr": 'Le "quai"\n'}])
def test_json_is_read_as_django_reads_it(names):
    actor = make.make_actor("Quay")
    actor.local_names = names
    actor.save()
    assert read_names(actor.pk) == list(Actor.objects.filter(pk=actor.pk).values_list("local_names", "side__local_names")) == [(names, None)]
    read_names(actor.pk)[0][0]["en"] = "changed"
    assert read_names(actor.pk) == [(names, None)], "each reader gets an own one"
