"""Candidates: by memory, by index, and when the index is not what it should be."""

from __future__ import annotations

import datetime as dt
import json
import logging

import numpy as np
import pytest
from django.core.management import call_command

from claimsite.articles.models import Article
from claimsite.pipeline import nearest
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.nearest import files, memory, pool, slices
from claimsite.pipeline.packing import MODEL, pack
from claimsite.statements.models import Statement
from tests.factories import make_side, make_statement, make_user, make_version

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 3, 4)
TEXT = "The bridge is closed, said Olla."


def make_unit(*places):
    vector = np.zeros(512, dtype=np.float32)
    vector[list(places)] = 1
    return vector / np.linalg.norm(vector)


def keep(vector, *, published_on="2024-03-04", words="The bridge is closed", actor=None, **fields):
    statement = make_statement(make_version(TEXT, published_on=published_on), words, actor=actor or make_side("Olla"), **fields)
    StatementVector.objects.create(statement=statement, model=MODEL, data=pack(vector))
    return statement


def ask(own, vector=None):
    vector = make_unit(0, 1) if vector is None else vector
    return nearest.find_nearest([own], vector[None], around=DAY, except_article=own.article_id)


@pytest.fixture
def own():
    return keep(make_unit(0, 1))


@pytest.fixture(params=["memory", "index", "both"])
def way(request):
    """How what a test has stored is found: exactly, by the index, or some by one and some by the other."""

    def prepare():
        if request.param == "index":
            call_command("rebuild_vectors", verbosity=0)
        elif request.param == "both":
            old = StatementVector.objects.order_by("pk").values_list("pk", flat=True)[:3]
            StatementVector.objects.filter(pk__in=list(old)).update(updated_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
            call_command("rebuild_vectors", verbosity=0)

    return prepare


def test_candidates_are_near_in_meaning_and_time_standing_and_of_other_articles(own, way, monkeypatch):
    same, near, third = keep(make_unit(0, 1)), keep(make_unit(0, 1, 2)), keep(make_unit(0, 3))
    keep(make_unit(5))
    keep(make_unit(0, 1), published_on="2023-01-01")
    keep(make_unit(0, 1), state="rejected", decided_at=dt.datetime.now(dt.UTC), decided_by=make_user())
    keep(make_unit(0, 1), withdrawn_at=dt.datetime.now(dt.UTC))
    StatementVector.objects.create(statement=make_statement(make_version("It is open."), "It is open"), model="older", data=b"x")
    way()
    assert set(ask(own)) == {same.pk, near.pk, third.pk}
    monkeypatch.setattr(nearest, "NEAREST", 2)
    found = ask(own)
    assert set(found) == {same.pk, near.pk}
    assert float(found[near.pk] @ make_unit(0, 1, 2)) == pytest.approx(1, abs=1e-3)


def test_windows_reach_over_the_turn_of_half_years(own, way):
    before, after = keep(make_unit(0, 1), published_on="2023-09-10"), keep(make_unit(0, 1), published_on="2024-08-20")
    keep(make_unit(0, 1), published_on="2023-09-01")
    way()
    assert set(ask(own)) == {before.pk, after.pk}


def test_strangers_must_be_closer(own):
    cosine_third = make_unit(0, 1) * 0.33 + make_unit(7) * np.sqrt(1 - 0.33**2)
    keep(cosine_third, actor=make_side("Bert"))
    friend, named = keep(cosine_third), keep(cosine_third, actor=make_side("Olla's bridge"), words=TEXT)
    assert set(ask(own)) == {friend.pk, named.pk}


def test_what_comes_or_changes_later_is_found_without_a_rebuild(own, way):
    way()
    assert ask(own) == {}
    late = keep(make_unit(0, 1))
    assert set(ask(own)) == {late.pk}
    StatementVector.objects.filter(pk=late.pk).update(data=pack(make_unit(9)), updated_at=dt.datetime.now(dt.UTC))
    assert ask(own) == {}
    Statement.objects.filter(pk=keep(make_unit(0, 1)).pk).update(withdrawn_at=dt.datetime.now(dt.UTC))
    assert ask(own) == {}


def age():
    """What is stored counts as stored long ago, so that the index alone covers it."""
    StatementVector.objects.update(updated_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))


def get_only_file():
    (path,) = files.get_folder().glob("*.usearch")
    return path


def break_missing():
    get_only_file().unlink()


