"""Writes of comparisons: saving, and publishing what has changed; a snapshot never changes."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from claimsite.comparisons.models import Comparison, Snapshot
from claimsite.comparisons.query import read_query
from claimsite.core.history import save_signed
from claimsite.core.review import ReviewError
from claimsite.core.slugs import make_slug

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimsite.core.models import User

#: Raised with each change of a snapshot's shape, so that old ones can still be read.
FORMAT = 1


class EmptyComparisonError(ReviewError):
    """There is nothing to compare."""

    def __init__(self) -> None:
        super().__init__(_("There is no statement to compare. Choose other sides, another topic or other dates."))


@transaction.atomic
def save_comparison(*, title: str, note: str, query: Mapping[str, Any], by: User) -> Comparison:
    """Keep a view of `/compare/` under a title, with its first snapshot.

    Args:
        title: white space is put in order; cut at 200 characters. The address is made from it and never changes.
        note: the editor's words, plain text; may be empty.
        query: sides, topic and dates as `query.read_query` takes them; chosen defaults are stored as chosen.
        by: the owner.

    Raises:
        EmptyComparisonError: if no statement answers the query.
        ValueError: if the title is empty.
    """
    title = " ".join(title.split())[:200]
    if not title:
        raise ValueError("a comparison needs a title")
    chosen = read_query(query)
    comparison = Comparison(slug=make_slug(Comparison, title, fallback="comparison"), title=title, note=note.strip(), query=chosen.as_json(), owner=by)
    content = build_content(comparison)
    if not content["table"]["rows"]:
        raise EmptyComparisonError
    save_signed(comparison, by=by, reason="saved")
    _add_snapshot(comparison, content, number=1, by=by)
    return comparison


@transaction.atomic
def publish_snapshot(comparison: Comparison, *, by: User) -> Snapshot:
    """Freeze a comparison as it stands now.

    Args:
        comparison: locked, so that numbers stay in a row.
        by: who publishes.

    Returns:
        The new snapshot, or the latest one if nothing has changed since.
    """
    comparison = Comparison.objects.select_for_update().get(pk=comparison.pk)
    content = build_content(comparison)
    latest = comparison.snapshots.order_by("-number").first()
    if latest is not None and latest.content_hash == hash_content(content):
        return latest
    return _add_snapshot(comparison, content, number=latest.number + 1 if latest else 1, by=by)


def build_content(comparison: Comparison) -> dict[str, Any]:
    """What a snapshot keeps: title, note, query and the table, from which the charts are drawn too. JSON, without times of its own."""
    table = read_query(comparison.query).build_table()
    for row in table["rows"]:
        for versus in row["versus"]:
            # Which edit a form answers is no content; it would make a new version of an unchanged page.
            del versus["revision"]
    return {"format": FORMAT, "title": comparison.title, "note": comparison.note, "query": comparison.query, "table": table}


def hash_content(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content as JSON with sorted keys and without spaces: 64 hexadecimal digits."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _add_snapshot(comparison: Comparison, content: dict[str, Any], *, number: int, by: User) -> Snapshot:
    return Snapshot.objects.create(comparison=comparison, number=number, content=content, content_hash=hash_content(content), created_by=by)
