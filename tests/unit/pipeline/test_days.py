"""An article of another day is found among those of that day, and analyzed again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from claimsite.articles.actions import correct_article
from claimsite.core.operations import undo_operation
from claimsite.pipeline import nearest
from claimsite.pipeline.models import Job, JobKind, StatementVector
from claimsite.pipeline.nearest import files
from claimsite.pipeline.packing import MODEL, pack
from tests.factories import make_statement, make_user, make_version
from tests.unit.pipeline.test_nearest import make_unit

pytestmark = pytest.mark.django_db

THEN, NOW = dt.date(2021, 3, 4), dt.date(2024, 3, 4)


def keep(day: dt.date):
    statement = make_statement(make_version("The bridge is closed, said Olla.", published_on=day.isoformat()), "The bridge is closed")
    StatementVector.objects.create(statement=statement, model=MODEL, data=pack(make_unit(0, 1)), updated_at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    return statement


def find(own, day: dt.date) -> set[int]:
    return set(nearest.find_nearest([own], make_unit(0, 1)[None], around=day, except_article=own.article_id))


@pytest.mark.parametrize("is_indexed", [False, True])
@pytest.mark.parametrize("is_warm", [False, True])
def test_its_statements_are_found_in_the_half_year_that_they_are_in_now(is_indexed, is_warm):
    own, moved, stays = keep(NOW), keep(THEN), keep(THEN)
    keep(NOW)
    if is_indexed:
        call_command("rebuild_vectors", verbosity=0)
    if is_warm:  # what a process has read before must not hide it
        assert moved.pk not in find(own, NOW)
        assert {moved.pk, stays.pk} <= find(own, THEN)
    operation = correct_article(moved.article, by=make_user("ada"), published_on=NOW)
    assert moved.pk in find(own, NOW)
    assert find(own, THEN) == {stays.pk}
    undo_operation(operation, by=make_user("bea"))
    assert moved.pk not in find(own, NOW)
    assert find(own, THEN) == {moved.pk, stays.pk}


def test_the_index_of_the_half_year_that_one_of_many_left_is_still_used(caplog):
    moved, *others = [keep(THEN) for _ in range(files.MOVED)]
    call_command("rebuild_vectors", verbosity=0)
    correct_article(moved.article, by=make_user("ada"), published_on=NOW)
    assert find(keep(NOW), THEN) <= {each.pk for each in others}
    assert not caplog.records
    correct_article(others[0].article, by=make_user("bea"), published_on=NOW)
    nearest.get_index.cache_clear()
    assert others[0].pk not in find(keep(NOW), THEN)
    assert "fewer vectors than were indexed" in caplog.text


def test_it_is_analyzed_again_only_if_its_day_has_changed():
    ada, bea, statement = make_user("ada"), make_user("bea"), keep(THEN)
    correct_article(statement.article, by=ada, author="Olla Vik", outlet="Fjordblatt")
    assert not Job.objects.exists()
    operation = correct_article(statement.article, by=ada, published_on=NOW)
    job = Job.objects.get()
    assert (job.kind, job.article, job.created_by) == (JobKind.REANALYZE, statement.article, ada)
    Job.objects.update(attempts=1)
    undo_operation(operation, by=bea)
    assert Job.objects.latest("pk").created_by == bea
