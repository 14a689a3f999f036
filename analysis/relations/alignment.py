"""Which topic words of two statements mean the same, across languages and scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz

from analysis.embeddings import Vectors
from analysis.relations.reading import Reading
from analysis.relations.words import Place, find_sides

#: Cosine of two word vectors from which on they count as somewhat alike, and from which on as the same ("plans" – "Pläne" .88, "signed" – "unterzeichnet" .74).
_ALIKE, _SAME = 0.35, 0.85
#: Words shown as shared must be at least this alike, after scaling to 0–1.
_SHARED = 0.7
#: How alike a compound and its last part are ("Tarifvertrag" – "Vertrag"); letters that they must share at the end.
_COMPOUND = 0.8
_LEAST_ENDING = 5
#: Per cent of letters in common, from which on two spellings with the same consonants are one name.
_SPELLED_ALIKE = 60
#: The same where one is not capitalized, so need not be a name.
_SPELLED_CLOSE = 80

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh sh . y . e yu ya".replace(".", "").split(" "),
        strict=True,
    )
)
_SPELLINGS = (
    ("tsch", "c"),
    ("dsch", "c"),
    ("sch", "c"),
    ("tch", "c"),
    ("sh", "c"),
    ("zh", "c"),
    ("kh", "h"),
    ("ph", "f"),
    ("ts", "z"),
    ("tz", "z"),
    ("ck", "k"),
)
_LETTERS = str.maketrans({"w": "v", "j": "", "y": "", "q": "k", "x": "k", "s": "z", "ß": "z", "h": ""})


@lru_cache(maxsize=50_000)
def spell_latin(word: str) -> str:
    """Lower case, Cyrillic letters written in Latin."""
    return "".join(_CYRILLIC.get(c, c) for c in word.lower())


def sound_alike(left: str, right: str) -> bool:
    """Whether two words are one name or international word in two spellings: same consonants, and spelled much alike."""
    if left[:1] == right[:1] and left == right:
        return True
    least = _SPELLED_ALIKE if left[0].isupper() and right[0].isupper() else _SPELLED_CLOSE
    return bool(sound_keys(left) & sound_keys(right)) and fuzz.ratio(spell_latin(left), spell_latin(right)) >= least


@lru_cache(maxsize=50_000)
def sound_keys(word: str) -> frozenset[str]:
    """Consonants of a word in Latin, of three and more: "Salakhov", "Salachow" and "Салахов" have one in common.

    "ch" is read both ways, as in "Salachow" and as in "Vostochny".
    """
    latin = spell_latin(word)
    for spelling, letter in _SPELLINGS:
        latin = latin.replace(spelling, letter)
    keys = set()
    for reading in ("", "c"):
        letters = latin.replace("ch", reading).translate(_LETTERS).replace("c", "k")
        keys.add(re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouäöüéèêëàâîïôûç\W\d_]", "", letters)))
    return frozenset(key for key in keys if len(key) >= 3)


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


_NONE = Alignment(0.0, 0.0, (), ())


def align(first: Reading, second: Reading) -> Alignment:
    """Align the topic words of two statements; swapping them swaps the result's sides."""
    if not first.topic or not second.topic:
        return _NONE
    likeness = first.vectors @ second.vectors.T  # cosines; in place, for this is done a thousand times for an article
    likeness -= _ALIKE
    likeness /= _SAME - _ALIKE
    np.maximum(likeness, 0, out=likeness)
    np.minimum(likeness, 1, out=likeness)
    opposites = _correct(likeness, first, second)
    best, best_back = likeness.argmax(axis=1), likeness.argmax(axis=0)
    rows = np.arange(len(best))
    tops, tops_back = likeness[rows, best], likeness[best_back, np.arange(len(best_back))]
    mutual = ((best_back[best] == rows) & (tops >= _SHARED)).nonzero()[0].tolist()
    shared = [(float(tops[i]), first.topic[i], second.topic[best[i]]) for i in mutual]
    shared.sort(key=lambda s: (-s[0], -len(s[1]) - len(s[2])))
    return Alignment(
        float(tops.mean()),
        float(tops_back.mean()),
        tuple((a, b) for _, a, b in shared),
        opposites,
    )


def _correct(likeness: Vectors, first: Reading, second: Reading) -> tuple[tuple[str, str], ...]:
    """Names that sound the same are the same; different figures are not; opposites are found. Changes `likeness`."""
    left, right = _index(first.topic), _index(second.topic)
    alike = {
        (i, j)
        for key in left.sounds.keys() & right.sounds.keys()
        for i in left.sounds[key]
        for j in right.sounds[key]
        if sound_alike(first.topic[i], second.topic[j])
    }
    for place in alike:
        likeness[place] = 1.0
    for end in left.endings.keys() & right.endings.keys():
        for i, j in ((i, j) for i in left.endings[end] for j in right.endings[end]):
            if _is_compound(first.topic[i], second.topic[j]) or _is_compound(second.topic[j], first.topic[i]):
                likeness[i, j] = max(likeness[i, j], _COMPOUND)
    figures = {(i, j) for i in left.figures for j in right.figures} - alike
    for place in figures:
        likeness[place] = min(likeness[place], 0.3)
    opposed = {(i, j) for pair, side in left.sides.keys() & right.opposed.keys() for i in left.sides[pair, side] for j in right.opposed[pair, side]}
    return tuple((first.topic[i], second.topic[j]) for i, j in sorted(opposed - alike - figures))


def _is_compound(whole: str, part: str) -> bool:
    """Whether a noun ends in another one, as in German."""
    return len(whole) > len(part) + 1 and part[0].isupper() and whole[0].isupper() and whole.lower().endswith(part.lower())


@dataclass(frozen=True, slots=True)
class _Index:
    """Where words stand that may meet words of another statement: most pairs of words need no look.

    Attributes:
        sounds: by consonants, and by the word itself.
        figures: those that begin with a digit.
        sides: by places in the list of opposites.
        opposed: by the places opposite to theirs.
        endings: capitalized ones by their last letters.
    """

    sounds: dict[str, list[int]]
    figures: list[int]
    sides: dict[Place, list[int]]
    opposed: dict[Place, list[int]]
    endings: dict[str, list[int]]


@lru_cache(maxsize=20_000)
def _index(topic: tuple[str, ...]) -> _Index:
    index = _Index({}, [i for i, word in enumerate(topic) if word[0].isdigit()], {}, {}, {})
    for i, word in enumerate(topic):
        for key in {f"={word}", *sound_keys(word)}:
            index.sounds.setdefault(key, []).append(i)
        if word[0].isupper() and len(word) >= _LEAST_ENDING:
            index.endings.setdefault(word[-_LEAST_ENDING:].lower(), []).append(i)
        for pair, side in find_sides(word.lower()):
            index.sides.setdefault((pair, side), []).append(i)
            index.opposed.setdefault((pair, 1 - side), []).append(i)
    return index
