"""Weighs what the rules chose against what the reader found: the reader confirms doubtful rules and adds only what it is very sure of."""

from __future__ import annotations

from typing import Final

from analysis.finders import Candidate
from analysis.types import Spans

# Set on four disputes of 93 attributions that the reader was not trained on, where neighboring values differ by less than one attribution.
#: Attributions of the rules scored lower than this need the reader's word.
DOUBTFUL: Final = 0.6
#: The reader confirms from this score on.
CONFIRMS: Final = 0.3
#: From this score on the reader adds what the rules missed; what has no cue it never adds.
ADDS: Final = 0.95
_SAME: Final = 0.5
_TOUCHES: Final = 0.3


def weigh(chosen: list[Candidate], read: list[Candidate]) -> list[Candidate]:
    """The rules' attributions without unconfirmed doubtful ones, and the reader's surest that none of them touches; in text order.

    Args:
        chosen: what the rules settled on, contents trimmed.
        read: what the reader found, contents trimmed; empty means that there is no reading, and everything chosen stays.
    """
    if not read:
        return chosen
    kept = [c for c in chosen if c.score >= DOUBTFUL or any(r.score >= CONFIRMS and _overlap(c.content, r.content) >= _SAME for r in read)]
    for one in sorted(read, key=lambda r: -r.score):
        if one.score >= ADDS and one.cue and not any(_touch(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: (c.content, c.cue))


def _touch(a: Candidate, b: Candidate) -> bool:
    if any(x.overlaps(y) for x in a.cue for y in b.cue):
        return True
    if not b.cue and _common(a.content, b.content) * 2 > min(_length(a.content), _length(b.content)):
        return True
    return _overlap(a.content, b.content) >= _TOUCHES


def _overlap(a: Spans, b: Spans) -> float:
    common = _common(a, b)
    return common / (_length(a) + _length(b) - common)


def _common(a: Spans, b: Spans) -> int:
    return sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)


def _length(spans: Spans) -> int:
    return sum(s.end - s.start for s in spans)
