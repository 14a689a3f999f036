"""An article with its statements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from claimsite.articles.models import Article
from claimsite.claims.reading import read_version
from claimsite.core.keeping import kept_for_readers
from claimsite.core.models import Language


@require_safe
@kept_for_readers
def article_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as stored, each statement marked, with a note in the margin; `?version=` shows an earlier text."""
    article = get_object_or_404(Article.objects.with_outlet(), pk=pk)
    versions = list(article.versions.defer("text").order_by("number"))
    wanted = request.GET.get("version", "")
    found = [version for version in versions if str(version.number) == wanted] or [version for version in versions if version.is_current]
    version = get_object_or_404(article.versions, pk=found[0].pk if found else None)
    reading = read_version(version)
    context = {"article": article, "version": version, "versions": versions, "reading": reading, "languages": Language.values}
    same_text = list(Article.objects.same_text_as(article).with_outlet())
    context |= {"same_text": same_text, "outlet_count": len({row.outlet_id for row in [article, *same_text]})}
    context["share_url"] = request.build_absolute_uri(article.get_absolute_url())
    return render(request, "claims/article_detail.html", context)
