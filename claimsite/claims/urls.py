"""Addresses of claims, articles and people, and of decisions about them."""

from django.urls import path

from claimsite.claims import decision_views, editing_views
from claimsite.claims.views import actors, articles, claims, home

app_name = "claims"
urlpatterns = [
    path("", home.home, name="home"),
    path("articles/<int:pk>/", articles.article_detail, name="article_detail"),
    path("actors/", actors.actor_list, name="actor_list"),
    path("actors/<slug:slug>/", actors.actor_detail, name="actor_detail"),
    path("claims/", claims.claim_list, name="claim_list"),
    path("claims/<int:pk>/", claims.claim_detail, name="claim_detail"),
    path("claims/<int:pk>/edit/", editing_views.claim_edit, name="claim_edit"),
    path("memberships/<int:pk>/decision/", decision_views.membership_decide, name="membership_decide"),
    path("relations/<int:pk>/decision/", decision_views.relation_decide, name="relation_decide"),
]
