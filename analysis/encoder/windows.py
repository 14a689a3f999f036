"""Windows: how long texts are cut into stretches that the encoder takes at once; shared by training and run time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from analysis.encoder.pieces import BEGIN, END, Integers, Pieces

#: Pieces a window, begin and end included.
WINDOW: Final = 512
#: Pieces before its own that a window shows, where the text has them: speakers are named before, hardly ever behind.
CONTEXT: Final = 48
#: Pieces on either side of an anchor among which its source, cue and content are looked for.
REACH: Final = 160


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``[start, end)`` of a text; anchors are taken from ``[own_start, own_end)`` only."""

    start: int
    end: int
    own_start: int
    own_end: int


def plan_windows(pieces: Pieces, size: int = WINDOW, context: int = CONTEXT) -> list[Window]:
    """Windows that start at sentences and own each piece exactly once."""
    total, room = len(pieces), size - 2
    if total <= room:
        return [Window(0, total, 0, total)] if total else []
    starts = sentence_starts(pieces)
    windows = []
    start = own = 0
    while True:
        end = min(start + room, total)
        own_end = total if end == total else _choose_end(pieces, starts, own, end)
        windows.append(Window(start, end, own, own_end))
        if own_end == total:
            return windows
        own = own_end
        start = _first_start(starts, own - context, own)


def _choose_end(pieces: Pieces, starts: Integers, own: int, end: int) -> int:
    """Where a window's own pieces end: at the last paragraph of its second half, so that no quotation loses its cue, or else at the last sentence."""
    paragraphs = np.flatnonzero(np.diff(pieces.paragraphs[: end + 1], prepend=-1))
    later = paragraphs[paragraphs > (own + end) // 2]
    return int(later[-1]) if len(later) else _last_start(starts, own + 1, end, end)


def find_reach(place: int, length: int) -> slice:
    """The pieces around an anchor that are labeled for it: `2 * REACH` of them, or all that a window of this length has."""
    start = min(max(0, place - REACH), max(0, length - 2 * REACH))
    return slice(start, min(length, start + 2 * REACH))


def sentence_starts(pieces: Pieces) -> Integers:
    """Numbers of the pieces that begin a sentence."""
    if not len(pieces):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.diff(pieces.sentences, prepend=-1)).astype(np.int64)


def _last_start(starts: Integers, least: int, wanted: int, end: int) -> int:
    """The last sentence start in ``[least, wanted]``; without one `wanted` itself, in the middle of an endless sentence."""
    at = int(np.searchsorted(starts, wanted, side="right")) - 1
    return int(starts[at]) if at >= 0 and starts[at] >= least else max(least, min(wanted, end))


def _first_start(starts: Integers, wanted: int, latest: int) -> int:
    at = int(np.searchsorted(starts, wanted))
    return int(starts[at]) if at < len(starts) and starts[at] <= latest else max(0, wanted)


def frame(pieces: Pieces, window: Window) -> dict[str, Integers]:
    """The inputs of one window, begin and end mark added: ``ids``, ``quotes``, ``quotations``, ``breaks`` (0 none, 1 sentence, 2 paragraph starts),
    ``sentences``, ``paragraphs``, each of length pieces + 2."""
    part = slice(window.start, window.end)
    breaks = np.zeros(len(pieces), dtype=np.int64)
    breaks[np.flatnonzero(np.diff(pieces.sentences, prepend=-1))] = 1
    breaks[np.flatnonzero(np.diff(pieces.paragraphs, prepend=-1))] = 2

    def padded(column: Integers, first: int, last: int) -> Integers:
        return np.concatenate(([first], column[part], [last])).astype(np.int64)

    sentences, paragraphs = pieces.sentences[part], pieces.paragraphs[part]
    return {
        "ids": padded(pieces.ids, BEGIN, END),
        "quotes": padded(pieces.quotes, 0, 0),
        "quotations": padded(pieces.quotations, 0, 0),
        "breaks": padded(breaks, 0, 0),
        "sentences": padded(pieces.sentences, int(sentences[0]), int(sentences[-1])),
        "paragraphs": padded(pieces.paragraphs, int(paragraphs[0]), int(paragraphs[-1])),
    }
