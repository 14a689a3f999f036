"""How good the machine is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claimsite.pipeline.quality import arrange, load_figures


@require_safe
def quality(request: HttpRequest) -> HttpResponse:
    """Measured figures, from the file beside the models."""
    figures = load_figures()
    return render(request, "pipeline/quality.html", {"figures": arrange(figures) if figures else None})
