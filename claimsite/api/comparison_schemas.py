"""What the read API answers of comparisons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema
from pydantic import Field


class SnapshotRef(Schema):
    """A version of a comparison."""

    number: int
    url: str
    page: str
    created_at: dt.datetime
    content_hash: str = Field(description="SHA-256 of the content as JSON with sorted keys and without spaces, without its key `generator`.")


class ComparisonOut(Schema):
    """A published comparison. What is not published is not here."""

    slug: str
    title: str
    owner: str
    created_at: dt.datetime
    latest: SnapshotRef
    snapshots_url: str
    changes_url: str
    url: str
    page: str


class SnapshotOut(SnapshotRef):
    """A version with all that it froze. It never changes."""

    content: dict[str, Any]


class ComparisonDetail(ComparisonOut):
    """A comparison with the content of its latest version."""

    content: dict[str, Any]


class ChangeOut(Schema):
    """What is different now from the latest version."""

    kind: str = Field(description="As claim_added, statement_corrected or article_edited.")
    id: int
    text: str
    page: str | None


class ChangesOut(Schema):
    """All that has changed since the latest version."""

    since: SnapshotRef
    items: list[ChangeOut]
