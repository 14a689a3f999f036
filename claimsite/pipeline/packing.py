"""How a sentence vector is stored: 512 half-precision numbers of unit length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.embeddings import DIMENSIONS, Vectors

if TYPE_CHECKING:
    from collections.abc import Sequence

MODEL = "use-multilingual-3"
BYTES = DIMENSIONS * 2


def pack(vector: Vectors) -> bytes:
    """As stored."""
    return vector.astype(np.float16).tobytes()


def unpack(data: bytes) -> Vectors:
    """As computed with, float32 of shape (512,)."""
    return np.frombuffer(data, dtype=np.float16).astype(np.float32)


def unpack_many(data: Sequence[bytes]) -> Vectors:
    """As computed with, float32 of shape (n, 512); what is no vector becomes zeros, which are near nothing."""
    whole = b"".join(each if len(each) == BYTES else bytes(BYTES) for each in data)
    return np.frombuffer(whole, dtype=np.float16).astype(np.float32).reshape(len(data), DIMENSIONS)
