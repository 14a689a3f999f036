"""Fits the chances that attributions are right, on texts that neither rules nor reader were made with: ``python -m analysis calibrate``.

One logistic regression a kind of support, drawn towards the finder's own score so that few texts suffice (ridge on the difference from that prior). What is
kept follows from the chances: of all rules "keep if the chance exceeds t" the one with t = F / 2 gives the best F (Lipton, Elkan and Naryanaswamy 2014,
https://arxiv.org/abs/1402.1892). What the rules found stays without the reader's word unless the annotated texts are better off without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from analysis.attributions import propose
from analysis.encoder.combine import FILE, SIGNALS, Support, Supported, Surroundings, support
from analysis.encoder.examples import Example, read_disputes, read_marked
from analysis.evaluation import pair_up_spans
from analysis.finders import Candidate
from analysis.languages import get_language
from analysis.pipeline import load_pipeline, parse
from analysis.quotations import find_quotations
from analysis.types import Reason, Spans

Floats = npt.NDArray[np.float64]

#: How strongly weights are drawn towards their prior.
_RIDGE: Final = 2.0
_ROUNDS: Final = 50
#: Contents that share this much of their union count as found.
_FOUND: Final = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """A find on an annotated text and whether it is right: content and source."""

    document: str
    find: Supported
    is_right: bool


def read_held_out(disputes: Path, names: list[str], marked: Iterable[Path]) -> list[Example]:
    """The articles of the disputes named, and the texts of marked files."""
    others = frozenset(path.stem for path in disputes.glob("*.json")) - set(names)
    return [*read_disputes(disputes, others), *(e for path in sorted(marked) for e in read_marked(path))]


def judge(examples: list[Example]) -> tuple[list[Judged], int]:
    """Read the examples with rules and reader; every find of either, as it would be with and without a reader, and the number of gold attributions."""
    judged: list[Judged] = []
    for example in examples:
        language = get_language(example.language)
        quotations, _ = find_quotations(example.text)
        with load_pipeline(language.code).memory_zone():
            doc = parse([example.text], language.code, fast=False)[0]
            chosen, read = propose(doc, example.text, language, quotations)
        around = Surroundings(example.text, quotations, language)
        for finds in (support(chosen, None, around), support(chosen, read, around) if read is not None else iter(())):
            judged += _judge_one(example, list(finds))
    return judged, sum(len(e.attributions) for e in examples)


def read_judged(path: Path) -> list[Judged]:
    """Finds on plain text of others that were judged by hand, kept as signals without the text; each counts as a document of its own.

    The signals are those of the reader that the file was made with: it is renewed with the model.
    """
    rows = json.loads(path.read_text(encoding="utf-8"))
    nothing = Candidate((), (), (), None, "judged", 0.0, Reason(en="", de=""))
    return [Judged(f"judged/{n}", Supported(nothing, Support(row["support"]), tuple(row["signals"])), row["right"]) for n, row in enumerate(rows)]


def _judge_one(example: Example, finds: list[Supported]) -> Iterator[Judged]:
    right = set()
    gold: list[tuple[Spans, Spans]] = [(g.content, g.source) for g in example.attributions]
    pairs = pair_up_spans(example.text, gold, [(f.candidate.content, f.candidate.source) for f in finds])
    for overlap, same_source, _, number in pairs:
        if overlap >= _FOUND and same_source:
            right.add(number)
    yield from (Judged(example.document, find, number in right) for number, find in enumerate(finds))


def fit(judged: list[Judged], gold: int) -> dict[str, Any]:
    """The content of ``scores.json``."""
    weights = {kind: fit_kind([j for j in judged if j.find.support is kind], kind) for kind in Support}
    read = [j for j in judged if j.find.support is not Support.UNREAD and not j.document.startswith("judged/")]
    least = _find_least(np.array([_chance(weights[j.find.support], j.find.signals) for j in read]), np.array([j.is_right for j in read]), gold)
    kept = {Support.BOTH: 0.0, Support.RULES: 0.0, Support.READER: least, Support.UNREAD: 0.0}
    strict = kept | {Support.RULES: least}
    if _compute_f(read, weights, strict, gold) > _compute_f(read, weights, kept, gold):
        kept = strict
    return {
        "signals": list(SIGNALS),
        "weights": {kind.value: [round(float(w), 4) for w in weights[kind]] for kind in Support},
        "least": {kind.value: round(kept[kind], 3) for kind in Support},
        "fitted_on": {kind.value: [sum(j.is_right for j in judged if j.find.support is kind), sum(j.find.support is kind for j in judged)] for kind in Support},
    }


def fit_kind(judged: list[Judged], kind: Support) -> Floats:
    """Bias and weights of one kind by Newton's method; the prior alone where nothing was judged."""
    prior = np.zeros(1 + len(SIGNALS))
    prior[1 + SIGNALS.index("score")] = 1.0
    if kind is Support.BOTH:
        prior[1 + SIGNALS.index("score")] = prior[1 + SIGNALS.index("other")] = 0.5
    weights = prior.copy()
    if not judged:
        return weights
    rows = np.array([(1.0, *j.find.signals) for j in judged])
    wanted = np.array([float(j.is_right) for j in judged])
    pull = np.full(len(weights), _RIDGE)
    pull[0] = 0.1

    def compute_loss(w: Floats) -> float:
        totals = rows @ w
        return float((np.logaddexp(0, totals) - wanted * totals).sum() + (pull * (w - prior) ** 2).sum() / 2)

    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (chance - wanted) + pull * (weights - prior)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(pull)
        step, size = np.linalg.solve(curve, slope), 1.0
        while size > 1e-6 and compute_loss(weights - size * step) > compute_loss(weights):
            size /= 2
        weights = weights - size * step
        if np.abs(size * step).max() < 1e-6:
            break
    return np.asarray(weights)


def _chance(weights: Floats, signals: tuple[float, ...]) -> float:
    return float(1 / (1 + np.exp(-np.clip(weights[0] + weights[1:] @ np.array(signals), -30, 30))))


def _find_least(chances: Floats, right: npt.NDArray[np.bool_], gold: int) -> float:
    """Half of the F that keeping the likeliest finds reaches."""
    order = np.argsort(-chances)
    hits = np.cumsum(right[order])
    best = float((2 * hits / (np.arange(1, len(order) + 1) + gold)).max()) if len(order) else 0.0
    return best / 2


def _compute_f(judged: list[Judged], weights: dict[Support, Floats], least: dict[Support, float], gold: int) -> float:
    """F of what is kept from these chances on."""
    kept = [j for j in judged if _chance(weights[j.find.support], j.find.signals) >= least[j.find.support]]
    return 2 * sum(j.is_right for j in kept) / max(1, len(kept) + gold)


def predict_left_out(judged: list[Judged]) -> list[float]:
    """For each find on an annotated text the chance that it gets when its own document is left out of the fit."""
    chances = [0.0] * len(judged)
    for document in dict.fromkeys(j.document for j in judged if not j.document.startswith("judged/")):
        for kind in Support:
            here = [i for i, j in enumerate(judged) if j.document == document and j.find.support is kind]
            if here:
                weights = fit_kind([j for j in judged if j.document != document and j.find.support is kind], kind)
                for i in here:
                    chances[i] = _chance(weights, judged[i].find.signals)
    return chances


def write_scores(fitted: dict[str, Any], folder: Path) -> Path:
    """Write ``scores.json`` beside the model."""
    path = folder / FILE
    path.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    return path
