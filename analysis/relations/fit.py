"""Fit the weights of relations: ``python -m analysis.relations.fit DISPUTES [--check DISPUTES]``, about five minutes on one core, the same result each time.

Disputes are dealt into groups of about seven, several times over, and each group is searched for candidates as a reader's collection would be, so that
pairs across disputes are among them as pairs without a link. What the second regression learns from, the first has said of groups it had not seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.evaluation import Counts
from analysis.relations.candidates import find_candidates
from analysis.relations.closure import close
from analysis.relations.disputes import Dispute, read_disputes
from analysis.relations.features import describe, prepare
from analysis.relations.model import KINDS, PATH, Regression, RelationModel, Stages, expand, join_bridges, pack
from analysis.relations.neighborhood import Pairs, measure_bridges, measure_margins

Floats = npt.NDArray[np.float64]

_DEALS: Final = 3
#: How often statements lose their side and actor, and their act, in masked deals: neither is always known.
_LOSE_SIDE: Final = 0.5
_LOSE_ACT: Final = 0.3
_GROUPS: Final = 4
#: Strength of the pull to zero (as 1/C in scikit-learn), found by cross-validation.
_PULL: Final = (100.0, 10.0)
_STEPS: Final = (400, 400)
#: A link is proposed from the lowest probability at which this share of such links is right (cross-validated).
_PRECISION: Final = {1: 0.66, 2: 0.42, 3: 0.72}


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates among some disputes, with their labels (indices into `KINDS`); and all links of the disputes, candidates or not."""

    names: frozenset[str]
    pairs: Pairs
    described: Floats
    signals: Floats
    labels: npt.NDArray[np.int64]
    links: dict[tuple[int, int], int]


def build_group(disputes: Sequence[Dispute]) -> Group:
    """Search disputes for candidates, all together."""
    statements = [s for d in disputes for s in d.statements]
    places = {s.id: i for i, s in enumerate(statements)}
    links: dict[tuple[int, int], int] = {}
    for pair, kind in ((pair, kind) for d in disputes for pair, kind in d.links.items()):
        i, j = sorted(places[identifier] for identifier in pair)
        links[i, j] = KINDS.index(kind)
    prepared = prepare(statements)
    pairs = find_candidates(prepared)
    described = np.stack([describe(prepared, i, j)[0] for i, j in pairs])
    labels = np.array([links.get(pair, 0) for pair in pairs])
    signals = expand(described, measure_margins(pairs, described, len(statements)))
    return Group(frozenset(d.name for d in disputes), pairs, described, signals, labels, links)


def deal(disputes: Sequence[Dispute], *, is_masked: bool) -> list[Group]:
    """Groups of all deals; each deal has every dispute once. Masked ones lack some sides and acts."""
    groups = []
    for seed in range(_DEALS):
        random = np.random.default_rng(seed)
        order = random.permutation(len(disputes))
        dealt = [_mask(d, random) for d in disputes] if is_masked else disputes
        groups += [build_group([dealt[i] for i in order[k::_GROUPS]]) for k in range(_GROUPS)]
    return groups


def _mask(dispute: Dispute, random: np.random.Generator) -> Dispute:
    """The dispute with some sides and acts unknown."""
    statements = []
    for statement in dispute.statements:
        if random.random() < _LOSE_SIDE:
            statement = replace(statement, side=None, actor=None)
        if random.random() < _LOSE_ACT:
            statement = replace(statement, act=None)
        statements.append(statement)
    return replace(dispute, statements=tuple(statements))


def fit_regression(signals: Floats, labels: npt.NDArray[np.int64], pull: float, steps: int) -> Regression:
    """Multinomial logistic regression by accelerated gradient descent with restart (O'Donoghue & Candès 2015).

    Args:
        signals: shape ``(n, d)``.
        labels: 0 to 3, shape ``(n,)``.
        pull: weight of half the squared weights against the summed loss.
        steps: at most.
    """
    mean, scale = signals.mean(axis=0), signals.std(axis=0)
    scale[scale < 1e-9] = 1.0
    x = np.hstack([(signals - mean) / scale, np.ones((len(signals), 1))])
    n = len(x)
    target = np.eye(len(KINDS))[labels]
    pulls = np.full((x.shape[1], 1), pull / n)
    pulls[-1] = 0.0
    rate = 1.0 / (0.5 * float(np.linalg.eigvalsh(x.T @ x / n)[-1]) + pull / n)
    weights = ahead = np.zeros((x.shape[1], len(KINDS)))
    momentum = 1.0
    for _ in range(steps):
        logits = x @ ahead
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        gradient = x.T @ (odds / odds.sum(axis=1, keepdims=True) - target) / n + pulls * ahead
        step = ahead - rate * gradient
        if float((gradient * (step - weights)).sum()) > 0:
            momentum = 1.0
        following = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        ahead = step + (momentum - 1) / following * (step - weights)
        weights, momentum = step, following
    return Regression(mean, scale, weights[:-1], weights[-1])


