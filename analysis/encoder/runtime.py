"""The trained reader at run time: onnxruntime and tokenizers, no network, loaded once a process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from analysis.encoder.base_weights import dequantize
from analysis.encoder.decode import Floats, Found, decode, follow
from analysis.encoder.labels import FORMAT, STYLES, bucket_distances, bucket_sentences
from analysis.encoder.pieces import PAD, Integers, Pieces, build_tokenizer, cut_into_pieces
from analysis.encoder.windows import Window, frame, plan_windows

FOLDER: Final = Path(__file__).resolve().parent.parent / "models"
FILES: Final = ("reader.json", "reader-words.npz", "reader-encoder.onnx", "reader-pairs.onnx")
#: Windows and anchors that go through the network at a time.
BATCH_WINDOWS: Final = 8
BATCH_ANCHORS: Final = 32


class ReaderError(RuntimeError):
    """The model files are there but do not fit the code."""


class TrainedReader:
    """The reader with its files open.

    Args:
        folder: where the files named in `FILES` are.
        threads: of onnxruntime.

    Raises:
        ReaderError: if the files were written for another version of the code or are incomplete.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        if missing := [name for name in FILES if not (folder / name).exists()]:
            raise ReaderError(f"the reader's files are incomplete: {', '.join(missing)} missing in {folder}")
        self.settings: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        if self.settings.get("format") != FORMAT:
            raise ReaderError(f"reader.json has format {self.settings.get('format')}, this code reads format {FORMAT}: export the model again")
        with np.load(folder / "reader-words.npz") as words:
            self._table = words["blocks"]
            names = words["pieces"].tobytes().decode("utf-8").split("\n")
            self._tokenizer = build_tokenizer(list(zip(names, words["scores"].tolist(), strict=True)))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._encoder, self._pairs = (
            onnxruntime.InferenceSession(folder / name, options, providers=["CPUExecutionProvider"]) for name in ("reader-encoder.onnx", "reader-pairs.onnx")
        )

    def read(self, texts: list[str]) -> list[list[Found]]:
        """Find the attributions of texts, in order of the anchors; windows of all texts share batches."""
        cut = [cut_into_pieces(text, self._tokenizer) for text in texts]
        jobs = [(number, window) for number, pieces in enumerate(cut) for window in plan_windows(pieces)]
        jobs.sort(key=lambda job: job[1].end - job[1].start)
        found: list[list[Found]] = [[] for _ in texts]
        for start in range(0, len(jobs), BATCH_WINDOWS):
            batch = jobs[start : start + BATCH_WINDOWS]
            for number, one in self._read_windows([(n, cut[n], w) for n, w in batch]):
                found[number].append(one)
        return [drop_doubles(each) for each in found]

    def _read_windows(self, batch: list[tuple[int, Pieces, Window]]) -> Iterator[tuple[int, Found]]:
        columns = [frame(pieces, window) for _, pieces, window in batch]
        length = max(len(c["ids"]) for c in columns)

        def stacked(name: str, fill: int = 0) -> Integers:
            return np.stack([np.pad(c[name], (0, length - len(c[name])), constant_values=fill) for c in columns])

        ids = stacked("ids", PAD)
        inputs = {
            "words": dequantize(self._table[ids.ravel()]).reshape(*ids.shape, -1),
            "quotes": stacked("quotes"),
            "breaks": stacked("breaks"),
            "style": np.full(len(batch), STYLES.index("news"), dtype=np.int64),
            "mask": (ids != PAD).astype(np.float32),
        }
        logits, as_piece, as_anchor = self._encoder.run(None, inputs)
        scores = 1 / (1 + np.exp(-logits))
        anchors: list[tuple[int, int, int]] = []
        for row, (_, _, window) in enumerate(batch):
            own = slice(window.own_start - window.start + 1, window.own_end - window.start + 1)
            for kind, threshold in enumerate(self.settings["thresholds"]):
                anchors += [(row, int(place) + own.start, kind) for place in np.flatnonzero(scores[row, own, kind] >= threshold)]
        for start in range(0, len(anchors), BATCH_ANCHORS):
            chosen = anchors[start : start + BATCH_ANCHORS]
            roles, acts = self._label(chosen, columns, as_piece, as_anchor, inputs["mask"])
            labels = self._follow(roles, [batch[row][1:] for row, _, _ in chosen])
            for at, (row, place, kind) in enumerate(chosen):
                number, pieces, window = batch[row]
                inner = slice(1, window.end - window.start + 1)
                one = decode(pieces, window, kind, float(scores[row, place, kind]), roles[at, inner], labels[at, inner], acts[at])
                if one is not None:
                    yield number, one

    @staticmethod
    def _follow(roles: Floats, where: list[tuple[Pieces, Window]]) -> Integers:
        words = np.tile(np.arange(-roles.shape[1], 0, dtype=np.int64), (len(where), 1))
        for row, (pieces, window) in enumerate(where):
            words[row, 1 : window.end - window.start + 1] = pieces.words[window.start : window.end]
        return follow(roles, words)

    def _label(
        self, anchors: list[tuple[int, int, int]], columns: list[dict[str, Integers]], as_piece: Floats, as_anchor: Floats, mask: Floats
    ) -> tuple[Floats, Floats]:
        length = mask.shape[1]

        def stacked(make: Any) -> Integers:
            rows = [make(columns[row], place) for row, place, _ in anchors]
            return np.stack([np.pad(r, (0, length - len(r))) for r in rows]).astype(np.int64)

        rows = np.array([row for row, _, _ in anchors])
        places = np.array([place for _, place, _ in anchors])
        roles, acts = self._pairs.run(
            None,
            {
                "as_piece": as_piece[rows],
                "as_anchor": as_anchor[rows, places],
                "kind": np.array([kind for _, _, kind in anchors], dtype=np.int64),
                "distance": stacked(lambda c, place: bucket_distances(place, len(c["ids"]))),
                "sentence": stacked(lambda c, place: bucket_sentences(place, c["sentences"], c["paragraphs"])),
                "quote": stacked(lambda c, _: c["quotes"]),
                "same": stacked(lambda c, place: c["quotations"] == c["quotations"][place]),
                "mask": mask[rows],
            },
        )
        return _softmax(roles), _softmax(acts)


def _softmax(logits: Floats) -> Floats:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def drop_doubles(found: list[Found]) -> list[Found]:
    """Of attributions that share a cue, or whose contents are nearly the same, only the best scored stays."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: -f.score):
        if not any(_same(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.content, f.cue))


def _same(a: Found, b: Found) -> bool:
    if any(x.overlaps(y) for x in a.cue for y in b.cue):
        return True
    common = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a.content for y in b.content)
    sizes = [sum(s.end - s.start for s in f.content) for f in (a, b)]
    if not a.cue or not b.cue:
        return common * 2 > min(sizes)
    return common > 0.8 * (sum(sizes) - common)


@cache
def load_reader(folder: Path = FOLDER) -> TrainedReader | None:
    """The reader, loaded at the first call; None if there are no model files.

    Raises:
        ReaderError: as `TrainedReader`.
    """
    return TrainedReader(folder) if (folder / "reader.json").exists() else None
