"""Who still has to give an opinion, and how far the opinions given agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import krippendorff
import numpy as np
from django.db.models import QuerySet

from claimsite.core.models import Opinion, OpinionRequest
from claimsite.core.opinion_actions import NEEDED
from claimsite.core.rows import ROWS

if TYPE_CHECKING:
    from claimsite.core.models import User


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Cohen's kappa of two people over the rows that both judged; None where chance alone would agree always."""

    people: tuple[str, str]
    rows: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class KindAgreement:
    """What people make of one kind of row: Krippendorff's alpha (nominal) over all, and each pair of people; alpha None where nothing varies."""

    kind: str
    title: str
    rows: int
    same: int
    alpha: float | None
    pairs: list[PairAgreement]


def list_wanted(user: User) -> QuerySet[OpinionRequest]:
    """Requests that wait for this person, the oldest first."""
    return OpinionRequest.objects.filter(settled_at__isnull=True).exclude(opinions__given_by=user).order_by("id")


def measure_agreement() -> list[KindAgreement]:
    """Agreement by kind of row, of those that two or more people have judged; one query."""
    given: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for opinion in Opinion.objects.filter(request__settled_at__isnull=False).select_related("request", "given_by"):
        given[opinion.request.kind][opinion.request.row_id][opinion.given_by.username] = opinion.verdict
    return [_measure_kind(kind, list(rows.values())) for kind, rows in sorted(given.items()) if kind in ROWS]


def _measure_kind(kind: str, rows: list[dict[str, str]]) -> KindAgreement:
    judged = [row for row in rows if len(row) >= NEEDED]
    same = sum(len(set(row.values())) == 1 for row in judged)
    people = sorted({name for row in judged for name in row})
    pairs = [measure_pair(pair, judged) for pair in combinations(people, 2) if any(set(pair) <= set(row) for row in judged)]
    return KindAgreement(kind, str(ROWS[kind].title), len(judged), same, measure_alpha(judged), pairs)


def measure_alpha(rows: Iterable[dict[str, str]]) -> float | None:
    """Krippendorff's alpha for nominal data (Krippendorff 2011, computing alpha) over rows of verdicts by person; None with fewer than two values or rows."""
    rows = list(rows)
    verdicts = sorted({verdict for row in rows for verdict in row.values()})
    if len(verdicts) < 2 or len(rows) < 2:
        return None
    codes = {verdict: float(number) for number, verdict in enumerate(verdicts)}
    people = sorted({name for row in rows for name in row})
    table = np.array([[codes[row[name]] if name in row else np.nan for row in rows] for name in people])
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="nominal"))


def measure_pair(people: tuple[str, str], rows: Iterable[dict[str, str]]) -> PairAgreement:
    """Cohen's kappa (Cohen 1960) of two people: (observed - expected) / (1 - expected) agreement over the rows that both judged."""
    both = [(row[people[0]], row[people[1]]) for row in rows if people[0] in row and people[1] in row]
    same = sum(first == second for first, second in both)
    verdicts = {verdict for pair in both for verdict in pair}
    expected = sum(_share(both, 0, verdict) * _share(both, 1, verdict) for verdict in verdicts)
    kappa = None if expected >= 1 or not both else (same / len(both) - expected) / (1 - expected)
    return PairAgreement(people, len(both), same, kappa)


def _share(both: list[tuple[str, str]], who: int, verdict: str) -> float:
    return sum(pair[who] == verdict for pair in both) / len(both)
