"""Contradicts, supports, repeats: candidates by vector, signals of each pair, a small fitted decision, and the reason in words.

Same topic alone is no relation. See ``analysis/models/relations.md`` for what the decision was fitted to and how well it does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.embeddings import Vectors
from analysis.relations.candidates import find_candidates
from analysis.relations.closure import Bridge, Closed, close
from analysis.relations.columns import build_columns
from analysis.relations.describing import describe
from analysis.relations.features import prepare
from analysis.relations.grounds import has_grounds
from analysis.relations.model import KINDS, RelationModel, load_model
from analysis.relations.reasons import explain
from analysis.types import Relation, StatementInput

__all__ = ["relate", "relate_new"]


def relate(statements: Sequence[StatementInput], *, vectors: Mapping[str, Vectors] | None = None) -> list[Relation]:
    """Find links among statements.

    Args:
        statements: any number, with distinct ids; those of one document in the order in which they stand there (a statement may point back).
        vectors: id → vector of the text as `analysis.embeddings.embed` gives it; what is missing is encoded.

    Returns:
        Each unordered pair at most once, best first; `a` came first in the input.

    Raises:
        ValueError: if two statements have one id.
        UnknownLanguageError: if a statement's language is not read.
    """
    return _relate(statements, None, vectors)


def relate_new(new: Sequence[StatementInput], known: Sequence[StatementInput], *, vectors: Mapping[str, Vectors] | None = None) -> list[Relation]:
    """Find links of new statements to each other and to known ones; otherwise as `relate`.

    Args:
        new: just found.
        known: found earlier; a statement that is also new is left aside here.
        vectors: of either.
    """
    fresh = {statement.id for statement in new}
    return _relate([*new, *(s for s in known if s.id not in fresh)], len(new), vectors)


def _relate(statements: Sequence[StatementInput], new: int | None, vectors: Mapping[str, Vectors] | None) -> list[Relation]:
    if len({s.id for s in statements}) < len(statements):
        raise ValueError("two statements have the same id")
    prepared = prepare(statements, vectors)
    pairs = find_candidates(prepared, new)
    if not pairs:
        return []
    model, columns = load_model(), build_columns(prepared)
    described = describe(prepared, pairs, columns)
    own = model.predict(pairs, described, len(statements))
    places = {pair: row for row, pair in enumerate(pairs)}
    likely = [link for link in _choose(close(pairs, own), model) if new is None or link.pair[0] < new]
    passed_on = [link.pair for link in likely if link.pair not in places]
    beyond = dict(zip(passed_on, describe(prepared, passed_on, columns), strict=True))
    relations = []
    for (i, j), best, probability, bridge in likely:
        kind, row = KINDS[best], places.get((i, j))
        signals = beyond[i, j] if row is None else described[row]
        if kind is None or not has_grounds(kind, signals, probability, None if row is None else float(own[row, best])):
            continue
        reason = explain(kind, prepared, i, j, bridge)
        relations.append(Relation(statements[i].id, statements[j].id, kind, round(model.score(best, probability), 4), reason))
    return sorted(relations, key=lambda r: (-(r.score or 0.0), r.a, r.b))


class _Link(NamedTuple):
    """A pair, the number in `KINDS` of the relation that is most likely, its probability, and the repetition that it came over."""

    pair: tuple[int, int]
    best: int
    probability: float
    bridge: Bridge | None


def _choose(closed: Closed, model: RelationModel) -> Iterator[_Link]:
    """The pairs of which some relation is likely enough to be proposed."""
    for pair, (probabilities, bridge) in closed.items():
        probability = max(probabilities[1:])
        best = probabilities.index(probability, 1)
        if probability >= model.thresholds[best - 1]:
            yield _Link(pair, best, probability, bridge)
