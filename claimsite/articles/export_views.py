"""The list of articles as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from claimsite.articles.filters import ArticleFilter
from claimsite.articles.models import Article
from claimsite.core.downloads import Download, downloading
from claimsite.core.paging import walk

COLUMNS = ("id", "url", "published_on", "outlet", "title", "author", "language", "original", "is_sample")


@downloading
def export_articles(request: HttpRequest) -> Download:
    """What the page with the same parameters lists, all pages of it."""
    form, parameters = ArticleFilter(request.GET), request.GET.urlencode()
    page = request.build_absolute_uri(reverse("articles:article_list") + (f"?{parameters}" if parameters else ""))
    return Download("articles", page, COLUMNS, lambda: _list_rows(form, request.build_absolute_uri))


def _list_rows(form: ArticleFilter, absolute: Callable[[str], str]) -> Iterator[dict[str, Any]]:
    for row in walk(form.narrow(Article.objects.with_outlet())):
        yield {
            "id": row.pk,
            "url": absolute(row.get_absolute_url()),
            "published_on": row.published_on.isoformat(),
            "outlet": row.outlet.name,
            "title": row.title,
            "author": row.author,
            "language": row.language,
            "original": row.url,
            "is_sample": "yes" if row.is_sample else "no",
        }
