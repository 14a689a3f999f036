"""A pair among its neighbors: is it closer than what else stands near either, and what do third statements say of it?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.relations.features import FEATURES

Floats = npt.NDArray[np.float64]
Pairs = Sequence[tuple[int, int]]

_SIMILARITIES: Final = ("bare_cosine", "cover_low", "cover_high")
_AROUND: Final = 5
#: What stands for a neighbor that does not exist.
_NOBODY: Final = 0.1

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
        near: list[list[float]] = [[] for _ in range(count)]
        for (i, j), value in zip(pairs, values.tolist(), strict=True):
            near[i].append(value)
            near[j].append(value)
        mean = np.array([np.mean((sorted(v, reverse=True) + [_NOBODY] * _AROUND)[:_AROUND]) for v in near])
        best = np.array([max(v, default=0.0) for v in near])
        columns += [
            2 * values - mean[left] - mean[right],
            values - np.maximum(best[left], best[right]),
            values - np.minimum(best[left], best[right]),
        ]
    return np.stack(columns, axis=1)


def measure_bridges(pairs: Pairs, probabilities: Floats) -> Floats:
    """What third statements say of each pair: who repeats one of them and contradicts the other speaks for a contradiction.

    Args:
        pairs: ``(i, j)``.
        probabilities: of none, contradicts, supports, repeats; shape ``(len(pairs), 4)``.

    Returns:
        shape ``(len(pairs), len(BRIDGES))``.
    """
    links: dict[int, dict[int, list[float]]] = {}  # plain numbers: arrays of four cost more to make than to compute with
    for (i, j), row in zip(pairs, probabilities.tolist(), strict=True):
        links.setdefault(i, {})[j] = row
        links.setdefault(j, {})[i] = row
    best = {i: [sorted(values, reverse=True)[:2] for values in zip(*near.values(), strict=True)] for i, near in links.items()}
    ways, rivals = [], []
    for (i, j), p in zip(pairs, probabilities.tolist(), strict=True):
        ways.append(_bridge(links[i], links[j]))
        each: list[float] = []
        for kind in (1, 2, 3):
            one, other = _rival(best[i][kind], p[kind]), _rival(best[j][kind], p[kind])
            each += (max(one, other), min(one, other))
        rivals.append(each)
    over = np.array(ways, dtype=np.float64).reshape(len(pairs), 6)
    beside = np.array(rivals, dtype=np.float64).reshape(len(pairs), 6)
    return np.hstack([np.log(probabilities + 1e-3), over, np.sqrt(over), beside, probabilities[:, 1:]])


def _rival(best: Sequence[float], own: float) -> float:
    """The highest probability of a statement's other pairs."""
    return best[0] if own < best[0] or len(best) < 2 else best[1]


def _bridge(left: dict[int, list[float]], right: dict[int, list[float]]) -> list[float]:
    """The strongest ways over third statements: repeat–repeat, repeat–contradict, contradict–contradict, contradict–support and so on."""
    rr = rc = cc = cs = ss = rs = 0.0
    for third in left.keys() & right.keys():
        _, c1, s1, r1 = left[third]
        _, c2, s2, r2 = right[third]
        rr, cc, ss = max(rr, r1 * r2), max(cc, c1 * c2), max(ss, s1 * s2)
        rc, cs, rs = max(rc, r1 * c2, c1 * r2), max(cs, c1 * s2, s1 * c2), max(rs, r1 * s2, s1 * r2)
    return [rr, rc, cc, cs, ss, rs]
