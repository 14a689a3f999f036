"""From a request to stored statements: once, whole, and with a reason where it fails."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.text import TextError
from claimsite.articles.models import Article, ArticleVersion, Outlet
from claimsite.pipeline import actions, jobs, stages, tasks
from claimsite.pipeline.analyzing import Analyzed
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.models import Job, JobStage, JobState, StatementVector
from claimsite.pipeline.titles import make_title
from claimsite.statements.models import Actor, ExtractionRun, Statement
from tests.factories import make_user
from tests.unit.pipeline.documents import ENTERED, NEVER, NIGHT, TEXT, WHY, document

pytestmark = pytest.mark.django_db


@pytest.fixture
def finds(monkeypatch):
    """Decides what the analysis finds; without it, nothing is loaded."""
    results = [document(NEVER, NIGHT, ENTERED, flags=(WHY,))]

    def analyze(*args):
        if isinstance(results[0], Exception):
            raise results[0]
        return Analyzed(results[0], "1", {"spacy": "spacy 3.8"})

    monkeypatch.setattr(stages, "_analyze", analyze)
    return results


def request(text: str = TEXT, *, by=None, **fields) -> Job:
    given = {"title": "Lagoon", "outlet_name": "Skerry Post", "language": "en", "published_on": dt.date(2024, 3, 4)} | fields
    return actions.request_text(text=text, by=by, **given)


def test_a_request_becomes_an_article_with_statements_vectors_and_a_run(finds):
    editor = make_user()
    job = request(by=editor)
    assert job.state == JobState.WAITING
    stages.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.stage, job.attempts, job.leased_until) == (JobState.DONE, JobStage.SUGGEST, 1, None)
    assert "text" not in job.payload
    assert job.article.added_by == editor
    assert job.article.versions.get().text == TEXT
    run = ExtractionRun.objects.get()
    assert run.flags == [WHY.as_dict()]
    assert run.models_used["spacy"].startswith("spacy 3")
    assert Statement.objects.count() == StatementVector.objects.count() == 3
    assert {len(bytes(vector.data)) for vector in StatementVector.objects.all()} == {1024}


@pytest.mark.hostile("faults.task-three-times")
def test_the_same_text_again_is_the_same_job_and_article(finds):
    job = request()
    assert request(f"\r\n{TEXT}  \n", outlet_name="skerry  post", title="Other") == job
    stages.work(job.pk)
    stages.work(job.pk)
    assert request() == job
    assert Article.objects.count() == ExtractionRun.objects.count() == 1


@pytest.mark.parametrize("text", ["", " \n", "(" * 20_000, "x " * 150_000, "\x00\x01\x02PNG\x1a" * 50])
def test_what_is_no_text_is_refused_at_the_door(text):
    with pytest.raises(TextError):
        request(text)
    assert not Job.objects.exists()


@pytest.mark.hostile("faults.article-always-fails")
@pytest.mark.parametrize("place", ["_analyze", "record_run", "suggest"])
def test_an_error_leaves_nothing_half_stored_and_three_park_the_job(finds, monkeypatch, place):
    def fail(*args, **kwargs):
        if place == "record_run":
            real_record(*args, **kwargs)  # all has been written when it breaks
        raise RuntimeError("out of luck")

    real_record = stages.record_run
    monkeypatch.setattr(stages, place, fail)
    job = request()
    for attempt in (1, 2, 3):
        stages.work(job.pk)
        job.refresh_from_db()
        assert job.state == (JobState.FAILED if attempt == 3 else JobState.WAITING)
    assert (job.error_code, "out of luck" in job.error_detail) == ("internal", True)
    if place == "suggest":
        assert (Article.objects.count(), ExtractionRun.objects.count(), Statement.objects.count()) == (1, 1, 3)
    else:
        for model in (Outlet, Article, ArticleVersion, ExtractionRun, Actor, Statement, StatementVector):
            assert not model.objects.exists(), model
    monkeypatch.undo()


def test_a_failed_job_goes_on_where_it_was_when_somebody_retries(finds, monkeypatch):
    job = request()
    with monkeypatch.context() as patch:
        patch.setattr(stages, "suggest", lambda *_: 1 / 0)
        for _ in range(3):
            stages.work(job.pk)
    job.refresh_from_db()
    assert actions.retry(job, by=make_user())
    assert not actions.retry(job, by=make_user())
    stages.work(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert ExtractionRun.objects.count() == 1


@pytest.mark.hostile("faults.kill-worker")
@pytest.mark.parametrize("stage", [JobStage.FETCH, JobStage.ANALYZE, JobStage.STORE, JobStage.SUGGEST])
def test_a_worker_killed_in_any_stage_leaves_one_article_with_one_set_of_statements(finds, monkeypatch, stage):
    class Killed(BaseException):
        pass

    real = jobs.enter_stage

    def enter(job, entered):
        real(job, entered)
        if entered == stage:
            raise Killed

    job = request()
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "enter_stage", enter)
        with pytest.raises(Killed):
            stages.work(job.pk)
    Job.objects.update(leased_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    jobs.release_expired()
    stages.work(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE
    assert (Article.objects.count(), ArticleVersion.objects.count(), Statement.objects.count()) == (1, 1, 3)


@pytest.mark.parametrize("error", [RuntimeError("out of luck"), JobError("language")])
def test_a_worker_that_lost_its_lease_stops_without_a_word_however_it_ends(finds, error):
    def lose(*args):
        Job.objects.update(attempts=2)
        raise error

    job = request()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stages, "_analyze", lose)
        stages.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error_code) == (JobState.RUNNING, 2, "")


def test_an_unknown_language_parks_at_once_and_says_so(finds):
    finds[0] = JobError("language", "the language seems to be 'fi'")
    job = request(language=None)
    stages.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error_code, job.attempts) == (JobState.FAILED, "language", 1)
    assert not Article.objects.exists()


def test_analyzing_again_keeps_the_article_and_names_a_new_run(finds):
    job = request()
    stages.work(job.pk)
    job.refresh_from_db()
    finds[0] = document(NEVER)
    again = actions.request_reanalysis(job.article, by=None)
    assert actions.request_reanalysis(job.article, by=None) == again
    stages.work(again.pk)
    again.refresh_from_db()
    assert again.state == JobState.DONE
    assert (Article.objects.count(), ExtractionRun.objects.count(), Statement.objects.standing().count()) == (1, 2, 1)
    assert actions.request_reanalysis(job.article, by=None) != again


def test_a_corrected_language_is_analyzed_again(finds):
    job = request()
    stages.work(job.pk)
    job.refresh_from_db()
    editor = make_user()
    again = actions.request_language_change(job.article, language="de", by=editor)
    assert again.state == JobState.WAITING
    assert set(Statement.objects.values_list("language", flat=True)) == {"de"}
    assert actions.request_language_change(job.article, language="de", by=editor) is None


def test_a_request_rings_the_worker_once_the_transaction_is_through(finds, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = request()
        assert job.state == JobState.WAITING
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_queue_that_cannot_be_reached_fails_no_request(monkeypatch, django_capture_on_commit_callbacks):
    def unreachable(job_id):
        raise OSError("no queue")

    monkeypatch.setattr(tasks, "work_on", unreachable)
    with django_capture_on_commit_callbacks(execute=True):
        job = request()
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_the_sweeper_brings_back_what_was_lost(finds):
    lost, forgotten = request(), request(TEXT + " More.")
    finds[0] = document(text=TEXT + " More.")
    jobs.lease(lost.pk)
    stages.work(forgotten.pk)
    finds[0] = document(NEVER)
    Job.objects.filter(pk=lost.pk).update(leased_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
    tasks.sweep.call_local()
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A short first line\n\nThen the text.", "A short first line"),
        ("The harbor was closed on Monday. " * 8, "The harbor was closed on Monday."),
        ("word " * 60, "word " * 22 + "word…"),
    ],
)
def test_a_text_without_title_gets_its_first_words(text, title):
    assert make_title(text) == title
    assert len(title) <= 120


def test_a_failed_text_asked_for_again_takes_what_is_given_now(finds):
    finds[0] = JobError("language", "not recognised")
    job = request(language=None)
    stages.work(job.pk)
    finds[0] = document(NEVER)
    again = request(language="en", title="Other")
    assert (again.pk, again.state, again.payload["language"]) == (job.pk, JobState.WAITING, "en")
    stages.work(job.pk)
    assert Article.objects.get().title == "Other"
