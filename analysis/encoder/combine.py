"""Weighs what the rules chose against what the reader found: both see the same sentence, and how far each is to be believed was measured.

Every attribution gets the chance that it is right, from logistic models over a few signals (Platt 1999, one model a kind of support). Their weights stand in
``models/scores.json`` and are fitted on texts that neither rules nor reader were made with; see `analysis.encoder.calibrate`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from analysis.encoder.files import FOLDER
from analysis.finders import Candidate
from analysis.languages import Language
from analysis.quotations import Quotation
from analysis.types import Spans

FILE: Final = "scores.json"
#: Contents that share this much of their union are one find of both.
_SAME: Final = 0.5
#: A find of the reader that shares this much with one of the rules is a reading of the same words.
_TOUCHES: Final = 0.3
_SURE: Final = 0.999
#: The reader alone is believed only from this chance on if its cue stands in no table: below, a quarter was right where its scores had not been fitted.
_UNKNOWN_CUE: Final = 0.75


class Support(StrEnum):
    """Who found an attribution: both, the rules while the reader did not, the reader alone, or the rules where no reader has read."""

    BOTH = "both"
    RULES = "rules"
    READER = "reader"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The text that candidates lie in."""

    text: str
    quotations: list[Quotation]
    language: Language


@dataclass(frozen=True, slots=True)
class Supported:
    """A candidate, who found it, and the signals that its chance is computed from, in the order of `SIGNALS`."""

    candidate: Candidate
    support: Support
    signals: tuple[float, ...]


#: Log odds of the finder's own score and of the reader's beside it, then shares: content in quotation marks, source named, cue named, cue in the tables,
#: agreement of the two contents, same source.
SIGNALS: Final = ("score", "other", "quoted", "source", "cue", "known", "overlap", "same source")


def weigh(chosen: list[Candidate], read: list[Candidate] | None, around: Surroundings) -> list[Candidate]:
    """Join both and keep what is likelier right than `least`; in text order, scores calibrated.

    Args:
        chosen: what the rules settled on, contents trimmed.
        read: what the reader found, contents trimmed; None means that no reader has read the text, and everything chosen stays.
        around: the text.
    """
    scale = load_scale()
    kept = []
    for one in support(chosen, read, around):
        chance = scale.compute_chance(one)
        is_unknown = one.support is Support.READER and bool(one.candidate.cue) and one.candidate.cue_lemma is None
        if one.support is Support.UNREAD or chance >= max(scale.least[one.support], _UNKNOWN_CUE * is_unknown):
            kept.append(replace(one.candidate, score=chance))
    return sorted(kept, key=lambda c: (c.content, c.cue))


def support(chosen: list[Candidate], read: list[Candidate] | None, around: Surroundings) -> Iterator[Supported]:
    """Each find once, with who supports it; of two readings of the same words that of the rules, whose source and cue the reader may complete."""
    if read is None:
        yield from (_supported(c, None, Support.UNREAD, around) for c in chosen)
        return
    for one in chosen:
        best = max(read, key=lambda r: _overlap(one.content, r.content), default=None)
        if best is not None and _overlap(one.content, best.content) >= _SAME:
            yield _supported(_complete(one, best), best, Support.BOTH, around)
        else:
            yield _supported(one, None, Support.RULES, around)
    for one in read:
        if not any(_touch(one, other) for other in chosen):
            yield _supported(one, None, Support.READER, around)


def _complete(rule: Candidate, read: Candidate) -> Candidate:
    if not rule.source and read.source:
        rule = replace(rule, source=read.source)
    return rule


def _supported(one: Candidate, other: Candidate | None, kind: Support, around: Surroundings) -> Supported:
    inside = sum(max(0, min(s.end, q.inner.end) - max(s.start, q.inner.start)) for s in one.content for q in around.quotations)
    signals = (
        log_odds(one.score),
        log_odds(other.score) if other else 0.0,
        min(1.0, inside / _length(one.content)),
        float(bool(one.source)),
        float(bool(one.cue)),
        float(one.cue_lemma is not None),
        _overlap(one.content, other.content) if other else 0.0,
        float(other is not None and any(a.overlaps(b) for a in one.source for b in other.source)),
    )
    return Supported(one, kind, signals)


def log_odds(score: float) -> float:
    """Of a probability; bounded at both ends."""
    score = min(_SURE, max(1 - _SURE, score))
    return math.log(score / (1 - score))


@dataclass(frozen=True, slots=True)
class Scale:
    """Fitted weights.

    Attributes:
        weights: kind of support → bias and one weight a signal.
        least: kind of support → chance below which a find is left out.
    """

    weights: dict[Support, tuple[float, ...]]
    least: dict[Support, float]

    def compute_chance(self, one: Supported) -> float:
        """How likely the find is right, 0 to 1."""
        bias, *weights = self.weights[one.support]
        total = bias + sum(w * x for w, x in zip(weights, one.signals, strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_scale(folder: Path = FOLDER) -> Scale:
    """The weights beside the model.

    Raises:
        FileNotFoundError: if there are none.
        ValueError: if they were fitted for other signals.
    """
    data: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    if data["signals"] != list(SIGNALS):
        raise ValueError(f"{FILE} was fitted for other signals: {data['signals']}")
    return Scale({Support(k): tuple(v) for k, v in data["weights"].items()}, {Support(k): float(v) for k, v in data["least"].items()})


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
