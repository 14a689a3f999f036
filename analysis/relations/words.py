"""Words that decide how two statements stand to each other, by language: general word lists, read from ``data/``."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from analysis.languages import CODES, UnknownLanguageError

_DATA = Path(__file__).parent / "data"
#: In the list of opposites: which pair, which side of it.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RelationWords:
    """The words of one language, lower case.

    Attributes:
        negations: words that turn a proposition round.
        falsity: beginnings of words that call something untrue ("erfund" for erfunden, Erfundenes).
        pointers: demonstratives that can point back to an earlier sentence.
        uncertain: words that make a proposition a possibility.
        limits: words that shut everything else out ("only").
        evidence: beginnings of words for what can be shown ("photo", "signed"): papers, pictures, samples, witnesses.
        reasons: words that give a reason ("because").
        function_words: words that say nothing about the topic; those of the other lists need not be repeated.
        times: nouns that a demonstrative makes a date or a mere topic of ("this week", "this subject"): it does not point back to a proposition then.
        numbers: words for numbers → value.
        multipliers: word → factor ("thousand").
        dull: all words that say nothing about the topic.
    """

    negations: frozenset[str]
    falsity: tuple[str, ...]
    pointers: frozenset[str]
    uncertain: frozenset[str]
    limits: frozenset[str]
    evidence: tuple[str, ...]
    reasons: frozenset[str]
    function_words: frozenset[str]
    times: frozenset[str]
    numbers: dict[str, int]
    multipliers: dict[str, int]

    dull: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dull", self.function_words | self.negations | self.pointers | self.uncertain | self.limits)


@cache
def get_words(language: str) -> RelationWords:
    """The words of a language ("de", "en", "fr", "ru").

    Raises:
        UnknownLanguageError: for any other.
    """
    if language not in CODES:
        raise UnknownLanguageError(f"unknown language {language!r}; known are {', '.join(CODES)}")
    lists = json.loads((_DATA / "words.json").read_text(encoding="utf-8"))[language]
    return RelationWords(
        negations=frozenset(lists["negations"]),
        falsity=tuple(lists["falsity"]),
        pointers=frozenset(lists["pointers"]),
        uncertain=frozenset(lists["uncertain"]),
        limits=frozenset(lists["limits"]),
        evidence=tuple(lists["evidence"]),
        reasons=frozenset(lists["reasons"]),
        function_words=frozenset(lists["function_words"]),
        times=frozenset(lists["times"]),
        numbers=lists["numbers"],
        multipliers=lists["multipliers"],
    )


@cache
def _opposites() -> dict[str, list[Place]]:
    """Beginning of a word → the (pair, side) places where it stands."""
    places: dict[str, list[Place]] = {}
    lines = (_DATA / "opposites.txt").read_text(encoding="utf-8").splitlines()
    for pair, line in enumerate(line for line in lines if not line.startswith("#")):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                places.setdefault(word, []).append((pair, side))
    return places


@lru_cache(maxsize=50_000)
def find_sides(word: str) -> frozenset[Place]:
    """Where a lower-case word stands; the longest beginning that is listed decides, so "unsicher" is not "sicher"."""
    places = _opposites()
    if f"={word}" in places:
        return frozenset(places[f"={word}"])
    for length in range(len(word), 1, -1):
        if word[:length] in places and (length > 3 or length == len(word)):
            return frozenset(places[word[:length]])
    return frozenset()


def are_opposites(left: str, right: str) -> bool:
    """Whether two words stand on opposite sides of one pair ("rose" – "gefallen")."""
    theirs = find_sides(right.lower())
    return any((pair, 1 - side) in theirs for pair, side in find_sides(left.lower()))
