"""Articles, and the statements found in each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router

from claimsite.api.asking import Asked, Id, check_parameters, cut_page, fill, link, make_query
from claimsite.api.describing import Describer
from claimsite.api.schemas import REFUSED, ArticleDetail, ArticleOut, ListOut, StatementOut
from claimsite.api.throttling import reading
from claimsite.articles.filters import ArticleFilter
from claimsite.articles.models import Article
from claimsite.core.paging import LATEST_ID
from claimsite.statements.models import Statement

router = Router(tags=["articles"], throttle=[reading])

ArticleQuery = make_query(
    "ArticleQuery",
    ArticleFilter,
    q="Words that all occur in the title.",
    outlet="Id of the publisher.",
    language="Of the article.",
    since="Published on this day or later.",
    until="Published on this day or earlier.",
    copies="Number of a group of articles with the same text.",
)


@router.get("/articles", response={200: ListOut[ArticleOut], **REFUSED}, summary="List articles")
def list_articles(request: HttpRequest, response: HttpResponse, query: Query[ArticleQuery]) -> Any:  # type: ignore[valid-type]
    """Articles, newest first."""
    page = cut_page(request, response, fill(ArticleFilter, request, query).narrow(Article.objects.with_outlet()), query)
    counts, say = Article.objects.count_statements(row.pk for row in page.rows), Describer(request)
    return {"items": [say.article_row(row, counts.get(row.pk, 0)) for row in page.rows], **link(request, page)}


@router.get("/articles/{pk}", response={200: ArticleDetail, **REFUSED}, summary="Read an article", url_name="article")
def get_article(request: HttpRequest, pk: Id) -> Any:
    """An article with its versions. The text itself is on its page."""
    say = Describer(request)
    article = get_object_or_404(Article.objects.with_outlet(), pk=pk)
    address = reverse("claims:article_detail", args=[pk])
    versions = [
        {name: getattr(row, name) for name in ("number", "title", "sha256", "read_at", "is_current")}
        | {"page": say.absolute(address if row.is_current else f"{address}?version={row.number}")}
        for row in article.versions.defer("text").order_by("number")
    ]
    same_text = [say.article(row) for row in Article.objects.same_text_as(article).with_outlet()[:100]]
    return say.article_row(article, Article.objects.count_statements([pk]).get(pk, 0)) | {"versions": versions, "same_text": same_text}


@router.get("/articles/{pk}/statements", response={200: ListOut[StatementOut], **REFUSED}, summary="List its statements", url_name="article_statements")
def list_article_statements(request: HttpRequest, response: HttpResponse, pk: Id, query: Query[Asked]) -> Any:
    """The standing statements of an article, whichever version they were found in; the latest found first."""
    check_parameters(request, query)
    article = get_object_or_404(Article, pk=pk)
    page = cut_page(request, response, Statement.objects.standing().filter(article=article).with_people().with_copies(), query, LATEST_ID)
    return {"items": [Describer(request).statement(row) for row in page.rows], **link(request, page)}
