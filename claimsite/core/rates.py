"""How often somebody asked, counted for all processes of a machine together.

The counts stand in a SQLite file of their own beside the data: no request waits for a writer of the real database, and nothing is lost when the file is.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import random
import sqlite3
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.crypto import salted_hmac

from claimsite.core.callers import get_address

if TYPE_CHECKING:
    from django.http import HttpRequest

logger = logging.getLogger(__name__)

FILE = "rates.sqlite3"
#: One request in so many takes away what has run out.
CLEANED_EVERY = 500
_PREPARE = """PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA busy_timeout=1000;
    CREATE TABLE IF NOT EXISTS rates (key TEXT PRIMARY KEY, ends REAL NOT NULL, asked INTEGER NOT NULL) WITHOUT ROWID"""
#: In one statement, so that no two processes count the same number.
_COUNT = """INSERT INTO rates (key, ends, asked) VALUES (:key, :now + :seconds, 1) ON CONFLICT (key) DO UPDATE SET
    asked = CASE WHEN ends <= :now THEN 1 ELSE asked + 1 END, ends = CASE WHEN ends <= :now THEN :now + :seconds ELSE ends END RETURNING asked, ends"""
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests in so many seconds, counted from the first of them."""

    limit: int
    seconds: int = 60


def count(rate: Rate, *, scope: str, who: str) -> float:
    """Count a request: 0.0 if it is within the rate, else the seconds until the next may come. Where nothing can be counted, all may pass."""
    now = time.time()
    key = salted_hmac("claimsite.rates", f"{scope}:{who}").hexdigest()[:32]
    try:
        store = _open()
        asked, ends = store.execute(_COUNT, {"key": key, "now": now, "seconds": rate.seconds}).fetchone()
        if random.randrange(CLEANED_EVERY) == 0:
            store.execute("DELETE FROM rates WHERE ends <= ?", [now])
    except sqlite3.Error as error:
        logger.warning("Requests cannot be counted: %s", error)
        _local.store = None
        return 0.0
    return 0.0 if asked <= rate.limit else max(0.001, ends - now)


def name_caller(request: HttpRequest) -> str:
    """The address that asks; of IPv6 the network of one household."""
    address = get_address(request)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else str(parsed)


def _open() -> sqlite3.Connection:
    """The connection of this thread; a child process opens its own."""
    place = (os.getpid(), str(settings.VAR_DIR))
    if getattr(_local, "store", None) is None or _local.place != place:
        store = sqlite3.connect(settings.VAR_DIR / FILE, isolation_level=None, timeout=1.0)
        store.executescript(_PREPARE)
        _local.store, _local.place = store, place
    opened: sqlite3.Connection = _local.store
    return opened
