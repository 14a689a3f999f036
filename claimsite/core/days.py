"""Days on which articles are published: which there can be, and reading them out of SQLite.

A page reads the same few hundred over and over, and reading one takes as long as fetching its row.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from functools import lru_cache

from django.utils.dateparse import parse_date

#: Thirty years.
REMEMBERED = 11_000
#: Before the oldest articles that anybody adds.
EARLIEST = dt.date(1800, 1, 1)


def check_day(day: dt.date | None) -> dt.date | None:
    """A day on which articles were published; None for the year 0, 9999 and the like."""
    return day if day is not None and EARLIEST <= day <= dt.date.today() + dt.timedelta(days=1) else None


def remember_days() -> None:
    """Let the module take the days it has read before."""
    sqlite3.register_converter("date", _read)


@lru_cache(maxsize=REMEMBERED)
def _read(written: bytes) -> dt.date | None:
    return parse_date(written.decode())
