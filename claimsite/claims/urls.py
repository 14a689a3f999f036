"""Addresses of claims, articles and people, and of decisions about relations."""

from django.urls import path

from claimsite.claims import decision_views

app_name = "claims"
urlpatterns = [
    path("relations/<int:pk>/decision/", decision_views.relation_decide, name="relation_decide"),
]
