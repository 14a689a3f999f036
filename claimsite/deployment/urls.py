"""Addresses for machines that watch the site; `core.middleware` answers them before any other check."""

from django.urls import path

from claimsite.deployment import views

app_name = "deployment"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
]
