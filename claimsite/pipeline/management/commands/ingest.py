"""Add pages, files, feeds and whole archives from the command line."""

from __future__ import annotations

import signal
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from claimsite.articles.addresses import AddressError
from claimsite.pipeline import actions, feed_actions
from claimsite.pipeline.bulk import progress as keeping
from claimsite.pipeline.bulk.running import GIVE_UP, Run
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.models import Job, JobState

#: Seconds between two reports where the output is no terminal.
QUIET = 30.0


class Command(BaseCommand):
    """What is there already is found and left alone, so that any call may be repeated."""

    help = "Add pages (URL), files, feeds (--feed) or an archive of articles, one JSON object a line (--jsonl); a second call goes on where the first was left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, and how."""
        parser.add_argument("source", nargs="*", help="addresses of pages, or files (txt, html, pdf)")
        parser.add_argument("--feed", action="append", default=[], metavar="URL", help="follow this feed (may be repeated)")
        parser.add_argument("--outlet", default="", help="publisher of the files or pages; without it the host says")
        parser.add_argument("--language", default=None, choices=["de", "en", "fr", "ru"], help="without it the text says")
        parser.add_argument("--queue", action="store_true", help="leave the work to the worker")
        parser.add_argument(
            "--jsonl", type=Path, metavar="FILE", help="archive (.jsonl, .jsonl.gz); fields text or html, url, title, outlet, published_on, language"
        )
        parser.add_argument("--processes", type=int, default=2, help="that read the archive side by side (default 2; each takes about 1.5 GB)")
        parser.add_argument("--limit", type=int, default=0, help="read so many lines of the archive and stop")
        parser.add_argument("--restart", action="store_true", help="read the archive from its beginning")

    def handle(self, *args: Any, source: list[str], feed: list[str], jsonl: Path | None, **options: Any) -> None:
        """Archives by several processes, everything else job by job."""
        if not (source or feed or jsonl):
            raise CommandError("nothing to add: give addresses, files, --feed or --jsonl")
        for url in feed:
            self._follow(url, options["outlet"])
        failed = [given for given in source if not self._add(given, options)]
        if jsonl:
            self._read_archive(jsonl, options)
        if failed:
            raise CommandError(f"{len(failed)} of {len(source)} could not be added")

    def _follow(self, url: str, outlet: str) -> None:
        try:
            row = feed_actions.add_feed(url, by=None, outlet_name=outlet)
        except AddressError as error:
            raise CommandError(f"{url}: {error}") from error
        self.stdout.write(f"follows {row.url} ({row.outlet}); the worker reads it at its next minute")

    def _add(self, given: str, options: dict[str, Any]) -> bool:
        try:
            job = self._request(given, options)
        except (AddressError, JobError, OSError) as error:
            self.stderr.write(f"{given}: {error}")
            return False
        if not options["queue"]:
            self._finish(job)
        job.refresh_from_db()
        is_there = job.state == JobState.DONE and job.article is not None
        words = f"{job.article.statements.standing().count()} statements, {job.article}" if is_there and job.article else f"{job.error_code} {job.error_detail}"
        self.stdout.write(f"{given}: {job.state}, {words.strip()} ({job.get_absolute_url()})")
        return job.state != JobState.FAILED

    def _request(self, given: str, options: dict[str, Any]) -> Job:
        shared = {"by": None, "outlet_name": options["outlet"], "language": options["language"]}
        if "://" in given:
            return actions.request_url(given, **shared)
        path = Path(given)
        return actions.request_file(path.read_bytes(), name=path.name, **shared)

    def _finish(self, job: Job) -> None:
        """Do it here, or see a worker do it."""
        from claimsite.pipeline.stages import work

        while True:
            work(job.pk)
            job.refresh_from_db()
            pause = job.paused_until
            if job.state in (JobState.DONE, JobState.FAILED) or (pause is not None and pause > timezone.now()):
                return
            time.sleep(0.5)

    def _read_archive(self, archive: Path, options: dict[str, Any]) -> None:
        if not archive.is_file():
            raise CommandError(f"{archive} is no file")
        folder = Path(settings.VAR_DIR) / "ingest"
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{archive.name}-{keeping.identify(archive)[:12]}"
        state, errors = folder / f"{name}.json", folder / f"{name}.errors.jsonl"
        kept = keeping.Progress(keeping.identify(archive)) if options["restart"] else keeping.load(state, archive)
        if kept.offset:
            self.stdout.write(f"goes on behind line {kept.lines:,}")
        connections.close_all()  # the processes open their own
        run = Run(archive, errors, kept, state, max(1, options["processes"]), self._report, options["limit"])
        previous = {number: signal.signal(number, lambda *_: run.is_stopping.set()) for number in (signal.SIGINT, signal.SIGTERM)}
        self._reported = 0.0
        try:
            run.run()
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
        self._report(run, is_last=True)
        if run.faults_in_row >= GIVE_UP:
            raise CommandError(
                f"{GIVE_UP} lines in a row failed by a fault of the site, see {errors}; with --restart the archive is read again once it is mended"
            )
        if run.is_stopping.is_set():
            raise CommandError("stopped; the same call goes on from here", returncode=130)
        if kept.failed:
            self.stdout.write(f"{kept.failed:,} lines could not be added; they stand, each with its reason, in {errors}, which can be read like an archive")

    def _report(self, run: Run, *, is_last: bool = False) -> None:
        """Where it is; on a terminal always the same line."""
        is_terminal = sys.stdout.isatty()
        if not is_last and time.monotonic() - self._reported < (1.0 if is_terminal else QUIET):
            return
        self._reported = time.monotonic()
        done, rate = run.progress, run.measure_rate()
        line = f"{done.lines:,} lines, {run.measure_share():.1%}: {done.stored:,} added, {done.known:,} known, {done.failed:,} failed; {rate:.1f} a second"
        if not is_last:
            line += f", {_describe_time(run.estimate_seconds())} left"
        line += f"; at most {run.measure_memory() / 1e6:,.0f} MB a process"
        self.stdout.write(f"\r{line}" if is_terminal else line, ending="\n" if is_last or not is_terminal else "")
        self.stdout.flush()


def _describe_time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min" if minutes else f"{seconds:.0f} s"
