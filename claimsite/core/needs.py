"""How much a proposal needs a person: the order of the queue, kept with the row so that an index finds what comes first among a million."""

from __future__ import annotations

#: Scores count in thousandths; an unknown one as even. What is in dispute comes before all that is not.
UNSURE, UNDISPUTED = 500, 2000
#: Of a row that nothing is known about.
DEFAULT_NEED = UNDISPUTED + UNSURE


def measure_need(score: float | None, *, is_contested: bool) -> int:
    """The lower, the sooner: contested before all else, and of both what the machine is least sure of.

    >>> measure_need(0.9, is_contested=True), measure_need(0.2, is_contested=False), measure_need(None, is_contested=False)
    (900, 2200, 2500)
    """
    sureness = UNSURE if score is None else round(score * 1000)
    return sureness if is_contested else UNDISPUTED + sureness


def is_contested(need: int | None) -> bool:
    """Whether a stored need is that of a contested row."""
    return need is not None and need < UNDISPUTED
