"""What does the batches: processes of this machine, or a Dask cluster. Both hold a few batches at a time, whatever the archive's size."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Any

from claimsite.pipeline import limits
from claimsite.pipeline.bulk.reanalyzing import Tally, process
from claimsite.pipeline.confined import Child, ChildDiedError
from claimsite.pipeline.errors import JobError

#: Batches given out beyond those at work.
AHEAD = 3


class EngineError(Exception):
    """The engine cannot be used; the text says what is missing."""


def run_local(batches: Iterable[list[int]], since: dt.datetime, processes: int, is_stopping: threading.Event) -> Iterator[Tally]:
    """By child processes with limits on memory and time; one that dies costs its batch's worst article and no other."""
    children = [Child(f"reanalyzer {number}", limits.ANALYZE_MEMORY) for number in range(1, processes + 1)]
    free, lock = list(children), threading.Lock()

    def work(ids: list[int]) -> Tally:
        with lock:
            child = free.pop()
        try:
            return _call(child, ids, since)
        finally:
            with lock:
                free.append(child)

    try:
        with ThreadPoolExecutor(processes) as pool:
            pending: set[Future[Tally]] = set()
            for ids in batches:
                if is_stopping.is_set():
                    break
                pending.add(pool.submit(work, ids))
                while len(pending) >= processes + AHEAD:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            yield from (future.result() for future in wait(pending).done)
    finally:
        for child in children:
            child.stop()


def _call(child: Child, ids: list[int], since: dt.datetime) -> Tally:
    """All at once; where that kills the child, one by one."""
    try:
        return child.call(process, ids, since, seconds=limits.ANALYZE_SECONDS * max(1, len(ids) // 2))
    except (JobError, ChildDiedError) as error:
        tally = Tally()
        if len(ids) == 1:
            tally.faults[ids[0]] = f"{type(error).__name__}: {error}"
            return tally
        for pk in ids:
            tally.add(_call(child, [pk], since))
        return tally


def run_dask(batches: Iterable[list[int]], since: dt.datetime, scheduler: str, is_stopping: threading.Event) -> Iterator[Tally]:
    """By a cluster; its workers have this code and the same DATABASE_URL. A worker that is lost has its batches given to others by the scheduler.

    Raises:
        EngineError: if Dask is not installed, the scheduler does not answer, or it has no workers.
    """
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise EngineError("Dask is not installed: pip install -r requirements-cluster.txt") from error
    try:
        client = Client(scheduler, timeout="15s")
    except (OSError, ValueError) as error:
        raise EngineError(f"the scheduler {scheduler} does not answer: {error}") from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise EngineError(f"the scheduler {scheduler} has no workers")
        source, completed = iter(batches), as_completed()

        def give(count: int) -> None:
            for ids in (next(source, None) for _ in range(count)):
                if ids and not is_stopping.is_set():
                    # Not pure, and named anew each time: a batch that is asked for again is looked at again.
                    completed.add(client.submit(process, ids, since, pure=False, retries=2))

        give(threads + AHEAD)
        for future in completed:
            yield _settle(future)
            give(1)


def _settle(future: Any) -> Tally:
    """A batch that could not be done costs itself; the next campaign finds its articles."""
    if future.status == "finished":
        result: Tally = future.result()
        return result
    return Tally(faults={0: f"a batch was lost: {future.exception()}"[:300]})
