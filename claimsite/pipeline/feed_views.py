"""The feeds that are followed, and how they are."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claimsite.articles.models import Feed
from claimsite.core.paging import LATEST_ID, keyset_page
from claimsite.core.permissions import get_editor
from claimsite.pipeline import feed_actions
from claimsite.pipeline.errors import get_message
from claimsite.pipeline.forms import AddFeedForm

PAGE_SIZE = 50
DAYS = 7


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feed_list(request: HttpRequest) -> HttpResponse:
    """All feeds with their health; and one more, by its address."""
    editor = get_editor(request)
    form = AddFeedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        feed = feed_actions.add_feed(form.cleaned_data["url"], by=editor)
        messages.success(request, _("%(feed)s is followed; its first articles come within minutes.") % {"feed": feed})
        return redirect("pipeline:feed_list")
    page = keyset_page(Feed.objects.select_related("outlet"), request.GET.get("page"), PAGE_SIZE, LATEST_ID)
    counts = _count_new([feed.pk for feed in page.rows])
    rows = [_describe(feed, counts.get(feed.pk, 0)) for feed in page.rows]
    return render(request, "pipeline/feed_list.html", {"form": form, "rows": rows, "page": page}, status=422 if form.errors else 200)


@login_required
@require_POST
def feed_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a feed again, or leave it."""
    editor = get_editor(request)
    feed = get_object_or_404(Feed, pk=pk)
    feed_actions.set_active(feed, is_active=request.POST.get("follow") == "yes", by=editor)
    return redirect("pipeline:feed_list")


def _count_new(feeds: list[int]) -> dict[int, int]:
    """Pages that each feed named for the first time in the last days."""
    since = timezone.now() - timedelta(days=DAYS)
    counted = Feed.objects.filter(pk__in=feeds).annotate(n=Count("entries", filter=Q(entries__seen_at__gte=since)))
    return dict(counted.values_list("pk", "n"))


def _describe(feed: Feed, count: int) -> dict[str, Any]:
    return {
        "feed": feed,
        "per_day": count / DAYS,
        "message": get_message(feed.last_error) if feed.last_error else "",
        "is_given_up": feed_actions.is_given_up(feed),
    }
