"""The worker and its queue."""

from __future__ import annotations

from collections.abc import Iterator

import redis
from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from claimsite.deployment import beating, measuring
from claimsite.deployment.doctor.findings import Finding, fail, say_ok, warn
from claimsite.deployment.models import Worker
from claimsite.pipeline.models import Job, JobState

#: Seconds that a job may wait before somebody should look.
LONG_WAIT = 15 * 60
MANY_FAILED = 50


def check_worker() -> Iterator[Finding]:
    """Whether one was heard of lately."""
    living = beating.find_living()
    if living:
        yield say_ok("worker", f"{len(living)} at work: {', '.join(worker.name for worker in living[:5])}")
        return
    last = Worker.objects.order_by("-seen_at").first()
    heard = f"the last was heard of at {timezone.localtime(last.seen_at):%Y-%m-%d %H:%M}" if last else "none was ever heard of"
    yield fail("worker", f"no worker is at work: {heard}", "Start one: manage.py run_huey, or systemctl start claimsite-worker.")


def check_queue() -> Iterator[Finding]:
    """Whether work piles up, or is set aside."""
    states = dict(Job.objects.exclude(state=JobState.DONE).order_by().values_list("state").annotate(count=Count("pk")))
    waiting, failed = states.get(JobState.WAITING, 0), states.get(JobState.FAILED, 0)
    age = measuring.measure_queue_age()
    if age > LONG_WAIT:
        yield warn("queue-age", f"{waiting} jobs wait, the oldest for {age / 60:.0f} minutes", "Start more workers, or look into the log of those at work.")
    else:
        yield say_ok("queue", f"{waiting} jobs wait, {states.get(JobState.RUNNING, 0)} are at work")
    if failed >= MANY_FAILED:
        codes = Job.objects.filter(state=JobState.FAILED).order_by().values_list("error_code").annotate(count=Count("pk")).order_by("-count")[:3]
        yield warn("queue-failed", f"{failed} jobs are set aside: {', '.join(f'{count} {code}' for code, count in codes)}", "See the page /jobs/.")


def check_redis() -> Iterator[Finding]:
    """Whether the queue can be reached, where it is Redis; several machines need it."""
    if not settings.REDIS_URL:
        yield say_ok("redis", "the queue is a file of this machine")
        return
    try:
        redis.Redis.from_url(settings.REDIS_URL, socket_timeout=5, socket_connect_timeout=5).ping()
    except (redis.RedisError, ValueError, OSError) as error:
        yield fail("redis", f"the queue on Redis cannot be reached: {type(error).__name__}", "Start Redis, or set REDIS_URL right.")
        return
    yield say_ok("redis", "the queue on Redis answers")
