"""Addresses of comparing and of saved comparisons."""

from django.urls import path

from claimsite.comparisons.exports.urls import urlpatterns as exports
from claimsite.comparisons.views import compare, documents, editing, embeds, oembed, pictures, saved, sharing, single, sitemap

app_name = "comparisons"

#: Frames for other sites; each shows the latest version, or the one in its address.
_EMBEDS = {
    "": embeds.embed_comparison,
    "claims/<int:pk>/": embeds.embed_claim,
    "statements/<int:pk>/": embeds.embed_statement,
    "charts/<slug:kind>/": embeds.embed_chart,
}
urlpatterns = [
    path("compare/", compare.compare, name="compare"),
    path("compare/save/", compare.comparison_create, name="comparison_create"),
    path("claims/<int:pk>/charts/", single.claim_charts, name="claim_charts"),
    path("actors/<slug:slug>/charts/", single.actor_charts, name="actor_charts"),
    path("c/", saved.comparison_list, name="comparison_list"),
    path("c/<slug:slug>/", saved.comparison_detail, name="comparison_detail"),
    path("c/<slug:slug>/v/<int:number>/", saved.snapshot_detail, name="snapshot_detail"),
    path("c/<slug:slug>/v/<int:number>/s/<int:pk>/", saved.frozen_statement, name="frozen_statement"),
    path("c/<slug:slug>/timemap/", saved.timemap, name="timemap"),
    path("c/<slug:slug>/diff/<int:old>..<int:new>/", saved.comparison_diff, name="comparison_diff"),
    path("c/<slug:slug>/edit/", editing.comparison_edit, name="comparison_edit"),
    path("c/<slug:slug>/edit/claims/", editing.comparison_claims, name="comparison_claims"),
    path("c/<slug:slug>/edit/visibility/", editing.comparison_show, name="comparison_show"),
    path("c/<slug:slug>/edit/links/", editing.comparison_link, name="comparison_link"),
    path("c/<slug:slug>/edit/links/<int:pk>/revocation/", editing.comparison_link_revoke, name="comparison_link_revoke"),
    path("c/<slug:slug>/edit/editors/", editing.comparison_editors, name="comparison_editors"),
    path("c/<slug:slug>/share/", sharing.comparison_share, name="comparison_share"),
    path("c/<slug:slug>/picture.png", pictures.comparison_picture, name="comparison_picture"),
    path("c/<slug:slug>/v/<int:number>/picture.png", pictures.comparison_picture, name="comparison_picture"),
    path("c/<slug:slug>/v/<int:number>/print/", documents.comparison_print, name="comparison_print"),
    path("c/<slug:slug>/v/<int:number>/document.pdf", documents.comparison_pdf, name="comparison_pdf"),
    path("claims/<int:pk>/picture.png", pictures.claim_picture, name="claim_picture"),
    path("statements/<int:pk>/picture.png", pictures.statement_picture, name="statement_picture"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("picture.png", pictures.site_picture, name="site_picture"),
    path("oembed", oembed.oembed, name="oembed"),
    *(path(f"embed/c/<slug:slug>/{v}{rest}", view, name=view.__name__) for rest, view in _EMBEDS.items() for v in ("", "v/<int:number>/")),
    *exports,
]