def fit_first(groups: Sequence[Group]) -> Regression:
    """The first regression on all given groups."""
    return fit_regression(np.vstack([g.signals for g in groups]), np.concatenate([g.labels for g in groups]), _PULL[0], _STEPS[0])


def fit_model(disputes: Sequence[Dispute]) -> tuple[RelationModel, dict[str, Counts]]:
    """Fit all regressions and the thresholds.

    Returns:
        The model, and its cross-validated scores by kind where sides and acts are known.
    """
    known, guesses = fit_stages(deal(disputes, is_masked=False))
    unknown, _ = fit_stages(deal(disputes, is_masked=True))
    thresholds, scores = _choose_thresholds(guesses)
    return RelationModel(known, unknown, thresholds), scores


def fit_stages(groups: Sequence[Group]) -> tuple[Stages, list[tuple[Group, Floats]]]:
    """Fit both regressions on whole deals.

    Returns:
        The regressions, and for each group what they say of it when fitted to the rest of its deal.
    """
    rest = [[m for m in range(k - k % _GROUPS, k - k % _GROUPS + _GROUPS) if m != k] for k in range(len(groups))]
    seen_first = [fit_first([groups[m] for m in rest[k]]).predict(groups[k].signals) for k in range(len(groups))]
    bridged = [join_bridges(g.described, measure_bridges(g.pairs, first)) for g, first in zip(groups, seen_first, strict=True)]
    guesses = []
    for k, group in enumerate(groups):
        second = _fit_second([bridged[m] for m in rest[k]], [groups[m] for m in rest[k]])
        guesses.append((group, (seen_first[k] + second.predict(bridged[k])) / 2))
    return Stages(fit_first(groups), _fit_second(bridged, groups)), guesses


def _fit_second(bridged: Sequence[Floats], groups: Sequence[Group]) -> Regression:
    return fit_regression(np.vstack(bridged), np.concatenate([g.labels for g in groups]), _PULL[1], _STEPS[1])


def _choose_thresholds(guesses: Sequence[tuple[Group, Floats]]) -> tuple[tuple[float, float, float], dict[str, Counts]]:
    """For each kind the lowest threshold with the precision asked for, among those that keep at least ten links."""
    decided = [(best, p[best], group.links.get(pair, 0)) for group, p in guesses for pair, best, p in _decide(group, p)]
    chosen, scores = [], {}
    for kind in (1, 2, 3):
        gold = sum(list(group.links.values()).count(kind) for group, _ in guesses)
        best = (0.95, Counts(gold=gold))
        for threshold in np.arange(0.2, 0.9, 0.01).tolist():
            given = [label for guess, score, label in decided if guess == kind and score >= threshold]
            counts = Counts(given.count(kind), len(given), gold)
            if counts.precision >= _PRECISION[kind] and counts.hits >= 10:
                best = (round(threshold, 2), counts)
                break
        chosen.append(best[0])
        scores[str(KINDS[kind])] = best[1]
    return (chosen[0], chosen[1], chosen[2]), scores


def _decide(group: Group, probabilities: Floats) -> Iterator[tuple[tuple[int, int], int, Floats]]:
    """Each pair, its most likely link, and its probabilities."""
    for pair, (row, _) in close(group.pairs, probabilities).items():
        yield pair, int(row[1:].argmax()) + 1, row


def main(arguments: list[str] | None = None) -> None:
    """Fit, write the weights, print the scores."""
    parser = argparse.ArgumentParser(prog="python -m analysis.relations.fit", description="Fit the weights of relations to dispute files.")
    parser.add_argument("disputes", type=Path, help="folder of dispute files")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args(arguments)
    model, scores = fit_model(read_disputes(options.disputes))
    options.out.write_text(json.dumps(pack(model)) + "\n", encoding="utf-8")
    for (kind, counts), threshold in zip(scores.items(), model.thresholds, strict=True):
        print(f"{kind:<12} from {threshold:.2f}  P {100 * counts.precision:.1f}  R {100 * counts.recall:.1f}  F {100 * counts.f1:.1f}")


if __name__ == "__main__":
    main()
