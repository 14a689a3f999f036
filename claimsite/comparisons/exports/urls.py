"""Addresses of exports, beside the page of a comparison and of each of its versions."""

from django.urls import path

from claimsite.comparisons.exports import lists, views
from claimsite.core.downloads import make_paths

_FILES = {
    "export.csv": views.export_csv,
    "export.json": views.export_json,
    "export.jsonld": views.export_jsonld,
    "annotations.jsonld": views.export_annotations,
    "changes.atom": views.export_atom,
    "citation.txt": views.export_citation,
}

urlpatterns = [
    *make_paths("compare", lists.export_compare, "compare"),
    *make_paths("c", lists.export_comparisons, "comparisons"),
    *(path(f"c/<slug:slug>/{version}{name}", view, name=view.__name__) for name, view in _FILES.items() for version in ("", "v/<int:number>/")),
]
