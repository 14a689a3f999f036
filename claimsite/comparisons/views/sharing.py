"""The share dialog: a page of its own without scripts, a panel beside the comparison with them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.vary import vary_on_headers

from claimsite.comparisons.embeds import Frame, read_choices
from claimsite.comparisons.frozen import read_content
from claimsite.comparisons.local_names import localize_content
from claimsite.comparisons.models import Comparison, Visibility
from claimsite.comparisons.parts import choose_part, list_parts
from claimsite.comparisons.presentation import list_embed_choices
from claimsite.comparisons.reading import get_snapshot, is_of_its_people, reading
from claimsite.core.htmx import wants_partial


@vary_on_headers("HX-Request")
@reading()
def comparison_share(request: HttpRequest, comparison: Comparison) -> HttpResponse:
    """Links, embed code with a preview, and files; the address says which embed is shown and which part of the comparison is meant."""
    context: dict[str, Any] = {"comparison": comparison, "is_own": is_of_its_people(request, comparison)}
    if comparison.visibility == Visibility.PUBLISHED:
        context |= _describe(request, comparison)
    return render(request, "comparisons/_share_dialog_part.html" if wants_partial(request) else "comparisons/comparison_share.html", context)


def _describe(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    latest = get_snapshot(comparison)
    content = localize_content(read_content(latest.content))
    ids = [str(row["claim"]["id"]) for row in content["table"]["rows"]]
    view = request.GET.copy()
    for name in set(view) - {"side", "claim"}:
        del view[name]
    language = get_language() or "en"
    focus = next((pk for pk in view.getlist("claim") if pk in ids), None)
    # Who has chosen no part yet means the claim that they look at.
    wanted = request.GET.get("part", f"claim-{focus}" if focus else "")
    parts = list_parts(content, wanted, language=language)
    part = choose_part(wanted, parts)
    is_frozen = request.GET.get("embed") == "frozen"
    name, argument = part.route
    arguments = {"slug": comparison.slug} | ({"number": latest.number} if is_frozen else {}) | argument
    frame = Frame(name, arguments, {"lang": language, **read_choices(request.GET)})
    theme = frame.choices.get("theme", "auto")
    base = request.build_absolute_uri(comparison.get_absolute_url())
    return {
        "snapshot": latest,
        "link": base,
        "frozen_link": request.build_absolute_uri(latest.get_absolute_url()),
        "view_link": f"{base}?{view.urlencode()}" if view else "",
        "frame": frame,
        "html": frame.write_html(request.build_absolute_uri, content["title"] or comparison.title),
        "kept": [
            ("embed", "frozen" if is_frozen else "live"),
            ("theme", theme),
            *((name, value) for name in ("side", "claim") for value in view.getlist(name)),
        ],
        "kinds": list_embed_choices(view, part=part.value, is_frozen=is_frozen, theme=theme),
        "parts": parts,
        "part": part,
        "focus": int(part.key) if part.kind == "claim" else None,
    }
