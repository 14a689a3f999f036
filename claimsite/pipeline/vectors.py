"""Sentence vectors of statements as they are stored; `nearest` finds what stands near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from analysis.embeddings import Vectors, embed
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.packing import MODEL, pack, unpack
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Statements encoded at a time when many are missing.
CHUNK = 256


def store_vectors(statements: Sequence[Statement], vectors: Vectors | None = None) -> Vectors:
    """Encode the contents of statements and keep the vectors; what was stored for them before is replaced, if it differs.

    Args:
        statements: stored.
        vectors: of their contents, if they are at hand.

    Returns:
        float32, one row of unit length a statement, in their order.
    """
    if vectors is None:
        vectors = embed([row.content for row in statements])
    now = timezone.now()
    rows = [StatementVector(statement=row, model=MODEL, data=pack(vector), updated_at=now) for row, vector in zip(statements, vectors, strict=True)]
    known = StatementVector.objects.filter(statement__in=statements, model=MODEL)
    stored = {row.pk: bytes(row.data) for row in known}
    changed = [row for row in rows if stored.get(row.pk) != row.data]
    StatementVector.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["statement"], update_fields=["model", "data", "updated_at"], batch_size=500
    )
    return vectors


def read_vectors(statements: Sequence[Statement]) -> dict[int, Vectors]:
    """By id the stored vectors of statements that have one: float32 of shape (512,)."""
    known = StatementVector.objects.filter(statement__in=statements, model=MODEL).values_list("statement", "data")
    return {pk: unpack(bytes(data)) for pk, data in known}


def store_missing() -> Iterator[int]:
    """Encode standing statements that have no vector of this model (added by hand, or stored by another version); yields how many at a time."""
    missing = Statement.objects.standing().exclude(vector__model=MODEL).order_by("id")
    while rows := list(missing.only("id", "content")[:CHUNK]):
        store_vectors(rows)
        yield len(rows)
