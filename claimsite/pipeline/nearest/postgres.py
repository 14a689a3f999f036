"""pgvector, where PostgreSQL has it: the same search in the database, over a table beside the vectors that `manage.py rebuild_vectors` fills."""

from __future__ import annotations

import datetime as dt
import json
import logging
from typing import TYPE_CHECKING

import numpy as np
from django.db import DatabaseError, connection, transaction

from analysis.embeddings import DIMENSIONS, Vectors
from claimsite.pipeline.nearest.pool import NOBODY, Found
from claimsite.pipeline.nearest.slices import get_days
from claimsite.pipeline.packing import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

logger = logging.getLogger(__name__)

TABLE = "pipeline_nearest"
#: The search looks at so many neighbors; dates are conditions, so it goes on until enough fit.
_SETTINGS = ("SET LOCAL hnsw.ef_search = 200", "SET LOCAL hnsw.iterative_scan = relaxed_order")
_CREATE = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (statement_id bigint PRIMARY KEY REFERENCES statements_statement (id) ON DELETE CASCADE, "
    f"published_on date NOT NULL, embedding halfvec({DIMENSIONS}) NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_hnsw ON {TABLE} USING hnsw (embedding halfvec_cosine_ops)",
)
_ADD = f"""INSERT INTO {TABLE} (statement_id, published_on, embedding) VALUES (%s, %s, %s::halfvec)
    ON CONFLICT (statement_id) DO UPDATE SET published_on = excluded.published_on, embedding = excluded.embedding"""  # noqa: S608 – the name is above
_FIND = f"""SELECT statement_id, 1 - (embedding <=> %s::halfvec) FROM {TABLE}
    WHERE published_on BETWEEN %s AND %s ORDER BY embedding <=> %s::halfvec LIMIT %s"""  # noqa: S608


def has_extension() -> bool:
    """Whether this database is PostgreSQL with pgvector, switched on or ready to be."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'")
        return bool(cursor.fetchone()[0])


def create_table() -> None:
    """Switch the extension on and make the table, if they are not there.

    Raises:
        DatabaseError: if the database's user may not do that.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS vector")
        for command in _CREATE:
            cursor.execute(command)


def fill(rows: Iterable[tuple[Sequence[int], Sequence[dt.date], Vectors]], through: dt.datetime) -> int:
    """Bring the table in line with stored vectors, given in chunks; how many there were."""
    count = 0
    with connection.cursor() as cursor:
        for ids, days, vectors in rows:
            cursor.executemany(_ADD, [(pk, day, write(vector)) for pk, day, vector in zip(ids, days, vectors, strict=True)])
            count += len(ids)
        note = json.dumps({"model": MODEL, "through": through.isoformat()})
        cursor.execute(f"COMMENT ON TABLE {TABLE} IS '{note}'")
    return count


def write(vector: Vectors) -> str:
    """As pgvector reads it."""
    return "[" + ",".join(f"{value:.5g}" for value in vector) + "]"


class Table:
    """The table as a search among what it covers."""

    def __init__(self) -> None:
        self._through: dt.datetime | None = None

    def refresh(self) -> None:
        """Notice what the table covers by now."""
        self._through = None
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [TABLE])
                note = json.loads(cursor.fetchone()[0] or "{}")
            if note.get("model") == MODEL:
                self._through = dt.datetime.fromisoformat(note["through"])
        except (DatabaseError, ValueError, KeyError) as error:
            logger.warning("The table %s is not used: %s. The search goes on without it; manage.py rebuild_vectors makes it again.", TABLE, error)

    def get_through(self, name: str) -> dt.datetime | None:
        """Up to when the table covers stored vectors, of any half-year."""
        return self._through

    def find(self, name: str, asked: Vectors, count: int) -> Found:
        """The nearest of a half-year."""
        since, until = get_days(name)
        ids = np.zeros((len(asked), count), dtype=np.int64)
        cosines = np.full((len(asked), count), NOBODY, dtype=np.float32)
        with transaction.atomic(), connection.cursor() as cursor:
            for command in _SETTINGS:
                cursor.execute(command)
            for row, vector in enumerate(asked):
                words = write(vector)
                cursor.execute(_FIND, [words, since, until, words, count])
                for place, (pk, cosine) in enumerate(cursor.fetchall()):
                    ids[row, place], cosines[row, place] = pk, cosine
        return Found(ids, cosines)
