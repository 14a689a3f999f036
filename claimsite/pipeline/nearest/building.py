"""Making the index anew from what the database holds."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.utils import timezone

from claimsite.core.querysets import is_standing
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.nearest.files import Entry, SideFileError, open_index, read_manifest, write_index, write_manifest
from claimsite.pipeline.nearest.memory import OVERLAP
from claimsite.pipeline.nearest.postgres import create_table, fill, has_extension
from claimsite.pipeline.nearest.slices import get_days, name_slice
from claimsite.pipeline.packing import MODEL, unpack_many
from claimsite.statements.models import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from analysis.embeddings import Vectors

logger = logging.getLogger(__name__)

#: Vectors read at a time: 40 MB.
CHUNK = 20_000


def rebuild(*, everything: bool = False) -> Iterator[tuple[str, int, bool]]:
    """Index all stored vectors of standing statements, half-year by half-year; one that is whole and to which nothing has come stays as it is.

    Args:
        everything: also those.

    Yields:
        Half-year, how many vectors it has, and whether it was made anew; on PostgreSQL with pgvector one line for all ("all").
    """
    if has_extension():
        try:
            create_table()
        except DatabaseError as error:
            logger.warning("pgvector is there but cannot be used (%s); vectors go to files instead.", error)
        else:
            through = timezone.now() - OVERLAP
            yield "all", fill(_read_with_days(), through), True
            return
    try:
        entries = {} if everything else read_manifest()
    except SideFileError as error:
        logger.warning("The index is made from nothing, for %s.", error)
        entries = {}
    names = _list_slices()
    for name in names:
        known = entries.get(name)
        is_new = known is None or not _is_whole(name, known)
        if is_new:
            through = timezone.now() - OVERLAP
            entries[name] = write_index(name, _read(name), through)
        yield name, entries[name].count, is_new
    write_manifest({name: entries[name] for name in names})


def _list_slices() -> list[str]:
    """The half-years that have vectors."""
    months = Statement.objects.filter(vector__model=MODEL).dates("published_on", "month")
    return sorted({name_slice(month) for month in months})


def _is_whole(name: str, entry: Entry) -> bool:
    if StatementVector.objects.filter(model=MODEL, statement__published_on__range=get_days(name), updated_at__gt=entry.through + OVERLAP).exists():
        return False
    try:
        open_index(name, entry)
    except SideFileError as error:
        logger.warning("The index of half-year %s is made again: %s.", name, error)
        return False
    return True


def _read(name: str) -> Iterator[tuple[list[int], Vectors]]:
    """A half-year's vectors of standing statements, in chunks by id."""
    for ids, _, vectors in _read_with_days(name):
        yield ids, vectors


def _read_with_days(name: str | None = None) -> Iterator[tuple[list[int], list[dt.date], Vectors]]:
    rows = StatementVector.objects.filter(is_standing("statement__"), model=MODEL)
    if name is not None:
        rows = rows.filter(statement__published_on__range=get_days(name))
    last = 0
    while chunk := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", "statement__published_on", "data")[:CHUNK]):
        last = chunk[-1][0]
        yield [pk for pk, _, _ in chunk], [day for _, day, _ in chunk], unpack_many([bytes(data) for _, _, data in chunk])
