"""Adding articles, and seeing what became of them."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from ninja import Schema, Status
from pydantic import ConfigDict, Field, model_validator

from claimsite.api.asking import Day
from claimsite.api.reads.articles import router
from claimsite.api.schemas import ErrorOut
from claimsite.api.signing import Token
from claimsite.api.throttling import reading_jobs, writing
from claimsite.core.days import check_day
from claimsite.core.permissions import get_editor
from claimsite.core.words import tidy
from claimsite.pipeline import actions
from claimsite.pipeline.errors import get_message
from claimsite.pipeline.models import Job, JobState

_REFUSED = {frozenset({401, 403, 422, 429}): ErrorOut}
Language = Literal["de", "en", "fr", "ru"]


class ArticleIn(Schema):
    """An article as one of three: the address of a page, the source of a page, or a plain text."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field("", max_length=2000, description="Address of the page. With `html` or `text` it is where those come from; alone, it is fetched.")
    html: str = Field("", max_length=1_000_000, description="Source of the page; nothing is fetched.")
    text: str = Field("", max_length=400_000, description="Plain text; needs `outlet`.")
    title: str = Field("", max_length=500, description="Headline; without it the page's own, or the first sentence.")
    outlet: str = Field("", max_length=200, description="Publisher; without it the host of the address says.")
    language: Language | None = Field(None, description="Without it the text says.")
    published_on: Day | None = Field(None, description="The outlet's date; without it the page's own, or today.")

    @model_validator(mode="after")
    def check_source(self) -> ArticleIn:
        """One source, and a publisher for a text."""
        if bool(self.html) and bool(self.text):
            raise ValueError("give either html or text")
        if not (self.url or self.html or self.text):
            raise ValueError("give url, html or text")
        if self.text and not tidy(self.outlet):
            raise ValueError("a text needs an outlet")
        if self.published_on and check_day(self.published_on) is None:
            raise ValueError("published_on must lie between 1800 and tomorrow")
        return self


class JobOut(Schema):
    """What became of a request. `state` is waiting, running, done or failed."""

    id: int
    state: str
    stage: str
    url: str = Field(description="This answer, to be asked again.")
    page: str = Field(description="The same for people.")
    article: str | None = Field(None, description="Address of the article, once it is there.")
    error: str | None = Field(None, description="Why it failed.")
    message: str | None = Field(None, description="The same in words.")


@router.post("/articles", auth=Token(), response={202: JobOut, frozenset({400, 413}): ErrorOut, **_REFUSED}, throttle=[writing], summary="Add an article")
def add_article(request: HttpRequest, response: HttpResponse, given: ArticleIn) -> Status[dict[str, Any]]:
    """Ask for an article to be read and analyzed; the answer names the job. The same article again gives the same job."""
    editor = get_editor(request)
    shared: dict[str, Any] = {"by": editor, "outlet_name": given.outlet, "language": given.language, "title": given.title}
    if given.html:
        job = actions.request_html(given.html, url=given.url, published_on=given.published_on, **shared)
    elif given.text:
        job = actions.request_text(text=given.text, published_on=given.published_on or timezone.localdate(), **shared)
    else:
        job = actions.request_url(given.url, published_on=given.published_on, **shared)
    described = _describe(request, job)
    response["Location"] = described["url"]
    return Status(202, described)


@router.get(
    "/jobs/{pk}",
    auth=Token(),
    tags=["jobs"],
    response={200: JobOut, 404: ErrorOut, **_REFUSED},
    throttle=[reading_jobs],
    summary="See what became of a request",
    url_name="job",
)
def get_job(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Where a job stands; ask again every few seconds until `state` is done or failed."""
    get_editor(request)
    return _describe(request, get_object_or_404(Job.objects.select_related("article"), pk=min(pk, 2**63 - 1)))


def _describe(request: HttpRequest, job: Job) -> dict[str, Any]:
    is_failed = job.state == JobState.FAILED
    return {
        "id": job.pk,
        "state": job.state,
        "stage": job.stage,
        "url": request.build_absolute_uri(reverse("api-1:job", args=[job.pk])),
        "page": request.build_absolute_uri(job.get_absolute_url()),
        "article": request.build_absolute_uri(job.article.get_absolute_url()) if job.article else None,
        "error": job.error_code if is_failed else None,
        "message": str(get_message(job.error_code)) if is_failed else None,
    }
