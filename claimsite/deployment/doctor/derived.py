"""What is made from the database and can be made again: the search index and the index of vectors."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection

from claimsite.deployment.doctor.findings import Finding, fail, say_ok, warn
from claimsite.pipeline.models import StatementVector
from claimsite.pipeline.nearest.files import SideFileError, open_index, read_manifest
from claimsite.pipeline.nearest.memory import MOST_ROWS
from claimsite.pipeline.nearest.postgres import Table, has_extension
from claimsite.pipeline.packing import MODEL
from claimsite.statements import search
from claimsite.statements.models import Statement

_REBUILD = "Run manage.py rebuild_search."
_REINDEX = "Run manage.py rebuild_vectors."
#: Statements whose words are looked for.
SAMPLE = 40


def check_search() -> Iterator[Finding]:
    """Whether the index is there, is whole, and finds what it should."""
    if not search.has_index():
        yield fail("search-missing", "the search index is missing or not kept in step: each search reads every row", _REBUILD)
        return
    try:
        lost = [pk for pk, words in _choose() if not Statement.objects.filter(search.search(words), pk=pk).exists()]
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute(f"INSERT INTO {search.TABLE}({search.TABLE}) VALUES ('integrity-check')")  # noqa: S608 – a constant
    except DatabaseError as error:
        yield fail("search-corrupt", f"the search index is damaged: {error}", _REBUILD)
        return
    if lost:
        yield fail("search-stale", f"the search index does not know statement {lost[0]} (and {len(lost) - 1} more of {SAMPLE} that were looked for)", _REBUILD)
    else:
        yield say_ok("search", "the search index is there, whole and current")


def _choose() -> list[tuple[int, str]]:
    """Ids with a few of their words, from all over."""
    last = Statement.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    places = {max(1, last * step // SAMPLE) for step in range(1, SAMPLE + 1)} if last else set()
    rows = [Statement.objects.filter(pk__lte=place).order_by("-pk").values_list("pk", "content").first() for place in sorted(places)]
    words = [(row[0], " ".join(word for word in row[1].split()[:4] if word.isalpha())) for row in rows if row]
    return [(pk, text) for pk, text in dict(words).items() if text]


def check_vectors() -> Iterator[Finding]:
    """Whether each statement has a vector, and the index of vectors is whole and covers most of them."""
    if missing := Statement.objects.standing().exclude(vector__model=MODEL).count():
        yield warn("vectors-missing", f"{missing} statements have no vector and are compared with nothing", _REINDEX)
    total = StatementVector.objects.filter(model=MODEL).count()
    if has_extension():
        yield from _check_table(total)
        return
    try:
        entries = read_manifest()
    except SideFileError as error:
        yield fail("vectors-corrupt", f"the index of vectors cannot be used: {error}", _REINDEX)
        return
    broken = 0
    for name, entry in entries.items():
        try:
            open_index(name, entry)
        except SideFileError as error:
            broken += 1
            yield fail("vectors-corrupt", f"the index of vectors of half-year {name} cannot be used: {error}", _REINDEX)
    beyond = total - sum(entry.count for entry in entries.values())
    if beyond > MOST_ROWS:
        yield warn("vectors-stale", f"{beyond} vectors are in no index; a worker holds {MOST_ROWS}, and the oldest are not compared", _REINDEX)
    elif not broken:
        yield say_ok("vectors", f"{total} vectors, {max(0, beyond)} of them searched in memory")


def _check_table(total: int) -> Iterator[Finding]:
    table = Table()
    table.refresh()
    if table.get_through("") is None and total > MOST_ROWS:
        yield warn("vectors-stale", f"{total} vectors are in no index", _REINDEX)
    else:
        yield say_ok("vectors", f"{total} vectors, searched by pgvector")
