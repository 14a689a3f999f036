"""The list of articles."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.articles.filters import ArticleFilter
from claimsite.articles.models import Article
from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.core.paging import keyset_page

PAGE_SIZE = 40


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def article_list(request: HttpRequest) -> HttpResponse:
    """Articles, newest first."""
    form = ArticleFilter(request.GET)
    page = keyset_page(form.narrow(Article.objects.with_outlet()), request.GET.get("page"), PAGE_SIZE)
    counts = Article.objects.count_statements(row.pk for row in page.rows)
    carried = Article.objects.filter(copies__in={row.copies_id for row in page.rows if row.copies_id}).order_by().values_list("copies")
    outlets = dict(carried.annotate(n=Count("outlet", distinct=True)))
    context = {"outlets": outlets, "form": form, "page": page, "counts": counts, "is_filtered": form.is_filtered}
    template = "articles/_article_list_part.html" if wants_partial(request) else "articles/article_list.html"
    return render(request, template, context)
