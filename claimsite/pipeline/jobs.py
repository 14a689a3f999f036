"""The life of a job row: leased, renewed, given back, finished. Only these functions write `Job.state`.

The queue forgets a task when a worker takes it. The row does not: a lease that runs out puts the job back, and the sweeper rings again. A worker that
lost its lease notices at its next step, because `attempts` has moved on, and stops without writing.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from claimsite.pipeline.errors import STOPPED
from claimsite.pipeline.models import JOB_TRANSITIONS, Job, JobStage, JobState

LEASE = timedelta(minutes=10)
MAX_ATTEMPTS = 3
#: Before the second and the third attempt.
PAUSES = (timedelta(minutes=1), timedelta(minutes=10))
#: A server may ask for more patience, up to this.
LONGEST_PAUSE = timedelta(hours=6)
#: No turn at a busy host is farther away; a pause that ends later was set by a clock that ran ahead.
AHEAD = timedelta(days=7)

if TYPE_CHECKING:
    from claimsite.articles.models import Feed

logger = logging.getLogger(__name__)


class TransitionError(ValueError):
    """The state may not follow the job's present one."""


class LeaseLostError(RuntimeError):
    """Another worker has the job by now."""


@transaction.atomic
def lease(job_id: int) -> Job | None:
    """Take a waiting job for `LEASE`; None if it is not waiting (done, taken, or gone) or its pause is not over."""
    now = timezone.now()
    job = Job.objects.select_for_update().filter(is_due(now), pk=job_id).first()
    if job is None:
        return None
    changed = {"attempts": job.attempts + 1, "started_at": job.started_at or now, "error_code": "", "error_detail": ""}
    _move(job, JobState.RUNNING, leased_until=now + LEASE, **changed)
    return job


def is_due(now: datetime) -> Q:
    """The condition for jobs that a worker may take: their pause is over, or longer than any that is given (`AHEAD`)."""
    return Q(Q(paused_until=None) | Q(paused_until__lte=now) | Q(paused_until__gt=now + AHEAD), state=JobState.WAITING)


def get_next_waiting() -> Job | None:
    """The oldest job that no worker has tried; what was given back waits for the sweeper, so that three attempts are not spent within a second."""
    # Nobody has leased what waits: ordered as the index is, for else thousands are sorted to find one.
    return Job.objects.filter(is_due(timezone.now()), attempts=0).order_by("leased_until", "id").first()


def enter_stage(job: Job, stage: JobStage) -> None:
    """Write what the worker is at, and renew the lease.

    Raises:
        LeaseLostError: if the job is another worker's by now.
    """
    leased_until = timezone.now() + LEASE
    if not _still_ours(job).update(stage=stage, leased_until=leased_until):
        raise LeaseLostError(str(job))
    job.stage, job.leased_until = stage, leased_until


def check_lease(job: Job) -> None:
    """Lock the row until the end of the transaction and make sure that it is still this worker's.

    Raises:
        LeaseLostError: if it is not.
    """
    if not _still_ours(job).select_for_update().exists():
        raise LeaseLostError(str(job))


@transaction.atomic
def finish(job: Job) -> None:
    """All is stored."""
    check_lease(job)
    _move(job, JobState.DONE, leased_until=None, finished_at=timezone.now())


@transaction.atomic
def park(job: Job, code: str, detail: str) -> None:
    """Set a job aside with its reason; it moves again only when a person asks for it."""
    check_lease(job)
    logger.warning("%s set aside (%s): %s", job, code, detail)
    _move(job, JobState.FAILED, leased_until=None, error_code=code, error_detail=detail[:2000], finished_at=timezone.now())


@transaction.atomic
def give_back(job: Job, code: str, detail: str, *, pause: timedelta = timedelta(0)) -> None:
    """Let a job wait for another attempt after a pause, or park it if it had `MAX_ATTEMPTS`."""
    if job.attempts >= MAX_ATTEMPTS:
        park(job, code, detail)
        return
    check_lease(job)
    paused_until = timezone.now() + pause if pause else None
    _move(job, JobState.WAITING, leased_until=None, paused_until=paused_until, error_code=code, error_detail=detail[:2000])


def compute_pause(attempts: int, retry_after: str = "") -> timedelta:
    """How long to wait after a failed attempt: longer each time, and as long as the server asks for (seconds or a date), within `LONGEST_PAUSE`."""
    pause = PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]
    try:
        asked = timedelta(seconds=int(retry_after)) if retry_after.isdigit() else parsedate_to_datetime(retry_after) - timezone.now()
    except (TypeError, ValueError, OverflowError):  # none, or not a date
        return pause
    return min(max(asked, pause), LONGEST_PAUSE)


@transaction.atomic
def postpone(job: Job, until: datetime) -> None:
    """Let a job wait for its turn at a busy host; that is no attempt."""
    check_lease(job)
    _move(job, JobState.WAITING, leased_until=None, paused_until=until, attempts=job.attempts - 1)


@transaction.atomic
def finish_with_feed(job: Job, feed: Feed) -> None:
    """The page was a feed, which is followed from now on."""
    check_lease(job)
    _move(job, JobState.DONE, leased_until=None, finished_at=timezone.now(), feed=feed, payload=job.payload)


@transaction.atomic
def release_expired() -> list[Job]:
    """Put back every job whose worker did not come back; park those that had `MAX_ATTEMPTS`. The jobs that wait again are returned.

    No lease is longer than `LEASE`: one that ends later was given by a clock that ran ahead, and would hold its job for as long as that did.
    """
    now = timezone.now()
    return _release(Job.objects.filter(Q(leased_until__lt=now) | Q(leased_until__gt=now + 2 * LEASE)))


@transaction.atomic
def release_all() -> list[Job]:
    """Put back every running job, when it is known that no worker runs; a worker that does would notice and stop."""
    return _release(Job.objects.all())


def _release(held: models.QuerySet[Job]) -> list[Job]:
    waiting = []
    for job in held.select_for_update().filter(state=JobState.RUNNING).order_by("id"):
        give_back(job, STOPPED, f"no worker came back in stage {job.stage}, attempt {job.attempts}")
        if job.state == JobState.WAITING:
            logger.warning("%s put back: its worker did not come back (attempt %s)", job, job.attempts)
            waiting.append(job)
    return waiting


@transaction.atomic
def reopen(job: Job, *, payload: dict[str, Any] | None = None) -> bool:
    """Let a failed job wait again with fresh attempts, and with what was asked for now if that is given; False if it was not failed."""
    locked = Job.objects.select_for_update().get(pk=job.pk)
    if locked.state != JobState.FAILED:
        return False
    changed = {"payload": payload} if payload and locked.article_id is None else {}
    _move(locked, JobState.WAITING, attempts=0, paused_until=None, error_code="", error_detail="", finished_at=None, **changed)
    job.refresh_from_db()
    return True


def _still_ours(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def _move(job: Job, state: JobState, **fields: Any) -> None:
    if state not in JOB_TRANSITIONS[job.state]:
        raise TransitionError(f"{job} cannot become {state}")
    for name, value in {"state": state, **fields}.items():
        setattr(job, name, value)
    job.save(update_fields=["state", *fields])
