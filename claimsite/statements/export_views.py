"""The statements of a search as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from claimsite.core.tabular import answer_with, write_csv, write_json
from claimsite.statements.filters import StatementFilter
from claimsite.statements.models import Statement

#: Rows in one file, the newest; a machine that wants more asks for spans of days.
LIMIT = 100_000
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


@require_safe
def statements_csv(request: HttpRequest) -> HttpResponseBase:
    """What the page with the same parameters lists, all pages of it, as a table."""
    return answer_with(write_csv(COLUMNS, _list_rows(request)), content_type="text/csv", filename="statements.csv")


@require_safe
def statements_json(request: HttpRequest) -> HttpResponseBase:
    """The same as JSON."""
    parameters = StatementFilter(request.GET).as_parameters()
    about = {"url": request.build_absolute_uri(f"/statements/?{parameters}" if parameters else "/statements/"), "limit": LIMIT}
    return answer_with(write_json(about, _list_rows(request)), content_type="application/json", filename="statements.json")


def _list_rows(request: HttpRequest) -> Iterator[dict[str, Any]]:
    found = StatementFilter(request.GET).narrow(Statement.objects.standing().with_people().with_copies()).newest_first()[:LIMIT]
    for row in found.iterator(chunk_size=1000):
        yield {
            "id": row.pk,
            "url": request.build_absolute_uri(row.get_absolute_url()),
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
