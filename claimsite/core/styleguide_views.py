"""The components of the pages, each once, with invented words; only where the site runs in debug."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claimsite.core.palette import PAIRS, SIDES


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Colors and marks, type, and each part that templates include."""
    if not settings.DEBUG:
        raise Http404
    sides = [SimpleNamespace(pk=number, palette_number=number, name=f"Side {number + 1}") for number in range(SIDES)]
    context = {
        "sides": sides,
        "pairs": range(PAIRS),
        "sizes": ["small", "note", "text", "lead", "h3", "h2", "h1"],
        "statements": [_make_statement(sides[0], "asserts", "The dredger entered the lagoon on 2 March"), _make_statement(sides[1], "denies", "it never did")],
        "share_url": request.build_absolute_uri("/"),
        "page": SimpleNamespace(older="o1", newer="n1"),
    }
    return render(request, "core/styleguide.html", context)


def _make_statement(side: Any, act: str, content: str) -> SimpleNamespace:
    """What `statements/_said_part.html` needs, without a database."""
    return SimpleNamespace(
        pk=0, article=0, number=side.palette_number, actor="", slug="", side=side.name, source="the ministry", language="en", act=act, type="indirect",
        content=content, outlet="The Skerry Post", published_on=dt.date(2024, 3, 4), copies=(), query="", is_plain=False,
    )  # fmt: skip
