"""Views for frames on other sites: light, without cookies and forms; they alone may be framed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from claimsite.comparisons.charts import build_figures
from claimsite.comparisons.embeds import read_choices
from claimsite.comparisons.exports.content import narrow
from claimsite.comparisons.frozen import find_frozen_statement, read_content
from claimsite.comparisons.local_names import localize_content
from claimsite.comparisons.models import Comparison, FormerSlug, Snapshot
from claimsite.comparisons.presentation import describe_table, link_frozen, list_silent
from claimsite.comparisons.reading import get_snapshot

#: Readers of another site see a correction after so many seconds at most.
KEPT_SECONDS = 300

Show = Callable[..., tuple[str, dict[str, Any]]]
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Framed:
    """What a frame shows: the latest snapshot, or the one that its address names."""

    comparison: Comparison
    snapshot: Snapshot
    latest: int
    is_live: bool
    content: dict[str, Any]


def get_framed(slug: str, number: int | None) -> Framed:
    """A published comparison by its present or a former address; who asks makes no difference.

    Raises:
        Http404: if there is none, or no such version.
    """
    published = Comparison.objects.published().with_snapshots()
    former = FormerSlug.objects.filter(slug=slug).values("comparison")
    comparison = published.filter(slug=slug).first() or published.filter(pk__in=former).first()
    if comparison is None:
        raise Http404(_("There is no comparison at this address."))
    snapshot = get_snapshot(comparison, number)
    return Framed(
        comparison, snapshot, max(each.number for each in comparison.snapshots.all()), number is None, localize_content(read_content(snapshot.content))
    )


def framing(show: Show) -> View:
    """A view that any site may frame: it neither reads nor sets cookies of its own; what is gone says so in the frame."""

    @xframe_options_exempt
    @csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # typed for views without arguments
    @require_safe
    @wraps(show)
    def view(request: HttpRequest, slug: str, number: int | None = None, **given: Any) -> HttpResponse:
        choices, status = read_choices(request.GET), 200
        with override(choices.get("lang") or get_language()):
            try:
                framed = get_framed(slug, number)
                template, context = show(framed, **given)
            except Http404:
                framed, template, context, status = None, "embed/missing.html", {}, 404
            # Without the request: no processor of the site's pages looks at the session.
            words = render_to_string(template, {**context, "framed": framed, "origin": request.build_absolute_uri("/")[:-1], "choices": choices})
        response = HttpResponse(words, status=status)
        response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}" if status == 200 else "no-store"
        response["X-Robots-Tag"] = "noindex"
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    return view


@framing
def embed_comparison(framed: Framed) -> tuple[str, dict[str, Any]]:
    """All claims, the first words of each side."""
    return "embed/comparison.html", _describe(framed, framed.content["table"])


@framing
def embed_claim(framed: Framed, pk: int) -> tuple[str, dict[str, Any]]:
    """One claim and what stands against it."""
    table = framed.content["table"]
    if all(row["claim"]["id"] != pk for row in table["rows"]):
        raise Http404
    return "embed/comparison.html", _describe(framed, narrow(table, sides=[], claims=[str(pk)])) | {"is_pair": True}


@framing
def embed_statement(framed: Framed, pk: int) -> tuple[str, dict[str, Any]]:
    """One statement in its context, as the snapshot keeps it."""
    found = find_frozen_statement(framed.content, pk)
    if found is None:
        raise Http404
    return "embed/statement.html", found


@framing
def embed_chart(framed: Framed, kind: str) -> tuple[str, dict[str, Any]]:
    """One chart as the server draws it, with its summary."""
    figure = build_figures(framed.content["table"], language=get_language() or "en").get(kind)
    if figure is None or not figure.point_count:
        raise Http404
    return "embed/chart.html", {"figure": figure}


def _describe(framed: Framed, table: dict[str, Any]) -> dict[str, Any]:
    link_frozen(table, framed.content, framed.snapshot)
    for row in table["rows"]:
        row["silent"] = list_silent(row, table["sides"])
    return describe_table(table)
