"""Add and analyze the sample articles."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claimsite.pipeline.models import JobState
from claimsite.pipeline.sample_articles import find_missing, read_samples


class Command(BaseCommand):
    """Works in this process, without the worker; what is there already is left alone."""

    help = "Add and analyze the sample articles that are not there yet."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line an article."""
        samples = read_samples()
        missing = find_missing(samples)
        if not missing:
            self.stdout.write(f"all {len(samples)} sample articles are there")
            return
        from claimsite.pipeline.stages import work  # loads the language pipelines: only when there is something to do

        failed = 0
        for number, sample in enumerate(missing, 1):
            started = time.monotonic()
            job = sample.request()
            work(job.pk)
            job.refresh_from_db()
            failed += job.state != JobState.DONE
            found = (
                f"{job.article.statements.standing().count()} statements" if job.state == JobState.DONE and job.article else f"{job.state}: {job.error_detail}"
            )
            self.stdout.write(f"  {number:2}/{len(missing)} {sample.language}  {sample.title[:60]:60}  {found}, {time.monotonic() - started:.1f} s")
        if failed:
            raise CommandError(f"{failed} of {len(missing)} sample articles could not be analyzed; running it again tries them again")
