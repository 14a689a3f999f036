"""What the worker's queue calls. The queue is a bell; what there is to do stands in the job rows."""

from __future__ import annotations

import logging
import sys
from datetime import datetime

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from claimsite.core.collecting import look_less_often
from claimsite.pipeline import jobs
from claimsite.pipeline.models import Job

logger = logging.getLogger(__name__)
#: Seconds; a tenth of Python's own.
SWITCHING = 0.0005


@on_startup()
def prepare_worker() -> None:
    """Let no thread keep the interpreter for long: one that has its turn to write waits for it after each of a hundred queries, and all writers with it.

    Nor should a search for garbage, which stops all threads, go through all that the site consists of.
    """
    sys.setswitchinterval(SWITCHING)
    look_less_often()


@db_task()
def work_on(job_id: int) -> None:
    """Do one job, then ring for the next one that waits."""
    from claimsite.pipeline.stages import work  # loads the language pipelines, which only the worker may do

    work(job_id)
    following = jobs.get_next_waiting()
    if following and following.pk != job_id:
        ring(following.pk)


@db_periodic_task(crontab(minute="*"))
def sweep() -> None:
    """Each minute: put back what a lost worker held, and ring for everything that waits."""
    jobs.release_expired()
    for job_id in Job.objects.filter(jobs.is_due(timezone.now())).order_by("attempts", "id").values_list("pk", flat=True)[:100]:
        ring(job_id)


@db_periodic_task(crontab(minute="*"))
def follow_feeds() -> None:
    """Each minute: poll the feeds whose pause is over."""
    from claimsite.pipeline.polling import poll_due

    poll_due()


def ring(job_id: int, *, at: datetime | None = None) -> None:
    """Tell the queue that a job waits, now or at a time; if the queue cannot be reached, the sweeper will."""
    try:
        if at is None:
            work_on(job_id)
        else:
            work_on.schedule((job_id,), eta=at)
    except Exception:
        logger.exception("job %s could not be queued; the sweeper will queue it", job_id)
