"""The worker's sign of life: a row that a thread of its own brings up to date, so that long work does not look like death."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import threading

from django.db import DatabaseError, connections
from django.utils import timezone

from claimsite.deployment.models import Worker

INTERVAL = 15.0
#: Silence after which a worker counts as gone, and after which nobody remembers it.
SILENCE = dt.timedelta(seconds=90)
FORGOTTEN = dt.timedelta(days=1)

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_beating: Heart | None = None


class Heart:
    """One process's thread."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:100]}:{os.getpid()}"
        self.started_at = timezone.now()
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def beat(self) -> None:
        """Say once that it lives."""
        now = timezone.now()
        Worker.objects.update_or_create(name=self.name, defaults={"seen_at": now, "started_at": self.started_at})
        Worker.objects.filter(seen_at__lt=now - FORGOTTEN).delete()

    def _run(self) -> None:
        while True:
            try:
                self.beat()
            except DatabaseError as error:  # the next beat may get through; work is not held up
                logger.warning("no sign of life could be left: %s", error)
            finally:
                connections.close_all()
            if self.is_over.wait(INTERVAL):
                return

    def stop(self) -> None:
        """Say goodbye, so that nobody takes it for a death."""
        self.is_over.set()
        self.thread.join(5)
        try:
            Worker.objects.filter(name=self.name).delete()
        except DatabaseError as error:
            logger.warning("the worker could not sign off: %s", error)


def start() -> None:
    """Begin, once in a process, however many threads ask for it."""
    global _beating
    with _lock:
        if _beating is None:
            _beating = Heart()
            _beating.thread.start()


def stop() -> None:
    """End, once."""
    global _beating
    with _lock:
        ending, _beating = _beating, None
    if ending is not None:
        ending.stop()


def find_living() -> list[Worker]:
    """Workers heard of lately, the latest first."""
    return list(Worker.objects.filter(seen_at__gte=timezone.now() - SILENCE))
