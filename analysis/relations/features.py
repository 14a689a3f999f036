"""Signals of a pair of statements, the same whichever of the two comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from analysis.embeddings import Vectors, embed
from analysis.relations.alignment import Alignment, align
from analysis.relations.comparing import compare_figures, count_predicates, find_count_against_none, name_party
from analysis.relations.reading import Reading, read_statements, stack, tokenize
from analysis.types import Act, StatementInput

#: Contents of so few words seldom hold a proposition ("a gift").
SHORT: Final = 2
#: How many earlier statements of its document a statement may point back to.
_REACH = 4
_STATED: Final = (Act.ASSERTS, Act.SPECULATES, Act.WARNS)

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
        earlier = members.setdefault(_document(statement), [])
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


def _document(statement: StatementInput) -> str:
    """A statement without a document is one of its own; the NUL keeps it apart from names."""
    return statement.document if statement.document is not None else f"\0{statement.id}"


def describe(prepared: Prepared, i: int, j: int) -> tuple[npt.NDArray[np.float64], Alignment]:
    """Signals of one pair in the order of `FEATURES`, and the alignment they rest on (its left side is `i`)."""
    a, b = prepared.readings[i], prepared.readings[j]
    alignment = align(a, b)
    values = {
        **_topic(prepared, i, j, alignment),
        **_polarity(a, b, alignment),
        **_figures(a, b, alignment),
        **_frame(a.statement, b.statement),
        **_surroundings(prepared, i, j),
        **_acts(a, b),
    }
    return np.array([float(values[name]) for name in FEATURES]), alignment


def _topic(prepared: Prepared, i: int, j: int, alignment: Alignment) -> dict[str, float]:
    a, b = prepared.readings[i], prepared.readings[j]
    reach_i = max((float(prepared.bare[k] @ prepared.bare[j]) for k in prepared.before[i]), default=0.0)
    reach_j = max((float(prepared.bare[k] @ prepared.bare[i]) for k in prepared.before[j]), default=0.0)
    place = prepared.before[i].index(j) if j in prepared.before[i] else prepared.before[j].index(i) if i in prepared.before[j] else None
    points = (j in prepared.before[i] and bool(a.pointer)) or (i in prepared.before[j] and bool(b.pointer))
    lengths = sorted((len(a.topic), len(b.topic)))
    predicates = count_predicates(a, b, alignment)
    return {
        "cosine": float(prepared.vectors[i] @ prepared.vectors[j]),
        "bare_cosine": float(prepared.bare[i] @ prepared.bare[j]),
        "cover_low": min(alignment.left, alignment.right),
        "cover_high": max(alignment.left, alignment.right),
        "shared_words": min(len(alignment.shared), 5) / 5,
        "shared_predicates": min(predicates, 5) / 5,
        "names_only": bool(alignment.shared) and not predicates,
        "is_short": min(a.length, b.length) <= SHORT,
        "context_cosine": max(reach_i, reach_j),
        "pointed_cosine": max(reach_i if a.pointer else 0.0, reach_j if b.pointer else 0.0),
        "points_at": points,
        "both_point": bool(a.pointer) and bool(b.pointer),
        "answers": j == _find_answered(prepared, i, over=False) or i == _find_answered(prepared, j, over=False),
        "answers_over": j == _find_answered(prepared, i, over=True) or i == _find_answered(prepared, j, over=True),
        "nested": a.statement.document == b.statement.document and _is_nested(a, b),
        "adjacent": place == 0,
        "near": place is not None,
        "length_low": min(lengths[0], 10) / 10,
        "length_gap": min(lengths[1] - lengths[0], 10) / 10,
    }


def _is_nested(a: Reading, b: Reading) -> bool:
    """Whether one text holds the other, or all of its words: the same sentence found twice, once with "she said" in it."""
    if a.bare in b.bare or b.bare in a.bare:
        return True
    left, right = (set(tokenize(r.bare.lower())) for r in (a, b))
    return left <= right or right <= left


def _find_answered(prepared: Prepared, index: int, *, over: bool) -> int | None:
    """The statement that a denial answers: the last one of its document by another side, right before it or `over` others of the denial's own side.

    News puts a denial behind what it denies: of denials that follow another side's statement about half contradict it, before it one in eight.
    """
    denial = prepared.readings[index]
    if not denial.is_denial:
        return None
    for distance, earlier in enumerate(prepared.before[index]):
        reading = prepared.readings[earlier]
        if reading.statement.side is None or reading.statement.side != denial.statement.side:
            return earlier if (distance > 0) == over and not reading.is_denial else None
    return None


def _polarity(a: Reading, b: Reading, alignment: Alignment) -> dict[str, float]:
    denies = [r.statement.act is Act.DENIES for r in (a, b)]
    negated = [bool(r.negations) for r in (a, b)]
    rejects = [r.is_denial for r in (a, b)]
    limited = [r.is_limited for r in (a, b)]
    false = [bool(r.falsities) for r in (a, b)]
    return {
        "one_denies": denies[0] != denies[1],
        "both_deny": all(denies),
        "one_negated": negated[0] != negated[1],
        "both_negated": all(negated),
        "one_rejects": rejects[0] != rejects[1],
        "both_reject": all(rejects),
        "denies_plain": sum(d and not n for d, n in zip(denies, negated, strict=True)) == 1 and sum(denies) == 1,
        "denies_negated": sum(d and n for d, n in zip(denies, negated, strict=True)) == 1 and sum(denies) == 1,
        "one_false": false[0] != false[1],
        "opposites": bool(alignment.opposites),
        "odd_polarity": (rejects[0] != rejects[1]) != bool(alignment.opposites),
        "even_polarity": rejects[0] != rejects[1] and bool(alignment.opposites),
        "figure_against_none": find_count_against_none(a, b) is not None,
        "one_absent": a.is_absence != b.is_absence,
        "one_limited": limited[0] != limited[1],
        "limited_and_rejects": (limited[0] and rejects[1]) or (limited[1] and rejects[0]),
    }


def _figures(a: Reading, b: Reading, alignment: Alignment) -> dict[str, float]:
    both = bool(a.numbers) and bool(b.numbers)
    agree, clash = compare_figures(a, b)
    return {
        "figures_agree": agree,
        "figures_clash": clash,
        "numbers_equal": bool(a.numbers & b.numbers),
        "numbers_differ": both and not a.numbers & b.numbers,
        "numbers_onesided": bool(a.numbers) != bool(b.numbers),
        "unopposed": a.is_denial == b.is_denial and not (both and not a.numbers & b.numbers) and a.is_limited == b.is_limited and not alignment.opposites,
    }


def _frame(a: StatementInput, b: StatementInput) -> dict[str, float]:
    sides = a.side, b.side
    known = None not in sides
    left, right = name_party(a), name_party(b)
    return {
        "same_name": bool(left & right),
        "other_name": bool(left) and bool(right) and not left & right,
        "same_side": known and sides[0] == sides[1],
        "same_side_other_actor": known and sides[0] == sides[1] and a.actor != b.actor,
        "same_actor": a.actor is not None and a.actor == b.actor,
        "same_document": a.document is not None and a.document == b.document,
        "same_language": a.language == b.language,
        "sides_unknown": not known,
        "sides_overlap": known and sides[0] != sides[1] and _overlap(sides[0] or "", sides[1] or ""),
    }


def _overlap(left: str, right: str) -> bool:
    """Whether one side is part of the other ("South Korea", "South Korea and United States")."""
    one, other = set(left.lower().split()), set(right.lower().split())
    return bool(one) and bool(other) and (one <= other or other <= one)


def _surroundings(prepared: Prepared, i: int, j: int) -> dict[str, float]:
    """Whether the two come from one dispute: their documents are alike, and the side of one speaks in the document of the other."""
    sides = prepared.readings[i].statement.side, prepared.readings[j].statement.side
    return {
        "document_cosine": float(prepared.around[i] @ prepared.around[j]),
        "sides_meet": sides[0] in prepared.sides[j] or sides[1] in prepared.sides[i],
    }


def _acts(a: Reading, b: Reading) -> dict[str, float]:
    acts = [a.statement.act or Act.ASSERTS, b.statement.act or Act.ASSERTS]

    def one(act: Act) -> bool:
        return acts.count(act) == 1

    commits, demands = Act.COMMITS in acts, Act.DEMANDS in acts
    return {
        "both_state": all(act in _STATED for act in acts),
        "one_uncertain": a.is_uncertain != b.is_uncertain,
        "one_demands": one(Act.DEMANDS),
        "both_demand": acts.count(Act.DEMANDS) == 2,
        "one_commits": one(Act.COMMITS),
        "both_commit": acts.count(Act.COMMITS) == 2,
        "demand_and_commit": commits and demands,
        "demand_and_reject": demands and (a.is_denial or b.is_denial),
        "one_warns": one(Act.WARNS),
        "one_declines": Act.DECLINES in acts,
        "acts_unknown": a.statement.act is None or b.statement.act is None,
        "commit_and_reject": commits and (a.is_denial or b.is_denial),
        "one_evidence": bool(a.evidence) != bool(b.evidence),
        "both_evidence": bool(a.evidence) and bool(b.evidence),
        "one_reason": a.has_reason != b.has_reason,
    }
