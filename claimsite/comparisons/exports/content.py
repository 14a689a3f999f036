"""What every export begins with: a snapshot that the reader may see, narrowed to what the address asks for, as flat rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from claimsite.comparisons.models import Comparison, Snapshot
from claimsite.comparisons.reading import is_by_name

COLUMNS = (
    "claim_id",
    "claim",
    "claim_language",
    "contested",
    "side",
    "status",
    "stance",
    "statement_id",
    "statement_url",
    "published_on",
    "outlet",
    "also_in",
    "article",
    "article_url",
    "language",
    "actor",
    "source",
    "act",
    "type",
    "quote",
    "state",
    "score",
)


@dataclass(frozen=True, slots=True)
class Shared:
    """A snapshot with the addresses under which it is shared."""

    comparison: Comparison
    snapshot: Snapshot
    table: Mapping[str, Any]
    origin: str
    is_latest: bool

    @property
    def title(self) -> str:
        """As it was when it was frozen."""
        return str(self.snapshot.content.get("title") or self.comparison.title)

    @property
    def url(self) -> str:
        """The address that never changes its content."""
        return self.absolute(self.snapshot.get_absolute_url())

    def absolute(self, path: str | None) -> str:
        """An address of this site with its host; others, and none, stay as they are."""
        return f"{self.origin}{path}" if path and path.startswith("/") else path or ""


def share(request: HttpRequest, comparison: Comparison, number: int | None = None) -> Shared:
    """The snapshot of a readable comparison that a request asks for: the latest, or one by its number; `side` and `claim` in the address narrow it.

    A secret link reaches the page it was made for as it stands, and so the latest version, not the earlier ones.

    Raises:
        Http404: where there is nothing, or nothing for this request.
    """
    numbers = [snapshot.number for snapshot in comparison.snapshots.all()]
    wanted = number if number is not None else max(numbers, default=0)
    is_latest = wanted == max(numbers, default=0)
    if wanted not in numbers or not (is_latest or is_by_name(request, comparison)):
        raise Http404(_("There is no comparison at this address."))
    snapshot = Snapshot.objects.select_related("comparison", "created_by").get(comparison=comparison, number=wanted)
    table = narrow(snapshot.content["table"], sides=request.GET.getlist("side"), claims=request.GET.getlist("claim"))
    return Shared(comparison, snapshot, table, request.build_absolute_uri("/")[:-1], is_latest)


def narrow(table: Mapping[str, Any], *, sides: list[str], claims: list[str]) -> dict[str, Any]:
    """The table with the chosen sides and claims alone; what is not in it is left out, and none of a kind leaves all."""
    known = {side["slug"] for side in table["sides"]}
    kept = [i for i, side in enumerate(table["sides"]) if side["slug"] in sides] if known & set(sides) else list(range(len(table["sides"])))
    ids = {str(row["claim"]["id"]) for row in table["rows"]} & set(claims)
    rows = [row for row in table["rows"] if not ids or str(row["claim"]["id"]) in ids]
    if len(kept) == len(table["sides"]):
        return {**table, "rows": rows}
    place = {old: new for new, old in enumerate(kept)}
    chosen = [{**side, "index": place[i]} for i, side in enumerate(table["sides"]) if i in place]
    return {**table, "sides": chosen, "rows": [_narrow_row(row, place) for row in rows]}


def _narrow_row(row: Mapping[str, Any], place: Mapping[int, int]) -> dict[str, Any]:
    cells = [_move(cell, place) | {"statements": [_move(each, place) for each in cell["statements"]]} for cell in row["cells"] if cell["side"] in place]
    versus = [each for each in row["versus"] if {each["a"]["side"], each["b"]["side"]} <= set(place)]
    moved = [{**each, "a": _move(each["a"], place), "b": _move(each["b"], place)} for each in versus]
    return {**row, "cells": cells, "versus": moved, "contested": bool(row["contested"] and moved)}


def _move(each: Mapping[str, Any], place: Mapping[int, int]) -> dict[str, Any]:
    return {**each, "side": place.get(each["side"])}


def list_statements(table: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """Every statement of the table once, by id; those that only a contradiction names come last."""
    found: dict[int, dict[str, Any]] = {}
    for row in table["rows"]:
        for cell in row["cells"]:
            for statement in cell["statements"]:
                found.setdefault(statement["id"], statement)
    for row in table["rows"]:
        for versus in row["versus"]:
            for end in "ab":
                found.setdefault(versus[end]["id"], versus[end])
    return found


def list_rows(table: Mapping[str, Any], absolute: Callable[[str | None], str]) -> Iterator[dict[str, Any]]:
    """A row a statement and claim; a side that says nothing to a claim has one with the status "silent"."""
    for row in table["rows"]:
        claim = {
            "claim_id": row["claim"]["id"],
            "claim": row["claim"]["text"],
            "claim_language": row["claim"]["language"],
            "contested": "yes" if row["contested"] else "no",
        }
        for cell in row["cells"]:
            about = claim | {"side": table["sides"][cell["side"]]["name"]}
            if not cell["statements"]:
                yield dict.fromkeys(COLUMNS) | about | {"status": cell["status"]}
            for statement in cell["statements"]:
                yield dict.fromkeys(COLUMNS) | about | _describe(statement, absolute)


def _describe(statement: Mapping[str, Any], absolute: Callable[[str | None], str]) -> dict[str, Any]:
    same = ("published_on", "outlet", "language", "actor", "source", "act", "type", "quote", "state", "score", "status", "stance")
    return {name: statement.get(name) for name in same} | {
        "statement_id": statement["id"],
        "statement_url": absolute(statement.get("url")),
        "also_in": ", ".join(statement.get("also_in") or ()),
        "article": statement.get("article_title"),
        "article_url": absolute(statement.get("article_url")),
    }


def name_file(shared: Shared, ending: str) -> str:
    """A file name of letters, digits and hyphens, whatever the title holds."""
    return f"{quote(shared.comparison.slug, safe='')}-v{shared.snapshot.number}.{ending}"
