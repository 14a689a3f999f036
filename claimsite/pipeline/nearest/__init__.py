"""Which stored statements stand near new ones: a search whose cost does not grow with the archive.

Two parts look together, by half-year: an index of what was there when it was last rebuilt (usearch files, or pgvector where PostgreSQL has it), and an
exact search in memory over what came since. Without an index everything "came since"; the memory is bounded. Whatever they name is read
from the database, which alone says what stands, and compared exactly.
"""

from __future__ import annotations

import datetime as dt
import threading
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from claimsite.pipeline.nearest.files import SideFile
from claimsite.pipeline.nearest.memory import Memory
from claimsite.pipeline.nearest.participants import compare_participants
from claimsite.pipeline.nearest.pool import Found, merge
from claimsite.pipeline.nearest.postgres import Table, has_extension
from claimsite.pipeline.nearest.slices import get_window, list_slices
from claimsite.pipeline.packing import MODEL, unpack_many
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from analysis.embeddings import Vectors

#: Candidates for each new statement.
NEAREST = 40
#: Named by the searches for each, before the database says which of them stand; an index misses some, and those of the article itself are left out.
POOL = 120
#: Below this cosine two statements hardly speak of one thing (related sentences .31, unrelated .08 on average) …
LEAST_COSINE = 0.25
#: … and those that share no participant must be closer.
STRANGERS_COSINE = 0.4
#: Looking takes in what came meanwhile: one thread at a time, for a hundredth of a second.
_searching = threading.Lock()


class Index(Protocol):
    """What covers stored vectors up to a moment, by half-year."""

    def refresh(self) -> None:
        """Notice a rebuild."""

    def get_through(self, name: str) -> dt.datetime | None:
        """Up to when stored vectors of a half-year are covered; None if not at all."""

    def find(self, name: str, asked: Vectors, count: int) -> Found:
        """The nearest of a half-year."""


@cache
def get_index() -> Index:
    """The index of this process."""
    return Table() if has_extension() else SideFile()


@cache
def get_memory() -> Memory:
    """What this process holds in memory."""
    return Memory()


def find_nearest(statements: Sequence[Statement], vectors: Vectors, *, around: dt.date, except_article: int) -> dict[int, Vectors]:
    """The `NEAREST` standing statements of other articles to each of these, within `slices.WINDOW`, narrowed by shared participants.

    Args:
        statements: new ones.
        vectors: theirs; float32 of shape (n, 512), unit length.
        around: only statements published within the window of this day.
        except_article: whose statements are left out.

    Returns:
        Statement id → vector of all that are near any of the new ones.
    """
    known = _read(set().union(*search(vectors, around)), around, except_article)
    if not known:
        return {}
    stored = unpack_many([row.data for row in known])
    cosines = vectors @ stored.T
    allowed = cosines >= STRANGERS_COSINE
    is_between = (cosines >= LEAST_COSINE) & ~allowed
    is_between[allowed.sum(axis=1) >= NEAREST] = False  # those that are allowed are nearer
    places = np.flatnonzero(is_between.any(axis=0))
    if len(places):
        allowed[:, places] |= is_between[:, places] & compare_participants(statements, [known[place] for place in places])
    chosen: dict[int, Vectors] = {}
    for scores in np.where(allowed, cosines, -1):
        for place in np.argsort(-scores, kind="stable")[:NEAREST]:
            if scores[place] > 0:
                chosen[known[place].pk] = stored[place]
    return chosen


class Known(NamedTuple):
    """Of a stored statement what choosing needs."""

    pk: int
    content: str
    actor_id: int | None
    side_id: int | None
    data: bytes


def _read(ids: set[int], around: dt.date, except_article: int) -> list[Known]:
    """Those that stand, are of the window and of other articles, by id."""
    found = Statement.objects.standing().filter(pk__in=ids, published_on__range=get_window(around), vector__model=MODEL).exclude(article_id=except_article)
    rows = found.order_by("pk").values_list("pk", "content", "actor_id", "side_id", "vector__data")
    return [Known(pk, content, actor, side, bytes(data)) for pk, content, actor, side, data in rows]


def search(vectors: Vectors, around: dt.date) -> list[set[int]]:
    """Ids of what the index and the memory hold near each vector, within the half-years around a day: `POOL` for each, not yet asked of the database."""
    index, memory = get_index(), get_memory()
    with _searching:
        index.refresh()
        parts = [index.find(name, vectors, POOL) for name in list_slices(around) if index.get_through(name) is not None]
        parts += memory.find(vectors, around, POOL, index.get_through)
    return merge(parts, len(vectors), POOL)
