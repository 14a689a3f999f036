"""Writers of what everybody decides about take turns (docs/adr/0018-writers-take-turns.md).

A decision about a statement ends at its claims, and reading an article begins at claims and ends at statements. In whatever order each of them locks rows,
some other one comes from the other side. SQLite knows no such thing, for its writers have the file one after the other. On PostgreSQL a lock that belongs
to no row does the same: whoever writes articles, statements, actors, claims or links takes it first and keeps it to the end of the transaction.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from claimsite.core.metrics import TURN_SECONDS, TURN_WAITS

#: The lock's number, for it has no name; PostgreSQL keeps those of each database apart.
KEY = int.from_bytes(b"claims")
_held = threading.local()
#: By database. On SQLite whoever waits for the file sleeps and looks again, up to a tenth of a second each time; threads wake each other instead.
_own: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
#: Seconds; whoever has waited so long asks the file itself, which has a patience of its own.
_PATIENCE = 10.0


@contextmanager
def in_turn(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """A transaction, as `transaction.atomic`, that waits until it is this writer's turn; within one that has its turn, a part of that.

    Only what has to be written together belongs inside: reading and comparing texts would keep all others waiting.

    Raises:
        RuntimeError: in a transaction that began without: it may hold rows already that whoever has the turn waits for.
        OperationalError: if it did not get its turn in time; nothing was stored, and the same may well succeed in a moment.
    """
    aliases: set[str] = _held.__dict__.setdefault("aliases", set())
    if using in aliases:
        with transaction.atomic(using=using):
            yield
        return
    asked = begun = time.perf_counter()
    is_first = connections[using].vendor != "sqlite" or _own[using].acquire(timeout=_PATIENCE)
    try:
        with transaction.atomic(using=using, durable=True):
            connection = connections[using]
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [KEY])
            aliases.add(using)
            begun = time.perf_counter()
            try:
                yield
            finally:
                aliases.discard(using)
    finally:  # until the transaction has ended, for only then others have their turn
        if is_first and connections[using].vendor == "sqlite":
            _own[using].release()
        if begun > asked:
            TURN_WAITS.labels(using).observe(begun - asked)
            TURN_SECONDS.labels(using).observe(time.perf_counter() - begun)
