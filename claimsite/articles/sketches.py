"""MinHash: a text in 64 numbers, of which an equal share means an equal share of word sequences, and in 16 bands to look copies up by.

Broder, "On the resemblance and containment of documents" (1997); bands as in Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4. With 16 bands of
four numbers, two texts that share 0.7 of their word sequences have a band in common with probability 0.99, 0.5 with 0.64, 0.3 with 0.12, 0.1 with 0.002.
Stored sketches must stay comparable, so the hash functions are spelled out here (docs/adr says why no library).
"""

from __future__ import annotations

import hashlib
import zlib

import numpy as np

from claimsite.articles.likeness import split_words

SIZE, BANDS = 64, 16
#: Words in a sequence: fewer meet by chance, more are broken by every small change.
SEQUENCE = 4
#: Texts with fewer words are not looked up: short notices are alike without being copies.
LEAST_WORDS = 30


def _derive(name: str) -> np.ndarray:
    """Constants out of a name, the same for ever."""
    return np.array([int.from_bytes(hashlib.sha256(f"{name} {i}".encode()).digest()[:8], "big") for i in range(SIZE)], dtype=np.uint64)


_FACTORS, _OFFSETS = _derive("factor") | np.uint64(1), _derive("offset")


def make_sketch(text: str) -> bytes | None:
    """64 numbers of 32 bits, little end first; None for a text that is too short to be known by its words."""
    words = split_words(text)
    if len(words) < LEAST_WORDS:
        return None
    sequences = {" ".join(words[i : i + SEQUENCE]) for i in range(len(words) - SEQUENCE + 1)}
    hashes = np.fromiter((zlib.crc32(each.encode()) for each in sequences), dtype=np.uint64, count=len(sequences))
    smallest = np.full(SIZE, 2**64 - 1, dtype=np.uint64)
    for chunk in np.array_split(hashes, max(1, len(hashes) // 4096)):
        # Multiply and shift (Dietzfelbinger et al. 1997): the upper half of a·x + b modulo 2⁶⁴.
        smallest = np.minimum(smallest, ((chunk[:, None] * _FACTORS + _OFFSETS) >> np.uint64(32)).min(axis=0))
    return smallest.astype("<u4").tobytes()


def make_bands(sketch: bytes) -> list[int]:
    """16 signed numbers of 64 bits; a text's n-th can equal only another's n-th."""
    width = len(sketch) // BANDS
    parts = [sketch[i * width : (i + 1) * width] for i in range(BANDS)]
    return [int.from_bytes(hashlib.blake2b(bytes([i]) + part, digest_size=8).digest(), "big", signed=True) for i, part in enumerate(parts)]


def estimate_likeness(a: bytes, b: bytes) -> float:
    """Share of word sequences that two texts have in common (Jaccard), within ±0.06: 0 to 1."""
    return float(np.mean(np.frombuffer(a, dtype="<u4") == np.frombuffer(b, dtype="<u4")))
