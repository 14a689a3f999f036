"""How much of two texts is the same."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

#: Texts that share this part of their words, in order, are the same text (0 to 1): wire copy with another dateline, a cut end, a changed word here and there.
SAME_TEXT = 0.8
#: Texts that share this part may be two states of one article.
RELATED = 0.3
#: Words that are compared; the beginning decides, and the cost grows with the square: 0.1 s at this length.
COMPARED_WORDS = 20_000

_WORD = re.compile(r"\w+")


def split_words(text: str) -> list[str]:
    """The words of a text without case and punctuation."""
    return _WORD.findall(text.casefold())


def measure_likeness(a: str, b: str, *, cutoff: float = 0.0) -> float:
    """Words that two texts share in order, as a part of all: 0 to 1; below `cutoff` 0.

    Indel similarity: 2 × longest common subsequence / (words of both).
    """
    return float(Indel.normalized_similarity(split_words(a)[:COMPARED_WORDS], split_words(b)[:COMPARED_WORDS], score_cutoff=cutoff))


def is_same_text(a: str, b: str) -> bool:
    """Whether one is a copy of the other with small changes."""
    return measure_likeness(a, b, cutoff=SAME_TEXT) >= SAME_TEXT


def is_related(a: str, b: str) -> bool:
    """Whether both could be states of one article."""
    return measure_likeness(a, b, cutoff=RELATED) >= RELATED
