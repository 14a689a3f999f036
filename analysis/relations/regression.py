"""What the decision is fitted with: multinomial logistic regression, and the scale that turns its probabilities into shares that are right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.relations.model import KINDS, Regression, Scale, to_odds

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

_STEPS: Final = 100
_MEMORY: Final = 8
#: A step that changes the loss by less ends the search.
_SETTLED: Final = 1e-7
#: Pull of the scales' slope to one: few proposals must not turn the order round.
_SCALE_PULL: Final = 1.0
_NEWTON_STEPS: Final = 30
_UNSCALED: Final = np.array([1.0, 0.0])


def fit_regression(signals: Floats, labels: npt.NDArray[np.int64], pull: float, steps: int = _STEPS) -> Regression:
    """Multinomial logistic regression by L-BFGS (Nocedal 1980), in single precision.

    Args:
        signals: shape ``(n, d)``.
        labels: 0 to 3, shape ``(n,)``.
        pull: weight of half the squared weights against the summed loss.
        steps: at most.
    """
    mean, scale = signals.mean(axis=0), signals.std(axis=0)
    scale[scale < 1e-9] = 1.0
    x = np.hstack([(signals - mean) / scale, np.ones((len(signals), 1))]).astype(np.float32)
    weights = _minimize(x, np.eye(len(KINDS), dtype=np.float32)[labels], pull / len(x), steps).astype(np.float64)
    return Regression(mean, scale, weights[:-1], weights[-1])


def _minimize(x: Singles, target: Singles, pull: float, steps: int) -> Singles:
    pulls = np.full((x.shape[1], 1), pull, dtype=np.float32)
    pulls[-1] = 0.0

    def measure(weights: Singles) -> tuple[float, Singles]:
        logits = x @ weights
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        sums = odds.sum(axis=1, keepdims=True)
        loss = -float((target * (logits - np.log(sums))).sum()) / len(x) + 0.5 * float((pulls * weights**2).sum())
        return loss, x.T @ (odds / sums - target) / len(x) + pulls * weights

    weights = np.zeros((x.shape[1], target.shape[1]), dtype=np.float32)
    loss, gradient = measure(weights)
    past: list[tuple[Singles, Singles]] = []
    for _ in range(steps):
        direction = _turn(gradient, past)
        slope, length = float((gradient * direction).sum()), 1.0
        while True:
            following, steepness = measure(weights - length * direction)
            if following <= loss - 1e-4 * length * slope or length < 1e-4:
                break
            length /= 2
        step, change = -length * direction, steepness - gradient
        weights = weights + step
        if float((step * change).sum()) > 1e-10:
            past = [*past, (step, change)][-_MEMORY:]
        if abs(loss - following) < _SETTLED:
            break
        loss, gradient = following, steepness
    return weights


def _turn(gradient: Singles, past: list[tuple[Singles, Singles]]) -> Singles:
    """The direction of the next step: two loops over the last steps and the changes of the gradient that went with them."""
    direction, shares = gradient.copy(), []
    for step, change in reversed(past):
        share = float((step * direction).sum() / (step * change).sum())
        shares.append(share)
        direction -= share * change
    if past:
        step, change = past[-1]
        direction *= float((step * change).sum() / (change * change).sum())
    for (step, change), share in zip(past, reversed(shares), strict=True):
        direction += step * (share - float((change * direction).sum() / (step * change).sum()))
    return direction


def fit_scale(decided: Sequence[tuple[float, int]], kind: int) -> Scale:
    """Slope and shift of the log odds of proposals that make them likeliest, by Newton's method; (1, 0) without proposals."""
    if not decided:
        return 1.0, 0.0
    x = np.array([[to_odds(score), 1.0] for score, _ in decided])
    right = np.array([label == kind for _, label in decided], dtype=np.float64)
    pull = np.array([_SCALE_PULL, 1e-3])

    def measure(scale: Floats) -> float:
        logits = x @ scale
        return float((np.logaddexp(0.0, logits) - right * logits).sum() + 0.5 * (pull * (scale - _UNSCALED) ** 2).sum())

    scale = _UNSCALED
    for _ in range(_NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-x @ scale))
        uphill = x.T @ (right - chance) - pull * (scale - _UNSCALED)
        step = np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + np.diag(pull), uphill)
        while measure(scale + step) > measure(scale) and np.abs(step).max() > 1e-6:
            step = step / 2
        scale = scale + step
    if scale[0] < 0:  # the probability tells nothing: all proposals get the share that is right
        return 0.0, round(to_odds(float(right.mean())), 4)
    return round(float(scale[0]), 4), round(float(scale[1]), 4)
