"""How much more two workers do than one, over one queue on Redis: as on machines of their own, each worker is held to one core.

usage: DATABASE_URL=postgres://… (empty) REDIS_URL=redis://… python -m tests.bench.workers [--texts 60] [--cores 0,1]

Texts are asked for before the workers start, and the first of each worker, which loads the language pipelines, is not timed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests.bench.serving import own_site, running


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=60)
    parser.add_argument("--cores", default="0,1")
    options = parser.parse_args()
    redis_url = os.environ.get("REDIS_URL", "")
    if not redis_url or not hasattr(os, "sched_setaffinity"):
        sys.exit("REDIS_URL names the queue; and processes must be held to cores (Linux)")
    with own_site(redis_url=redis_url) as folder:
        cores = [int(core) for core in options.cores.split(",")]
        rates = {count: measure(folder, cores[:count], options.texts * count, first=1000 * count) for count in (1, len(cores))}
    factor = rates[len(cores)] / rates[1]
    print(json.dumps({"one": round(rates[1], 3), "all": round(rates[len(cores)], 3), "workers": len(cores), "factor": round(factor, 2)}))
    return 0


def measure(folder: Path, cores: list[int], texts: int, *, first: int) -> float:
    """Texts a second, by one worker on each core."""
    from claimsite.pipeline.models import Job, JobState
    from claimsite.pipeline.serving import build_worker_command

    warming = 3 * len(cores)
    with ExitStack() as stack:
        for core in cores:
            process = stack.enter_context(running(build_worker_command(), folder / f"worker-{core}.log"))
            _hold(process.pid, core)
        _ask(first, warming)
        _wait()
        _ask(first + warming, texts)
        started = time.monotonic()
        done_at_start = Job.objects.filter(state=JobState.DONE).count()
        _wait()
        seconds = time.monotonic() - started
        done = Job.objects.filter(state=JobState.DONE).count() - done_at_start
    failed = Job.objects.filter(state=JobState.FAILED).count()
    print(f"{len(cores)} workers: {done} texts in {seconds:.1f} s, {done / seconds:.2f} a second, {failed} failed", flush=True)
    return done / seconds


def _hold(pid: int, core: int) -> None:
    """The process and whatever it starts."""
    with contextlib.suppress(OSError):
        os.sched_setaffinity(pid, {core})


def _ask(first: int, count: int) -> None:
    from claimsite.pipeline import actions
    from tests.outlets.mill import make_page

    for number in range(first, first + count):
        actions.request_html(make_page(number), by=None, outlet_name=f"Outlet {number % 9}")


def _wait() -> None:
    from claimsite.pipeline.models import Job, JobState

    while Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).exists():
        time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
