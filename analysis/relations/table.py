"""The topic words of many statements, each once: what two words have to do with each other is looked up for all pairs of statements together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.embeddings import Vectors
from analysis.relations.comparing import is_figure, is_place
from analysis.relations.likeness import is_compound, list_endings, list_sounds, sound_alike, spell_latin
from analysis.relations.reading import Reading, stack
from analysis.relations.words import find_sides

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
#: Two columns: places of words in the table, both ways round.
Couples = tuple[Numbers, Numbers]

#: The language that writes all nouns with a capital.
_CAPITALS: Final = "de"


@dataclass(frozen=True, slots=True)
class WordTable:
    """Topic words as written, each once a language.

    Attributes:
        places: for each statement the places of its words in the table, −1 behind the last; shape ``(n, most words)``.
        lengths: words of each statement, shape ``(n,)``.
        vectors: of the words, shape ``(words, 512)``.
        alike: couples of words that are one name, or the same word.
        compounds: couples of which one ends in the other.
        akin: couples that stand on one side of a pair of opposites ("verletzt" – «нарушает»).
        opposed: couples on opposite sides.
        figures: which words begin with a digit.
        idle: which words are figures or belong to a state, so that they are no predicates.
        small: which words are written without a capital.
        capitals: which words are of a language that writes all nouns with one.
        names: number of the word among names, −1 for what is in no party's name.
    """

    places: Numbers
    lengths: Numbers
    vectors: Vectors
    alike: Couples
    compounds: Couples
    akin: Couples
    opposed: Couples
    figures: Flags
    idle: Flags
    small: Flags
    capitals: Flags
    names: Numbers


def build_table(readings: Sequence[Reading], names: dict[str, int]) -> WordTable:
    """Gather the words of statements; `names` numbers the words of all parties' names."""
    order: dict[tuple[str, str], int] = {}
    vectors: list[Vectors] = []
    lengths = np.array([len(r.topic) for r in readings], dtype=np.int64)
    places = np.full((len(readings), int(lengths.max(initial=0))), -1, dtype=np.int64)
    for row, reading in enumerate(readings):
        for at, word in enumerate(reading.topic):
            entry = (word, reading.statement.language)
            if entry not in order:
                order[entry] = len(order)
                vectors.append(reading.vectors[at])
            places[row, at] = order[entry]
    words = [word for word, _ in order]
    alike = _couple(words, list_sounds, sound_alike)
    figures = np.array([word[0].isdigit() for word in words], dtype=bool)
    return WordTable(
        places=places,
        lengths=lengths,
        vectors=stack(vectors),
        alike=alike,
        compounds=_couple(words, list_endings, lambda a, b: is_compound(a, b) or is_compound(b, a)),
        akin=_find_akin(words),
        opposed=_find_opposed(words, figures, set(zip(*(column.tolist() for column in alike), strict=True))),
        figures=figures,
        idle=np.array([is_figure(word, language) or is_place(word, language) for word, language in order], dtype=bool),
        small=np.array([not word[0].isupper() for word in words], dtype=bool),
        capitals=np.array([language == _CAPITALS for _, language in order], dtype=bool),
        names=np.array([names.get(spell_latin(word), -1) for word in words], dtype=np.int64),
    )


def _couple(words: Sequence[str], keys: Callable[[str], tuple[str, ...]], belong: Callable[[str, str], bool]) -> Couples:
    """The couples that belong together among words that share a key: most couples of words need no look."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        for key in keys(word):
            groups[key].append(place)
    found = {(i, j) for group in groups.values() for at, i in enumerate(group) for j in group[at:] if belong(words[i], words[j])}
    return _pack(found)


def _find_opposed(words: Sequence[str], figures: Flags, alike: set[tuple[int, int]]) -> Couples:
    sides: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        for pair, side in find_sides(word.lower()):
            sides[pair, side].append(place)
    couples = {(i, j) for pair, side in sides for i in sides[pair, side] for j in sides.get((pair, 1 - side), ())}
    return _pack({(i, j) for i, j in couples - alike if not (figures[i] and figures[j])})


def _find_akin(words: Sequence[str]) -> Couples:
    sides: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        for side in find_sides(word.lower()):
            sides[side].append(place)
    return _pack({(i, j) for group in sides.values() for at, i in enumerate(group) for j in group[at + 1 :]})


def _pack(couples: set[tuple[int, int]]) -> Couples:
    both = sorted(couples | {(j, i) for i, j in couples})
    left, right = np.array(both, dtype=np.int64).reshape(len(both), 2).T
    return left, right
