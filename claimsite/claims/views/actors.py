"""Speakers: the list, and each with everything they said."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.claims.speakers import PAGE_SIZE, count_acts, describe_actor, describe_speech, list_speakers, list_speech, read_actor, read_newest_speech
from claimsite.claims.turns import find_turns_of
from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.core.paging import first_page, keyset_page
from claimsite.core.prepared import get_or_404
from claimsite.statements.models import Act
from claimsite.statements.voices import find_voices


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def actor_list(request: HttpRequest) -> HttpResponse:
    """Sides with those who speak for them."""
    search = request.GET.get("q", "")[:100].strip()
    groups, is_cut = list_speakers(search)
    context = {"groups": groups, "is_cut": is_cut, "q": search}
    return render(request, "claims/_actor_list_part.html" if wants_partial(request) else "claims/actor_list.html", context)


@require_safe
@kept_for_readers
def actor_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Names, offices, and what was said, by claim, with what stands against it; `?act=` leaves one act."""
    actor = get_or_404(read_actor(slug))
    if actor.merged_into is not None:
        return redirect(actor.merged_into)
    own, voice = find_voices(actor)
    act, cursor = request.GET.get("act", ""), request.GET.get("page")
    chosen = act if act in Act.values else None
    page = keyset_page(list_speech(voice, chosen), cursor, PAGE_SIZE) if cursor else first_page(read_newest_speech(*voice, chosen), PAGE_SIZE)
    context = {"actor": actor, "page": page, "act": act, "acts": count_acts(voice), "share_url": request.build_absolute_uri(actor.get_absolute_url())}
    context["turns"] = find_turns_of(own)
    return render(request, "claims/actor_detail.html", {**context, **describe_actor(actor), **describe_speech(actor, page.rows)})
