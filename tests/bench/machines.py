"""Several machines on one: processes held to cores, or to their share of one, and what each of them, PostgreSQL and Redis spend. Linux only."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from prometheus_client import CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector

from claimsite.core.turns import Track

#: Whose turns are counted each by itself.
TRACKS = tuple(track.name.lower() for track in Track)
#: Seconds that one of several workers has their core to itself before it is the next one's.
SLICE = 0.01
_TICKS = os.sysconf("SC_CLK_TCK")


def list_processes() -> dict[int, list[str]]:
    """The fields of /proc/PID/stat after the name, of all that run: [1] is the parent, [3] the session, [11] to [14] ticks of CPU."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            found[int(path.parent.name)] = path.read_text().rpartition(")")[2].split()
    return found


def measure_session(leader: int) -> float:
    """Seconds of CPU of a process and what it started, those that have ended included."""
    return sum(sum(map(int, fields[11:15])) for fields in list_processes().values() if int(fields[3]) == leader) / _TICKS


def count_session(leader: int) -> int:
    """How many processes it has now."""
    return sum(int(fields[3]) == leader for fields in list_processes().values())


def find_postgres() -> int | None:
    """The process of the server that the database is on; None if that is another machine."""
    if connection.settings_dict["HOST"] not in ("", "localhost", "127.0.0.1", "::1") and not connection.settings_dict["HOST"].startswith("/"):
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = list_processes().get(cursor.fetchone()[0])
    return int(fields[1]) if fields else None


def list_family(parent: int) -> list[int]:
    """A process and its children."""
    return [parent, *(pid for pid, fields in list_processes().items() if int(fields[1]) == parent)]


def measure_family(parent: int) -> float:
    """Seconds of CPU of a process and its children, those that have ended included."""
    found = list_processes()
    own = sum(map(int, found[parent][11:15]))
    return (own + sum(sum(map(int, fields[11:13])) for fields in found.values() if int(fields[1]) == parent)) / _TICKS


def hold(pids: Iterable[int], cores: set[int]) -> bool:
    """Let processes, and whatever they start, run on these cores alone; False if this is not allowed."""
    try:
        for pid in pids:
            for task in Path(f"/proc/{pid}/task").iterdir():
                with contextlib.suppress(ProcessLookupError):
                    os.sched_setaffinity(int(task.name), cores)
    except PermissionError:
        return False
    return True


def read_turns(folder: Path) -> dict[str, float]:
    """What all processes counted of their turns until now (`core.turns`)."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))
    names = {"turns": "claimsite_turn_seconds_count", "held": "claimsite_turn_seconds_sum", "waited": "claimsite_turn_wait_seconds_sum"}
    return {
        f"{short}_{track}": registry.get_sample_value(name, {"database": "default", "track": track}) or 0.0 for short, name in names.items() for track in TRACKS
    }


@contextmanager
def paused(leaders: Iterable[int]) -> Iterator[None]:
    """Groups of processes stand still."""
    leaders = list(leaders)
    for leader in leaders:
        os.killpg(leader, signal.SIGSTOP)
    try:
        yield
    finally:
        for leader in leaders:
            os.killpg(leader, signal.SIGCONT)


@contextmanager
def sharing(leaders: list[int], machines: int) -> Iterator[None]:
    """Groups of processes that each have every n-th slice of time, as if each had a machine with an n-th of the core's speed.

    Where there are fewer groups than machines, the slices of the others stay empty: one worker has no more than it would have beside others.
    """
    ended = threading.Event()

    def deal() -> None:
        number, at = 0, time.monotonic()
        while not ended.is_set():
            for place, leader in enumerate(leaders):
                os.killpg(leader, signal.SIGCONT if place == number % machines else signal.SIGSTOP)
            number, at = number + 1, max(at + SLICE, time.monotonic())
            time.sleep(max(0.0, at - time.monotonic()))

    dealer = threading.Thread(target=deal)
    dealer.start()
    try:
        yield
    finally:
        ended.set()
        dealer.join()
        for leader in leaders:
            os.killpg(leader, signal.SIGCONT)
