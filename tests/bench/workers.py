"""How much more two workers do than one, over one queue on Redis, and what would keep more of them from it.

usage: DATABASE_URL=postgres://… REDIS_URL=redis://… python -m tests.bench.workers [--texts 80] [--rounds 2] [--archive 150] [--cores 0] [--rest 1]

Both do the same: each measurement begins with a copy of one archive (the database, filled first if it is empty; its user must be allowed to create others),
with workers that have read texts of every language, and the same texts are asked for before they may begin. Rounds go by turns.

Each worker is held to a core, and PostgreSQL and Redis to the rest. With fewer cores than workers, these share the cores slice by slice, whether or not
the others are there: one worker has half a core then, as has each of two.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.serving import own_site, running

LANGUAGES = ("en", "de", "fr", "ru")
#: Of each language, before it counts: two workers with three threads each take texts as they come, and each of them must have loaded each pipeline.
WARMING = 8
#: The last texts, while which some of a worker's threads have nothing to do any more, do not count.
TAIL = 6
ARCHIVE, WARM, TIMED = 0, 100_000, 200_000


@dataclass(frozen=True)
class Figures:
    """Of one measurement: texts a second, and of a text the seconds of CPU, and of turns by track."""

    workers: int
    rate: float
    worker_cpu: float
    postgres_cpu: float | None
    redis_cpu: float
    turns: dict[str, float]
    held: dict[str, float]
    waited: dict[str, float]
    failed: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=80)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--archive", type=int, default=150)
    parser.add_argument("--workers", type=int, default=2)
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    parser.add_argument("--cores", type=_read_cores, help="for the workers", default=None)
    parser.add_argument("--rest", type=_read_cores, help="for PostgreSQL and Redis", default=None)
    options = parser.parse_args()
    redis_url = os.environ.get("REDIS_URL", "")
    if not redis_url or not os.environ.get("DATABASE_URL", "").startswith("postgres") or not cores:
        sys.exit("REDIS_URL names the queue and DATABASE_URL a database on PostgreSQL; and processes must be held to cores (Linux)")
    options.cores = options.cores or cores[: options.workers if len(cores) > options.workers else max(1, len(cores) - 1)]
    options.rest = options.rest or [core for core in cores if core not in options.cores] or cores
    with own_site(redis_url=redis_url) as folder:
        bench = Bench(folder, options)
        bench.fill()
        found = [bench.measure(count) for _ in range(options.rounds) for count in (1, options.workers)]
    print(json.dumps(sum_up(found, options.workers, len(options.rest))))
    return 0


def _read_cores(given: str) -> list[int]:
    return [int(core) for core in given.split(",")]


class Bench:
    """The archive, its copies, and workers on them."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        from django.db import connection

        from tests.bench import machines

        self.folder, self.options = folder, options
        self.base = str(connection.settings_dict["NAME"])
        self.postgres = machines.find_postgres()
        if self.postgres is None or not machines.hold(machines.list_family(self.postgres), set(options.rest)):
            print("PostgreSQL runs elsewhere, or may not be held to a core by this user: what is said of it is less certain", flush=True)

    def fill(self) -> None:
        """The archive that each measurement begins with."""
        from django.db import connection

        from claimsite.articles.models import Article

        if Article.objects.count() < self.options.archive:
            with ExitStack() as stack:
                self._start(stack, self.options.workers)
                ask(range(ARCHIVE, ARCHIVE + self.options.archive))
                wait()
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
        connection.close()

    def measure(self, count: int) -> Figures:
        """So many workers on a fresh copy of the archive."""
        from tests.bench import machines

        self._copy()
        with ExitStack() as stack:
            leaders = self._start(stack, count)
            ask(pick_of_each_language(WARM, WARMING))
            wait()
            if any(machines.count_session(leader) < 2 for leader in leaders):
                sys.exit("a worker had nothing to do while all should load their pipelines")
            before = self._read(leaders)
            with machines.paused(leaders):
                ask(range(TIMED, TIMED + self.options.texts))
                started = time.time()
            with machines.sharing(leaders, self.options.workers) if len(self.options.cores) < self.options.workers else ExitStack():
                wait()
            after = self._read(leaders)
        figures = compare(count, self.options.texts, started, before, after)
        print(describe(figures), flush=True)
        return figures

    def _copy(self) -> None:
        """A new database like the archive, which this process and all that it starts use from now on."""
        from django.db import connection
        from huey.contrib.djhuey import HUEY

        name = f"{self.base}_copy"
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{self.base}"')
        connection.close()
        os.environ["DATABASE_URL"] = re.sub(rf"/{re.escape(self.base)}(?=\?|$)", f"/{name}", os.environ["DATABASE_URL"].removesuffix("_copy"))
        HUEY.flush()  # its numbers are those of another copy's jobs

    def _start(self, stack: ExitStack, count: int) -> list[int]:
        from claimsite.pipeline.serving import build_worker_command
        from tests.bench import machines

        cores, leaders = self.options.cores, []
        for number in range(count):
            process = stack.enter_context(running(build_worker_command(), self.folder / f"worker-{number}.log"))
            machines.hold([process.pid], {cores[number % len(cores)]})
            leaders.append(process.pid)
        return leaders

    def _read(self, leaders: list[int]) -> dict[str, float]:
        from huey.contrib.djhuey import HUEY

        from tests.bench import machines

        redis = HUEY.storage.conn.info("cpu")
        found = {"worker_cpu": sum(map(machines.measure_session, leaders)), "redis_cpu": redis["used_cpu_user"] + redis["used_cpu_sys"]}
        if self.postgres is not None:
            found["postgres_cpu"] = machines.measure_family(self.postgres)
        return found | machines.read_turns(self.folder / "metrics")


