"""An article with its statements."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claimsite.articles.models import Article, ArticleVersion
from claimsite.claims.reading import read_version
from claimsite.core.keeping import kept_for_readers
from claimsite.core.models import Language
from claimsite.core.prepared import get_or_404, prepared


@require_safe
@kept_for_readers
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as stored, each statement marked, with a note in the margin; `?version=` shows an earlier text."""
    article = get_or_404(_read_article(pk))
    versions = _read_versions(pk)
    wanted = request.GET.get("version", "")
    found = [version for version in versions if str(version.number) == wanted] or [version for version in versions if version.is_current]
    version = get_or_404(_read_version(found[0].pk) if found else [])
    version.article = article  # which its description for other sites needs
    reading = read_version(version)
    context = {"article": article, "version": version, "versions": versions, "reading": reading, "languages": Language.values}
    same_text = _read_same_text(article.copies_id, pk) if article.copies_id is not None else []
    context |= {"same_text": same_text, "outlet_count": len({row.outlet_id for row in [article, *same_text]})}
    context["share_url"] = request.build_absolute_uri(article.get_absolute_url())
    return render(request, "claims/article_detail.html", context)


@prepared
def _read_article(pk: Any) -> QuerySet[Article]:
    return Article.objects.filter(pk=pk).with_outlet()


@prepared
def _read_versions(article: Any) -> QuerySet[ArticleVersion]:
    """Without their texts, of which one is shown."""
    return ArticleVersion.objects.filter(article=article).defer("text").order_by("number")


@prepared
def _read_version(pk: Any) -> QuerySet[ArticleVersion]:
    return ArticleVersion.objects.filter(pk=pk)


@prepared
def _read_same_text(copies: Any, article: Any) -> QuerySet[Article]:
    """Other articles with the same text, the oldest first."""
    return Article.objects.in_copies(copies, article).with_outlet()
