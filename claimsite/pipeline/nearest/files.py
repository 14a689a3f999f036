"""The side file: one usearch index a half-year and a manifest that says what they cover. Made by `manage.py rebuild_vectors`, never a source of truth.

Whatever is wrong with it – missing, damaged, of another database or model – is said in the log, and the search goes on without it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from django.conf import settings
from usearch.index import Index

from analysis.embeddings import DIMENSIONS, Vectors
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.nearest.pool import NOBODY, Found, find_none
from claimsite.pipeline.nearest.slices import get_days
from claimsite.pipeline.packing import MODEL, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

logger = logging.getLogger(__name__)

FORMAT = 1
#: Vectors of each index that are compared with the database's.
SAMPLE = 50
#: One in so many vectors may have left its half-year since: those of articles whose day an editor has put right.
MOVED = 50
#: One byte a number and 16 neighbors a vector; docs/performance.md has the figures.
CONNECTIVITY, EXPANSION_ADD = 16, 64
#: How far the search looks around; must exceed what is asked for.
EXPANSION_SEARCH = 400


class SideFileError(Exception):
    """The side file cannot be used; the text says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a half-year: `through` is the moment up to which stored vectors are covered; `sample` holds ids that must be in it."""

    file: str
    sha256: str
    count: int
    through: dt.datetime
    sample: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """As written."""
        return {"file": self.file, "sha256": self.sha256, "count": self.count, "through": self.through.isoformat(), "sample": list(self.sample)}


def get_folder() -> Path:
    """Where the files are; nothing but them."""
    return Path(settings.VAR_DIR) / "vectors"


def read_manifest() -> dict[str, Entry]:
    """By half-year; empty without a manifest.

    Raises:
        SideFileError: if there is one that cannot be read, or that is about other vectors.
    """
    path = get_folder() / "manifest.json"
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        if (given["format"], given["model"]) != (FORMAT, MODEL):
            raise SideFileError("it was made for other vectors")
        return {
            name: Entry(row["file"], row["sha256"], int(row["count"]), dt.datetime.fromisoformat(row["through"]), tuple(map(int, row["sample"])))
            for name, row in given["slices"].items()
        }
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SideFileError(f"its manifest cannot be read ({error})") from error


def write_manifest(entries: dict[str, Entry]) -> None:
    """All at once; files that it does not name any more go afterwards."""
    folder = get_folder()
    folder.mkdir(parents=True, exist_ok=True)
    given = {"format": FORMAT, "model": MODEL, "slices": {name: entry.as_json() for name, entry in sorted(entries.items())}}
    unfinished = folder / "manifest.json.new"
    unfinished.write_text(json.dumps(given, indent=1), encoding="utf-8")
    unfinished.replace(folder / "manifest.json")
    kept = {entry.file for entry in entries.values()}
    for path in folder.glob("*.usearch*"):
        if path.name not in kept:
            path.unlink(missing_ok=True)


def write_index(name: str, rows: Iterable[tuple[Sequence[int], Vectors]], through: dt.datetime) -> Entry:
    """Index the vectors of a half-year, given in chunks, and put the file in its place."""
    index = _make_index()
    ids: list[int] = []
    for chunk, vectors in rows:
        index.add(np.array(chunk, dtype=np.uint64), vectors, threads=os.cpu_count() or 1)
        ids.extend(chunk)
    folder = get_folder()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.usearch.new"
    index.save(str(unfinished))
    digest = _hash(unfinished)
    final = f"{name}-{digest[:12]}.usearch"
    unfinished.replace(folder / final)
    step = max(1, len(ids) // SAMPLE)
    return Entry(final, digest, len(ids), through, tuple(sorted(ids)[::step]))


class SideFile:
    """The index files of a process: mapped, not read, so that several workers share the memory."""

    def __init__(self) -> None:
        self._seen: tuple[int, int] | None = None
        self._entries: dict[str, Entry] = {}
        self._open: dict[str, Index | None] = {}

    def refresh(self) -> None:
        """Notice a rebuild."""
        seen = _stat(get_folder() / "manifest.json")
        if seen == self._seen:
            return
        self._seen, self._entries, self._open = seen, {}, {}
        try:
            self._entries = read_manifest()
        except SideFileError as error:
            _warn("manifest", error)

    def get_through(self, name: str) -> dt.datetime | None:
        """Up to when the file covers a half-year; None if it is of no use."""
        return self._entries[name].through if self._get(name) is not None else None

    def find(self, name: str, asked: Vectors, count: int) -> Found:
        """The nearest by the index: nearly all of them, nearly in order."""
        index = self._get(name)
        if index is None or not len(index):
            return find_none(len(asked))
        count = min(count, len(index))
        matches = index.search(asked, count, threads=1)
        keys = np.asarray(matches.keys).reshape(len(asked), -1).astype(np.int64)
        cosines = 1 - np.asarray(matches.distances, dtype=np.float32).reshape(len(asked), -1)
        for row, filled in enumerate(np.atleast_1d(getattr(matches, "counts", [keys.shape[1]] * len(asked)))):
            cosines[row, int(filled) :] = NOBODY
        return Found(keys, cosines)

    def _get(self, name: str) -> Index | None:
        if name not in self._entries:
            return None
        if name not in self._open:
            try:
                self._open[name] = open_index(name, self._entries[name])
            except SideFileError as error:
                _warn(name, error)
                self._open[name] = None
        return self._open[name]


def open_index(name: str, entry: Entry) -> Index:
    """Map an index, after comparing it with its manifest and with the database.

    Raises:
        SideFileError: if it is missing, damaged or stale.
    """
    path = get_folder() / Path(entry.file).name
    if not path.is_file():
        raise SideFileError("the file is missing")
    if _hash(path) != entry.sha256:
        raise SideFileError("the file is damaged")
    try:
        index = _make_index()
        index.view(str(path))
    except Exception as error:  # whatever the library raises: one file less is no reason to stop
        raise SideFileError(f"the file cannot be opened ({error})") from error
    if len(index) != entry.count:
        raise SideFileError(f"it holds {len(index)} vectors instead of {entry.count}")
    _compare(index, name, entry)
    return index


def _compare(index: Index, name: str, entry: Entry) -> None:
    """That the database still holds what was indexed: as many rows, and of a sample the same numbers."""
    stored = StatementVector.objects.filter(model=MODEL, statement__published_on__range=get_days(name), updated_at__lte=entry.through)
    changed = StatementVector.objects.filter(model=MODEL, updated_at__gt=entry.through, statement__published_on__range=get_days(name)).count()
    if stored.count() + changed < entry.count - entry.count // MOVED:
        raise SideFileError("the database holds fewer vectors than were indexed")
    rows = dict(StatementVector.objects.filter(pk__in=entry.sample).values_list("statement", "updated_at"))
    if missing := [pk for pk in entry.sample if pk not in rows]:
        raise SideFileError(f"the database has no vector of statement {missing[0]}, which was indexed")
    for row in StatementVector.objects.filter(pk__in=[pk for pk, stamp in rows.items() if stamp <= entry.through]):
        held = np.asarray(index.get(row.pk, dtype="f32"), dtype=np.float32).ravel()
        vector = unpack(bytes(row.data))
        if held.shape != vector.shape or float(held @ vector) < 0.98 * float(np.linalg.norm(held) * np.linalg.norm(vector)):
            raise SideFileError(f"statement {row.pk} has another vector than was indexed")


def _make_index() -> Index:
    return Index(ndim=DIMENSIONS, metric="cos", dtype="i8", connectivity=CONNECTIVITY, expansion_add=EXPANSION_ADD, expansion_search=EXPANSION_SEARCH)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stat(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino


def _warn(what: str, error: SideFileError) -> None:
    logger.warning("The index of statement vectors (%s) is not used: %s. The search goes on without it; manage.py rebuild_vectors makes it again.", what, error)
