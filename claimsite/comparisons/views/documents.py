"""A version of a comparison on paper."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from claimsite.comparisons.documents.content import describe_document
from claimsite.comparisons.documents.typesetting import PACKAGES, MissingLibraryError, TypesettingError, typeset
from claimsite.comparisons.keeping import keep
from claimsite.comparisons.models import Comparison
from claimsite.comparisons.reading import get_snapshot, reading

logger = logging.getLogger(__name__)


@reading()
def comparison_print(request: HttpRequest, comparison: Comparison, number: int) -> HttpResponse:
    """For the browser's own printing: the same page as the PDF file's."""
    context = describe_document(get_snapshot(comparison, number), request.build_absolute_uri("/")[:-1])
    return render(request, "comparisons/document.html", context | {"is_page": True})


@reading()
def comparison_pdf(request: HttpRequest, comparison: Comparison, number: int) -> HttpResponse:
    """The PDF file, made once for each version and language; where that cannot be done, the way to print the page."""
    snapshot = get_snapshot(comparison, number)
    page = render_to_string("comparisons/document.html", describe_document(snapshot, request.build_absolute_uri("/")[:-1]))
    static = Path(settings.BASE_DIR) / "static"
    key = hashlib.sha256(page.encode() + (static / "css" / "document.css").read_bytes()).hexdigest()
    try:
        content = keep("documents", key, "pdf", b"%%EOF", lambda: typeset(page, static))
    except TypesettingError as problem:
        logger.warning("a PDF file could not be made: %s", problem)
        context = {"comparison": comparison, "snapshot": snapshot, "packages": PACKAGES if isinstance(problem, MissingLibraryError) else ""}
        return render(request, "comparisons/document_missing.html", context, status=503)
    name = f"{comparison.slug}-v{number}-{get_language() or 'en'}.pdf"
    response = HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'})
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Language"])
    return response
