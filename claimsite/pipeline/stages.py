"""What the worker does for a job, stage by stage: fetch, extract, analyze, store, suggest. Only the worker imports this.

A worker can be killed at any point. What it had stored is whole, because each stage writes in one transaction; what it had not is done again by the next.
Reading and analyzing happen in child processes with limits (see `confined`).
"""

from __future__ import annotations

import datetime as dt
import logging
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from claimsite.articles import actions as article_actions
from claimsite.articles.addresses import AddressError
from claimsite.core import logs
from claimsite.core.metrics import JOBS
from claimsite.core.turns import Track, in_turn
from claimsite.pipeline import feed_actions, jobs, limits, tasks
from claimsite.pipeline.analyzing import Analyzed, analyze_text
from claimsite.pipeline.confined import analyzer
from claimsite.pipeline.errors import INTERNAL, FetchError, JobError, PostponedError
from claimsite.pipeline.models import Job, JobInput, JobStage
from claimsite.pipeline.reading.document import ReadFeed, ReadList
from claimsite.pipeline.runs import record_run
from claimsite.pipeline.sources import Material, collect, describe, find_analyzed
from claimsite.pipeline.suggest import suggest

if TYPE_CHECKING:
    from claimsite.articles.models import Article, ArticleVersion

logger = logging.getLogger(__name__)


def work(job_id: int) -> None:
    """Do a job from the stage that it got to; a job that is not waiting is left alone. Failures end in the row, not here."""
    job = jobs.lease(job_id)
    if job is None:
        return
    with logs.bind(request_id=job.payload.get("request"), job_id=job.pk):
        try:
            try:
                _run(job)
            except jobs.LeaseLostError:
                raise
            except Exception as error:
                _settle(job, error)
        except jobs.LeaseLostError:
            logger.warning("%s is another worker's by now; this one stops", job)
        JOBS.labels(job.kind, job.error_code or job.state).inc()
        logger.info("%s", job, extra={"fields": {"kind": job.kind, "state": job.state, "stage": job.stage, "attempts": job.attempts}})


def _settle(job: Job, error: Exception) -> None:
    """What becomes of a job that could not be done: it waits for its turn or for better times, or is set aside with its reason."""
    if isinstance(error, PostponedError):
        jobs.postpone(job, error.until)
        tasks.ring(job.pk, at=error.until)
    elif isinstance(error, FetchError) and error.may_pass:
        jobs.give_back(job, error.code, error.detail, pause=jobs.compute_pause(job.attempts, error.retry_after))
    elif isinstance(error, JobError):
        jobs.park(job, error.code, error.detail)
    else:
        logger.error("%s failed in stage %s", job, job.stage, exc_info=error)
        jobs.give_back(job, INTERNAL, f"{type(error).__name__}: {error}")


def _run(job: Job) -> None:
    if job.stage != JobStage.SUGGEST:
        material = collect(job)
        if not isinstance(material, Material):
            _follow(job, material)
            return
        unchanged = find_analyzed(job, material)
        if unchanged is not None:
            _finish_unchanged(job, unchanged)
            return
        jobs.enter_stage(job, JobStage.ANALYZE)
        started_at = dt.datetime.now(dt.UTC)
        analyzed = _analyze(job, material)
        jobs.enter_stage(job, JobStage.STORE)
        _store(job, material, analyzed, started_at)
    _suggest(job)
    jobs.finish(job)


def _follow(job: Job, found: ReadFeed | ReadList) -> None:
    """Follow the feed that a page was, or the feeds that a list names; what cannot be followed is counted."""
    wanted = [(job.payload["url"], found.title)] if isinstance(found, ReadFeed) else found.feeds
    feeds = []
    for url, title in wanted:
        try:
            feeds.append(feed_actions.add_feed(url, title=title, by=job.created_by))
        except (AddressError, ValueError) as error:
            logger.info("%s: %s cannot be followed: %s", job, url, error)
    if not feeds:
        raise JobError("bad_feed", "none of the addresses can be followed")
    job.payload |= {"feed_count": len(feeds), "refused_count": len(wanted) - len(feeds)}
    jobs.finish_with_feed(job, feeds[0])


def _analyze(job: Job, material: Material) -> Analyzed:
    return analyzer.call(analyze_text, f"job-{job.pk}", material.text, material.language, material.published, seconds=limits.ANALYZE_SECONDS)


@transaction.atomic
def _finish_unchanged(job: Job, article: Article) -> None:
    """The page says what it said when it was read before."""
    jobs.check_lease(job)
    job.article = article
    job.save(update_fields=["article"])
    jobs.finish(job)


@in_turn(Track.STATEMENTS)
def _store(job: Job, material: Material, analyzed: Analyzed, started_at: dt.datetime) -> None:
    """Article, version, original, run, actors, statements and spans, and the job's next stage: all or nothing."""
    jobs.check_lease(job)
    version = _get_or_add_version(job, material, analyzed)
    record_run(version, analyzed, started_at=started_at)
    job.article = version.article
    job.payload.pop("text", None)  # the version has it now
    job.save(update_fields=["article", "payload"])
    JobInput.objects.filter(job=job).delete()
    jobs.enter_stage(job, JobStage.SUGGEST)


def _get_or_add_version(job: Job, material: Material, analyzed: Analyzed) -> ArticleVersion:
    given, text, language = job.payload, analyzed.document.text, analyzed.document.language
    if material.read is not None:
        return article_actions.store_fetched(describe(job, material, language=language), by=job.created_by)
    article = job.article
    if article is None:
        article = article_actions.add_article(
            article_actions.get_or_create_outlet(given["outlet"], by=job.created_by, country=given["country"]),
            title=given["title"],
            text=text,
            language=language,
            published_on=dt.date.fromisoformat(given["published_on"]),
            by=job.created_by,
            note=given["note"],
            is_sample=given["is_sample"],
        )
    sha256 = article_actions.compute_sha256(text)
    version = article.versions.select_related("article").filter(sha256=sha256).order_by("-is_current", "-number").first()
    assert version is not None  # noqa: S101 – versions are never deleted
    return version


def _suggest(job: Job) -> None:
    assert job.article is not None  # noqa: S101 – the stage before set it
    version = job.article.versions.get(is_current=True)
    run = version.runs.first()
    if run is not None:
        # Those behind it in the line wait until it is compared, and should not wait for the analysis of others, too.
        suggest(version, run, call=partial(analyzer.call, seconds=limits.ANALYZE_SECONDS, is_urgent=True))
