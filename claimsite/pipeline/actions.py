"""Requests for long work: each leaves a job row and rings the worker's bell when the transaction is through."""

from __future__ import annotations

import hashlib
import zlib
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from analysis.text import check_text, normalize
from claimsite.articles import actions as article_actions
from claimsite.articles.addresses import make_key as make_address_key
from claimsite.core.logs import get_request_id
from claimsite.core.turns import in_turn
from claimsite.core.words import tidy
from claimsite.pipeline import jobs
from claimsite.pipeline.errors import JobError
from claimsite.pipeline.limits import MAX_FILE_BYTES
from claimsite.pipeline.models import Job, JobInput, JobKind, JobStage, JobState
from claimsite.pipeline.tasks import ring
from claimsite.pipeline.titles import make_title
from claimsite.pipeline.web.addresses import check_url
from claimsite.statements.article_actions import repeat_article

if TYPE_CHECKING:
    from datetime import date

    from claimsite.articles.models import Article, Feed
    from claimsite.core.models import User


@transaction.atomic
def request_text(
    *,
    title: str,
    outlet_name: str,
    language: str | None,
    published_on: date,
    text: str,
    by: User | None,
    country: str = "",
    note: str = "",
    is_sample: bool = False,
) -> Job:
    """Ask for a text to be added and analyzed; the same text of the same outlet finds the job that is there.

    Args:
        title: headline; empty takes the first sentence.
        outlet_name: publisher; added if it is new.
        language: one of the site's languages; None lets the worker detect it.
        published_on: the outlet's date.
        text: as it came; it is normalised here.
        by: who asked; None for the machine.
        country: of a new outlet, ISO 3166.
        note: shown above the text.
        is_sample: whether the article is an invented one.

    Returns:
        The job, waiting; or the earlier one in whatever state it is (a failed one waits again, with what is asked for now: another language, say).

    Raises:
        analysis.text.TextError: if the text is empty, too long or not text; nothing is stored then.
    """
    normalized = normalize(text)
    check_text(normalized, raw=text)
    outlet_name = tidy(outlet_name)
    payload = {
        "title": tidy(title)[:500] or make_title(normalized),
        "outlet": outlet_name,
        "country": country,
        "language": language,
        "published_on": published_on.isoformat(),
        "text": normalized,
        "note": note,
        "is_sample": is_sample,
    }
    return _request(make_key(outlet_name, normalized), kind=JobKind.ADD_TEXT, payload=payload, by=by)


@transaction.atomic
def request_url(
    url: str,
    *,
    by: User | None,
    feed: Feed | None = None,
    outlet_name: str = "",
    language: str | None = None,
    published_on: date | None = None,
    title: str = "",
    again: bool = False,
) -> Job:
    """Ask for a page to be fetched, read and analyzed; all variants of an address (tracking parameters, slash, http, AMP, mobile host) are one.

    Args:
        url: address of a page, or of a feed, which is then followed.
        by: who asked; None for the machine.
        feed: the feed that named the page.
        outlet_name: publisher; empty takes the outlet of the address's host.
        language: one of the site's languages; None lets the worker find it.
        published_on: the outlet's date; None takes the page's own, or today.
        title: headline where the page has none.
        again: fetch a page that was read before once more, for a version where its text has changed; a request that no worker has taken yet is enough.

    Returns:
        The job, waiting; or the earlier one in whatever state it is (a failed one waits again).

    Raises:
        AddressError: if this is no address that can be fetched; nothing is stored then.
    """
    url = check_url(url)
    key = make_url_key(url)
    payload = {
        "url": url,
        "outlet": tidy(outlet_name),
        "language": language,
        "published_on": published_on.isoformat() if published_on else None,
        "title": tidy(title)[:500],
    }
    earlier = Job.objects.filter(Q(key=key) | Q(key__startswith=f"{key}-")).order_by("-id")
    last = earlier.first()
    if again and last and last.state == JobState.DONE:
        return _request(f"{key}-{earlier.count() + 1}", kind=JobKind.ADD_URL, payload=payload, by=by, feed=feed)
    return _request(last.key if last else key, kind=JobKind.ADD_URL, payload=payload, by=by, feed=feed)


