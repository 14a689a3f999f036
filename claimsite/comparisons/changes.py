"""What has changed since a snapshot was taken."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from claimsite.articles.models import ArticleVersion
from claimsite.comparisons.frozen import build_table, read_content
from claimsite.core.models import ReviewState
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimsite.comparisons.models import Snapshot

#: What makes a statement another one for readers.
_CONTENT = ("quote", "act", "actor", "side")


def changed_since(snapshot: Snapshot) -> list[dict[str, Any]]:
    """Differences between a snapshot and the comparison as it stands now, as plain data.

    Returns:
        One entry a difference: `kind` is "claim_added", "claim_removed", "claim_reworded", "statement_added", "statement_corrected",
        "statement_rejected", "statement_removed", "contradiction_added", "contradiction_removed", "contradiction_changed" or "article_edited"; `id`
        that of the row; `text` its words (as they are now, of what is gone as they were) and `url` its address, None for what is gone; `mark` is the
        same for the same change whenever it is found, and another for another change of the same row.
    """
    content = read_content(snapshot.content)
    return compare_tables(content["table"], build_table(snapshot.comparison)) + find_edits(content)


def compare_contents(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Differences between two snapshots' contents as `frozen.read_content` gives them.

    Returns:
        ``words``: the names of what editors wrote anew, of "title", "note", "method" and "query"; ``rows``: as `changed_since` has them.
    """
    words = [name for name in ("title", "note", "method", "query") if old[name] != new[name]]
    return {"words": words, "rows": compare_tables(old["table"], new["table"]) + _compare_versions(old, new)}


def compare_row_by_row(contents: Sequence[Mapping[str, Any]]) -> list[list[dict[str, Any]]]:
    """Differences between each content and the one before it, from the second on, as `changed_since` has them; one query for all."""
    found = [_find_changes(old["table"], new["table"]) + _compare_versions(old, new) for old, new in pairwise(contents)]
    _tell_rejected([change for changes in found for change in changes])
    return found


def _compare_versions(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Articles that the newer content has in a later version."""
    before = _get_versions(old)
    articles = [each for of_text in new["texts"].values() for each in of_text]
    later = [each for each in articles if each["version"] > before.get(each["article"], each["version"])]
    return [_describe_edit(each["article"], each["version"], before[each["article"]], f"{each['outlet']}: {each['title']}") for each in later]


def _get_versions(content: Mapping[str, Any]) -> dict[int, int]:
    """The newest version of each article that a content knows."""
    frozen: dict[int, int] = {}
    for articles in content["texts"].values():
        for each in articles:
            frozen[each["article"]] = max(each["version"], frozen.get(each["article"], 0))
    return frozen


def _describe_edit(article: int, version: int, before: int, text: str) -> dict[str, Any]:
    url = f"{reverse('articles:version_changes', args=[article, version])}?against={before}"
    return {"kind": "article_edited", "id": article, "text": text, "url": url, "mark": f"{before}-{version}"}


def find_edits(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Articles that their outlets changed since a content was frozen, each with the way to what is different; old formats know no versions."""
    frozen = _get_versions(content)
    current = ArticleVersion.objects.filter(article__in=list(frozen), is_current=True).select_related("article__outlet").order_by("article")
    return [
        _describe_edit(version.article_id, version.number, frozen[version.article_id], f"{version.article.outlet}: {version.headline}")
        for version in current
        if version.number > frozen[version.article_id]
    ]


def compare_tables(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The same between two tables."""
    changes = _find_changes(old, new)
    _tell_rejected(changes)
    return changes


def _find_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    changes = _compare(_get_claims(old), _get_claims(new), "claim", "reworded", ("text",))
    changes += _compare(_get_statements(old), _get_statements(new), "statement", "corrected", _CONTENT)
    return changes + _compare(_get_contradictions(old), _get_contradictions(new), "contradiction", "changed", ("state",))


def _tell_rejected(changes: Sequence[dict[str, Any]]) -> None:
    """Of statements that are gone, which people took out."""
    gone = [change["id"] for change in changes if change["kind"] == "statement_removed"]
    rejected = set(Statement.objects.filter(pk__in=gone, state=ReviewState.REJECTED).values_list("pk", flat=True)) if gone else set()
    for change in changes:
        if change["kind"] == "statement_removed" and change["id"] in rejected:
            change["kind"] = "statement_rejected"


def _compare(old: Mapping[int, Any], new: Mapping[int, Any], noun: str, changed: str, fields: tuple[str, ...]) -> list[dict[str, Any]]:
    added = [_describe(f"{noun}_added", pk, new[pk], fields) for pk in new if pk not in old]
    differing = [_describe(f"{noun}_{changed}", pk, new[pk], fields) for pk in new if pk in old and any(new[pk].get(f) != old[pk].get(f) for f in fields)]
    removed = [_describe(f"{noun}_removed", pk, old[pk], fields) | {"url": None} for pk in old if pk not in new]
    return added + differing + removed


def _describe(kind: str, pk: int, row: Mapping[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    mark = hashlib.sha256(json.dumps([row.get(name) for name in fields]).encode()).hexdigest()[:16]
    return {"kind": kind, "id": pk, "text": row["text"], "url": row["url"], "mark": mark}


def _get_claims(table: Mapping[str, Any]) -> dict[int, Any]:
    return {row["claim"]["id"]: row["claim"] for row in table["rows"]}


def _get_statements(table: Mapping[str, Any]) -> dict[int, Any]:
    names = [side["slug"] for side in table["sides"]]
    found = {}
    for row in table["rows"]:
        for cell in row["cells"]:
            for statement in cell["statements"]:
                found[statement["id"]] = {**statement, "text": statement["quote"], "side": names[statement["side"]]}
    return found


def _get_contradictions(table: Mapping[str, Any]) -> dict[int, Any]:
    return {
        versus["relation"]: {**versus, "text": f"{versus['a']['quote']} ↔ {versus['b']['quote']}", "url": row["claim"]["url"]}
        for row in reversed(table["rows"])
        for versus in row["versus"]
    }
