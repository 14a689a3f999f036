"""What is counted, by every process of the site and its worker into one folder, so that any of them can tell the sum.

Labels are names of views and outcomes, never addresses or people.
"""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import Counter, Histogram

REQUESTS = Counter("claimsite_requests", "Answered requests.", ["view", "method", "status"])
REQUEST_SECONDS = Histogram("claimsite_request_seconds", "Time to answer a request.", ["view"], buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10))
FETCHES = Counter("claimsite_fetches", "Pages and feeds asked of outlets, by what came of it: ok, or why not.", ["outcome"])
_TURN_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
TURN_WAITS = Histogram("claimsite_turn_wait_seconds", "How long writers waited for their turn.", ["database", "track"], buckets=_TURN_BUCKETS)
TURN_SECONDS = Histogram("claimsite_turn_seconds", "How long a turn took, while others of the track waited.", ["database", "track"], buckets=_TURN_BUCKETS)
JOBS = Counter("claimsite_jobs_finished", "Jobs that this machine's worker took, by what came of it.", ["kind", "outcome"])


def get_folder() -> Path:
    """Where each process keeps its counts."""
    return Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])


def clear_counts() -> int:
    """Forget what processes counted that are gone, when the site starts; how many files went."""
    gone = [path for path in get_folder().glob("*.db") if not _is_alive(path)]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _is_alive(path: Path) -> bool:
    number = path.stem.rpartition("_")[2]
    return number.isdigit() and Path(f"/proc/{number}").exists()
