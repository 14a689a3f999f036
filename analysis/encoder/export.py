"""Writes a trained reader in the form in which it ships: ``python -m analysis export CHECKPOINT FOLDER``."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
import unicodedata
from pathlib import Path
from typing import Final

import numpy as np
import torch  # type: ignore[import-not-found]
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]

from analysis.encoder.base_weights import BaseModel, find_base_file, read_base_model
from analysis.encoder.files import FORMAT
from analysis.encoder.network import PROJECTED, Reader, Shape

#: Pieces that are kept: the most frequent that can stand in the four languages.
KEPT_PIECES: Final = 90_000
_SCRIPTS: Final = ("LATIN", "CYRILLIC")
#: Anchor scores from which on an anchor is followed, for cues and for contents without cue.
THRESHOLDS: Final = (0.4, 0.4)


def main(arguments: list[str] | None = None) -> None:
    """Export as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args(arguments)
    reader = Reader(Shape())
    reader.load_state_dict(torch.load(options.checkpoint, weights_only=True)["reader"])
    export(reader.eval(), read_base_model(find_base_file()), options.folder)


def export(reader: Reader, base: BaseModel, folder: Path) -> None:
    """Write ``reader.json``, ``reader-words.npz``, ``reader-encoder.onnx`` and ``reader-pairs.onnx``; matrices as 8-bit integers."""
    folder.mkdir(parents=True, exist_ok=True)
    for mixer in reader.pairs.mixers:
        mixer.become_product()
    kept = keep_pieces(base.pieces)
    names = "\n".join(base.pieces[i][0] for i in kept)
    scores = np.array([base.pieces[i][1] for i in kept], dtype=np.float32)
    np.savez(folder / "reader-words.npz", blocks=base.word_blocks[kept], pieces=np.frombuffer(names.encode("utf-8"), dtype=np.uint8), scores=scores)
    with tempfile.TemporaryDirectory() as scratch:
        for name, module, inputs, outputs in _graphs(reader):
            raw = Path(scratch) / f"{name}.onnx"
            axes = {k: {0: "rows"} if v.ndim == 1 or k == "as_anchor" else {0: "rows", 1: "pieces"} for k, v in inputs.items()}
            torch.onnx.export(
                module,
                tuple(inputs.values()),
                str(raw),
                input_names=list(inputs),
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=17,
                custom_opsets={"com.microsoft": 1},
                dynamo=False,
            )
            # Processors without 8-bit dot products add two products in 16 bits: 7-bit weights cannot overflow there.
            quantize_dynamic(
                raw, folder / f"reader-{name}.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul"]
            )
    settings = {"format": FORMAT, "version": time.strftime("%Y-%m-%d"), "thresholds": THRESHOLDS, "pieces": len(kept)}
    (folder / "reader.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")


def keep_pieces(pieces: list[tuple[str, float]], most: int = KEPT_PIECES) -> list[int]:
    """Identifiers of the pieces to keep, in order: the four special ones, then by frequency those of Latin or Cyrillic letters, digits and marks."""
    fitting = [i for i in range(4, len(pieces)) if pieces[i][1] < 0 and pieces[i][0] and "\n" not in pieces[i][0] and _fits(pieces[i][0])]
    best = sorted(fitting, key=lambda i: -pieces[i][1])[: most - 4]
    return [0, 1, 2, 3, *sorted(best)]


def _fits(piece: str) -> bool:
    return all(not ch.isalpha() or unicodedata.name(ch, "").startswith(_SCRIPTS) for ch in piece)


def _graphs(reader: Reader) -> list[tuple[str, torch.nn.Module, dict[str, torch.Tensor], list[str]]]:
    rows, length = 2, 40
    flags = torch.zeros(rows, length, dtype=torch.long)
    numbers = torch.zeros(rows, dtype=torch.long)
    mask = torch.ones(rows, length)
    encoder = {"words": torch.randn(rows, length, Shape().hidden), "quotes": flags, "breaks": flags, "style": numbers}
    pairs = {
        "as_piece": torch.randn(rows, length, PROJECTED), "as_anchor": torch.randn(rows, PROJECTED), "kind": numbers,
        "distance": flags, "sentence": flags, "quote": flags, "same": flags, "mask": mask,
    }  # fmt: skip
    return [("encoder", reader, encoder, ["anchors", "as_piece_out", "as_anchor_out"]), ("pairs", reader.pairs, pairs, ["roles"])]
