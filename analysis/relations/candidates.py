"""Which pairs of statements are worth a closer look."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.embeddings import Vectors, cosine
from analysis.relations.features import Prepared

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

#: Nearest statements looked at for each, if they are at all alike.
_NEAREST: Final = 24
_NEAREST_BY_WORDS: Final = 8
_LEAST_COSINE: Final = 0.08
#: As many as this if they are much alike.
_MANY: Final = 40
_ALIKE: Final = 0.25
_BLOCK: Final = 1024


def find_candidates(prepared: Prepared, new: int | None = None) -> list[tuple[int, int]]:
    """Pairs ``(i, j)``, i < j, in order: nearest by vector, close in one document, or near to what one of them points back to.

    Exact search in blocks of rows: memory stays below 25 MB for 5,000 statements.

    Args:
        prepared: n statements.
        new: how many of the first are new. Of two known ones only the very nearest are looked at, as bridges between others; None takes all for new.
    """
    count = len(prepared)
    if count < 2:
        return []
    limit = count if new is None else new
    pairs: set[tuple[int, int]] = set()
    for vectors, nearest in ((prepared.bare, _NEAREST), (_sum_words(prepared), _NEAREST_BY_WORDS)):
        i, j = _nearest(vectors, vectors, nearest=nearest)
        pairs |= _pair(i, j, (i < limit) | (j < limit))
    i, j = _nearest(prepared.bare[limit:], prepared.bare[limit:], many=4, nearest=4)
    pairs |= _pair(i + limit, j + limit)
    for place, earlier in enumerate(prepared.before):
        pairs |= {(other, place) for other in earlier if other < limit}
    pointing = [place for place, reading in enumerate(prepared.readings) if reading.pointer and place < limit]
    referents = np.array([(place, other) for place in pointing for other in prepared.before[place]], dtype=np.int64).reshape(-1, 2)
    if len(referents):
        rows, j = _nearest(prepared.bare[referents[:, 1]], prepared.bare)
        pairs |= _pair(referents[rows, 0], j)
    return sorted(pairs)


def _pair(i: Numbers, j: Numbers, wanted: Flags | bool = True) -> set[tuple[int, int]]:
    """Pairs of different ones, the lower number first."""
    chosen = wanted & (i != j)
    return set(zip(np.minimum(i, j)[chosen].tolist(), np.maximum(i, j)[chosen].tolist(), strict=True))


def _sum_words(prepared: Prepared) -> Vectors:
    """Sums of the topic words' vectors less their mean, of unit length: they find what says the same in a sentence of another shape."""
    sums = np.stack([r.vectors.sum(axis=0) / max(1, len(r.topic)) for r in prepared.readings])
    sums = sums - sums.mean(axis=0, keepdims=True)
    unit: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
    return unit


def _nearest(rows: Vectors, columns: Vectors, *, many: int = _MANY, nearest: int = _NEAREST) -> tuple[Numbers, Numbers]:
    """Places of rows and of the columns nearest to them."""
    found = [np.zeros((2, 0), dtype=np.int64)]
    for start in range(0, len(rows), _BLOCK):
        similar = cosine(rows[start : start + _BLOCK], columns)
        count = min(many + 1, similar.shape[1])
        best = np.sort(np.argpartition(-similar, count - 1, axis=1)[:, :count], axis=1)
        scores = np.take_along_axis(similar, best, axis=1)
        order = np.argsort(-scores, axis=1, kind="stable")  # of equals the first one
        best, scores = np.take_along_axis(best, order, axis=1), np.take_along_axis(scores, order, axis=1)
        least = np.where(np.arange(count) <= nearest, _LEAST_COSINE, _ALIKE)
        row, rank = np.nonzero(scores >= least)
        found.append(np.stack([start + row, best[row, rank]]))
    i, j = np.concatenate(found, axis=1)
    return i, j