def compare(count: int, texts: int, started: float, before: dict[str, float], after: dict[str, float]) -> Figures:
    """What happened between two readings; the rate is that of all texts but the last."""
    from claimsite.pipeline.models import Job, JobState
    from tests.bench.machines import TRACKS

    ended = sorted(Job.objects.filter(state=JobState.DONE).order_by("-id").values_list("finished_at", flat=True)[:texts])
    spent = {name: (after[name] - before[name]) / texts for name in before}
    return Figures(
        workers=count,
        rate=(len(ended) - TAIL) / (ended[-TAIL - 1].timestamp() - started),
        worker_cpu=spent["worker_cpu"],
        postgres_cpu=spent.get("postgres_cpu"),
        redis_cpu=spent["redis_cpu"],
        **{name: {track: spent[f"{name}_{track}"] for track in TRACKS} for name in ("turns", "held", "waited")},
        failed=Job.objects.filter(state=JobState.FAILED).count(),
    )


def describe(figures: Figures) -> str:
    """A line."""
    postgres = "?" if figures.postgres_cpu is None else f"{figures.postgres_cpu * 1000:.0f}"
    turns = "; ".join(
        f"{figures.turns[track]:.1f} turns for {track}, {figures.held[track] * 1000:.0f} ms, {figures.waited[track] * 1000:.0f} ms waited for"
        for track in figures.turns
    )
    return (
        f"{figures.workers} workers: {figures.rate:.3f} texts a second; of a text CPU of workers {figures.worker_cpu * 1000:.0f} ms, PostgreSQL {postgres} ms, "
        f"Redis {figures.redis_cpu * 1000:.1f} ms; {turns}; {figures.failed} failed"
    )


def sum_up(found: list[Figures], workers: int, cores_of_postgres: int) -> dict[str, float]:
    """Medians; and how many texts a second there can be at most, however many workers: by turns, and by what PostgreSQL computes."""
    one, all_ = ([each for each in found if each.workers == count] for count in (1, workers))
    rates = [statistics.median(each.rate for each in some) for some in (one, all_)]
    summary = {
        "one": rates[0],
        "all": rates[1],
        "workers": workers,
        "factor": rates[1] / rates[0],
        "most_by_turns": 1 / max(statistics.median(each.held[track] for each in all_) for track in all_[0].held),
    }
    if all(each.postgres_cpu for each in all_):
        summary["most_by_postgres"] = cores_of_postgres / statistics.median(each.postgres_cpu or 1 for each in all_)
    return {name: round(value, 3) for name, value in summary.items()}


def ask(numbers: range | list[int]) -> None:
    """Pages that workers are to read."""
    from claimsite.pipeline import actions
    from tests.outlets.mill import make_page

    for number in numbers:
        actions.request_html(make_page(number), by=None, outlet_name=f"Outlet {number % 9}")


def pick_of_each_language(first: int, count: int) -> list[int]:
    """Numbers of pages, so many of each language, those of a language one after another."""
    from tests.outlets.mill import make_page

    return [number for language in LANGUAGES for number in [n for n in range(first, first + 60 * count) if f'lang="{language}"' in make_page(n)[:200]][:count]]


def wait() -> None:
    """Until nothing is left to do."""
    from claimsite.pipeline.models import Job, JobState

    while Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