@transaction.atomic
def request_file(
    data: bytes,
    *,
    name: str,
    by: User | None,
    content_type: str = "",
    url: str = "",
    outlet_name: str = "",
    language: str | None = None,
    published_on: date | None = None,
    title: str = "",
) -> Job:
    """Ask for a file (text, HTML or PDF, told apart by what it holds) to be read and analyzed; the same bytes for the same outlet are the same work.

    Args:
        data: the file as it came.
        name: its name.
        by: who asked; None for the machine.
        content_type: what it is said to be; empty if nobody said.
        url: where it stands on the web; empty if nowhere.
        outlet_name: publisher; empty takes the outlet of `url`'s host, or what the page says of itself.
        language: one of the site's languages; None lets the worker find it.
        published_on: the outlet's date; None takes the page's own, or today.
        title: headline; empty takes the page's own.

    Raises:
        JobError: ``empty`` or ``file_too_big``; nothing is stored then.
        AddressError: if `url` is no address.
    """
    if not data.strip():
        raise JobError("empty", "an empty file")
    if len(data) > MAX_FILE_BYTES:
        raise JobError("file_too_big", f"{len(data)} bytes")
    outlet_name = tidy(outlet_name)
    payload = {
        "url": check_url(url) if url else "",
        "outlet": outlet_name,
        "language": language,
        "published_on": published_on.isoformat() if published_on else None,
        "title": tidy(title)[:500],
    }
    digest = hashlib.sha256(f"{outlet_name.casefold()}\0{payload['url']}\0".encode() + data).hexdigest()
    job = _request(f"file-{digest[:48]}", kind=JobKind.ADD_FILE, payload=payload, by=by)
    if job.article_id is None:
        JobInput.objects.get_or_create(job=job, defaults={"name": name[:200], "content_type": content_type[:100], "data": zlib.compress(data)})
    return job


def request_html(
    html: str,
    *,
    by: User | None,
    url: str = "",
    outlet_name: str = "",
    language: str | None = None,
    published_on: date | None = None,
    title: str = "",
) -> Job:
    """Ask for the source of a page, as somebody saved or pasted it, to be read and analyzed; see `request_file`."""
    return request_file(
        html.encode("utf-8", "replace"),
        name="",
        by=by,
        content_type="text/html; charset=utf-8",
        url=url,
        outlet_name=outlet_name,
        language=language,
        published_on=published_on,
        title=title,
    )


@transaction.atomic
def request_reanalysis(article: Article, *, by: User | None) -> Job:
    """Ask for an article's current version to be analyzed again; a request that no worker has taken yet is enough for both.

    Returns:
        The job, waiting.
    """
    earlier = Job.objects.filter(article=article, kind=JobKind.REANALYZE)
    waiting = earlier.filter(state=JobState.WAITING, attempts=0).first()
    if waiting:
        return waiting
    return _request(f"reanalyze-{article.pk}-{earlier.count() + 1}", kind=JobKind.REANALYZE, payload={}, by=by, article=article)


@in_turn()
def request_language_change(article: Article, *, language: str, by: User) -> Job | None:
    """Correct an article's language and have it analyzed again.

    Returns:
        The job; None if the article is in that language already.

    Raises:
        ValueError: if the language is unknown.
    """
    if not article_actions.change_language(article, language=language, by=by):
        return None
    repeat_article(article)
    return request_reanalysis(article, by=by)


@transaction.atomic
def retry(job: Job, *, by: User) -> bool:
    """Let a failed job wait again with fresh attempts.

    Returns:
        Whether it was failed; a job in another state stays as it is.
    """
    if not jobs.reopen(job):
        return False
    transaction.on_commit(partial(ring, job.pk))
    return True


def make_key(outlet_name: str, text: str) -> str:
    """What makes two requests the same work: the outlet, in whatever case, and the text."""
    return hashlib.sha256(f"{' '.join(outlet_name.split()).casefold()}\0{normalize(text)}".encode()).hexdigest()


def make_url_key(url: str) -> str:
    """What makes two requests for a page the same work: its address, in whatever variant.

    Raises:
        AddressError: if this is no address of a page.
    """
    return f"url-{make_address_key(url)[:48]}"


def _request(key: str, *, kind: JobKind, payload: dict[str, Any], by: User | None, article: Article | None = None, feed: Feed | None = None) -> Job:
    if request_id := get_request_id():  # the worker's log lines name it
        payload = payload | {"request": request_id}
    given = {"kind": kind, "payload": payload, "created_by": by, "article": article, "feed": feed, "stage": JobStage.FETCH}
    try:
        with transaction.atomic():
            job, is_new = Job.objects.get_or_create(key=key, defaults=given)
    except IntegrityError:  # somebody else asked at the same moment
        job, is_new = Job.objects.get(key=key), False
    if is_new or jobs.reopen(job, payload=payload):
        transaction.on_commit(partial(ring, job.pk))
    return job
