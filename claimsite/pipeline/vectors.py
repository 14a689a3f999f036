"""Sentence vectors as they are stored: 512 half-precision numbers a statement; and the exact search among them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from analysis.embeddings import DIMENSIONS, embed
from claimsite.pipeline.models import StatementVector
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Vectors = npt.NDArray[np.float32]

MODEL = "use-multilingual-3"
#: Statements further apart in time are not compared.
WINDOW = dt.timedelta(days=180)
#: Candidates for each new statement.
NEAREST = 40
#: Below this cosine two statements hardly speak of one thing (related sentences .31, unrelated .08 on average).
LEAST_COSINE = 0.25
#: Rows read at a time: 4,096 half-precision vectors take 4 MB.
CHUNK = 4096


def store_vectors(statements: Sequence[Statement]) -> Vectors:
    """Encode the contents of statements and keep the vectors; what was stored for them before is replaced.

    Returns:
        float32, one row of unit length a statement, in their order.
    """
    vectors = embed([row.content for row in statements])
    rows = [StatementVector(statement=row, model=MODEL, data=pack(vector)) for row, vector in zip(statements, vectors, strict=True)]
    StatementVector.objects.bulk_create(rows, update_conflicts=True, unique_fields=["statement"], update_fields=["model", "data"], batch_size=500)
    return vectors


def find_nearest(vectors: Vectors, *, around: dt.date, except_article: int) -> dict[int, Vectors]:
    """Exact search for the `NEAREST` standing statements of other articles to each row of `vectors`.

    Args:
        vectors: float32 of shape (n, 512), unit length.
        around: only statements published within `WINDOW` of this day.
        except_article: whose statements are left out.

    Returns:
        Statement id → vector of all that are near any of the rows.
    """
    best: list[list[tuple[float, int, Vectors]]] = [[] for _ in vectors]
    for ids, known in _read_chunks(around, except_article):
        similar = vectors @ known.T
        for row, scores in enumerate(similar):
            count = min(NEAREST, len(scores))
            nearest = np.argpartition(-scores, count - 1)[:count]
            found = [(float(scores[i]), ids[i], known[i]) for i in nearest if scores[i] >= LEAST_COSINE]
            best[row] = sorted(best[row] + found, key=lambda item: (-item[0], item[1]))[:NEAREST]
    return {pk: vector for of_row in best for _, pk, vector in of_row}


def pack(vector: Vectors) -> bytes:
    """As stored."""
    return vector.astype(np.float16).tobytes()


def unpack(data: bytes) -> Vectors:
    """As computed with, float32 of shape (512,)."""
    return np.frombuffer(data, dtype=np.float16).astype(np.float32)


def _read_chunks(around: dt.date, except_article: int) -> Iterator[tuple[list[int], Vectors]]:
    standing = Statement.objects.standing().filter(published_on__range=(around - WINDOW, around + WINDOW)).exclude(article_id=except_article)
    rows = standing.filter(vector__model=MODEL).order_by("id").values_list("id", "vector__data")
    last = 0
    while chunk := list(rows.filter(id__gt=last)[:CHUNK]):
        last = chunk[-1][0]
        whole = [(pk, bytes(data)) for pk, data in chunk if len(data) == DIMENSIONS * 2]
        if whole:
            yield [pk for pk, _ in whole], np.stack([unpack(data) for _, data in whole])
