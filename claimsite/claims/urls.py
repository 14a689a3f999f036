"""Addresses of claims, articles and people, and of decisions about them."""

from django.urls import path

from claimsite.claims import addition_views, decision_views, editing_views, export_views
from claimsite.claims.views import actors, articles, claims, home
from claimsite.core.downloads import make_paths

app_name = "claims"
urlpatterns = [
    path("", home.home, name="home"),
    path("articles/<int:pk>/", articles.article_detail, name="article_detail"),
    path("articles/<int:pk>/statements/new/", addition_views.statement_add, name="statement_add"),
    path("actors/", actors.actor_list, name="actor_list"),
    path("actors/<slug:slug>/", actors.actor_detail, name="actor_detail"),
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/find.json", addition_views.claim_find, name="claim_find"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim_detail"),
    path("claims/<int:pk>/edit/", editing_views.claim_edit, name="claim_edit"),
    *make_paths("articles/<int:pk>", export_views.export_article, "article"),
    *make_paths("actors", export_views.export_actors, "actors"),
    *make_paths("actors/<slug:slug>", export_views.export_actor, "actor"),
    *make_paths("claims", export_views.export_claims, "claims"),
    *make_paths("claims/<int:pk>", export_views.export_claim, "claim"),
    path("memberships/<int:pk>/decision/", decision_views.membership_decide, name="membership_decide"),
    path("relations/<int:pk>/decision/", decision_views.relation_decide, name="relation_decide"),
]
