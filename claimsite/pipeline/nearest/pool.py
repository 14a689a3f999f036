"""The best few of several searches, row by row."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from analysis.embeddings import Vectors

Ids = npt.NDArray[np.int64]


class Found(NamedTuple):
    """For each asked vector the ids found and their cosines, both of shape (asked, found); places without anything hold id 0 and cosine −2."""

    ids: Ids
    cosines: Vectors


NOBODY = -2.0


def find_none(asked: int) -> Found:
    """What a search over nothing finds."""
    return Found(np.zeros((asked, 0), dtype=np.int64), np.zeros((asked, 0), dtype=np.float32))


def merge(parts: list[Found], asked: int, count: int) -> list[set[int]]:
    """The ids of the best `count` of all parts together, for each asked vector."""
    if not parts:
        return [set() for _ in range(asked)]
    ids = np.concatenate([part.ids for part in parts], axis=1)
    cosines = np.concatenate([part.cosines for part in parts], axis=1)
    best = np.argsort(-cosines, axis=1)[:, : 2 * count]  # a vector may be in two parts
    result: list[set[int]] = []
    for row, places in enumerate(best):
        chosen = list(dict.fromkeys(int(ids[row, place]) for place in places if cosines[row, place] > NOBODY))
        result.append(set(chosen[:count]))
    return result
