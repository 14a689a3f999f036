"""A job is done once, however often it is delivered, and comes back when its worker does not."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claimsite.pipeline import jobs
from claimsite.pipeline.models import JOB_TRANSITIONS, Job, JobKind, JobStage, JobState
from tests.factories import make_version

pytestmark = pytest.mark.django_db


def make_job(**fields) -> Job:
    return Job.objects.create(**{"kind": JobKind.ADD_TEXT, "key": f"key-{Job.objects.count()}"} | fields)


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - dt.timedelta(seconds=1))


def test_a_lease_is_given_once():
    job = make_job()
    taken = jobs.lease(job.pk)
    assert taken is not None
    assert (taken.state, taken.attempts) == (JobState.RUNNING, 1)
    assert dt.timedelta(minutes=9) < taken.leased_until - timezone.now() <= jobs.LEASE
    assert jobs.lease(job.pk) is None
    assert jobs.lease(job.pk + 1) is None


@pytest.mark.parametrize("state", JobState.values)
@pytest.mark.parametrize("target", JobState.values)
def test_states_follow_the_table_only(state, target):
    article = make_version("Text").article
    lease = timezone.now() if JobState.RUNNING in (state, target) else None
    job = make_job(state=state, leased_until=lease, article=article, error_code="internal")
    if target in JOB_TRANSITIONS[state]:
        jobs._move(job, target)
        job.refresh_from_db()
        assert job.state == target
    else:
        with pytest.raises(jobs.TransitionError):
            jobs._move(job, target)


def test_an_expired_lease_goes_back_and_the_late_worker_stops_without_writing():
    job = make_job()
    late = jobs.lease(job.pk)
    jobs.enter_stage(late, JobStage.EXTRACT)
    expire(job)
    assert [row.pk for row in jobs.release_expired()] == [job.pk]
    again = jobs.lease(job.pk)
    assert again.attempts == 2
    for step in (lambda: jobs.enter_stage(late, JobStage.STORE), lambda: jobs.finish(late), lambda: jobs.park(late, "internal", "")):
        with pytest.raises(jobs.LeaseLostError):
            step()
    job.refresh_from_db()
    assert (job.state, job.stage) == (JobState.RUNNING, JobStage.EXTRACT)


def test_a_running_lease_is_left_alone_unless_no_worker_can_be_there():
    job = jobs.lease(make_job().pk)
    assert jobs.release_expired() == []
    assert [row.pk for row in jobs.release_all()] == [job.pk]


def test_three_lost_leases_park_the_job_with_a_reason():
    job = make_job()
    for _ in range(jobs.MAX_ATTEMPTS):
        assert jobs.lease(job.pk)
        expire(job)
        jobs.release_expired()
    job.refresh_from_db()
    assert (job.state, job.error_code, job.leased_until) == (JobState.FAILED, "stopped", None)
    assert jobs.lease(job.pk) is None


def test_a_failed_job_waits_again_with_fresh_attempts_when_somebody_asks():
    job = jobs.lease(make_job().pk)
    jobs.park(job, "language", "detected 'xx'")
    assert jobs.reopen(job)
    assert (job.state, job.attempts, job.error_code, job.error_detail) == (JobState.WAITING, 0, "", "")
    assert not jobs.reopen(job)


def test_what_was_given_back_waits_for_the_sweeper():
    first, second = make_job(), make_job()
    jobs.give_back(jobs.lease(first.pk), "internal", "hiccup")
    assert jobs.get_next_waiting() == second


def test_done_needs_an_article():
    job = jobs.lease(make_job().pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        jobs.finish(job)


@pytest.mark.parametrize(
    ("attempts", "retry_after", "seconds"),
    [
        (1, "", 60),
        (2, "", 600),
        (9, "", 600),
        (1, "120", 120),
        (1, "5", 60),
        (1, "999999999999999999999", 60),
        (1, "soon", 60),
        (1, "-5", 60),
        (1, "86400", 21_600),
    ],
)
def test_pauses_grow_and_servers_may_ask_for_more_within_reason(attempts, retry_after, seconds):
    assert jobs.compute_pause(attempts, retry_after).total_seconds() == seconds


def test_a_server_may_name_the_time_to_come_back():
    later = timezone.now() + dt.timedelta(minutes=30)
    assert 1700 < jobs.compute_pause(1, later.strftime("%a, %d %b %Y %H:%M:%S GMT")).total_seconds() < 1801
    assert jobs.compute_pause(1, "Mon, 04 Mar 2024 10:00:00 GMT") == jobs.PAUSES[0]
    assert jobs.compute_pause(1, "Mon, 04 Mar 2024 10:00:00") == jobs.PAUSES[0]


def test_a_job_is_not_taken_before_its_pause_is_over():
    job = make_job()
    jobs.give_back(jobs.lease(job.pk), "server_error", "503", pause=dt.timedelta(minutes=5))
    assert jobs.lease(job.pk) is None
    Job.objects.update(paused_until=timezone.now())
    assert jobs.lease(job.pk).attempts == 2


def test_waiting_for_a_turn_is_no_attempt():
    job = make_job()
    for _ in range(5):
        Job.objects.update(paused_until=None)
        jobs.postpone(jobs.lease(job.pk), timezone.now() + dt.timedelta(seconds=3))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


@pytest.mark.hostile("faults.clock-jumps")
@pytest.mark.parametrize("jump", [dt.timedelta(days=400), dt.timedelta(hours=1)], ids=["days", "an hour"])
def test_a_clock_that_ran_ahead_holds_no_job_for_ever(jump, monkeypatch):
    job = make_job()
    real = timezone.now
    with monkeypatch.context() as ahead:
        ahead.setattr(timezone, "now", lambda: real() + jump)
        jobs.lease(job.pk)
    assert jobs.release_expired() == [job]
    assert jobs.lease(job.pk)


@pytest.mark.hostile("faults.clock-jumps")
def test_a_pause_of_a_clock_that_ran_ahead_is_over():
    job = make_job()
    Job.objects.filter(pk=job.pk).update(paused_until=timezone.now() + dt.timedelta(days=400))
    assert jobs.lease(job.pk)
