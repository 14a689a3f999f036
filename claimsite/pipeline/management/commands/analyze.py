"""Do waiting jobs in this process."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from claimsite.articles.models import Article
from claimsite.pipeline import actions, jobs
from claimsite.pipeline.models import Job, JobState


class Command(BaseCommand):
    """For servers without a worker, and to analyze everything again after the analysis has changed."""

    help = "Do waiting jobs here and now; with --again, first ask for stored articles to be analyzed again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which articles."""
        parser.add_argument("--again", action="store_true", help="ask for stored articles to be analyzed again")
        parser.add_argument("--article", type=int, action="append", help="only this article (may be repeated)")

    def handle(self, *args: Any, again: bool = False, article: list[int] | None = None, **options: Any) -> None:
        """One line a job."""
        if again:
            for row in Article.objects.filter(**({"pk__in": article} if article else {})).order_by("id"):
                actions.request_reanalysis(row, by=None)
        jobs.release_expired()
        waiting = list(Job.objects.filter(state=JobState.WAITING, **({"article__in": article} if article else {})).order_by("id"))
        if not waiting:
            self.stdout.write("nothing waits")
            return
        from claimsite.pipeline.stages import work

        for number, job in enumerate(waiting, 1):
            work(job.pk)
            job.refresh_from_db()
            self.stdout.write(f"{number}/{len(waiting)} {job} {job.article or ''} {job.error_detail}".rstrip())
