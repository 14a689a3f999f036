"""Exports of one comparison, as it stands in its latest version or in one by number."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from claimsite.comparisons.exports.annotations import MEDIA_TYPE, build_collection
from claimsite.comparisons.exports.citation import write_bibtex, write_plain
from claimsite.comparisons.exports.content import COLUMNS, Shared, list_rows, name_file, share
from claimsite.comparisons.exports.feed import write_feed
from claimsite.comparisons.exports.jsonld import build_document
from claimsite.comparisons.models import Comparison
from claimsite.comparisons.reading import is_by_name, reading
from claimsite.core.tabular import write_csv

View = Callable[..., HttpResponse]


def exporting(write: Callable[[HttpRequest, Shared], HttpResponse]) -> View:
    """A view that finds the version asked for, and answers with what `write` makes of it, or that the reader has it already.

    It may be kept if it is asked for anew each time, but for what `reading` keeps from everybody.
    """

    @reading(by_link=True)
    @wraps(write)
    def view(request: HttpRequest, comparison: Comparison, number: int | None = None) -> HttpResponse:
        response = write(request, share(request, comparison, number))
        response["Cache-Control"] = "no-cache"
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return view


def _answer(words: str, *, content_type: str, filename: str) -> HttpResponse:
    return HttpResponse(words, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{filename}"'})


def _write_json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


@exporting
def export_csv(request: HttpRequest, shared: Shared) -> HttpResponse:
    """A row a statement, by claim and side."""
    return _answer(
        "".join(write_csv(COLUMNS, list_rows(shared.table, shared.absolute))),
        content_type="text/csv; charset=utf-8; header=present",
        filename=name_file(shared, "csv"),
    )


@exporting
def export_json(request: HttpRequest, shared: Shared) -> HttpResponse:
    """What was frozen, with its hash, which is that of the whole content even where the table is narrowed."""
    about = {
        "url": shared.url,
        "number": shared.snapshot.number,
        "is_latest": shared.is_latest,
        "created_at": shared.snapshot.created_at.isoformat(),
        "content_hash": shared.snapshot.content_hash,
    }
    return _answer(
        _write_json({**about, "content": {**shared.snapshot.content, "table": shared.table}}),
        content_type="application/json",
        filename=name_file(shared, "json"),
    )


@exporting
def export_jsonld(request: HttpRequest, shared: Shared) -> HttpResponse:
    """Claims as schema.org has them."""
    return _answer(_write_json(build_document(shared)), content_type="application/ld+json", filename=name_file(shared, "jsonld"))


@exporting
def export_annotations(request: HttpRequest, shared: Shared) -> HttpResponse:
    """Each statement at its place in its text, as W3C Web Annotations."""
    address = request.build_absolute_uri(request.path)
    return _answer(_write_json(build_collection(shared, address)), content_type=MEDIA_TYPE, filename=name_file(shared, "annotations.jsonld"))


@exporting
def export_atom(request: HttpRequest, shared: Shared) -> HttpResponse:
    """What changed from version to version; a secret link does not reach that."""
    if not is_by_name(request, shared.comparison):
        raise Http404
    feed = write_feed(shared, feed_url=request.build_absolute_uri(request.path), language=get_language() or "en")
    response = HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@exporting
def export_citation(request: HttpRequest, shared: Shared) -> HttpResponse:
    """A line, or with `?format=bibtex` an entry for BibTeX."""
    if request.GET.get("format") == "bibtex":
        return _answer(write_bibtex(shared), content_type="application/x-bibtex; charset=utf-8", filename=name_file(shared, "bib"))
    return HttpResponse(write_plain(shared), content_type="text/plain; charset=utf-8")
