"""What search engines are told: which pages there are, and which are not for them. Nothing here but what everybody finds."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from claimsite.claims.models import Claim
from claimsite.comparisons.models import Comparison
from claimsite.core.areas import FRAMES, PROGRAMS

#: A sitemap holds 50,000 addresses (https://www.sitemaps.org/protocol.html); of claims the newest.
CLAIMS = 20_000
COMPARISONS = 20_000
_PAGES = ("claims:home", "comparisons:comparison_list", "claims:claim_list", "claims:actor_list", "articles:article_list", "core:method")
_KEPT = "public, max-age=3600"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Pages for people may be read; what is made anew for each question, and forms, are not looked for."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/admin/", PROGRAMS, "/workbench/", "/add/", FRAMES[0], "/*/edit/", "/*/share/", "/*?key="))]
    words = "\n".join([*lines, f"Sitemap: {request.build_absolute_uri(reverse('comparisons:sitemap'))}", ""])
    return HttpResponse(words, content_type="text/plain; charset=utf-8", headers={"Cache-Control": _KEPT})


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Published comparisons with the day of their latest version, and claims."""
    rows = [(reverse(name), "") for name in _PAGES]
    for comparison in Comparison.objects.published().with_snapshots().newest_first()[:COMPARISONS]:
        latest = next(iter(comparison.snapshots.all()), None)
        rows.append((comparison.get_absolute_url(), latest.created_at.date().isoformat() if latest else ""))
    rows += [(reverse("claims:claim_detail", args=[pk]), "") for pk in Claim.objects.standing().order_by("-pk").values_list("pk", flat=True)[:CLAIMS]]
    entries = format_html_join(
        "\n",
        "<url><loc>{}</loc>{}</url>",
        ((request.build_absolute_uri(path), format_html("<lastmod>{}</lastmod>", day) if day else "") for path, day in rows),
    )
    words = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}\n</urlset>\n'
    return HttpResponse(words, content_type="application/xml; charset=utf-8", headers={"Cache-Control": _KEPT})
