"""Addresses of comparing and of saved comparisons."""

from django.urls import path

from claimsite.comparisons.exports.urls import urlpatterns as exports
from claimsite.comparisons.views import compare, saved, single

app_name = "comparisons"
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
    *exports,
]
