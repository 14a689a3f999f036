"""Statements as rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from claimsite.core.paging import NEWEST, Order, walk
from claimsite.statements.models import Statement
from claimsite.statements.querysets import StatementQuerySet

COLUMNS = (
    "id",
    "url",
    "published_on",
    "outlet",
    "also_in",
    "article",
    "language",
    "actor",
    "side",
    "act",
    "type",
    "source",
    "content",
    "state",
    "score",
)


def list_rows(statements: StatementQuerySet, absolute: Callable[[str], str], order: Order = NEWEST) -> Iterator[dict[str, Any]]:
    """All of them, however many, with speaker, side and outlets."""
    for row in walk(statements.with_people().with_copies(), order):
        yield describe(row, absolute)


def describe(row: Statement, absolute: Callable[[str], str]) -> dict[str, Any]:
    """One row; needs people and copies at hand."""
    return {
        "id": row.pk,
        "url": absolute(row.get_absolute_url()),
        "published_on": row.published_on.isoformat(),
        "outlet": row.article.outlet.name,
        "also_in": ", ".join(copy.article.outlet.name for copy in row.also_in),
        "article": row.article.title,
        "language": row.language,
        "actor": row.actor.name if row.actor else None,
        "side": row.side.name if row.side else None,
        "act": row.act,
        "type": row.type,
        "source": row.source,
        "content": row.content,
        "state": row.state,
        "score": row.score,
    }
