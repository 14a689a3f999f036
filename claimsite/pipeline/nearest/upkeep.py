"""Keeping what a process holds in memory small: what has gathered there is put into the index, whose files are mapped."""

from __future__ import annotations

import fcntl
import logging
import time
from pathlib import Path

from claimsite.pipeline.nearest import get_memory
from claimsite.pipeline.nearest.building import rebuild
from claimsite.pipeline.nearest.files import get_folder
from claimsite.pipeline.nearest.memory import OVERLAP

logger = logging.getLogger(__name__)

#: Vectors that a process holds before it makes the index anew: 40 MB, and a millisecond for each statement that looks through them.
MOST_HELD = 20_000


def keep_up() -> bool:
    """Make the index anew if this process holds too much that it does not cover, unless another thread or process is at it; whether it was made."""
    folder = get_folder()
    if get_memory().count() < MOST_HELD or _is_fresh(folder / "manifest.json"):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "rebuilding").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        parts = [f"{name}: {count}" for name, count, is_new in rebuild() if is_new]
    logger.info("vectors have been indexed (%s)", ", ".join(parts))
    return bool(parts)


def _is_fresh(manifest: Path) -> bool:
    """Whether the index was made just now: what came since is not covered by the next one either, and a process notices one when it next looks."""
    try:
        return time.time() - manifest.stat().st_mtime < OVERLAP.total_seconds()
    except FileNotFoundError:
        return False
