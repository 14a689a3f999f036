"""Fit the weights of relations: ``python -m analysis.relations.fit DISPUTES``, about five minutes on one core, the same result each time.

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
from analysis.relations.describing import describe
from analysis.relations.disputes import Dispute, read_disputes
from analysis.relations.features import Prepared, prepare
from analysis.relations.found import find_disputes
from analysis.relations.grounds import has_grounds
from analysis.relations.model import KINDS, PATH, Regression, RelationModel, Stages, expand, is_unknown, join_bridges, pack
from analysis.relations.neighborhood import Pairs, measure_bridges, measure_margins
from analysis.relations.regression import fit_regression, fit_scale
from analysis.types import RelationKind

Floats = npt.NDArray[np.float64]
Scores = dict[str, dict[str, Counts]]

_DEALS: Final = 2
#: How often statements lose their side and actor, and their act, in masked deals: neither is always known.
_LOSE_SIDE: Final = 0.5
_LOSE_ACT: Final = 0.3
_GROUPS: Final = 4
#: Strength of the pull to zero (as 1/C in scikit-learn), found by cross-validation.
_PULL: Final = (100.0, 10.0)
#: A link is proposed from the lowest probability at which this share of such links is right (cross-validated).
_LEAST: Final = 0.2
_PRECISION: Final = {1: 0.7, 2: 0.66, 3: 0.7}


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates among some disputes, with their labels (indices into `KINDS`, −1 if uncertain); and all links of the disputes, candidates or not."""

    prepared: Prepared
    pairs: Pairs
    described: Floats
    signals: Floats
    labels: npt.NDArray[np.int64]
    links: dict[tuple[int, int], int]
    uncertain: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Hand:
    """The same disputes three times: as annotated, with sides and acts taken away, and as the machine finds them."""

    annotated: Group
    masked: Group
    found: Group


def build_group(disputes: Sequence[Dispute]) -> Group:
    """Search disputes for candidates, all together."""
    statements = [s for d in disputes for s in d.statements]
    places = {s.id: i for i, s in enumerate(statements)}
    links: dict[tuple[int, int], int] = {}
    for pair, kind in ((pair, kind) for d in disputes for pair, kind in d.links.items()):
        i, j = sorted(places[identifier] for identifier in pair)
        links[i, j] = KINDS.index(kind)
    uncertain = frozenset(places[identifier] for d in disputes for identifier in d.uncertain)
    prepared = prepare(statements)
    pairs = find_candidates(prepared)
    described = describe(prepared, pairs)
    labels = np.array([-1 if uncertain & {i, j} else links.get((i, j), 0) for i, j in pairs])
    signals = expand(described, measure_margins(pairs, described, len(statements)))
    return Group(prepared, pairs, described, signals, labels, links, uncertain)


def deal(disputes: Sequence[Dispute], found: Sequence[Dispute]) -> list[list[Hand]]:
    """Deals of four hands; each deal has every dispute once.

    Args:
        disputes: as annotated.
        found: the same as the machine finds them, in the same order.
    """
    deals = []
    for seed in range(_DEALS):
        random = np.random.default_rng(seed)
        order = random.permutation(len(disputes))
        masked = [_mask(d, random) for d in disputes]
        hands = [order[k::_GROUPS] for k in range(_GROUPS)]
        deals.append([Hand(*(build_group([form[i] for i in own]) for form in (disputes, masked, found))) for own in hands])
    return deals


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


def fit_first(groups: Sequence[Group]) -> Regression:
    """The first regression on all given groups."""
    return _fit([g.signals for g in groups], groups, _PULL[0])


def _fit(signals: Sequence[Floats], groups: Sequence[Group], pull: float) -> Regression:
    labels = np.concatenate([g.labels for g in groups])
    certain = labels >= 0
    return fit_regression(np.vstack(signals)[certain], labels[certain], pull)


def fit_model(disputes: Sequence[Dispute], found: Sequence[Dispute]) -> tuple[RelationModel, Scores]:
    """Fit all regressions and the thresholds.

    Args:
        disputes: as annotated.
        found: the same as the machine finds them, in the same order.

    Returns:
        The model, and its cross-validated scores by kind on annotated and on found statements.
    """
    deals = deal(disputes, found)
    known, of_known = fit_stages([[[h.annotated, h.found] for h in hands] for hands in deals])
    unknown, of_unknown = fit_stages([[[h.masked, h.found] for h in hands] for hands in deals])
    guesses: dict[str, list[tuple[Group, Floats]]] = {"annotated": [], "found": []}
    for (group, one), (_, other) in zip(of_known, of_unknown, strict=True):
        form = "found" if any(group is h.found for hands in deals for h in hands) else "annotated"
        guesses[form].append((group, np.where(is_unknown(group.described)[:, None], other, one) if form == "found" else one))
    thresholds = _choose_thresholds(guesses["found"])
    contradicts, supports, repeats = (
        fit_scale([d for each in guesses.values() for d in _decide(each, kind) if d[0] >= thresholds[kind - 1]], kind) for kind in (1, 2, 3)
    )
    scales = contradicts, supports, repeats
    return RelationModel(known, unknown, thresholds, scales), {form: _score(each, thresholds) for form, each in guesses.items()}


