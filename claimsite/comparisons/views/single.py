"""Charts of one claim or one speaker: a part that their pages load when it comes on screen, and without scripts a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from claimsite.claims.models import Claim
from claimsite.comparisons.single_charts import build_actor_figures, build_claim_figures
from claimsite.core.htmx import wants_partial
from claimsite.core.keeping import kept_for_readers
from claimsite.statements.models import Actor


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def claim_charts(request: HttpRequest, pk: int) -> HttpResponse:
    """A claim over time."""
    claim = get_object_or_404(Claim.objects.standing(), pk=pk)
    return _show(
        request, {"subject": claim, "title": claim.text, "language": claim.language, "figures": build_claim_figures(claim, language=get_language() or "en")}
    )


@vary_on_headers("HX-Request")
@require_safe
@kept_for_readers
def actor_charts(request: HttpRequest, slug: str) -> HttpResponse:
    """A speaker over time, and who stands against them."""
    actor = get_object_or_404(Actor.objects.standing(), slug=slug)
    return _show(request, {"subject": actor, "title": actor.local_name, "language": "", "figures": build_actor_figures(actor, language=get_language() or "en")})


def _show(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    return render(request, "comparisons/_charts_part.html" if wants_partial(request) else "comparisons/single_charts.html", context)
