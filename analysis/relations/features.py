"""Statements made ready for comparing, and which signals a pair of them has; `describing` measures these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from analysis.embeddings import Vectors, embed
from analysis.relations.reading import Reading, read_statements, stack
from analysis.types import StatementInput

#: How many earlier statements of its document a statement may point back to.
_REACH = 4

FEATURES: Final = (
    "cosine", "bare_cosine", "cover_low", "cover_high", "shared_words", "shared_predicates", "names_only", "is_short",
    "context_cosine", "pointed_cosine", "points_at", "both_point", "answers", "answers_over", "adjacent", "near",
    "one_denies", "both_deny", "one_negated", "both_negated", "one_rejects", "both_reject", "denies_plain", "denies_negated",
    "unopposed", "nested", "one_false", "opposites", "odd_polarity", "even_polarity", "figure_against_none", "one_absent", "one_limited", "limited_and_rejects",
    "numbers_equal", "numbers_differ", "numbers_onesided", "figures_agree", "figures_clash",
    "same_side", "same_actor", "same_name", "other_name", "same_document", "same_language", "sides_unknown", "sides_overlap", "acts_unknown",
    "document_cosine", "sides_meet",
    "both_state", "one_uncertain", "one_demands", "both_demand", "one_commits", "both_commit", "demand_and_commit", "demand_and_reject",
    "one_warns", "one_declines", "commit_and_reject", "length_low", "length_gap", "one_evidence", "both_evidence", "one_reason", "same_side_other_actor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prepared:
    """Statements read and encoded.

    Attributes:
        readings: one a statement, in input order.
        vectors: of the whole content, shape ``(n, 512)``.
        bare: of the content without negations, shape ``(n, 512)``.
        around: mean of the bare vectors of its document, of unit length, shape ``(n, 512)``.
        sides: for each statement the sides that speak in its document.
        before: for each statement the indices of up to four earlier ones of its document, nearest first.
    """

    readings: list[Reading]
    vectors: Vectors
    bare: Vectors
    around: Vectors
    sides: list[frozenset[str]]
    before: list[tuple[int, ...]]

    def __len__(self) -> int:
        return len(self.readings)


def prepare(statements: Sequence[StatementInput], known_vectors: Mapping[str, Vectors] | None = None) -> Prepared:
    """Read and encode statements once, before pairs are looked at.

    Args:
        statements: those of one document in the order in which they stand there.
        known_vectors: statement id → vector of its text as `embed` gives it, shape ``(512,)``; what is missing is encoded.

    Raises:
        UnknownLanguageError: if a statement's language is not read.
    """
    readings = read_statements(statements)
    known = known_vectors or {}
    # Most texts have no negation: there the text's own vector is that of the bare text too, and is not made twice.
    asked = [s.text for s in statements if s.id not in known]
    asked += [r.bare for r, s in zip(readings, statements, strict=True) if r.bare != s.text]
    encoded = iter(embed(asked))
    vectors = stack([known[s.id] if s.id in known else next(encoded) for s in statements])
    bare = stack([vectors[i] if r.bare == s.text else next(encoded) for i, (r, s) in enumerate(zip(readings, statements, strict=True))])
    members: dict[str, list[int]] = {}
    before: list[tuple[int, ...]] = []
    for i, statement in enumerate(statements):
        earlier = members.setdefault(get_document(statement), [])
        before.append(tuple(reversed(earlier[-_REACH:])))
        earlier.append(i)
    around = np.zeros_like(bare)
    sides: list[frozenset[str]] = [frozenset()] * len(statements)
    for own in members.values():
        mean = bare[own].mean(axis=0)
        around[own] = mean / max(float(np.linalg.norm(mean)), 1e-6)
        for i in own:
            sides[i] = frozenset(side for k in own if (side := statements[k].side) is not None)
    return Prepared(readings, vectors, bare, around, sides, before)


def get_document(statement: StatementInput) -> str:
    """A statement without a document is one of its own; the NUL keeps it apart from names."""
    return statement.document if statement.document is not None else f"\0{statement.id}"
