"""Days out of SQLite: a page reads the same few hundred over and over, and reading one takes as long as fetching its row."""

from __future__ import annotations

import datetime as dt
import sqlite3
from functools import lru_cache

from django.utils.dateparse import parse_date

#: Thirty years.
REMEMBERED = 11_000


def remember_days() -> None:
    """Let the module take the days it has read before."""
    sqlite3.register_converter("date", _read)


@lru_cache(maxsize=REMEMBERED)
def _read(written: bytes) -> dt.date | None:
    return parse_date(written.decode())
