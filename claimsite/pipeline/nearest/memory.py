"""Vectors that no file covers, held in memory by half-year and searched one by one; a worker reads each only once."""

from __future__ import annotations

import datetime as dt
import logging
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils import timezone

from analysis.embeddings import DIMENSIONS, Vectors
from claimsite.core.querysets import is_standing
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.nearest.pool import NOBODY, Found, Ids, find_none
from claimsite.pipeline.nearest.slices import get_days, list_slices, name_slice
from claimsite.pipeline.packing import MODEL, unpack_many

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)

#: More vectors than this are not held: 2 kB each, and 12 statements take .1 s to compare with them.
MOST_ROWS = 200_000
#: How far back to look for what other processes have stored meanwhile: longer than a transaction that stores vectors, or than clocks differ.
OVERLAP = dt.timedelta(seconds=60)
#: When a vector was stored, in the database's words: only compared, so that thousands need not be read as moments at each look.
_STAMP = Cast("updated_at", TextField())
#: Asked vectors at a time: 32 × 200,000 cosines take 26 MB.
_BLOCK = 32


@dataclass(slots=True)
class Slice:
    """The vectors of a half-year from a moment on (None: all)."""

    after: dt.datetime | None
    ids: Ids = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, DIMENSIONS), dtype=np.float32))
    place: dict[int, int] = field(default_factory=dict)
    is_cut: bool = False

    def put(self, ids: Iterable[int], vectors: Vectors) -> None:
        """Add vectors, or put them in the place of older ones of the same statements."""
        rows = list(ids)
        end = len(self.place)
        new = [pk for pk in rows if pk not in self.place]
        if end + len(new) > len(self.ids):
            room = end + len(new) + (end // 4 if end else 0)
            self.ids = np.concatenate([self.ids[:end], np.zeros(room - end, dtype=np.int64)])
            grown = np.zeros((room, DIMENSIONS), dtype=np.float32)
            grown[:end] = self.vectors[:end]
            self.vectors = grown
        for pk in new:
            self.place[pk] = len(self.place)
        places = [self.place[pk] for pk in rows]
        self.ids[places] = rows
        self.vectors[places] = vectors

    def find(self, asked: Vectors, count: int) -> Found:
        """Exact search."""
        held = len(self.place)
        if not held:
            return find_none(len(asked))
        count = min(count, held)
        ids = np.zeros((len(asked), count), dtype=np.int64)
        cosines = np.full((len(asked), count), NOBODY, dtype=np.float32)
        for start in range(0, len(asked), _BLOCK):
            similar = asked[start : start + _BLOCK] @ self.vectors[:held].T
            best = np.argpartition(-similar, count - 1, axis=1)[:, :count]
            ids[start : start + _BLOCK] = self.ids[best]
            cosines[start : start + _BLOCK] = np.take_along_axis(similar, best, axis=1)
        return Found(ids, cosines)


class Memory:
    """What a process holds; what is asked for least recently goes first."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self.most_rows = most_rows
        self.slices: OrderedDict[str, Slice] = OrderedDict()
        self.stamps: dict[int, str] = {}
        self.read_until: dt.datetime | None = None

    def find(self, asked: Vectors, around: dt.date, count: int, get_after: Callable[[str], dt.datetime | None]) -> list[Found]:
        """The nearest among what no file covers, by half-year; `get_after` says from when on a half-year is not covered (None: at all)."""
        self._follow()
        parts, room = [], self.most_rows
        for name in list_slices(around):
            held = self._get(name, get_after(name), room)
            room = max(0, room - len(held.place))
            parts.append(held.find(asked, count))
        self._forget(set(list_slices(around)))
        return parts

    def count(self) -> int:
        """How many vectors are held."""
        return sum(len(held.place) for held in self.slices.values())

    def _get(self, name: str, after: dt.datetime | None, room: int) -> Slice:
        held = self.slices.get(name)
        if held is None or held.after != after or (held.is_cut and len(held.place) < room // 2):
            for pk in held.place if held else ():
                self.stamps.pop(pk, None)
            held = self.slices[name] = self._read(name, after, room)
        self.slices.move_to_end(name)
        return held

    def _read(self, name: str, after: dt.datetime | None, room: int) -> Slice:
        """The newest of a half-year's vectors, as many as there is room for."""
        if self.read_until is None:
            self.read_until = timezone.now()
        rows = StatementVector.objects.filter(is_standing("statement__"), model=MODEL, statement__published_on__range=get_days(name))
        if after is not None:
            rows = rows.filter(updated_at__gt=after)
        held = Slice(after)
        found = rows.annotate(stamp=_STAMP).order_by("-statement__published_on", "-statement").values_list("statement", "stamp", "data")[: room + 1]
        ids: list[int] = []
        data: list[bytes] = []
        for pk, stamp, packed in found.iterator(chunk_size=4096):
            if len(ids) == room:
                held.is_cut = True
                logger.warning(
                    "More than %s vectors of half-year %s are in no index: the oldest of them are not compared. Run manage.py rebuild_vectors.", room, name
                )
                break
            ids.append(pk)
            data.append(bytes(packed))
            self.stamps[pk] = stamp
        held.put(ids, unpack_many(data))
        return held

    def _follow(self) -> None:
        """Take in what was stored since the last look, by whatever process."""
        if self.read_until is None or not self.slices:
            return
        now = timezone.now()
        recent = StatementVector.objects.filter(model=MODEL, updated_at__gt=self.read_until - OVERLAP).annotate(stamp=_STAMP)
        changed = {pk: stamp for pk, stamp in recent.values_list("pk", "stamp") if self.stamps.get(pk) != stamp}
        rows = StatementVector.objects.filter(pk__in=changed).values_list("pk", "statement__published_on", "data")
        found: dict[str, dict[int, bytes]] = defaultdict(dict)
        for pk, day, data in rows:
            found[name_slice(day)][pk] = bytes(data)
        for name in found.keys() & self.slices.keys():
            self.slices[name].put(found[name], unpack_many(list(found[name].values())))
            self.stamps.update({pk: changed[pk] for pk in found[name]})
        self.read_until = now

    def _forget(self, needed: set[str]) -> None:
        total = self.count()
        for name in [name for name in self.slices if name not in needed]:
            if total <= self.most_rows:
                return
            gone = self.slices.pop(name)
            total -= len(gone.place)
            for pk in gone.place:
                self.stamps.pop(pk, None)
