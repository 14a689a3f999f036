"""Statements as rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse

from claimsite.core.paging import NEWEST, Order, walk_chunks
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


#: What a row is made of. Whole models, each with an address made for itself, cost ten times as much, and a file can have a million rows.
FIELDS = (
    "id",
    "article_id",
    "article__title",
    "article__outlet_id",
    "article__outlet__name",
    "actor__name",
    "side__name",
    *("published_on", "language", "act", "type", "source", "content", "state", "score"),
)


def list_rows(statements: StatementQuerySet, absolute: Callable[[str], str], order: Order = NEWEST) -> Iterator[dict[str, Any]]:
    """All of them, however many, with speaker, side and outlets."""
    for chunk in walk_chunks(statements.values(*FIELDS), order):
        yield from describe(chunk, absolute)


def describe(chunk: Sequence[Mapping[str, Any]], absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    """Rows of the table from rows of `FIELDS`; one query finds the outlets that repeat them."""
    copies = _find_copies([row["id"] for row in chunk])
    before, _, behind = absolute(reverse("claims:article_detail", args=[0])).rpartition("0")
    for row in chunk:
        elsewhere = [name for outlet, name in copies.get(row["id"], {}).items() if outlet != row["article__outlet_id"]]
        yield {
            "id": row["id"],
            "url": f"{before}{row['article_id']}{behind}#s{row['id']}",
            "published_on": row["published_on"].isoformat(),
            "outlet": row["article__outlet__name"],
            "also_in": ", ".join(sorted(elsewhere)),
            "article": row["article__title"],
            "language": row["language"],
            "actor": row["actor__name"],
            "side": row["side__name"],
            "act": row["act"],
            "type": row["type"],
            "source": row["source"],
            "content": row["content"],
            "state": row["state"],
            "score": row["score"],
        }


def _find_copies(ids: Sequence[int]) -> dict[int, dict[int, str]]:
    """Of each statement the outlets, id and name, in which standing statements repeat it."""
    found: dict[int, dict[int, str]] = {}
    copies = Statement.objects.standing().filter(copy_of__in=ids).order_by()
    for statement, outlet, name in copies.values_list("copy_of_id", "article__outlet_id", "article__outlet__name"):
        found.setdefault(statement, {})[outlet] = name
    return found
