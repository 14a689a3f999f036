"""Measures what finding candidates and taking in an article cost, against the number of stored statements.

usage: scale.py FOLDER STATEMENTS

FOLDER is new and holds the database and the index; nothing else is touched.
"""

from __future__ import annotations

import datetime as dt
import os
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ARTICLES, CHUNK = 30, 10_000


def main(folder: Path, total: int) -> None:
    """Fill, index, ask, take in; one line each."""
    shapes, topics = fill(total)
    say("size on disk", f"{sum(path.stat().st_size for path in folder.glob('*.sqlite3*')) / 1e6:.0f} MB database")
    build_index(folder)
    ask(shapes, topics)
    take_in(shapes, total)
    say("memory of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB at most, mapped index included")


def say(what: str, figure: str) -> None:
    """A row of the table."""
    print(f"| {what} | {figure} |", flush=True)


def fill(total: int, *, has_vectors: bool = True) -> tuple[Any, Any]:
    """The archive; the search index is made at the end, for keeping it in step row by row takes longer than all else."""
    from django.core.management import call_command
    from django.db import connection

    from claimsite.statements import search
    from tools.bench import corpus

    call_command("migrate", verbosity=0)
    shapes = corpus.Shapes(1)
    started = time.perf_counter()
    search.drop(connection)
    corpus.add_people()
    topics = corpus.add_topics(shapes, total)
    for first in range(1, total + 1, CHUNK):
        corpus.add_statements(first, min(CHUNK, total + 1 - first), shapes, topics, total, has_vectors=has_vectors)
    search.rebuild()
    say("statements", f"{total} (written in {time.perf_counter() - started:.0f} s)")
    return shapes, topics


def build_index(folder: Path) -> None:
    """What `manage.py rebuild_vectors` does."""
    from claimsite.pipeline.models import StatementVector
    from claimsite.pipeline.nearest.building import rebuild

    # The archive was not written within the last minute: the index covers all of it.
    StatementVector.objects.update(updated_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slices = list(rebuild())
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1e3
    size = sum(path.stat().st_size for path in (folder / "vectors").glob("*.usearch")) / 1e6
    say("index", f"{len(slices)} half-years, {size:.0f} MB, built in {time.perf_counter() - started:.0f} s with {grown:.0f} MB more memory")


def ask(shapes: Any, topics: Any, times: int = 100) -> None:
    """Candidates of one statement at a time, by the index and then, for the recall, exactly."""
    from claimsite.pipeline.packing import unpack
    from claimsite.statements.models import Statement

    count = Statement.objects.count()
    places = shapes.random.integers(1, count + 1, times)
    asked = list(Statement.objects.filter(pk__in=places.tolist()).select_related("vector"))
    vectors = [unpack(bytes(row.vector.data))[None] for row in asked]
    started = time.perf_counter()
    find(asked[0], vectors[0])
    opened = time.perf_counter() - started
    watch, found = Watch(), []
    for row, vector in zip(asked, vectors, strict=True):
        with watch:
            found.append(find(row, vector))
    say("candidates of one statement", watch.describe())
    say("first search of a process", f"{opened:.1f} s (the files are checked)")
    exact = find_exactly(asked, vectors)
    shares = [len(a & b) / len(b) for a, b in zip(found, exact, strict=True) if b]
    say("recall against exact search", f"{statistics.mean(shares):.3f} ({statistics.mean(map(len, exact)):.0f} candidates each; worst {min(shares):.2f})")


def find(row: Any, vector: Any) -> set[int]:
    """As the pipeline asks."""
    from claimsite.pipeline.nearest import find_nearest

    return set(find_nearest([row], vector, around=row.published_on, except_article=row.article_id))


def find_exactly(asked: Sequence[Any], vectors: Sequence[Any]) -> list[set[int]]:
    """The same without an index and without bounds."""
    from claimsite.pipeline import nearest
    from claimsite.pipeline.nearest.memory import Memory

    index, memory = nearest.get_index, nearest.get_memory

    class Nothing:
        def refresh(self) -> None: ...

        def get_through(self, name: str) -> None: ...

    held = Memory(10_000_000)
    try:
        nearest.get_index, nearest.get_memory = Nothing, lambda: held  # type: ignore[assignment]
        result = []
        for row, vector in zip(asked, vectors, strict=True):
            result.append(find(row, vector))
        return result
    finally:
        nearest.get_index, nearest.get_memory = index, memory


def take_in(shapes: Any, total: int) -> None:
    """Articles of ten statements each on the last day: stored, compared, brought into claims; reading the text is left out, for it knows no archive."""
    from tools.bench.articles import add_article, make_vectors

    watch = Watch()
    for number in range(ARTICLES):
        given = make_vectors(shapes, number, total)
        with watch:
            add_article(number, total, given)
    watch.took = watch.took[3:]  # the first ones load the models
    say("taking in an article of ten statements", watch.describe())


class Watch:
    """Milliseconds by the clock, and of the processor alone: on a machine that does other work the second is the figure."""

    def __init__(self) -> None:
        self.took: list[tuple[float, float]] = []

    def __enter__(self) -> None:
        self._started = time.perf_counter(), time.process_time()

    def __exit__(self, *error: object) -> None:
        self.took.append(((time.perf_counter() - self._started[0]) * 1e3, (time.process_time() - self._started[1]) * 1e3))

    def describe(self) -> str:
        """Medians, and what nine in ten stay below."""
        clock, processor = ([each[k] for each in self.took] for k in (0, 1))
        worst = statistics.quantiles(processor, n=10)[-1]
        return f"median {statistics.median(processor):.1f} ms of processor time (nine in ten below {worst:.1f}), {statistics.median(clock):.1f} ms by the clock"


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[2].isdigit() or Path(sys.argv[1]).exists():
        sys.exit(__doc__)
    Path(sys.argv[1]).mkdir(parents=True)
    os.environ |= {"CLAIMSITE_VAR": str(Path(sys.argv[1]).resolve()), "DJANGO_SETTINGS_MODULE": "claimsite.settings", "DATABASE_URL": ""}
    os.environ.pop("DATABASE_URL")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    main(Path(sys.argv[1]).resolve(), int(sys.argv[2]))
