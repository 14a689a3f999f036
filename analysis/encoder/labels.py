"""What the reader's outputs stand for, and how places are turned into buckets; shared by training and run time."""

from __future__ import annotations

from typing import Final

import numpy as np

from analysis.encoder.pieces import Integers

#: What an anchor is: the first piece of a cue, or of a content without cue.
KINDS: Final = ("cue", "content")
ROLES: Final = ("none", "source", "cue", "content")
#: How training data is annotated: by our rules, or as speech, thought and writing in parliament.
STYLES: Final = ("news", "parliament", "made")
_BORDERS: Final = np.array([1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 36, 48, 64, 96], dtype=np.int64)
#: Buckets of the distance from the anchor in pieces, left and right.
DISTANCES: Final = 2 * len(_BORDERS) + 1
_MOST_SENTENCES: Final = 4
#: Buckets of the distance in sentences, within and across paragraphs.
SENTENCE_STEPS: Final = 2 * (2 * _MOST_SENTENCES + 1)


def bucket_distances(anchor: int, length: int) -> Integers:
    """Buckets of the distance of each of `length` pieces to the piece `anchor`."""
    distance = np.arange(length, dtype=np.int64) - anchor
    size = np.searchsorted(_BORDERS, np.abs(distance), side="right")
    return np.where(distance < 0, len(_BORDERS) - size, len(_BORDERS) + size).astype(np.int64)


def bucket_sentences(anchor: int, sentences: Integers, paragraphs: Integers) -> Integers:
    """Buckets of the distance of each piece to the piece `anchor` in sentences; another paragraph counts apart."""
    steps = np.clip(sentences - sentences[anchor], -_MOST_SENTENCES, _MOST_SENTENCES) + _MOST_SENTENCES
    buckets: Integers = steps + (paragraphs != paragraphs[anchor]) * (2 * _MOST_SENTENCES + 1)
    return buckets
