"""Stored articles read again after the analysis has changed: by processes of this machine, or by a Dask cluster whose workers reach the same database.

A batch is a list of ids; whoever gets it reads the texts, analyzes them, and brings the proposals in line, one article a transaction. An article that was
read since the campaign began is left alone, so a batch may be given twice, by whichever worker, and an interrupted campaign goes on where it was.
What people decided stays: `record_statements` touches proposals only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimsite.articles.models import ArticleVersion

#: Articles that are analyzed together: more take more memory and no less time.
BATCH = 12
#: Ids that are read from the database at a time.
PAGE = 5000


@dataclass(frozen=True, slots=True)
class Campaign:
    """Which articles: of one language, published in a span of days; since when a reading counts as done."""

    since: dt.datetime
    language: str = ""
    published_from: dt.date | None = None
    published_until: dt.date | None = None


@dataclass(slots=True)
class Tally:
    """What became of articles; `faults` are the ids of those that failed, with their reasons."""

    done: int = 0
    known: int = 0
    statements: int = 0
    faults: dict[int, str] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Count another in."""
        self.done += other.done
        self.known += other.known
        self.statements += other.statements
        self.faults |= other.faults

    def as_json(self) -> dict[str, Any]:
        """For the file that keeps a campaign."""
        return asdict(self)


def select(campaign: Campaign) -> Any:
    """Current versions that nobody has read and compared since the campaign began."""
    from django.db.models import Exists, OuterRef

    from claimsite.articles.models import ArticleVersion
    from claimsite.statements.models import ExtractionRun

    found = ArticleVersion.objects.filter(is_current=True)
    if campaign.language:
        found = found.filter(article__language=campaign.language)
    if campaign.published_from:
        found = found.filter(article__published_on__gte=campaign.published_from)
    if campaign.published_until:
        found = found.filter(article__published_on__lte=campaign.published_until)
    return found.filter(~Exists(ExtractionRun.objects.filter(version=OuterRef("pk"), started_at__gte=campaign.since, finished_at__isnull=False)))


def list_batches(campaign: Campaign, size: int = BATCH) -> Iterator[list[int]]:
    """Ids of what is to be read, by id, a page at a time: no list of a hundred million is ever held."""
    last, batch = 0, list[int]()
    while page := list(select(campaign).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PAGE]):
        last = page[-1]
        for pk in page:
            batch.append(pk)
            if len(batch) == size:
                yield batch
                batch = []
    if batch:
        yield batch


def process(ids: Iterable[int], since: dt.datetime) -> Tally:
    """Read some articles again, each whole or not at all; again with the same result. Runs in a process that knows nothing of the site before.

    Args:
        ids: of current versions; one that is gone, or current no more, is left alone.
        since: a reading begun at or after this counts as done.

    Returns:
        What became of them.
    """
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
    from django.db import connections

    try:
        return _process(list(ids), since)
    finally:
        connections.close_all()


def _process(ids: list[int], since: dt.datetime) -> Tally:
    tally = Tally()
    wanted = select(Campaign(since)).filter(pk__in=ids).select_related("article")
    versions: list[ArticleVersion] = list(wanted.order_by("pk"))
    tally.known = len(ids) - len(versions)
    started_at = dt.datetime.now(dt.UTC)
    for version, analyzed in _analyze(versions, tally):
        _store(version, analyzed, since, started_at, tally)
    return tally


def _analyze(versions: list[ArticleVersion], tally: Tally) -> list[tuple[ArticleVersion, Any]]:
    """All at once; one by one if one of them cannot be."""
    from claimsite.pipeline.analyzing import analyze_texts

    texts = [(f"version-{each.pk}", each.text, each.article.language, each.article.published_on.isoformat()) for each in versions]
    try:
        return list(zip(versions, analyze_texts(texts), strict=True)) if versions else []
    except Exception as error:
        if len(versions) == 1:
            tally.faults[versions[0].pk] = f"{type(error).__name__}: {error}"[:300]
            return []
    return [pair for version in versions for pair in _analyze([version], tally)]


def _store(version: ArticleVersion, analyzed: Any, since: dt.datetime, started_at: dt.datetime, tally: Tally) -> None:
    """Store, then compare: two transactions, so that none holds the database for long; a reading is finished when both are through."""
    from claimsite.pipeline.bulk.working import take_again
    from claimsite.pipeline.suggest import suggest
    from claimsite.statements.models import ExtractionRun

    try:
        run = take_again(lambda: _record(version, analyzed, since, started_at))
        if run is None:
            tally.known += 1
            return
        take_again(lambda: suggest(version, run))
        take_again(lambda: ExtractionRun.objects.filter(pk=run.pk).update(finished_at=dt.datetime.now(dt.UTC)))
    except Exception as error:
        tally.faults[version.pk] = f"{type(error).__name__}: {error}"[:300]
        return
    tally.done += 1
    tally.statements += version.statements.standing().count()


def _record(version: ArticleVersion, analyzed: Any, since: dt.datetime, started_at: dt.datetime) -> Any:
    """The run, unfinished: a new one, or the one that somebody stored who did not get to comparing; None if all is done."""

    from claimsite.articles.models import ArticleVersion
    from claimsite.core.turns import Track, in_turn
    from claimsite.pipeline.runs import record_run

    with in_turn(Track.STATEMENTS):
        # Whoever comes second waits here, and then finds that it is done.
        locked = ArticleVersion.objects.select_for_update().get(pk=version.pk)
        if not locked.is_current:
            return None
        earlier = locked.runs.filter(started_at__gte=since).first()
        if earlier is not None:
            return earlier if earlier.finished_at is None else None
        run = record_run(version, analyzed, started_at=started_at)
        run.finished_at = None
        run.save(update_fields=["finished_at"])
        return run
