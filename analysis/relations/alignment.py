"""Which topic words of two statements mean the same, across languages and scripts: for many pairs of statements at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from analysis.embeddings import Vectors
from analysis.relations.reading import Reading
from analysis.relations.table import Couples, Flags, Numbers, WordTable, build_table

#: Cosine of two word vectors from which on they count as somewhat alike, and from which on as the same ("plans" – "Pläne" .88, "signed" – "unterzeichnet" .74).
_ALIKE: Final = 0.35
_SAME: Final = 0.85
#: Words shown as shared must be at least this alike, after scaling to 0–1.
_SHARED: Final = 0.7
#: How alike a compound and its last part are ("Tarifvertrag" – "Vertrag").
_COMPOUND: Final = 0.8
#: Likeness of two words on one side of a pair of opposites, mostly translations of each other.
_AKIN: Final = 0.6
#: How alike two different figures are at most.
_FIGURES: Final = 0.3
#: Pairs of statements at a time: with 24 words each 2 MB.
_BLOCK: Final = 1024


@dataclass(frozen=True, slots=True)
class Alignment:
    """How far two statements' topic words cover each other.

    Attributes:
        left: share of the first statement's topic words that the second also has, 0 to 1, weighted by likeness.
        right: the same the other way round.
        shared: pairs of words as written that mean the same, best first.
        opposites: pairs of words as written that are opposed.
    """

    left: float
    right: float
    shared: tuple[tuple[str, str], ...]
    opposites: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Covers:
    """The same of many pairs, in numbers; each of shape ``(pairs,)``.

    Attributes:
        left: as in `Alignment`.
        right: the same the other way round.
        shared: how many words mean the same.
        predicates: how many of these are neither figures nor names: two statements that share only "Russia" or "Russian" share no predicate.
        opposed: whether any are opposed.
    """

    left: Vectors
    right: Vectors
    shared: Numbers
    predicates: Numbers
    opposed: Flags


@dataclass(frozen=True, slots=True)
class _Crossed:
    """Words of the first statements (rows) against words of the second (columns), −1 behind the last word.

    `tops` are the best of each row, `tops_back` of each column, `mutual` says which rows and their `best` columns mean the same, `opposed` which do not.
    """

    left: Numbers
    right: Numbers
    tops: Vectors
    tops_back: Vectors
    best: Numbers
    mutual: Flags
    opposed: Flags


def align(first: Reading, second: Reading) -> Alignment:
    """Align the topic words of two statements; swapping them swaps the result's sides."""
    if not first.topic or not second.topic:
        return Alignment(0.0, 0.0, (), ())
    crossed = _cross(build_table([first, second], {}), np.array([0]), np.array([1]))
    shared = [(float(crossed.tops[0, i]), first.topic[i], second.topic[crossed.best[0, i]]) for i in np.flatnonzero(crossed.mutual[0]).tolist()]
    shared.sort(key=lambda s: (-s[0], -len(s[1]) - len(s[2])))
    opposites = tuple((first.topic[i], second.topic[j]) for i, j in zip(*np.nonzero(crossed.opposed[0]), strict=True))
    covers = [float(tops[0].sum()) / tops.shape[1] for tops in (crossed.tops, crossed.tops_back)]
    return Alignment(covers[0], covers[1], tuple((a, b) for _, a, b in shared), opposites)


