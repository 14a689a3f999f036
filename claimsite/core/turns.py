"""Writers of what everybody decides about take turns (docs/adr/0018-writers-take-turns.md), on two tracks (docs/adr/0024-two-tracks.md).

A decision about a statement ends at its claims, and reading an article begins at claims and ends at statements. In whatever order each of them locks rows,
some other one comes from the other side. SQLite knows no such thing, for its writers have the file one after the other. On PostgreSQL a lock that belongs
to no row does the same: whoever writes articles, statements, actors, claims or links takes it first and keeps it to the end of the transaction.

There are two such locks, for storing what an article says and bringing it into claims are the longest turns there are, and touch different tables but for
one column. People's decisions take both.
"""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import Enum
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

from claimsite.core.metrics import TURN_SECONDS, TURN_WAITS


class Track(Enum):
    """What a turn is for; the value is the lock's number, for locks have no names, and PostgreSQL keeps those of each database apart."""

    #: Claims, their members, relations and topics, and how much a statement needs a person.
    CLAIMS = int.from_bytes(b"claims")
    #: All else: articles, statements, actors.
    STATEMENTS = int.from_bytes(b"states")


_held = threading.local()
#: By database. On SQLite whoever waits for the file sleeps and looks again, up to a tenth of a second each time; threads wake each other instead.
_own: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
#: Seconds; whoever has waited so long asks the file itself, which has a patience of its own.
_PATIENCE = 10.0
#: Seconds after which rows that were taken are asked for again.
_PAUSE = 0.005


@contextmanager
def in_turn(*tracks: Track, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """A transaction, as `transaction.atomic`, that waits until it is this writer's turn; within one that has its turn, a part of that.

    Only what has to be written together belongs inside: reading and comparing texts would keep all others waiting.

    Args:
        tracks: what it is for; none for both. A turn on one track writes to no table of the other, but for rows that it took by `hold_rows`.
        using: the database.

    Raises:
        RuntimeError: in a transaction that began without, or on one track alone where the other is wanted, too: it may hold rows already that whoever
            has the turn waits for.
        OperationalError: if it did not get its turn in time; nothing was stored, and the same may well succeed in a moment.
    """
    wanted = frozenset(tracks or Track)
    held = _get_held(using)
    if not held:
        with _take(wanted, using):
            yield
    elif wanted <= held:
        with transaction.atomic(using=using):
            yield
    else:
        raise RuntimeError(f"this turn is for {_name(held)} alone; one for {_name(wanted)} must begin as that")


@contextmanager
def _take(wanted: frozenset[Track], using: str) -> Iterator[None]:
    asked = begun = time.perf_counter()
    try:
        with ExitStack() as stack:  # left when the transaction has ended, for only then others have their turn
            if connections[using].vendor == "sqlite" and _own[using].acquire(timeout=_PATIENCE):
                stack.callback(_own[using].release)
            with transaction.atomic(using=using, durable=True):
                _lock(wanted, using)
                _held.tracks[using] = wanted
                begun = time.perf_counter()
                try:
                    yield
                finally:
                    del _held.tracks[using]
    finally:
        if begun > asked:
            for track in wanted:
                TURN_WAITS.labels(using, track.name.lower()).observe(begun - asked)
                TURN_SECONDS.labels(using, track.name.lower()).observe(time.perf_counter() - begun)


def _lock(wanted: frozenset[Track], using: str) -> None:
    """In the same order for everybody."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            for track in Track:
                if track in wanted:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [track.value])


def hold_rows(rows: Any, track: Track) -> None:
    """Lock rows that belong to another track, all at once, to the end of this turn; needless for whoever has its turn there, too.

    It does not wait for a row while it holds another, which somebody may wait for who holds the first: it lets go of all and asks again.

    Args:
        rows: a queryset.
        track: whose rows they are.

    Raises:
        OperationalError: if they were not to be had in time.
    """
    if track in _get_held(rows.db) or connections[rows.db].vendor != "postgresql":
        return
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with transaction.atomic(using=rows.db):
                list(rows.order_by().select_for_update(nowait=True, no_key=True).values_list("pk"))
                return
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _get_held(using: str) -> frozenset[Track]:
    tracks: dict[str, frozenset[Track]] = _held.__dict__.setdefault("tracks", {})
    return tracks.get(using, frozenset())


def _name(tracks: frozenset[Track]) -> str:
    return " and ".join(track.name.lower() for track in Track if track in tracks)
