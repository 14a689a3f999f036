"""Which two statements show a link between claims best: the only place that chooses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from claimsite.claims.models import ClaimStatement, RelationEvidence
from claimsite.core.palette import choose_number
from claimsite.core.prepared import prepared
from claimsite.core.querysets import is_among, is_standing
from claimsite.statements.naming import name_locally

_OF_END = ("", "__act", "__side", "__side__palette_number", "__published_on", "__actor", "__actor__name", "__actor__local_names", "__source", "__language")
#: Of a statement's words so many characters are read, which tell whether they stand alone.
_FIRST_WORDS = 200


class End(NamedTuple):
    """A statement at one end of a link; `speaker` is who said it as the reader knows them or as written, `number` tells color and mark of the side.

    `words` are the first of its content.
    """

    statement: int
    act: str
    side: int | None
    number: int | None
    published_on: dt.date
    actor: int | None
    speaker: str
    language: str
    words: str


class Shown(NamedTuple):
    """The best evidence of a link, from its first to its second claim, its own score, and how many pairs of statements show it."""

    a: End
    b: End
    pairs: int
    score: float | None


def find_best(relations: Iterable[int]) -> dict[int, Shown]:
    """Of each link the surest evidence of its kind whose statements stand and belong to its two claims; of links without any none. One query."""
    best: dict[int, Shown] = {}
    for relation, is_straight, score, *ends in _read_evidence(relations):
        found = best.get(relation)
        if found is None:
            half = len(ends) // 2
            p, q = _read_end(ends[:half]), _read_end(ends[half:])
            best[relation] = Shown(p, q, 1, score) if is_straight else Shown(q, p, 1, score)
        else:
            best[relation] = found._replace(pairs=found.pairs + 1)
    return best


@prepared
def _read_evidence(relations: Any) -> QuerySet[Any, Any]:
    fields = [field for end in "ab" for field in (*(f"statement_{end}{path}" for path in _OF_END), f"words_{end}")]
    found = RelationEvidence.objects.filter(is_among("relation", relations), kind=F("relation__kind"))
    found = found.filter(is_standing("statement_a__"), is_standing("statement_b__"))
    straight, crossed = _belong("statement_a", "statement_b"), _belong("statement_b", "statement_a")
    best_first = found.order_by(F("score").desc(nulls_last=True), "id")
    words = {f"words_{end}": Substr(f"statement_{end}__content", 1, _FIRST_WORDS) for end in "ab"}
    return best_first.annotate(is_straight=straight, **words).filter(Q(is_straight=True) | crossed).values_list("relation", "is_straight", "score", *fields)


def _belong(to_a: str, to_b: str) -> Q:
    """That a statement belongs to the first claim of the link, and the other one to the second."""
    members = ClaimStatement.objects.standing()
    return Q(Exists(members.filter(claim=OuterRef("relation__claim_a"), statement=OuterRef(to_a)))) & Q(
        Exists(members.filter(claim=OuterRef("relation__claim_b"), statement=OuterRef(to_b)))
    )


def _read_end(values: list[Any]) -> End:
    statement, act, side, stored, published_on, actor, name, local_names, source, language, words = values
    speaker = name_locally(name or "", local_names) or source or ""
    return End(statement, act, side, choose_number(stored, side), published_on, actor, speaker, language, words)