def fit_stages(deals: Sequence[Sequence[Sequence[Group]]]) -> tuple[Stages, list[tuple[Group, Floats]]]:
    """Fit both regressions on whole deals.

    Args:
        deals: of hands, each in some forms.

    Returns:
        The regressions, and for each group what they say of it when fitted to the other hands of its deal.
    """
    everything: list[tuple[Group, Floats]] = []
    guesses = []
    for hands in deals:
        bridged: list[list[tuple[Group, Floats, Floats]]] = []
        for k, hand in enumerate(hands):
            first = fit_first([g for m, other in enumerate(hands) if m != k for g in other])
            said = [first.predict(g.signals) for g in hand]
            bridged.append([(g, p, join_bridges(g.described, measure_bridges(g.pairs, p))) for g, p in zip(hand, said, strict=True)])
        for k, own in enumerate(bridged):
            rest = [each for m, other in enumerate(bridged) if m != k for each in other]
            second = _fit([signals for _, _, signals in rest], [g for g, _, _ in rest], _PULL[1])
            guesses += [(g, (p + second.predict(signals)) / 2) for g, p, signals in own]
        everything += [(g, signals) for own in bridged for g, _, signals in own]
    groups = [g for g, _ in everything]
    return Stages(fit_first(groups), _fit([signals for _, signals in everything], groups, _PULL[1])), guesses


def _choose_thresholds(guesses: Sequence[tuple[Group, Floats]]) -> tuple[float, float, float]:
    """For each kind the lowest threshold with the precision asked for, among those that keep at least ten links."""
    chosen = []
    for kind in (1, 2, 3):
        decided = [(score, label == kind) for score, label in _decide(guesses, kind)]
        fitting = (
            round(threshold, 2)
            for threshold in np.arange(_LEAST, 0.95, 0.01).tolist()
            if (hits := sum(right for score, right in decided if score >= threshold)) >= 10
            and hits >= _PRECISION[kind] * sum(score >= threshold for score, _ in decided)
        )
        chosen.append(next(fitting, 0.95))
    return chosen[0], chosen[1], chosen[2]


def _score(guesses: Sequence[tuple[Group, Floats]], thresholds: Sequence[float]) -> dict[str, Counts]:
    scores = {}
    for kind, threshold in zip((1, 2, 3), thresholds, strict=True):
        given = [label for score, label in _decide(guesses, kind) if score >= threshold]
        scores[str(KINDS[kind])] = Counts(given.count(kind), len(given), sum(list(group.links.values()).count(kind) for group, _ in guesses))
    return scores


def _decide(guesses: Sequence[tuple[Group, Floats]], kind: int) -> Iterator[tuple[float, int]]:
    """Probability and label of each certain pair whose most likely link is of a kind and has grounds."""
    relation = tuple(RelationKind)[kind - 1]
    for group, probabilities in guesses:
        alone = dict(zip(group.pairs, probabilities[:, kind].tolist(), strict=True))
        closed = {
            pair: row[kind]
            for pair, (row, _) in close(group.pairs, probabilities).items()
            if max(row[1:]) == row[kind] and row[kind] >= _LEAST and not group.uncertain & {*pair}
        }
        for (pair, probability), signals in zip(closed.items(), describe(group.prepared, list(closed)), strict=True):
            if has_grounds(relation, signals, probability, alone.get(pair)):
                yield probability, group.links.get(pair, 0)


def main(arguments: list[str] | None = None) -> None:
    """Fit, write the weights, print the scores."""
    parser = argparse.ArgumentParser(prog="python -m analysis.relations.fit", description="Fit the weights of relations to dispute files.")
    parser.add_argument("disputes", type=Path, help="folder of dispute files")
    parser.add_argument("--out", type=Path, default=PATH)
    options = parser.parse_args(arguments)
    model, scores = fit_model(read_disputes(options.disputes), find_disputes(options.disputes))
    options.out.write_text(json.dumps(pack(model)) + "\n", encoding="utf-8")
    for form, by_kind in scores.items():
        for (kind, counts), threshold in zip(by_kind.items(), model.thresholds, strict=True):
            figures = f"P {100 * counts.precision:.1f}  R {100 * counts.recall:.1f}  F {100 * counts.f1:.1f}"
            print(f"{form:<10} {kind:<12} from {threshold:.2f}  {figures}")


if __name__ == "__main__":
    main()
