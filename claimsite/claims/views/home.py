"""The first page: what is most contested."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.articles.models import Article
from claimsite.claims.disputes import choose_topics, group_by_topic, list_disputes
from claimsite.claims.filters import DisputeFilter
from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers

PER_TOPIC, PER_TOPIC_ALONE = 3, 30


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def home(request: HttpRequest) -> HttpResponse:
    """Pairs of statements that stand against each other, by topic."""
    form = DisputeFilter(request.GET)
    chosen = form.get_chosen()
    groups = group_by_topic(list_disputes(**chosen), each=PER_TOPIC_ALONE if chosen["topic"] else PER_TOPIC)
    context = {"form": form, "chosen": chosen, "groups": groups, "is_filtered": any(chosen.values())}
    if wants_partial(request):
        return render(request, "claims/_disputes_part.html", context)
    context |= {"topics": choose_topics(form.recent_topics), "is_empty": not groups and not Article.objects.exists()}
    return render(request, "claims/home.html", context)
