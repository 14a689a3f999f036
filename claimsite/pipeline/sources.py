"""Where a job's text comes from: a stored version, what came with the request, or a page that is fetched now."""

from __future__ import annotations

import datetime as dt
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from analysis.text import TextError, check_text
from claimsite.articles.actions import compute_sha256
from claimsite.articles.addresses import make_key
from claimsite.articles.fetched import FetchedArticle
from claimsite.articles.models import ArticleAddress
from claimsite.pipeline import jobs, limits
from claimsite.pipeline.confined import reader
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.manners import ask_leave
from claimsite.pipeline.models import Job, JobInput, JobKind, JobStage
from claimsite.pipeline.reading.document import ReadFeed, ReadList, ReadText
from claimsite.pipeline.reading.files import read
from claimsite.pipeline.titles import make_title
from claimsite.pipeline.web.fetching import Fetched, fetch

if TYPE_CHECKING:
    from claimsite.articles.models import Article


@dataclass(frozen=True, slots=True)
class Material:
    """A text to analyze, and what is known about it; `read` is None for a text that came as such or is stored already."""

    text: str
    language: str | None
    published: str | None
    read: ReadText | None = None
    fetched: Fetched | None = None


def collect(job: Job) -> Material | ReadFeed | ReadList:
    """The text that a job is about, or the feed or list of feeds that its page or file turned out to be. Enters the stages as it goes.

    Raises:
        JobError: with the reason for the person; a `FetchError` may pass.
    """
    jobs.enter_stage(job, JobStage.FETCH)
    if job.article is not None:
        version = job.article.versions.get(is_current=True)
        return _check(Material(version.text, job.article.language, job.article.published_on.isoformat()))
    given = job.payload
    if job.kind == JobKind.ADD_TEXT:
        return _check(Material(given["text"], given["language"], given["published_on"]))
    if job.feed is not None:
        ask_leave(given["url"], turn=job.paused_until)
    fetched = fetch(given["url"]) if job.kind == JobKind.ADD_URL else _get_input(job)
    jobs.enter_stage(job, JobStage.EXTRACT)
    found = reader.call(read, fetched.body, fetched.content_type, fetched.charset, fetched.url, seconds=limits.READ_SECONDS)
    if isinstance(found, ReadFeed) and job.kind != JobKind.ADD_URL:
        raise JobError("feed_file", "a feed without its address")
    if not isinstance(found, ReadText):
        return found
    known = find_article(given["url"])
    day = known.published_on.isoformat() if known else given["published_on"] or (found.published_on or timezone.localdate()).isoformat()
    return Material(found.text, given["language"] or (known.language if known else None), day, found, fetched)


def describe(job: Job, material: Material, *, language: str) -> FetchedArticle:
    """What is to be stored of a page or file that was read."""
    read_, fetched, given = material.read, material.fetched, job.payload
    if read_ is None or fetched is None or material.published is None:
        raise ValueError("nothing was fetched")
    if not (given["url"] or given["outlet"] or read_.site_name):
        raise JobError("outlet", "neither an address nor an outlet, and the file names no publisher")
    is_page = job.kind == JobKind.ADD_URL
    title = (read_.title or given["title"]) if is_page else (given["title"] or read_.title)
    return FetchedArticle(
        title=title or make_title(material.text),
        text=material.text,
        language=language,
        published_on=dt.date.fromisoformat(material.published),
        author=read_.author,
        url=given["url"],
        final_url=fetched.url if is_page else "",
        canonical_url=read_.canonical_url,
        site_name=read_.site_name,
        outlet_name=given["outlet"],
        original=fetched.body,
        media_type=f"{read_.media_type}; charset={fetched.charset}" if fetched.charset else read_.media_type,
    )


def find_article(url: str) -> Article | None:
    """The article that is known by an address, in whatever variant."""
    found = ArticleAddress.objects.select_related("article").filter(key=make_key(url)).first() if url else None
    return found.article if found else None


def find_analyzed(job: Job, material: Material) -> Article | None:
    """The article whose current version has this very text and a run: a page that was fetched again and has not changed."""
    article = find_article(job.payload["url"]) if material.read is not None else None
    version = article.versions.get(is_current=True) if article else None
    is_same = version is not None and version.sha256 == compute_sha256(material.text) and version.runs.exists()
    return article if is_same else None


def _check(material: Material) -> Material:
    try:
        check_text(material.text)
    except TextError as error:
        raise JobError(error.code, str(error)) from error
    return material


def _get_input(job: Job) -> Fetched:
    given: JobInput = job.input
    content_type, _, parameters = given.content_type.partition(";")
    return Fetched(
        url=job.payload["url"],
        status=200,
        content_type=content_type.strip().lower(),
        charset=parameters.partition("charset=")[2].strip(' "'),
        body=zlib.decompress(given.data),
    )
