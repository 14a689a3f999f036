"""The trained reader at run time: onnxruntime and tokenizers, no network, loaded once a process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from analysis.encoder.base_weights import dequantize
from analysis.encoder.decode import Floats, Found, decode, follow
from analysis.encoder.files import FOLDER, ReaderError, State, inspect, read_settings
from analysis.encoder.labels import STYLES, bucket_distances, bucket_sentences
from analysis.encoder.pieces import Integers, Pieces, build_tokenizer, cut_into_pieces, keep_pieces
from analysis.encoder.windows import Window, find_reach, frame, plan_windows
from analysis.types import Spans

#: Anchors whose surroundings are labeled at a time.
BATCH_ANCHORS: Final = 32


class TrainedReader:
    """The reader with its files open.

    Args:
        folder: where the files named in `FILES` are.
        threads: of onnxruntime.

    Raises:
        ReaderError: if the files were written for another version of the code or are incomplete.
    """

    def __init__(self, folder: Path, threads: int = 1) -> None:
        if (condition := inspect(folder)).state is not State.READY:
            raise ReaderError(condition.problem)
        self.settings = read_settings(folder)
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

    def read(self, texts: list[str], wanted: Sequence[Spans | None] | None = None) -> list[list[Found]]:
        """Find the attributions of texts, in text order.

        Args:
            texts: as given.
            wanted: for each text the stretches that are read, whole sentences; None reads everything.
        """
        cut = [cut_into_pieces(text, self._tokenizer) for text in texts]
        if wanted is not None:
            cut = [pieces if spans is None else keep_pieces(pieces, spans) for pieces, spans in zip(cut, wanted, strict=True)]
        return [drop_doubles([one for window in plan_windows(pieces) for one in self._read_window(pieces, window)]) for pieces in cut]

    def _read_window(self, pieces: Pieces, window: Window) -> Iterator[Found]:
        # One window at a time: batches would have to be padded and masked, which costs more than they save on one core.
        columns = frame(pieces, window)
        ids = columns["ids"]
        inputs = {
            "words": dequantize(self._table[ids])[None],
            "quotes": columns["quotes"][None],
            "breaks": columns["breaks"][None],
            "style": np.full(1, STYLES.index("news"), dtype=np.int64),
        }
        logits, as_piece, as_anchor = (output[0] for output in self._encoder.run(None, inputs))
        scores = 1 / (1 + np.exp(-logits))
        own = slice(window.own_start - window.start + 1, window.own_end - window.start + 1)
        anchors = [(int(at) + own.start, kind) for kind, least in enumerate(self.settings["thresholds"]) for at in np.flatnonzero(scores[own, kind] >= least)]
        for start in range(0, len(anchors), BATCH_ANCHORS):
            chosen = anchors[start : start + BATCH_ANCHORS]
            roles = self._label(chosen, columns, as_piece, as_anchor)
            parts = [_inner(find_reach(place, len(ids)), window) for place, _ in chosen]
            labels = self._follow(roles, pieces, parts)
            for at, (place, kind) in enumerate(chosen):
                part, skipped = parts[at]
                inner = slice(skipped, skipped + part.end - part.start)
                one = decode(pieces, part, kind, float(scores[place, kind]), roles[at, inner], labels[at, inner])
                if one is not None:
                    yield one

    @staticmethod
    def _follow(roles: Floats, pieces: Pieces, parts: list[tuple[Window, int]]) -> Integers:
        words = np.tile(np.arange(-roles.shape[1], 0, dtype=np.int64), (len(parts), 1))
        for row, (part, skipped) in enumerate(parts):
            words[row, skipped : skipped + part.end - part.start] = pieces.words[part.start : part.end]
        return follow(roles, words)

    def _label(self, anchors: list[tuple[int, int]], columns: dict[str, Integers], as_piece: Floats, as_anchor: Floats) -> Floats:
        length = len(columns["ids"])
        places = np.array([place for place, _ in anchors])
        # All reaches of one window are equally long.
        around = np.stack([np.arange(part.start, part.stop) for part in (find_reach(place, length) for place, _ in anchors)])
        distance = np.stack([bucket_distances(place, length) for place, _ in anchors])
        sentence = np.stack([bucket_sentences(place, columns["sentences"], columns["paragraphs"]) for place, _ in anchors])
        rows = np.arange(len(anchors))[:, None]
        (roles,) = self._pairs.run(
            ["roles"],
            {
                "as_piece": as_piece[around],
                "as_anchor": as_anchor[places],
                "kind": np.array([kind for _, kind in anchors], dtype=np.int64),
                "distance": distance[rows, around],
                "sentence": sentence[rows, around],
                "quote": columns["quotes"][around],
                "same": (columns["quotations"][around] == columns["quotations"][places][:, None]).astype(np.int64),
                "mask": np.ones(around.shape, dtype=np.float32),
            },
        )
        powers = np.exp(roles - roles.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def _inner(reach: slice, window: Window) -> tuple[Window, int]:
    """The pieces of the text that a reach shows, begin and end mark left out, and how many entries of the reach stand before them (0 or 1)."""
    skipped = max(0, 1 - reach.start)
    start = window.start + reach.start + skipped - 1
    end = min(window.end, window.start + reach.stop - 1)
    return Window(start, end, start, end), skipped


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
    return None if inspect(folder).state is State.MISSING else TrainedReader(folder)
