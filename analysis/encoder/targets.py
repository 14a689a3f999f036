"""From an annotated text to what the network shall answer for one window."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

import numpy as np

from analysis.encoder.examples import Example, Gold
from analysis.encoder.labels import KINDS, ROLES, STYLES
from analysis.encoder.pieces import Integers, Pieces
from analysis.encoder.windows import WINDOW, Window, frame, sentence_starts
from analysis.types import Spans

#: An attribution teaches only where the window shows this share of its content.
_LEAST_SHOWN: Final = 0.7
#: Anchors a window that are labeled in one step, so that memory stays bounded.
MOST_ANCHORS: Final = 8


@dataclass(frozen=True, slots=True)
class Target:
    """One window with the answers wanted; places count the begin mark.

    Attributes:
        columns: as `analysis.encoder.windows.frame` gives them.
        style: number of the annotation style.
        anchors: 0/1, shape ``(pieces, 2)``.
        counted: 0/1, shape ``(pieces, 2)``; where 0 the anchor score is neither right nor wrong.
        places, kinds: one entry an attribution.
        roles: shape ``(attributions, pieces)``.
    """

    columns: dict[str, Integers]
    style: int
    anchors: Integers
    counted: Integers
    places: Integers
    kinds: Integers
    roles: Integers

    def __len__(self) -> int:
        return len(self.columns["ids"])


def covered(pieces: Pieces, spans: Spans) -> Integers:
    """Numbers of the pieces that share a character with any of the spans, in order."""
    found: list[Integers] = []
    for span in spans:
        first = int(np.searchsorted(pieces.ends, span.start, side="right"))
        last = int(np.searchsorted(pieces.starts, span.end, side="left"))
        found.append(np.arange(first, last, dtype=np.int64))
    return np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)


def draw_windows(pieces: Pieces, random: Random) -> list[Window]:
    """Windows for training: a random sentence to start with, then one behind the other with a little overlap."""
    total, room = len(pieces), WINDOW - 2
    if total <= room:
        return [Window(0, total, 0, total)] if total else []
    starts = [int(s) for s in sentence_starts(pieces)]
    early = [s for s in starts if s < room // 2] or [0]
    start = random.choice(early)
    windows = [Window(0, min(room, total), 0, min(room, total))] if start else []
    while start < total:
        end = min(start + room, total)
        windows.append(Window(start, end, start, end))
        if end == total:
            break
        start = next((s for s in starts if s > end - room // 4), end)
    return [w for w in windows if w.end - w.start >= 16]


def make_target(example: Example, pieces: Pieces, window: Window, random: Random) -> Target:
    """The answers wanted for one window of an example."""
    columns = frame(pieces, window)
    length = len(columns["ids"])
    anchors = np.zeros((length, len(KINDS)), dtype=np.int64)
    counted = np.ones((length, len(KINDS)), dtype=np.int64)
    rows: list[tuple[int, int, Integers]] = []
    for gold in example.attributions:
        content = covered(pieces, gold.content)
        cue = covered(pieces, gold.cue)
        if not len(content):
            continue
        kind = 0 if len(cue) else 1
        place = int((cue if len(cue) else content)[0]) - window.start + 1
        if not 1 <= place < length - 1:
            continue
        shown = np.mean((content >= window.start) & (content < window.end))
        if not gold.sure or shown < _LEAST_SHOWN:
            counted[place] = 0
            continue
        anchors[place, kind] = 1
        counted[place] = 1
        rows.append((place, kind, _roles(gold, pieces, content, cue, window, length)))
    for place in covered(pieces, example.doubtful) - window.start + 1:
        if 1 <= place < length - 1:
            counted[place] = 0
    counted[anchors == 1] = 1
    if len(rows) > MOST_ANCHORS:
        rows = random.sample(rows, MOST_ANCHORS)
    places, kinds = (np.array([row[k] for row in rows], dtype=np.int64) for k in range(2))
    roles = np.stack([row[2] for row in rows]) if rows else np.zeros((0, length), dtype=np.int64)
    return Target(columns, STYLES.index(example.style), anchors, counted, places, kinds, roles)


def _roles(gold: Gold, pieces: Pieces, content: Integers, cue: Integers, window: Window, length: int) -> Integers:
    roles = np.zeros(length, dtype=np.int64)
    for name, places in (("content", content), ("source", covered(pieces, gold.source)), ("cue", cue)):
        inside = places[(places >= window.start) & (places < window.end)]
        roles[inside - window.start + 1] = ROLES.index(name)
    return roles
