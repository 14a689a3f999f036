"""What must be there for a link to be proposed, however likely it seems: something to show for it.

A contradiction needs two parties, something opposed (a denial against what is none, figures of one thing that differ, opposites, "untrue") and something in
common that is more than a name or a figure. Where many statements crowd around one topic, likeness and another side are not enough: on the sample articles
most wrong contradictions lack one of these, and half of the right ones have them all. Backing is proposed only where one statement follows the other.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.relations.features import FEATURES
from analysis.types import RelationKind

Floats = npt.NDArray[np.float64]

#: A contradiction that is passed on over a repetition must be at least this likely by itself.
_LEAST_OWN: Final = 0.05
#: Score from which on two known sides need nothing that is opposed in words.
_LIKELY: Final = 0.7
#: Shared predicates (as scaled in the features) from which on "untrue" is taken to be said of the other statement.
_ENOUGH: Final = 0.4
#: Likeness of sentences from which on one may repeat the other though no word but names is the same: translations mostly.
_NEAR: Final = 0.5
#: A repetition must be at least this likely by itself: of those that only follow from two others one in four was right on the development disputes.
_LEAST_REPEAT: Final = 0.35
#: Likeness from which on two statements of one side are on one point.
_ON_ONE_POINT: Final = 0.3
_BACK: Final = ("answers", "answers_over", "points_at", "pointed_cosine")


def has_grounds(kind: RelationKind, described: Floats, score: float, own: float | None) -> bool:
    """Whether a link may be proposed.

    Args:
        kind: of the link.
        described: the pair's `FEATURES`.
        score: probability of the link.
        own: probability of the link from the pair alone, without what repetitions pass on; None where the pair was no candidate.
    """
    signals = dict(zip(FEATURES, described.tolist(), strict=True))
    if signals["nested"] and (not signals["one_rejects"] or signals["same_name"] or signals["same_actor"]):
        return False  # one statement, found twice
    if kind is RelationKind.REPEATS:
        if signals["is_short"] or own is None or own < _LEAST_REPEAT:
            return False
        return bool(signals["shared_predicates"]) or signals["bare_cosine"] >= _NEAR or _points_back(signals)
    if kind is RelationKind.SUPPORTS:
        return _backs(signals)
    if score >= _LIKELY and _is_plain_clash(signals):
        return True
    return _is_opposed(signals) and _has_own_weight(own) and _is_of_one_thing(signals)


def _backs(signals: dict[str, float]) -> bool:
    """Whether one statement comes right behind the other in a text, and goes on to the same point for the same side or has something to show for it.

    Farther apart, who backs whom is a guess: on the development disputes every second such pair has no relation.
    """
    if not signals["adjacent"] or signals["nested"]:
        return False
    shows = bool(signals["one_evidence"] or signals["both_evidence"]) and bool(signals["unopposed"])
    return shows or (bool(signals["same_side"]) and signals["bare_cosine"] >= _ON_ONE_POINT)


def _is_plain_clash(signals: dict[str, float]) -> bool:
    """Whether two known sides state things of one thing, or want and do them, and nothing but their meaning may oppose them."""
    if signals["sides_unknown"] or signals["same_side"] or signals["same_name"] or signals["is_short"] or not signals["shared_predicates"]:
        return False
    return bool(signals["unopposed"]) and not signals["one_rejects"] and bool(signals["both_state"] or signals["demand_and_commit"])


def _is_opposed(signals: dict[str, float]) -> bool:
    """Whether two parties speak, and one turns round what the other says: once, not twice ("does not violate" – "observes")."""
    if signals["same_side"] or signals["same_name"] or signals["same_actor"] or signals["limited_and_rejects"]:
        return False
    differs = bool(signals["figures_clash"]) or bool(signals["opposites"])
    if signals["one_rejects"]:
        return not differs
    points = signals["shared_predicates"] >= _ENOUGH or _points_back(signals)
    if signals["one_absent"] and signals["both_reject"] and points:
        return True  # "there is no such letter" against what the letter does not allow
    return differs or bool(signals["figure_against_none"]) or (bool(signals["one_false"]) and points)


def _has_own_weight(own: float | None) -> bool:
    return own is not None and own >= _LEAST_OWN


def _is_of_one_thing(signals: dict[str, float]) -> bool:
    points_back = _points_back(signals)
    if signals["both_point"] or (signals["is_short"] and not points_back):
        return False
    return bool(signals["shared_predicates"]) or points_back


def _points_back(signals: dict[str, float]) -> bool:
    return any(signals[name] for name in _BACK)
