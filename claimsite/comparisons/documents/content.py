"""What the document of a version shows: its claims with the words of each side, and the numbered sources behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimsite.comparisons.frozen import find_frozen_statement, read_content
from claimsite.comparisons.local_names import localize_content
from claimsite.comparisons.models import Snapshot
from claimsite.comparisons.presentation import STATUS_WORDS, get_frozen_url, list_silent

#: Statements of a side beside the first that a claim shows on paper.
FURTHER = 2


def describe_document(snapshot: Snapshot, origin: str) -> dict[str, Any]:
    """The template's context.

    Args:
        snapshot: with its comparison.
        origin: scheme and host of this site; on paper every address is whole.
    """
    content = localize_content(read_content(snapshot.content))
    sources: dict[tuple[str, str, str], dict[str, Any]] = {}
    rows = [_describe_row(row, content, sources, snapshot, origin) for row in content["table"]["rows"]]
    return {
        "comparison": snapshot.comparison,
        "snapshot": snapshot,
        "content": content,
        "table": content["table"],
        "rows": rows,
        "sources": list(sources.values()),
        "status_words": STATUS_WORDS,
        "address": f"{origin}{snapshot.get_absolute_url()}",
        "origin": origin,
    }


def _describe_row(row: Mapping[str, Any], content: dict[str, Any], sources: dict[Any, Any], snapshot: Snapshot, origin: str) -> dict[str, Any]:
    cells = []
    for cell in (each for each in row["cells"] if each["statements"]):
        shown = [{**each, "number": _cite(each, content, sources, snapshot, origin)} for each in cell["statements"][: FURTHER + 1]]
        hidden = len(cell["statements"]) - len(shown) + (cell.get("more") or 0)
        cells.append({"side": content["table"]["sides"][cell["side"]], "status": cell["status"], "statements": shown, "hidden": hidden})
    silent = list_silent(row, content["table"]["sides"])
    return {"claim": row["claim"], "cells": cells, "silent": silent, "why": [versus["why"] for versus in row["versus"][:1]]}


def _cite(each: Mapping[str, Any], content: dict[str, Any], sources: dict[Any, Any], snapshot: Snapshot, origin: str) -> int:
    """The number of a statement's article among the sources; a new one if it is not there yet."""
    key = (each["outlet"], each.get("article_title") or "", each["published_on"])
    if key not in sources:
        found = find_frozen_statement(content, each["id"])
        article = found["article"] if found else {}
        kept = get_frozen_url(snapshot, each["id"]) if found else each.get("url") or ""
        sources[key] = {
            "number": len(sources) + 1,
            "outlet": each["outlet"],
            "title": article.get("title") or key[1],
            "published_on": each["published_on"],
            "language": each["language"],
            "url": article.get("url") or "",
            "kept": f"{origin}{kept}",
        }
    return int(sources[key]["number"])
