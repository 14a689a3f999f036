"""When each change since a version came about, as far as the rows tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from claimsite.articles.models import ArticleVersion
from claimsite.claims.models import Claim, ClaimRelation
from claimsite.statements.models import Statement

Times = dict[int, tuple[dt.datetime | None, ...]]


def find_moments(changes: Sequence[dict[str, Any]], *, since: dt.datetime) -> list[dt.datetime]:
    """A moment a change, in the same order, never before `since`; that moment itself where no row tells. At most four queries."""
    by_noun: dict[str, set[int]] = {"statement": set(), "claim": set(), "contradiction": set(), "article": set()}
    for change in changes:
        by_noun[change["kind"].split("_")[0]].add(change["id"])
    found = {
        "statement": _read(Statement, by_noun["statement"], "added_at", "decided_at", "withdrawn_at", "removed_in__read_at"),
        "claim": _read(Claim, by_noun["claim"], "created_at"),
        "contradiction": _read(ClaimRelation, by_noun["contradiction"], "added_at", "decided_at", "withdrawn_at"),
        "article": _read_versions(by_noun["article"]),
    }
    return [max([since, *_known(found[change["kind"].split("_")[0]].get(change["id"], ()))]) for change in changes]


def _read(model: Any, ids: Iterable[int], *fields: str) -> Times:
    wanted = list(ids)
    return {pk: tuple(times) for pk, *times in model.objects.filter(pk__in=wanted).order_by().values_list("pk", *fields)} if wanted else {}


def _read_versions(articles: Iterable[int]) -> Times:
    wanted = list(articles)
    rows = ArticleVersion.objects.filter(article__in=wanted, is_current=True).order_by().values_list("article", "read_at") if wanted else []
    return {article: (read_at,) for article, read_at in rows}


def _known(times: Iterable[dt.datetime | None]) -> list[dt.datetime]:
    return [each for each in times if each is not None]
