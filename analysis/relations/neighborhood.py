"""A pair among its neighbors: is it closer than what else stands near either, and what do third statements say of it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.relations.features import FEATURES

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]
Pairs = Sequence[tuple[int, int]]

_SIMILARITIES: Final = ("bare_cosine", "cover_low", "cover_high")
_AROUND: Final = 5
#: What stands for a neighbor that does not exist.
_NOBODY: Final = 0.1
#: Pairs whose third statements are looked at together.
_BLOCK: Final = 4096

MARGINS: Final = tuple(f"{name}_{kind}" for name in _SIMILARITIES for kind in ("margin", "below_best", "below_other"))
BRIDGES: Final = (
    *(f"log_{kind}" for kind in ("none", "contradicts", "supports", "repeats")),
    *(f"{form}{way}" for form in ("", "root_") for way in ("rr", "rc", "cc", "cs", "ss", "rs")),
    *(f"{rival}_{kind}" for kind in ("contradicts", "supports", "repeats") for rival in ("rival", "lesser_rival")),
    *(f"plain_{kind}" for kind in ("contradicts", "supports", "repeats")),
)


def measure_margins(pairs: Pairs, described: Floats, count: int) -> Floats:
    """How much closer a pair is than the neighbors of its two statements are on average (as in CSLS, Conneau et al. 2018), and than their best.

    Args:
        pairs: ``(i, j)`` of n statements.
        described: their `FEATURES`, shape ``(len(pairs), len(FEATURES))``.
        count: n.

    Returns:
        shape ``(len(pairs), len(MARGINS))``.
    """
    if not pairs:
        return np.zeros((0, len(MARGINS)))
    left, right = np.array(pairs).T
    columns = []
    for name in _SIMILARITIES:
        values = described[:, FEATURES.index(name)]
        near = _find_best(left, right, values, count, _AROUND, _NOBODY)
        mean, best = near.mean(axis=1), _find_best(left, right, values, count, 1, 0.0)[:, 0]
        columns += [
            2 * values - mean[left] - mean[right],
            values - np.maximum(best[left], best[right]),
            values - np.minimum(best[left], best[right]),
        ]
    return np.stack(columns, axis=1)


def _find_best(left: Numbers, right: Numbers, values: Floats, count: int, most: int, missing: float) -> Floats:
    """The greatest values among each statement's pairs, best first, and `missing` where it has fewer; shape ``(count, most)``."""
    ends, twice = np.concatenate([left, right]), np.concatenate([values, values])
    order = np.lexsort((-twice, ends))
    ends = ends[order]
    rank = np.arange(len(ends)) - np.searchsorted(ends, ends)
    best = np.full((count, most), missing)
    first = rank < most
    best[ends[first], rank[first]] = twice[order[first]]
    return best


def measure_bridges(pairs: Pairs, probabilities: Floats) -> Floats:
    """What third statements say of each pair: who repeats one of them and contradicts the other speaks for a contradiction.

    Args:
        pairs: ``(i, j)``.
        probabilities: of none, contradicts, supports, repeats; shape ``(len(pairs), 4)``.

    Returns:
        shape ``(len(pairs), len(BRIDGES))``.
    """
    if not pairs:
        return np.zeros((0, len(BRIDGES)))
    left, right = np.array(pairs).T
    count = int(max(left.max(), right.max())) + 1
    rivals = []
    for kind in (1, 2, 3):
        own = probabilities[:, kind]
        best = _find_best(left, right, own, count, 2, -1.0)
        one, other = (np.where((own < best[end, 0]) | (best[end, 1] < 0), best[end, 0], best[end, 1]) for end in (left, right))
        rivals += [np.maximum(one, other), np.minimum(one, other)]
    over = _bridge(left, right, probabilities, count)
    return np.hstack([np.log(probabilities + 1e-3), over, np.sqrt(over), np.stack(rivals, axis=1), probabilities[:, 1:]])


def _bridge(left: Numbers, right: Numbers, probabilities: Floats, count: int) -> Floats:
    """The strongest ways over third statements: repeat–repeat, repeat–contradict, contradict–contradict, contradict–support and so on."""
    over = np.zeros((len(left), 6))
    codes = np.concatenate([left * count + right, right * count + left])  # both ways round, so that a statement's pairs are one stretch
    order = np.argsort(codes)
    codes, rows = codes[order], np.tile(np.arange(len(left)), 2)[order]
    starts = np.searchsorted(codes, np.arange(count + 1) * count)
    sizes = np.diff(starts)
    is_left = sizes[left] <= sizes[right]  # the end that has fewer pairs is gone through
    few, many = np.where(is_left, left, right), np.where(is_left, right, left)
    for begin in range(0, len(left), _BLOCK):
        pair = np.repeat(np.arange(begin, min(begin + _BLOCK, len(left))), sizes[few[begin : begin + _BLOCK]])
        step = np.arange(len(pair)) - np.searchsorted(pair, pair)
        near = starts[few[pair]] + step
        wanted = many[pair] * count + codes[near] % count
        far = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        there = codes[far] == wanted
        (_, c1, s1, r1), (_, c2, s2, r2) = probabilities[rows[near[there]]].T, probabilities[rows[far[there]]].T
        ways = (r1 * r2, np.maximum(r1 * c2, c1 * r2), c1 * c2, np.maximum(c1 * s2, s1 * c2), s1 * s2, np.maximum(r1 * s2, s1 * r2))
        for column, way in enumerate(ways):
            np.maximum.at(over[:, column], pair[there], way)
    return over