def cover(table: WordTable, parties: Flags, left: Numbers, right: Numbers) -> Covers:
    """Align many pairs of statements.

    Args:
        table: of the words of n statements.
        parties: which names are those of whom each statement's party consists, shape ``(n, names)``.
        left: the first statement of each pair.
        right: the second.
    """
    parts = [_cover(table, parties, left[start : start + _BLOCK], right[start : start + _BLOCK]) for start in range(0, len(left), _BLOCK)]
    return Covers(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _cover(table: WordTable, parties: Flags, left: Numbers, right: Numbers) -> Iterator[npt.NDArray[Any]]:
    crossed = _cross(table, left, right)
    yield crossed.tops.sum(axis=1) / np.maximum(table.lengths[left], 1)
    yield crossed.tops_back.sum(axis=1) / np.maximum(table.lengths[right], 1)
    yield crossed.mutual.sum(axis=1)
    yield _count_predicates(table, parties[left] | parties[right], crossed)
    yield np.any(crossed.opposed, axis=(1, 2))


def _count_predicates(table: WordTable, parties: Flags, crossed: _Crossed) -> Numbers:
    """German writes nouns as it writes names, so there a word counts if the other language writes it small, or if no party has it in its name."""
    pairs, rows = np.nonzero(crossed.mutual)
    ends = crossed.left[pairs, rows], crossed.right[pairs, crossed.best[pairs, rows]]
    counts = table.capitals[ends[0]] & table.capitals[ends[1]]
    for words in ends:
        counts |= ~table.capitals[words] & table.small[words]
    for words in ends:
        name = table.names[words]
        counts &= ~table.idle[words] & ~((name >= 0) & (parties[pairs, name] if parties.shape[1] else False))
    return np.bincount(pairs[counts], minlength=len(crossed.left))


def _cross(table: WordTable, left: Numbers, right: Numbers) -> _Crossed:
    rows, columns = (table.places[own, : table.lengths[own].max(initial=1)] for own in (left, right))
    likeness, opposed = _compare(table, rows, columns)
    best, best_back = likeness.argmax(axis=2), likeness.argmax(axis=1)
    tops, tops_back = likeness.max(axis=2), likeness.max(axis=1)
    mutual = (np.take_along_axis(best_back, best, axis=1) == np.arange(best.shape[1])) & (tops >= _SHARED)
    return _Crossed(rows, columns, np.maximum(tops, 0), np.maximum(tops_back, 0), best, mutual, opposed)


def _compare(table: WordTable, rows: Numbers, columns: Numbers) -> tuple[Vectors, Flags]:
    """Likeness of the words of each pair, −1 where there is no word, and whether they are opposed; both of shape ``(pairs, rows, columns)``."""
    some, others = (np.unique(words[words >= 0]) for words in (rows, columns))
    alike = np.full((len(some) + 1, len(others) + 1), -1, dtype=np.float32)  # the last one of each stands for no word
    alike[:-1, :-1] = _correct(table, table.vectors[some] @ table.vectors[others].T, some, others)
    opposed = np.zeros(alike.shape, dtype=bool)
    opposed[_find(table.opposed, some, others)] = True
    at = np.where(rows >= 0, np.searchsorted(some, rows), len(some))[:, :, None]
    beside = np.where(columns >= 0, np.searchsorted(others, columns), len(others))[:, None, :]
    found = opposed[at, beside] if opposed.any() else np.zeros((len(rows), rows.shape[1], columns.shape[1]), dtype=bool)
    return alike[at, beside], found


def _correct(table: WordTable, likeness: Vectors, some: Numbers, others: Numbers) -> Vectors:
    """Scale cosines to 0–1; names that sound the same are the same, different figures are not. Changes `likeness`."""
    likeness -= _ALIKE
    likeness /= _SAME - _ALIKE
    np.clip(likeness, 0, 1, out=likeness)
    figures = np.ix_(table.figures[some], table.figures[others])
    likeness[figures] = np.minimum(likeness[figures], _FIGURES)
    compounds = _find(table.compounds, some, others)
    likeness[compounds] = np.maximum(likeness[compounds], _COMPOUND)
    akin = _find(table.akin, some, others)
    likeness[akin] = np.maximum(likeness[akin], _AKIN)
    likeness[_find(table.alike, some, others)] = 1
    return likeness


def _find(couples: Couples, some: Numbers, others: Numbers) -> Couples:
    """Where couples of words are among these; both in order."""
    if not len(some) or not len(others):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    left, right = couples
    at, beside = (np.minimum(np.searchsorted(own, words), len(own) - 1) for own, words in ((some, left), (others, right)))
    there = (some[at] == left) & (others[beside] == right)
    return at[there], beside[there]
