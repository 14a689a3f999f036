"""From the network's scores to attributions with places in the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.encoder.labels import ROLES
from analysis.encoder.pieces import Integers, Pieces
from analysis.encoder.windows import Window
from analysis.types import Span, Spans

Floats = npt.NDArray[np.float32]

SOURCE: Final = ROLES.index("source")
CUE: Final = ROLES.index("cue")
CONTENT: Final = ROLES.index("content")
#: What it costs to change the label between two pieces, and inside a word.
_SWITCH: Final = 1.2
_SWITCH_IN_WORD: Final = 6.0
#: A source is named if its best piece is at least this likely.
_LEAST_SOURCE: Final = 0.25
#: Parts of a content with fewer letters are noise beside a longer part.
_LEAST_LETTERS: Final = 4
#: A quotation of which this share is content is content as a whole; of which less than the smaller share is, is not.
_MOST_OF_QUOTATION: Final = 0.6
_LITTLE_OF_QUOTATION: Final = 0.15


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution as the network reads it; spans as in `Attribution`, not yet trimmed of punctuation."""

    content: Spans
    source: Spans
    cue: Spans
    score: float

    def moved(self, by: int) -> Found:
        """The same in a text that has `by` characters before this one."""
        content, source, cue = (tuple(Span(s.start + by, s.end + by) for s in spans) for spans in (self.content, self.source, self.cue))
        return Found(content, source, cue, self.score)


def decode(pieces: Pieces, window: Window, kind: int, anchor_score: float, roles: Floats, labels: Integers) -> Found | None:
    """One anchor's scores → an attribution.

    Args:
        pieces: the text.
        window: the pieces that were labeled.
        kind: index into `KINDS`.
        anchor_score: 0 to 1.
        roles: probabilities of shape ``(pieces, 4)``.
        labels: the same pieces' labels as `follow` chose them.

    Returns:
        None where no content is found.
    """
    part = slice(window.start, window.end)
    labels = _fit_quotations(labels, roles, pieces.quotations[part], pieces.quotes[part])
    content = _runs(labels == CONTENT, pieces, window)
    content = _drop_small(content, pieces.text)
    if not content:
        return None
    inside = labels == CONTENT
    certainty = float(roles[inside, CONTENT].mean()) if inside.any() else 0.0
    return Found(
        content=content,
        source=_source(labels, roles, pieces, window),
        cue=_runs(labels == CUE, pieces, window) if kind == 0 else (),
        score=anchor_score * certainty,
    )


def follow(roles: Floats, words: Integers) -> Integers:
    """The best sequences of labels where changes cost (Viterbi), for all anchors of a batch at once.

    Args:
        roles: probabilities of shape ``(anchors, pieces, 4)``.
        words: number of each piece's word, of shape ``(anchors, pieces)``.

    Returns:
        Labels of shape ``(anchors, pieces)``.
    """
    anchors, length, count = roles.shape
    gains = np.log(np.maximum(roles, 1e-6))
    cost = np.where(np.diff(words, axis=1) == 0, _SWITCH_IN_WORD, _SWITCH)
    rows, own = np.arange(anchors), np.arange(count)[None, :]
    best = gains[:, 0]
    back = np.zeros((length, anchors, count), dtype=np.int64)
    for t in range(1, length):
        leader = best.argmax(axis=1)
        changed = (best[rows, leader] - cost[:, t - 1])[:, None]
        back[t] = np.where(best >= changed, own, leader[:, None])
        best = np.maximum(best, changed) + gains[:, t]
    labels = np.zeros((anchors, length), dtype=np.int64)
    labels[:, -1] = best.argmax(axis=1)
    for t in range(length - 1, 0, -1):
        labels[:, t - 1] = back[t, rows, labels[:, t]]
    return labels


def _fit_quotations(labels: Integers, roles: Floats, quotations: Integers, quotes: Integers) -> Integers:
    """Contents end where quotation marks do: a quotation that is content for the most part becomes so as a whole."""
    labels = labels.copy()
    for number in np.unique(quotations[quotations > 0]):
        at = np.flatnonzero(quotations == number)
        inner = at[quotes[at] == 1]
        if len(inner) < 3:
            continue
        share = float(np.mean(labels[inner] == CONTENT))
        free = inner[(labels[inner] != CUE) & (labels[inner] != SOURCE)]
        if share >= _MOST_OF_QUOTATION:
            labels[free] = CONTENT
        elif 0 < share <= _LITTLE_OF_QUOTATION:
            labels[inner[labels[inner] == CONTENT]] = 0
    return labels


def _runs(chosen: npt.NDArray[np.bool_], pieces: Pieces, window: Window) -> Spans:
    """Stretches of chosen pieces as spans of the text; gaps without letters are closed, and none runs over sentences that were not read."""
    at = np.flatnonzero(chosen)
    spans: list[Span] = []
    sentences = pieces.sentences[window.start + at]
    for run in np.split(at, np.flatnonzero((np.diff(at) > 1) | (np.diff(sentences) > 1)) + 1) if len(at) else []:
        span = Span(int(pieces.starts[window.start + run[0]]), int(pieces.ends[window.start + run[-1]]))
        if spans and not any(ch.isalnum() for ch in pieces.text[spans[-1].end : span.start]):
            span = Span(spans.pop().start, span.end)
        spans.append(span)
    return tuple(spans)


def _drop_small(content: Spans, text: str) -> Spans:
    letters = [sum(ch.isalnum() for ch in span.of(text)) for span in content]
    longest = max(letters, default=0)
    return tuple(span for span, n in zip(content, letters, strict=True) if n >= _LEAST_LETTERS or n == longest > 0)


def _source(labels: Integers, roles: Floats, pieces: Pieces, window: Window) -> Spans:
    """The most certain stretch labeled as source, or the likeliest piece's word if it is likely enough."""
    at = np.flatnonzero(labels == SOURCE)
    if len(at):
        runs = np.split(at, np.flatnonzero(np.diff(at) > 1) + 1)
        best = max(runs, key=lambda run: float(roles[run, SOURCE].max()))
    else:
        top = int(roles[:, SOURCE].argmax())
        if roles[top, SOURCE] < _LEAST_SOURCE:
            return ()
        best = np.flatnonzero(pieces.words[window.start : window.end] == pieces.words[window.start + top])
    chosen = np.zeros(len(labels), dtype=bool)
    chosen[best] = True
    return _runs(chosen, pieces, window)
