"""Ways of finding attributions. Each finder takes a parsed or tagged document and returns candidates; `analysis.attributions` picks among them."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.types import Reason, Spans


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribution as one rule sees it, before candidates are weighed against each other.

    Attributes:
        content: as in `Attribution`, in text order.
        source: may be empty.
        cue: may be empty.
        cue_lemma: key of the cue in the language's tables; None where there is no cue.
        rule: name of the rule ("clausal complement", "prepositional cue"), for tests and reasons.
        score: 0 to 1, how often the rule is right; measured on development files, not calibrated.
        why: one sentence with the words that decided.
    """

    content: Spans
    source: Spans
    cue: Spans
    cue_lemma: str | None
    rule: str
    score: float
    why: Reason
