"""The trained reader at run time: onnxruntime and tokenizers, no network, loaded once a process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime  # type: ignore[import-untyped]

from analysis.encoder.base_weights import dequantize
from analysis.encoder.decode import Floats, Found, decode, follow
from analysis.encoder.files import FOLDER, ReaderError, State, inspect, read_settings
from analysis.encoder.labels import STYLES, bucket_distances, bucket_sentences
from analysis.encoder.pieces import PAD, Integers, Pieces, build_tokenizer, cut_into_pieces, keep_pieces
from analysis.encoder.windows import Window, find_reach, frame, plan_windows
from analysis.types import Spans

#: Windows and anchors that go through the network at a time.
BATCH_WINDOWS: Final = 8
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
        """Find the attributions of texts, in text order; windows of all texts share batches.

        Args:
            texts: as given.
            wanted: for each text the stretches that are read, whole sentences; None reads everything.
        """
        cut = [cut_into_pieces(text, self._tokenizer) for text in texts]
        if wanted is not None:
            cut = [pieces if spans is None else keep_pieces(pieces, spans) for pieces, spans in zip(cut, wanted, strict=True)]
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
            roles = self._label(chosen, columns, as_piece, as_anchor)
            parts = [_inner(find_reach(place, len(columns[row]["ids"])), batch[row][2]) for row, place, _ in chosen]
            labels = self._follow(roles, [(batch[row][1], part, skipped) for (row, _, _), (part, skipped) in zip(chosen, parts, strict=True)])
            for at, (row, place, kind) in enumerate(chosen):
                number, pieces, _ = batch[row]
                part, skipped = parts[at]
                inner = slice(skipped, skipped + part.end - part.start)
                one = decode(pieces, part, kind, float(scores[row, place, kind]), roles[at, inner], labels[at, inner])
                if one is not None:
                    yield number, one

    @staticmethod
    def _follow(roles: Floats, where: list[tuple[Pieces, Window, int]]) -> Integers:
        words = np.tile(np.arange(-roles.shape[1], 0, dtype=np.int64), (len(where), 1))
        for row, (pieces, part, skipped) in enumerate(where):
            words[row, skipped : skipped + part.end - part.start] = pieces.words[part.start : part.end]
        return follow(roles, words)

    def _label(self, anchors: list[tuple[int, int, int]], columns: list[dict[str, Integers]], as_piece: Floats, as_anchor: Floats) -> Floats:
        reach = [find_reach(place, len(columns[row]["ids"])) for row, place, _ in anchors]
        length = max(part.stop - part.start for part in reach)

        def stacked(make: Any) -> Integers:
            rows = [make(columns[row], place)[part] for (row, place, _), part in zip(anchors, reach, strict=True)]
            return np.stack([np.pad(r, (0, length - len(r))) for r in rows]).astype(np.int64)

        rows = np.array([row for row, _, _ in anchors])
        places = np.array([place for _, place, _ in anchors])
        shown = stacked(lambda c, _: np.ones(len(c["ids"])))
        around = np.zeros((len(anchors), length, as_piece.shape[2]), dtype=np.float32)
        for at, ((row, _, _), part) in enumerate(zip(anchors, reach, strict=True)):
            around[at, : part.stop - part.start] = as_piece[row, part]
        (roles,) = self._pairs.run(
            ["roles"],
            {
                "as_piece": around,
                "as_anchor": as_anchor[rows, places],
                "kind": np.array([kind for _, _, kind in anchors], dtype=np.int64),
                "distance": stacked(lambda c, place: bucket_distances(place, len(c["ids"]))),
                "sentence": stacked(lambda c, place: bucket_sentences(place, c["sentences"], c["paragraphs"])),
                "quote": stacked(lambda c, _: c["quotes"]),
                "same": stacked(lambda c, place: c["quotations"] == c["quotations"][place]),
                "mask": shown.astype(np.float32),
            },
        )
        return _softmax(roles)


def _inner(reach: slice, window: Window) -> tuple[Window, int]:
    """The pieces of the text that a reach shows, begin and end mark left out, and how many entries of the reach stand before them."""
    skipped = max(0, 1 - reach.start)
    start = window.start + reach.start + skipped - 1
    end = min(window.end, window.start + reach.stop - 1)
    return Window(start, end, start, end), skipped


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
    return None if inspect(folder).state is State.MISSING else TrainedReader(folder)
