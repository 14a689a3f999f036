"""What an outlet changed in an article."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claimsite.articles.changes import DELETED, INSERTED, count_words, describe_changes, fold
from claimsite.articles.models import Article


@require_safe
def version_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The versions of an article, the newest first."""
    article = get_object_or_404(Article.objects.with_outlet(), pk=pk)
    versions = article.versions.defer("text").select_related("added_by").order_by("-number")
    return render(request, "articles/version_list.html", {"article": article, "versions": versions})


@require_safe
def version_changes(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version against the one before it, or against the one that `?against=` names: what came is underlined, what went struck through."""
    article = get_object_or_404(Article.objects.with_outlet(), pk=pk)
    versions = {version.number: version for version in article.versions.defer("text").order_by("number")}
    version = get_object_or_404(article.versions, number=min(number, 2**31))
    wanted = request.GET.get("against", "")
    other = int(wanted) if wanted.isdecimal() and len(wanted) < 6 and int(wanted) in versions else number - 1
    before = article.versions.filter(number=other).first()
    passages = describe_changes(before.text, version.text) if before else []
    context = {
        "article": article,
        "version": version,
        "before": before,
        "versions": list(versions.values()),
        "parts": fold(passages),
        "inserted": count_words(passages, INSERTED),
        "deleted": count_words(passages, DELETED),
    }
    return render(request, "articles/version_changes.html", context)
