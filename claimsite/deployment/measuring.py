"""The metrics page: what all processes of this machine counted, and what the database knows of jobs and workers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import Error
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from claimsite.core.metrics import get_folder
from claimsite.deployment import beating
from claimsite.pipeline.models import Job, JobState

CONTENT_TYPE = CONTENT_TYPE_LATEST


class Stored(Collector):
    """What the database knows; asked at each call, so that it is the same whichever process answers."""

    def collect(self) -> Iterable[Metric]:
        """Finished jobs are not counted here: their number only grows, and counting them would cost more each day."""
        up = GaugeMetricFamily("claimsite_database_up", "Whether the database answers.")
        try:
            found = [*self._ask()]
        except Error:
            found = []
        up.add_metric([], 1.0 if found else 0.0)
        yield up
        yield from found

    def _ask(self) -> Iterable[Metric]:
        jobs = GaugeMetricFamily("claimsite_jobs", "Jobs that wait, run or were set aside.", labels=["kind", "state"])
        for row in Job.objects.exclude(state=JobState.DONE).order_by().values("kind", "state").annotate(count=Count("pk")):
            jobs.add_metric([row["kind"], row["state"]], row["count"])
        yield jobs
        failed = GaugeMetricFamily("claimsite_jobs_failed", "Jobs set aside, by reason.", labels=["code"])
        for row in Job.objects.filter(state=JobState.FAILED).order_by().values("error_code").annotate(count=Count("pk")):
            failed.add_metric([row["error_code"]], row["count"])
        yield failed
        yield GaugeMetricFamily("claimsite_queue_age_seconds", "Since when the oldest job waits that could be taken.", value=measure_queue_age())
        yield GaugeMetricFamily("claimsite_workers", "Workers heard of lately, on all machines.", value=len(beating.find_living()))


def measure_queue_age() -> float:
    """Seconds that the oldest job waits which no worker has tried and whose pause, if any, is over."""
    waiting = Job.objects.filter(state=JobState.WAITING, attempts=0, paused_until=None)
    oldest = waiting.aggregate(oldest=Min("created_at"))["oldest"]
    return max(0.0, (timezone.now() - oldest).total_seconds()) if oldest else 0.0


def render() -> bytes:
    """In Prometheus' text format."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(get_folder()))
    registry.register(Stored())
    return generate_latest(registry)
