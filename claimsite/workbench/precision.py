"""How often editors found the machine right, with the rows behind each figure."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Any

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from claimsite.claims.models import ClaimRelation, RelationKind
from claimsite.core.models import Language, ReviewState
from claimsite.statements.models import Statement

DECIDED = (ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED)
#: Half the width of a 95 % interval in standard deviations.
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Precision:
    """Decisions about one group of proposals. `low` and `high` bound the share that was accepted as it stood (Wilson 1927, 95 %)."""

    kind: str
    group: str
    label: str
    accepted: int
    corrected: int
    rejected: int

    @property
    def total(self) -> int:
        """All decided."""
        return self.accepted + self.corrected + self.rejected

    @property
    def share(self) -> float:
        """Accepted as it stood, of all decided."""
        return self.accepted / self.total

    @property
    def bounds(self) -> tuple[float, float]:
        """Where the share lies with 95 % confidence."""
        n, p = self.total, self.share
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        reach = _Z / (1 + _Z**2 / n) * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return max(0.0, middle - reach), min(1.0, middle + reach)


def list_decided(kind: str, group: str = "", state: str = "") -> QuerySet[Any]:
    """Machine proposals of a kind that people have decided; statements are grouped by language, relations by what the machine took them for.

    Raises:
        KeyError: for an unknown kind.
    """
    found = _SOURCES[kind]().filter(state__in=[state] if state in DECIDED else DECIDED)
    return found.filter(**{_GROUPS[kind]: group}) if group else found


def measure_precision() -> list[Precision]:
    """Every group with at least one decision; one query a kind."""
    found = []
    for kind, group in _GROUPS.items():
        counts: dict[str, dict[str, int]] = {}
        for row in list_decided(kind).order_by().values(group, "state").annotate(n=Count("pk")):
            counts.setdefault(row[group] or "", {})[row["state"]] = row["n"]
        for value, states in sorted(counts.items()):
            found.append(Precision(kind, value, _label(kind, value), *(states.get(state, 0) for state in DECIDED)))
    return found


def _list_statements() -> QuerySet[Statement]:
    return Statement.objects.filter(run__isnull=False, added_by__isnull=True).with_people()


def _list_relations() -> QuerySet[ClaimRelation]:
    first: QuerySet[Model] = ClaimRelation.history.filter(id=OuterRef("pk")).order_by("history_id")
    return ClaimRelation.objects.filter(added_by__isnull=True).annotate(proposed_kind=Subquery(first.values("kind")[:1])).with_evidence()


_SOURCES = {"statement": _list_statements, "relation": _list_relations}
_GROUPS = {"statement": "language", "relation": "proposed_kind"}


def _label(kind: str, group: str) -> str:
    labels = dict(Language.choices) if kind == "statement" else dict(RelationKind.choices)
    return str(labels.get(group, group or _("unknown")))
