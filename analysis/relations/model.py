"""The decision: two logistic regressions, the second with what the first says of the neighbors. Applied here, fitted in `analysis.relations.fit`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from analysis.relations.features import FEATURES
from analysis.relations.neighborhood import MARGINS, Pairs, measure_bridges, measure_margins
from analysis.types import RelationKind

Floats = npt.NDArray[np.float64]

#: Order of the classes in all arrays.
KINDS: Final[tuple[RelationKind | None, ...]] = (None, RelationKind.CONTRADICTS, RelationKind.SUPPORTS, RelationKind.REPEATS)
PATH: Final = Path(__file__).parent.parent / "models" / "relations.json"

_CROSSED: Final = ("cosine", "bare_cosine", "cover_low", "cover_high")
_SQUARED: Final = (*_CROSSED, "context_cosine", "pointed_cosine")
_UNCROSSED: Final = frozenset({*_SQUARED, "length_low", "length_gap"})
_FRAME: Final = ("same_side", "one_rejects", "both_reject", "one_denies", "same_document", "unopposed")
_AT_MARGIN: Final = ("one_rejects", "same_side", "unopposed", "both_state", "opposites", "numbers_differ")
_POINTING: Final = ("answers", "answers_over", "one_rejects", "both_reject", "same_side", "unopposed")
_BACKING: Final = ("adjacent", "near", "one_evidence", "one_reason", "same_side_other_actor", "one_rejects", "both_reject", "both_state")
_BESIDE_BRIDGES: Final = ("same_side", "same_actor", "one_rejects", "both_reject", "same_document", "both_state")


_PARTS: Final = ("mean", "scale", "weights", "bias")


class ModelError(RuntimeError):
    """The file of weights is missing or belongs to other features."""


@dataclass(frozen=True, slots=True)
class Regression:
    """Multinomial logistic regression on standardized signals: ``softmax((x − mean) / scale @ weights + bias)``."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: Floats

    def predict(self, signals: Floats) -> Floats:
        """Probabilities of `KINDS`, shape ``(n, 4)``, for signals of shape ``(n, d)``."""
        logits = (signals - self.mean) / self.scale @ self.weights + self.bias
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        result: Floats = odds / odds.sum(axis=1, keepdims=True)
        return result


@dataclass(frozen=True, slots=True)
class Stages:
    """Two regressions, one after the other."""

    first: Regression
    second: Regression


#: Slope and shift of the log odds.
Scale = tuple[float, float]


@dataclass(frozen=True, slots=True)
class RelationModel:
    """The decision.

    Attributes:
        known: weights for pairs whose sides and acts are known.
        unknown: for pairs where one is not.
        thresholds: the least probability of each kind for a proposal.
        scales: what turns the probability of a proposal that has grounds into the share of such proposals that are right (Platt 1999).
    """

    known: Stages
    unknown: Stages
    thresholds: tuple[float, float, float]
    scales: tuple[Scale, Scale, Scale]

    def score(self, kind: int, probability: float) -> float:
        """The calibrated score of a proposal, 0 to 1; `kind` as in `KINDS`."""
        slope, shift = self.scales[kind - 1]
        return float(1 / (1 + np.exp(-slope * to_odds(probability) - shift)))

    def predict(self, pairs: Pairs, described: Floats, count: int) -> Floats:
        """Probabilities of `KINDS` for each pair: the mean of both stages, which cross-validates better than the second alone.

        Args:
            pairs: all candidates of `count` statements.
            described: their `FEATURES`.
            count: number of statements.
        """
        if not pairs:
            return np.zeros((0, len(KINDS)))
        unknown = is_unknown(described)[:, None]
        signals = expand(described, measure_margins(pairs, described, count))
        first = np.where(unknown, self.unknown.first.predict(signals), self.known.first.predict(signals))
        bridged = join_bridges(described, measure_bridges(pairs, first))
        second = np.where(unknown, self.unknown.second.predict(bridged), self.known.second.predict(bridged))
        mean: Floats = (first + second) / 2
        return mean


