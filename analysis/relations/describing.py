"""Signals of pairs of statements, the same whichever of the two comes first; measured for all pairs at once, for an article has a thousand and more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from analysis.embeddings import Vectors
from analysis.relations.alignment import Covers, cover
from analysis.relations.columns import Columns, build_columns, is_act
from analysis.relations.comparing import compare_figures
from analysis.relations.features import FEATURES, Prepared
from analysis.relations.reading import tokenize
from analysis.relations.table import Flags, Numbers
from analysis.types import Act

Floats = npt.NDArray[np.float64]

#: Contents of so few words seldom hold a proposition ("a gift").
SHORT: Final = 2
_STATED: Final = (Act.ASSERTS, Act.SPECULATES, Act.WARNS)
#: Rows of a matrix of similarities that are made at a time.
_BLOCK: Final = 256


def describe(prepared: Prepared, pairs: Sequence[tuple[int, int]], columns: Columns | None = None) -> Floats:
    """Signals of pairs in the order of `FEATURES`, shape ``(len(pairs), len(FEATURES))``.

    Args:
        prepared: n statements.
        pairs: places of two of them each.
        columns: of these statements, if they are at hand.
    """
    if not pairs:
        return np.zeros((0, len(FEATURES)))
    described = _Pairs(prepared, columns or build_columns(prepared), pairs).describe()
    return np.stack([described[name].astype(np.float64) for name in FEATURES], axis=1)


class _Pairs:
    """The pairs, one row each."""

    def __init__(self, prepared: Prepared, columns: Columns, pairs: Sequence[tuple[int, int]]) -> None:
        self.prepared, self.columns = prepared, columns
        self.i, self.j = np.array(pairs, dtype=np.int64).T

    def describe(self) -> dict[str, npt.NDArray[Any]]:
        """By name of the signal."""
        columns = self.columns
        covers = cover(columns.table, columns.parties, self.i, self.j)
        self.share_value = (columns.values[self.i] & columns.values[self.j]).any(axis=1)
        self.have_values = [columns.values[end].any(axis=1) for end in (self.i, self.j)]
        return {
            **self._measure_topic(covers),
            **self._measure_context(),
            **self._measure_polarity(covers),
            **self._measure_figures(covers),
            **self._measure_frame(),
            **self._measure_acts(),
        }

    def _get(self, name: str) -> tuple[Flags, Flags]:
        flags = self.columns.is_[name]
        return flags[self.i], flags[self.j]

    def _one(self, name: str) -> Flags:
        a, b = self._get(name)
        return a ^ b

    def _both(self, name: str) -> Flags:
        a, b = self._get(name)
        return a & b

    def _measure_topic(self, covers: Covers) -> dict[str, npt.NDArray[Any]]:
        lengths = [self.columns.table.lengths[end] for end in (self.i, self.j)]
        words = [self.columns.lengths[end] for end in (self.i, self.j)]
        return {
            "cosine": _multiply(self.prepared.vectors, self.i, self.j),
            "cover_low": np.minimum(covers.left, covers.right),
            "cover_high": np.maximum(covers.left, covers.right),
            "shared_words": np.minimum(covers.shared, 5) / 5,
            "shared_predicates": np.minimum(covers.predicates, 5) / 5,
            "names_only": (covers.shared > 0) & (covers.predicates == 0),
            "is_short": np.minimum(*words) <= SHORT,
            "length_low": np.minimum(np.minimum(*lengths), 10) / 10,
            "length_gap": np.minimum(np.abs(lengths[0] - lengths[1]), 10) / 10,
        }

    def _measure_context(self) -> dict[str, npt.NDArray[Any]]:
        columns, bare = self.columns, self.prepared.bare
        follows = [columns.before[one] == other[:, None] for one, other in ((self.i, self.j), (self.j, self.i))]
        points = self._get("points")
        answers = [(columns.answered[over][self.i] == self.j) | (columns.answered[over][self.j] == self.i) for over in (0, 1)]
        reach = [_reach(bare, columns.before, one, other) for one, other in ((self.i, self.j), (self.j, self.i))]
        place = np.where(follows[0].any(axis=1)[:, None], follows[0], follows[1])
        return {
            "bare_cosine": _multiply(bare, self.i, self.j),
            "context_cosine": np.maximum(*reach),
            "pointed_cosine": np.maximum(*(np.where(flag, value, 0.0) for flag, value in zip(points, reach, strict=True))),
            "points_at": (follows[0].any(axis=1) & points[0]) | (follows[1].any(axis=1) & points[1]),
            "both_point": points[0] & points[1],
            "answers": answers[0],
            "answers_over": answers[1],
            "nested": self._find_nested(),
            "adjacent": place[:, 0],
            "near": place.any(axis=1),
            "document_cosine": _multiply(self.prepared.around, self.i, self.j),
            "sides_meet": _speaks(columns, self.i, self.j) | _speaks(columns, self.j, self.i),
        }

    def _find_nested(self) -> Flags:
        documents, placed, readings = self.columns.documents, self.columns.placed, self.prepared.readings
        is_nested: Flags = (documents[self.i] == documents[self.j]) | ~(placed[self.i] | placed[self.j])
        for row in np.flatnonzero(is_nested).tolist():
            is_nested[row] = _is_nested(readings[self.i[row]].bare, readings[self.j[row]].bare)
        return is_nested

    def _measure_polarity(self, covers: Covers) -> dict[str, npt.NDArray[Any]]:
        denies, negated, limited, rejects = (self._get(name) for name in ("denies", "negated", "limited", "rejects"))
        nobody, counts = self._get("nobody"), self._get("counts")
        one_denies, one_rejects = self._one("denies"), self._one("rejects")
        is_negated = (denies[0] & negated[0]) | (denies[1] & negated[1])
        return {
            "one_denies": one_denies,
            "both_deny": self._both("denies"),
            "one_negated": self._one("negated"),
            "both_negated": self._both("negated"),
            "one_rejects": one_rejects,
            "both_reject": self._both("rejects"),
            "denies_plain": one_denies & ~is_negated,
            "denies_negated": one_denies & is_negated,
            "one_false": self._one("false"),
            "opposites": covers.opposed,
            "odd_polarity": one_rejects ^ covers.opposed,
            "even_polarity": one_rejects & covers.opposed,
            "figure_against_none": (nobody[0] & counts[1]) | (nobody[1] & counts[0]),
            "one_absent": self._one("absent"),
            "one_limited": self._one("limited"),
            "limited_and_rejects": (limited[0] & rejects[1]) | (limited[1] & rejects[0]),
        }

    def _measure_figures(self, covers: Covers) -> dict[str, npt.NDArray[Any]]:
        differ = self.have_values[0] & self.have_values[1] & ~self.share_value
        agree, clash = np.zeros(len(self.i), dtype=bool), np.zeros(len(self.i), dtype=bool)
        readings = self.prepared.readings
        for row in np.flatnonzero(self._both("figures")).tolist():
            agree[row], clash[row] = compare_figures(readings[self.i[row]], readings[self.j[row]])
        return {
            "figures_agree": agree,
            "figures_clash": clash,
            "numbers_equal": self.share_value,
            "numbers_differ": differ,
            "numbers_onesided": self.have_values[0] ^ self.have_values[1],
            "unopposed": ~self._one("rejects") & ~differ & ~self._one("limited") & ~covers.opposed,
        }

    def _measure_frame(self) -> dict[str, npt.NDArray[Any]]:
        columns = self.columns
        sides = [columns.sides[end] for end in (self.i, self.j)]
        actors = [columns.actors[end] for end in (self.i, self.j)]
        parties = [columns.parties[end] for end in (self.i, self.j)]
        known, same = (sides[0] >= 0) & (sides[1] >= 0), sides[0] == sides[1]
        share_name = (parties[0] & parties[1]).any(axis=1)
        overlapping = np.zeros(len(self.i), dtype=bool)
        for row in np.flatnonzero(known & ~same).tolist():
            overlapping[row] = _overlap(*(columns.side_names[side[row]] for side in sides))
        return {
            "same_name": share_name,
            "other_name": parties[0].any(axis=1) & parties[1].any(axis=1) & ~share_name,
            "same_side": known & same,
            "same_side_other_actor": known & same & (actors[0] != actors[1]),
            "same_actor": (actors[0] >= 0) & (actors[0] == actors[1]),
            "same_document": columns.documents[self.i] == columns.documents[self.j],
            "same_language": columns.languages[self.i] == columns.languages[self.j],
            "sides_unknown": ~known,
            "sides_overlap": overlapping,
        }

    def _measure_acts(self) -> dict[str, npt.NDArray[Any]]:
        columns = self.columns
        does = {act: (is_act(columns, act)[self.i], is_act(columns, act)[self.j]) for act in Act}
        states = [np.any([does[act][end] for act in _STATED], axis=0) for end in (0, 1)]
        any_of = {act: a | b for act, (a, b) in does.items()}
        one_of = {act: a ^ b for act, (a, b) in does.items()}
        rejects = np.logical_or(*self._get("rejects"))
        return {
            "both_state": states[0] & states[1],
            "one_uncertain": self._one("uncertain"),
            "one_demands": one_of[Act.DEMANDS],
            "both_demand": np.logical_and(*does[Act.DEMANDS]),
            "one_commits": one_of[Act.COMMITS],
            "both_commit": np.logical_and(*does[Act.COMMITS]),
            "demand_and_commit": any_of[Act.COMMITS] & any_of[Act.DEMANDS],
            "demand_and_reject": any_of[Act.DEMANDS] & rejects,
            "one_warns": one_of[Act.WARNS],
            "one_declines": any_of[Act.DECLINES],
            "acts_unknown": np.logical_or(*self._get("act_unknown")),
            "commit_and_reject": any_of[Act.COMMITS] & rejects,
            "one_evidence": self._one("evidence"),
            "both_evidence": self._both("evidence"),
            "one_reason": self._one("reason"),
        }


def _multiply(vectors: Vectors, left: Numbers, right: Numbers) -> Vectors:
    """Products of rows, pair by pair: whole blocks of them are made, which takes less than picking two rows for each pair."""
    products = np.empty(len(left), dtype=np.float32)
    rows, at = np.unique(left, return_inverse=True)
    order = np.argsort(at, kind="stable")
    for start in range(0, len(rows), _BLOCK):
        pairs = order[np.searchsorted(at[order], start) : np.searchsorted(at[order], start + _BLOCK)]
        columns, beside = np.unique(right[pairs], return_inverse=True)
        products[pairs] = (vectors[rows[start : start + _BLOCK]] @ vectors[columns].T)[at[pairs] - start, beside]
    return products


def _reach(bare: Vectors, before: Numbers, one: Numbers, other: Numbers) -> Vectors:
    """The greatest likeness of the other statement to those before the one; 0 where none is."""
    pairs, steps = np.nonzero(before[one] >= 0)
    likeness = np.full((len(one), before.shape[1]), -np.inf, dtype=np.float32)
    likeness[pairs, steps] = _multiply(bare, before[one[pairs], steps], other[pairs])
    best: Vectors = np.where(before[one, 0] >= 0, likeness.max(axis=1), 0)
    return best


def _speaks(columns: Columns, one: Numbers, other: Numbers) -> Flags:
    """Whether the side of the one speaks in the document of the other."""
    sides = columns.sides[one]
    if not columns.speaking.shape[1]:
        return np.zeros(len(one), dtype=bool)
    found: Flags = (sides >= 0) & columns.speaking[other, sides]
    return found


@lru_cache(maxsize=20_000)
def _is_nested(left: str, right: str) -> bool:
    """Whether one text holds the other, or all of its words: the same sentence found twice, once with "she said" in it."""
    if left in right or right in left:
        return True
    words, others = (set(tokenize(text.lower())) for text in (left, right))
    return words <= others or others <= words


@lru_cache(maxsize=20_000)
def _overlap(left: str, right: str) -> bool:
    """Whether one side is part of the other ("South Korea", "South Korea and United States")."""
    one, other = set(left.lower().split()), set(right.lower().split())
    return bool(one) and bool(other) and (one <= other or other <= one)