def break_damaged():
    path = get_only_file()
    path.write_bytes(path.read_bytes()[:-7])


def break_manifest():
    (files.get_folder() / "manifest.json").write_text('{"format": 1, "slices": [')


def break_model():
    path = files.get_folder() / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"model": "another"}))


def break_vectors():
    StatementVector.objects.update(data=pack(make_unit(3)))


def break_database():
    StatementVector.objects.order_by("pk").first().delete()


@pytest.mark.hostile(
    cases={"faults.vector-file-missing": "break_missing", "faults.vector-file-corrupt": "break_damaged", "faults.vector-file-stale": "break_vectors"}
)
@pytest.mark.parametrize("spoil", [break_missing, break_damaged, break_manifest, break_model, break_vectors, break_database])
def test_index_that_is_missing_damaged_or_stale_is_said_and_done_without(own, spoil, caplog):
    other = keep(make_unit(0, 1))
    age()
    call_command("rebuild_vectors", verbosity=0)
    assert nearest.get_index().get_through("2024-1") is None  # not looked at yet
    nearest.get_index().refresh()
    assert nearest.get_index().get_through("2024-1") is not None
    spoil()
    nearest.get_index.cache_clear()
    nearest.get_memory.cache_clear()
    with caplog.at_level(logging.WARNING):
        found = ask(own, make_unit(3) if spoil is break_vectors else None)
    assert set(found) == {other.pk}
    assert "rebuild_vectors" in caplog.text
    call_command("rebuild_vectors", verbosity=0)
    caplog.clear()
    assert set(ask(own, make_unit(3) if spoil is break_vectors else None)) == {other.pk}
    assert not caplog.text


def test_rebuild_leaves_whole_half_years_and_drops_old_files(own, capsys):
    keep(make_unit(0, 1), published_on="2023-09-10")
    age()
    call_command("rebuild_vectors")
    before = {path.name for path in files.get_folder().glob("*.usearch")}
    keep(make_unit(0, 2))
    StatementVector.objects.filter(statement__published_on=DAY).update(updated_at=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    call_command("rebuild_vectors")
    after = {path.name for path in files.get_folder().glob("*.usearch")}
    assert "2023-2: 1 vectors, unchanged\n2024-1: 2 vectors\n" in capsys.readouterr().out
    assert {name[:6] for name in before & after} == {"2023-2"}
    assert len(after) == 2
    call_command("rebuild_vectors", everything=True)
    assert "unchanged" not in capsys.readouterr().out


def test_no_vectors_no_index(capsys):
    call_command("rebuild_vectors")
    assert "no vectors yet" in capsys.readouterr().out


def test_memory_is_bounded_and_says_what_it_leaves_out(own, monkeypatch, caplog):
    new = keep(make_unit(0, 1), published_on="2024-03-06")
    keep(make_unit(0, 1), published_on="2024-02-01")
    held = memory.Memory(2)
    monkeypatch.setattr(nearest, "get_memory", lambda: held)
    assert set(ask(own)) == {new.pk}
    assert "More than 2 vectors of half-year 2024-1" in caplog.text


def test_memory_forgets_half_years_that_nobody_asks_for():
    held = memory.Memory(3)
    for day in ("2024-03-04", "2024-03-05", "2020-03-04", "2020-03-05"):
        keep(make_unit(0, 1), published_on=day)
    for day in (DAY, dt.date(2020, 3, 4)):
        assert len(pool.merge(held.find(make_unit(0, 1)[None], day, 5, lambda name: None), 1, 5)[0]) == 2
    assert sum(len(each.place) for each in held.slices.values()) == len(held.stamps) == 2


def test_the_number_of_queries_does_not_depend_on_the_data(own, django_assert_num_queries):
    near = make_unit(0, 1) * 0.33 + make_unit(7) * np.sqrt(1 - 0.33**2)
    for count in (1, 20):
        for _ in range(count):
            keep(near)
        ask(own)
        with django_assert_num_queries(4):
            ask(own)


@pytest.mark.parametrize("day", [dt.date.min, dt.date(2024, 1, 1), dt.date(2024, 6, 30), dt.date.max])
def test_slices_cover_the_window(day):
    since, until = slices.get_window(day)
    names = list(slices.list_slices(day))
    assert names[0] == slices.name_slice(day)
    assert {slices.name_slice(since), slices.name_slice(until)} <= set(names)
    first, last = slices.get_days(names[0])
    assert first <= day <= last
    assert Article.objects.count() == 0