def to_odds(probability: float) -> float:
    """Log odds, finite also for 0 and 1."""
    bounded = min(max(probability, 1e-4), 1 - 1e-4)
    return float(np.log(bounded / (1 - bounded)))


def is_unknown(described: Floats) -> npt.NDArray[np.bool_]:
    """Which pairs lack a side or an act, shape ``(n,)``."""
    sides, acts = described[:, FEATURES.index("sides_unknown")], described[:, FEATURES.index("acts_unknown")]
    lacking: npt.NDArray[np.bool_] = (sides > 0) | (acts > 0)
    return lacking


def expand(described: Floats, margins: Floats) -> Floats:
    """Signals of the first regression: features, margins, and their products where one changes what the other means.

    Args:
        described: shape ``(n, len(FEATURES))``.
        margins: shape ``(n, len(MARGINS))``.
    """
    by_name = dict(zip((*FEATURES, *MARGINS), np.hstack([described, margins]).T, strict=True))
    flags = [name for name in FEATURES if name not in _UNCROSSED]
    columns = list(by_name.values())
    columns += [by_name[s] * by_name[f] for s in _CROSSED for f in flags]
    columns += [by_name[a] * by_name[b] for i, a in enumerate(_FRAME) for b in _FRAME[:i]]
    columns += [by_name["same_side"] * by_name[f] * by_name[s] for f in ("one_rejects", "unopposed") for s in _CROSSED]
    columns += [by_name[s] ** 2 for s in _SQUARED]
    columns += [by_name[m] * by_name[f] for f in _AT_MARGIN for m in MARGINS]
    columns += [by_name[p] * by_name[f] for p in ("pointed_cosine", "points_at", "context_cosine") for f in _POINTING]
    columns += [by_name["same_side"] * by_name[a] * by_name[b] for i, a in enumerate(_BACKING) for b in _BACKING[: i + 1]]
    return np.stack(columns, axis=1)


def join_bridges(described: Floats, bridges: Floats) -> Floats:
    """Signals of the second regression: bridges and a few features, shapes as in `expand`."""
    return np.hstack([bridges, described[:, [FEATURES.index(name) for name in _BESIDE_BRIDGES]]])


def pack(model: RelationModel) -> dict[str, Any]:
    """As stored: numbers of five digits."""

    def shorten(values: Floats) -> Any:
        return np.array([float(f"{v:.5g}") for v in values.ravel()]).reshape(values.shape).tolist()

    stored: dict[str, Any] = {"features": list(FEATURES), "thresholds": list(model.thresholds), "scales": [list(s) for s in model.scales]}
    for name, stages in (("known", model.known), ("unknown", model.unknown)):
        for stage, part in (("first", stages.first), ("second", stages.second)):
            stored[f"{name}_{stage}"] = {key: shorten(getattr(part, key)) for key in _PARTS}
    return stored


@cache
def load_model(path: Path = PATH) -> RelationModel:
    """Read the committed weights.

    Raises:
        ModelError: if they are missing, damaged or fitted to other features.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        known, unknown = (Stages(*(_unpack(stored[f"{name}_{stage}"]) for stage in ("first", "second"))) for name in ("known", "unknown"))
        contradicts, supports, repeats = stored["thresholds"]
        of_contradicts, of_supports, of_repeats = ((float(slope), float(shift)) for slope, shift in stored["scales"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path.name}: {error!r}") from error
    if stored.get("features") != list(FEATURES):
        raise ModelError(f"{path.name} was fitted to other features; fit it again")
    return RelationModel(known, unknown, (contradicts, supports, repeats), (of_contradicts, of_supports, of_repeats))


def _unpack(part: dict[str, Any]) -> Regression:
    return Regression(*(np.array(part[key]) for key in _PARTS))
