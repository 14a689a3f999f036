"""Contradicts, supports, repeats: candidates by vector, signals of each pair, a small fitted decision, and the reason in words.

Same topic alone is no relation. See ``analysis/models/relations.md`` for what the decision was fitted to and how well it does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.embeddings import Vectors
from analysis.relations.candidates import find_candidates
from analysis.relations.closure import close
from analysis.relations.features import describe, prepare
from analysis.relations.grounds import has_grounds
from analysis.relations.model import KINDS, load_model
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
    model = load_model()
    described = np.stack([describe(prepared, i, j)[0] for i, j in pairs])
    alone = dict(zip(pairs, model.predict(pairs, described, len(statements)), strict=True))
    closed = close(pairs, np.stack(list(alone.values())))
    relations = []
    for (i, j), (p, bridge) in closed.items():
        best = int(p[1:].argmax()) + 1
        kind = KINDS[best]
        if kind is None or p[best] < model.thresholds[best - 1] or (new is not None and i >= new):
            continue
        if not has_grounds(kind, describe(prepared, i, j)[0], float(p[best]), float(alone[i, j][best]) if (i, j) in alone else None):
            continue
        reason = explain(kind, prepared, i, j, bridge)
        relations.append(Relation(statements[i].id, statements[j].id, kind, round(model.score(best, float(p[best])), 4), reason))
    return sorted(relations, key=lambda r: (-(r.score or 0.0), r.a, r.b))
