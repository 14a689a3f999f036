"""Workers that are killed (SIGKILL) in each stage, over and over: every page ends as one article with one set of statements.

A worker is a fork that has everything loaded, so that a round takes no longer than its work; the child process that reads and analyzes is left out, its
functions run in the worker itself. A round is one page: its worker is killed at a chance moment of a chosen stage, its lease runs out, the sweeper puts
the job back, a second worker (killed again in one round of three) takes it, and the last one gets the task three times.

usage: python -m tests.bench.kill_rounds [--rounds 1000] [--seed 1]      (SQLite, or an empty database named by DATABASE_URL)
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from typing import Any

#: How long a stage lasts about, in seconds: the kill falls somewhere in it.
LASTS = {"fetch": 0.01, "extract": 0.02, "analyze": 0.05, "store": 0.08, "suggest": 0.08}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"CLAIMSITE_VAR": folder, "DJANGO_SETTINGS_MODULE": "claimsite.settings", "LOG_LEVEL": "CRITICAL", "OMP_NUM_THREADS": "1"}
        import django

        django.setup()
        wrong = Rounds(options.rounds, random.Random(options.seed)).run()
    return 1 if wrong else 0


class Rounds:
    """All rounds on one database."""

    def __init__(self, count: int, chance: random.Random) -> None:
        self.count, self.chance = count, chance
        self.killed_in: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self) -> list[str]:
        """Do them and say what came out."""
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        self._prepare()
        started = time.monotonic()
        for number in range(self.count):
            self._do_round(number)
            if (number + 1) % 100 == 0:
                print(f"{number + 1} rounds, {time.monotonic() - started:.0f} s, killed {dict(self.killed_in)}, wrong {len(self.wrong)}", flush=True)
        self._check_all()
        print(json.dumps({"rounds": self.count, "killed": sum(self.killed_in.values()), "by_stage": dict(self.killed_in), "wrong": self.wrong}))
        return self.wrong

    def _prepare(self) -> None:
        """Outlets on loopback, everything loaded once, reading and analyzing in the worker itself."""
        from claimsite.pipeline import confined, stages  # noqa: F401 – loaded before the forks
        from claimsite.pipeline.web import transport
        from tests.outlets.server import Outlets

        self.outlets = Outlets()
        for name, replacement in self.outlets.install().items():
            setattr(transport, name, replacement)
        for child in (confined.analyzer, confined.reader):
            child.call = lambda function, *args, seconds, is_urgent=False: function(*args)  # type: ignore[method-assign]
        # Threads do not live on in a fork: names are resolved where they are asked for.
        transport._resolvers = _Direct()
        self._work_unharmed(self._request(-1))

    def _request(self, number: int) -> int:
        from claimsite.pipeline import actions
        from tests.outlets.mill import make_page

        url = self.outlets.add(f"http://outlet{number % 7}.example/a/{number + 1}", make_page(number, 3, 5))
        return actions.request_url(url, by=None).pk

    def _do_round(self, number: int) -> None:
        from claimsite.pipeline import jobs
        from claimsite.pipeline.models import Job, JobStage

        job_id = self._request(number)
        stages = [str(stage) for stage in JobStage]
        self._work_and_kill(job_id, stages[number % len(stages)], at_once=number < len(stages))
        if number % 3 == 0:
            self._lose_lease(job_id)
            self._work_and_kill(job_id, self.chance.choice(stages))
        self._lose_lease(job_id)
        for _ in range(3):
            self._work_unharmed(job_id)
        job = Job.objects.get(pk=job_id)
        if job.state != "done":
            self.wrong.append(f"round {number}: {job.state} {job.error_code} {job.error_detail}")
        assert job.attempts <= jobs.MAX_ATTEMPTS

    def _lose_lease(self, job_id: int) -> None:
        import datetime as dt

        from claimsite.pipeline import jobs
        from claimsite.pipeline.models import Job

        Job.objects.filter(pk=job_id, state="running").update(leased_until=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        jobs.release_expired()

    def _work_and_kill(self, job_id: int, stage: str, *, at_once: bool = False) -> None:
        """A worker that is killed somewhere in a stage, or as it begins; one that is done before is not counted."""
        from django.db import connections

        connections.close_all()
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            _work_in_fork(job_id, writing)
        os.close(writing)
        with os.fdopen(reading) as told:
            for line in told:
                if line.strip() == stage:
                    time.sleep(0.0 if at_once else self.chance.uniform(0, 1.2) * LASTS[stage])
                    break
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            self.killed_in[stage] += 1

    def _work_unharmed(self, job_id: int) -> None:
        from claimsite.pipeline.stages import work

        work(job_id)

    def _check_all(self) -> None:
        from django.db.models import Count

        from claimsite.articles.models import Article, ArticleAddress, ArticleOriginal, ArticleVersion
        from claimsite.pipeline.models import StatementVector
        from claimsite.statements.models import ExtractionRun, Statement, StatementSpan

        wanted = self.count + 1
        for model in (Article, ArticleVersion, ArticleOriginal, ExtractionRun):
            if model.objects.count() != wanted:
                self.wrong.append(f"{model.objects.count()} {model.__name__} in place of {wanted}")
        if ArticleAddress.objects.values("article").distinct().count() != wanted:
            self.wrong.append("articles without an address")
        if StatementVector.objects.count() != Statement.objects.count():
            self.wrong.append(f"{StatementVector.objects.count()} vectors of {Statement.objects.count()} statements")
        same = ("statement__version", "statement__content", "statement__actor", "start_char", "end_char")
        places = StatementSpan.objects.filter(role="content").values(*same).annotate(n=Count("statement", distinct=True))
        self.wrong += [f"doubled: {row}" for row in places.filter(n__gt=1)[:5]]
        self._compare_with_analysis()

    def _compare_with_analysis(self) -> None:
        """Each article has as many statements as the analysis finds in its text."""
        from django.db.models import Count

        from claimsite.articles.models import ArticleVersion
        from claimsite.pipeline.analyzing import analyze_text

        versions = ArticleVersion.objects.annotate(n=Count("article__statements")).select_related("article").order_by("id")
        for version in versions:
            found = analyze_text("", version.text, version.article.language, version.article.published_on.isoformat())
            if len(found.document.attributions) != version.n:
                self.wrong.append(f"{version}: {version.n} statements, {len(found.document.attributions)} found")


class _Direct:
    """Calls in place of handing over to a thread."""

    def submit(self, function: Any, *args: Any) -> _Direct:
        self.value = function(*args)
        return self

    def result(self, timeout: float) -> Any:
        return self.value


def _work_in_fork(job_id: int, told: int) -> None:
    """The worker: says each stage that it enters, and does not come back."""
    from claimsite.pipeline import jobs
    from claimsite.pipeline.stages import work

    real = jobs.enter_stage

    def enter(job: Any, stage: Any) -> None:
        real(job, stage)
        os.write(told, f"{stage}\n".encode())

    jobs.enter_stage = enter
    try:
        work(job_id)
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
